"""Join the catalog into the site: resolve defaults, follow references, order everything."""

from collections.abc import Mapping

from generator.catalog import Catalog
from generator.records import Region, first_day
from generator.records.observation import HUBS
from generator.site.base import Ref
from generator.site.cases import build_cases
from generator.site.charts import build_charts
from generator.site.compare import STARTERS, Pair, build_columns, build_pairs, pairs_by_model
from generator.site.coverage import build_coverage
from generator.site.entries import FamilyEntry, ModelEntry, ScenarioEntry, VendorEntry
from generator.site.explorer import build_explorer
from generator.site.guides import build_guides
from generator.site.hardware import build_hardware
from generator.site.hubs import open_book
from generator.site.license_entries import LicenseEntry
from generator.site.licenses import build_licenses, build_lines
from generator.site.memory import open_memory
from generator.site.models import Joining, build_model
from generator.site.moved import build_moved
from generator.site.picks import build_picks
from generator.site.popularity import build_popular, build_rising, build_status
from generator.site.quickstart import list_classes
from generator.site.refs import (
    badge_of,
    distinct,
    family_ref,
    group_by_verdict,
    model_ref,
    scenario_refs,
    vendor_ref,
)
from generator.site.rights import build_rights
from generator.site.site import Site, Way
from generator.stats import Stats

ONE_CARD_GIB = 24
"""The memory of a large card at home, for the example of what runs on one."""

NEWEST = 8
"""How many models the home page calls new."""


def build_site(catalog: Catalog, stats: Stats) -> Site:
    """Return the joined site for a catalog whose references all lead somewhere, and what hubs said of it."""
    badges = {identity: badge_of(identity, license_) for identity, license_ in catalog.licenses.items()}
    rights = {identity: build_rights(license_) for identity, license_ in catalog.licenses.items()}
    homes = {size: model_ref(name, model) for name, model in catalog.models.items() for size in model.sizes}
    memory = open_memory(catalog)
    joining = Joining(
        catalog, badges, rights, homes, open_book(catalog, stats), memory, list_classes(catalog)
    )
    models = {identity: build_model(joining, identity, model) for identity, model in catalog.models.items()}
    newest_first = tuple(sorted(models.values(), key=_newness, reverse=True))
    families = tuple(_family(catalog, identity, newest_first, models) for identity in catalog.families)
    licenses = build_licenses(catalog, badges, rights, newest_first)
    scenarios = tuple(_scenario(catalog, identity, families, newest_first) for identity in catalog.scenarios)
    vendors = tuple(_vendor(catalog, identity, families, newest_first) for identity in catalog.vendors)
    featured = tuple(family for family in families if family.record.featured)
    sizes = tuple(size for family in families for size in family.sizes)
    columns = build_columns(newest_first, rights)
    pairs = build_pairs(families, scenarios, columns)
    explorer = build_explorer(catalog, sizes, newest_first)
    hardware = build_hardware(memory, scenarios, newest_first)
    cases = build_cases(sizes, memory, explorer.data)
    lines = build_lines(catalog, badges, newest_first)
    return Site(
        ways=_ways(families, licenses, scenarios, newest_first, pairs),
        families=families,
        domestic=_half(families, "domestic"),
        international=_half(families, "international"),
        featured=featured,
        featured_domestic=_half(featured, "domestic"),
        featured_international=_half(featured, "international"),
        vendors=vendors,
        models=newest_first,
        newest=newest_first[:NEWEST],
        sizes=sizes,
        columns=tuple(columns[size.id] for size in sizes),
        pairs=pairs,
        pairs_by_model=pairs_by_model(pairs),
        starters=tuple(pair for pair in pairs if pair.occasion == "need")[:STARTERS],
        explorer=explorer,
        licenses=licenses,
        license_lines=lines,
        scenarios=scenarios,
        popular=build_popular(newest_first),
        rising=build_rising(newest_first),
        status=tuple(build_status(hub, newest_first, stats) for hub in HUBS),
        hardware=hardware,
        picks=build_picks(scenarios, sizes, explorer.data, memory),
        guides=build_guides(newest_first, licenses, lines, hardware, cases),
        coverage=build_coverage(catalog, vendors, licenses),
        charts=build_charts(vendors, families, sizes),
        moved=build_moved(catalog),
    )


def _half(families: tuple[FamilyEntry, ...], region: Region) -> tuple[FamilyEntry, ...]:
    return tuple(family for family in families if family.region == region)


def _newness(entry: ModelEntry) -> tuple[object, ...]:
    # "2025" and "2025-01-01" begin on the same day; the exact date is the newer knowledge.
    return first_day(entry.record.released), entry.record.released, entry.id


def _family(
    catalog: Catalog, identity: str, newest_first: tuple[ModelEntry, ...], models: Mapping[str, ModelEntry]
) -> FamilyEntry:
    record = catalog.families[identity]
    own = tuple(model for model in newest_first if model.record.family == identity)
    representatives = tuple(models[name] for name in record.representatives)
    return FamilyEntry(
        id=identity,
        ref=family_ref(catalog, identity),
        record=record,
        vendor=vendor_ref(catalog, record.vendor),
        region=catalog.vendors[record.vendor].region,
        models=own,
        sizes=tuple(size for model in own for size in model.sizes),
        newest=(own or representatives)[0],
        representatives=representatives,
        verdicts=group_by_verdict(distinct(badge for model in representatives for badge in model.badges)),
        scenarios=scenario_refs(catalog, record.scenarios),
        continued_by=family_ref(catalog, record.continued_by) if record.continued_by else None,
        continues=tuple(
            family_ref(catalog, other)
            for other, candidate in catalog.families.items()
            if candidate.continued_by == identity
        ),
        not_open=record.not_open,
    )


def _vendor(
    catalog: Catalog, identity: str, families: tuple[FamilyEntry, ...], newest_first: tuple[ModelEntry, ...]
) -> VendorEntry:
    own = tuple(model for model in newest_first if catalog.vendor_of(model.record) == identity)
    return VendorEntry(
        id=identity,
        ref=vendor_ref(catalog, identity),
        record=catalog.vendors[identity],
        families=tuple(family for family in families if family.record.vendor == identity),
        models=own,
        sizes=sum(len(model.sizes) for model in own),
    )


def _scenario(
    catalog: Catalog, identity: str, families: tuple[FamilyEntry, ...], newest_first: tuple[ModelEntry, ...]
) -> ScenarioEntry:
    suited = [model for model in newest_first if identity in model.record.scenarios]
    return ScenarioEntry(
        id=identity,
        ref=scenario_refs(catalog, [identity])[0],
        record=catalog.scenarios[identity],
        families=tuple(family for family in families if identity in family.record.scenarios),
        current=tuple(model for model in suited if model.superseded_by is None),
        superseded=tuple(model for model in suited if model.superseded_by is not None),
    )


def _ways(
    families: tuple[FamilyEntry, ...],
    licenses: tuple[LicenseEntry, ...],
    scenarios: tuple[ScenarioEntry, ...],
    newest_first: tuple[ModelEntry, ...],
    pairs: tuple[Pair, ...],
) -> tuple[Way, ...]:
    """Return the six questions, each with an example that the catalog itself gives."""
    small = next((model for model in newest_first if _fits_one_card(model)), newest_first[0])
    here = next((model for model in newest_first if _is_on_modelscope(model)), newest_first[0])
    conditional = next((entry for entry in licenses if entry.badge.verdict == "conditional"), licenses[0])
    ended = next((family for family in families if family.continued_by), families[0])
    return (
        Way("use", "licenses/", conditional.ref),
        Way("run", "hardware/", Ref(f"{small.ref.uri}#memory", small.record.name)),
        Way("good", "scenarios/", scenarios[0].ref),
        Way("alive", "families/", ended.ref),
        Way("compare", "compare/", pairs[0].ref if pairs else families[0].ref),
        Way("get", "models/", Ref(f"{here.ref.uri}#hubs", here.record.name)),
    )


def _fits_one_card(model: ModelEntry) -> bool:
    gib = model.smallest.weights_16bit_gib
    return gib is not None and gib <= ONE_CARD_GIB


def _is_on_modelscope(model: ModelEntry) -> bool:
    return any(checkpoint.modelscope for size in model.sizes for checkpoint in size.checkpoints)

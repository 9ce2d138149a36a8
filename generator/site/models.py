"""Join a model with its sizes and checkpoints: defaults resolved, references followed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from generator.catalog import Catalog
from generator.memory import GIB
from generator.records import Checkpoint, Model, Point, Size, first_day
from generator.records.observation import CountName, Figure, Hub
from generator.site.base import Ref
from generator.site.entries import (
    Badge,
    CheckpointEntry,
    EarlierLicenseEntry,
    LicenseUse,
    ModelEntry,
    SizeEntry,
    SourceEntry,
    Statement,
    Successor,
)
from generator.site.hubs import HubBook, told_counts
from generator.site.memory import MemoryBook, fit_cells
from generator.site.quickstart import build_quickstart
from generator.site.refs import distinct, family_ref, group_by_verdict, model_ref, scenario_refs, vendor_ref
from generator.site.rights import Rights, join_answers, strictest

NAMED_LANGUAGES = 3
"""How many languages a table cell names."""


@dataclass(frozen=True, slots=True)
class Joining:
    """What models are joined with."""

    catalog: Catalog
    badges: Mapping[str, Badge]
    """Every license by its id."""
    rights: Mapping[str, Rights]
    """What every license answers, by its id."""
    homes: Mapping[str, Ref]
    """The model of every size by the size's id."""
    book: HubBook
    memory: MemoryBook
    classes: Mapping[str, str]
    """The class of every checkpoint of which it is known, by repository."""


def build_model(joining: Joining, identity: str, model: Model) -> ModelEntry:
    """Return the page of a model."""
    catalog, homes = joining.catalog, joining.homes
    vendor = catalog.vendor_of(model)
    sizes = tuple(_size(joining, (identity, model), entry) for entry in model.sizes.items())
    contexts = sorted(size.context_tokens for size in sizes if size.context_tokens)
    countable = sorted((size for size in sizes if size.parameters), key=lambda size: size.parameters or 0)
    numbers = {name: number for number, name in enumerate(model.sources, 1)}
    bases = {homes[size.base_model] for size in model.sizes.values() if size.base_model}
    own = model_ref(identity, model)
    licenses = distinct(badge for size in sizes for badge in size.badges)
    on_hubs = [
        entry
        for size in sizes
        for checkpoint in size.checkpoints
        for entry in (checkpoint.huggingface, checkpoint.modelscope)
        if entry is not None
    ]
    return ModelEntry(
        id=identity,
        ref=own,
        path=f"catalog/models/{vendor}/{identity}.yml",
        record=model,
        vendor=vendor_ref(catalog, vendor),
        region=catalog.vendors[vendor].region,
        family=family_ref(catalog, model.family),
        sizes=sizes,
        badges=licenses,
        verdicts=group_by_verdict(licenses),
        uses=_uses(joining, own, model.released, sizes, licenses),
        earlier_licenses=tuple(
            EarlierLicenseEntry(joining.badges[earlier.license], earlier.until)
            for earlier in model.earlier_licenses
        ),
        smallest=(countable or sizes)[0],
        largest=(countable or sizes)[-1],
        context_tokens=(contexts[0], contexts[-1]) if contexts else (None, None),
        runnable=any(size.memory for size in sizes),
        quickstart=build_quickstart(catalog.tools, sizes, joining.classes),
        known_architectures=tuple(size for size in sizes if size.architecture or size.experts),
        languages=model.languages,
        modalities=model.modalities,
        scenarios=scenario_refs(catalog, model.scenarios),
        strengths=_statements(model.strengths, numbers),
        cautions=_statements(model.cautions, numbers),
        disagreements=_statements(model.disagreements, numbers),
        sources=tuple(SourceEntry(numbers[name], source) for name, source in model.sources.items()),
        hub_counts=told_counts(on_hubs),
        trends=tuple(entry for entry in on_hubs if entry.trend is not None),
        superseded_by=_successor(catalog, model, joining.badges),
        supersedes=tuple(
            model_ref(other, candidate)
            for other, candidate in catalog.models.items()
            if candidate.superseded_by == identity
        ),
        siblings=tuple(
            model_ref(other, candidate)
            for other, candidate in sorted(catalog.models.items(), key=_release, reverse=True)
            if candidate.family == model.family and other != identity
        ),
        trained_from=tuple(sorted(bases - {own}, key=lambda ref: ref.uri)),
        derived=tuple(
            model_ref(other, candidate)
            for other, candidate in catalog.models.items()
            if other != identity and any(size.base_model in model.sizes for size in candidate.sizes.values())
        ),
    )


def _successor(catalog: Catalog, model: Model, badges: Mapping[str, Badge]) -> Successor | None:
    if model.superseded_by is None:
        return None
    newer = catalog.models[model.superseded_by]
    licenses = distinct(
        badges[name]
        for size in newer.sizes.values()
        for name in (size.license or newer.license, *size.also_under)
    )
    return Successor(model_ref(model.superseded_by, newer), newer.released, group_by_verdict(licenses))


def _release(entry: tuple[str, Model]) -> tuple[date, str, str]:
    identity, model = entry
    return first_day(model.released), model.released, identity


def _language_rank(tag: str) -> int:
    first = ("zh", "en")
    return first.index(tag) if tag in first else len(first)


def _statements(points: tuple[Point, ...], numbers: Mapping[str, int]) -> tuple[Statement, ...]:
    return tuple(Statement(point, numbers[point.source] if point.source else None) for point in points)


def _size(joining: Joining, owner: tuple[str, Model], own: tuple[str, Size]) -> SizeEntry:
    (model_id, model), (identity, size) = owner, own
    catalog, badges, homes = joining.catalog, joining.badges, joining.homes
    vendor = catalog.vendor_of(model)
    license_ = size.license or model.license
    languages = model.languages if size.languages is None else size.languages
    under = (badges[license_], *(badges[other] for other in size.also_under))
    verdict = strictest(tuple(badge.verdict for badge in under))
    checkpoints = tuple(_checkpoint(joining, checkpoint, license_) for checkpoint in size.checkpoints)
    context = size.context_tokens or (model.context_tokens if size.open_weights else None)
    memory = joining.memory.table(identity, size, context)
    return SizeEntry(
        id=identity,
        name=size.name,
        formerly=size.formerly,
        model=model_ref(model_id, model),
        vendor=vendor_ref(catalog, vendor),
        family=family_ref(catalog, model.family),
        region=catalog.vendors[vendor].region,
        kind=model.kind,
        open_weights=size.open_weights,
        parameters=size.parameters,
        nominal_parameters=size.nominal_parameters,
        active_parameters=size.active_parameters,
        weights_16bit_gib=size.parameters * 2 / GIB if size.parameters else None,
        memory=memory,
        fit_cells=fit_cells(memory),
        context_tokens=context,
        own=badges[license_],
        badges=under,
        badge=next(badge for badge in under if badge.verdict == verdict),
        answers=join_answers(tuple(joining.rights[badge.id] for badge in under)),
        languages=languages,
        languages_first=tuple(sorted(languages, key=_language_rank)[:NAMED_LANGUAGES]),
        languages_more=max(0, len(languages) - NAMED_LANGUAGES),
        modalities=size.modalities or model.modalities,
        released=size.released or model.released,
        superseded=model.superseded_by is not None,
        experts=size.experts,
        architecture=size.architecture,
        base_model=homes[size.base_model] if size.base_model else None,
        checkpoints=checkpoints,
        downloads_30d=_highest(checkpoints, "huggingface", "downloads_30d"),
        modelscope_total=_highest(checkpoints, "modelscope", "downloads_total"),
        note=size.note,
    )


def _checkpoint(joining: Joining, checkpoint: Checkpoint, license_: str) -> CheckpointEntry:
    own = checkpoint.license or license_
    return CheckpointEntry(
        role=checkpoint.role,
        variant=checkpoint.variant,
        huggingface=joining.book.entry("huggingface", checkpoint.huggingface, own),
        modelscope=joining.book.entry("modelscope", checkpoint.modelscope, own),
        badge=joining.badges[own] if own != license_ else None,
        note=checkpoint.note,
    )


def _highest(checkpoints: tuple[CheckpointEntry, ...], hub: Hub, count: CountName) -> Figure | None:
    entries = (getattr(checkpoint, hub) for checkpoint in checkpoints)
    figures = [getattr(entry.standing, count) for entry in entries if entry is not None]
    return max((figure for figure in figures if figure), key=lambda figure: figure.value, default=None)


def _uses(
    joining: Joining, model: Ref, released: str, sizes: tuple[SizeEntry, ...], licenses: tuple[Badge, ...]
) -> tuple[LicenseUse, ...]:
    checkpoints = [checkpoint for size in sizes for checkpoint in size.checkpoints]
    single = distinct(checkpoint.badge for checkpoint in checkpoints if checkpoint.badge is not None)
    uses = []
    for badge in dict.fromkeys((*licenses, *single)):
        under = tuple(size for size in sizes if badge in size.badges)
        alone = tuple(checkpoint for checkpoint in checkpoints if checkpoint.badge == badge)
        whole = len(under) == len(sizes) and not single
        uses.append(
            LicenseUse(
                badge=badge,
                answers=joining.rights[badge.id].answers,
                model=model,
                released=released,
                sizes=under,
                added=bool(under) and all(size.own != badge for size in under),
                whole=whole,
                checkpoints=alone,
            )
        )
    return tuple(uses)

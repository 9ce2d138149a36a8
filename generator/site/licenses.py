"""Join the licenses with the models under them, and tell which lines of models changed theirs."""

from collections.abc import Iterator, Mapping

from generator.catalog import Catalog
from generator.records import first_day
from generator.site.entries import Badge, ModelEntry
from generator.site.license_entries import LicenseEntry, LicenseLine, LicenseStep
from generator.site.refs import distinct, family_ref, group_by_verdict
from generator.site.rights import Rights


def build_licenses(
    catalog: Catalog,
    badges: Mapping[str, Badge],
    rights: Mapping[str, Rights],
    newest_first: tuple[ModelEntry, ...],
) -> tuple[LicenseEntry, ...]:
    """Return every license, the one with the most sizes first."""
    entries = []
    for identity, record in catalog.licenses.items():
        badge = badges[identity]
        uses = tuple(use for model in newest_first for use in model.uses if use.badge == badge)
        entries.append(
            LicenseEntry(
                id=identity,
                ref=badge.license,
                path=f"catalog/licenses/{identity}.yml",
                record=record,
                badge=badge,
                rights=rights[identity],
                uses=uses,
                sizes=sum(len(use.sizes) for use in uses),
                earlier=tuple(badges[other].license for other in record.earlier),
                later=tuple(
                    badges[other].license
                    for other, candidate in catalog.licenses.items()
                    if identity in candidate.earlier
                ),
            )
        )
    return tuple(sorted(entries, key=lambda entry: (-entry.sizes, entry.id)))


def build_lines(
    catalog: Catalog, badges: Mapping[str, Badge], newest_first: tuple[ModelEntry, ...]
) -> tuple[LicenseLine, ...]:
    """Return the lines of families whose models did not all come under the same licenses."""
    continued = {family.continued_by for family in catalog.families.values()}
    lines = []
    for start in catalog.families:
        if start in continued:
            continue
        families = tuple(_follow(catalog, start))
        models = [model for model in reversed(newest_first) if model.record.family in families]
        steps = _changes(step for model in models for step in _steps(badges, model))
        if len(steps) > 1:
            lines.append(LicenseLine(tuple(family_ref(catalog, name) for name in families), steps))
    return tuple(lines)


def _follow(catalog: Catalog, start: str) -> Iterator[str]:
    seen: set[str] = set()
    name: str | None = start
    while name is not None and name not in seen:
        seen.add(name)
        yield name
        name = catalog.families[name].continued_by


def _steps(badges: Mapping[str, Badge], model: ModelEntry) -> Iterator[LicenseStep]:
    """Yield the licenses that a model came out under, and those that replaced them afterwards."""
    released = model.record.released
    now = distinct(size.own for size in model.sizes if size.open_weights)
    since = released
    for earlier in model.record.earlier_licenses:
        yield LicenseStep(since, model.ref, group_by_verdict((badges[earlier.license],)))
        since = earlier.until
    if now:
        yield LicenseStep(since, model.ref, group_by_verdict(now))


def _changes(steps: Iterator[LicenseStep]) -> tuple[LicenseStep, ...]:
    """Return the steps that differ from the one before, in the order of their dates."""
    kept: list[LicenseStep] = []
    for step in sorted(steps, key=lambda step: first_day(step.since)):
        if not kept or set(_ids(kept[-1])) != set(_ids(step)):
            kept.append(step)
    return tuple(kept)


def _ids(step: LicenseStep) -> Iterator[str]:
    for group in step.verdicts:
        for badge in group.badges:
            yield badge.id

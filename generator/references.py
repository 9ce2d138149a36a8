"""What one record alone cannot show: that every reference leads somewhere and every fact has a source."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from generator.former import check_former
from generator.problems import suggest
from generator.records import Checkpoint, Family, License, Model, Size, first_day
from generator.yamlfile import Key

if TYPE_CHECKING:
    from generator.catalog import Catalog

Finding = tuple[str, str, Key, str]
"""Group and id of the record, the place inside it, and the message."""

Known = Mapping[str, Collection[str]]
"""The ids of each group; a group that could not be read whole is left out, and not checked against."""

FACTS = (
    "released",
    "license",
    "parameters",
    "active_parameters",
    "context_tokens",
    "languages",
    "training_tokens",
    "experts",
    "architecture",
    "model_class",
    "checkpoints",
)
"""What a model may not state without a source that supports it."""

_ONE_OF = {
    "vendors": "vendor",
    "families": "family",
    "scenarios": "scenario",
    "licenses": "license",
    "models": "model",
    "sizes": "size",
    "quantizations": "quantization",
    "sources": "source",
}

CITABLE = frozenset(
    {
        *FACTS,
        *("name", "aliases", "modalities", "summary", "strengths", "cautions", "disagreements"),
        *("homepage", "github", "paper", "superseded_by", "open_weights", "base_model"),
        *("languages_note", "training_note", "note"),
    }
)
"""What a source may say that it supports; each has its word in `strings/`."""


def check_references(catalog: "Catalog", known: Known, today: date) -> Iterator[Finding]:
    """Yield what is wrong between the records.

    `known` has the ids that exist, those of records with a mistake of their own included.
    """
    for identity, family in catalog.families.items():
        for key, message in _check_family(family, known):
            yield "families", identity, key, message
    for identity, license_ in catalog.licenses.items():
        for key, message in _check_license(license_, known, today):
            yield "licenses", identity, key, message
    for identity, measurement in catalog.measurements.items():
        for group, field in (("sizes", "size"), ("quantizations", "quantization")):
            for message in _unknown(group, getattr(measurement, field), known):
                yield "measurements", identity, (field,), message
    yield from _check_tools(catalog, known, today)
    yield from check_former(catalog, known)
    owners: dict[str, str] = {}
    for identity, model in catalog.models.items():
        for key, message in (
            *_check_model(identity, model, known, today),
            *_check_facts(model),
            *_check_sizes((identity, model), known, owners, today),
        ):
            yield "models", identity, key, message


def _unknown(group: str, word: str, known: Known) -> Iterator[str]:
    ids = known.get(group)
    if ids is not None and word not in ids:
        yield f'unknown {_ONE_OF[group]} "{word}"; {suggest(word, ids)}'


def _check_family(family: Family, known: Known) -> Iterator[tuple[Key, str]]:
    for message in _unknown("vendors", family.vendor, known):
        yield ("vendor",), message
    if not family.representatives:
        yield ("representatives",), "needs at least one model"
    for position, model in enumerate(family.representatives):
        for message in _unknown("models", model, known):
            yield ("representatives", position), message
    yield from _check_scenarios(family.scenarios, known)
    if family.continued_by is not None:
        for message in _unknown("families", family.continued_by, known):
            yield ("continued_by",), message


def _check_scenarios(scenarios: tuple[str, ...], known: Known) -> Iterator[tuple[Key, str]]:
    if not scenarios:
        yield ("scenarios",), "needs at least one scenario"
    for position, scenario in enumerate(scenarios):
        for message in _unknown("scenarios", scenario, known):
            yield ("scenarios", position), message


def _check_license(license_: License, known: Known, today: date) -> Iterator[tuple[Key, str]]:
    for position, earlier in enumerate(license_.earlier):
        for message in _unknown("licenses", earlier, known):
            yield ("earlier", position), message
    if first_day(license_.reading.date) > today:
        yield ("reading", "date"), f"{license_.reading.date} is in the future"


def _check_tools(catalog: "Catalog", known: Known, today: date) -> Iterator[Finding]:
    classes = {place.model_class for place in catalog.checkpoints() if place.model_class is not None}
    # A model with a mistake of its own is not in the catalog; its class must not be missed.
    complete = len(catalog.models) == len(known.get("models", ()))
    for identity, tool in catalog.tools.items():
        if first_day(tool.checked) > today:
            yield "tools", identity, ("checked",), f"{tool.checked} is in the future"
        if not tool.ways:
            yield "tools", identity, ("ways",), "a tool needs at least one way to use it"
        named = ((way, at, name) for way, it in tool.ways.items() for at, name in enumerate(it.classes))
        for way, position, name in named:
            if complete and name not in classes:
                message = f'no model has the class "{name}"; {suggest(name, classes)}'
                yield "tools", identity, ("ways", way, "classes", position), message


def _check_model(identity: str, model: Model, known: Known, today: date) -> Iterator[tuple[Key, str]]:
    for message in _unknown("families", model.family, known):
        yield ("family",), message
    for message in _unknown("licenses", model.license, known):
        yield ("license",), message
    for position, earlier in enumerate(model.earlier_licenses):
        for message in _unknown("licenses", earlier.license, known):
            yield ("earlier_licenses", position, "license"), message
    yield from _check_scenarios(model.scenarios, known)
    if model.superseded_by == identity:
        yield ("superseded_by",), "a model cannot supersede itself"
    elif model.superseded_by is not None:
        for message in _unknown("models", model.superseded_by, known):
            yield ("superseded_by",), message
    for name in ("released", "last_read"):
        if first_day(getattr(model, name)) > today:
            yield (name,), f"{getattr(model, name)} is in the future"


def _check_facts(model: Model) -> Iterator[tuple[Key, str]]:
    supported = set()
    for name, source in model.sources.items():
        for position, fact in enumerate(source.supports):
            if fact not in CITABLE:
                key: Key = ("sources", name, "supports", position)
                yield key, f'no field is named "{fact}"; {suggest(fact, CITABLE)}'
            supported.add(fact)
    for fact in FACTS:
        if fact not in supported and any(getattr(record, fact, None) for record in _facts_of(model)):
            yield ("sources",), f'no source supports "{fact}"; add it to the one where it was read'
    for group in ("strengths", "cautions", "disagreements"):
        for position, point in enumerate(getattr(model, group)):
            if point.source is not None:
                for message in _unknown("sources", point.source, {"sources": model.sources}):
                    yield (group, position, "source"), message


def _facts_of(model: Model) -> Iterator[Model | Size | Checkpoint]:
    yield model
    for size in model.sizes.values():
        yield size
        yield from size.checkpoints


def _check_sizes(
    entry: tuple[str, Model], known: Known, owners: dict[str, str], today: date
) -> Iterator[tuple[Key, str]]:
    identity, model = entry
    if not model.sizes:
        yield ("sizes",), "a model needs at least one size"
    for name, size in model.sizes.items():
        if name in owners or (name in known.get("models", ()) and name != identity):
            owner = owners.get(name, name)
            yield ("sizes", name), f'the id "{name}" is taken by the model {owner}; ids are unique'
        owners.setdefault(name, identity)
        if size.released is not None and first_day(size.released) > today:
            yield ("sizes", name, "released"), f"{size.released} is in the future"
        for key, message in _check_size_licenses(size, known):
            yield ("sizes", name, *key), message
        if size.base_model is not None:
            for message in _unknown("sizes", size.base_model, known):
                yield ("sizes", name, "base_model"), message


def _check_size_licenses(size: Size, known: Known) -> Iterator[tuple[Key, str]]:
    named: list[tuple[Key, str | None]] = [(("license",), size.license)]
    named += [(("also_under", position), license_) for position, license_ in enumerate(size.also_under)]
    for position, checkpoint in enumerate(size.checkpoints):
        named.append((("checkpoints", position, "license"), checkpoint.license))
    for key, license_ in named:
        if license_ is not None:
            for message in _unknown("licenses", license_, known):
                yield key, message

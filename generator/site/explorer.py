"""What the explorer filters by: facets with their choices, and plain values for each size."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from generator.catalog import Catalog
from generator.memory import CLASSES
from generator.records import Kind, Region, Text, Verdict
from generator.records.model import Modality
from generator.site.entries import ModelEntry, SizeEntry

FacetName = Literal[
    "verdict",
    "scenario",
    "kind",
    "language",
    "region",
    "status",
    "hub",
    "vendor",
    "family",
    "input",
    "structure",
    "access",
    "license",
]
"""What readers choose by, in the order of the form."""

OPEN_AT_FIRST = {"verdict", "scenario", "kind", "language"}
"""The facets that show their choices without being asked."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet, and how many sizes have it."""

    value: str
    name: Text | str | None
    """None where the fixed words of the page name it."""
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """Something that a size has, with the choices that there are."""

    name: FacetName
    choices: tuple[Choice, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Preset:
    """A question that many have, as an address of the explorer; its words stand in `strings/`."""

    name: str
    query: str


COLUMNS = (
    "name",
    "parameters",
    "active",
    "context",
    "license",
    "weights",
    "fit4",
    "fit8",
    "fit16",
    "hubs",
    "downloads_30d",
    "downloads_total",
    "released",
    "kind",
    "vendor",
    "region",
    "model",
    "languages",
)
"""The columns of the table, in the order of its template."""

USUAL = (
    "name",
    "parameters",
    "active",
    "context",
    "license",
    "fit4",
    "hubs",
    "downloads_30d",
    "downloads_total",
    "released",
    "languages",
)
"""Those that a reader with script sees at first: what the six questions ask for. A phone lays out each of
them for every row; the others are a tick away."""

FIRST = 20
"""How many rows the page has: what is in sight; the theme's start takes longer with each on a phone."""

CONTEXTS = (4_096, 8_192, 16_384, 32_768, 65_536, 131_072, 262_144, 524_288, 1_048_576)

PRESETS = (
    Preset("chinese", "verdict=yes&scenario=chat&language=zh&status=current&card=24gb"),
    Preset("coding", "verdict=yes&scenario=coding&status=current&card=16gb"),
    Preset("phone", "scenario=on-device&status=current&card=8gb&sort=-downloads_30d"),
    Preset("long", "verdict=yes&context=262144&status=current&sort=-parameters"),
    Preset("modelscope", "hub=modelscope&verdict=yes&status=current&sort=-downloads_total"),
)


@dataclass(frozen=True, slots=True)
class Explorer:
    """The form of the explorer, and what its script knows of every size."""

    facets: tuple[Facet, ...]
    presets: tuple[Preset, ...]
    classes: tuple[int, ...]
    """Memories of cards that may be asked for, in GB."""
    contexts: tuple[int, ...]
    """Lengths of context that may be asked for."""
    columns: tuple[str, ...]
    usual: tuple[str, ...]
    """The columns that are shown at first where there is script."""
    first: tuple[SizeEntry, ...]
    """The sizes whose rows a browser lays out at first."""
    others: tuple[SizeEntry, ...]
    data: Mapping[str, Any]
    """`sizes` by id: `search` (see `_searchable`), `facets`, `numbers`, and for the chooser `name`, `model`,
    `base` and `modify`."""


def build_explorer(
    catalog: Catalog, sizes: tuple[SizeEntry, ...], models: tuple[ModelEntry, ...]
) -> Explorer:
    """Return the explorer for the rows of the comparison table."""
    homes = {size.id: model for model in models for size in model.sizes}
    values = {size.id: _values(homes[size.id], size) for size in sizes}
    names = _names(catalog)
    facets = tuple(_facet(name, values, names) for name in get_args(FacetName))
    rows = {
        size.id: {
            "search": _searchable(catalog, homes[size.id], size),
            "facets": values[size.id],
            "numbers": _numbers(size),
            "name": size.name,
            "model": homes[size.id].id,
            "base": any(checkpoint.role == "base" for checkpoint in size.checkpoints),
            "modify": next(it.verdict for it in size.answers if it.question == "modify"),
        }
        for size in sizes
    }
    first, others = sizes[:FIRST], sizes[FIRST:]
    return Explorer(facets, PRESETS, CLASSES, CONTEXTS, COLUMNS, USUAL, first, others, {"sizes": rows})


def _values(model: ModelEntry, size: SizeEntry) -> dict[str, list[str]]:
    """Return what a size has for every facet; a list is empty where nothing is known."""
    record = model.record
    licenses = {badge.id for badge in size.badges}
    licenses |= {checkpoint.badge.id for checkpoint in size.checkpoints if checkpoint.badge}
    return {
        "verdict": [size.badge.verdict],
        "scenario": list(record.scenarios),
        "kind": [size.kind],
        "language": list(size.languages),
        "region": [size.region],
        "status": ["superseded" if size.superseded else "current"],
        "hub": [hub for hub in ("huggingface", "modelscope") if _is_on(size, hub)],
        "vendor": [_last(model.vendor.uri)],
        "family": [record.family],
        "input": list(size.modalities.input),
        "structure": _structure(size),
        "access": _access(size),
        "license": sorted(licenses),
    }


def _last(uri: str) -> str:
    return uri.rstrip("/").rsplit("/", 1)[-1]


def _is_on(size: SizeEntry, hub: str) -> bool:
    return any(getattr(checkpoint, hub) for checkpoint in size.checkpoints)


def _structure(size: SizeEntry) -> list[str]:
    if size.experts or size.active_parameters:
        return ["moe"]
    return ["dense"] if size.parameters else []


def _access(size: SizeEntry) -> list[str]:
    """Return whether all that hubs told of its checkpoints is free, gated, or not told."""
    if not size.open_weights:
        return ["closed"]
    entries = (
        entry for checkpoint in size.checkpoints for entry in (checkpoint.huggingface, checkpoint.modelscope)
    )
    told = {
        bool(entry.standing.said.gated)
        for entry in entries
        if entry and entry.standing.said and entry.standing.said.gated is not None
    }
    return ["free"] if False in told else ["gated"] if told else []


def _facet(
    name: FacetName,
    values: Mapping[str, Mapping[str, list[str]]],
    names: Mapping[str, Mapping[str, Text | str]],
) -> Facet:
    counts = Counter(value for row in values.values() for value in row[name])
    fixed: dict[str, tuple[str, ...]] = {
        "verdict": get_args(Verdict),
        "kind": get_args(Kind),
        "region": get_args(Region),
        "input": get_args(Modality),
    }
    order = fixed.get(name) or (tuple(names[name]) if name == "scenario" else None)
    ordered = (
        order
        if order
        else tuple(value for value, _ in sorted(counts.items(), key=lambda it: (-it[1], it[0])))
    )
    choices = tuple(
        Choice(value, names.get(name, {}).get(value), counts[value]) for value in ordered if counts[value]
    )
    return Facet(name, choices, name in OPEN_AT_FIRST)


def _names(catalog: Catalog) -> dict[str, dict[str, Text | str]]:
    return {
        "vendor": {name: vendor.name for name, vendor in catalog.vendors.items()},
        "family": {name: family.name for name, family in catalog.families.items()},
        "scenario": {name: scenario.name for name, scenario in catalog.scenarios.items()},
        "license": {name: license_.label for name, license_ in catalog.licenses.items()},
    }


def _numbers(size: SizeEntry) -> dict[str, int | float | str]:
    """Return what columns are sorted by; what is unknown is left out."""
    numbers = {
        "parameters": size.parameters,
        "active": size.active_parameters,
        "context": size.context_tokens,
        "weights": size.weights_16bit_gib and round(size.weights_16bit_gib, 3),
        "downloads_30d": size.downloads_30d.value if size.downloads_30d else None,
        "downloads_total": size.modelscope_total.value if size.modelscope_total else None,
        "released": size.released,
    }
    for name, cell in zip(("fit4", "fit8", "fit16"), size.fit_cells, strict=True):
        numbers[name] = round(cell.gib, 3) if cell else None
    return {name: value for name, value in numbers.items() if value is not None}


def fold(text: str) -> str:
    """Return text as `fold` of filter.js does: width and case do not matter, and signs part words."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return "".join(sign if sign == "." or unicodedata.category(sign)[0] in "LN" else " " for sign in plain)


def _searchable(catalog: Catalog, model: ModelEntry, size: SizeEntry) -> str:
    """Return the folded words of all names by which somebody may look for a size, in both languages.

    Every word that is looked for has to be part of one of them, so a word inside another is left out.
    """
    words = set(fold(" ".join(_found_by(catalog, model, size))).split())
    return " ".join(sorted(word for word in words if not any(word in other for other in words - {word})))


def _found_by(catalog: Catalog, model: ModelEntry, size: SizeEntry) -> Iterator[str]:
    record = model.record
    family, vendor = catalog.families[record.family], catalog.vendors[_last(model.vendor.uri)]
    yield from (size.name, size.id, record.name, *record.aliases)
    for name in (family.name, vendor.name):
        yield from (name,) if isinstance(name, str) else (name.zh, name.en)
    for checkpoint in size.checkpoints:
        yield from (entry.repository for entry in (checkpoint.huggingface, checkpoint.modelscope) if entry)

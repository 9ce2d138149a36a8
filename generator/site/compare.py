"""Sizes side by side: what stands in a column, and which pairs have pages of their own.

Pairs are neighbors of a line, the newest model beside the one before, and the most downloaded of a need.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import inf, log
from typing import Literal

from generator.records import first_day
from generator.site.base import Ref
from generator.site.citations import Citation, build_citations
from generator.site.entries import FamilyEntry, ModelEntry, ScenarioEntry, SizeEntry
from generator.site.rights import Rights

TOP = 3
"""How many of the most downloaded of a need are compared, each with each."""

STARTERS = 6
"""How many pairs an empty comparison offers to start from."""

RECENT = timedelta(days=730)
"""What came out so long before the newest is still downloaded, but nobody weighs it any more."""

Occasion = Literal["line", "need"]
"""Why two sizes are weighed: one comes after the other, or both answer the same need."""

Contrasted = Literal["license", "parameters", "context", "memory", "released"]
"""What tells two sizes apart at first sight."""


@dataclass(frozen=True, slots=True)
class Column:
    """A size in a comparison."""

    size: SizeEntry
    citations: Mapping[str, tuple[Citation, ...]]
    """What its values rest on, by row."""
    best: frozenset[str] = frozenset()
    """The rows in which it is better than another one beside it, whatever one needs."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """What tells two sizes apart, and whether it does."""

    kind: Contrasted
    is_same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two sizes that people weigh against each other."""

    ref: Ref
    columns: tuple[Column, Column]
    contrasts: tuple[Contrast, ...]
    """In the order in which they are told; what is not known of both is left out."""
    occasion: Occasion
    groups: tuple[Ref, ...]
    """The family whose line it is, or the needs that both answer."""

    @property
    def tells_license_by_name(self) -> bool:
        """Whether the contrast of licenses is told, which names both sizes."""
        return any(it.kind == "license" and not it.is_same for it in self.contrasts)


def build_columns(models: tuple[ModelEntry, ...], rights: Mapping[str, Rights]) -> dict[str, Column]:
    """Return every size as a column, by its id."""
    return {
        size.id: Column(size, build_citations(model, size, rights))
        for model in models
        for size in model.sizes
    }


def build_pairs(
    families: tuple[FamilyEntry, ...], scenarios: tuple[ScenarioEntry, ...], columns: Mapping[str, Column]
) -> tuple[Pair, ...]:
    """Return the pairs, each once with all that it is weighed for."""
    pairs: dict[frozenset[str], Pair] = {}
    for occasion, group, first, second in (*_neighbors(families), *_rivals(scenarios)):
        key = frozenset({first.id, second.id})
        if key not in pairs:
            pairs[key] = _pair(occasion, group, (columns[first.id], columns[second.id]))
        elif pairs[key].occasion == occasion and group not in pairs[key].groups:
            pairs[key] = replace(pairs[key], groups=(*pairs[key].groups, group))
    return tuple(pairs.values())


def pairs_by_model(pairs: tuple[Pair, ...]) -> dict[str, tuple[Pair, ...]]:
    """Return the pairs in which a model has a size, by the address of its page."""
    found: dict[str, list[Pair]] = {}
    for pair in pairs:
        for uri in dict.fromkeys(column.size.model.uri for column in pair.columns):
            found.setdefault(uri, []).append(pair)
    return {uri: tuple(own) for uri, own in found.items()}


def _pair(occasion: Occasion, group: Ref, columns: tuple[Column, Column]) -> Pair:
    first, second = (column.size for column in columns)
    best = _best(first, second)
    return Pair(
        ref=Ref(f"compare/{first.id}-vs-{second.id}/", f"{first.name} · {second.name}"),
        columns=(replace(columns[0], best=best[0]), replace(columns[1], best=best[1])),
        contrasts=tuple(_contrasts(first, second)),
        occasion=occasion,
        groups=(group,),
    )


def _best(first: SizeEntry, second: SizeEntry) -> tuple[frozenset[str], frozenset[str]]:
    """Return the rows in which each is better: a longer context, less memory."""
    rows = {"context": (first.context_tokens, second.context_tokens)}
    for name, cells in zip(
        ("fit4", "fit8", "fit16"), zip(first.fit_cells, second.fit_cells, strict=True), strict=True
    ):
        own, other = (-cell.gib if cell else None for cell in cells)
        rows[name] = (own, other)  # type: ignore[assignment]  # less is better, so the sign is turned
    known = {row: (own, other) for row, (own, other) in rows.items() if own and other}
    return (
        frozenset(row for row, (own, other) in known.items() if own > other),
        frozenset(row for row, (own, other) in known.items() if other > own),
    )


def _contrasts(first: SizeEntry, second: SizeEntry) -> Iterator[Contrast]:
    yield Contrast("license", first.badge.verdict == second.badge.verdict)
    if first.parameters and second.parameters:
        yield Contrast("parameters", first.parameters == second.parameters)
    if first.context_tokens and second.context_tokens:
        yield Contrast("context", first.context_tokens == second.context_tokens)
    cells = first.fit_cells[0], second.fit_cells[0]
    if cells[0] and cells[1]:
        yield Contrast("memory", cells[0].card_gib == cells[1].card_gib)
    yield Contrast("released", first.released == second.released)


def _neighbors(families: tuple[FamilyEntry, ...]) -> Iterator[tuple[Occasion, Ref, SizeEntry, SizeEntry]]:
    """Yield the newest model of each family beside the one before, by the sizes that are nearest."""
    for family in families:
        open_models = [model for model in family.models if _countable(model)]
        if len(open_models) > 1:
            yield "line", family.ref, *_nearest(open_models[0], open_models[1])


def _countable(model: ModelEntry) -> list[SizeEntry]:
    return [size for size in model.sizes if size.parameters]


def _nearest(newer: ModelEntry, older: ModelEntry) -> tuple[SizeEntry, SizeEntry]:
    """Return the sizes of two models with the least ratio of parameters, the smaller ones among equals."""
    best, least = (_countable(newer)[0], _countable(older)[0]), inf
    for first in _countable(newer):
        for second in _countable(older):
            apart = abs(log((first.parameters or 1) / (second.parameters or 1)))
            if apart < least:
                best, least = (first, second), apart
    return best


def _rivals(scenarios: tuple[ScenarioEntry, ...]) -> Iterator[tuple[Occasion, Ref, SizeEntry, SizeEntry]]:
    """Yield the most downloaded current sizes of each need, of different families, each with each."""
    released = [first_day(model.record.released) for scenario in scenarios for model in scenario.current]
    since = max(released, default=date.min + RECENT) - RECENT
    for scenario in scenarios:
        leaders: dict[str, SizeEntry] = {}
        sizes = [
            size
            for model in scenario.current
            for size in model.sizes
            if size.downloads_30d and first_day(size.released) >= since
        ]
        for size in sorted(sizes, key=lambda it: -(it.downloads_30d.value if it.downloads_30d else 0)):
            leaders.setdefault(size.family.uri, size)
        top = list(leaders.values())[:TOP]
        for place, first in enumerate(top):
            for second in top[place + 1 :]:
                yield "need", scenario.ref, first, second

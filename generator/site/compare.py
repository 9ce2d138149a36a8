"""Which sizes are set side by side on pages of their own: neighbors of a line, and the most downloaded."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf, log

from generator.site.base import Ref
from generator.site.entries import FamilyEntry, ModelEntry, ScenarioEntry, SizeEntry

TOP = 2
"""How many of the most downloaded of a need are compared."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sizes that people weigh against each other."""

    ref: Ref
    sizes: tuple[SizeEntry, SizeEntry]


def build_pairs(families: tuple[FamilyEntry, ...], scenarios: tuple[ScenarioEntry, ...]) -> tuple[Pair, ...]:
    """Return the pairs, each once."""
    pairs: dict[frozenset[str], Pair] = {}
    for first, second in (*_neighbors(families), *_rivals(scenarios)):
        key = frozenset({first.id, second.id})
        if len(key) > 1 and key not in pairs:
            ref = Ref(f"compare/{first.id}-vs-{second.id}/", f"{first.name} · {second.name}")
            pairs[key] = Pair(ref, (first, second))
    return tuple(pairs.values())


def _neighbors(families: tuple[FamilyEntry, ...]) -> Iterator[tuple[SizeEntry, SizeEntry]]:
    """Yield the newest model of each family beside the one before, by the sizes that are nearest."""
    for family in families:
        open_models = [model for model in family.models if _countable(model)]
        if len(open_models) > 1:
            yield _nearest(open_models[0], open_models[1])


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


def _rivals(scenarios: tuple[ScenarioEntry, ...]) -> Iterator[tuple[SizeEntry, SizeEntry]]:
    """Yield the most downloaded current sizes of each need, of different families."""
    for scenario in scenarios:
        leaders: dict[str, SizeEntry] = {}
        sizes = [size for model in scenario.current for size in model.sizes if size.downloads_30d]
        for size in sorted(sizes, key=lambda it: -(it.downloads_30d.value if it.downloads_30d else 0)):
            leaders.setdefault(size.family.uri, size)
        top = list(leaders.values())[:TOP]
        if len(top) == TOP:
            yield top[0], top[1]

"""The chooser: which sizes answer a wish, in an order that anybody can check, and what was ruled out by what.

A pure function over the plain data that the explorer works on; `docs/theme/assets/explorer/pick.js` has
the same rules, and a test holds both to the same answers. No weights are hidden: the order is by the
keys of `_rank`, one after the other, and no place is for sale.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from generator.memory import GIB, USABLE
from generator.site.memory import BEST_FIRST, USUAL_CONTEXT

Level = Literal["best", "balanced", "small"]
"""How good it must be: the largest that fits, the largest at a good precision, or the smallest."""

Reason = Literal["closed", "superseded", "scenario", "commercial", "language", "context", "tune", "memory"]
"""Why a size is ruled out: the first of these, in this order, that does."""

LISTED = 5
"""How many sizes are recommended, each of another model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a reader needs; an empty text means that it does not matter."""

    scenario: str
    card: str = ""
    """A card, or a class of memory like 24gb."""
    level: Level = "best"
    commercial: bool = False
    language: str = ""
    context: int = 0
    tune: bool = False
    """Whether it will be fine-tuned: then a base checkpoint is wanted, and the right to change it."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A size that answers the wish, and how it would run."""

    id: str
    quantization: str | None
    """The best that fits; None where no card was asked for."""
    gib: float | None


@dataclass(frozen=True, slots=True)
class Picked:
    """The answer: the recommended, and how many were ruled out by what."""

    picks: tuple[Pick, ...]
    ruled_out: Mapping[str, int]


def pick(sizes: Mapping[str, Any], numbers: Mapping[str, Any], wish: Wish) -> Picked:
    """Return what answers a wish, the best first.

    `sizes` is what `build_explorer` gives, `numbers` what `build_coefficients` gives.
    """
    newest = max(str(row["numbers"]["released"]) for row in sizes.values())
    since = f"{int(newest[:4]) - 1}{newest[4:7]}"
    ruled_out: Counter[str] = Counter()
    answers = []
    for name, row in sizes.items():
        reason = _reason(row, wish)
        run = None if reason else _run(name, numbers, wish)
        if reason is None and wish.card and run is None:
            reason = "memory"
        if reason is not None:
            ruled_out[reason] += 1
            continue
        answers.append((_rank(row, run, wish, since), row["model"], Pick(name, *(run or (None, None)))))
    picks: dict[str, Pick] = {}
    for _, model, answer in sorted(answers, key=lambda it: (it[0], it[2].id)):
        picks.setdefault(model, answer)
    return Picked(tuple(picks.values())[:LISTED], dict(ruled_out))


def _reason(row: Mapping[str, Any], wish: Wish) -> Reason | None:
    facets = row["facets"]
    rules: tuple[tuple[Reason, bool], ...] = (
        ("closed", facets["access"] == ["closed"]),
        ("superseded", facets["status"] == ["superseded"]),
        ("scenario", bool(wish.scenario) and wish.scenario not in facets["scenario"]),
        ("commercial", wish.commercial and facets["verdict"][0] not in {"yes", "conditional"}),
        ("language", bool(wish.language) and wish.language not in facets["language"]),
        ("context", wish.context > row["numbers"].get("context", 0)),
        ("tune", wish.tune and not (row["base"] and row["modify"] in {"yes", "conditional"})),
    )
    return next((reason for reason, holds in rules if holds), None)


def _run(name: str, numbers: Mapping[str, Any], wish: Wish) -> tuple[str, float] | None:
    """Return the best quantization that fits the card and what it takes; None when none does."""
    known = numbers["sizes"].get(name)
    if not wish.card or known is None or "cache" not in known:
        return None
    card = numbers["cards"].get(wish.card)
    room = GIB * (card["gib"] if card else int(wish.card.removesuffix("gb")) * USABLE)
    wanted = wish.context or USUAL_CONTEXT
    context = min(wanted, known["maximum"] or wanted)
    for quantization in BEST_FIRST:
        if quantization not in numbers["quantizations"]:
            continue
        taken = _total(known, numbers["quantizations"][quantization]["bits"], quantization, context)
        if taken <= room:
            return quantization, taken / GIB
    return None


def _total(known: Mapping[str, Any], bits: list[float], quantization: str, context: int) -> float:
    """Return the bytes of a size on one card, as `generator.memory` counts them."""
    computed = sum(count * bit for count, bit in zip(known["weights"], bits, strict=True)) / 8
    weights = known.get("published", {}).get(quantization, computed)
    cache = known["cache"]
    elements = cache["token"] * context + cache["window"][0] * min(context, cache["window"][1])
    return float(weights + known["overhead"] + 2 * elements + cache["index"] * context + cache["state"])


def _rank(row: Mapping[str, Any], run: tuple[str, float] | None, wish: Wish, since: str) -> tuple[float, ...]:
    """Return the keys of the order, the least first.

    A free license before one with conditions, if it is for business; what came out within a year of the
    newest before the older; then what the level asks for; then the more downloaded.
    """
    numbers = row["numbers"]
    parameters = numbers.get("parameters", 0)
    precision = BEST_FIRST.index(run[0]) if run else 0
    coarse = float(precision > 1)  # below 8 bits
    by_level: dict[Level, tuple[float, float]] = {
        "best": (0, -parameters),
        "balanced": (coarse, -parameters),
        "small": (0, parameters),
    }
    return (
        float(wish.commercial and row["facets"]["verdict"][0] != "yes"),
        float(numbers["released"][:7] < since),
        *by_level[wish.level],
        -numbers.get("downloads_30d", 0),
    )

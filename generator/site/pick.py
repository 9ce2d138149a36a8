"""The chooser: which sizes answer a wish, in an order that anybody can check, and what was ruled out by what.

A pure function over the plain data that the explorer works on; `docs/theme/assets/explorer/pick.js` has
the same rules, and a test holds both to the same answers. No weights are hidden: the order is by the
keys of `_rank`, one after the other, and no place is for sale.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from generator.memory import GIB
from generator.site.memory import BEST_FIRST, USUAL_CONTEXT, MemoryBook

Level = Literal["best", "balanced", "small"]
"""How good it must be: the largest that fits, the largest at a good precision, or the smallest."""

Reason = Literal["closed", "superseded", "scenario", "commercial", "language", "context", "tune", "memory"]
"""Why a size is ruled out: the first of these, in this order, that does."""

Ahead = Literal["license", "recent", "precision", "larger", "smaller", "downloads", "name"]
"""What puts a size before the next one: the first key of the order in which they differ."""

Answer = Literal["scenario", "card", "tune", "language", "commercial", "context"]
"""An answer of the reader that rules out, and that may be taken back."""

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
class Run:
    """How a size runs on the card: the best quantization that fits, and what it takes."""

    quantization: str
    gib: float
    context: int
    """With so many tokens: as many as are asked for, or the most that the size is made for."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A size that answers the wish."""

    id: str
    run: Run | None
    """None where no card was asked for."""
    ahead: Ahead | None
    """What puts it before the next one; None where nothing comes after it."""


@dataclass(frozen=True, slots=True)
class Picked:
    """The answer: the recommended, how many sizes are left, and how many were ruled out by what."""

    picks: tuple[Pick, ...]
    left: int
    ruled_out: Mapping[Reason, int]


@dataclass(frozen=True, slots=True)
class _Candidate:
    id: str
    model: str
    run: Run | None
    rank: tuple[float, ...]


def pick(sizes: Mapping[str, Any], book: MemoryBook, wish: Wish) -> Picked:
    """Return what answers a wish, the best first. `sizes` is what `build_explorer` gives."""
    newest = max(str(row["numbers"]["released"]) for row in sizes.values())
    since = f"{int(newest[:4]) - 1}{newest[4:7]}"
    ruled_out: Counter[Reason] = Counter()
    left = []
    for name, row in sizes.items():
        reason = _reason(row, wish)
        run = None if reason else _run(name, row, book, wish)
        if reason is None and wish.card and run is None:
            reason = "memory"
        if reason is not None:
            ruled_out[reason] += 1
            continue
        left.append(_Candidate(name, row["model"], run, _rank(row, run, wish, since)))
    best: dict[str, _Candidate] = {}
    for it in sorted(left, key=lambda it: (it.rank, it.id)):
        best.setdefault(it.model, it)
    return Picked(tuple(_places(list(best.values()), wish)), len(left), dict(ruled_out))


def loosen(sizes: Mapping[str, Any], book: MemoryBook, wish: Wish) -> tuple[tuple[Answer, int], ...]:
    """Return the answers without which something is left, and how much, the most first."""
    found = []
    for answer in get_args(Answer):
        if getattr(wish, answer):
            left = pick(sizes, book, without(wish, answer)).left
            if left:
                found.append((answer, left))
    return tuple(sorted(found, key=lambda it: -it[1]))


def without(wish: Wish, answer: Answer) -> Wish:
    """Return the wish with one answer taken back."""
    free = Wish(scenario="")
    return replace(wish, **{answer: getattr(free, answer)})


def explorer_query(wish: Wish, dropped: Reason | None = None) -> str:
    """Return the same conditions as an address of the explorer, less the one that ruled out.

    The explorer has no filter for what can be fine-tuned: there it shows all that is left besides.
    """
    card = "" if dropped == "memory" else wish.card
    context = 0 if dropped == "context" else wish.context
    parts = {
        "scenario": "" if dropped == "scenario" else wish.scenario,
        "status": "" if dropped == "superseded" else "current",
        "verdict": "yes,conditional" if wish.commercial and dropped != "commercial" else "",
        "language": "" if dropped == "language" else wish.language,
        "access": "closed" if dropped == "closed" else "",
        "context": str(context or ""),
        "card": card,
        "tokens": str(context) if card and context and context != USUAL_CONTEXT else "",
    }
    return "&".join(f"{name}={value}" for name, value in parts.items() if value)


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


def _run(name: str, row: Mapping[str, Any], book: MemoryBook, wish: Wish) -> Run | None:
    """Return the best quantization that fits the card and what it takes; None when none does."""
    if not wish.card:
        return None
    room = book.rooms[wish.card] * GIB
    wanted = wish.context or USUAL_CONTEXT
    context = min(wanted, row["numbers"].get("context", wanted))
    for quantization in BEST_FIRST:
        if quantization not in book.catalog.quantizations:
            continue
        taken = book.total(name, quantization, context)
        if taken is not None and taken <= room:
            return Run(quantization, taken / GIB, context)
    return None


def _rank(row: Mapping[str, Any], run: Run | None, wish: Wish, since: str) -> tuple[float, ...]:
    """Return the keys of the order, the least first; `_ahead` names them.

    A free license before one with conditions, if it is for business; what came out within a year of the
    newest before the older; then what the level asks for; then the more downloaded.
    """
    numbers = row["numbers"]
    parameters = numbers.get("parameters", 0)
    precision = BEST_FIRST.index(run.quantization) if run else 0
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


def _places(ordered: list[_Candidate], wish: Wish) -> Iterator[Pick]:
    for place, it in enumerate(ordered[:LISTED]):
        following = ordered[place + 1] if place + 1 < len(ordered) else None
        yield Pick(it.id, it.run, _ahead(it.rank, following.rank, wish) if following else None)


def _ahead(rank: tuple[float, ...], following: tuple[float, ...], wish: Wish) -> Ahead:
    size: Ahead = "smaller" if wish.level == "small" else "larger"
    names: tuple[Ahead, ...] = ("license", "recent", "precision", size, "downloads")
    differing = (name for name, own, other in zip(names, rank, following, strict=True) if own != other)
    return next(differing, "name")

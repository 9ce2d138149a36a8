"""Join cards with the sizes that fit on them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from generator.memory import GIB, usable_gib
from generator.records import Card, Size, first_day
from generator.site.accuracy import build_accuracy
from generator.site.base import Ref
from generator.site.entries import ModelEntry, ScenarioEntry
from generator.site.memory import BEST_FIRST, USUAL, USUAL_CONTEXT, MemoryBook
from generator.site.memory_entries import CardClass, CardEntry, CardScenario, Hardware, Placed

LISTED = 8
"""How many sizes a need lists on the page of a card."""

SEVERAL = (2, 4)
"""How many cards of one kind people put together."""


RECENT = timedelta(days=548)
"""A model that came out so long before the newest one is no advice for a card any more."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A size with open weights that may go on a card."""

    model: ModelEntry
    id: str
    size: Size

    @property
    def longest(self) -> int:
        return self.size.context_tokens or self.model.record.context_tokens or USUAL_CONTEXT

    @property
    def usual(self) -> int:
        return min(USUAL_CONTEXT, self.longest)


def build_hardware(
    book: MemoryBook, scenarios: tuple[ScenarioEntry, ...], models: tuple[ModelEntry, ...]
) -> Hardware:
    """Return the pages on hardware."""
    since = max((first_day(model.record.released) for model in models), default=date.min) - RECENT
    current = _candidates(model for model in models if _is_current(model, since))
    needs = tuple(
        (need.ref, _candidates(model for model in need.current if _is_current(model, since)))
        for need in scenarios
    )
    cards = tuple(_card(book, entry, needs, current) for entry in book.catalog.gpus.items())
    classes: dict[float, list[CardEntry]] = defaultdict(list)
    for card in cards:
        classes[card.record.memory_gib].append(card)
    return Hardware(
        cards=cards,
        classes=tuple(CardClass(memory, tuple(classes[memory])) for memory in sorted(classes)),
        quantizations=tuple(book.catalog.quantizations.items()),
        accuracy=build_accuracy(book.catalog, models),
    )


def _is_current(model: ModelEntry, since: date) -> bool:
    return model.superseded_by is None and first_day(model.record.released) >= since


def _candidates(models: Iterable[ModelEntry]) -> tuple[_Candidate, ...]:
    """Return sizes with open weights, the largest first."""
    candidates = (
        _Candidate(model, name, size)
        for model in models
        for name, size in model.record.sizes.items()
        if size.parameters is not None
    )
    return tuple(sorted(candidates, key=lambda it: (-(it.size.parameters or 0), it.id)))


def _card(
    book: MemoryBook,
    entry: tuple[str, Card],
    needs: tuple[tuple[Ref, tuple[_Candidate, ...]], ...],
    current: tuple[_Candidate, ...],
) -> CardEntry:
    identity, card = entry
    room = usable_gib(card) * GIB
    by_need = (
        CardScenario(ref.uri.split("/")[1], ref, _fill(book, candidates, room)) for ref, candidates in needs
    )
    more, fewer = [], 1
    for count in SEVERAL:
        more.append((count, _spread(book, current, room, (fewer, count))))
        fewer = count
    return CardEntry(
        id=identity,
        ref=Ref(f"hardware/{identity}/", card.name),
        record=card,
        usable_gib=usable_gib(card),
        scenarios=tuple(need for need in by_need if need.placed),
        more=tuple((count, placed) for count, placed in more if placed),
    )


def _fill(book: MemoryBook, candidates: tuple[_Candidate, ...], room: float) -> tuple[Placed, ...]:
    """Return the largest sizes that fit, each in the best quantization that does."""
    placed = (_place(book, it, room) for it in candidates)
    found = []
    for it in placed:
        if it is not None:
            found.append(it)
        if len(found) == LISTED:
            break
    return tuple(found)


def _place(book: MemoryBook, it: _Candidate, room: float) -> Placed | None:
    for quantization in BEST_FIRST:
        if quantization not in book.catalog.quantizations:
            continue
        result = book.estimate(it.id, it.size, quantization, it.usual)
        taken = result.weights + result.overhead if result.total is None else result.total
        if taken <= room:
            longest = None if result.total is None else _longest(book, it, quantization, room)
            return _placed(book, it, quantization, (taken, longest))
    return None


def _placed(book: MemoryBook, it: _Candidate, quantization: str, use: tuple[float, int | None]) -> Placed:
    taken, context = use
    return Placed(
        name=it.size.name,
        model=Ref(f"{it.model.ref.uri}#{it.id}", it.size.name),
        parameters=it.size.parameters or 0,
        quantization=book.catalog.quantizations[quantization],
        gib=taken / GIB,
        context_tokens=context,
    )


def _longest(book: MemoryBook, it: _Candidate, quantization: str, room: float) -> int:
    """Return the longest context, by doubling or the model's maximum, that fits for one sequence."""
    context = it.usual
    while context < it.longest:
        longer = min(2 * context, it.longest)
        total = book.estimate(it.id, it.size, quantization, longer).total
        if total is None or total > room:
            break
        context = longer
    return context


def _spread(
    book: MemoryBook, candidates: tuple[_Candidate, ...], room: float, counts: tuple[int, int]
) -> tuple[Placed, ...]:
    """Return what fits on so many cards at 4 bits, and not on fewer."""
    fewer, count = counts
    quantization = USUAL["4-bit"]
    if quantization not in book.catalog.quantizations:
        return ()
    placed: list[Placed] = []
    for it in candidates:
        before = book.estimate(it.id, it.size, quantization, it.usual, fewer).per_card
        share = book.estimate(it.id, it.size, quantization, it.usual, count).per_card
        if before is not None and share is not None and before > room >= share:
            placed.append(_placed(book, it, quantization, (share, it.usual)))
        if len(placed) == LISTED:
            break
    return tuple(placed)

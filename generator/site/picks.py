"""The chooser's answers as pages: for every need and every usual memory of a card."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.site.base import Ref
from generator.site.entries import ScenarioEntry, SizeEntry
from generator.site.memory import MemoryBook
from generator.site.pick import Ahead, Pick, Picked, Reason, Run, Wish, explorer_query, pick

MEMORIES = (8, 12, 16, 24, 48, 80)
"""The memories of cards, in GB, that have pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommended:
    """A recommended size with what its reasons are told from."""

    size: SizeEntry
    wish: Wish
    run: Run | None
    ahead: Ahead | None
    card: str
    """The name of the card or of the class of memory; empty where none was asked for."""
    quantization: str
    """The name of the quantization; empty where no card was asked for."""


@dataclass(frozen=True, slots=True)
class RuledOut:
    """How many sizes something ruled out, and where the explorer shows them with all the rest."""

    reason: Reason
    count: int
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PickPage:
    """What to take for a need on a memory."""

    ref: Ref
    scenario: Ref
    scenario_id: str
    card_gib: int
    recommended: tuple[Recommended, ...]
    ruled_out: tuple[RuledOut, ...]
    query: str
    """The same conditions as an address of the explorer."""


def recommend(
    found: Picked, sizes: Mapping[str, SizeEntry], book: MemoryBook, wish: Wish
) -> tuple[Recommended, ...]:
    """Return the picks with all that their reasons are told from."""
    return tuple(_recommended(it, sizes[it.id], book, wish) for it in found.picks)


def tell_ruled_out(found: Picked, wish: Wish) -> tuple[RuledOut, ...]:
    """Return what ruled out how many, the most first."""
    most_first = sorted(found.ruled_out.items(), key=lambda it: (-it[1], it[0]))
    return tuple(RuledOut(reason, count, explorer_query(wish, reason)) for reason, count in most_first)


def build_picks(
    scenarios: tuple[ScenarioEntry, ...],
    sizes: tuple[SizeEntry, ...],
    data: Mapping[str, Any],
    book: MemoryBook,
) -> tuple[PickPage, ...]:
    """Return the pages that have an answer."""
    by_id = {size.id: size for size in sizes}
    pages = []
    for scenario in scenarios:
        for gib in MEMORIES:
            wish = Wish(scenario=scenario.id, card=f"{gib}gb")
            found = pick(data["sizes"], book, wish)
            if not found.picks:
                continue
            pages.append(
                PickPage(
                    ref=Ref(f"picks/{scenario.id}/{gib}gb/", scenario.record.name),
                    scenario=scenario.ref,
                    scenario_id=scenario.id,
                    card_gib=gib,
                    recommended=recommend(found, by_id, book, wish),
                    ruled_out=tell_ruled_out(found, wish),
                    query=explorer_query(wish),
                )
            )
    return tuple(pages)


def _recommended(it: Pick, size: SizeEntry, book: MemoryBook, wish: Wish) -> Recommended:
    catalog = book.catalog
    card = catalog.gpus[wish.card].name if wish.card in catalog.gpus else wish.card.replace("gb", " GB")
    return Recommended(
        size=size,
        wish=wish,
        run=it.run,
        ahead=it.ahead,
        card=card,
        quantization=catalog.quantizations[it.run.quantization].name if it.run else "",
    )

"""The cases that the guide to choosing works through, with the answers of the chooser."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.site.entries import ModelEntry, SizeEntry
from generator.site.memory import MemoryBook
from generator.site.memory_entries import Hardware
from generator.site.pick import Wish, pick
from generator.site.picks import recommend

CASES: Mapping[str, Wish] = {
    "service": Wish(scenario="chat", card="24gb", commercial=True, language="zh", context=32_768),
    "team": Wish(scenario="coding", card="80gb", commercial=True, context=131_072),
    "embedding": Wish(scenario="retrieval", card="8gb", commercial=True, language="zh"),
    "laptop": Wish(scenario="on-device", card="8gb", commercial=True, language="zh"),
}
"""The needs that the guide to choosing works through, as readers would tell them to the chooser."""

PAIR, PAIR_OF = 2, "h100-80gb"
"""How many cards the guide puts together, and of which kind."""


@dataclass(frozen=True, slots=True)
class Served:
    """A size that serves a case, the name of the form that it is kept in, and what it takes."""

    size: SizeEntry
    quantization: str
    gib: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A need with what the chooser answers."""

    id: str
    query: str
    """The need as the address of the chooser."""
    recommended: tuple[Served, ...]


def build_cases(sizes: tuple[SizeEntry, ...], book: MemoryBook, data: Mapping[str, Any]) -> tuple[Case, ...]:
    """Return the cases with their answers; `data` is what `build_explorer` gives."""
    by_id = {size.id: size for size in sizes}
    return tuple(
        Case(
            id=name,
            query=_query(wish),
            recommended=tuple(
                Served(it.size, it.quantization, it.run.gib)
                for it in recommend(pick(data["sizes"], book, wish), by_id, book, wish)
                if it.run
            ),
        )
        for name, wish in CASES.items()
    )


def _query(wish: Wish) -> str:
    """Return a wish as the address of the chooser tells it."""
    parts = {
        "for": wish.scenario,
        "card": wish.card,
        "level": "" if wish.level == "best" else wish.level,
        "commercial": "1" if wish.commercial else "",
        "language": wish.language,
        "context": str(wish.context) if wish.context else "",
        "tune": "1" if wish.tune else "",
    }
    return "&".join(f"{name}={value}" for name, value in parts.items() if value)


def build_on_two_cards(models: tuple[ModelEntry, ...], hardware: Hardware) -> tuple[Served, ...]:
    """Return what serves the team's case on two cards at 4 bits and on no single one."""
    need = f"scenarios/{CASES['team'].scenario}/"
    homes = {f"{model.ref.uri}#{size.id}": (model, size) for model in models for size in model.sizes}
    placed = (
        (*homes[it.model.uri], it)
        for card in hardware.cards
        if card.id == PAIR_OF
        for count, found in card.more
        if count == PAIR
        for it in found
    )
    return tuple(
        Served(size, it.quantization.name, it.gib)
        for model, size, it in placed
        if need in {ref.uri for ref in model.scenarios}
    )

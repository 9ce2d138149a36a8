"""The chooser's answers as pages: for every need and every usual memory of a card."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.site.base import Ref
from generator.site.coefficients import build_coefficients
from generator.site.entries import ScenarioEntry, SizeEntry
from generator.site.memory_entries import Hardware
from generator.site.pick import Wish, pick

MEMORIES = (8, 12, 16, 24, 48, 80)
"""The memories of cards, in GB, that have pages."""


@dataclass(frozen=True, slots=True)
class Recommended:
    """A recommended size, and how it runs."""

    size: SizeEntry
    quantization: str
    gib: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PickPage:
    """What to take for a need on a memory."""

    ref: Ref
    scenario: Ref
    scenario_id: str
    card_gib: int
    recommended: tuple[Recommended, ...]
    ruled_out: tuple[tuple[str, int], ...]


def build_picks(
    scenarios: tuple[ScenarioEntry, ...],
    sizes: tuple[SizeEntry, ...],
    data: Mapping[str, Any],
    hardware: Hardware,
) -> tuple[PickPage, ...]:
    """Return the pages that have an answer."""
    by_id = {size.id: size for size in sizes}
    names = {name: it.name for name, it in hardware.quantizations}
    numbers = build_coefficients(sizes, hardware)
    pages = []
    for scenario in scenarios:
        for gib in MEMORIES:
            found = pick(data["sizes"], numbers, Wish(scenario=scenario.id, card=f"{gib}gb"))
            recommended = tuple(
                Recommended(by_id[it.id], names[it.quantization], it.gib)
                for it in found.picks
                if it.quantization is not None and it.gib is not None
            )
            if recommended:
                pages.append(
                    PickPage(
                        ref=Ref(f"picks/{scenario.id}/{gib}gb/", scenario.record.name),
                        scenario=scenario.ref,
                        scenario_id=scenario.id,
                        card_gib=gib,
                        recommended=recommended,
                        ruled_out=tuple(sorted(found.ruled_out.items())),
                    )
                )
    return tuple(pages)

"""The chooser as tests ask it, in Python and in a browser."""

import functools
import random
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator.catalog import load_catalog
from generator.site import Site
from generator.site.memory import MemoryBook, open_memory
from generator.site.pick import Level, Picked, Wish, pick
from tests.conftest import ROOT, TODAY_FOR_REAL
from tests.test_explorer import address, atlas
from tests.windows import window

__all__ = ["address", "atlas"]


LEVELS: tuple[Level, ...] = ("best", "balanced", "small")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a window of its own; no script may fail in it."""
    with window(browser) as page:
        yield page


@functools.cache
def book() -> MemoryBook:
    """Return the memory of the catalog itself."""
    return open_memory(load_catalog(ROOT / "catalog", TODAY_FOR_REAL))


def choose(atlas: Site, wish: Wish) -> Picked:
    """Return what Python answers."""
    return pick(atlas.explorer.data["sizes"], book(), wish)


def wishes_of_chance(atlas: Site, count: int) -> list[Wish]:
    """Return wishes, many of which nothing answers."""
    chance = random.Random(5)
    cards = ["", "8gb", "16gb", "24gb", "80gb", "rtx-4090", "apple-m4-max", "h20-96gb"]
    return [
        Wish(
            scenario=chance.choice(["", *(scenario.id for scenario in atlas.scenarios)]),
            card=chance.choice(cards),
            level=chance.choice(LEVELS),
            commercial=chance.random() < 0.5,
            language=chance.choice(["", "zh", "en", "ar"]),
            context=chance.choice([0, 8_192, 131_072, 1_048_576]),
            tune=chance.random() < 0.3,
        )
        for _ in range(count)
    ]


def rounded(picks: Iterable[dict[str, Any]]) -> list[Any]:
    """Return picks with their memory to the kilobyte: halves of a byte are rounded differently."""
    return [
        it | ({"run": it["run"] | {"gib": round(it["run"]["gib"], 6)}} if it["run"] else {}) for it in picks
    ]


def visit(page: Page, address: str, query: str = "") -> None:
    """Open the chooser and wait until it has answered."""
    page.goto(f"{address}choose/{'?' if query else ''}{query}")
    page.wait_for_selector("#choose[data-ready]", state="attached")


def row(atlas: Site, identity: str) -> dict[str, Any]:
    """Return the plain data of a size."""
    found: dict[str, Any] = atlas.explorer.data["sizes"][identity]
    return found

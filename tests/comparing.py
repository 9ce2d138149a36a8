"""The comparison as tests open and read it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from generator.site import Site
from generator.site.compare import Column
from tests.test_explorer import address, atlas
from tests.windows import window

__all__ = ["address", "atlas"]


PAIR = "qwen3-8b,llama-3.1-8b"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a window of its own, with a clipboard; no script may fail in it."""
    with window(browser, ["clipboard-read", "clipboard-write"]) as page:
        yield page


def compare(page: Page, address: str, query: str = "") -> None:
    """Open the comparison and wait until it stands."""
    page.goto(f"{address}compare/{'?' if query else ''}{query}")
    page.wait_for_selector("#compare[data-ready]", state="attached")


def names(page: Page) -> list[str]:
    """Return the names of the columns."""
    return page.locator(".oma-table--compare thead th a").all_text_contents()


def row(page: Page, key: str) -> list[str]:
    """Return what the columns say in a row, without where it is from."""
    texts = page.locator(f".oma-table--compare tr[data-row={key}] td").evaluate_all(
        """cells => cells.map(cell => {
            const copy = cell.cloneNode(true);
            copy.querySelectorAll(".oma-cite, .oma-mark").forEach(part => part.remove());
            return copy.textContent;
        })"""
    )
    return [re.sub(r"\s+", " ", text).strip() for text in texts]


def message(page: Page) -> str:
    """Return what the page tells."""
    return page.text_content("[data-part=message]") or ""


def query(page: Page) -> str:
    """Return the address behind the question mark."""
    found: str = page.evaluate("location.search")
    return found


def column(atlas: Site, size: str) -> Column:
    """Return a size as a column."""
    return next(it for it in atlas.columns if it.size.id == size)

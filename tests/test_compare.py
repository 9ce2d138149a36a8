"""Sizes side by side in a real Chromium: by address, by ticks, and on pages of their own."""

import re

import pytest
from playwright.sync_api import Browser, Page

from generator.site import Site
from tests.test_explorer import address, atlas, page, visit

__all__ = ["address", "atlas", "page"]


def compare(page: Page, address: str, ids: str) -> None:
    """Open the comparison and wait until it stands."""
    page.goto(f"{address}compare/?ids={ids}")
    page.wait_for_selector("#compare[data-ready]", state="attached")


def row(page: Page, key: str) -> list[str]:
    """Return what the columns say in a row."""
    texts = page.locator(f".oma-table--compare tr[data-row={key}] td").all_text_contents()
    return [re.sub(r"\s+", " ", text).strip() for text in texts]


def test_columns_say_what_the_catalog_says(page: Page, address: str) -> None:
    """In the order of the address, with “—” for what is not known."""
    compare(page, address, "llama-3.1-8b,flux.1-dev,qwen3-0.6b")

    names = page.locator(".oma-table--compare thead th a").all_text_contents()
    assert ["Llama 3.1 8B", "FLUX.1 [dev]", "Qwen3-0.6B"] == names
    assert ["128K", "—", "32K"] == row(page, "context")
    assert ["2024-07-23", "2024-08-01", "2025-04-29"] == row(page, "released")
    assert "—" == row(page, "fit4")[1]
    assert [True, False, False] == page.locator("tr[data-row=context] td").evaluate_all(
        "cells => cells.map(cell => cell.classList.contains('oma-best'))"
    )


@pytest.mark.parametrize(
    ("ids", "columns"),
    [
        ("", 0),
        ("nosuch-size", 0),
        ("llama-3.1-8b,llama-3.1-8b", 1),
        ("qwen3-8b,../../etc,<script>", 1),
        ("qwen3-0.6b,qwen3-1.7b,qwen3-4b,qwen3-8b,qwen3-14b", 4),
    ],
)
def test_any_address_leaves_a_usable_page(page: Page, address: str, ids: str, columns: int) -> None:
    """What is not known is named or left out; four columns are the most."""
    compare(page, address, ids)

    assert columns == page.locator(".oma-table--compare thead th").count() - 1
    assert page.is_visible("input[name=add]")


def test_columns_are_added_and_taken_away_and_history_follows(page: Page, address: str) -> None:
    """The address is the state."""
    compare(page, address, "qwen3-8b")
    page.fill("input[name=add]", "gemma-3-12b")
    page.keyboard.press("Enter")
    page.wait_for_selector(".oma-table--compare thead th:nth-child(3)")
    assert "ids=qwen3-8b,gemma-3-12b" in page.evaluate("location.search")
    page.click(".oma-drop >> nth=0")
    page.wait_for_function("location.search === '?ids=gemma-3-12b'")
    page.go_back()
    page.wait_for_selector(".oma-table--compare thead th:nth-child(3)")


def test_differences_alone_can_be_shown(page: Page, address: str) -> None:
    """Rows in which all say the same go."""
    compare(page, address, "qwen3-8b,qwen3-14b")
    page.check("input[name=differences]")

    assert not page.is_visible("tr[data-row=model]")
    assert page.is_visible("tr[data-row=parameters]")


def test_ticks_in_the_explorer_lead_to_the_comparison(page: Page, address: str) -> None:
    """They last for the visit, four at the most."""
    visit(page, address, "vendor=qwen")
    boxes = page.locator("tbody input[data-compare]")
    for place in range(4):
        boxes.nth(place).check()
    assert boxes.nth(4).is_disabled()
    visit(page, address)
    assert 4 == page.locator("tbody input[data-compare]:checked").count()
    page.click("[data-part=go]")
    page.wait_for_selector("#compare[data-ready]", state="attached")
    assert 5 == page.locator(".oma-table--compare thead th").count()
    page.evaluate("sessionStorage.clear()")


def test_pairs_have_pages_that_need_no_script(browser: Browser, address: str, atlas: Site) -> None:
    """Neighbors of a line and the most downloaded of a need, each pair once."""
    uris = [pair.ref.uri for pair in atlas.pairs]
    assert len(set(uris)) == len(uris) >= 40
    assert "compare/glm-5.3-vs-glm-5.2/" in uris
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{address}{uris[0]}")

    assert 2 == plain.locator("tr[data-row=parameters] td").count()
    context.close()

"""The calculator in a real Chromium: the same numbers as the tables, and its state in the address."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.catalog import load_catalog
from generator.memory import Request, estimate
from generator.records import CacheType
from tests.conftest import ROOT, TODAY_FOR_REAL
from tests.test_browser import address, open_page

__all__ = ["address"]

SETTINGS: list[tuple[str, int, int, CacheType, int]] = [
    ("bf16", 8_192, 1, "fp16", 1),
    ("q4-k-m", 131_072, 4, "fp8", 2),
    ("awq-int4", 1_000_003, 7, "fp16", 16),
]
"""Quantization, context, sequences, type of cache, cards."""


def test_browser_and_python_agree_on_every_size(browser: Browser, address: str, built: Path) -> None:
    """To the byte: both round the same way."""
    catalog = load_catalog(ROOT / "catalog", TODAY_FOR_REAL)
    sizes = {name: size for name, size in catalog.sizes() if size.parameters is not None}
    numbers = json.loads((built / "hardware" / "memory" / "coefficients.json").read_text(encoding="utf-8"))
    published = {
        (it.size, it.quantization): it.bytes
        for it in catalog.measurements.values()
        if it.measures == "weights"
    }
    page = open_page(browser, address + "hardware/memory/")
    for quantization, context, sequences, cache, cards in SETTINGS:
        asked = {"quantization": quantization, "context": context, "sequences": sequences, "cache": cache}
        found = page.evaluate(
            """async ([numbers, asked, cards]) => {
                const { estimate } = await import(new URL("../../assets/memory.js", location.href).href);
                const one = (size) => [size, estimate(numbers, { ...asked, size, cards })];
                return Object.fromEntries(Object.keys(numbers.sizes).map(one));
            }""",
            [numbers, asked, cards],
        )
        assert set(sizes) == set(found)
        for name, size in sizes.items():
            request = Request(
                quantization=catalog.quantizations[quantization],
                context=context,
                cache=cache,
                sequences=sequences,
                cards=cards,
            )
            known = published.get((name, quantization))
            ours = estimate(size.parameters or 0, size.architecture, request, known)
            theirs = found[name]
            assert ours.cache == theirs["cache"], name
            assert abs(ours.weights - theirs["weights"]) <= 1, name  # halves round up there, to even here
            assert ours.overhead == theirs["overhead"], name


def test_the_address_holds_the_settings(browser: Browser, address: str) -> None:
    """Sharing it shares the result; a wrong value is left out."""
    page = open_page(
        browser,
        address + "hardware/memory/?size=llama-3.1-8b&quantization=bf16&context=8192&cards=-3&card=t4",
    )
    page.wait_for_selector("#calculator[data-ready]")

    assert "1.0 GiB" == page.text_content('[data-part="cache"]')
    assert "1" == page.input_value('[name="cards"]')
    assert "装不下" == page.text_content('[data-part="verdict"]')

    page.select_option('[name="quantization"]', "q4-k-m")
    page.fill('[name="context"]', "200000")

    shared = page.evaluate("location.search")
    assert "quantization=q4-k-m" in shared
    assert "context=200000" in shared
    assert "131,072" in (page.text_content('[data-part="warning"]') or "")


@pytest.mark.parametrize("value", ["", "0", "-1", "1e99"])
def test_an_impossible_number_keeps_the_last_result(browser: Browser, address: str, value: str) -> None:
    """The field tells; nothing turns into NaN."""
    page = open_page(browser, address + "hardware/memory/?size=llama-3.1-8b")
    page.wait_for_selector("#calculator[data-ready]")
    before = page.text_content('[data-part="total"]')
    page.fill('[name="context"]', value)

    assert before == page.text_content('[data-part="total"]')
    assert page.evaluate("document.querySelector('[name=context]').matches(':invalid')")


def test_without_script_the_table_says_the_same(browser: Browser, address: str) -> None:
    """The form stays hidden, the notice and the table show."""
    page = open_page(browser, address + "hardware/memory/", script=False)

    assert not page.is_visible("#calculator")
    assert page.is_visible("noscript, .oma-notice")
    assert page.is_visible(".oma-table--fits")


@pytest.mark.parametrize("file", ["coefficients.json", "calculator.js"])
def test_a_calculator_without_its_numbers_is_not_shown(browser: Browser, address: str, file: str) -> None:
    """It is there from the start, so that nothing moves when they come; but it would answer nothing."""
    context = browser.new_context()
    page = context.new_page()
    page.route(f"**/{file}", lambda route: route.abort())
    page.goto(address + "hardware/memory/")
    page.wait_for_selector("#calculator", state="hidden")

    assert page.is_visible(".oma-table--fits")
    context.close()

"""Sizes side by side in a real Chromium: by address, by name, on a card."""

import random

import pytest
from playwright.sync_api import Page

from generator.catalog import load_catalog
from generator.memory import USABLE, Request, estimate, usable_gib
from generator.render.numbers import format_gib
from generator.site import Site
from tests.comparing import PAIR, column, compare, message, names, page, query, row
from tests.conftest import ROOT, TODAY_FOR_REAL
from tests.test_explorer import address, atlas
from tests.waiting import until

__all__ = ["address", "atlas", "page"]


def test_columns_say_what_the_catalog_says(page: Page, address: str) -> None:
    """In the order of the address, with “—” for what is not known and a mark in words for what is best."""
    compare(page, address, "ids=llama-3.1-8b,flux.1-dev,qwen3-0.6b")

    assert ["Llama 3.1 8B", "FLUX.1 [dev]", "Qwen3-0.6B"] == names(page)
    assert ["128K", "—", "32K"] == row(page, "context")
    assert ["2024-07-23", "2024-08-01", "2025-04-29"] == row(page, "released")
    assert "—" == row(page, "fit4")[1]
    marks = page.locator("tr[data-row=context] td").evaluate_all(
        "cells => cells.map(cell => cell.querySelector('.oma-mark')?.textContent ?? '')"
    )
    assert ["优 本行最优", "", ""] == marks


@pytest.mark.parametrize(
    ("ids", "columns", "told"),
    [
        ("", 0, ""),
        ("nosuch-size", 0, "没有这个尺寸：nosuch-size。"),
        ("llama-3.1-8b,llama-3.1-8b", 1, "只有一个，再加一个就能比。"),
        ("qwen3-8b,../../etc", 1, "没有这个尺寸：../../etc。 只有一个，再加一个就能比。"),
        ("qwen3-0.6b,qwen3-1.7b,qwen3-4b,qwen3-8b,qwen3-14b", 4, "地址里有 5 个，只看前四个。"),
    ],
)
def test_what_is_wrong_with_an_address_is_told(
    page: Page, address: str, ids: str, columns: int, told: str
) -> None:
    """What is not known is named, one alone is asked to be two, four are the most."""
    compare(page, address, f"ids={ids}")

    assert columns == len(names(page))
    assert told == message(page)
    assert page.is_visible("input[name=add]")
    assert (columns == 0) == page.is_visible("[data-part=start]")


def test_any_address_leaves_a_usable_page(page: Page, address: str) -> None:
    """Forty addresses of chance, wild and tame parts mixed: never an exception, never more than four."""
    chance = random.Random(11)
    ids = ["qwen3-8b", "llama-3.1-8b", "<script>", "%00", "a" * 90, "💥", "..", "__proto__", "constructor"]
    values = ["", "24gb", "rtx-4090", "-1", "1e9", "99999999999", "NaN", "q8-0", "🦙", "1", "toString", "%"]
    compare(page, address)
    for _ in range(40):
        wanted = ",".join(chance.choices(ids, k=chance.randrange(7)))
        parts = [f"ids={wanted}"] + [
            f"{name}={chance.choice(values)}"
            for name in chance.sample(["card", "quantization", "tokens", "differences", "ids", "x"], 4)
        ]
        chance.shuffle(parts)
        page.evaluate(
            """query => {
                history.pushState(null, "", `?${query}`);
                dispatchEvent(new PopStateEvent("popstate"));
            }""",
            "&".join(parts),
        )
        page.wait_for_selector(".oma-table--compare:not([aria-busy=true])", state="attached")
        assert len(names(page)) <= 4, parts
        assert page.is_visible("[name=card]")
        assert page.input_value("[name=tokens]").isdigit()
        table, start = (page.is_visible(f"[data-part={name}]") for name in ("table", "start"))
        assert (table, start) == (bool(names(page)), not names(page)), parts


def test_sizes_are_found_by_name_and_by_id_and_history_follows(page: Page, address: str) -> None:
    """By keyboard alone: the field keeps the focus, the address is the state, and all is announced."""
    compare(page, address, "ids=qwen3-8b")
    page.focus("input[name=add]")
    page.keyboard.type("gemma 3 12B")
    page.keyboard.press("Enter")
    until(page, "location.search === '?ids=qwen3-8b,gemma-3-12b'")
    page.wait_for_selector(".oma-table--compare thead th:nth-child(3)")
    assert "已加入 Gemma 3 12B，现在 2 个。" == message(page)
    assert "add" == page.evaluate("document.activeElement.name")
    page.keyboard.type("llama-3.1-8b")
    page.keyboard.press("Enter")
    page.wait_for_selector(".oma-table--compare thead th:nth-child(4)")
    page.focus(".oma-drop >> nth=0")
    page.keyboard.press("Enter")
    until(page, "location.search === '?ids=gemma-3-12b,llama-3.1-8b'")
    until(page, "document.querySelectorAll('.oma-drop').length === 2")
    assert "已移除 Qwen3-8B，还有 2 个。" == message(page)
    assert "移除 Gemma 3 12B" == page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.go_back()
    page.wait_for_selector(".oma-table--compare thead th:nth-child(4)")
    assert ["Qwen3-8B", "Gemma 3 12B", "Llama 3.1 8B"] == names(page)
    page.go_forward()
    until(page, "document.querySelectorAll('.oma-drop').length === 2")


def test_names_that_fit_none_or_many_are_told(page: Page, address: str) -> None:
    """What was written stays in the field to be mended."""
    compare(page, address, f"ids={PAIR}")
    page.fill("input[name=add]", "qwen3 coder")
    page.keyboard.press("Enter")
    assert "请写全" in message(page)
    page.fill("input[name=add]", "nosuch")
    page.keyboard.press("Enter")
    assert "没有叫“nosuch”的尺寸。" == message(page)
    page.fill("input[name=add]", "QWEN3-8B")
    page.keyboard.press("Enter")
    assert "Qwen3-8B 已经在里面了。" == message(page)
    assert 2 == len(names(page))


def test_four_are_the_most(page: Page, address: str) -> None:
    """The field is closed until one is taken away."""
    compare(page, address, "ids=qwen3-0.6b,qwen3-1.7b,qwen3-4b")
    page.fill("input[name=add]", "qwen3-8b")
    page.keyboard.press("Enter")
    page.wait_for_selector(".oma-table--compare thead th:nth-child(5)")
    assert page.is_disabled("input[name=add]")
    until(page, "document.activeElement.classList.contains('oma-drop')")
    page.keyboard.press("Enter")
    page.wait_for_selector("input[name=add]:enabled")


def test_memory_on_a_card_is_what_python_computes(page: Page, address: str, atlas: Site) -> None:
    """For two hundred sizes and settings of chance, and what the page shows of one."""
    catalog = load_catalog(ROOT / "catalog", TODAY_FOR_REAL)
    sizes = dict(catalog.sizes())
    published = {
        (it.size, it.quantization): it.bytes
        for it in catalog.measurements.values()
        if it.measures == "weights"
    }
    chance = random.Random(3)
    cards = ["", "24gb", "8gb", *catalog.gpus]
    open_sizes = [it for it in atlas.sizes if it.memory]
    asked = [
        (
            chance.choice(open_sizes),
            chance.choice(cards),
            chance.choice(list(catalog.quantizations)),
            chance.choice([1, 4_096, 8_192, 131_072, 1_048_576]),
        )
        for _ in range(200)
    ]
    compare(page, address)
    found = page.evaluate(
        """async (asked) => {
            const { onCard } = await import("../assets/explorer/oncard.js");
            const numbers = await (await fetch("../hardware/memory/coefficients.json")).json();
            return asked.map(([id, card, quantization, tokens]) =>
                onCard(numbers, id, { card, quantization, tokens }));
        }""",
        [(size.id, *rest) for size, *rest in asked],
    )
    for (size, card, quantization, tokens), theirs in zip(asked, found, strict=True):
        context = min(tokens, size.context_tokens or tokens)
        request = Request(quantization=catalog.quantizations[quantization], context=context)
        record = sizes[size.id]
        ours = estimate(
            record.parameters or 0, record.architecture, request, published.get((size.id, quantization))
        )
        what = (size.id, card, quantization, tokens)
        if ours.total is None:
            assert theirs["gib"] is None, what
            continue
        assert ours.total / 2**30 == pytest.approx(theirs["gib"], abs=1e-6), what
        if card:
            room = usable_gib(catalog.gpus[card]) if card in catalog.gpus else int(card[:-2]) * USABLE
            assert (ours.total <= room * 2**30) == theirs["fits"], what
            assert room - ours.total / 2**30 == pytest.approx(theirs["left"], abs=1e-6), what


def test_the_card_and_its_settings_stand_in_the_address(page: Page, address: str, atlas: Site) -> None:
    """Spelled as the explorer spells them; with a card it says whether it fits and what is left."""
    compare(page, address, f"ids={PAIR}")
    assert not page.is_visible("tr[data-row=fits]")
    page.select_option("[name=card]", "rtx-4090")
    page.select_option("[name=quantization]", "bf16")
    page.select_option("[name=tokens]", "131072")
    until(page, "location.search.endsWith('tokens=131072')")
    assert f"?ids={PAIR}&card=rtx-4090&quantization=bf16&tokens=131072" == query(page)
    assert ["装不下", "装不下"] == row(page, "fits")
    assert all(text.startswith("差 ") for text in row(page, "left"))
    compare(page, address, f"ids={PAIR}&card=24gb")
    assert ["装得下", "装得下"] == row(page, "fits")
    cell = column(atlas, "qwen3-8b").size.fit_cells[0]
    assert cell is not None
    assert f"{format_gib(cell.gib)} GiB" == row(page, "takes")[0]


def test_differences_alone_are_a_state_of_the_address(page: Page, address: str) -> None:
    """Rows in which all say the same go, and come back on the way back; sources do not count."""
    compare(page, address, "ids=qwen3-8b,qwen3-14b")
    page.check("input[name=differences]")
    until(page, "location.search.endsWith('differences=1')")
    assert not page.is_visible("tr[data-row=model]")
    assert not page.is_visible("tr[data-row=attention]")
    assert page.is_visible("tr[data-row=parameters]")
    page.go_back()
    page.wait_for_selector("tr[data-row=model]")
    assert not page.is_checked("input[name=differences]")


def test_the_link_is_copied_and_the_switch_keeps_the_ids(page: Page, address: str) -> None:
    """The other language shows the same comparison."""
    compare(page, address, f"ids={PAIR}&card=24gb")
    page.click("[name=copy]")
    until(page, "document.querySelector('[data-part=message]').textContent === '链接已复制。'")
    assert page.url == page.evaluate("navigator.clipboard.readText()")
    page.click("a.oma-switch")
    page.wait_for_selector("#compare[data-ready]", state="attached")
    assert "/en/compare/" in page.url
    assert ["Qwen3-8B", "Llama 3.1 8B"] == names(page)
    assert ["fits", "fits"] == row(page, "fits")

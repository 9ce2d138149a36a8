"""Sizes side by side in a real Chromium: by address, by name, on a card, and on pages of their own."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator.catalog import load_catalog
from generator.memory import USABLE, Request, estimate, usable_gib
from generator.render.numbers import format_gib
from generator.site import Site
from generator.site.compare import Column
from tests.conftest import ROOT, TODAY_FOR_REAL
from tests.test_explorer import address, atlas, visit
from tests.waiting import until

__all__ = ["address", "atlas"]

PAIR = "qwen3-8b,llama-3.1-8b"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a window of its own, with a clipboard; no script may fail in it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert [] == errors
    context.close()


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
                document.querySelector("#compare").dataset.seen = "";
                history.pushState(null, "", `?${query}`);
                dispatchEvent(new PopStateEvent("popstate"));
            }""",
            "&".join(parts),
        )
        page.wait_for_load_state("networkidle")
        assert len(names(page)) <= 4, parts
        assert page.is_visible("[name=card]")
        assert page.input_value("[name=tokens]").isdigit()
        assert page.evaluate(
            "document.querySelector('[data-part=table]').hidden"
            " !== document.querySelector('[data-part=start]').hidden"
        )


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


def test_an_empty_comparison_offers_pairs(page: Page, address: str, atlas: Site) -> None:
    """A press fills the columns without leaving the page; going back empties them."""
    compare(page, address)
    assert len(atlas.starters) == page.locator(".oma-starters a").count()
    page.click(".oma-starters a >> nth=0")
    page.wait_for_selector(".oma-table--compare thead th:nth-child(3)")
    assert [it.size.name for it in atlas.starters[0].columns] == names(page)
    page.go_back()
    page.wait_for_selector("[data-part=start]")


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (
            "**/compare/sizes/qwen3-8b.txt",
            "取不到 Qwen3-8B 的数据，请过一会儿再试。 只有一个，再加一个就能比。",
        ),
        ("**/coefficients.json", "取不到显存数据，按卡计算的几行暂时空着。"),
    ],
)
def test_a_file_that_fails_is_told_and_the_rest_stands(
    page: Page, address: str, files: str, told: str
) -> None:
    """In words, where voices hear it."""
    page.route(files, lambda route: route.abort())
    compare(page, address, f"ids={PAIR}&card=24gb")

    assert told == message(page)
    assert "Llama 3.1 8B" in names(page)
    assert PAIR.split(",") == page.evaluate("JSON.parse(sessionStorage.getItem('oma-compare'))")


def test_an_earlier_id_is_compared(page: Page, address: str) -> None:
    """A link to a size that was renamed goes on working: its column stands under both ids."""
    column_text = page.request.get(f"{address}compare/sizes/qwen3-8b.txt").text()
    page.route("**/compare/sizes/former-8b.txt", lambda route: route.fulfill(body=column_text))
    compare(page, address, "ids=former-8b,llama-3.1-8b")

    assert ["Qwen3-8B", "Llama 3.1 8B"] == names(page)
    assert "" == message(page)


def test_nothing_listens_any_more_once_it_is_ended(page: Page, address: str) -> None:
    """What binds a page unbinds it by its signal, and importing binds nothing."""
    compare(page, address, f"ids={PAIR}")
    left = page.evaluate(
        """async () => {
            const { start } = await import("../assets/explorer/compare.js");
            const old = document.querySelector("#compare");
            const root = old.cloneNode(true);
            old.replaceWith(root);
            const ended = new AbortController();
            await start(root, ended.signal);
            ended.abort();
            const before = root.innerHTML;
            history.pushState(null, "", "?ids=qwen3-0.6b&card=24gb");
            dispatchEvent(new PopStateEvent("popstate"));
            root.querySelector("[name=differences]").click();
            root.querySelector(".oma-drop").click();
            await new Promise((done) => setTimeout(done, 300));
            return [before === root.innerHTML, location.search];
        }"""
    )
    # The page's own start still hears of the address; the one that was ended does not.
    assert left == [True, "?ids=qwen3-0.6b&card=24gb"]


def test_two_columns_are_readable_on_a_phone(browser: Browser, address: str) -> None:
    """Labels stand above the values, both columns are in sight, targets are large, nothing jumps."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.add_init_script(
        """window.shift = 0;
        new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) window.shift += entry.value;
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    compare(page, address, f"ids={PAIR}&card=24gb")
    page.wait_for_timeout(300)
    assert page.evaluate("window.shift") < 0.02
    label = page.locator("tr[data-row=commercial] th").bounding_box()
    cells = [page.locator("tr[data-row=commercial] td").nth(at).bounding_box() for at in range(2)]
    assert label
    for cell in cells:
        assert cell
        assert cell["y"] >= label["y"] + label["height"] - 1
        assert cell["width"] >= 150
        assert cell["x"] + cell["width"] <= 390
    for target in (".oma-drop >> nth=0", "[name=add]", "[name=submit]", "[name=card]", "[name=copy]"):
        box = page.locator(target).bounding_box()
        assert box
        assert box["height"] >= 44 - 0.5, target
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def test_nothing_jumps_on_a_wide_screen(page: Page, address: str) -> None:
    """With four columns."""
    page.add_init_script(
        """window.shift = 0;
        new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) window.shift += entry.value;
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    compare(page, address, "ids=qwen3-0.6b,qwen3-1.7b,qwen3-4b,qwen3-8b")
    page.wait_for_timeout(300)

    assert page.evaluate("window.shift") < 0.02


def test_paper_gets_the_table_alone(page: Page, address: str) -> None:
    """No form, no buttons, no lists of other pairs."""
    compare(page, address, f"ids={PAIR}")
    page.emulate_media(media="print")

    assert page.is_visible(".oma-table--compare")
    for part in (".oma-compare__form", ".oma-drop >> nth=0", "#pairs", ".oma-columns >> nth=0"):
        assert not page.is_visible(part), part


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
    assert 4 == len(names(page))


def test_sizes_are_picked_on_the_pages_of_models(page: Page, address: str) -> None:
    """From page to page they stay named in the tray, which leads to the comparison and can be emptied."""
    page.goto(f"{address}models/qwen3/")
    page.wait_for_selector(".md-content[data-ready]")
    assert not page.is_visible("[data-part=tray]")
    page.focus("#qwen3-8b .oma-add")
    page.keyboard.press("Enter")
    assert "true" == page.get_attribute("#qwen3-8b .oma-add", "aria-pressed")
    page.goto(f"{address}models/llama-3.1/")
    page.click("#llama-3\\.1-8b .oma-add")
    assert "Qwen3-8B · Llama 3.1 8B" == page.text_content("[data-part=picked]")
    page.click("[data-part=go]")
    page.wait_for_selector("#compare[data-ready]", state="attached")
    assert ["Qwen3-8B", "Llama 3.1 8B"] == names(page)
    page.click(".oma-drop >> nth=1")
    until(page, "location.search === '?ids=qwen3-8b'")
    page.goto(f"{address}models/llama-3.1/")
    page.wait_for_selector("[data-part=tray]")
    assert "Qwen3-8B" == page.text_content("[data-part=picked]")
    page.click("[data-part=drop-all]")
    assert not page.is_visible("[data-part=tray]")
    compare(page, address)
    assert not page.is_visible("[data-part=resume]")


def test_the_tray_takes_ids_and_tells_of_changes(page: Page, address: str) -> None:
    """For pages that keep them in their address: `set` shows, only the reader's own picks are told."""
    page.goto(f"{address}models/qwen3/")
    page.wait_for_selector(".md-content[data-ready]")
    told = page.evaluate(
        """async () => {
            const { startTray } = await import("../../assets/explorer/tray.js");
            const root = document.querySelector(".md-content");
            const told = [];
            const onChange = (ids) => told.push(ids);
            const options = { ids: ["a", "b", "<x>", "a"], name: (id) => id.toUpperCase(), onChange };
            const ended = new AbortController();
            const tray = startTray(root, options, ended.signal);
            const first = tray.picked();
            tray.set(["c", "d", "e", "f", "g"]);
            tray.toggle("h");
            tray.toggle("d");
            const shown = root.querySelector("[data-part=picked]").textContent;
            ended.abort();
            root.querySelector("[data-part=drop-all]").click();
            return [first, told[0], told.length, shown];
        }"""
    )
    assert [["a", "b"], ["c", "e", "f"], 1, "C · E · F"] == told


@pytest.mark.parametrize("stored", ["not json", "[1, null]", '{"a": 1}', '"text"', '["<b>", "../x"]', "null"])
def test_what_others_left_in_the_storage_does_no_harm(page: Page, address: str, stored: str) -> None:
    """The page starts with nothing picked."""
    page.goto(f"{address}models/qwen3/")
    page.evaluate(
        "text => { sessionStorage['oma-compare'] = text; sessionStorage['oma-compare-names'] = text; }",
        stored,
    )
    page.reload()
    page.wait_for_selector(".md-content[data-ready]")
    assert not page.is_visible("[data-part=tray]")
    page.click("#qwen3-8b .oma-add")
    assert "Qwen3-8B" == page.text_content("[data-part=picked]")


def test_without_script_a_model_leads_to_the_comparison(browser: Browser, address: str, atlas: Site) -> None:
    """And pairs have pages of their own, with what tells them apart in the first sentence."""
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{address}models/glm-5.3/")
    assert "../../compare/?ids=glm-5.3" == plain.get_attribute("#glm-5\\.3 .oma-add", "href")
    plain.click("a[href$='compare/glm-5.3-vs-glm-5.2/']")
    assert "GLM-5.3 和 GLM-5.2 怎么选" == plain.text_content("h1")
    assert (plain.text_content(".oma-lead") or "").startswith("GLM-5.3 和 GLM-5.2：")
    described = plain.get_attribute("meta[name=description]", "content")
    assert plain.text_content(".oma-lead") == f"GLM-5.3 和 GLM-5.2：{described}"
    assert 2 == plain.locator("tr[data-row=parameters] td").count()
    plain.goto(f"{address}compare/")
    assert len(atlas.pairs) == plain.locator(".oma-columns > li > a").count()
    context.close()


def test_a_pair_page_says_what_the_comparison_says(page: Page, address: str, atlas: Site) -> None:
    """Cell by cell, marks and sources included."""
    pair = next(it for it in atlas.pairs if it.columns[0].best and it.columns[1].best)
    cells = """() => Object.fromEntries([...document.querySelectorAll("tr[data-row]")].map((line) => [
        line.dataset.row,
        [...line.cells].slice(1).map((cell) => cell.textContent.replace(/\\s+/g, " ").trim()),
    ]))"""
    page.goto(f"{address}{pair.ref.uri}")
    on_page = page.evaluate(cells)
    compare(page, address, f"ids={','.join(it.size.id for it in pair.columns)}")
    compared = page.evaluate(cells)

    assert on_page == {key: value for key, value in compared.items() if key in on_page}


def test_every_pair_stands_once(atlas: Site) -> None:
    """Neighbors of a line and the most downloaded of a need, reached from both models."""
    uris = [pair.ref.uri for pair in atlas.pairs]
    assert len(set(uris)) == len(uris) >= 40
    assert len({frozenset(it.size.id for it in pair.columns) for pair in atlas.pairs}) == len(uris)
    for pair in atlas.pairs:
        for it in pair.columns:
            assert pair in atlas.pairs_by_model[it.size.model.uri]


def test_every_citation_leads_somewhere(built: Path, atlas: Site) -> None:
    """To an anchor that the page has; a hub's to its repository."""
    pages: dict[str, str] = {}
    for it in atlas.columns:
        for citations in it.citations.values():
            for citation in citations:
                if citation.kind == "hub":
                    assert citation.uri.startswith(("https://huggingface.co/", "https://modelscope.cn/"))
                    continue
                path, _, anchor = citation.uri.partition("#")
                if path not in pages:
                    pages[path] = (built / path / "index.html").read_text(encoding="utf-8")
                assert not anchor or f'id="{anchor}"' in pages[path], citation


def test_a_value_cites_what_supports_it(atlas: Site) -> None:
    """A file of this very size before those of the model, never one of another size; else nothing."""
    models = {model.id: model for model in atlas.models}
    qwen = models["qwen3"]
    titles = {str(entry.number): entry.source.title for entry in qwen.sources}
    layers = [titles[it.label] for it in column(atlas, "qwen3-8b").citations["layers"]]
    assert ["Qwen/Qwen3-8B: config.json at b968826d"] == layers
    # The post states the length that is shown; the file has another one.
    context = [titles[it.label] for it in column(atlas, "qwen3-8b").citations["context"]]
    assert "QwenLM/qwenlm.github.io: content/blog/qwen3/index.md" == context[0]
    assert "active" not in column(atlas, "qwen3-8b").citations
    for model in atlas.models:
        supported = {fact for entry in model.sources for fact in entry.source.supports}
        for size in model.sizes:
            assert ("input" in column(atlas, size.id).citations) <= ("modalities" in supported)


def test_figures_cite_their_repository_and_day(page: Page, address: str, atlas: Site) -> None:
    """The one that the number was read from."""
    figure = column(atlas, "qwen3-8b").size.downloads_30d
    assert figure is not None
    compare(page, address, f"ids={PAIR}")
    link = page.locator("tr[data-row=downloads_30d] td >> nth=0").locator("a.oma-cite")

    assert figure.day == link.text_content()
    assert (link.get_attribute("href") or "").startswith("https://huggingface.co/Qwen/Qwen3-8B")

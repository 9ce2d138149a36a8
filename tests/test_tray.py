"""Sizes picked for a comparison, in the explorer and on the pages of models."""

import pytest
from playwright.sync_api import Browser, Page

from generator.site import Site
from tests.comparing import compare, names, page
from tests.test_explorer import address, atlas, visit
from tests.waiting import until

__all__ = ["address", "atlas", "page"]


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

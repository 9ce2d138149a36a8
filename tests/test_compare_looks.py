"""The comparison on a phone, on a wide screen and on paper; and what it does when something fails."""

import pytest
from playwright.sync_api import Browser, Page

from generator.site import Site
from tests.comparing import PAIR, compare, message, names, page
from tests.test_explorer import address, atlas
from tools.quality.pages import wake

__all__ = ["address", "atlas", "page"]


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
    wake(page)  # else the theme starts with the clicks below, and writes addresses
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

"""On a phone the rows of tables are entries: all in sight, each value with its name, and still a table."""

import functools

import pytest
from playwright.sync_api import Browser, Locator, Page

from generator.render.environment import create_environment, load_strings
from tests.test_browser import address, open_page

__all__ = ["address"]
PAGES = [
    "",
    "models/",
    "models/qwen3/",
    "models/minimax-m2.5/",  # the name of its license is long
    "families/qwen/",
    "scenarios/coding/",
    "vendors/mistral-ai/",
    "hardware/rtx-4090/",
]
OUTSIDE = """() => [...document.querySelectorAll(".oma-entries tbody :is(th, td)")].filter((cell) => {
    const box = cell.getBoundingClientRect();
    return box.width && (box.left < 0 || box.right > innerWidth);
}).map((cell) => cell.textContent)"""
NAME = "(cell) => getComputedStyle(cell, '::before').content"


@functools.cache
def words() -> dict[str, dict[str, str]]:
    """Return the fixed words of the Chinese pages."""
    return dict(load_strings("zh"))


def roles(page: Page, element: Locator) -> list[str]:
    """Return what a voice is told of an element and what it holds."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.getDocument")
    element.evaluate("(it) => { window.it = it; }")
    handle = session.send("Runtime.evaluate", {"expression": "window.it"})["result"]["objectId"]
    tree = session.send("Accessibility.queryAXTree", {"objectId": handle})["nodes"]
    return [node["role"]["value"] for node in tree if not node["ignored"]]


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("path", [*PAGES, *(f"en/{path}" for path in PAGES)])
def test_nothing_lies_beside_the_screen(browser: Browser, address: str, path: str, width: int) -> None:
    """No table of entries scrolls sideways, and no cell of one is cut off."""
    page = open_page(browser, f"{address}{path}", width=width)
    assert page.locator(".oma-entries").count()

    assert [] == page.evaluate(OUTSIDE)
    assert page.evaluate(
        "() => [...document.querySelectorAll('.oma-scroll:has(> .oma-entries)')]"
        ".every((it) => it.scrollWidth <= it.clientWidth)"
    )
    page.context.close()


def test_a_value_has_the_name_of_its_column_before_it(browser: Browser, address: str) -> None:
    """The head of the table is not in sight, so what a number means stands with it; at a desk it does not."""
    page = open_page(browser, f"{address}models/llama-3.1/", width=390)
    cells = page.locator(".oma-table--model-sizes tbody tr").first.locator("td")
    field = words()["field"]
    named = [field[name] for name in ("parameters", "active", "context", "weights")]

    assert [f'"{name}"' for name in named] == [cells.nth(place).evaluate(NAME) for place in range(4)]
    assert "none" == cells.nth(4).evaluate(NAME), "a verdict needs no name"
    hubs = page.locator(".oma-table--hubs tbody tr:not(.oma-group)").first.locator("td")
    hub = words()["hub"]
    assert f'"{hub["huggingface"]}"' == hubs.first.evaluate(NAME)
    told = [hubs.nth(place).evaluate(NAME) for place in range(1, hubs.count())]
    assert f'"{hub["downloads_30d"]}"' == told[0]
    assert f'"{hub["modelscope"]}"' in told
    page.set_viewport_size({"width": 1280, "height": 844})
    assert "none" == cells.first.evaluate(NAME)
    page.context.close()


def test_entries_are_still_a_table_to_voices(browser: Browser, address: str) -> None:
    """Rows, the header of each, and cells, as at a desk."""
    page = open_page(browser, f"{address}models/llama-3.1/", width=390)
    found = roles(page, page.locator(".oma-table--model-sizes"))

    assert "table" == found[0]
    assert 4 == found.count("row")
    assert 3 == found.count("rowheader")
    assert 8 == found.count("columnheader")
    assert 21 == found.count("cell")
    page.context.close()


def test_the_explorer_sorts_and_hides_columns_on_a_phone(browser: Browser, address: str) -> None:
    """The heads are a line of buttons, the one that sorts in sight; a column that is off is in no entry."""
    page = open_page(browser, f"{address}models/?sort=-downloads_30d", width=390)
    page.wait_for_selector("#explorer[data-ready]", state="attached")
    head = page.locator("th[data-column=downloads_30d]")
    box = head.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert box["height"] >= 44

    page.locator("th[data-column=name] button").focus()
    page.keyboard.press("Enter")
    assert "ascending" == page.locator("th[data-column=name]").get_attribute("aria-sort")
    context = page.locator("tbody tr").first.locator("td").nth(2)
    assert context.is_visible()
    page.locator(".oma-menu > summary").click()
    page.locator("[data-column][value=context]").uncheck()
    assert not context.is_visible()
    page.context.close()


def test_without_script_no_button_stands_there_for_nothing(browser: Browser, address: str) -> None:
    """The heads are for sorting, the ticks for comparing; the entries are whole."""
    page = open_page(browser, f"{address}models/", width=390, script=False)
    head = page.locator("thead").first.bounding_box()
    assert head
    assert head["height"] <= 1
    assert not page.is_visible(".oma-tick")

    assert page.evaluate(OUTSIDE) == []
    page.context.close()


def test_a_script_that_does_not_come_leaves_no_ticks_either(browser: Browser, address: str) -> None:
    """Where the explorer's script cannot be had, the page is as it is without any."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.route("**/explorer/explorer.js", lambda route: route.abort())
    page.goto(f"{address}models/")
    page.wait_for_selector("html.oma-unscripted", state="attached")

    assert not page.is_visible(".oma-tick")
    context.close()


def test_a_name_with_quotes_is_one_string_of_css() -> None:
    """What stands in a style attribute can end neither the string nor the attribute."""
    rule = create_environment("en").from_string("--name-2:{{ name | css_string }}").render(name='a"b\\c\n;d')

    assert "--name-2:&#34;a\\22 b\\5c c\\a ;d&#34;" == rule

"""Which columns the explorer shows: the usual ones at first, all without script, and what a reader ticks."""

import csv
import io

import pytest
from playwright.sync_api import Browser, Page

from generator.site import Site
from tests.test_explorer import address, atlas, page, visit
from tests.waiting import until

__all__ = ["address", "atlas", "page"]

SHOWN = "th[data-column]:visible"


def columns(page: Page) -> list[str]:
    """Return the columns that are in the table."""
    names: list[str] = page.locator(SHOWN).evaluate_all("heads => heads.map((head) => head.dataset.column)")
    return names


def test_the_usual_columns_come_first(page: Page, address: str, atlas: Site) -> None:
    """The others are a tick away, and the cells of a row stand under their heads."""
    visit(page, address)
    usual, every = atlas.explorer.usual, atlas.explorer.columns

    assert list(usual) == columns(page)
    assert set(usual) < set(every)
    assert f"{len(usual)}/{len(every)}" == page.text_content("[data-part=columns]")
    row = page.locator("tbody tr[data-id]").first.locator("th:visible, td:visible")
    lefts = [
        places.evaluate_all("cells => cells.map((cell) => Math.round(cell.getBoundingClientRect().left))")
        for places in (row, page.locator(SHOWN))
    ]
    assert lefts[0] == lefts[1]


def test_what_is_ticked_is_shown_and_told_in_the_address(page: Page, address: str, atlas: Site) -> None:
    """The address is silent of what is usual; back, and in the other language, it is the same table."""
    visit(page, address)
    page.click(".oma-menu summary")
    page.check(".oma-menu [value=vendor]")
    wider = [name for name in atlas.explorer.columns if name in {*atlas.explorer.usual, "vendor"}]
    assert wider == columns(page)
    assert f"?columns={','.join(wider)}" == page.evaluate("location.search")
    assert (page.get_attribute("a.oma-switch", "href") or "").endswith(f"?columns={','.join(wider)}")
    page.uncheck(".oma-menu [value=vendor]")
    assert page.evaluate("location.search") == ""
    page.go_back()
    assert wider == columns(page)
    assert page.is_checked(".oma-menu [value=vendor]")
    for name in wider[1:]:
        page.uncheck(f".oma-menu [value={name}]")
    assert ["name"] == columns(page)
    page.reload()
    page.wait_for_selector("#explorer[data-ready]", state="attached")
    assert ["name"] == columns(page)


def test_what_sorts_the_rows_is_in_sight(page: Page, address: str) -> None:
    """Else their order is a riddle; a column that goes takes its order with it."""
    visit(page, address, "sort=-weights")
    assert "weights" in columns(page)
    page.click(".oma-menu summary")
    page.uncheck(".oma-menu [value=weights]")

    assert "weights" not in columns(page)
    assert "sort" not in page.evaluate("location.search")
    visit(page, address, "sort=vendor&columns=license")
    assert ["name", "license", "vendor"] == columns(page)


def test_a_chosen_column_keeps_its_width(page: Page, address: str) -> None:
    """What another leaves is shared among all; a column that took the next one's width would be far off."""
    width = "document.querySelector('th[data-column=hubs]').offsetWidth"
    visit(page, address)
    before = page.evaluate(width)
    every = "parameters,active,context,weights,fit4,fit8,fit16,hubs,downloads_30d,released,kind,vendor"
    visit(page, address, f"columns={every}")

    assert before == pytest.approx(page.evaluate(width), rel=0.15)


def test_files_have_every_column(page: Page, address: str, atlas: Site) -> None:
    """Whatever the table shows."""
    visit(page, address, "vendor=meta&columns=name")
    with page.expect_download() as told:
        page.click("[data-do=csv]")
    head = next(csv.reader(io.StringIO(told.value.path().read_text(encoding="utf-8-sig"))))

    assert ["id", *atlas.explorer.columns] == head


def test_the_list_of_columns_closes_as_it_opened(page: Page, address: str) -> None:
    """By the keyboard: Enter, Tab to a box, Space, Escape back to where one was; by a press elsewhere."""
    visit(page, address)
    page.focus(".oma-menu summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") == "parameters"
    page.keyboard.press("Space")
    assert "parameters" not in columns(page)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement === document.querySelector('.oma-menu summary')")
    assert not page.is_visible(".oma-menu [data-column]")
    page.click(".oma-menu summary")
    page.click("h1")
    assert not page.is_visible(".oma-menu [data-column]")
    page.click(".oma-menu summary")
    page.focus("[data-do=json]")
    assert not page.is_visible(".oma-menu [data-column]")


def test_the_list_of_columns_fits_a_phone(browser: Browser, address: str) -> None:
    """Inside the window, with targets of 44 px."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    phone = context.new_page()
    visit(phone, address)
    phone.tap(".oma-menu summary")
    boxes = [it.bounding_box() for it in phone.locator(".oma-menu .oma-choice").all()]
    summary = phone.locator(".oma-menu summary").bounding_box()
    assert summary
    assert summary["height"] >= 44
    assert 18 == len(boxes)
    assert all(box and box["height"] >= 44 and 0 <= box["x"] <= 390 - box["width"] for box in boxes)
    phone.locator(".oma-menu [value=kind]").tap()
    until(phone, "document.querySelector('th[data-column=kind]').offsetWidth > 0")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.set_viewport_size({"width": 390, "height": 300})
    box = "document.querySelector('.oma-menu .oma-choices')"
    assert phone.evaluate(f"{box}.scrollHeight > {box}.clientHeight")
    assert phone.evaluate(f"{box}.scrollWidth <= {box}.clientWidth"), "it scrolls sideways"
    context.close()


def test_without_script_no_column_is_hidden(browser: Browser, address: str, atlas: Site) -> None:
    """Nor where the script cannot be had, as there is nothing to show them with."""
    plain = browser.new_context(java_script_enabled=False)
    tab = plain.new_page()
    tab.goto(f"{address}models/")
    assert list(atlas.explorer.columns) == columns(tab)
    plain.close()
    broken = browser.new_context()
    tab = broken.new_page()
    tab.route("**/explorer/explorer.js", lambda route: route.abort())
    tab.goto(f"{address}models/")
    tab.wait_for_selector(".oma-unscripted", state="attached")
    assert list(atlas.explorer.columns) == columns(tab)
    broken.close()

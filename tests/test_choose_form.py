"""The chooser as a form in a real Chromium: its address, keyboard, failures, and no script."""

import random

import pytest
from playwright.sync_api import Browser, Page

from generator.site import Site
from generator.site.pick import Wish, loosen
from tests.choosing import book, page, visit
from tests.test_explorer import address, atlas
from tests.waiting import until

__all__ = ["address", "atlas", "page"]


def test_the_form_keeps_its_answers_in_the_address(page: Page, address: str) -> None:
    """Shared and gone back to; wrong values do not matter; the links get the same conditions."""
    visit(page, address, "for=coding&card=24gb&language=xx&level=huge")
    assert "coding" == page.input_value("[name=for]")
    assert page.is_checked("[name=level][value=best]")
    assert page.locator("[data-part=picks] li").count()
    page.select_option("[name=commercial]", "1")
    assert "commercial=1" in page.evaluate("location.search")
    href = page.get_attribute("[data-part=explore]", "href") or ""
    assert "scenario=coding&status=current&verdict=yes,conditional&card=24gb" in href
    assert "&card=24gb" in (page.get_attribute("[data-part=compare]", "href") or "")
    page.go_back()
    until(page, "document.querySelector('[name=commercial]').value === ''")
    page.click("a.oma-switch")
    page.wait_for_selector("#choose[data-ready]", state="attached")
    assert "coding" == page.input_value("[name=for]")
    assert "/en/choose/" in page.url


def test_the_questions_are_answered_by_keyboard(page: Page, address: str) -> None:
    """Arrows move between the answers of a question; the list follows and is announced."""
    visit(page, address, "for=chat&card=24gb")
    before = page.locator("[data-part=picks] a").all_text_contents()
    page.focus("[name=level]:checked")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert "?for=chat&level=small&card=24gb" == page.evaluate("location.search")
    assert before != page.locator("[data-part=picks] a").all_text_contents()
    assert "status" == page.get_attribute("[data-part=message]", "role")


def test_an_empty_answer_tells_which_one_answer_to_take_back(page: Page, address: str, atlas: Site) -> None:
    """A press takes it back and shows what is left."""
    wish = Wish(scenario="coding", card="8gb", context=1_048_576)
    ways = loosen(atlas.explorer.data["sizes"], book(), wish)
    assert ways
    visit(page, address, "for=coding&card=8gb&context=1048576")
    assert page.locator("[data-part=picks] li").count() == 0
    buttons = page.locator("[data-part=loosen] button")
    assert [str(count) for _, count in ways] == [
        text.rsplit("有 ", 1)[1].split(" ")[0] for text in buttons.all_text_contents()
    ]
    buttons.first.click()
    assert page.locator("[data-part=picks] li").count()
    assert "result" == page.evaluate("document.activeElement.id")


def test_what_was_ruled_out_leads_to_the_explorer_without_that_condition(page: Page, address: str) -> None:
    """All other conditions stay."""
    visit(page, address, "for=coding&card=24gb&language=zh")
    link = page.locator("[data-part=ruled] li", has_text="没有写明这门语言").locator("a")
    href = link.get_attribute("href") or ""

    assert href.endswith("?scenario=coding&status=current&card=24gb")


@pytest.mark.parametrize("file", ["sizes.json", "coefficients.json", "licenses.json"])
def test_a_data_file_that_fails_is_told(page: Page, address: str, file: str) -> None:
    """With a way to try again and no empty answer; the pages below are there all the same."""
    page.route(f"**/{file}", lambda route: route.fulfill(status=200, body="<html>"))
    visit(page, address, "for=chat")
    assert "取不到数据" in (page.text_content("[data-part=message]") or "")
    for part in ("further", "ruled-out", "loosen"):
        assert page.is_hidden(f"[data-part={part}]"), part
    assert page.is_visible("a[href$='picks/chat/24gb/']")
    page.unroute(f"**/{file}")
    page.click("[data-part=retry]")
    page.wait_for_selector("[data-part=picks] li")


def test_any_address_leaves_a_usable_form(page: Page, address: str) -> None:
    """Forty addresses of chance."""
    chance = random.Random(2)
    values = ["", "1", "24gb", "coding", "small", "__proto__", "%F0", "💥", "<b>", "-1", "9" * 30, "zh"]
    visit(page, address)
    for _ in range(40):
        names = chance.choices(
            ["for", "level", "card", "tune", "commercial", "language", "context", "x"], k=5
        )
        page.evaluate(
            """query => {
                history.pushState(null, "", `?${query}`);
                dispatchEvent(new PopStateEvent("popstate"));
            }""",
            "&".join(f"{name}={chance.choice(values)}" for name in names),
        )
        assert page.locator("[data-part=picks] li, [data-part=loosen] li").count() or page.text_content(
            "[data-part=message]"
        )
        assert page.locator("[name=level]:checked").count() == 1
        unset = "all => all.filter(list => list.selectedIndex < 0).map(list => list.name)"
        assert [] == page.locator("#choose select").evaluate_all(unset), "a list shows no choice"


def test_without_script_every_need_has_its_pages(browser: Browser, address: str, atlas: Site) -> None:
    """By the memory of a card; the form stays away."""
    assert "picks/chat/24gb/" in {it.ref.uri for it in atlas.picks}
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{address}choose/")
    assert not plain.is_visible("#choose")
    plain.click("a[href$='picks/coding/24gb/']")
    assert plain.locator(".oma-picks > li").count()
    assert "24 GB 装得下" in (plain.text_content(".oma-picks > li >> nth=0") or "")
    context.close()

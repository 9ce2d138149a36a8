"""What a page does not do at its start: lay out what is far below, and fetch what nobody has asked for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.test_browser import address
from tests.waiting import until

__all__ = ["address"]

LAID = "it => it.checkVisibility({ contentVisibilityAuto: true })"
FAR = "document.querySelector('.oma-table--hubs').closest('.oma-scroll')"


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """Open a window as large as a phone's."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def started(page: Page) -> None:
    """Wait until the theme's script has run, so that nothing moves any more."""
    page.wait_for_selector("body:not(:has([data-oma-later]))", state="attached")
    page.wait_for_load_state("networkidle")


def place(page: Page) -> float:
    """Return how far down the window is."""
    down: float = page.evaluate("scrollY")
    return down


def test_a_table_far_below_is_laid_out_when_a_reader_comes_near(phone: Page, address: str) -> None:
    """And is as high then as it is where all is laid out at once."""
    phone.goto(f"{address}models/qwen3/")
    table = phone.locator(".oma-table--hubs tbody").first
    assert not table.evaluate(LAID)
    phone.evaluate(f"scrollTo(0, {FAR}.offsetTop - 600)")
    until(phone, f"({LAID})(document.querySelector('.oma-table--hubs tbody'))")
    height = phone.evaluate(f"{FAR}.offsetHeight")
    phone.reload()

    assert table.evaluate(LAID)
    assert height == phone.evaluate(f"{FAR}.offsetHeight") > 1000


def test_going_back_leads_to_the_same_place(phone: Page, address: str) -> None:
    """To the pixel, after a page that was loaded."""
    phone.goto(f"{address}models/qwen3/")
    started(phone)
    for _ in range(8):
        phone.mouse.wheel(0, 1100)
        phone.wait_for_timeout(80)
    heading = "[...document.querySelectorAll('h2')].at(-1).getBoundingClientRect().top"
    before, top = place(phone), phone.evaluate(heading)
    assert before > 6000
    phone.goto(f"{address}about/")
    phone.go_back()
    until(phone, "before => Math.abs(scrollY - before) < 2", before)

    assert top == pytest.approx(phone.evaluate(heading), abs=2)


@pytest.mark.parametrize("way", ["loading", "pressing"])
def test_an_anchor_far_below_is_where_it_says(phone: Page, address: str, way: str) -> None:
    """Whether the page is entered by it or it is followed on the page, all between is laid out first."""
    if way == "loading":
        phone.goto(f"{address}models/qwen3/#sources")
        started(phone)
    else:
        phone.goto(f"{address}models/qwen3/")
        started(phone)
        phone.evaluate("document.querySelector('a[href$=\"#sources\"]').click()")
    until(phone, "Math.abs(document.getElementById('sources').getBoundingClientRect().top) < 150")
    phone.wait_for_timeout(300)
    top = phone.evaluate("document.getElementById('sources').getBoundingClientRect().top")

    assert 0 <= top < 150
    assert phone.locator(".oma-table--hubs tbody").first.evaluate(LAID)


def test_the_end_of_a_page_is_its_end(phone: Page, address: str) -> None:
    """The End key comes to the foot at once."""
    phone.goto(f"{address}models/qwen3/")
    started(phone)
    phone.keyboard.press("End")

    until(phone, "scrollY + innerHeight >= document.documentElement.scrollHeight - 2")


def test_paper_has_everything(phone: Page, address: str) -> None:
    """Nothing waits for a reader there."""
    phone.goto(f"{address}models/qwen3/")
    phone.emulate_media(media="print")

    assert phone.locator(".oma-table--hubs tbody").first.evaluate(LAID)


def test_without_script_nothing_waits(browser: Browser, address: str) -> None:
    """Nothing could lay it out before a jump."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}models/qwen3/")

    assert (
        page.locator(".oma-scroll").last.evaluate("it => getComputedStyle(it).contentVisibility") == "visible"
    )
    context.close()


def test_the_list_of_all_pages_comes_with_the_first_sign_of_a_reader(
    phone: Page, address: str, built: Path
) -> None:
    """It takes a phone longer to read than anything else the theme does; who leaves at once needs it not."""
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    phone.goto(address)
    started(phone)
    assert "sitemap.xml" not in asked
    with phone.expect_response("**/sitemap.xml") as told:
        phone.mouse.wheel(0, 300)

    assert told.value.text() == (built / "sitemap.xml").read_text(encoding="utf-8")
    assert 1 == asked.count("sitemap.xml")

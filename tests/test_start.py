"""What a page does not do at its start: what no reader needs before there is one."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.test_access import PHONE, address, page
from tests.waiting import until

__all__ = ["address", "page"]

NOT_STARTED = "body:has([data-oma-later])"
STARTED = "body:not(:has([data-oma-later]))"


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """Open a window of a phone."""
    context = browser.new_context(viewport=PHONE, has_touch=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    "sign",
    [
        lambda phone: phone.mouse.wheel(0, 300),
        lambda phone: phone.mouse.move(9, 9),
        lambda phone: phone.touchscreen.tap(200, 400),
        lambda phone: phone.keyboard.press("Tab"),
        lambda phone: phone.evaluate("document.querySelector('article a').focus()"),
    ],
    ids=["scroll", "move", "tap", "key", "focus"],
)
def test_the_theme_starts_with_the_first_sign_of_a_reader(
    phone: Page, address: str, sign: Callable[[Page], object]
) -> None:
    """It takes a slow phone half a second; who looks at a page has it at rest."""
    phone.goto(f"{address}models/llama-3.1/")
    phone.wait_for_timeout(500)
    assert phone.locator(NOT_STARTED).count() == 1

    sign(phone)

    until(phone, "!!window.document$")


def test_it_starts_of_itself_after_a_while_but_asks_no_list_of_pages(
    phone: Page, address: str, built: Path
) -> None:
    """So the first touch need not wait for it; the list is long to read, and who leaves needs it not."""
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    phone.goto(address)
    phone.wait_for_selector(STARTED, state="attached")
    phone.wait_for_load_state("networkidle")
    assert "sitemap.xml" not in asked
    with phone.expect_response("**/sitemap.xml") as told:
        phone.mouse.wheel(0, 300)

    assert told.value.text() == (built / "sitemap.xml").read_text(encoding="utf-8")
    assert 1 == asked.count("sitemap.xml")


def test_a_slash_opens_the_search_though_it_is_the_first_sign(page: Page, address: str) -> None:
    """The theme was not there yet to hear it."""
    page.goto(address)
    assert page.locator(NOT_STARTED).count() == 1

    page.keyboard.press("/")

    until(page, "document.activeElement.matches('[data-md-component=search-query]')")
    assert "" == page.locator("[data-md-component=search-query]").input_value()
    page.keyboard.type("Llama")
    page.locator(".md-search-result__item").first.wait_for()


def test_a_press_on_search_gives_its_field_the_focus_though_it_is_the_first_sign(
    phone: Page, address: str
) -> None:
    """Words can be typed at once, and are found when the theme is there."""
    phone.goto(f"{address}models/llama-3.1/")
    assert phone.locator(NOT_STARTED).count() == 1

    phone.locator("label[for=__search]").first.tap()

    assert phone.evaluate("document.activeElement.matches('[data-md-component=search-query]')")
    phone.keyboard.type("Qwen")
    phone.locator(".md-search-result__item").first.wait_for()
    assert phone.evaluate("document.getElementById('__search').checked")


ADDRESSES = """() => [...document.querySelectorAll("a[href], link[href], script[src], img[src]")]
    .map((it) => it.getAttribute("href") ?? it.getAttribute("src"))"""


def test_addresses_are_made_whole_with_the_first_sign(page: Page, address: str) -> None:
    """The theme writes every address of a page while it starts, which a phone has no time for then."""
    page.goto(f"{address}models/qwen3/")
    page.wait_for_selector(STARTED, state="attached")
    page.wait_for_load_state("networkidle")
    led = page.evaluate("() => [...document.links].map((it) => it.href)")
    written = page.evaluate(ADDRESSES)
    assert "../../assets/atlas.css" in written
    assert "#__content" in written

    with page.expect_response("**/sitemap.xml"):
        page.mouse.move(9, 9)

    relative = [it for it in page.evaluate(ADDRESSES) if "://" not in it]
    assert all(it.endswith(".css") for it in relative), relative
    assert led == page.evaluate("() => [...document.links].map((it) => it.href)")


def test_links_of_a_page_hold_when_another_was_put_in_its_place(page: Page, address: str) -> None:
    """The header stays: what was right in one folder is wrong in a deeper one, unless it was made whole."""
    sitemap = page.request.get(f"{address}sitemap.xml").text().replace("https://atlas.example/", address)
    page.route("**/sitemap.xml", lambda route: route.fulfill(body=sitemap, content_type="text/xml"))
    with page.expect_response("**/sitemap.xml"):
        page.goto(address)
        page.mouse.move(9, 9)
    tabs = "() => [...document.querySelectorAll('.md-tabs a, a.md-logo')].map((it) => it.href)"
    led = page.evaluate(tabs)
    page.evaluate("window.same = true")

    page.click("article a[href*='/models/'][href$='/']")
    page.wait_for_function(f"location.href !== {address!r} && document.querySelector('h1').offsetHeight")

    assert page.evaluate("window.same"), "the page was loaded, not put in place"
    assert led == page.evaluate(tabs)

"""What a page does not do at its start: fetch what nobody has asked for."""

from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.test_access import address, page

__all__ = ["address", "page"]


def test_the_list_of_all_pages_comes_with_the_first_sign_of_a_reader(
    browser: Browser, address: str, built: Path
) -> None:
    """It takes a phone longer to read than anything else the theme does; who leaves at once needs it not."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    phone = context.new_page()
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    phone.goto(address)
    phone.wait_for_selector("body:not(:has([data-oma-later]))", state="attached")
    phone.wait_for_load_state("networkidle")
    assert "sitemap.xml" not in asked
    with phone.expect_response("**/sitemap.xml") as told:
        phone.mouse.wheel(0, 300)

    assert told.value.text() == (built / "sitemap.xml").read_text(encoding="utf-8")
    assert 1 == asked.count("sitemap.xml")
    context.close()


ADDRESSES = """() => [...document.querySelectorAll("a[href], link[href], script[src], img[src]")]
    .map((it) => it.getAttribute("href") ?? it.getAttribute("src"))"""


def test_addresses_are_made_whole_with_the_first_sign(page: Page, address: str) -> None:
    """The theme writes every address of a page while it starts, which a phone has no time for then."""
    page.goto(f"{address}models/qwen3/")
    page.wait_for_selector("body:not(:has([data-oma-later]))", state="attached")
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

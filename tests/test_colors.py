"""Light and dark: at once, by choice, and without reading a stylesheet twice."""

from playwright.sync_api import Page

from tests.test_access import address, page
from tests.waiting import until

__all__ = ["address", "page"]


def test_dark_readers_get_a_dark_page_at_once(page: Page, address: str) -> None:
    """Before the theme's large script has come, and without having chosen anything."""
    page.emulate_media(color_scheme="dark")
    page.route("**/bundle.*.js", lambda route: route.abort())
    page.goto(address)

    assert "dark" == page.locator("html").get_attribute("data-colors")


def test_a_choice_of_colors_holds_in_both_languages(page: Page, address: str) -> None:
    """One button goes through the three choices, says which is in force, and colors the browser's bar."""
    page.goto(address)
    button = page.locator("[data-oma-colors]")
    told = []
    for _ in range(3):  # from the system's to light, from light to dark, and round
        told.append(button.inner_text().strip())
        button.click()
    assert ["配色：跟随系统", "配色：浅色", "配色：深色"] == told
    button.press("Enter")
    button.press("Enter")
    page.goto(f"{address}en/")

    assert "dark" == page.locator("html").get_attribute("data-colors")
    assert ["#11171a"] * 2 == page.locator("meta[name=theme-color]").evaluate_all(
        "all => all.map(meta => meta.content)"
    )
    assert "rgb(17, 23, 26)" == page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_who_follows_the_system_follows_it_at_once(page: Page, address: str) -> None:
    """A phone that turns dark in the evening takes the open page with it, but not against a choice."""
    page.goto(address)
    page.emulate_media(color_scheme="dark")
    until(page, "document.documentElement.dataset.colors === 'dark'")  # the browser tells with its next frame

    page.locator("[data-oma-colors]").click()
    assert "light" == page.locator("html").get_attribute("data-colors")
    page.emulate_media(color_scheme="light")
    page.emulate_media(color_scheme="dark")
    assert "light" == page.locator("html").get_attribute("data-colors")


def test_a_stylesheet_stays_through_start_and_instant_navigation(page: Page, address: str) -> None:
    """The theme writes every address anew at its start, upon which a browser reads a sheet once more."""
    # The theme takes the host of the page for that of the sitemap, but not its port.
    sitemap = page.request.get(f"{address}sitemap.xml").text().replace("https://atlas.example/", address)
    page.route("**/sitemap.xml", lambda route: route.fulfill(body=sitemap, content_type="text/xml"))
    page.add_init_script(
        """window.sheets = [];
        new MutationObserver((records) => {
            for (const { target } of records) if (target.rel === "stylesheet") sheets.push(target.href);
            for (const { addedNodes, removedNodes } of records)
                for (const node of [...addedNodes, ...removedNodes])
                    if (node.rel === "stylesheet" && document.body) sheets.push(node.href);
        }).observe(document, { subtree: true, childList: true, attributeFilter: ["href"] });"""
    )
    with page.expect_response("**/sitemap.xml"):
        page.goto(address)
        page.mouse.move(9, 9)  # the theme learns of other pages when somebody is there
    page.evaluate("window.same = true")

    page.click(".md-tabs a[href$='/vendors/']")
    page.wait_for_selector("article a[href*='qwen']")

    assert page.evaluate("window.same"), "the page was loaded, not put in place"
    assert [] == page.evaluate("sheets")
    assert 2 == page.evaluate("document.styleSheets.length")

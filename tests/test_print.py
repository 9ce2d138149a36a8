"""Pages on paper, from a reader whose screen is dark."""

from playwright.sync_api import Page

from tests.test_access import address, page

__all__ = ["address", "page"]


def test_a_printed_model_is_a_clean_data_sheet(page: Page, address: str) -> None:
    """No header, tabs, drawer, contents, footer or button; tables whole, folded parts open."""
    page.emulate_media(color_scheme="dark")
    page.goto(f"{address}models/qwen3/", wait_until="networkidle")
    assert "dark" == page.get_attribute("html", "data-colors")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")

    for chrome in (
        ".md-header",
        ".md-tabs",
        ".md-sidebar",
        ".md-footer",
        ".md-top",
        ".oma-skip",
        ".oma-edit",
    ):
        assert not page.locator(chrome).first.is_visible(), chrome
    assert [] == [button for button in page.locator("article button").all() if button.is_visible()]
    assert {"visible"} == set(
        page.locator(".oma-scroll").evaluate_all("all => all.map(e => getComputedStyle(e).overflowX)")
    )
    assert page.locator(".oma-table--memory").last.is_visible()
    assert "rgb(24, 33, 38)" == page.evaluate("getComputedStyle(document.body).color"), "dark ink on paper"

    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details:not([open])").count() > 0

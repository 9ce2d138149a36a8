"""What a page does not do at its start: fetch what nobody has asked for."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.test_browser import address

__all__ = ["address"]


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

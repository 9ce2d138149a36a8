"""How the explorer starts: with files that fail, without script, by instant navigation, with 2,000 sizes."""

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from benchmarks.explorer import multiply
from generator.site import Site
from tests.test_explorer import address, atlas, page, settle, visit
from tests.waiting import until

__all__ = ["address", "atlas", "page"]


@pytest.mark.parametrize("file", ["explorer.js", "state.js"])
def test_a_script_that_fails_hides_no_row(browser: Browser, address: str, atlas: Site, file: str) -> None:
    """The whole table is shown, as without script, and no form that would do nothing."""
    context = browser.new_context()
    broken = context.new_page()
    broken.route(f"**/explorer/{file}", lambda route: route.abort())
    broken.goto(f"{address}models/")
    broken.wait_for_selector(".oma-unscripted", state="attached")

    assert len(atlas.sizes) == broken.locator("tbody tr[data-id]:visible").count()
    assert not broken.is_visible("#filters")
    context.close()


@pytest.mark.parametrize("answer", [None, "<html>"], ids=["unreachable", "no JSON"])
def test_without_memory_data_the_card_filters_nothing_and_says_so(
    browser: Browser, address: str, answer: str | None
) -> None:
    """All other filters go on."""
    context = browser.new_context()
    broken = context.new_page()
    broken.route(
        "**/coefficients.json",
        lambda route: route.abort() if answer is None else route.fulfill(body=answer),
    )
    visit(broken, address, "card=24gb&verdict=no")

    assert "显存数据没有取到" in (broken.text_content(".oma-toolbar [data-part=count]") or "")
    assert broken.locator("tbody tr[data-id]").count()
    context.close()


def test_a_row_made_from_the_text_is_the_row_of_the_page(page: Page, address: str, atlas: Site) -> None:
    """Rows out of the noscript say what the same macro says in the page of the family."""
    last = atlas.sizes[-1]
    visit(page, address, f"find={last.id}")

    row = page.locator(f'tbody tr[data-id="{last.id}"]')
    assert last.name == (row.locator("th a").text_content() or "").strip()
    released = 1 + atlas.explorer.columns.index("released")
    assert last.released == row.locator(f"td:nth-child({released})").text_content()
    assert len(atlas.explorer.columns) == row.locator("th, td").count()
    href = row.locator("th a").get_attribute("href") or ""
    assert page.evaluate("href => new URL(href, location.href).pathname", href) == f"/{last.model.uri}"


def test_instant_navigation_binds_anew_and_leaves_nothing_behind(browser: Browser, address: str) -> None:
    """Ten times to the explorer and away: it works each time, and listeners do not pile up."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    session = context.new_cdp_session(tab)

    def listeners() -> int:
        """Count what window and document listen to."""
        total = 0
        for name in ("window", "document"):
            found = session.send("Runtime.evaluate", {"expression": name})
            told = session.send("DOMDebugger.getEventListeners", {"objectId": found["result"]["objectId"]})
            total += sum(it["type"] in {"popstate", "keydown", "error", "resize"} for it in told["listeners"])
        return total

    # The theme takes the host of the page for that of the sitemap, but not its port.
    sitemap = context.request.get(f"{address}sitemap.xml").text().replace("https://atlas.example/", address)
    tab.route("**/sitemap.xml", lambda route: route.fulfill(body=sitemap, content_type="text/xml"))
    with tab.expect_response("**/sitemap.xml"):
        tab.goto(address)
        tab.mouse.move(9, 9)  # the theme learns of other pages when somebody is there
    tab.evaluate("window.same = true")
    counts = []
    for _ in range(10):
        tab.click(".md-tabs a[href$='/models/']")
        tab.wait_for_selector("#explorer[data-ready]", state="attached")
        tab.locator("input[data-facet=verdict][value=no]").check()
        until(tab, "location.search === '?verdict=no'")
        assert tab.locator("tbody tr[data-id] .oma-verdict--no").count()
        assert (tab.get_attribute("a.oma-switch", "href") or "").endswith("/en/models/?verdict=no")
        counts.append(listeners())
        tab.click(".md-tabs a[href$='/vendors/']")
        tab.wait_for_selector("#explorer", state="detached")
        assert (tab.get_attribute("a.oma-switch", "href") or "").endswith("/en/vendors/")

    assert tab.evaluate("window.same === true"), "the pages were loaded, not put in place"
    assert counts[1] == counts[-1], counts
    assert [] == errors
    context.close()


def test_a_phone_shows_few_rows_until_its_reader_comes_to_them(
    browser: Browser, address: str, atlas: Site
) -> None:
    """A row is as tall there as five on a desk; none is lost, and all keep their order."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    phone = context.new_page()
    phone.route("**/explorer/state.js", lambda route: phone.wait_for_timeout(600) or route.continue_())
    phone.goto(f"{address}models/", wait_until="commit")
    rows = phone.locator("tbody tr[data-id]:visible")
    phone.locator("#explorer [data-part=tray]").wait_for(state="attached")
    assert 8 == rows.count(), "before the script"
    phone.wait_for_selector("#explorer[data-ready]", state="attached")
    assert 8 == rows.count(), "after it"
    rows.last.scroll_into_view_if_needed()
    until(phone, "document.querySelectorAll('tbody tr[data-id]').length > 20")
    settle(phone)
    shown = rows.evaluate_all("rows => rows.map((row) => row.dataset.id)")
    assert [size.id for size in atlas.sizes][: len(shown)] == shown
    context.close()


def test_two_thousand_sizes_are_no_different(browser: Browser, address: str) -> None:
    """Only the first rows are laid out; filters, sorting and “show all” go on."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    tab = context.new_page()
    plain = context.request.get(f"{address}models/").text()
    many, count = multiply(plain)
    tab.route(
        re.compile(r"/models/$"),
        lambda route: route.fulfill(body=many, content_type="text/html; charset=utf-8"),
    )
    visit(tab, address)
    assert count >= 2000
    assert 8 == tab.locator("tbody tr[data-id]").count()
    tab.evaluate("document.querySelector('th[data-column=parameters] button').click()")
    settle(tab)
    assert 50 == tab.locator("tbody tr[data-id]").count()
    tab.evaluate("document.querySelector('[data-do=more]').click()")
    settle(tab)
    assert 450 == tab.locator("tbody tr[data-id]").count()
    assert 50 == tab.evaluate("document.activeElement.closest('tr').sectionRowIndex"), "lost its place"
    tab.evaluate("document.querySelector('[data-facet=verdict][value=no]').click()")
    settle(tab)
    told = (tab.text_content(".oma-toolbar [data-part=count]") or "").split()[0]
    assert str(len(re.findall('oma-verdict--no"', "".join(re.findall(r"<tr data-id.*?</tr>", many))))) == told
    context.close()


@pytest.mark.parametrize(
    ("name", "script"), [("models", "explorer"), ("compare", "compare"), ("choose", "choose")]
)
def test_modules_are_announced_before_they_are_asked_for(built: Path, name: str, script: str) -> None:
    """The page names exactly the modules that its script imports, so that none waits for another."""
    assets = built / "assets"
    wanted, left = set(), [assets / "explorer" / f"{script}.js"]
    while left:
        file = left.pop().resolve()
        if file not in wanted:
            wanted.add(file)
            names = re.findall(r'\bimport\{[^}]*\}from"([^"]+)"', file.read_text(encoding="utf-8"))
            left += [file.parent / name for name in names]
    text = (built / name / "index.html").read_text(encoding="utf-8")
    named = {(built / name / it).resolve() for it in re.findall(r'rel="modulepreload" href="([^"]+)"', text)}

    assert wanted == named | {(assets / "atlas.js").resolve()}


def test_the_scripts_of_the_explorer_are_small(built: Path) -> None:
    """All that the page loads by itself, packed one by one as a host sends them: at most 15 KB."""
    text = (built / "models" / "index.html").read_text(encoding="utf-8")
    names = {*re.findall(r'rel="modulepreload" href="([^"]+)"', text), "../assets/atlas.js"}

    packed = sum(len(gzip.compress((built / "models" / name).read_bytes(), 9)) for name in names)
    assert packed <= 15 * 1024


def test_without_script_the_table_is_whole(browser: Browser, address: str, atlas: Site) -> None:
    """All rows, all links, and no form that would do nothing."""
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{address}models/")

    assert len(atlas.sizes) == plain.locator("tbody tr[data-id]").count()
    assert not plain.is_visible("#filters")
    assert not plain.is_visible(".oma-scripted")
    context.close()

"""Who reads by keyboard, by voice, enlarged, on paper, or in a browser that trusts nobody."""

import functools
import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.conftest import ROOT
from tests.pages import read_pages
from tests.waiting import until
from tools.quality import axe
from tools.quality.pages import KINDS, visit
from tools.quality.serve import serving

PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 844}
STATES = [
    "models/?verdict=no&card=24gb",
    "compare/?ids=qwen3-8b,llama-3.1-8b&card=24gb",
    "choose/?for=coding&card=24gb",
]
"""What scripts make of a page."""
PAGES = [f"{prefix}{kind}" for prefix in ("", "en/") for kind in KINDS + STATES]

read_engine = functools.cache(axe.engine)

WATCH = """
window.refused = [];
document.addEventListener("securitypolicyviolation",
  event => refused.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));
"""

FOCUSED = """() => {
  const element = document.activeElement;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  return {
    name: element.matches(".oma-skip") ? "skip"
      : element.matches("[data-oma-drawer]") ? "drawer"
      : element.matches("[data-md-component=search-query]") ? "search"
      : element.matches("[data-oma-colors]") ? "colors"
      : element.matches(".oma-switch") ? "language"
      : element.closest(".md-tabs") ? "tabs"
      : element.matches(".oma-scroll") ? "table"
      : element.closest("article") ? "content"
      : element === document.body ? "end" : element.closest("[class]").className,
    seen: box.width > 0 && box.height > 0 && box.right > 0 && box.left < innerWidth
      && box.bottom > 0 && box.top < innerHeight,
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  };
}"""

CHINESE_WITHOUT_LANGUAGE = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const parent = text.parentElement;
    if (/[\\u4e00-\\u9fff]/.test(text.data) && !parent.closest("script, style, code, :lang(zh)"))
      found.push(text.data.trim());
  }
  return found;
}"""


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    """Serve the built site as a good host does."""
    with serving(built) as at:
        yield at


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a window with a watch on what the policy of the page refuses."""
    context = browser.new_context(viewport=DESK)
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_the_policy_refuses_nothing(page: Page, address: str, path: str) -> None:
    """No page sets a cookie, and none runs what its policy forbids.

    A page and its twin in the other language are of one template: each is looked at in two of the four
    pairs of scheme and width. `make quality` looks at each in all.
    """
    visit(page, f"{address}{path}")

    assert [] == page.evaluate("refused")
    assert [] == page.context.cookies()
    assert page.locator("meta[http-equiv=Content-Security-Policy]").count() == 1
    looks = axe.LOOKS[1:3] if path.startswith("en/") else axe.LOOKS[::3]
    assert [] == axe.violations(page, read_engine(), looks)


def test_no_page_at_320_px_scrolls_sideways(page: Page, address: str) -> None:
    """That is a window of 1280 px at 400 %."""
    page.set_viewport_size({"width": 320, "height": 640})
    wide = {}
    for path in PAGES:
        page.goto(f"{address}{path}")
        if (width := page.evaluate("document.documentElement.scrollWidth")) > 320:
            wide[path] = width
    assert {} == wide


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_the_skip_link_comes_first_and_leads_past_the_header(page: Page, address: str, prefix: str) -> None:
    """It is unseen until the first Tab; after it, the next Tab stops in the content."""
    page.goto(f"{address}{prefix}models/llama-3.1/")
    page.keyboard.press("Tab")
    assert {"name": "skip", "seen": True, "ring": True} == page.evaluate(FOCUSED)

    page.keyboard.press("Enter")
    until(page, "document.activeElement.id === '__content'")
    page.keyboard.press("Tab")

    assert "content" == page.evaluate(FOCUSED)["name"]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_tab_goes_through_the_whole_page_in_sight(page: Page, address: str, size: ViewportSize) -> None:
    """Every stop is on the screen with a ring of 2 px, from the skip link to the tables and the end."""
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size(size)
    page.goto(f"{address}models/llama-3.1/")
    page.wait_for_load_state("networkidle")
    stops = []
    while (stop := _next_stop(page))["name"] not in {"end", "search"}:
        stops.append(stop)
    if stop["name"] == "search":  # it opens; closed again, the way goes on behind it
        page.keyboard.press("Escape")
        while (stop := _next_stop(page))["name"] != "end":
            stops.append(stop)

    names = {stop["name"] for stop in stops}
    assert {"skip", "colors", "language", "content", "table"} <= names
    assert {"tabs" if size is DESK else "drawer"} == names & {"tabs", "drawer"}
    assert [] == [stop for stop in stops if not (stop["seen"] and stop["ring"])]


def _next_stop(page: Page) -> dict[str, object]:
    page.keyboard.press("Tab")
    stop: dict[str, object] = page.evaluate(FOCUSED)
    return stop


def test_the_drawer_opens_and_closes_by_keyboard(page: Page, address: str) -> None:
    """Focus goes to its first link and, with Escape, back to the button, which says what it is."""
    page.set_viewport_size(PHONE)
    page.goto(f"{address}models/llama-3.1/")
    button = page.get_by_role("button", name="导航")
    assert "false" == button.get_attribute("aria-expanded")

    button.press("Enter")
    until(page, "document.activeElement.textContent.trim() === '首页'")
    assert "true" == button.get_attribute("aria-expanded")

    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('[data-oma-drawer]')")
    assert "false" == button.get_attribute("aria-expanded")


def test_the_drawer_opens_without_scripts(browser: Browser, address: str) -> None:
    """By the theme's label, as the button would do nothing."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}models/llama-3.1/")

    page.locator(".oma-drawer--plain").click()

    assert page.locator(".md-sidebar--primary").get_by_role("link", name="首页").is_visible()
    context.close()


def test_the_search_index_comes_when_somebody_searches(page: Page, address: str) -> None:
    """Not before: it is the largest file of the site, and most readers never search."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1]))
    page.goto(address, wait_until="networkidle")
    assert "search_index.json" not in asked

    page.get_by_role("textbox", name="搜索").click()
    page.keyboard.type("Llama")

    page.locator(".md-search-result__item").first.wait_for()
    assert 1 == asked.count("search_index.json")
    assert [] == page.evaluate("refused")


def test_a_found_entry_is_marked_though_nobody_searches_there(page: Page, address: str) -> None:
    """The address of an entry brings the words, and the theme marks them by the index."""
    page.goto(f"{address}about/glossary/?h=moe")

    page.locator("article mark").first.wait_for()
    assert "moe" in {text.lower() for text in page.locator("article mark").all_text_contents()}


def test_nothing_moves_for_who_wants_it_still(page: Page, address: str) -> None:
    """With `prefers-reduced-motion`, no element has a transition or an animation."""
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{address}models/llama-3.1/")

    moving = page.evaluate("""() => [...document.querySelectorAll("*")].filter(element =>
        ["", "::before", "::after"].some(part => {
          const style = getComputedStyle(element, part || null);
          return style.animationName !== "none" || style.transitionProperty !== "none"
            && style.transitionDuration.split(",").some(time => parseFloat(time));
        })).map(element => element.className)""")
    assert [] == moving


def test_high_contrast_shows_where_the_reader_is(page: Page, address: str) -> None:
    """Shadows and tints are not drawn there: the current tab has a line, a verdict a border."""
    page.emulate_media(forced_colors="active")
    page.goto(f"{address}models/llama-3.1/")
    border = "element => getComputedStyle(element).borderBottomStyle"

    assert "solid" == page.locator(".md-tabs__item--active").evaluate(border)
    assert "solid" == page.locator("article .oma-verdict").first.evaluate(border)


def test_chinese_on_an_english_page_says_so(page: Page, address: str) -> None:
    """A voice reads it in Chinese, and the browser takes the right glyphs."""
    found = {}
    for kind in KINDS:
        page.goto(f"{address}en/{kind}")
        if texts := page.evaluate(CHINESE_WITHOUT_LANGUAGE):
            found[kind] = texts[:5]
    assert {} == found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_on_hosting_tells_the_policy_that_pages_carry(built: Path, language: str) -> None:
    """Whoever copies it to a server sends the same, and one thing more that only a server can say."""
    page = (built / "index.html").read_text(encoding="utf-8")
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1])
    told = (ROOT / "docs" / language / "about" / "hosting.md").read_text(encoding="utf-8")

    assert "unsafe-inline" not in re.search(r"script-src ([^;]+)", policy)[1]
    assert f"```text\n{policy}\n```" in told
    assert "\nCONTENT_SECURITY_POLICY=\"default-src 'self'; …\" make site\n" in told
    assert 3 == told.count(f"{policy}; frame-ancestors 'none'")


def test_headings_have_ids_that_mean_something(built: Path) -> None:
    """Chinese ones become `_1`, `_2` where none is given, and another one moves with every edit."""
    numbered = {
        address: found
        for address, page in read_pages(built).items()
        if (found := [name for name in page.ids if re.fullmatch(r"_\d+", name)])
    }
    assert {} == numbered

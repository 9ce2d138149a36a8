"""Pages of the real site in a real Chromium."""

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tools.quality.pages import KINDS, visit

MOVED = """
window.moved = 0;
new PerformanceObserver((list) => list.getEntries().forEach((it) => (moved += it.value)))
  .observe({ type: "layout-shift", buffered: true });
"""
"""How far things moved: Cumulative Layout Shift, <https://web.dev/articles/cls>."""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing: the tests tell what matters."""


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    """Serve the built site on loopback."""
    handler = functools.partial(_Quiet, directory=built)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def open_page(browser: Browser, address: str, *, width: int = 1280, script: bool = True) -> Page:
    """Open a page in a window of its own."""
    context = browser.new_context(viewport={"width": width, "height": 844}, java_script_enabled=script)
    page = context.new_page()
    page.goto(address)
    return page


@pytest.mark.parametrize("prefix", ["", "en/"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_fits_a_phone_stays_still_and_asks_no_other_host(
    browser: Browser, address: str, prefix: str, kind: str
) -> None:
    """At 390 px it never scrolls sideways, nothing moves by itself, and every request stays on its host."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    asked: list[str] = []
    errors: list[str] = []
    page.add_init_script(MOVED)
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))

    visit(page, f"{address}{prefix}{kind}")

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("moved") < 0.02
    assert {True} == {url.startswith((address, "data:", "blob:")) for url in asked}, asked
    assert [] == errors
    context.close()


def test_the_switch_leads_to_the_same_page_and_back(browser: Browser, address: str) -> None:
    """From a model page in Chinese to English and back again."""
    page = open_page(browser, f"{address}models/qwen3/")

    page.get_by_role("link", name="English").click()
    assert page.url == f"{address}en/models/qwen3/"
    page.get_by_role("link", name="中文").click()
    assert page.url == f"{address}models/qwen3/"
    page.context.close()


def test_everything_is_readable_without_scripts(browser: Browser, address: str) -> None:
    """The comparison table and the verdicts stand in the page itself."""
    page = open_page(browser, f"{address}models/", script=False)

    assert page.locator("tbody tr").count() >= 110
    assert page.get_by_role("link", name="Llama 3.1 8B").is_visible()
    assert page.locator("tbody tr .oma-verdict").first.is_visible()
    page.context.close()


def test_the_first_column_stays_while_a_table_scrolls(browser: Browser, address: str) -> None:
    """On a phone one always sees which row it is."""
    page = open_page(browser, f"{address}models/", width=390)
    cell = page.locator("tbody th[scope=row]").first
    before = cell.bounding_box()

    page.locator(".oma-scroll").first.evaluate("table => { table.scrollLeft = 400 }")

    after = cell.bounding_box()
    assert before is not None
    assert after is not None
    assert before["x"] == pytest.approx(after["x"], abs=1.5)
    page.context.close()


def test_the_header_of_the_large_table_stays_too(browser: Browser, address: str) -> None:
    """On a wide screen, while the rows go by."""
    page = open_page(browser, f"{address}models/")
    head = page.locator(".oma-scroll--tall thead th").nth(1)
    before = head.bounding_box()

    page.locator(".oma-scroll--tall").evaluate("table => { table.scrollTop = 2000 }")

    after = head.bounding_box()
    assert before is not None
    assert after is not None
    assert before["y"] == pytest.approx(after["y"], abs=1.5)
    page.context.close()


def test_a_command_is_copied_by_a_button_that_a_finger_finds(browser: Browser, address: str) -> None:
    """On a phone the button is as large as a finger, covers no text, and copies the whole command."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address.rstrip("/"))
    page = context.new_page()
    page.goto(f"{address}guides/run/", wait_until="networkidle")
    block = page.locator(".highlight").first
    box = block.get_by_role("button", name="复制").bounding_box()
    assert box is not None
    assert box["width"] >= 44
    assert box["height"] >= 44

    block.get_by_role("button", name="复制").click()

    copied = page.evaluate("navigator.clipboard.readText()")
    assert block.locator("code").inner_text().strip() == copied.strip()
    assert copied.startswith("pip install -U modelscope\nmodelscope download ")
    context.close()


@pytest.mark.parametrize(("prefix", "widest"), [("", 42), ("en/", 38)])
def test_prose_keeps_a_measure_that_can_be_read(
    browser: Browser, address: str, prefix: str, widest: int
) -> None:
    """On a wide screen no line of a guide is longer than 42 Chinese or 75 Latin characters."""
    page = open_page(browser, f"{address}{prefix}guides/run/")

    ems = page.locator(".md-content__inner > p:not([class])").evaluate_all(
        "all => all.map(it => it.clientWidth / parseFloat(getComputedStyle(it).fontSize))"
    )
    assert max(ems) <= widest
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(browser: Browser, address: str, scheme: str) -> None:
    """Every verdict, muted text and link has a contrast of at least 4.5 in both schemes."""
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{address}models/qwen2.5/")
    ratios = page.evaluate(_CONTRASTS)

    assert ratios
    assert min(ratios.values()) >= 4.5, ratios
    context.close()


_CONTRASTS = """() => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const channels = color => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = ([r, g, b]) => {
    const linear = v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    const [x, y, z] = [r, g, b].map(v => linear(v / 255));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = element => {
    for (let e = element; e; e = e.parentElement) {
      const color = channels(getComputedStyle(e).backgroundColor);
      if (color[3] === 255) return color;
    }
    return [255, 255, 255, 255];
  };
  const ratios = {};
  for (const selector of [".oma-verdict--yes", ".oma-verdict--no", ".oma-verdict--conditional", ".oma-under",
                          ".oma-muted", ".oma-lead", ".oma-repo", "thead th", ".oma-facts dt", ".oma-path a",
                          ".md-tabs__link", ".oma-unknown", "small"]) {
    const element = document.querySelector(selector);
    if (!element) continue;
    const [a, b] = [luminance(channels(getComputedStyle(element).color)), luminance(ground(element))];
    // What is faded is as good as pale.
    if (getComputedStyle(element).opacity < 1) ratios[`${selector} is faded`] = 0;
    ratios[selector] = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }
  return ratios;
}"""

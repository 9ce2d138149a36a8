"""The explorer with two thousand sizes on a slow phone: the built page with its rows many times over.

Run `make site` first. The processor is slowed four times by the browser itself.
"""

import functools
import html
import http.server
import json
import os
import re
import shutil
import sys
import threading
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
WANTED = 2000
SLOWER = 4
RUNS = 3
SETTLED = 1500
"""Milliseconds between changes: rows out of sight come a moment after those in sight."""
OBSERVE = """
window.seen = { shift: 0, long: [] };
const watch = (type, each) =>
  new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
watch("layout-shift", (it) => { if (!it.hadRecentInput) seen.shift += it.value; });
new MutationObserver(() => (seen.ready ??= performance.now()))
  .observe(document, { attributes: true, subtree: true, attributeFilter: ["data-ready"] });
watch("longtask", (it) => seen.long.push([it.startTime, it.duration]));
"""
CHANGE = """change => new Promise((done) => {
  const begin = performance.now();
  // Before the change asks for a frame: what the page does once this one is painted is not waited for.
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - begin)));
  eval(change);
})"""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    page = b""

    def do_GET(self) -> None:
        """Answer with the long table where the explorer is asked for, else with a file of the site."""
        if self.path != "/models/":
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(self.page)))
        self.end_headers()
        self.wfile.write(self.page)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def multiply(page: str) -> tuple[str, int]:
    """Return the page with its rows so many times that there are enough, and how many it has then."""
    rows = re.findall(r'<tr data-id="[^"]+">.*?</tr>', page, re.DOTALL)
    times = -(-WANTED // len(rows))
    copies = "".join(
        row.replace('data-id="', f'data-id="{number}-', 1) for number in range(1, times) for row in rows
    )
    found = re.search(r'(<template data-part="sizes">)(.*?)(</template>)', page, re.DOTALL)
    if found is None:
        sys.exit("the page holds no data of sizes")
    table = json.loads(html.unescape(found[2]))
    table["rows"] += [[f"{number}-{row[0]}", *row[1:]] for number in range(1, times) for row in table["rows"]]
    # As the generator writes it: quotes stand as they are.
    data = html.escape(json.dumps(table, ensure_ascii=False, separators=(",", ":")), quote=False)
    page = page[: found.start(2)] + data + page[found.end(2) :]
    return page.replace(rows[-1], rows[-1] + copies, 1), len(table["rows"])


def main() -> None:
    """Print the figures of some runs, beside those of a page of words: machines differ, ratios less."""
    page = (ROOT / "site" / "models" / "index.html").read_text(encoding="utf-8")
    plain, (page, sizes) = page, multiply(page)
    handler = functools.partial(_Quiet, directory=ROOT / "site")
    names = ("chromium", "chromium-browser", "google-chrome")
    browser_path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    with (
        http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
        sync_playwright() as playwright,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        address = f"http://127.0.0.1:{server.server_port}/"
        for _ in range(RUNS):
            print(f"a page of words: loaded after {load(browser, f'{address}about/'):.0f} ms")
            for name, text in ((f"{sizes} sizes", page), ("the catalog's sizes", plain)):
                _Quiet.page = text.encode()
                print(f"{name}: {explore(browser, f'{address}models/')}")
        browser.close()
        server.shutdown()


def load(browser: Browser, address: str) -> float:
    """Return after how many milliseconds a page has loaded: what the theme alone takes on this machine."""
    tab = browser.new_page(viewport={"width": 390, "height": 844})
    tab.context.new_cdp_session(tab).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    tab.goto(address)
    took: float = tab.evaluate("performance.timing.domContentLoadedEventEnd - performance.timeOrigin")
    tab.close()
    return took


def explore(browser: Browser, address: str) -> str:
    """Return when the explorer is ready, how long changes take, the shift, and the longest task after it."""
    tab = browser.new_page(viewport={"width": 390, "height": 844})
    tab.add_init_script(OBSERVE)
    tab.context.new_cdp_session(tab).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    tab.goto(address, wait_until="load", timeout=120_000)
    tab.wait_for_selector("#explorer[data-ready]", state="attached", timeout=120_000)
    ready = tab.evaluate("window.seen.ready")
    tab.wait_for_timeout(SETTLED)
    loaded = tab.evaluate("performance.timing.loadEventEnd - performance.timeOrigin")
    changes = {
        "filter": "document.querySelector('[data-facet=verdict][value=yes]').click()",
        "search": "const it = document.querySelector('[name=q]'); it.value = 'qwen';"
        " it.dispatchEvent(new Event('input', { bubbles: true }))",
        "sort": "document.querySelector('th[data-column=parameters] button').click()",
        "sort by words": "document.querySelector('th[data-column=license] button').click()",
    }
    took = {}
    for name, change in changes.items():
        took[name] = round(tab.evaluate(CHANGE, change))
        tab.wait_for_timeout(SETTLED)
    shift = tab.evaluate("window.seen.shift")
    after = [round(length) for begin, length in tab.evaluate("window.seen.long") if begin > loaded]
    tab.close()
    longest = max(after, default=0)
    return f"ready after {ready:.0f} ms, changes {took} ms, CLS {shift:.4f}, longest task {longest} ms"


if __name__ == "__main__":
    sys.exit(main())

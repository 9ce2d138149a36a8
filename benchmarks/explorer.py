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

from playwright.sync_api import Route, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
WANTED = 2000
SLOWER = 4
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
  eval(change);
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - begin)));
})"""


class _Quiet(http.server.SimpleHTTPRequestHandler):
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
    data = html.escape(json.dumps(table, ensure_ascii=False, separators=(",", ":")))
    page = page[: found.start(2)] + data + page[found.end(2) :]
    return page.replace(rows[-1], rows[-1] + copies, 1), len(table["rows"])


def main() -> None:
    """Print when it is ready, how long changes take, the shift of the layout and the longest tasks."""
    page = (ROOT / "site" / "models" / "index.html").read_text(encoding="utf-8")
    page, sizes = multiply(page)
    handler = functools.partial(_Quiet, directory=ROOT / "site")
    names = ("chromium", "chromium-browser", "google-chrome")
    browser_path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    with (
        http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
        sync_playwright() as playwright,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 390, "height": 844})
        tab.add_init_script(OBSERVE)

        def answer(route: Route) -> None:
            route.fulfill(body=page, content_type="text/html; charset=utf-8")

        tab.route(re.compile(r"/models/$"), answer)
        tab.context.new_cdp_session(tab).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        tab.goto(f"http://127.0.0.1:{server.server_port}/models/", wait_until="commit", timeout=120_000)
        tab.wait_for_selector("#explorer[data-ready]", state="attached", timeout=120_000)
        ready = tab.evaluate("window.seen.ready")
        shift = tab.evaluate("window.seen.shift")
        changes = {
            "filter": "document.querySelector('[data-facet=verdict][value=yes]').click()",
            "search": "const it = document.querySelector('[name=q]'); it.value = 'qwen';"
            " it.dispatchEvent(new Event('input', { bubbles: true }))",
            "sort": "document.querySelector('th[data-column=parameters] button').click()",
            "sort by words": "document.querySelector('th[data-column=vendor] button').click()",
        }
        took = {name: round(tab.evaluate(CHANGE, change)) for name, change in changes.items()}
        after = [round(length) for begin, length in tab.evaluate("window.seen.long") if begin > ready]
        print(f"{sizes} sizes, processor slowed {SLOWER}x, 390 px: ready after {ready:.0f} ms,")
        print(f"changes {took} ms, CLS {shift:.4f}, long tasks after that {after} ms")
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    sys.exit(main())

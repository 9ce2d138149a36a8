"""Measure the built site and write one report; the exit code tells whether all budgets hold.

Usage: python -m tools.quality [--quick]  (run it by `make quality`, which builds the site first)

With --quick, for machines that others share: Lighthouse once on a few pages, without budgets for times
(its scores for speed say as much about the machine as about the page); axe is left to the tests.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

from tools.quality import axe, lighthouse
from tools.quality.budgets import Figure
from tools.quality.links import check_links
from tools.quality.pages import KINDS, visit
from tools.quality.report import render_report
from tools.quality.serve import serving
from tools.quality.weights import weigh

SITE, REPORT = Path("site"), Path("build/quality.md")
PAGES = (
    "",
    "models/",
    "models/llama-3.1/",
    "licenses/apache-2.0/",
    "compare/?ids=qwen3-8b,llama-3.1-8b",
    "about/downloads/",
    "en/",
    "en/models/qwen2.5/",
)
"""What Lighthouse reads; the first of each kind in Chinese, a sample in English."""
QUICK = ("", "models/llama-3.1/", "en/licenses/apache-2.0/")
RUNS = 3


def main() -> int:
    """Measure, write the report, say where it is; 1 when a budget is broken."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--quick", action="store_true", help="a sample, without budgets for times")
    quick = parser.parse_args().quick
    figures, faults = list(weigh(SITE)), list[str]()
    links = check_links(SITE)
    figures.append(Figure("broken links", "", len(links.broken), most=0))
    faults += links.broken
    with serving(SITE) as address:
        for reading in _readings(address, quick=quick):
            figures += reading.figures(speed=not quick)
            faults += [f"/{reading.path}: {fault}" for fault in reading.faults]
        if not quick:
            found = list(_violations(address))
            figures.append(Figure("violations that axe finds", "", len(found), most=0))
            faults += found
            figures.append(Figure("HTML errors", "", _html_errors(), most=0))
    hosts = (f"{count} links to {host}" for host, count in links.hosts.most_common())
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(
        render_report(figures, faults, (f"{links.checked} links inside the site", *hosts)), encoding="utf-8"
    )
    broken = [figure for figure in figures if not figure.holds]
    for figure in broken:
        sys.stdout.write(
            f"quality: /{figure.where}: {figure.what} {figure.value:g} {figure.unit}, not {figure.budget}\n"
        )
    sys.stdout.write(f"quality: {len(figures)} figures, {len(broken)} beyond their budget; see {REPORT}\n")
    return 1 if broken else 0


def _readings(address: str, *, quick: bool) -> Iterator[lighthouse.Reading]:
    if not lighthouse.is_there():
        sys.stdout.write("quality: no Node or Lighthouse here, so speed is not measured\n")
        return
    for path in QUICK if quick else PAGES:
        yield lighthouse.read(address, path, browser=_browser(), runs=1 if quick else RUNS)


def _violations(address: str) -> Iterator[str]:
    script = axe.engine()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_browser(), args=list(lighthouse.QUIET))
        for path in (f"{prefix}{kind}" for prefix in ("", "en/") for kind in KINDS):
            page = browser.new_page()
            visit(page, f"{address}{path}")
            yield from (f"/{path}: {line}" for line in axe.violations(page, script))
            page.close()
        browser.close()


def _html_errors() -> int:
    command = [Path("tools/html.sh").resolve()]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  our own script
    return 0 if done.returncode == 0 else max(1, done.stderr.count("error:"))


def _browser() -> str:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if path is None:
        raise SystemExit("quality: no Chromium is there; set CHROMIUM=/path/to/chromium")
    return path


if __name__ == "__main__":
    sys.exit(main())

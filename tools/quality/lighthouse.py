"""Lighthouse, as its authors publish it: mobile, simulated slow 4G, the median of several runs."""

import json
import os
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.quality.budgets import Figure

_CLI = Path("node_modules/lighthouse/cli/index.js")
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")
"""Without these the browser asks its makers' hosts."""
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
METRICS = {
    "first-contentful-paint": ("first paint", "s", 1000),
    "largest-contentful-paint": ("largest paint", "s", 1000),
    "total-blocking-time": ("blocked", "ms", 1),
    "cumulative-layout-shift": ("layout shift", "", 1),
}
"""Audits whose number is kept: what the report calls it, its unit, and the audit's own units in one."""

_TRIES = 2
"""A busy machine now and then paints nothing in the time that Lighthouse waits."""
_LEAST_SPEED = 100
_LEAST_SPEED_EXPLORER = 97
_MOST_PAINT = 1.5
_MOST_SHIFT = 0.02


@dataclass(frozen=True)
class Reading:
    """The medians of some runs on one page: scores from 0 to 100, metrics in the units of METRICS."""

    path: str
    scores: dict[str, float]
    metrics: dict[str, float]
    faults: tuple[str, ...]

    def figures(self, *, speed: bool) -> Iterator[Figure]:
        """Yield the lines of the report; without `speed` the times have no budget, as on busy machines."""
        explorer = self.path.removeprefix("en/") == "models/"
        for category in CATEGORIES:
            least: float | None = 100
            if category == "performance":
                least = (_LEAST_SPEED_EXPLORER if explorer else _LEAST_SPEED) if speed else None
            yield Figure(category, self.path, self.scores[category], least=least)
        for name, (what, unit, _) in METRICS.items():
            most = _MOST_SHIFT if name == "cumulative-layout-shift" else None
            if name == "largest-contentful-paint" and speed:
                most = _MOST_PAINT
            yield Figure(what, self.path, round(self.metrics[name], 3), unit, most=most)


def is_there() -> bool:
    """Tell whether Node and Lighthouse are installed."""
    return shutil.which("node") is not None and _CLI.is_file()


def read(address: str, path: str, *, browser: str, runs: int) -> Reading:
    """Run Lighthouse so many times on a page of a site at `address`.

    Raises ValueError when Lighthouse gives no result.
    """
    results = [_run(f"{address}{path}", browser) for _ in range(runs)]
    faults = {
        f"{audit['id']}: {audit['title']}"
        for result in results
        for category in CATEGORIES[1:]
        for ref in result["categories"][category]["auditRefs"]
        if ref["weight"] and (audit := result["audits"][ref["id"]])["score"] not in (None, 1)
    }
    return Reading(
        path,
        {
            name: round(100 * statistics.median(result["categories"][name]["score"] for result in results))
            for name in CATEGORIES
        },
        {
            name: statistics.median(result["audits"][name]["numericValue"] for result in results) / units
            for name, (_, _, units) in METRICS.items()
        },
        tuple(sorted(faults)),
    )


def _run(url: str, browser: str) -> dict[str, Any]:
    for _ in range(_TRIES - 1):
        result = _try(url, browser)
        if "runtimeError" not in result:
            return result
    return _try(url, browser)


def _try(url: str, browser: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        # Not by its output, which ends after 64 KB where Lighthouse ends with an error.
        told = Path(folder) / "result.json"
        subprocess.run(  # noqa: S603  our own pinned tool
            (
                *("node", str(_CLI), url, "--quiet", "--output=json", f"--output-path={told}"),
                f"--chrome-flags=--headless=new {' '.join(QUIET)}",
                f"--only-categories={','.join(CATEGORIES)}",
            ),
            env=os.environ | {"CHROME_PATH": browser},
            check=False,  # a page that did not paint in time is told in the result, with an exit code too
            timeout=300,
        )
        if not told.is_file():
            raise ValueError(f"Lighthouse gave no result for {url}")
        result: dict[str, Any] = json.loads(told.read_text(encoding="utf-8"))
    return result

"""What many tests start from: a small catalog to change, the real site built once, a real browser."""

import os
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, sync_playwright

from generator.catalog import load_catalog
from generator.publish import build_languages
from generator.site import Site, build_site
from generator.stats import read_stats

ROOT = Path(__file__).resolve().parent.parent
FIXTURE = Path(__file__).resolve().parent / "fixture" / "catalog"
TODAY = date(2026, 3, 1)
TODAY_FOR_REAL = datetime.now(UTC).date()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let golden files be written anew; review them before you commit."""
    parser.addoption("--update-golden", action="store_true")


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    """Copy the three-model catalog, to be changed by the test."""
    return Path(shutil.copytree(FIXTURE, tmp_path / "catalog"))


@pytest.fixture(scope="session")
def site() -> Site:
    """Join the three-model catalog."""
    return build_site(load_catalog(FIXTURE, TODAY), read_stats(FIXTURE / "stats"))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Build the real site in both languages, as `make site` builds it: once for all workers."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    folder = shared / "built"
    with FileLock(shared / "built.lock"):
        if not folder.exists():
            build_languages(ROOT, folder, site_url="https://atlas.example/")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a project with the real theme and hand-written pages around the three-model catalog.

    The pages are without their snippets, which name records of the real catalog.
    """
    for name in ("mkdocs.yml", "mkdocs.en.yml"):
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    for page in (tmp_path / "docs").rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        page.write_text(re.sub(r"<!-- snippet: .*? -->", "", text), encoding="utf-8")
    shutil.copytree(FIXTURE, tmp_path / "catalog")
    return tmp_path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start a headless Chromium: the one that `make test` found, or the first by its usual names."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    # Without these the browser asks its makers' hosts, which no test may reach.
    quiet = ("--disable-background-networking", "--disable-component-update", "--disable-sync")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", *quiet])
        yield chromium
        chromium.close()

"""`mkdocs serve`: a saved YAML file reaches the browser, in both languages, and a mistake does not."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

PATIENCE = 60
"""Seconds to wait for something that takes a few; machines may be busy."""


def free_port() -> int:
    """Return a port that nobody uses now; MkDocs would not tell which one it was given for 0."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Served:
    """A running `mkdocs serve` on a free port."""

    def __init__(self, project: Path, config: str = "mkdocs.yml") -> None:
        self.printed = project / "serve.log"
        self.log = self.printed.open("w", encoding="utf-8")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "-f", config, "--dev-addr", f"127.0.0.1:{free_port()}"],
            cwd=project,
            stdout=self.log,
            stderr=subprocess.STDOUT,
            env=os.environ | {"PYTHONUNBUFFERED": "1", "NO_MKDOCS_2_WARNING": "1"},
        )

    def wait_for(self, pattern: str) -> str:
        """Return what the pattern's group matched on the console, once it is there."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if match := re.search(pattern, self.printed.read_text(encoding="utf-8")):
                return match[match.lastindex or 0]
            assert self.process.poll() is None, self.printed.read_text(encoding="utf-8")
            time.sleep(0.1)
        pytest.fail(f"{pattern} never came:\n{self.printed.read_text(encoding='utf-8')}")

    def stop(self) -> None:
        """End the server."""
        self.process.terminate()
        self.process.wait(timeout=PATIENCE)
        self.log.close()


@pytest.fixture
def served(project: Path) -> Iterator[Served]:
    """Start the server on the three-model project."""
    server = Served(project)
    yield server
    server.stop()


def test_an_edit_reaches_the_browser_and_a_mistake_does_not(
    served: Served, project: Path, browser: Browser
) -> None:
    """Edit, look; spoil, look and read the console; mend, look again. Both languages answer throughout."""
    address = served.wait_for(r"Serving on (http://127\.0\.0\.1:\d+/)")
    vendors = project / "catalog" / "vendors.yml"
    good = vendors.read_text(encoding="utf-8")
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}vendors/acme/")
    assert "造火箭的。" in page.inner_text(".oma-lead")

    vendors.write_text(good.replace("造火箭的。", "造飞船的。"), encoding="utf-8")
    page.wait_for_function(
        "document.querySelector('.oma-lead')?.innerText.includes('造飞船的。')", timeout=PATIENCE * 1000
    )

    page.get_by_role("link", name="English").click()
    assert page.url == f"{address}en/vendors/acme/"
    assert "They make rockets." in page.inner_text(".oma-lead")

    vendors.write_text(good.replace("domestic", "domestik"), encoding="utf-8")
    served.wait_for(r'catalog/vendors\.yml:3: acme\.region: unknown value "domestik"; did you mean')
    with urllib.request.urlopen(f"{address}vendors/acme/", timeout=PATIENCE) as answer:  # noqa: S310
        assert "造飞船的。" in answer.read().decode("utf-8")

    vendors.write_text(good.replace("They make rockets.", "They make ships."), encoding="utf-8")
    page.wait_for_function(
        "document.querySelector('.oma-lead')?.innerText.includes('They make ships.')",
        timeout=PATIENCE * 1000,
    )
    context.close()


def test_serving_english_alone_still_serves_both(project: Path) -> None:
    """The switch leads to a page whichever configuration was named."""
    server = Served(project, "mkdocs.en.yml")
    try:
        address = server.wait_for(r"Serving on (http://127\.0\.0\.1:\d+/)")
        for path, language in (("vendors/acme/", "zh"), ("en/vendors/acme/", "en")):
            with urllib.request.urlopen(address + path, timeout=PATIENCE) as answer:  # noqa: S310
                assert f'lang="{language}"' in answer.read().decode("utf-8")
    finally:
        server.stop()


def test_a_broken_catalog_stops_the_start_with_all_problems(project: Path) -> None:
    """There is no last good site to show yet."""
    vendors = project / "catalog" / "vendors.yml"
    vendors.write_text(vendors.read_text(encoding="utf-8") + "oops: 1\n", encoding="utf-8")

    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )

    assert result.returncode == 1
    assert "catalog/vendors.yml:10: oops: must be a mapping" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (project / "site").exists()

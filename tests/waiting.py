"""Wait for what a page does."""

import time
from typing import Any

from playwright.sync_api import Page

PATIENCE = 30.0
"""Seconds; machines may be busy."""


def until(page: Page, holds: str, *given: Any) -> None:
    """Wait until an expression holds in the page.

    Playwright's own waiting evaluates text inside the page, which the pages' policy refuses.
    """
    begin = time.monotonic()
    while not page.evaluate(holds, *given):
        assert time.monotonic() - begin < PATIENCE, f"never came: {holds}"
        page.wait_for_timeout(50)

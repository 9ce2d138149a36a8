"""A window of a real browser in which no script may fail."""

import contextlib
from collections.abc import Iterator, Sequence

from playwright.sync_api import Browser, Page


@contextlib.contextmanager
def window(browser: Browser, permissions: Sequence[str] = ()) -> Iterator[Page]:
    """Open a window of its own, with what a reader may have allowed; an error of a script fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, permissions=permissions)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert [] == errors
    context.close()

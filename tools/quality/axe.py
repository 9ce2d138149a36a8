"""axe-core on a page that is open in a browser, in both schemes and at two widths.

The engine is the one that the PyPI package axe-playwright-python ships: it is pinned with a hash like
every other requirement, so the tests need no npm.
"""

from collections.abc import Iterable
from importlib.resources import files
from typing import Any, Literal

from playwright.sync_api import Page

Look = tuple[Literal["light", "dark"], int]
"""A scheme and a width in CSS pixels."""

LOOKS: tuple[Look, ...] = (("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390))
"""The widest come first: going back and forth would run the page's own handlers for nothing."""

_OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


def engine() -> str:
    """Return the script of axe-core."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, script: str, looks: Iterable[Look] = LOOKS) -> list[str]:
    """Return what axe finds on an open page, one line for each look and rule."""
    found = []
    page.evaluate(script)  # not a script element, which the page's own policy would refuse
    for scheme, width in looks:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 844})
        found += [f"{scheme} {width}: {line}" for line in _run(page)]
    return found


def _run(page: Page) -> list[str]:
    results: dict[str, Any] = page.evaluate("options => axe.run(document, options)", _OPTIONS)
    return [
        f"{rule['id']} ({len(rule['nodes'])} ×): {rule['help']}: {rule['nodes'][0]['html'][:160]} "
        f"{'; '.join(why['message'] for why in rule['nodes'][0]['any'])}"
        for rule in results["violations"]
    ]

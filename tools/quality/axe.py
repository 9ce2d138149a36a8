"""axe-core on a page that is open in a browser, in both schemes and at two widths.

The engine is the one that the PyPI package axe-playwright-python ships: it is pinned with a hash like
every other requirement, so the tests need no npm.
"""

from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

WIDTHS = (1280, 390)
_OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
_COLORS = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": ["color-contrast"]}}


def engine() -> str:
    """Return the script of axe-core."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, script: str) -> list[str]:
    """Return what axe finds on an open page, one line for each rule, scheme and width.

    All rules at both widths in the light scheme; in the dark one only colors can differ. The widest
    comes first: going back and forth would run the page's own handlers for nothing.
    """
    found = []
    page.evaluate(script)  # not a script element, which the page's own policy would refuse
    for scheme, options in (("light", _OPTIONS), ("dark", _COLORS)):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 844})
            found += [f"{scheme} {width}: {line}" for line in _run(page, options)]
    return found


def _run(page: Page, options: dict[str, Any]) -> list[str]:
    results = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{rule['id']} ({len(rule['nodes'])} ×): {rule['help']}: {rule['nodes'][0]['html'][:160]} "
        f"{'; '.join(why['message'] for why in rule['nodes'][0]['any'])}"
        for rule in results["violations"]
    ]

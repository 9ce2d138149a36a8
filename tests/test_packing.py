"""Packed files do the same as those that people read."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.conftest import ROOT

ASSETS = ROOT / "docs" / "theme" / "assets"
FILES = sorted(
    path.relative_to(ASSETS).as_posix() for path in ASSETS.rglob("*") if path.suffix in {".css", ".js"}
)
RULES = """text => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  // A variable is kept to the letter, so spaces after its commas are no difference.
  return [...sheet.cssRules].map(rule => rule.cssText
    .replaceAll(/\\s*([,()])\\s*/g, "$1").replaceAll(/\\s+/g, " "));
}"""


def test_a_packed_stylesheet_has_the_same_rules(browser: Browser, built: Path) -> None:
    """As a browser reads them."""
    page = browser.new_page()
    read, packed = (
        page.evaluate(RULES, (folder / "atlas.css").read_text(encoding="utf-8"))
        for folder in (ASSETS, built / "assets")
    )
    page.close()

    assert len(read) > 400
    assert read == packed


@pytest.mark.parametrize("name", FILES)
def test_what_browsers_fetch_is_packed(built: Path, name: str) -> None:
    """In both languages; what scripts do is tested with the packed ones, as all tests use the built site."""
    packed = (built / "assets" / name).read_text(encoding="utf-8")

    assert packed == (built / "en" / "assets" / name).read_text(encoding="utf-8")
    assert len(packed) < 0.85 * (ASSETS / name).stat().st_size
    assert "/**" not in packed

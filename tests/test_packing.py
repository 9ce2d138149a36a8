"""Packed files do the same as those that people read."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.packing import gather
from generator.problems import GeneratorError
from tests.conftest import ROOT

ASSETS = ROOT / "docs" / "theme" / "assets"
FILES = sorted(
    path.relative_to(ASSETS).as_posix() for path in ASSETS.rglob("*") if path.suffix in {".css", ".js"}
)
SHEETS = {name: (ASSETS / name).read_text(encoding="utf-8") for name in FILES if name.endswith(".css")}
RULES = """text => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  // A variable is kept to the letter, so spaces after its commas are no difference.
  return [...sheet.cssRules].map(rule => rule.cssText
    .replaceAll(/\\s*([,()])\\s*/g, "$1").replaceAll(/(@supports.*?:) /g, "$1").replaceAll(/\\s+/g, " "));
}"""


def test_a_packed_stylesheet_has_the_same_rules(browser: Browser, built: Path) -> None:
    """As a browser reads them, all parts in their order."""
    page = browser.new_page()
    names = re.findall(r'@import "(.+)"', SHEETS["atlas.css"])
    read = [rule for name in names for rule in page.evaluate(RULES, SHEETS[name])]
    packed = page.evaluate(RULES, (built / "assets" / "atlas.css").read_text(encoding="utf-8"))
    page.close()
    assert sorted(SHEETS) == sorted(["atlas.css", *names]), "a part that nobody imports, or twice"

    assert len(read) > 400
    assert read == packed


def test_a_part_that_is_not_there_is_told_with_its_line() -> None:
    """Else the site would be built without it."""
    with pytest.raises(GeneratorError, match=r"^a/all\.css:2: parts/two\.css is not there"):
        gather({"a/all.css": '@import "parts/one.css";\n@import "parts/two.css";\n', "a/parts/one.css": ""})


def test_a_part_that_imports_its_importer_is_told() -> None:
    """Else the build would end in a bug's traceback."""
    with pytest.raises(GeneratorError, match=r"^b\.css:1: a\.css imports this one"):
        gather({"a.css": '@import "b.css";\n', "b.css": '@import "a.css";\n'})


@pytest.mark.parametrize("name", [name for name in FILES if name not in SHEETS or name == "atlas.css"])
def test_what_browsers_fetch_is_packed(built: Path, name: str) -> None:
    """In both languages; what scripts do is tested with the packed ones, as all tests use the built site."""
    packed = (built / "assets" / name).read_text(encoding="utf-8")

    assert packed == (built / "en" / "assets" / name).read_text(encoding="utf-8")
    read = gather(SHEETS)[name] if name in SHEETS else (ASSETS / name).read_text(encoding="utf-8")
    assert len(packed) < 0.85 * len(read)
    assert "/**" not in packed


def test_parts_of_the_stylesheet_are_not_published(built: Path) -> None:
    """A page asks for one."""
    assert not (built / "assets" / "styles").exists()

"""The theme's stylesheet is shorter, and no page misses what went."""

import hashlib
import re
from pathlib import Path

import material
import pytest
from playwright.sync_api import Browser

from generator.trimming import CLASSES, trim
from tests.test_browser import address

__all__ = ["address"]

SHEETS = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"
SELECTORS = """text => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  const each = (rule, around) => rule.selectorText.split(/,(?![^(]*\\))/)
    .map((it) => `${around}${it.trim()}{${rule.style.length}`);
  const all = (rules, around) => [...rules].flatMap((rule) => {
    if (rule.selectorText) return each(rule, around);
    return rule.conditionText ? all(rule.cssRules, `${rule.conditionText} | `) : [around + rule.cssText];
  });
  return all(sheet.cssRules, "");
}"""


@pytest.fixture(scope="module")
def own() -> str:
    """Return the stylesheet as Material brings it."""
    return next(SHEETS.glob("main.*.min.css")).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def trimmed(built: Path) -> str:
    """Return the stylesheet as readers fetch it."""
    return next((built / "assets" / "stylesheets").glob("main.*.min.css")).read_text(encoding="utf-8")


def test_the_pages_ask_for_a_sheet_named_by_what_it_holds(built: Path, own: str, trimmed: str) -> None:
    """Hosts let browsers keep files with such names for good, so another content needs another name."""
    name = f"main.{hashlib.sha256(trimmed.encode()).hexdigest()[:8]}.min.css"

    assert len(trimmed) < 0.6 * len(own)
    for folder in (built, built / "en"):
        assert [name] == [path.name for path in (folder / "assets" / "stylesheets").glob("main.*.min.css")]
        for page in ("index.html", "404.html", "models/qwen3/index.html"):
            path = folder / page
            if path.exists():
                assert f"assets/stylesheets/{name}" in path.read_text(encoding="utf-8")


def test_what_is_left_are_the_theme_s_own_rules_in_its_order(
    browser: Browser, own: str, trimmed: str
) -> None:
    """As a browser reads them, each with all that it says."""
    page = browser.new_page()
    before, after = page.evaluate(SELECTORS, own), page.evaluate(SELECTORS, trimmed)
    page.close()
    rest = iter(before)

    assert all(rule.startswith(":root{") or rule in rest for rule in after)
    assert 500 < len(after) < 0.7 * len(before)


def test_no_page_has_what_no_rule_is_left_for(built: Path) -> None:
    """Every page of the site; what a maintainer turns on in `mkdocs.yml` brings its rules with it."""
    names = "|".join(re.escape(name) for names in CLASSES.values() for name in names)
    dead = re.compile(rf"(?:{names})(?:-.*|__.*)?")
    found = {
        (path.relative_to(built).as_posix(), name)
        for path in built.rglob("*.html")
        for classes in re.findall(r'class="?([^">]*)', path.read_text(encoding="utf-8"))
        for name in classes.split()
        if dead.fullmatch(name)
    }

    assert set() == found


@pytest.mark.parametrize("kind", ["", "guides/run/", "models/", "models/qwen3/"])
def test_nor_has_a_page_whose_scripts_have_run(
    browser: Browser, address: str, own: str, trimmed: str, kind: str
) -> None:
    """With the search open, which makes the most elements of its own."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{address}{kind}", wait_until="networkidle")
    page.click(".md-search__input")
    page.keyboard.insert_text("qwen")
    page.wait_for_selector(".md-search-result__item")
    left = set(page.evaluate(SELECTORS, trimmed))
    gone = {
        rule.split(" | ")[-1].rsplit("{", 1)[0] for rule in page.evaluate(SELECTORS, own) if rule not in left
    }
    plain = sorted(
        {re.sub(r"::?(?:before|after|hover|focus|focus-within|marker|-webkit-[\w-]+)", "", it) for it in gone}
    )
    matched = page.evaluate(
        """selectors => selectors.filter((it) => {
            try { return document.querySelector(it) } catch { return false }
        })""",
        [it for it in plain if not it.startswith((":root", "@"))],
    )
    context.close()

    assert len(plain) > 300
    assert [] == matched


def test_what_is_turned_on_keeps_its_rules(own: str) -> None:
    """By the name of an extension, a feature, a plugin, or a setting."""
    assert ".tabbed-labels" not in trim(own, ())
    assert ".tabbed-labels" in trim(own, {"pymdownx.tabbed"})
    assert ".admonition-title" in trim(own, {"pymdownx.details"})
    everything = trim(own, CLASSES)
    assert all(
        f".{name}" in everything for name in ("tabbed-set", "footnote", "md-post", "md-annotation", "critic")
    )
    assert "rtl" not in everything


def test_a_rule_goes_with_its_last_selector_and_an_icon_with_its_last_rule() -> None:
    """What stands in `:not()` is not asked for, and what is no rule stays."""
    css = (
        '@charset "utf-8";:root{--md-a:url("data:x;y");--md-b:url("data:z");--md-c:1}'
        ".tabbed-set,.md-x:not(.tabbed-set){color:red}.tabbed-labels>a{mask:var(--md-a)}.md-y{mask:var(--md-b)}"
        "@media print{.critic{color:red}}@supports (a:b){.md-z .keys kbd,.md-z{color:blue}}"
        "[dir=rtl] .md-z{left:0}@keyframes k{to{left:0}}"
    )

    assert trim(css, ()) == (
        '@charset "utf-8";:root{--md-b:url("data:z");--md-c:1}.md-x:not(.tabbed-set){color:red}'
        ".md-y{mask:var(--md-b)}@supports (a:b){.md-z{color:blue}}@keyframes k{to{left:0}}"
    )

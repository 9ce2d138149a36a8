"""The real site, as `make site` builds it: whole, linked, in both languages, asking nobody."""

import json
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from generator.catalog import load_catalog
from tests.conftest import ROOT, TODAY_FOR_REAL
from tests.pages import BuiltPage, read_pages

BASE = "https://atlas.example/"


@pytest.fixture(scope="module")
def pages(built: Path) -> dict[str, BuiltPage]:
    """Read every page once."""
    return read_pages(built)


def test_every_record_has_its_page_in_both_languages(pages: dict[str, BuiltPage]) -> None:
    """Models, families, vendors, licenses and scenarios, at their addresses."""
    catalog = load_catalog(ROOT / "catalog", TODAY_FOR_REAL)
    for group in ("models", "families", "vendors", "licenses", "scenarios"):
        for identity in ("", *(f"{name}/" for name in getattr(catalog, group))):
            for language in ("", "en/"):
                assert f"{language}{group}/{identity}".rstrip("/") + "/" in pages


def test_each_page_is_in_its_language_and_knows_its_twin(pages: dict[str, BuiltPage]) -> None:
    """`lang`, a canonical address, and `hreflang` that leads to the same page, both ways."""
    for address, page in pages.items():
        english = address.startswith("en/")
        path = address.removeprefix("en/").removeprefix("/")
        expected = {"zh": f"{BASE}{path}", "en": f"{BASE}en/{path}", "x-default": f"{BASE}{path}"}
        assert ("en" if english else "zh") == page.language, address
        assert expected == page.alternates, address
        assert expected["en" if english else "zh"] == page.canonical, address
        assert f"en/{path}" in pages
        assert (path or "/") in pages


def test_no_internal_link_or_anchor_is_broken(pages: dict[str, BuiltPage], built: Path) -> None:
    """Every link of every page that stays on the site leads to a file and, with an anchor, to an id."""
    broken = []
    for address, page in pages.items():
        for link in page.links:
            target = urlsplit(urljoin(BASE + address.removeprefix("/"), link))
            if target.netloc != "atlas.example":
                continue
            path = unquote(target.path).removeprefix("/")
            if path == "" or path.endswith("/"):
                other = pages.get(path or "/")
                found = other is not None and (
                    not target.fragment or unquote(target.fragment) in {*other.ids, "__skip"}
                )
            else:
                found = (built / path).is_file()
            if not found:
                broken.append(f"{address}: {link}")
    assert [] == broken


def test_no_page_loads_anything_from_another_host(pages: dict[str, BuiltPage], built: Path) -> None:
    """Scripts, styles, pictures: everything comes from the site itself, in the stylesheets too."""
    for address, page in pages.items():
        for load in page.loads:
            assert urlsplit(load).netloc in {"", "atlas.example"}, f"{address} loads {load}"
    for style in built.rglob("*.css"):
        text = style.read_text(encoding="utf-8")
        assert "url(http" not in text, style
        assert "@import" not in text, style


def test_ids_are_unique_and_each_page_has_one_title(pages: dict[str, BuiltPage]) -> None:
    """What anchors, labels and outlines rest on."""
    for address, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), address
        assert page.headings == 1, address


def test_edit_this_page_opens_the_yaml(pages: dict[str, BuiltPage]) -> None:
    """Of the model, wherever the reader came from; a hand-written page opens its Markdown."""
    base = "https://github.com/open-model-atlas/open-model-atlas/edit/main"
    for prefix in ("", "en/"):
        assert f"{base}/catalog/models/meta/llama-3.1.yml" == pages[f"{prefix}models/llama-3.1/"].edit
    assert f"{base}/docs/en/about/glossary.md" == pages["en/about/glossary/"].edit


def test_external_links_are_http_only(pages: dict[str, BuiltPage]) -> None:
    """No script, no data, no file."""
    schemes = {urlsplit(link).scheme for page in pages.values() for link in page.links}
    assert schemes <= {"", "http", "https"}


@pytest.mark.parametrize(("prefix", "name"), [("", "搜索"), ("en/", "Search")])
def test_the_search_has_a_name_for_voices(built: Path, prefix: str, name: str) -> None:
    """The theme gives its dialog none."""
    page = (built / prefix / "index.html").read_text(encoding="utf-8")

    assert f'role="dialog" aria-label="{name}"' in page


def test_the_search_index_knows_names_not_tables(built: Path) -> None:
    """Models are found by name, alias and summary; numbers of tables are left out."""
    documents = json.loads((built / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    texts = {entry["location"]: entry["text"].replace("\u200b", "") for entry in documents}

    assert "千问" in texts["models/qwen3/"]
    assert "专利" in texts["licenses/apache-2.0/"]
    # A generated page is one entry, not one for each of its sections.
    assert not [place for place in texts if "#" in place and not place.startswith(("about/", "guides/"))]

"""An address that was shared goes on leading to its page, whatever became of the id."""

import json
from pathlib import Path

import pytest

from generator.catalog import load_catalog
from generator.languages import LANGUAGES, Language, site_folder
from generator.render import render_data, render_pages
from generator.site import Site, build_site
from generator.stats import read_stats
from tests.conftest import TODAY

ROOT_ADDRESS = "https://atlas.example/"


@pytest.fixture
def renamed(catalog: Path) -> Site:
    """Join the three-model catalog after a record of each kind was renamed."""
    for name, before, after in (
        ("models/acme/rocket-1.yml", "family: rocket", "formerly: [rocket]\nfamily: rocket"),
        ("models/acme/rocket-1.yml", "name: Rocket 1 7B", "formerly: [rocket-7b]\n    name: Rocket 1 7B"),
        ("licenses/limited.yml", "name:", "formerly: [restricted]\nname:"),
        ("vendors.yml", "acme:\n", "acme:\n  formerly: [acme-labs]\n"),
        ("families.yml", "rocket:\n", "rocket:\n  formerly: [rockets]\n"),
        ("scenarios.yml", "chat:\n", "chat:\n  formerly: [talk]\n"),
        ("gpus.yml", "small-8gb:\n", "small-8gb:\n  formerly: [tiny]\n"),
    ):
        path = catalog / name
        text = path.read_text(encoding="utf-8")
        assert before in text, name
        path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return build_site(load_catalog(catalog, TODAY), read_stats(catalog / "stats"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_old_address_leads_to_the_page_of_today(renamed: Site, language: Language) -> None:
    """By itself, by a link, and for search engines by the canonical address; none lists the old one."""
    files = dict(render_data(renamed, language, ROOT_ADDRESS))
    own = ROOT_ADDRESS + site_folder(language)

    for old, new in {
        "models/rocket/": "models/rocket-1/",
        "licenses/restricted/": "licenses/limited/",
        "vendors/acme-labs/": "vendors/acme/",
        "families/rockets/": "families/rocket/",
        "scenarios/talk/": "scenarios/chat/",
        "hardware/tiny/": "hardware/small-8gb/",
    }.items():
        page = files[f"{old}index.html"]
        name = new.split("/")[1]
        assert f'<meta http-equiv="refresh" content="0; url=../{name}/">' in page
        assert f'<link rel="canonical" href="{own}{new}">' in page
        assert f'<a href="../{name}/">' in page
        assert '<meta name="robots" content="noindex">' in page


def test_an_old_id_of_a_size_still_leads_to_its_row_and_its_column(renamed: Site) -> None:
    """As an anchor on the page of its model, and in an address that compares."""
    files = dict(render_data(renamed, "en"))
    page = next(page for page in render_pages(renamed, "en") if page.uri == "models/rocket-1/")

    assert '<span id="rocket-7b"></span>' in page.content
    assert files["compare/sizes/rocket-1-7b.txt"] == files["compare/sizes/rocket-7b.txt"]
    assert "rocket-7b" not in json.loads(files["models/sizes.json"])["sizes"]

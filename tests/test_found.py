"""What search engines, chats and feed readers are told of the real site."""

import json
import re
import struct
from collections import Counter
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser

from generator.render import render_pages, write_linked
from generator.site import Site
from tests.test_browser import address, open_page

__all__ = ["address"]

BASE = "https://atlas.example/"
LENGTHS = {"zh": ((8, 100), (20, 160)), "en": ((20, 120), (40, 320))}
"""Of titles and descriptions, in characters: shorter says nothing, longer is never shown."""

Heads = dict[str, str]


@pytest.fixture(scope="module")
def heads(built: Path) -> Heads:
    """Read the head of every page, by its address from the root."""
    return {
        path.parent.relative_to(built).as_posix().removeprefix(".") + "/": _head(path)
        for path in sorted(built.rglob("index.html"))
    }


def _head(path: Path) -> str:
    return path.read_text(encoding="utf-8").partition("</head>")[0]


def _meta(head: str, name: str) -> str:
    found = re.search(rf'<meta (?:name|property)="{name}" content="([^"]*)">', head)
    return unescape(found[1]) if found else ""


def _title(head: str) -> str:
    found = re.search(r"<title>(.*?)</title>", head, re.S)
    return unescape(found[1]).strip() if found else ""


def _language(address: str) -> str:
    return "en" if address.startswith("en/") else "zh"


def test_no_two_pages_of_a_language_share_a_title_or_a_description(heads: Heads) -> None:
    """Whoever searches sees which page answers."""
    for language in LENGTHS:
        pages = {place: head for place, head in heads.items() if _language(place) == language}
        for name, read in (("title", _title), ("description", lambda head: _meta(head, "description"))):
            counts = Counter(read(head) for head in pages.values())
            assert [] == [(name, text) for text, count in counts.items() if count > 1]


def test_titles_and_descriptions_have_a_length_that_is_read(heads: Heads) -> None:
    """Neither empty nor endless, without the name of the site."""
    for place, head in heads.items():
        titles, sentences = LENGTHS[_language(place)]
        title = _title(head).rpartition(" - ")[0] or _title(head)
        if not place.removeprefix("en/").startswith("about/"):
            assert titles[0] <= len(title) <= titles[1], (place, title)
        assert sentences[0] <= len(_meta(head, "description")) <= sentences[1], place


def test_every_page_has_what_a_chat_shows_of_a_link(heads: Heads, built: Path) -> None:
    """Title, sentence, its own address, and a picture that is there, of the size that it says."""
    for place, head in heads.items():
        own = BASE + place.removeprefix("/")
        assert own == _meta(head, "og:url"), place
        assert _title(head).startswith(_meta(head, "og:title"))
        assert _meta(head, "description") == _meta(head, "og:description")
        picture = built / urlsplit(_meta(head, "og:image")).path.removeprefix("/")
        assert picture.is_file(), place
        assert (1200, 630) == struct.unpack(">II", picture.read_bytes()[16:24])
        assert "summary_large_image" == _meta(head, "twitter:card")


def test_a_model_has_a_picture_of_its_own_in_both_languages(heads: Heads) -> None:
    """Drawn once, shown by both."""
    for place in ("models/qwen3/", "en/models/qwen3/"):
        assert f"{BASE}social/qwen3.png" == _meta(heads[place], "og:image")
    assert f"{BASE}social/atlas.png" == _meta(heads["licenses/"], "og:image")


def test_what_machines_read_is_whole_on_every_page(heads: Heads) -> None:
    """JSON-LD parses, the trail ends at the page itself, and the catalog tells its license."""
    for place, head in heads.items():
        texts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', head)
        data = {it["@type"]: it for it in map(json.loads, texts)}
        if place.removeprefix("en/") in {"/", "", "about/"}:
            assert "https://creativecommons.org/licenses/by/4.0/" == data["Dataset"]["license"]
        if not place.removeprefix("en/").startswith(("about/", "guides/")) and place not in {"/", "en/"}:
            steps = data["BreadcrumbList"]["itemListElement"]
            assert BASE + place == steps[-1]["item"], place
            assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
            for step in steps:
                assert step["item"].removeprefix(BASE) in {*heads, ""}, step


def test_a_model_is_told_by_its_facts_only(heads: Heads) -> None:
    """Name, maker, day, license and picture; nothing that the catalog does not have."""
    texts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', heads["en/models/qwen3/"])
    work = next(it for it in map(json.loads, texts) if it["@type"] == "CreativeWork")

    assert ("Qwen3", "2025-04-29") == (work["name"], work["datePublished"])
    assert [f"{BASE}en/licenses/apache-2.0/"] == work["license"]
    assert "https://arxiv.org/abs/2505.09388" == work["citation"]
    assert not {"offers", "aggregateRating", "review"} & set(work)


def test_no_name_ends_the_script_that_it_stands_in(site: Site) -> None:
    """What looks like markup stays text, and reads the same after parsing."""
    pages = {page.uri: page for page in render_pages(site, "en", BASE)}
    data = pages["models/comet/"].linked[-1]
    text = write_linked({**data, "note": "</script><script>&"})

    assert "Comet <1>" == json.loads(text)["name"]
    assert "</script><script>&" == json.loads(text)["note"]
    assert not {"<", ">", "&"} & set(text)


def test_robots_find_the_pages_of_both_languages(heads: Heads, built: Path) -> None:
    """robots.txt names both site maps by their whole address, and the maps name every page once."""
    robots = (built / "robots.txt").read_text(encoding="utf-8")
    maps = re.findall(r"^Sitemap: (.+)$", robots, re.M)
    listed = [
        place.text
        for url in maps
        for place in ElementTree.parse(built / url.removeprefix(BASE)).iter(  # noqa: S314  our own
            "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
        )
    ]

    assert [f"{BASE}sitemap.xml", f"{BASE}en/sitemap.xml"] == maps
    assert sorted(BASE + place.removeprefix("/") for place in heads) == sorted(map(str, listed))


@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_feed_has_the_newest_models(heads: Heads, built: Path, folder: str) -> None:
    """RSS that parses, each item at a page of the language; a date only where the day is known."""
    channel = ElementTree.parse(built / folder / "feed.xml").getroot()[0]  # noqa: S314  our own
    items = channel.findall("item")
    links = [item.findtext("link", "") for item in items]

    assert 50 == len(set(links))
    assert {True} == {link.removeprefix(BASE) in heads and link.startswith(BASE + folder) for link in links}
    for item in items:
        day = re.search(r"\d{4}(?:-\d\d){0,2}(?= · )", item.findtext("description", ""))
        assert day is not None
        assert (len(day[0]) == 10) == (item.find("pubDate") is not None)
    assert 'type="application/rss+xml" title=' in heads[folder or "/"]


@pytest.mark.parametrize(("folder", "language", "button"), [("", "zh", "搜索"), ("en/", "en", "Search")])
def test_a_page_that_is_not_there_offers_a_search(
    browser: Browser, address: str, folder: str, language: str, button: str
) -> None:
    """Its own language first; the words lead to results; none is in an index of search engines."""
    page = open_page(browser, f"{address}{folder}404.html")
    assert "noindex" == page.locator("meta[name=robots]").get_attribute("content")
    assert language == page.locator(".oma-lost").first.get_attribute("lang")

    form = page.locator(".oma-lost").first
    form.get_by_role("searchbox").fill("qwen")
    # The site is served under another address than it was built for.
    form.evaluate(f"it => {{ it.querySelector('form').action = '{address}{folder}' }}")
    form.get_by_role("button", name=button).click()

    page.locator(".md-search-result__item").first.wait_for()
    page.context.close()

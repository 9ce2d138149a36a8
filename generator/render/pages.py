"""Render the site: every page of a language, as Markdown that any builder can take."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment

from generator.languages import Language
from generator.render.environment import create_environment, load_strings
from generator.render.feeds import build_feed
from generator.render.linked import (
    LinkedData,
    build_dataset,
    build_trail,
    build_work,
    language_address,
)
from generator.site import Site
from generator.site.coefficients import build_coefficients
from generator.site.entries import ModelEntry

CATALOG = "catalog"

SHARED = "social/atlas.png"
"""The picture of every page that has none of its own, from the root of the site."""

_TITLE = re.compile(r'^title: "(.*)"$', re.MULTILINE)
_LISTED_AT = {"picks": "choose/"}
"""The list of pages that have none at the folder above them."""


def picture_of(model: ModelEntry) -> str:
    """Return where the picture of a model stands, from the root of the site."""
    return f"social/{model.id}.png"


@dataclass(frozen=True, slots=True)
class Page:
    """A generated page.

    `uri` is its address from the root of the language ("" for the home page, else with a slash at
    the end), `content` Markdown with front matter, `source` the file to edit it, from the root of
    the project.
    """

    uri: str
    content: str
    source: str
    picture: str = SHARED
    """What stands beside a shared link, from the root of the site."""
    linked: tuple[LinkedData, ...] = ()
    """What search engines read of it."""

    @property
    def markdown_path(self) -> str:
        """The file that a site builder turns into the page at `uri`."""
        return f"{self.uri.rstrip('/')}.md" if self.uri.count("/") > 1 else f"{self.uri}index.md"


def render_pages(site: Site, language: Language, address: str = "/") -> Iterator[Page]:
    """Yield every generated page of one language; `address` is that of the root of the site."""
    environment = create_environment(language)
    own = language_address(address, language)
    titles: dict[str, str] = {}
    for uri, template, source, context in _page_list(site):
        shared = {"site": site, "has_feed": _is_whole(address)}
        content = _render(environment, template, uri, context | shared)
        titles[uri] = _title(content)
        linked = [build_trail([(titles[step], step) for step in _steps(uri, titles)], own)] if uri else []
        picture = SHARED
        if model := context.get("model"):
            picture = picture_of(model)
            text = environment.filters["text"]
            words = {"maker": text(model.vendor.name), "summary": text(model.record.summary)}
            linked.append(build_work(model, own, address + picture, words))
        yield Page(uri, content, source, picture, tuple(linked))


def describe_catalog(site: Site, language: Language, address: str) -> LinkedData:
    """Return what search engines read of the catalog as a whole."""
    words = load_strings(language)["home_page"]
    return build_dataset(site, language_address(address, language), words)


def render_data(site: Site, language: Language, address: str = "/") -> Iterator[tuple[str, str]]:
    """Yield every file beside the pages, for scripts and feed readers: its address and its text."""
    environment = create_environment(language)
    for column in site.columns:
        # Written for the page that it is put into.
        text = _render(environment, "compare_size.html.j2", "compare/", {"column": column})
        for identity in (column.size.id, *column.size.formerly):
            yield f"compare/sizes/{identity}.txt", text
    yield "choose/licenses.json", json.dumps(_licenses(site, environment), ensure_ascii=False)
    coefficients = build_coefficients(site.sizes, site.hardware)
    yield "hardware/memory/coefficients.json", json.dumps(coefficients, separators=(",", ":"))
    # What is searched for is the explorer's own, and stands in its page.
    rows = {
        name: {key: value for key, value in row.items() if key != "search"}
        for name, row in site.explorer.data["sizes"].items()
    }
    yield "models/sizes.json", json.dumps({"sizes": rows}, ensure_ascii=False, separators=(",", ":"))
    own = language_address(address, language)
    for moved in site.moved:
        text = _render(environment, "moved.html.j2", moved.uri, {"moved": moved, "address": own})
        yield f"{moved.uri}index.html", text
    if _is_whole(address):
        feed = {"items": build_feed(site), "address": own}
        yield "feed.xml", _render(environment, "feed.xml.j2", "", feed).lstrip()


def _is_whole(address: str) -> bool:
    """Whoever reads a feed is not on the site: an address without a host leads them nowhere."""
    return address.startswith("http")


def _licenses(site: Site, environment: Environment) -> dict[str, Any]:
    """Return what the chooser tells of licenses, in words of the language, and which one a size is under."""
    text = environment.filters["text"]
    badges = {size.badge.id: size.badge for size in site.sizes}
    return {
        "licenses": {
            name: {
                "name": text(badge.license.name),
                "condition": text(badge.condition) if badge.condition else "",
            }
            for name, badge in sorted(badges.items())
        },
        "sizes": {size.id: size.badge.id for size in site.sizes},
    }


def _steps(uri: str, known: dict[str, str]) -> Iterator[str]:
    """Yield the addresses on the way to a page; where a step is no page of ours, it is passed over."""
    parts = uri.split("/")[:-1]
    above = [_LISTED_AT.get(parts[0], f"{parts[0]}/")] if len(parts) > 1 else []
    yield from (step for step in ("", *above, uri) if step in known)


def _title(content: str) -> str:
    found = _TITLE.search(content)
    return html.unescape(found[1]).replace("\\\\", "\\") if found else ""


def _page_list(site: Site) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    yield "", "home.md.j2", f"{CATALOG}/families.yml", {}
    yield "models/", "models.md.j2", f"{CATALOG}/models", {}
    for model in site.models:
        pairs = site.pairs_by_model.get(model.ref.uri, ())
        yield model.ref.uri, "model.md.j2", model.path, {"model": model, "pairs": pairs}
    yield "families/", "families.md.j2", f"{CATALOG}/families.yml", {}
    for family in site.families:
        yield family.ref.uri, "family.md.j2", f"{CATALOG}/families.yml", {"family": family}
    yield "vendors/", "vendors.md.j2", f"{CATALOG}/vendors.yml", {}
    for vendor in site.vendors:
        yield vendor.ref.uri, "vendor.md.j2", f"{CATALOG}/vendors.yml", {"vendor": vendor}
    yield "licenses/", "licenses.md.j2", f"{CATALOG}/licenses", {}
    for license_ in site.licenses:
        yield license_.ref.uri, "license.md.j2", license_.path, {"license": license_}
    yield "choose/", "choose.md.j2", f"{CATALOG}/scenarios.yml", {}
    for page in site.picks:
        yield page.ref.uri, "picks.md.j2", f"{CATALOG}/scenarios.yml", {"pick": page}
    yield "compare/", "compare.md.j2", f"{CATALOG}/models", {}
    for pair in site.pairs:
        yield pair.ref.uri, "pair.md.j2", f"{CATALOG}/models", {"pair": pair}
    yield "hardware/", "hardware.md.j2", f"{CATALOG}/gpus.yml", {}
    for card in site.hardware.cards:
        yield card.ref.uri, "card.md.j2", f"{CATALOG}/gpus.yml", {"card": card}
    yield "hardware/memory/", "calculator.md.j2", f"{CATALOG}/quantizations.yml", {}
    yield "hardware/accuracy/", "accuracy.md.j2", f"{CATALOG}/measurements.yml", {}
    yield "trends/", "trends.md.j2", f"{CATALOG}/models", {}
    yield "about/coverage/", "coverage.md.j2", f"{CATALOG}/models", {}
    yield "status/", "status.md.j2", f"{CATALOG}/models", {}
    yield "scenarios/", "scenarios.md.j2", f"{CATALOG}/scenarios.yml", {}
    for scenario in site.scenarios:
        yield scenario.ref.uri, "scenario.md.j2", f"{CATALOG}/scenarios.yml", {"scenario": scenario}


def _render(environment: Environment, template: str, uri: str, context: dict[str, Any]) -> str:
    return environment.get_template(template).render(page_uri=uri, **context)

"""Render the site: every page of a language, as Markdown that any builder can take."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment

from generator.languages import Language
from generator.render.environment import create_environment
from generator.site import Site
from generator.site.coefficients import build_coefficients

CATALOG = "catalog"


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

    @property
    def markdown_path(self) -> str:
        """The file that a site builder turns into the page at `uri`."""
        return f"{self.uri.rstrip('/')}.md" if self.uri.count("/") > 1 else f"{self.uri}index.md"


def render_pages(site: Site, language: Language) -> Iterator[Page]:
    """Yield every generated page of one language."""
    environment = create_environment(language)
    for uri, template, source, context in _page_list(site):
        yield Page(uri, _render(environment, template, uri, context | {"site": site}), source)


def render_data(site: Site, language: Language) -> Iterator[tuple[str, str]]:
    """Yield every file that the pages' scripts read: its address from the root, and its text."""
    environment = create_environment(language)
    for column in site.columns:
        # Written for the page that it is put into.
        text = _render(environment, "compare_size.html.j2", "compare/", {"column": column})
        yield f"compare/sizes/{column.size.id}.txt", text
    yield "choose/licenses.json", json.dumps(_licenses(site, language), ensure_ascii=False)
    coefficients = build_coefficients(site.sizes, site.hardware)
    yield "hardware/memory/coefficients.json", json.dumps(coefficients, separators=(",", ":"))
    # What is searched for is the explorer's own, and stands in its page.
    rows = {
        name: {key: value for key, value in row.items() if key != "search"}
        for name, row in site.explorer.data["sizes"].items()
    }
    yield "models/sizes.json", json.dumps({"sizes": rows}, ensure_ascii=False, separators=(",", ":"))


def _licenses(site: Site, language: Language) -> dict[str, Any]:
    """Return what the chooser tells of licenses, in words of the language, and which one a size is under."""
    text = create_environment(language).filters["text"]
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
    yield "about/coverage/", "coverage.md.j2", f"{CATALOG}/models", {}
    yield "status/", "status.md.j2", f"{CATALOG}/models", {}
    yield "scenarios/", "scenarios.md.j2", f"{CATALOG}/scenarios.yml", {}
    for scenario in site.scenarios:
        yield scenario.ref.uri, "scenario.md.j2", f"{CATALOG}/scenarios.yml", {"scenario": scenario}


def _render(environment: Environment, template: str, uri: str, context: dict[str, Any]) -> str:
    return environment.get_template(template).render(page_uri=uri, **context)

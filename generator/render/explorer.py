"""The rows of the explorer as compact data for its script: what stands in each column, in one language."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from generator.records import Text
from generator.site import Site
from generator.site.entries import SizeEntry


def dump_explorer(
    site: Site,
    strings: Mapping[str, Any],
    text: Callable[[Text | str], str],
    language_name: Callable[[str], str],
) -> Markup:
    """Return the table as JSON, escaped for the text of an element.

    `facets` gives the values of each facet in the order of the form, `columns` the names of the
    columns, `rows` for each size its id, the folded words by which it is found, for each facet the
    places of its values, and the value of each column: a number, words of this language, or null
    where nothing is known. `formerly` leads from ids that sizes had to those of today.
    """
    explorer = site.explorer
    values = {facet.name: [choice.value for choice in facet.choices] for facet in explorer.facets}
    places = {name: {value: at for at, value in enumerate(known)} for name, known in values.items()}
    rows = []
    for size in site.sizes:
        data = explorer.data["sizes"][size.id]
        said = _words(size, strings, text, language_name) | data["numbers"]
        facets = [[places[name][value] for value in data["facets"][name]] for name in values]
        rows.append((size.id, data["search"], facets, [said.get(column) for column in explorer.columns]))
    formerly = {old: size.id for size in site.sizes for old in size.formerly}
    table = {"facets": values, "columns": explorer.columns, "rows": rows, "formerly": formerly}
    text_of = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
    # Quotes may stand in text as they are; escaping their thousands would weigh on a phone.
    return Markup(text_of.replace("&", "&amp;").replace("<", "&lt;"))  # noqa: S704 (escaped right here)


def _words(
    size: SizeEntry,
    strings: Mapping[str, Any],
    text: Callable[[Text | str], str],
    language_name: Callable[[str], str],
) -> dict[str, str]:
    """Return what columns say in words; what is unknown is left out."""
    separator = strings["list_separator"]
    tags = (*size.languages_first, *(tag for tag in size.languages if tag not in size.languages_first))
    hubs = [
        strings["hub"][hub]
        for hub in ("huggingface", "modelscope")
        if size.checkpoints and getattr(size.checkpoints[0], hub)
    ]
    words = {
        "name": size.name,
        "license": f"{strings['verdict'][size.badge.verdict]} {text(size.badge.license.name)}",
        "hubs": separator.join(hubs),
        "kind": strings["kind"][size.kind],
        "vendor": text(size.vendor.name),
        "region": strings["region"][size.region],
        "model": text(size.model.name),
        "languages": separator.join(language_name(tag) for tag in tags),
    }
    return {column: value for column, value in words.items() if value}

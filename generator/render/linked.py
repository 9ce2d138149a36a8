"""What search engines read of a page: the same facts, in the words of schema.org.

Only what the catalog knows is said. A model is a CreativeWork: SoftwareApplication would ask for a
price, an operating system and ratings, of which there are none.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from generator.languages import LANGUAGES, site_folder
from generator.site import Site
from generator.site.entries import ModelEntry

LinkedData = Mapping[str, Any]

_CONTEXT = "https://schema.org"
DATA_LICENSE = "https://creativecommons.org/licenses/by/4.0/"


def build_trail(pages: Sequence[tuple[str, str]], address: str) -> LinkedData:
    """Return the way to a page as names and addresses, from the home page to itself.

    `address` is that of the root of the language.
    """
    steps = [
        {"@type": "ListItem", "position": position, "name": name, "item": address + uri}
        for position, (name, uri) in enumerate(pages, 1)
    ]
    return {"@context": _CONTEXT, "@type": "BreadcrumbList", "itemListElement": steps}


def build_work(model: ModelEntry, address: str, picture: str, words: Mapping[str, str]) -> LinkedData:
    """Return a model as a work; `words` are its maker and summary in the language of the page."""
    record = model.record
    work: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "CreativeWork",
        "name": record.name,
        "alternateName": list(record.aliases),
        "description": words["summary"],
        "url": address + model.ref.uri,
        "image": picture,
        "creator": {"@type": "Organization", "name": words["maker"], "url": address + model.vendor.uri},
        "datePublished": record.released,
        "license": [address + badge.license.uri for badge in model.badges],
        "sameAs": [link for link in (record.homepage, record.github) if link],
        "citation": record.paper,
        "isBasedOn": [address + ref.uri for ref in model.trained_from],
    }
    return {key: value for key, value in work.items() if value}


def build_dataset(site: Site, address: str, words: Mapping[str, str]) -> LinkedData:
    """Return the catalog as a data set; `words` are its name and description."""
    released = sorted(model.record.released for model in site.models)
    return {
        "@context": _CONTEXT,
        "@type": "Dataset",
        "name": words["title"],
        "description": words["description"],
        "url": address,
        "license": DATA_LICENSE,
        "isAccessibleForFree": True,
        "inLanguage": list(LANGUAGES),
        "creator": {"@type": "Organization", "name": words["title"], "url": address},
        "temporalCoverage": f"{released[0]}/{released[-1]}",
    }


def write_linked(data: LinkedData) -> str:
    """Return the data as the text of a script element, which no name in it can end."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def language_address(address: str, language: str) -> str:
    """Return the address of the root of a language from that of the site."""
    return address + site_folder(language)

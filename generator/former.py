"""Ids that records had before: their addresses were shared, so each leads to exactly one record for good."""

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from generator.records import Addressed
from generator.yamlfile import Key

if TYPE_CHECKING:
    from generator.catalog import Catalog

FOLDERS: Mapping[str, str] = {
    "vendors": "vendors",
    "families": "families",
    "scenarios": "scenarios",
    "licenses": "licenses",
    "gpus": "hardware",
    "models": "models",
}
"""The groups whose records have a page each, and the folder of their pages."""

_ONE_OF = {
    "vendors": "vendor",
    "families": "family",
    "scenarios": "scenario",
    "licenses": "license",
    "gpus": "card",
    "models": "model",
    "sizes": "size",
}


def addressed(catalog: "Catalog", group: str) -> Mapping[str, Addressed]:
    """Return the records of a group that has pages, by their ids."""
    records: Mapping[str, Addressed] = getattr(catalog, group)
    return records


def check_former(
    catalog: "Catalog", known: Mapping[str, Collection[str]]
) -> Iterator[tuple[str, str, Key, str]]:
    """Yield each former id that is in use, or that two records had, with group, id and place."""
    for group in FOLDERS:
        claims: dict[str, str] = {}
        for identity, record in addressed(catalog, group).items():
            for key, message in _check(group, (identity, record), known, claims):
                yield group, identity, key, message
    claims = {}
    for model, whole in catalog.models.items():
        for identity, size in whole.sizes.items():
            for key, message in _check("sizes", (identity, size), known, claims):
                yield "models", model, ("sizes", identity, *key), message


def _check(
    group: str, owner: tuple[str, Addressed], known: Mapping[str, Collection[str]], claims: dict[str, str]
) -> Iterator[tuple[Key, str]]:
    identity, record = owner
    for position, old in enumerate(record.formerly):
        if old in known.get(group, ()):
            yield ("formerly", position), f'"{old}" is the id of a {_ONE_OF[group]} today; remove it here'
        elif old in claims:
            yield ("formerly", position), f'"{old}" leads to {claims[old]} already; it can lead to one place'
        claims.setdefault(old, identity)

"""Addresses that pages had before their ids changed, and where each page is now."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.catalog import Catalog
from generator.former import FOLDERS, addressed
from generator.site.base import Ref


@dataclass(frozen=True, slots=True)
class Moved:
    """An old address, from the root of the language, and the page that it leads to."""

    uri: str
    now: Ref


def build_moved(catalog: Catalog) -> tuple[Moved, ...]:
    """Return every old address of a page; those of sizes are anchors on the pages of their models."""
    return tuple(_moves(catalog))


def _moves(catalog: Catalog) -> Iterator[Moved]:
    for group, folder in FOLDERS.items():
        for identity, record in addressed(catalog, group).items():
            name = getattr(record, "label", None) or getattr(record, "name")  # noqa: B009  not of the base
            for old in record.formerly:
                yield Moved(f"{folder}/{old}/", Ref(f"{folder}/{identity}/", name))

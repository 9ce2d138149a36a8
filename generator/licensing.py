"""What a hub says of a license against what the catalog says: they agree, differ, or nobody can tell."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Literal

from generator.catalog import Catalog
from generator.records.observation import Hub, Said

Agreement = Literal["agrees", "differs", "silent", "unknown"]
"""`silent`: the hub names no license; `unknown`: no license of the catalog has that spelling."""

Aliases = Mapping[Hub, Mapping[str, frozenset[str]]]
"""The ids of the licenses that a hub's spelling, in lower case, may mean."""

SAYS_NOTHING = frozenset({"", "unknown", "none"})
SEE_NAME = "other"
"""Hugging Face's word for a license without an id of its own; its name stands beside it."""


def build_aliases(catalog: Catalog) -> Aliases:
    """Return every spelling that the catalog knows, per hub; ids and SPDX ids are spellings too."""
    spellings: dict[Hub, dict[str, set[str]]] = {
        "huggingface": defaultdict(set),
        "modelscope": defaultdict(set),
    }
    for identity, license_ in catalog.licenses.items():
        own = {identity, license_.name, license_.spdx or identity}
        for hub, table in spellings.items():
            for spelling in {*own, *getattr(license_.aliases, hub)}:
                table[spelling.lower()].add(identity)
    return {hub: {k: frozenset(v) for k, v in table.items()} for hub, table in spellings.items()}


def spell_licenses(said: Said | None) -> tuple[str, ...]:
    """Return the names by which a hub calls the licenses of a checkpoint; none when it names none."""
    licenses = (said.licenses if said else None) or ()
    if said and said.license_name and SEE_NAME in map(str.lower, licenses):
        return (said.license_name,)
    return licenses


def compare_license(aliases: Aliases, hub: Hub, license_: str, said: Said | None) -> Agreement:
    """Tell whether what a hub said is the license that the catalog has for this checkpoint."""
    words = [word.lower() for word in spell_licenses(said)]
    words = [word for word in words if word not in SAYS_NOTHING]
    if not words or words == [SEE_NAME]:
        return "silent"
    meanings = [aliases[hub].get(word) for word in words]
    if any(meaning is not None and license_ in meaning for meaning in meanings):
        return "agrees"
    return "unknown" if None in meanings else "differs"

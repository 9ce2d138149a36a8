"""Links, badges and how several of them stand together."""

from collections import Counter
from collections.abc import Iterable
from typing import get_args

from generator.catalog import Catalog
from generator.records import License, Model, Verdict
from generator.site.base import Ref
from generator.site.entries import Badge, VerdictGroup


def model_ref(identity: str, model: Model) -> Ref:
    """Return the link to a model's page."""
    return Ref(f"models/{identity}/", model.name)


def vendor_ref(catalog: Catalog, identity: str) -> Ref:
    """Return the link to a vendor's page."""
    return Ref(f"vendors/{identity}/", catalog.vendors[identity].name)


def family_ref(catalog: Catalog, identity: str) -> Ref:
    """Return the link to a family's page."""
    return Ref(f"families/{identity}/", catalog.families[identity].name)


def scenario_refs(catalog: Catalog, identities: Iterable[str]) -> tuple[Ref, ...]:
    """Return the links to the pages of scenarios."""
    return tuple(Ref(f"scenarios/{identity}/", catalog.scenarios[identity].name) for identity in identities)


def badge_of(identity: str, license_: License) -> Badge:
    """Return the badge of a license."""
    use = license_.commercial_use
    return Badge(identity, Ref(f"licenses/{identity}/", license_.label), use.verdict, use.condition)


def distinct(badges: Iterable[Badge]) -> tuple[Badge, ...]:
    """Return every license once, the most common first."""
    first: dict[str, Badge] = {}
    counts: Counter[str] = Counter()
    for badge in badges:
        first.setdefault(badge.license.uri, badge)
        counts[badge.license.uri] += 1
    return tuple(first[uri] for uri, _ in counts.most_common())


def group_by_verdict(badges: tuple[Badge, ...]) -> tuple[VerdictGroup, ...]:
    """Return licenses by their verdict, in the order of verdicts."""
    groups = (
        VerdictGroup(verdict, tuple(badge for badge in badges if badge.verdict == verdict))
        for verdict in get_args(Verdict)
    )
    return tuple(group for group in groups if group.badges)

"""What the guides say of licenses, counted and exemplified anew at every build; and their cases."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from generator.records import Terms, Verdict, first_day
from generator.site.cases import Case, Served, build_on_two_cards
from generator.site.entries import ModelEntry, SizeEntry
from generator.site.license_entries import LicenseEntry, LicenseLine
from generator.site.memory_entries import Hardware

EXAMPLES = 4
"""How many models or licenses stand for their kind."""

TrapName = Literal[
    "noncommercial",
    "scale",
    "services",
    "display",
    "uses",
    "regions",
    "outputs",
    "registration",
    "revocable",
    "unread",
]
"""What to look for in a license, in the order of the guide."""


@dataclass(frozen=True, slots=True)
class VerdictCount:
    """A verdict with how many sizes with open weights have it, their licenses and their newest models."""

    verdict: Verdict
    sizes: int
    licenses: int
    common: tuple[LicenseEntry, ...]
    newest: tuple[ModelEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Openness:
    """How open the sizes of the catalog are by their licenses."""

    sizes: int
    """With open weights."""
    osi_sizes: int
    """Those under nothing but licenses that the OSI approved."""
    osi_percent: int
    osi_licenses: tuple[LicenseEntry, ...]
    verdicts: tuple[VerdictCount, ...]


@dataclass(frozen=True, slots=True)
class Trap:
    """Something to look for, with licenses that have it: those of the newest models, and how many more."""

    name: TrapName
    licenses: tuple[LicenseEntry, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Guides:
    """Everything that guides take from the catalog as a whole."""

    openness: Openness
    traps: tuple[Trap, ...]
    carried: tuple[SizeEntry, ...]
    """Sizes that are under the license of what they were trained from, besides their own."""
    changed_lines: int
    """Lines of models that came under other licenses in the course of time."""
    licenses: int
    licenses_read: int
    """Those whose whole text a person read."""
    cases: tuple[Case, ...]
    on_two_cards: tuple[Served, ...]
    """For coding, at 4 bits on two cards of 80 GB and on no single one; the memory is that of one card."""


def build_guides(
    models: tuple[ModelEntry, ...],
    licenses: tuple[LicenseEntry, ...],
    lines: tuple[LicenseLine, ...],
    hardware: Hardware,
    cases: tuple[Case, ...],
) -> Guides:
    """Return what the guides say; `models` are the newest first."""
    sizes = tuple(size for model in models for size in model.sizes)
    used = tuple(license_ for license_ in licenses if license_.sizes)
    return Guides(
        openness=_openness(models, sizes, used),
        traps=tuple(_trap(name, used) for name in get_args(TrapName)),
        carried=tuple(size for size in sizes if len(size.badges) > 1),
        changed_lines=len(lines),
        licenses=len(licenses),
        licenses_read=sum(license_.record.reading.certainty == "read" for license_ in licenses),
        cases=cases,
        on_two_cards=build_on_two_cards(models, hardware),
    )


def _openness(
    models: tuple[ModelEntry, ...], sizes: tuple[SizeEntry, ...], used: tuple[LicenseEntry, ...]
) -> Openness:
    approved = tuple(license_ for license_ in used if license_.record.osi_approved)
    names = {license_.id for license_ in approved}
    opened = tuple(size for size in sizes if size.open_weights)
    osi = sum({badge.id for badge in size.badges} <= names for size in opened)
    return Openness(
        sizes=len(opened),
        osi_sizes=osi,
        osi_percent=round(100 * osi / max(1, len(opened))),
        osi_licenses=approved,
        verdicts=tuple(_verdict(verdict, models, opened, used) for verdict in get_args(Verdict)),
    )


def _verdict(
    verdict: Verdict,
    models: tuple[ModelEntry, ...],
    opened: tuple[SizeEntry, ...],
    used: tuple[LicenseEntry, ...],
) -> VerdictCount:
    licenses = tuple(
        it
        for it in used
        if it.badge.verdict == verdict and any(size.open_weights for use in it.uses for size in use.sizes)
    )
    newest = (
        model
        for model in models
        if model.superseded_by is None
        and model.runnable
        and {size.badge.verdict for size in model.sizes} == {verdict}
    )
    return VerdictCount(
        verdict=verdict,
        sizes=sum(size.badge.verdict == verdict for size in opened),
        licenses=len(licenses),
        common=licenses[:EXAMPLES],
        newest=tuple(newest)[:EXAMPLES],
    )


def _trap(name: TrapName, used: tuple[LicenseEntry, ...]) -> Trap:
    caught = (license_ for license_ in used if _TRAPS[name](license_))
    latest_first = tuple(sorted(caught, key=lambda it: first_day(it.uses[0].released), reverse=True))
    return Trap(name, latest_first[:EXAMPLES], len(latest_first[EXAMPLES:]))


def _limits(terms: Terms, *, services: bool) -> bool:
    """Return whether a number sets a limit to use: for those who sell the model as a service, or for all."""
    found = terms.scale_limit.limits if terms.scale_limit else ()
    return any((it.only == "model-services") == services and it.then != "display" for it in found)


def _shows(terms: Terms) -> bool:
    duties = terms.attribution.value if terms.attribution else ()
    limits = terms.scale_limit.limits if terms.scale_limit else ()
    return bool({"display", "naming"} & set(duties)) or any(limit.then == "display" for limit in limits)


_TRAPS: Mapping[TrapName, Callable[[LicenseEntry], bool]] = {
    "noncommercial": lambda it: it.badge.verdict == "no" and any(use.sizes for use in it.uses),
    "scale": lambda it: _limits(it.record.terms, services=False),
    "services": lambda it: _limits(it.record.terms, services=True),
    "display": lambda it: _shows(it.record.terms),
    "uses": lambda it: _value(it, "acceptable_use") == "listed",
    "regions": lambda it: _value(it, "regional_exclusions") == "some",
    "outputs": lambda it: _value(it, "output_training") == "no",
    "registration": lambda it: _value(it, "registration") == "required",
    "revocable": lambda it: _value(it, "revocation") == "any-time",
    "unread": lambda it: it.record.reading.certainty != "read",
}


def _value(license_: LicenseEntry, term: str) -> object:
    return getattr(getattr(license_.record.terms, term), "value", None)

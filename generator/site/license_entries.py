"""The joined records of license pages, and of the lines of models that changed their license."""

from dataclasses import dataclass

from generator.records import License
from generator.site.base import Ref
from generator.site.entries import Badge, LicenseUse, VerdictGroup
from generator.site.rights import Rights


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseEntry:
    """A license page."""

    id: str
    ref: Ref
    path: str
    record: License
    badge: Badge
    rights: Rights
    uses: tuple[LicenseUse, ...]
    sizes: int
    earlier: tuple[Ref, ...]
    later: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class LicenseStep:
    """From when on a line of models came under which licenses, and with which model."""

    since: str
    model: Ref
    verdicts: tuple[VerdictGroup, ...]


@dataclass(frozen=True, slots=True)
class LicenseLine:
    """A family, with those that continue it, whose licenses changed."""

    families: tuple[Ref, ...]
    steps: tuple[LicenseStep, ...]
    """The oldest first."""

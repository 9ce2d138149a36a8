"""The joined site and the lists that only its home and status pages show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from generator.records.observation import Figure, Hub, Run
from generator.site.base import Ref
from generator.site.chart_entries import Charts
from generator.site.compare import Column, Pair
from generator.site.entries import FamilyEntry, ModelEntry, ScenarioEntry, SizeEntry, VendorEntry
from generator.site.explorer import Explorer
from generator.site.guides import Guides
from generator.site.hub_entries import HubEntry
from generator.site.license_entries import LicenseEntry, LicenseLine
from generator.site.memory_entries import Hardware
from generator.site.moved import Moved
from generator.site.picks import PickPage


@dataclass(frozen=True, slots=True)
class Popular:
    """A model by its most downloaded checkpoint."""

    model: ModelEntry
    checkpoint: HubEntry
    figure: Figure


@dataclass(frozen=True, slots=True)
class Rising:
    """A checkpoint whose 30-day count grew, with both counts and their days."""

    model: ModelEntry
    checkpoint: HubEntry
    before: tuple[str, int]
    now: tuple[str, int]
    percent: int


Watched = Literal["failing", "missing", "renamed", "suspicious", "drifting"]
"""What a checkpoint on a hub may be, other than well observed."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A checkpoint in a list of the status page."""

    model: Ref
    checkpoint: HubEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class HubStatus:
    """How the watch over one hub goes."""

    hub: Hub
    run: Run | None
    wanted: int
    observed: int
    """Checkpoints with a figure, however old."""
    newest: str | None
    """The day of the newest figure."""
    lists: tuple[tuple[Watched, tuple[Listed, ...]], ...]
    """What is out of order, by its kind."""


Covered = Literal["context", "architecture", "languages", "huggingface", "modelscope", "downloads", "verdict"]
"""What may be known of a size."""


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """How many sizes have what, for one vendor or (without one) for all."""

    vendor: Ref | None
    models: int
    sizes: int
    """With open weights."""
    filled: tuple[tuple[Covered, int, int], ...]
    """What, how many of the sizes have it, and how many of a hundred that is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of the catalog is filled, and how well it is known."""

    rows: tuple[CoverageRow, ...]
    total: CoverageRow
    certainties: tuple[tuple[str, int], ...]
    """Licenses by how well their text is known."""
    last_read: tuple[tuple[str, int], ...]
    """Models by the month in which their sources were last read, the latest first."""
    sources: int
    supported_facts: int
    """Facts that sources support, each counted for each source."""
    disagreements: int


Question = Literal["use", "run", "good", "alive", "compare", "get"]
"""The six questions that a reader comes with."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way in from the home page: a question, where its answers are, and one answer as an example."""

    question: Question
    uri: str
    example: Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Everything the pages show, joined once for both languages."""

    ways: tuple[Way, ...]
    families: tuple[FamilyEntry, ...]
    domestic: tuple[FamilyEntry, ...]
    international: tuple[FamilyEntry, ...]
    featured: tuple[FamilyEntry, ...]
    """The selection table of the home page."""
    featured_domestic: tuple[FamilyEntry, ...]
    featured_international: tuple[FamilyEntry, ...]
    vendors: tuple[VendorEntry, ...]
    models: tuple[ModelEntry, ...]
    """Newest first."""
    newest: tuple[ModelEntry, ...]
    sizes: tuple[SizeEntry, ...]
    """In the order of the comparison table: by family, newest model first, smallest size first."""
    licenses: tuple[LicenseEntry, ...]
    license_lines: tuple[LicenseLine, ...]
    scenarios: tuple[ScenarioEntry, ...]
    popular: tuple[Popular, ...]
    """Most downloaded in 30 days on Hugging Face, the highest first."""
    rising: tuple[Rising, ...]
    status: tuple[HubStatus, ...]
    coverage: Coverage
    hardware: Hardware
    explorer: Explorer
    columns: tuple[Column, ...]
    """Every size as a column of a comparison, in the order of the table."""
    pairs: tuple[Pair, ...]
    pairs_by_model: Mapping[str, tuple[Pair, ...]]
    """By the address of the model's page."""
    starters: tuple[Pair, ...]
    """What an empty comparison offers to start from."""
    picks: tuple[PickPage, ...]
    guides: Guides
    charts: Charts
    moved: tuple[Moved, ...]
    """Old addresses that lead to pages of today."""

"""What the pictures of /trends/ are drawn from: places are worked out, templates only print them.

Across, a place is a share of the width in percent, so that one drawing serves a phone and a wide
screen with text of the same size; down, it is in CSS pixels.
"""

from dataclasses import dataclass

from generator.records import Verdict
from generator.records.observation import CountName, Hub
from generator.site.base import Ref


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid, with the value that it stands for."""

    place: float
    value: int


@dataclass(frozen=True, slots=True)
class Release:
    """A model on the timeline."""

    x: float
    y: float
    name: str
    released: str
    superseded: bool


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """The releases of one vendor, or of all those with few."""

    vendor: Ref | None
    vendors: int
    y: float
    releases: tuple[Release, ...]
    newest: Ref


@dataclass(frozen=True, slots=True)
class Timeline:
    """Releases by vendor, the vendor with the most first."""

    height: int
    years: tuple[Tick, ...]
    rows: tuple[TimelineRow, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A size by its context and parameters."""

    x: float
    y: float
    name: str
    parameters: int
    context_tokens: int
    experts: bool


@dataclass(frozen=True, slots=True)
class Band:
    """From how many (included) up to how many (excluded); None is open."""

    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Field:
    """Parameters against context on logarithmic axes, and how many sizes fall where."""

    height: int
    across: tuple[Tick, ...]
    down: tuple[Tick, ...]
    spots: tuple[Spot, ...]
    named: tuple[Spot, ...]
    """Those at the ends of the axes."""
    unknown: int
    """Sizes with open weights of which one of both is not known."""
    bands: tuple[Band, ...]
    """Of context: the columns of the table."""
    table: tuple[tuple[Band, tuple[int, ...]], ...]
    """For each band of parameters, how many sizes each band of context has."""


@dataclass(frozen=True, slots=True)
class FamilyDownloads:
    """One count on one hub on one day, summed over the checkpoints of a family."""

    family: Ref
    value: int
    checkpoints: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Downloads:
    """One count of one hub by family, as all of it was observed on one day."""

    hub: Hub
    count: CountName
    day: str
    height: int
    ticks: tuple[Tick, ...]
    drawn: tuple[FamilyDownloads, ...]
    rows: tuple[FamilyDownloads, ...]
    """All families with a figure, the drawn ones included."""
    counted: int
    other_days: int
    """Checkpoints whose figure is of another day: not summed."""
    unknown: int
    """Checkpoints without a figure."""


@dataclass(frozen=True, slots=True)
class VerdictShare:
    """How many sizes of a year have a verdict, and where their part of the bar is."""

    verdict: Verdict
    count: int
    x: float
    width: float
    middle: float


@dataclass(frozen=True, slots=True)
class VerdictYear:
    """The sizes that came out in a year, by verdict."""

    year: str
    count: int
    y: float
    shares: tuple[VerdictShare, ...]


@dataclass(frozen=True, slots=True)
class Charts:
    """The pictures of /trends/."""

    timeline: Timeline
    field: Field | None
    downloads: tuple[Downloads, ...]
    verdicts: tuple[VerdictYear, ...]
    verdicts_height: int

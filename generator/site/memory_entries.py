"""The joined records of memory: tables of sizes, cards with what fits, estimates beside measurements."""

from dataclasses import dataclass
from itertools import groupby

from generator.memory import Basis, CacheLayout, Gap, Weights
from generator.records import Card, Measurement, Precision, Quantization
from generator.site.base import Ref


@dataclass(frozen=True, slots=True)
class MemoryCell:
    """What a size takes at one quantization and context, on one card."""

    gib: float
    card_gib: int | None
    """The smallest memory of a card that holds it; None when no single card does."""


@dataclass(frozen=True, slots=True)
class MemoryRow:
    """One quantization of a size."""

    quantization: Quantization
    weights_gib: float
    basis: Basis
    cells: tuple[MemoryCell, ...]
    """One for each context of the table; none where the cache is not known."""


@dataclass(frozen=True, slots=True)
class Fit:
    """The smallest memory for a size in a usual precision at 8K."""

    precision: Precision
    cell: MemoryCell
    cards: tuple[Ref, ...]
    """The cards with the least memory that hold it, by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryTable:
    """The memory of a size, or of its weights alone."""

    size_id: str
    name: str
    contexts: tuple[int, ...]
    rows: tuple[MemoryRow, ...]
    gap: Gap | None
    """Why the cache is not known, where it is not."""
    layout: CacheLayout | None
    weights: Weights
    published: tuple[tuple[str, int], ...]
    """Bytes of weight files that were measured, by quantization."""
    overhead_bytes: int
    """For one card."""
    overhead_gib: float
    caches: tuple[tuple[int, float], ...]
    """GiB of the 16-bit cache of one sequence, at each context; none where the cache is not known."""
    token_bytes: int | None
    """What each token of the context takes in a 16-bit cache, beyond any window."""
    window_gib: float | None
    """What layers with a window take at most."""
    state_gib: float | None
    """What does not depend on the context."""
    fits: tuple[Fit, ...]

    @property
    def fits_by_cards(self) -> list[tuple[tuple[Ref, ...], list[Precision]]]:
        """The cards of `fits`, with the precisions next to each other that ask for the same."""
        groups = groupby(self.fits, key=lambda fit: fit.cards)
        return [(cards, [fit.precision for fit in fits]) for cards, fits in groups]


@dataclass(frozen=True, slots=True)
class Placed:
    """A size on a card: in which quantization, how much it takes, and how long a context may be."""

    name: str
    model: Ref
    parameters: int
    quantization: Quantization
    gib: float
    context_tokens: int | None
    """The longest context of one sequence that fits besides; None when only the weights are known."""


@dataclass(frozen=True, slots=True)
class CardScenario:
    """What fits on a card for one need, the largest first."""

    id: str
    scenario: Ref
    placed: tuple[Placed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardEntry:
    """The page of a card."""

    id: str
    ref: Ref
    record: Card
    usable_gib: float
    scenarios: tuple[CardScenario, ...]
    more: tuple[tuple[int, tuple[Placed, ...]], ...]
    """What needs so many of them: two or four."""


@dataclass(frozen=True, slots=True)
class CardClass:
    """Cards with the same memory."""

    memory_gib: float
    cards: tuple[CardEntry, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A measurement with our estimate of the same thing."""

    record: Measurement
    size: Ref
    attention: str | None
    quantization: str
    measured_gib: float
    estimated_gib: float
    error_percent: float
    """Of the estimate against the measurement: positive when we say more."""


@dataclass(frozen=True, slots=True)
class ErrorRow:
    """The errors of one kind of figure: how many, the middle one and the worst, in percent."""

    measures: str
    attention: str | None
    """None for all kinds together."""
    count: int
    median: float
    worst: float


@dataclass(frozen=True, slots=True)
class PlotPoint:
    """A comparison on the plot, in CSS pixels."""

    measures: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class PlotTick:
    """A power of ten on both axes."""

    label: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Plot:
    """Estimates over measurements on logarithmic axes."""

    diagonal: tuple[float, float, float, float]
    ticks: tuple[PlotTick, ...]
    points: tuple[PlotPoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """How good the estimates are, printed as it is."""

    rows: tuple[ErrorRow, ...]
    checked: tuple[Checked, ...]
    plot: Plot | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hardware:
    """Everything the pages on hardware show."""

    cards: tuple[CardEntry, ...]
    classes: tuple[CardClass, ...]
    quantizations: tuple[tuple[str, Quantization], ...]
    accuracy: Accuracy

"""Where a value stands in a picture: shares of the width across, pixels down."""

from dataclasses import dataclass
from math import ceil, floor, log10

from generator.site.chart_entries import Tick

MARGIN = 1.5
"""Room at both ends of an axis, in percent of the width, so that no mark is cut."""

TOP, PITCH = 30, 40
"""Above the first row of a picture of rows, and from one row to the next, in pixels."""


def across(share: float) -> float:
    """Return the place of a share of an axis, in percent of the width."""
    return round(MARGIN + share * (100 - 2 * MARGIN), 2)


def row_line(number: int) -> float:
    """Return where the line of a row is, in pixels from the top."""
    return float(TOP + PITCH * number + PITCH // 2)


@dataclass(frozen=True, slots=True)
class LogScale:
    """A logarithmic axis between two powers of ten, which need not be whole."""

    low: float
    high: float

    def share(self, value: float) -> float:
        """Return how far along the axis a value is, from 0 to 1."""
        return (log10(value) - self.low) / max(1e-9, self.high - self.low)

    def powers(self) -> tuple[int, ...]:
        """Return the powers of ten on the axis."""
        return tuple(10**power for power in range(ceil(self.low), floor(self.high) + 1))


def fit_scale(low: float, high: float, *, whole: bool = False) -> LogScale:
    """Return the axis that holds both values; with `whole` it begins and ends at powers of ten."""
    start, end = log10(low), log10(high)
    return LogScale(floor(start), max(ceil(end), floor(start) + 1)) if whole else LogScale(start, end)


def ticks_across(scale: LogScale, values: tuple[int, ...]) -> tuple[Tick, ...]:
    """Return grid lines for those of the values that are on the axis."""
    return tuple(Tick(across(scale.share(it)), it) for it in values if 0 <= round(scale.share(it), 9) <= 1)

"""The pictures of /trends/, and the one of license verdicts by year."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import get_args

from generator.records import Verdict
from generator.site.chart_entries import Charts, VerdictShare, VerdictYear
from generator.site.entries import FamilyEntry, SizeEntry, VendorEntry
from generator.site.family_downloads import build_downloads
from generator.site.field import build_field
from generator.site.timeline import build_timeline

TOP, PITCH = 20, 48
"""Above the first bar and from one to the next, in pixels."""


def build_charts(
    vendors: tuple[VendorEntry, ...], families: tuple[FamilyEntry, ...], sizes: tuple[SizeEntry, ...]
) -> Charts:
    """Return the pictures; what is unknown is counted beside them, never drawn."""
    open_sizes = tuple(size for size in sizes if size.open_weights)
    verdicts = _verdicts(open_sizes)
    return Charts(
        timeline=build_timeline(vendors),
        field=build_field(open_sizes),
        downloads=build_downloads(families),
        verdicts=verdicts,
        verdicts_height=PITCH * len(verdicts),
    )


def _verdicts(sizes: tuple[SizeEntry, ...]) -> tuple[VerdictYear, ...]:
    years: dict[str, Counter[Verdict]] = defaultdict(Counter)
    for size in sizes:
        years[size.released[:4]][size.badge.verdict] += 1
    return tuple(
        VerdictYear(year, counts.total(), float(TOP + PITCH * number), tuple(_shares(counts)))
        for number, (year, counts) in enumerate(sorted(years.items()))
    )


def _shares(counts: Counter[Verdict]) -> Iterator[VerdictShare]:
    left = 0.0
    for verdict in get_args(Verdict):
        if counts[verdict]:
            width = 100 * counts[verdict] / counts.total()
            places = (round(place, 2) for place in (left, width, left + width / 2))
            yield VerdictShare(verdict, counts[verdict], *places)
            left += width

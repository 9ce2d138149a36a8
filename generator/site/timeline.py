"""The timeline of releases, a row for each vendor with several models."""

from collections.abc import Iterator
from datetime import date, timedelta

from generator.records import first_day
from generator.site.chart_entries import Release, Tick, Timeline, TimelineRow
from generator.site.entries import ModelEntry, VendorEntry
from generator.site.scales import PITCH, TOP, across, row_line

OWN_ROW = 3
"""A vendor with fewer models shares a row with the others like it."""

CLOSE, LANE = 1.4, 6.0
"""Marks nearer than so many percent of the width are set below each other by so many pixels."""

_Group = tuple[VendorEntry | None, int, tuple[ModelEntry, ...]]


def build_timeline(vendors: tuple[VendorEntry, ...]) -> Timeline:
    """Return the timeline; a month or a year that is all we know stands at its middle."""
    groups = _groups(vendors)
    years = [_drawn_day(model).year for _, _, models in groups for model in models]
    start, end = date(min(years), 1, 1), date(max(years) + 1, 1, 1)

    def place(day: date) -> float:
        return across((day - start) / (end - start))

    rows = []
    for number, (vendor, count, models) in enumerate(groups):
        y = row_line(number)
        releases = tuple(_releases(models, [place(_drawn_day(model)) for model in models], y))
        rows.append(TimelineRow(vendor.ref if vendor else None, count, y, releases, models[0].ref))
    ticks = tuple(Tick(place(date(year, 1, 1)), year) for year in range(start.year, end.year))
    return Timeline(TOP + PITCH * len(rows) + 4, ticks, tuple(rows))


def _groups(vendors: tuple[VendorEntry, ...]) -> list[_Group]:
    most_first = sorted((vendor for vendor in vendors if vendor.models), key=lambda it: -len(it.models))
    few = [vendor for vendor in most_first if len(vendor.models) < OWN_ROW]
    rest = sorted((model for vendor in few for model in vendor.models), key=_drawn_day, reverse=True)
    groups: list[_Group] = [(it, 1, it.models) for it in most_first if len(it.models) >= OWN_ROW]
    return [*groups, (None, len(few), tuple(rest))] if rest else groups


def _drawn_day(model: ModelEntry) -> date:
    released = model.record.released
    return first_day(released) + timedelta(days=(182, 14, 0)[released.count("-")])


def _releases(models: tuple[ModelEntry, ...], places: list[float], y: float) -> Iterator[Release]:
    """Yield the marks of a row; each that comes close to the one before it changes its lane."""
    lane, before = 0, float("inf")
    for model, x in zip(models, places, strict=True):
        lane = (lane + 1) % 3 if abs(before - x) < CLOSE else 0
        before = x
        superseded = model.record.superseded_by is not None
        offset = LANE * lane
        yield Release(x, y + offset, model.record.name, model.record.released, superseded)

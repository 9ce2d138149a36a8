"""Downloads by family: one count of one hub, as it was on one day.

Figures of two hubs, of two counts or of two days are never added.
"""

from collections import Counter
from collections.abc import Iterable

from generator.records.observation import CountName, Figure, Hub
from generator.site.base import Ref
from generator.site.chart_entries import Downloads, FamilyDownloads
from generator.site.entries import FamilyEntry
from generator.site.hub_entries import HubEntry
from generator.site.hubs import SHOWN_COUNT
from generator.site.scales import PITCH, TOP, across, fit_scale, row_line, ticks_across

FAMILIES_DRAWN = 15


def build_downloads(families: tuple[FamilyEntry, ...]) -> tuple[Downloads, ...]:
    """Return a picture for each hub of which anything was observed, with the count that it always gives."""
    pictures = (_downloads(hub, count, families) for hub, count in SHOWN_COUNT.items())
    return tuple(picture for picture in pictures if picture is not None)


def _downloads(hub: Hub, count: CountName, families: tuple[FamilyEntry, ...]) -> Downloads | None:
    found = {family.ref: _figures(hub, count, family) for family in families}
    figures = [figure for own in found.values() for figure in own]
    days = Counter(figure.day for figure in figures if figure)
    # The day of which most was observed: the last run, unless it failed half-way.
    day = max(days, key=lambda it: (days[it], it), default="")
    rows = _rows(found, day)
    if not rows:
        return None
    scale = fit_scale(rows[-1].value, rows[0].value, whole=True)
    return Downloads(
        hub=hub,
        count=count,
        day=day,
        height=TOP + PITCH * min(len(rows), FAMILIES_DRAWN) + 4,
        ticks=ticks_across(scale, scale.powers()),
        drawn=rows[:FAMILIES_DRAWN],
        rows=rows,
        counted=days[day],
        other_days=days.total() - days[day],
        unknown=sum(figure is None for figure in figures),
    )


def _rows(found: dict[Ref, list[Figure | None]], day: str) -> tuple[FamilyDownloads, ...]:
    """Return the families with the most first; a logarithmic scale has no place for a zero."""
    values = {ref: [it.value for it in own if it is not None and it.day == day] for ref, own in found.items()}
    sums = [(sum(own), len(own), ref) for ref, own in values.items() if sum(own)]
    if not sums:
        return ()
    sums.sort(key=lambda it: -it[0])
    scale = fit_scale(sums[-1][0], sums[0][0], whole=True)
    return tuple(
        FamilyDownloads(ref, value, checkpoints, across(scale.share(value)), row_line(number))
        for number, (value, checkpoints, ref) in enumerate(sums)
    )


def _figures(hub: Hub, count: CountName, family: FamilyEntry) -> list[Figure | None]:
    """Return the figure of every repository of a family, each repository once."""
    entries = (getattr(checkpoint, hub) for size in family.sizes for checkpoint in size.checkpoints)
    return list(_by_repository(count, (entry for entry in entries if entry is not None)).values())


def _by_repository(count: CountName, entries: Iterable[HubEntry]) -> dict[str, Figure | None]:
    return {entry.repository: getattr(entry.standing, count) for entry in entries}

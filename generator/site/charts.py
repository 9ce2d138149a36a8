"""Work out the pictures of /trends/: scales, ticks and places, from finished records."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil, floor, log2, log10
from typing import get_args

from generator.records import Verdict, first_day
from generator.records.observation import CountName, Figure, Hub
from generator.site.chart_entries import (
    Band,
    Charts,
    Downloads,
    FamilyDownloads,
    Field,
    Release,
    Spot,
    Tick,
    Timeline,
    TimelineRow,
    VerdictShare,
    VerdictYear,
)
from generator.site.entries import FamilyEntry, ModelEntry, SizeEntry, VendorEntry
from generator.site.hubs import SHOWN_COUNT

MARGIN = 1.5
"""Room at both ends of an axis, in percent of the width, so that no mark is cut."""

OWN_ROW = 3
"""A vendor with fewer models shares a row with the others like it."""

TOP, PITCH = 34, 38
"""Above the first row of a picture of rows, and from one row to the next, in pixels."""

CLOSE, LANE = 1.4, 6.0
"""Marks nearer than so many percent are set apart by so many pixels."""

FIELD_HEIGHT = 440
CONTEXTS = (1_024, 4_096, 32_768, 131_072, 1_048_576, 10_485_760)
CONTEXT_BANDS = (None, 8_193, 32_769, 131_073, 524_289, None)
PARAMETER_BANDS = (None, 10**9, 10**10, 10**11, 10**12, None)

FAMILIES_DRAWN = 15


def build_charts(
    vendors: tuple[VendorEntry, ...], families: tuple[FamilyEntry, ...], sizes: tuple[SizeEntry, ...]
) -> Charts:
    """Return the pictures; what is unknown is counted beside them, never drawn."""
    open_sizes = tuple(size for size in sizes if size.open_weights)
    verdicts = _verdicts(open_sizes)
    charts = (_downloads(hub, count, families) for hub, count in SHOWN_COUNT.items())
    return Charts(
        timeline=_timeline(vendors),
        field=_field(open_sizes),
        downloads=tuple(chart for chart in charts if chart is not None),
        verdicts=verdicts,
        verdicts_height=TOP + PITCH * len(verdicts),
    )


def _across(share: float) -> float:
    return round(MARGIN + share * (100 - 2 * MARGIN), 2)


def _middle_day(released: str) -> date:
    """Return where a date is drawn: a month or a year that is all we know stands at its middle."""
    known = released.count("-")
    return first_day(released) + timedelta(days=(182, 14, 0)[known])


def _timeline(vendors: tuple[VendorEntry, ...]) -> Timeline:
    most_first = sorted((vendor for vendor in vendors if vendor.models), key=lambda it: -len(it.models))
    own = [vendor for vendor in most_first if len(vendor.models) >= OWN_ROW]
    few = [vendor for vendor in most_first if len(vendor.models) < OWN_ROW]
    rest = sorted((model for it in few for model in it.models), key=_drawn_day, reverse=True)
    groups: list[tuple[VendorEntry | None, int, tuple[ModelEntry, ...]]] = [(it, 1, it.models) for it in own]
    groups += [(None, len(few), tuple(rest))] if rest else []
    years = sorted({_drawn_day(model).year for _, _, models in groups for model in models})
    start, end = date(years[0], 1, 1), date(years[-1] + 1, 1, 1)

    def place(day: date) -> float:
        return _across((day - start) / (end - start))

    rows = []
    for number, (vendor, count, models) in enumerate(groups):
        y = float(TOP + PITCH * number + PITCH // 2)
        marks = tuple(_releases(models, [place(_drawn_day(model)) for model in models], y))
        rows.append(TimelineRow(vendor.ref if vendor else None, count, y, marks, models[0].ref))
    ticks = tuple(Tick(place(date(year, 1, 1)), year) for year in range(years[0], years[-1] + 1))
    return Timeline(TOP + PITCH * len(rows) + 4, ticks, tuple(rows))


def _drawn_day(model: ModelEntry) -> date:
    return _middle_day(model.record.released)


def _releases(models: tuple[ModelEntry, ...], places: list[float], y: float) -> Iterator[Release]:
    """Yield the marks of a row; each that comes close to the one before it changes its lane."""
    lane, before = 0, None
    for model, x in zip(models, places, strict=True):
        lane = (lane + 1) % 3 if before is not None and abs(before - x) < CLOSE else 0
        before = x
        offset = (0.0, LANE, -LANE)[lane]
        superseded = model.record.superseded_by is not None
        yield Release(x, y + offset, model.record.name, model.record.released, superseded)


def _field(sizes: tuple[SizeEntry, ...]) -> Field:
    known = [
        (size.parameters, size.context_tokens, size) for size in sizes if size.parameters and size.context_tokens
    ]
    left, right = log2(min(it[1] for it in known)), log2(max(it[1] for it in known))
    low, high = log10(min(it[0] for it in known)), log10(max(it[0] for it in known))

    def across(context: int) -> float:
        return _across((log2(context) - left) / max(1, right - left))

    def down(parameters: int) -> float:
        return round(FIELD_HEIGHT - 44 - (log10(parameters) - low) / max(1, high - low) * (FIELD_HEIGHT - 80), 1)

    spots = tuple(
        Spot(across(context), down(parameters), size.name, parameters, context, size.active_parameters is not None)
        for parameters, context, size in known
    )
    named = dict.fromkeys(
        (
            max(spots, key=lambda spot: spot.parameters),
            max(spots, key=lambda spot: (spot.context_tokens, spot.parameters)),
            min(spots, key=lambda spot: spot.parameters),
        )
    )
    return Field(
        height=FIELD_HEIGHT,
        across=tuple(Tick(across(it), it) for it in CONTEXTS if left <= log2(it) <= right),
        down=tuple(Tick(down(10**power), 10**power) for power in range(ceil(low), floor(high) + 1)),
        spots=spots,
        named=tuple(named),
        unknown=len(sizes) - len(spots),
        bands=_bands(CONTEXT_BANDS),
        table=tuple(
            (band, tuple(sum(_in(spot, band, other) for spot in spots) for other in _bands(CONTEXT_BANDS)))
            for band in _bands(PARAMETER_BANDS)
        ),
    )


def _bands(limits: tuple[int | None, ...]) -> tuple[Band, ...]:
    return tuple(Band(low, high) for low, high in zip(limits, limits[1:], strict=False))


def _in(spot: Spot, parameters: Band, context: Band) -> bool:
    return _within(spot.parameters, parameters) and _within(spot.context_tokens, context)


def _within(value: int, band: Band) -> bool:
    return (band.low is None or band.low <= value) and (band.high is None or value < band.high)


def _downloads(hub: Hub, count: CountName, families: tuple[FamilyEntry, ...]) -> Downloads | None:
    """Return one count of one hub, of the day on which most was observed; None without any figure."""
    found = {family.id: _figures(hub, count, family) for family in families}
    figures = [figure for own in found.values() for figure in own.values()]
    days = Counter(figure.day for figure in figures if figure)
    if not days:
        return None
    day = max(days, key=lambda it: (days[it], it))
    sums = {
        family.ref: [it.value for it in found[family.id].values() if it is not None and it.day == day]
        for family in families
    }
    rows = sorted(((sum(own), len(own), ref) for ref, own in sums.items() if sum(own)), key=lambda it: -it[0])
    low, high = floor(log10(rows[-1][0])), ceil(log10(rows[0][0]))

    def place(value: int) -> float:
        return _across((log10(value) - low) / max(1, high - low))

    entries = tuple(
        FamilyDownloads(ref, value, checkpoints, place(value), float(TOP + PITCH * number + PITCH // 2))
        for number, (value, checkpoints, ref) in enumerate(rows)
    )
    drawn = entries[:FAMILIES_DRAWN]
    return Downloads(
        hub=hub,
        count=count,
        day=day,
        height=TOP + PITCH * len(drawn) + 4,
        ticks=tuple(Tick(place(10**power), 10**power) for power in range(low, high + 1)),
        drawn=drawn,
        rows=entries,
        counted=days[day],
        other_days=sum(days.values()) - days[day],
        unknown=sum(figure is None for figure in figures),
    )


def _figures(hub: Hub, count: CountName, family: FamilyEntry) -> dict[str, Figure | None]:
    """Return the figure of every repository of a family, each once."""
    entries = (getattr(checkpoint, hub) for size in family.sizes for checkpoint in size.checkpoints)
    return {entry.repository: getattr(entry.standing, count) for entry in entries if entry is not None}


def _verdicts(sizes: tuple[SizeEntry, ...]) -> tuple[VerdictYear, ...]:
    years: dict[str, Counter[Verdict]] = defaultdict(Counter)
    for size in sizes:
        years[size.released[:4]][size.badge.verdict] += 1
    rows = []
    for number, (year, counts) in enumerate(sorted(years.items())):
        total, left, shares = counts.total(), 0.0, []
        for verdict in get_args(Verdict):
            if counts[verdict]:
                width = 100 * counts[verdict] / total
                shares.append(
                    VerdictShare(
                        verdict, counts[verdict], round(left, 2), round(width, 2), round(left + width / 2, 2)
                    )
                )
                left += width
        rows.append(VerdictYear(year, total, float(TOP + PITCH * number), tuple(shares)))
    return tuple(rows)

"""Join what hubs said with the checkpoints: the last honest figures, their dates and their trend."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.catalog import Catalog
from generator.licensing import Aliases, build_aliases, compare_license, spell_licenses
from generator.records.observation import CountName, HistoryRow, Hub, Standing
from generator.site.hub_entries import HubEntry, Trend
from generator.stats import Stats

ADDRESSES: dict[Hub, str] = {
    "huggingface": "https://huggingface.co/",
    "modelscope": "https://modelscope.cn/models/",
}

SHOWN_COUNT: dict[Hub, CountName] = {"huggingface": "downloads_30d", "modelscope": "downloads_total"}
"""The count whose trend is drawn: the one that each hub gives for every repository."""

OTHER_COUNTS: dict[Hub, tuple[CountName, ...]] = {
    "huggingface": ("downloads_total", "likes"),
    "modelscope": ("likes",),
}

WIDTH, HEIGHT, MARGIN = 120, 28, 3
"""The size of a sparkline in CSS pixels, and the room for the mark of its last point."""

TREND_POINTS = 60
"""How many of the last observations a trend shows."""


def told_counts(entries: Iterable[HubEntry]) -> dict[Hub, tuple[CountName, ...]]:
    """Return what each hub counts: the shown one, and each other that it told of any checkpoint."""
    told = {
        (entry.hub, name)
        for entry in entries
        for name in OTHER_COUNTS[entry.hub]
        if getattr(entry.standing, name)
    }
    return {
        hub: (shown, *(name for name in OTHER_COUNTS[hub] if (hub, name) in told))
        for hub, shown in SHOWN_COUNT.items()
    }


@dataclass(frozen=True, slots=True)
class HubBook:
    """The stats, ready to be looked up by checkpoint."""

    stats: Stats
    aliases: Aliases
    rows: dict[tuple[Hub, str], list[HistoryRow]] = field(default_factory=dict)

    def entry(self, hub: Hub, repository: str | None, license_: str) -> HubEntry | None:
        """Return what is known of a checkpoint on a hub; None when it is not there."""
        if repository is None:
            return None
        standing = self.stats.standings.get((hub, repository), Standing())
        said = standing.said
        return HubEntry(
            hub=hub,
            repository=repository,
            url=ADDRESSES[hub] + repository,
            standing=standing,
            licenses=spell_licenses(said),
            agreement=compare_license(self.aliases, hub, license_, said),
            renamed_to=said.repository if said and said.repository.lower() != repository.lower() else None,
            trend=build_trend(self.rows.get((hub, repository), ()), SHOWN_COUNT[hub]),
        )


def open_book(catalog: Catalog, stats: Stats) -> HubBook:
    """Return the book of stats for a catalog."""
    rows: dict[tuple[Hub, str], list[HistoryRow]] = defaultdict(list)
    for hub, history in stats.history.items():
        for row in history:
            rows[hub, row.repository].append(row)
    return HubBook(stats, build_aliases(catalog), dict(rows))


def build_trend(rows: Iterable[HistoryRow], count: CountName) -> Trend | None:
    """Return the line of a count over time; None when there are fewer than two days to join."""
    points = [(row.day, value) for row in rows if (value := getattr(row, count)) is not None][-TREND_POINTS:]
    if len(points) < 2:  # noqa: PLR2004  a line has two ends
        return None
    values = [value for _, value in points]
    low, high = min(values), max(values)
    step = (WIDTH - 2 * MARGIN) / (len(points) - 1)
    drawn = [
        (MARGIN + number * step, HEIGHT - MARGIN - _share(value, low, high) * (HEIGHT - 2 * MARGIN))
        for number, value in enumerate(values)
    ]
    return Trend(
        line=" ".join(f"{x:.1f},{y:.1f}" for x, y in drawn),
        end=(round(drawn[-1][0], 1), round(drawn[-1][1], 1)),
        low=low,
        high=high,
        points=tuple(points),
    )


def _share(value: int, low: int, high: int) -> float:
    return (value - low) / (high - low) if high > low else 0.5

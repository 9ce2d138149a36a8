"""One run over one hub: ask, judge, and tell what changed. What is written is decided by the caller."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from generator.catalog import Catalog
from generator.hubs import MODULES, HubClient, HubError
from generator.records.observation import COUNTS, HistoryRow, Hub, Observation, Run, Standing
from generator.refresh.collect import Outcome, collect
from generator.refresh.judge import judge
from generator.stats import Stats
from generator.stats.history import replace_day

SHRINK = 0.8
"""A hub that answers for less than this share of what it answered for last time is told first."""


@dataclass(frozen=True, slots=True)
class HubRun:
    """What a run over one hub brought: the outcomes, and the standings before and after."""

    hub: Hub
    outcomes: dict[str, Outcome]
    before: dict[str, Standing]
    after: dict[str, Standing]
    requests: int
    shrunk_from: int | None
    """How many checkpoints were observed last time, when it is now far fewer."""

    @property
    def observed(self) -> int:
        """How many checkpoints the hub answered for."""
        return sum(1 for outcome in self.outcomes.values() if isinstance(outcome, Observation))


def build_targets(catalog: Catalog, hub: Hub, model: str | None = None) -> tuple[str, ...]:
    """Return the repositories of the catalog's checkpoints on a hub, or those of one model or size."""
    names = {
        getattr(place.checkpoint, hub)
        for place in catalog.checkpoints()
        if model in {None, place.model, place.size}
    }
    return tuple(sorted(name for name in names if name is not None))


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a hub on a day."""

    hub: Hub
    targets: tuple[str, ...]
    today: date


def refresh_hub(
    question: Question, client: HubClient, stats: Stats, tick: Callable[[str], None] = lambda _: None
) -> HubRun:
    """Ask a hub for the targets and judge what it says."""
    hub, targets, today = question.hub, question.targets, question.today
    asked = client.budget.asked
    before = {name: stats.standings.get((hub, name), Standing()) for name in targets}
    known = {name: standing.said for name, standing in before.items()}
    outcomes = collect(MODULES[hub], client, targets, known, tick)
    past: dict[str, list[HistoryRow]] = defaultdict(list)
    for row in stats.history.get(hub, ()):
        past[row.repository].append(row)
    after = {name: judge(before[name], outcomes[name], today, past[name]) for name in targets}
    requests = client.budget.asked - asked
    observed = sum(1 for outcome in outcomes.values() if isinstance(outcome, Observation))
    last = stats.runs.get(hub)
    shrunk = last is not None and last.wanted <= len(targets) and observed < SHRINK * last.observed
    return HubRun(hub, outcomes, before, after, requests, last.observed if last and shrunk else None)


def merge(stats: Stats, runs: tuple[HubRun, ...], today: date, *, whole: bool) -> Stats:
    """Return the stats after the runs; `whole` tells that they asked for every checkpoint of their hub."""
    day = today.isoformat()
    standings, history, last = dict(stats.standings), dict(stats.history), dict(stats.runs)
    for run in runs:
        standings |= {(run.hub, name): standing for name, standing in run.after.items()}
        rows = [row for name, standing in run.after.items() if (row := _row(name, standing, day)) is not None]
        history[run.hub] = replace_day(history.get(run.hub, ()), day, rows)
        if whole:
            wanted = len(run.outcomes)
            last[run.hub] = Run(day=day, wanted=wanted, observed=run.observed, requests=run.requests)
    return Stats(standings, history, last)


def _row(name: str, standing: Standing, day: str) -> HistoryRow | None:
    """Return what is believed of today; what is old or held back is no part of today's history."""
    figures = {count: getattr(standing, count) for count in COUNTS}
    today = {count: it.value for count, it in figures.items() if it is not None and it.day == day}
    return HistoryRow(day=day, repository=name, **today) if today else None


def is_missing(outcome: Outcome) -> bool:
    """Tell whether the hub knows no such repository."""
    return isinstance(outcome, HubError) and outcome.kind == "missing"

"""The report of a run, for the log, the commit message and the person who looks at it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.catalog import Catalog
from generator.hubs import HubError
from generator.licensing import build_aliases, compare_license, spell_licenses
from generator.records.observation import HUBS, Hub
from generator.refresh.run import HubRun, is_missing

LISTED = 50
"""How many entries a list of the report shows; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Change:
    """Something that a person should know: of what kind, where, and in words."""

    kind: str
    hub: Hub
    repository: str
    words: str


@dataclass(frozen=True, slots=True)
class Report:
    """What the runs brought."""

    day: date
    runs: tuple[HubRun, ...]
    changes: tuple[Change, ...]

    @property
    def observed(self) -> int:
        """How many checkpoints were observed."""
        return sum(run.observed for run in self.runs)

    @property
    def wanted(self) -> int:
        """How many were asked for."""
        return sum(len(run.outcomes) for run in self.runs)

    @property
    def is_whole(self) -> bool:
        """Whether every checkpoint was observed and no hub shrank."""
        return self.observed == self.wanted and not any(run.shrunk_from for run in self.runs)


FOR_A_PERSON = {
    "license": "Licenses that differ from the catalog",
    "missing": "Not found on the hub",
    "renamed": "Renamed on the hub",
}
"""What only a person can settle, each with its heading."""

FOR_THE_LOG = {
    "suspicious": "Counts held back",
    "failed": "Not observed",
}


def build_report(catalog: Catalog, runs: tuple[HubRun, ...], day: date) -> Report:
    """Return the report on runs that were judged."""
    licenses = {
        (hub, repository): place.license
        for place in catalog.checkpoints()
        for hub in HUBS
        if (repository := getattr(place.checkpoint, hub))
    }
    aliases = build_aliases(catalog)
    changes: list[Change] = []
    for run in runs:
        for name, outcome in sorted(run.outcomes.items()):
            standing = run.after[name]
            said = standing.said
            if isinstance(outcome, HubError):
                kind = "missing" if is_missing(outcome) else "failed"
                since = standing.failing_since or day.isoformat()
                changes.append(Change(kind, run.hub, name, f"{outcome.reason}, since {since}"))
                continue
            for count, suspicion in sorted(standing.suspicious.items()):
                seen = ", ".join(suspicion.days)
                changes.append(Change("suspicious", run.hub, name, f"{count} {suspicion.value:,} on {seen}"))
            if said is None:
                continue
            if said.repository.lower() != name.lower():
                changes.append(Change("renamed", run.hub, name, f"now {said.repository}"))
            license_ = licenses[run.hub, name]
            if compare_license(aliases, run.hub, license_, said) == "differs":
                words = f"the hub says {', '.join(spell_licenses(said))} since {standing.licenses_since}"
                changes.append(Change("license", run.hub, name, f"{words}, the catalog {license_}"))
    return Report(day, runs, tuple(changes))


def summarize(report: Report) -> str:
    """Return the report in one line."""
    failed = report.wanted - report.observed
    notable = sum(1 for change in report.changes if change.kind != "failed")
    line = f"{report.day}: {report.observed} of {report.wanted} checkpoints observed"
    line += f", {failed} not" if failed else ""
    return f"{line}; {notable} notable" if notable else line


def render_report(report: Report) -> str:
    """Return the report as Markdown; words of a hub stand in code spans, where they call nobody."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"# {summarize(report)}"
    yield ""
    for run in report.runs:
        if run.shrunk_from is not None:
            yield f"**{run.hub} answered for {run.observed} checkpoints, {run.shrunk_from} the last time.**"
            yield ""
    yield "| hub | asked for | observed | requests |"
    yield "|---|---:|---:|---:|"
    for run in report.runs:
        yield f"| {run.hub} | {len(run.outcomes)} | {run.observed} | {run.requests} |"
    person = [change for change in report.changes if change.kind in FOR_A_PERSON]
    if person:
        yield from ("", "## For a person")
        for kind, heading in FOR_A_PERSON.items():
            yield from _list(heading, [change for change in person if change.kind == kind])
    for kind, heading in FOR_THE_LOG.items():
        yield from _list(heading, [change for change in report.changes if change.kind == kind])


def _list(heading: str, changes: list[Change]) -> Iterator[str]:
    if not changes:
        return
    yield from ("", f"### {heading}", "")
    for change in changes[:LISTED]:
        yield f"- {change.hub} `{_code(change.repository)}`: `{_code(change.words)}`"
    if len(changes) > LISTED:
        yield f"- and {len(changes) - LISTED} more"


def _code(text: str) -> str:
    return text.replace("`", "'")

"""One report in Markdown: what breaks its budget first, then every figure."""

from collections.abc import Iterable, Sequence

from tools.quality.budgets import Figure


def render_report(figures: Sequence[Figure], faults: Iterable[str], notes: Iterable[str]) -> str:
    """Return the report. `faults` are those that no number tells; `notes` have no budget."""
    broken = [figure for figure in figures if not figure.holds]
    faults = list(faults)
    lines = ["# Quality of the built site", ""]
    lines.append(f"{len(figures)} figures, {len(broken)} beyond their budget, {len(faults)} other faults.")
    if broken:
        lines += ["", "## Beyond their budget", "", *_table(broken)]
    if faults:
        lines += ["", "## Faults", "", *(f"- {fault}" for fault in faults)]
    lines += ["", "## All figures", "", *_table(figures)]
    lines += ["", "## Without a budget", "", *(f"- {note}" for note in notes)]
    return "\n".join(lines) + "\n"


def _table(figures: Iterable[Figure]) -> list[str]:
    rows = [
        f"| {'' if figure.holds else '✕ '}{figure.what} | /{figure.where} "
        f"| {figure.value:g} {figure.unit} | {figure.budget} |"
        for figure in figures
    ]
    return ["| what | where | measured | budget |", "| --- | --- | ---: | ---: |", *rows]

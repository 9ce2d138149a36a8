"""The command `atlas pick`: which sizes answer a wish."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import click

from generator.catalog import load_catalog
from generator.cli_memory import Tokens
from generator.memory import CLASSES
from generator.problems import GeneratorError, suggest
from generator.site import build_site
from generator.site.coefficients import build_coefficients
from generator.site.pick import Level, Wish, pick
from generator.stats import read_stats


@click.command("pick")
@click.option("--for", "scenario", default="", help="An id of catalog/scenarios.yml.")
@click.option("--card", default="", help="An id of catalog/gpus.yml, or a memory like 24gb.")
@click.option("--level", type=click.Choice(get_args(Level)), default="best", show_default=True)
@click.option("--commercial", is_flag=True, help="Business use must be allowed.")
@click.option("--language", default="", help="A language tag like zh.")
@click.option("--context", type=Tokens(), default=None, help="Tokens at least: 8192, 32K, 1M.")
@click.option("--tune", is_flag=True, help="It will be fine-tuned.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def pick_sizes(  # noqa: PLR0913, PLR0917  one argument for each option
    root: Path,
    scenario: str,
    card: str,
    level: Level,
    commercial: bool,
    language: str,
    context: int | None,
    tune: bool,
    as_json: bool,
) -> None:
    """Recommend sizes for a need, with the reasons, and tell what was ruled out by what."""
    catalog = load_catalog(root / "catalog", datetime.now(UTC).date())
    cards = [*catalog.gpus, *(f"{gib}gb" for gib in CLASSES)]
    for word, valid, kind in ((scenario, catalog.scenarios, "scenario"), (card, cards, "card")):
        if word and word not in valid:
            raise GeneratorError(f'unknown {kind} "{word}"; {suggest(word, valid)}')
    site = build_site(catalog, read_stats(root / "catalog" / "stats"))
    sizes = site.explorer.data["sizes"]
    languages = {tag for row in sizes.values() for tag in row["facets"]["language"]}
    if language and language not in languages:
        raise GeneratorError(f'no size names the language "{language}"; {suggest(language, languages)}')
    wish = Wish(
        scenario=scenario,
        card=card,
        level=level,
        commercial=commercial,
        language=language,
        context=context or 0,
        tune=tune,
    )
    found = pick(sizes, build_coefficients(site.sizes, site.hardware), wish)
    if as_json:
        told = {
            "picks": [
                {"id": it.id, "quantization": it.quantization, "gib": it.gib and round(it.gib, 3)}
                for it in found.picks
            ],
            "ruled_out": found.ruled_out,
        }
        click.echo(json.dumps(told))
        return
    for place, it in enumerate(found.picks, 1):
        numbers, verdict = sizes[it.id]["numbers"], sizes[it.id]["facets"]["verdict"][0]
        run = f"{it.gib:.1f} GiB as {it.quantization}" if it.gib else "any card"
        downloads = (
            f"{numbers['downloads_30d']:,} downloads" if "downloads_30d" in numbers else "downloads unknown"
        )
        click.echo(f"{place}. {it.id}: {run}; commercial use {verdict}; {downloads}; {numbers['released']}")
    if not found.picks:
        click.echo("nothing answers all of this; loosen one of the conditions below")
    ruled = ", ".join(f"{count} by {reason}" for reason, count in sorted(found.ruled_out.items()))
    click.echo(f"ruled out: {ruled or 'nothing'}")

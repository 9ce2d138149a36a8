"""The command `atlas pick`: which sizes answer a wish."""

import json
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import click

from generator.catalog import Catalog, load_catalog
from generator.cli_memory import Tokens
from generator.memory import CLASSES
from generator.problems import GeneratorError, suggest
from generator.render import reasons_of
from generator.site import build_site
from generator.site.memory import open_memory
from generator.site.pick import Answer, Level, Picked, Wish, loosen, pick
from generator.site.picks import Recommended, recommend, tell_ruled_out
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
    wish = Wish(
        scenario=scenario,
        card=card,
        level=level,
        commercial=commercial,
        language=language,
        context=context or 0,
        tune=tune,
    )
    _check_names(catalog, wish)
    site = build_site(catalog, read_stats(root / "catalog" / "stats"))
    sizes, book = site.explorer.data["sizes"], open_memory(catalog)
    _check_language(sizes, wish)
    found = pick(sizes, book, wish)
    recommended = recommend(found, {size.id: size for size in site.sizes}, book, wish)
    ways_out = () if found.picks else loosen(sizes, book, wish)
    if as_json:
        click.echo(json.dumps(_as_json(found, recommended, ways_out), ensure_ascii=False))
    else:
        _tell(found, recommended, wish, ways_out)


def _check_names(catalog: Catalog, wish: Wish) -> None:
    cards = [*catalog.gpus, *(f"{gib}gb" for gib in CLASSES)]
    known: tuple[tuple[str, str, Collection[str]], ...] = (
        ("scenario", wish.scenario, catalog.scenarios),
        ("card", wish.card, cards),
    )
    for kind, word, valid in known:
        if word and word not in valid:
            raise GeneratorError(f'unknown {kind} "{word}"; {suggest(word, valid)}')


def _check_language(sizes: Mapping[str, Any], wish: Wish) -> None:
    languages = {tag for row in sizes.values() for tag in row["facets"]["language"]}
    if wish.language and wish.language not in languages:
        nearest = suggest(wish.language, languages)
        raise GeneratorError(f'no size names the language "{wish.language}"; {nearest}')


def _as_json(
    found: Picked, recommended: tuple[Recommended, ...], ways_out: tuple[tuple[Answer, int], ...]
) -> dict[str, Any]:
    picks = [
        {
            "id": it.size.id,
            "quantization": it.run.quantization if it.run else None,
            "context_tokens": it.run.context if it.run else None,
            "gib": round(it.run.gib, 3) if it.run else None,
            "ahead_by": it.ahead,
            "reasons": reasons_of(it, "en"),
        }
        for it in recommended
    ]
    told: dict[str, Any] = {"picks": picks, "left": found.left, "ruled_out": dict(found.ruled_out)}
    return told | ({"loosen": dict(ways_out)} if not picks else {})


def _tell(
    found: Picked,
    recommended: tuple[Recommended, ...],
    wish: Wish,
    ways_out: tuple[tuple[Answer, int], ...],
) -> None:
    for place, it in enumerate(recommended, 1):
        click.echo(f"{place}. {it.size.id}: {'; '.join(reasons_of(it, 'en'))}")
    if not recommended:
        click.echo("nothing answers all of this")
    for answer, left in ways_out:
        click.echo(f"without --{'for' if answer == 'scenario' else answer}: {left} left")
    ruled = ", ".join(f"{it.count} by {it.reason}" for it in tell_ruled_out(found, wish))
    click.echo(f"ruled out: {ruled or 'nothing'}")

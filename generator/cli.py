"""The command `atlas`: load, call, report."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from generator.audit import audit as find
from generator.catalog import Catalog, load_catalog
from generator.cli_memory import memory
from generator.cli_pick import pick_sizes
from generator.cli_refresh import only_one, refresh
from generator.languages import LANGUAGES
from generator.pictures import render_pictures
from generator.problems import CatalogError, GeneratorError
from generator.publish import build_languages, write_pages
from generator.render import render_data, render_pages
from generator.schema import write_schemas
from generator.site import build_site
from generator.stats import read_stats, write_stats
from generator.stats.history import compact


class _Commands(click.Group):
    """Shows the errors that a person can mend as text; any other is a bug and keeps its traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; exit with 1 and a text after a mistake of the catalog or the machine."""
        try:
            return super().invoke(ctx)
        except CatalogError as error:
            _tell_problems(error)
        except (GeneratorError, OSError) as error:
            click.echo(f"atlas: {error}", err=True)
        return ctx.exit(1)


@click.group(cls=_Commands)
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=".",
    help="The folder of the project: it holds catalog/ and mkdocs.yml.",
)
@click.pass_context
def main(ctx: click.Context, root: Path) -> None:
    """Check, render and build the Open Model Atlas."""
    ctx.obj = root


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.pass_obj
def check(root: Path, paths: tuple[Path, ...]) -> None:
    """Check the whole catalog and show all problems, or those in PATHS."""
    try:
        catalog = _load(root)
    except CatalogError as error:
        wanted = [path.resolve() for path in paths] or [root.resolve()]
        here = [
            problem
            for problem in error.problems
            if any((root / problem.path).resolve().is_relative_to(path) for path in wanted)
        ]
        if not here:
            click.echo(f"no problem in {', '.join(map(str, paths))}; {len(error.problems)} elsewhere")
            return
        raise CatalogError(here) from None
    sizes = sum(1 for _ in catalog.sizes())
    click.echo(f"{len(catalog.models)} models, {sizes} sizes, {len(catalog.licenses)} licenses: no problem")


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.pass_obj
def render(root: Path, folder: Path) -> None:
    """Write every generated page, in all languages, into FOLDER (new or empty); feeds need SITE_URL."""
    address = os.environ.get("SITE_URL", "").rstrip("/") + "/"
    site = build_site(_load(root), read_stats(root / "catalog" / "stats"))
    pages: dict[str, str | bytes] = {
        f"{language}/{page.markdown_path}": page.content
        for language in LANGUAGES
        for page in render_pages(site, language, address)
    }
    for language in LANGUAGES:
        pages |= {f"{language}/{uri}": text for uri, text in render_data(site, language, address)}
    pages |= dict(render_pictures(site, root / ".cache" / "social"))
    write_pages(folder, pages)
    click.echo(f"{len(pages)} files in {folder}")


@main.command()
@click.option("--site", type=click.Path(path_type=Path), default=None, help="Default: site/ in the root.")
@click.pass_obj
def build(root: Path, site: Path | None) -> None:
    """Build the site in all languages; an existing one is replaced only when all went well."""
    _load(root)
    read_stats(root / "catalog" / "stats")
    folder = (site or root / "site").resolve()
    build_languages(root, folder)
    click.echo(f"{sum(1 for _ in folder.rglob('*.html'))} pages in {folder}")


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), default="schema")
def schema(folder: Path) -> None:
    """Write the JSON Schemas by which editors complete the YAML files into FOLDER."""
    write_schemas(folder)


@main.group()
def stats() -> None:
    """Tend the store of what hubs said."""


@stats.command("compact")
@click.pass_obj
def compact_stats(root: Path) -> None:
    """Thin the history that is older than a year to the last day of each week."""
    folder = root / "catalog" / "stats"
    with only_one(folder):
        before = read_stats(folder)
        today = datetime.now(UTC).date()
        thinned = {hub: compact(rows, today) for hub, rows in before.history.items()}
        write_stats(folder, replace(before, history=thinned))
    dropped = sum(len(rows) - len(thinned[hub]) for hub, rows in before.history.items())
    click.echo(f"{dropped} rows dropped")


@main.command()
@click.option("--licenses", is_flag=True, help="Only licenses that a hub names otherwise.")
@click.pass_obj
def audit(root: Path, licenses: bool) -> None:
    """List what a reviewer should look at; exit 1 when there is anything that nobody accepted."""
    catalog = _load(root)
    findings = find(catalog, read_stats(root / "catalog" / "stats"), datetime.now(UTC).date())
    if licenses:
        findings = tuple(finding for finding in findings if finding.rule == "license")
    new = [finding for finding in findings if finding.id not in catalog.accepted]
    for finding in new:
        click.echo(f"{finding.id}: {finding.words}")
    gone = set() if licenses else set(catalog.accepted) - {finding.id for finding in findings}
    for identity in sorted(gone):
        click.echo(f"{identity}: was accepted and is no more; remove it from catalog/accepted.yml")
    click.echo(f"{len(new)} to look at, {len(findings) - len(new)} accepted")
    if new or gone:
        raise click.exceptions.Exit(1)


main.add_command(memory)
main.add_command(pick_sizes)
main.add_command(refresh)


def _load(root: Path) -> Catalog:
    return load_catalog(root / "catalog", datetime.now(UTC).date())


def _tell_problems(error: CatalogError) -> None:
    for problem in error.problems:
        click.echo(str(problem), err=True)
        if os.environ.get("GITHUB_ACTIONS") == "true":
            click.echo(problem.annotation)
    files = len({problem.path for problem in error.problems})
    count = len(error.problems)
    click.echo(f"{count} problem{'s' * (count != 1)} in {files} file{'s' * (files != 1)}", err=True)

"""What a page and its files weigh: gzipped as they travel, raw where that is what a phone must read."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from generator.languages import LANGUAGES, site_folder
from tools.quality.budgets import Figure

KB = 1000
"""Bytes in the KB of the budgets."""
HOME, ARTICLE, MODEL, INDEX, STYLES, SCRIPTS = 60, 40, 30, 150, 40, 60
"""Budgets in KB: the home page, a model's article (raw), the heaviest page of a model, a search index,
all styles, and the scripts that every page loads; gzipped unless said otherwise."""
USUAL = 85
"""Percent of the models whose article must keep to ARTICLE: a model with nine sizes and thirty
checkpoints has that much to say, and is held by MODEL. Some room is left for what hubs tell day by day."""

_ARTICLE = re.compile(r"<article.*?</article>", re.S)
_STYLE = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
_SCRIPT = re.compile(r'(?:<script\b[^>]*\bsrc|<link\b[^>]*\bdata-oma-later href)="([^"]+)"')


def weigh(site: Path) -> Iterator[Figure]:
    """Yield the weights of the built site."""
    for folder in map(site_folder, LANGUAGES):
        home, index = site / folder / "index.html", site / folder / "search" / "search_index.json"
        yield Figure("home page, gzipped", folder, _packed(home), "KB", most=HOME)
        yield Figure("search index, gzipped", f"{folder}search/", _packed(index), "KB", most=INDEX)
        yield Figure("styles, gzipped", folder, _loaded(home, _STYLE), "KB", most=STYLES)
        yield Figure("scripts, gzipped", folder, _loaded(home, _SCRIPT), "KB", most=SCRIPTS)
        yield from _weigh_models(site / folder / "models", f"{folder}models/")


def _weigh_models(folder: Path, where: str) -> Iterator[Figure]:
    pages = list(folder.glob("*/index.html"))
    articles = {page: article_weight(page.read_text(encoding="utf-8")) for page in pages}
    heaviest = max(pages, key=lambda page: (articles[page], page))
    within = 100 * sum(weight <= ARTICLE for weight in articles.values()) / len(articles)
    yield Figure(f"articles within {ARTICLE} KB raw", where, round(within, 1), "%", least=USUAL)
    name = f"{where}{heaviest.parent.name}/"
    yield Figure("heaviest article, raw", name, articles[heaviest], "KB")
    yield Figure("heaviest model page, gzipped", name, _packed(heaviest), "KB", most=MODEL)


def article_weight(page: str) -> float:
    """Return the KB of our own part of a page, uncompressed."""
    article = _ARTICLE.search(page)
    return round(len(article[0].encode()) / KB, 1) if article else 0


def _packed(path: Path) -> float:
    return round(len(gzip.compress(path.read_bytes(), compresslevel=6)) / KB, 1)


def _loaded(page: Path, pattern: re.Pattern[str]) -> float:
    names = pattern.findall(page.read_text(encoding="utf-8"))
    return round(sum(_packed((page.parent / name).resolve()) for name in names), 1)

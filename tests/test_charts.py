"""The pictures of /trends/: every mark stands where its number says; what must not be added is not."""

from itertools import pairwise
from math import log2, log10
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.catalog import load_catalog
from generator.site import Site, build_site
from generator.stats import read_stats
from tests.conftest import ROOT, TODAY_FOR_REAL
from tests.test_browser import address

__all__ = ["address"]


@pytest.fixture(scope="module")
def atlas() -> Site:
    """Return the site of the catalog itself."""
    folder = ROOT / "catalog"
    return build_site(load_catalog(folder, TODAY_FOR_REAL), read_stats(folder / "stats"))


def test_the_timeline_has_every_model_once_and_in_order(atlas: Site) -> None:
    """None is lost in a shared row, and a later day stands further right."""
    releases = [mark for row in atlas.charts.timeline.rows for mark in row.releases]
    exact = sorted((mark.released, mark.x) for mark in releases if len(mark.released) == 10)

    assert sorted(model.record.name for model in atlas.models) == sorted(mark.name for mark in releases)
    assert [x for _, x in exact] == sorted(x for _, x in exact)
    assert 0 <= min(mark.x for mark in releases) <= max(mark.x for mark in releases) <= 100


def test_places_in_the_field_follow_the_logarithms(atlas: Site) -> None:
    """Doubling the context is the same way everywhere; so is ten times the parameters."""
    field = atlas.charts.field
    assert field is not None
    ways = {
        round((b.place - a.place) / (log2(b.value) - log2(a.value)), 2) for a, b in pairwise(field.across)
    }
    ups = {round((a.place - b.place) / (log10(b.value) - log10(a.value)), 0) for a, b in pairwise(field.down)}

    assert max(ways) - min(ways) < 0.05
    assert max(ups) - min(ups) <= 1


def test_the_table_of_the_field_counts_what_is_drawn(atlas: Site) -> None:
    """And what is not drawn is told."""
    field = atlas.charts.field
    assert field is not None

    assert len(field.spots) == sum(sum(counts) for _, counts in field.table)
    assert sum(size.open_weights for size in atlas.sizes) == len(field.spots) + field.unknown


def test_downloads_are_of_one_hub_one_count_and_one_day(atlas: Site) -> None:
    """Each sum is the sum of the figures of that day, repository by repository; the others are told."""
    assert [("huggingface", "downloads_30d"), ("modelscope", "downloads_total")] == [
        (it.hub, it.count) for it in atlas.charts.downloads
    ]
    for picture in atlas.charts.downloads:
        for family in atlas.families:
            entries = {
                entry.repository: getattr(entry.standing, picture.count)
                for size in family.sizes
                for checkpoint in size.checkpoints
                if (entry := getattr(checkpoint, picture.hub)) is not None
            }
            of_the_day = sum(it.value for it in entries.values() if it and it.day == picture.day)
            drawn = [row.value for row in picture.rows if row.family == family.ref]
            assert drawn == ([of_the_day] if of_the_day else [])


def test_bars_of_verdicts_fill_their_year(atlas: Site) -> None:
    """Shares are of the sizes with open weights, and follow each other without a gap."""
    years = atlas.charts.verdicts

    assert sum(size.open_weights for size in atlas.sizes) == sum(row.count for row in years)
    for row in years:
        assert row.count == sum(share.count for share in row.shares)
        assert 100 == pytest.approx(row.shares[-1].x + row.shares[-1].width, abs=0.1)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("folder", ["", "en/"])
def test_no_words_of_a_picture_are_cut_or_run_into_each_other(
    browser: Browser, address: str, folder: str, width: int
) -> None:
    """On a phone and on a wide screen: inside the page, and no two labels of a row or an axis overlap."""
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()
    page.goto(f"{address}{folder}trends/")

    assert [] == page.evaluate(_CLASHES)
    context.close()


_CLASHES = """() => [...document.querySelectorAll(".oma-chart svg")].flatMap(svg => {
  const words = [...svg.querySelectorAll("text:not(.oma-chart__name)")]
    .map(it => [it.textContent, it.getBoundingClientRect()]);
  const out = words.filter(([, box]) => box.left < -1 || box.right > innerWidth + 1)
    .map(([text]) => `cut: ${text}`);
  words.forEach(([text, a], at) => words.slice(at + 1).forEach(([other, b]) => {
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const tall = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (wide > 1 && tall > 4) out.push(`${text} / ${other}`);
  }));
  return out;
})"""


def test_the_page_of_pictures_is_light(built: Path) -> None:
    """Pictures, tables and all: at most 150 KB."""
    for folder in ("", "en/"):
        assert (built / folder / "trends" / "index.html").stat().st_size < 150_000

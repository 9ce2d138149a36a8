"""The explorer in a real Chromium, against an oracle in Python over the same catalog."""

import itertools
import random
import unicodedata
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from generator.catalog import load_catalog
from generator.memory import USABLE, Request, estimate, usable_gib
from generator.site import Site, build_site
from generator.site.entries import SizeEntry
from generator.stats import read_stats
from tests.conftest import ROOT, TODAY_FOR_REAL
from tests.test_browser import address
from tests.waiting import until
from tests.windows import window

__all__ = ["address"]


@pytest.fixture(scope="module")
def atlas() -> Site:
    """Return the site of the catalog itself."""
    folder = ROOT / "catalog"
    return build_site(load_catalog(folder, TODAY_FOR_REAL), read_stats(folder / "stats"))


@pytest.fixture(scope="module")
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Open the explorer once; each test goes to an address of its own."""
    with window(browser) as page:
        visit(page, address)
        yield page


def visit(page: Page, address: str, query: str = "") -> None:
    """Open the explorer in a state and wait until it is ready."""
    page.goto(f"{address}models/{'?' if query else ''}{query}")
    page.wait_for_selector("#explorer[data-ready]", state="attached")


def turn(page: Page, query: str, *, bare: bool = False) -> None:
    """Lead the open explorer to a state, as going back and forward does.

    With `bare`, only names stand in the table: most of the time goes into layout, and rows matter alone.
    """
    page.evaluate(
        """query => {
            history.pushState(null, "", query ? `?${query}` : location.pathname);
            dispatchEvent(new PopStateEvent("popstate"));
        }""",
        f"{query}&columns=name" if bare else query,
    )


def shown(page: Page) -> list[str]:
    """Return the ids of all rows that the state shows, in their order."""
    settle(page)
    page.evaluate(
        "() => { const more = document.querySelector('[data-do=more]'); if (!more.hidden) more.click() }"
    )
    settle(page)
    ids: list[str] = page.eval_on_selector_all(
        "table:not(noscript table) > tbody > tr[data-id]", "rows => rows.map((row) => row.dataset.id)"
    )
    return ids


def settle(page: Page) -> None:
    """Wait until all rows are in the table: those out of sight come a moment later."""
    page.wait_for_selector('#explorer table:not([aria-busy="true"])', state="attached")


def facet_values(atlas: Site, size: str, name: str) -> list[str]:
    """Return what the data of the page says of a size."""
    values: list[str] = atlas.explorer.data["sizes"][size]["facets"][name]
    return values


def test_every_choice_of_every_facet_shows_what_has_it(page: Page, address: str, atlas: Site) -> None:
    """With the count that stands beside it."""
    visit(page, address)
    for facet in atlas.explorer.facets:
        rare = facet.choices[-1]
        for choice in {facet.choices[0], rare}:
            turn(page, f"{facet.name}={choice.value}")
            expected = [it.id for it in atlas.sizes if choice.value in facet_values(atlas, it.id, facet.name)]
            assert expected == shown(page), (facet.name, choice.value)
            box = page.locator(f'input[data-facet="{facet.name}"][value="{choice.value}"]')
            assert box.is_checked()
            assert str(len(expected)) == box.locator("xpath=..").locator("[data-count]").text_content()


def test_facets_agree_with_what_the_catalog_says(atlas: Site) -> None:
    """The data of the explorer against the joined records, one rule each."""
    rules: dict[str, Callable[[SizeEntry], set[str]]] = {
        "verdict": lambda it: {it.badge.verdict},
        "kind": lambda it: {it.kind},
        "language": lambda it: set(it.languages),
        "region": lambda it: {it.region},
        "status": lambda it: {"superseded" if it.superseded else "current"},
        "input": lambda it: set(it.modalities.input),
    }
    for size in atlas.sizes:
        for name, rule in rules.items():
            assert rule(size) == set(facet_values(atlas, size.id, name)), (size.id, name)


def test_all_pairs_of_facets_show_what_has_both(page: Page, address: str, atlas: Site) -> None:
    """Within a facet one of its values is enough, between facets all count."""
    chance = random.Random(7)
    visit(page, address)
    for first, second in itertools.combinations(atlas.explorer.facets, 2):
        wanted = {
            facet.name: [choice.value for choice in chance.sample(facet.choices, min(2, len(facet.choices)))]
            for facet in (first, second)
        }
        query = "&".join(f"{name}={','.join(values)}" for name, values in wanted.items())
        turn(page, query, bare=True)
        expected = [
            it.id
            for it in atlas.sizes
            if all(set(values) & set(facet_values(atlas, it.id, name)) for name, values in wanted.items())
        ]
        assert expected == shown(page), query
        assert f"{len(expected)} 个尺寸" == page.text_content(".oma-toolbar [data-part=count]")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("千问", "qwen2.5-7b"),
        ("通义", "qwen2.5-7b"),
        ("qwen", "qwen2.5-7b"),
        ("Qwen2.5 7B", "qwen2.5-7b"),
        ("Ｑｗｅｎ２.５　７Ｂ", "qwen2.5-7b"),
        ("70b", "llama-3.1-70b"),
        ("meta-llama/Llama-3.1-70B", "llama-3.1-70b"),
        ("混元 4", "hy4-preview"),
        ("深度求索", "deepseek-v3"),
    ],
)
def test_search_finds_names_of_both_languages_and_hubs(
    page: Page, atlas: Site, words: str, found: str
) -> None:
    """Every word has to be somewhere in the names; width and case do not matter."""
    turn(page, "")
    page.fill("input[name=q]", words)

    ids = shown(page)
    parts = fold(words).split()
    expected = [
        it.id
        for it in atlas.sizes
        if all(part in fold(atlas.explorer.data["sizes"][it.id]["search"]) for part in parts)
    ]
    assert found in ids
    assert expected == ids


def fold(text: str) -> str:
    """Return text as it is compared: letters, digits and points in lower case, all else parts words."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return "".join(sign if sign == "." or unicodedata.category(sign)[0] in "LN" else " " for sign in plain)


@pytest.mark.parametrize(
    ("query", "rule"),
    [
        ("parameters=7-14", lambda it: it.parameters is not None and 7e9 <= it.parameters <= 14e9),
        ("parameters=-1.5", lambda it: it.parameters is not None and it.parameters <= 1.5e9),
        ("parameters=100-", lambda it: it.parameters is not None and it.parameters >= 100e9),
        ("context=262144", lambda it: (it.context_tokens or 0) >= 262_144),
        ("since=2026-01", lambda it: it.released[:7] >= "2026-01"),
    ],
)
def test_ranges_leave_out_what_is_unknown(
    page: Page, atlas: Site, query: str, rule: Callable[[SizeEntry], bool]
) -> None:
    """What is not known is neither small nor large."""
    turn(page, query)

    assert [it.id for it in atlas.sizes if rule(it)] == shown(page)


@pytest.mark.parametrize(
    ("card", "quantization", "tokens"),
    [
        ("24gb", "q4-k-m", 8_192),
        ("rtx-3060-12gb", "q8-0", 32_768),
        ("apple-m4-pro", "bf16", 131_072),
    ],
)
def test_what_runs_on_a_card_is_what_python_computes(
    page: Page, atlas: Site, card: str, quantization: str, tokens: int
) -> None:
    """From the same architecture, at the context that is asked for or the longest that there is."""
    catalog = load_catalog(ROOT / "catalog", TODAY_FOR_REAL)
    sizes = dict(catalog.sizes())
    room = usable_gib(catalog.gpus[card]) if card in catalog.gpus else int(card.removesuffix("gb")) * USABLE
    published = {
        it.size: it.bytes
        for it in catalog.measurements.values()
        if (it.measures, it.quantization) == ("weights", quantization)
    }
    expected = []
    for it in atlas.sizes:
        size = sizes[it.id]
        if size.parameters is None:
            continue
        context = min(tokens, it.context_tokens or tokens)
        request = Request(quantization=catalog.quantizations[quantization], context=context)
        result = estimate(size.parameters, size.architecture, request, published.get(it.id))
        if result.per_card is not None and result.per_card <= room * 2**30:
            expected.append(it.id)
    turn(page, f"card={card}&quantization={quantization}&tokens={tokens}")
    count = f"{len(expected)} 个尺寸"
    until(page, "count => document.querySelector('.oma-count').textContent === count", count)

    assert expected == shown(page)


def test_every_column_sorts_with_unknowns_last(page: Page, address: str, atlas: Site) -> None:
    """In both directions; a third press brings the order of the table back."""
    visit(page, address)
    plain = shown(page)
    columns = page.eval_on_selector_all(
        "th[data-column]", "heads => heads.map(head => [head.dataset.column, head.dataset.kind])"
    )
    data = atlas.explorer.data["sizes"]
    for place, (column, kind) in enumerate(columns):
        for down in (False, True):
            turn(page, f"sort={'-' if down else ''}{column}", bare=True)
            ids = shown(page)
            assert sorted(plain) == sorted(ids), column
            if kind == "number":
                values = [data[name]["numbers"].get(column) for name in ids]
                known = [value for value in values if value is not None]
                assert sorted(known, reverse=down) == known, column
                assert [None] * (len(values) - len(known)) == values[len(known) :], column
            if column == "license":
                ranks = ["yes", "conditional", "no", "unclear"]
                places = [ranks.index(data[name]["facets"]["verdict"][0]) for name in ids]
                assert sorted(places, reverse=down) == places
            state = page.get_attribute(f"th[data-column={column}]", "aria-sort")
            assert ("descending" if down else "ascending") == state, (column, place)
    turn(page, "")
    settle(page)
    for _ in range(3):
        page.click("th[data-column=parameters] button")
    assert plain == shown(page)

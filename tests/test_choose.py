"""The chooser: rules in Python, the same rules in a real Chromium, and the command."""

import itertools
import json
import random
from dataclasses import asdict
from typing import Any

import pytest
from playwright.sync_api import Page

from generator.languages import LANGUAGES
from generator.render import reasons_of
from generator.render.environment import load_strings
from generator.render.numbers import format_compact, format_gib, format_parameters, format_tokens
from generator.site import Site
from generator.site.coefficients import build_coefficients
from generator.site.pick import Wish, explorer_query, loosen
from generator.site.picks import recommend
from tests.choosing import LEVELS, book, choose, page, rounded, row, visit, wishes_of_chance
from tests.conftest import ROOT
from tests.test_cli import atlas as run_atlas
from tests.test_explorer import address, atlas

__all__ = ["address", "atlas", "page"]


def test_every_pick_answers_the_wish(atlas: Site) -> None:
    """Each condition holds for each of them, and no model stands twice."""
    wish = Wish(scenario="coding", card="rtx-4090", commercial=True, language="zh", context=32_768)
    found = choose(atlas, wish)

    assert found.picks
    for it in found.picks:
        facets, numbers = row(atlas, it.id)["facets"], row(atlas, it.id)["numbers"]
        assert "coding" in facets["scenario"]
        assert "zh" in facets["language"]
        assert facets["verdict"][0] in {"yes", "conditional"}
        assert facets["status"] == ["current"]
        assert numbers["context"] >= 32_768
        assert it.run is not None
        assert it.run.gib <= 24 * 0.93
    models = [row(atlas, it.id)["model"] for it in found.picks]
    assert len(set(models)) == len(models)


def test_what_is_ruled_out_and_what_is_left_are_all(atlas: Site) -> None:
    """Nothing gets lost between the reasons."""
    found = choose(atlas, Wish(scenario="chat"))
    left = [
        size.id
        for size in atlas.sizes
        if "chat" in row(atlas, size.id)["facets"]["scenario"] and not size.superseded and size.open_weights
    ]

    assert len(left) == found.left
    assert len(atlas.sizes) == sum(found.ruled_out.values()) + len(left)


def test_the_level_decides_between_large_and_small(atlas: Site) -> None:
    """The largest that fits, the largest at 8 bits or more, the smallest."""
    by_level = {
        level: choose(atlas, Wish(scenario="chat", card="24gb", level=level)).picks[0] for level in LEVELS
    }
    parameters = {level: row(atlas, it.id)["numbers"]["parameters"] for level, it in by_level.items()}

    assert parameters["best"] > parameters["balanced"] > parameters["small"]
    balanced = by_level["balanced"].run
    assert balanced is not None
    assert balanced.quantization in {"bf16", "q8-0"}


def test_free_licenses_come_first_for_business(atlas: Site) -> None:
    """Then recent ones; the rest follows."""
    picks = choose(atlas, Wish(scenario="agents", commercial=True)).picks
    verdicts = [row(atlas, it.id)["facets"]["verdict"][0] for it in picks]

    assert sorted(verdicts, key=lambda verdict: verdict != "yes") == verdicts


def test_fine_tuning_wants_a_base_and_the_right_to_change_it(atlas: Site) -> None:
    """Both stand in the data."""
    found = choose(atlas, Wish(scenario="", tune=True, card="16gb"))

    assert found.ruled_out["tune"] > 0
    assert all(row(atlas, it.id)["base"] for it in found.picks)


def test_browser_and_python_choose_alike(page: Page, address: str, atlas: Site) -> None:
    """For three hundred wishes of chance: the list, why each stands there, and what to loosen."""
    wishes = wishes_of_chance(atlas, 300)
    numbers = build_coefficients(atlas.sizes, atlas.hardware)
    sizes = atlas.explorer.data["sizes"]
    page.goto(f"{address}choose/")
    found = page.evaluate(
        """async ([sizes, numbers, wishes]) => {
            const { filters, loosen, pick } = await import("../assets/explorer/pick.js");
            return wishes.map((wish) => ({
                ...pick(sizes, numbers, wish),
                ways: loosen(sizes, numbers, wish),
                queries: ["", "memory", "context", "closed", "tune"].map((reason) => filters(wish, reason)),
            }));
        }""",
        [sizes, numbers, [asdict(wish) for wish in wishes]],
    )
    for wish, theirs in zip(wishes, found, strict=True):
        ours = choose(atlas, wish)
        assert rounded(asdict(it) for it in ours.picks) == rounded(theirs["picks"]), wish
        assert ours.ruled_out == theirs["ruledOut"], wish
        assert ours.left == theirs["left"], wish
        assert [list(it) for it in loosen(sizes, book(), wish)] == theirs["ways"], wish
        reasons: tuple[Any, ...] = (None, "memory", "context", "closed", "tune")
        assert [explorer_query(wish, reason) for reason in reasons] == theirs["queries"], wish


@pytest.mark.parametrize("language", LANGUAGES)
def test_browser_and_python_give_the_same_reasons(
    page: Page, address: str, atlas: Site, language: Any
) -> None:
    """In words, as the page shows them."""
    words = load_strings(language)["choose"]
    by_id = {size.id: size for size in atlas.sizes}
    for wish in [it for it in wishes_of_chance(atlas, 60) if choose(atlas, it).picks][:12]:
        given = {
            "for": wish.scenario,
            "card": wish.card,
            "level": wish.level,
            "commercial": "1" if wish.commercial else "",
            "language": wish.language,
            "context": str(wish.context or ""),
            "tune": "1" if wish.tune else "",
        }
        query = "&".join(f"{name}={value}" for name, value in given.items() if value)
        visit(page, f"{address}{'en/' if language == 'en' else ''}", query)
        expected = []
        for it in recommend(choose(atlas, wish), by_id, book(), wish):
            told = list(reasons_of(it, language))
            place = told.pop() if it.ahead else ""
            line = words["because"]["separator"].join(told) + words["because"]["end"]
            expected.append((it.size.name, line, f"{words['place']} {place}" if place else ""))
        shown = page.locator("[data-part=picks] > li").evaluate_all(
            """lines => lines.map((line) => [
                line.querySelector("a").textContent,
                line.querySelector("p").textContent,
                line.querySelector(".oma-pick__place")?.textContent ?? "",
            ])"""
        )
        assert [list(it) for it in expected] == shown, wish


def test_numbers_are_written_alike(page: Page, address: str) -> None:
    """By browser and Python, for a thousand numbers of chance and the edges of the units."""
    chance = random.Random(9)
    edges = [scale + step for scale in (1_000, 1_024, 10_000, 10**6, 10**8, 10**9) for step in (-1, 0, 1)]
    counts = [*edges, 12_500, *(chance.randrange(1, 10 ** chance.randrange(1, 12)) for _ in range(1_000))]
    sizes = [chance.uniform(0, 300) for _ in range(300)]
    page.goto(f"{address}choose/")
    found = page.evaluate(
        """async ([counts, sizes]) => {
            const { compact, gib, parameters, tokens } = await import("../assets/explorer/words.js");
            const write = (it) => [compact(it, "zh"), compact(it, "en"), parameters(it), tokens(it)];
            return [counts.map(write), sizes.map(gib)];
        }""",
        [counts, sizes],
    )

    expected = [
        [format_compact(it, "zh"), format_compact(it, "en"), format_parameters(it), format_tokens(it)]
        for it in counts
    ]
    assert expected == found[0]
    assert [format_gib(it) for it in sizes] == found[1]


def test_each_place_tells_which_key_put_it_there(atlas: Site) -> None:
    """The first key of the order in which it differs from the next."""
    for wish in wishes_of_chance(atlas, 100):
        picks = choose(atlas, wish).picks
        for one, following in itertools.pairwise(picks):
            own, other = row(atlas, one.id)["numbers"], row(atlas, following.id)["numbers"]
            if one.ahead == "larger":
                assert own["parameters"] > other["parameters"]
            elif one.ahead == "smaller":
                assert own["parameters"] < other["parameters"]
            elif one.ahead == "recent":
                assert own["released"] > other["released"]
            elif one.ahead == "license":
                assert row(atlas, one.id)["facets"]["verdict"] == ["yes"]
            assert one.ahead is not None


def test_the_command_gives_the_same_answer(atlas: Site) -> None:
    """With a context as people write it."""
    options = (
        "--for",
        "coding",
        "--card",
        "rtx-4090",
        "--commercial",
        "--language",
        "zh",
        "--context",
        "32k",
    )
    result = run_atlas("--root", ROOT, "pick", *options, "--json")

    wish = Wish(scenario="coding", card="rtx-4090", commercial=True, language="zh", context=32_768)
    expected = [it.id for it in choose(atlas, wish).picks]
    told = json.loads(result.output)["picks"]
    assert expected == [it["id"] for it in told]
    assert "fits GeForce RTX 4090 at " in told[0]["reasons"][1]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--for", "codding"), 'unknown scenario "codding"; did you mean "coding"?'),
        (("--card", "rtx-409"), 'unknown card "rtx-409"; did you mean "rtx-4090"?'),
        (("--language", "xx"), 'no size names the language "xx"'),
        (("--level", "huge"), "'huge' is not one of"),
    ],
)
def test_the_command_tells_what_it_does_not_know(options: tuple[str, ...], words: str) -> None:
    """With the nearest name."""
    result = run_atlas("--root", ROOT, "pick", *options)

    assert 0 != result.exit_code
    assert words in result.output

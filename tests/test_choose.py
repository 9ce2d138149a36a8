"""The chooser: rules in Python, the same rules in a real Chromium, the command, and its pages."""

import json
import random
from dataclasses import asdict
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator.site import Site
from generator.site.coefficients import build_coefficients
from generator.site.pick import Level, Picked, Wish, pick
from tests.conftest import ROOT
from tests.test_cli import atlas as run_atlas
from tests.test_explorer import address, atlas, page

__all__ = ["address", "atlas", "page"]

LEVELS: tuple[Level, ...] = ("best", "balanced", "small")


def choose(atlas: Site, wish: Wish) -> Picked:
    """Return what Python answers."""
    return pick(atlas.explorer.data["sizes"], build_coefficients(atlas.sizes, atlas.hardware), wish)


def row(atlas: Site, identity: str) -> dict[str, Any]:
    """Return the plain data of a size."""
    found: dict[str, Any] = atlas.explorer.data["sizes"][identity]
    return found


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
        assert it.gib is not None
        assert it.gib <= 24 * 0.93
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

    assert len(atlas.sizes) == sum(found.ruled_out.values()) + len(left)


def test_the_level_decides_between_large_and_small(atlas: Site) -> None:
    """The largest that fits, the largest at 8 bits or more, the smallest."""
    by_level = {
        level: choose(atlas, Wish(scenario="chat", card="24gb", level=level)).picks[0] for level in LEVELS
    }
    parameters = {level: row(atlas, it.id)["numbers"]["parameters"] for level, it in by_level.items()}

    assert parameters["best"] > parameters["balanced"] > parameters["small"]
    assert by_level["balanced"].quantization in {"bf16", "q8-0"}


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
    """For three hundred wishes of chance."""
    chance = random.Random(5)
    cards = ["", "8gb", "16gb", "24gb", "80gb", "rtx-4090", "apple-m4-max", "h20-96gb"]
    wishes = [
        Wish(
            scenario=chance.choice(["", *(scenario.id for scenario in atlas.scenarios)]),
            card=chance.choice(cards),
            level=chance.choice(LEVELS),
            commercial=chance.random() < 0.5,
            language=chance.choice(["", "zh", "en", "ar"]),
            context=chance.choice([0, 8_192, 131_072, 1_048_576]),
            tune=chance.random() < 0.3,
        )
        for _ in range(300)
    ]
    numbers = build_coefficients(atlas.sizes, atlas.hardware)
    page.goto(f"{address}choose/")
    found = page.evaluate(
        """async ([sizes, numbers, wishes]) => {
            const { pick } = await import("../assets/explorer/pick.js");
            return wishes.map((wish) => pick(sizes, numbers, wish));
        }""",
        [atlas.explorer.data["sizes"], numbers, [asdict(wish) for wish in wishes]],
    )
    for wish, theirs in zip(wishes, found, strict=True):
        ours = choose(atlas, wish)
        assert [it.id for it in ours.picks] == [it["id"] for it in theirs["picks"]], wish
        assert [it.quantization for it in ours.picks] == [it["quantization"] for it in theirs["picks"]]
        assert ours.ruled_out == theirs["ruledOut"], wish


def test_the_form_keeps_its_answers_in_the_address(page: Page, address: str) -> None:
    """Shared and gone back to; wrong values do not matter; the explorer gets the same conditions."""
    page.goto(f"{address}choose/?for=coding&card=24gb&language=xx&level=huge")
    page.wait_for_selector("#choose[data-ready]", state="attached")
    assert "coding" == page.input_value("[name=for]")
    assert "best" == page.input_value("[name=level]")
    before = page.locator("[data-part=picks] li").count()
    assert before
    page.select_option("[name=commercial]", "1")
    assert "commercial=1" in page.evaluate("location.search")
    href = page.get_attribute("[data-part=explore]", "href") or ""
    assert "scenario=coding&status=current&verdict=yes,conditional&card=24gb" in href
    page.go_back()
    page.wait_for_function("document.querySelector('[name=commercial]').value === ''")


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
    assert expected == [it["id"] for it in json.loads(result.output)["picks"]]


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


def test_without_script_every_need_has_its_pages(browser: Browser, address: str, atlas: Site) -> None:
    """By the memory of a card; the form stays away."""
    assert "picks/chat/24gb/" in {it.ref.uri for it in atlas.picks}
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{address}choose/")
    assert not plain.is_visible("#choose")
    plain.click("a[href$='picks/coding/24gb/']")
    assert plain.locator("tbody tr").count()
    context.close()

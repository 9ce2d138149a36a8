"""The chooser: rules in Python, the same rules in a real Chromium, the command, and its pages."""

import functools
import itertools
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator.catalog import load_catalog
from generator.languages import LANGUAGES
from generator.render import reasons_of
from generator.render.environment import load_strings
from generator.render.numbers import format_compact, format_gib, format_parameters, format_tokens
from generator.site import Site
from generator.site.coefficients import build_coefficients
from generator.site.memory import MemoryBook, open_memory
from generator.site.pick import Level, Picked, Wish, explorer_query, loosen, pick
from generator.site.picks import recommend
from tests.conftest import ROOT, TODAY_FOR_REAL
from tests.test_cli import atlas as run_atlas
from tests.test_explorer import address, atlas
from tests.waiting import until

__all__ = ["address", "atlas"]

LEVELS: tuple[Level, ...] = ("best", "balanced", "small")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a window of its own; no script may fail in it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert [] == errors
    context.close()


@functools.cache
def book() -> MemoryBook:
    """Return the memory of the catalog itself."""
    return open_memory(load_catalog(ROOT / "catalog", TODAY_FOR_REAL))


def choose(atlas: Site, wish: Wish) -> Picked:
    """Return what Python answers."""
    return pick(atlas.explorer.data["sizes"], book(), wish)


def wishes_of_chance(atlas: Site, count: int) -> list[Wish]:
    """Return wishes, many of which nothing answers."""
    chance = random.Random(5)
    cards = ["", "8gb", "16gb", "24gb", "80gb", "rtx-4090", "apple-m4-max", "h20-96gb"]
    return [
        Wish(
            scenario=chance.choice(["", *(scenario.id for scenario in atlas.scenarios)]),
            card=chance.choice(cards),
            level=chance.choice(LEVELS),
            commercial=chance.random() < 0.5,
            language=chance.choice(["", "zh", "en", "ar"]),
            context=chance.choice([0, 8_192, 131_072, 1_048_576]),
            tune=chance.random() < 0.3,
        )
        for _ in range(count)
    ]


def rounded(picks: Iterable[dict[str, Any]]) -> list[Any]:
    """Return picks with their memory to the kilobyte: halves of a byte are rounded differently."""
    return [
        it | ({"run": it["run"] | {"gib": round(it["run"]["gib"], 6)}} if it["run"] else {}) for it in picks
    ]


def visit(page: Page, address: str, query: str = "") -> None:
    """Open the chooser and wait until it has answered."""
    page.goto(f"{address}choose/{'?' if query else ''}{query}")
    page.wait_for_selector("#choose[data-ready]", state="attached")


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


def test_the_form_keeps_its_answers_in_the_address(page: Page, address: str) -> None:
    """Shared and gone back to; wrong values do not matter; the links get the same conditions."""
    visit(page, address, "for=coding&card=24gb&language=xx&level=huge")
    assert "coding" == page.input_value("[name=for]")
    assert page.is_checked("[name=level][value=best]")
    assert page.locator("[data-part=picks] li").count()
    page.select_option("[name=commercial]", "1")
    assert "commercial=1" in page.evaluate("location.search")
    href = page.get_attribute("[data-part=explore]", "href") or ""
    assert "scenario=coding&status=current&verdict=yes,conditional&card=24gb" in href
    assert "&card=24gb" in (page.get_attribute("[data-part=compare]", "href") or "")
    page.go_back()
    until(page, "document.querySelector('[name=commercial]').value === ''")
    page.click("a.oma-switch")
    page.wait_for_selector("#choose[data-ready]", state="attached")
    assert "coding" == page.input_value("[name=for]")
    assert "/en/choose/" in page.url


def test_the_questions_are_answered_by_keyboard(page: Page, address: str) -> None:
    """Arrows move between the answers of a question; the list follows and is announced."""
    visit(page, address, "for=chat&card=24gb")
    before = page.locator("[data-part=picks] a").all_text_contents()
    page.focus("[name=level]:checked")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert "?for=chat&level=small&card=24gb" == page.evaluate("location.search")
    assert before != page.locator("[data-part=picks] a").all_text_contents()
    assert "status" == page.get_attribute("[data-part=message]", "role")


def test_an_empty_answer_tells_which_one_answer_to_take_back(page: Page, address: str, atlas: Site) -> None:
    """A press takes it back and shows what is left."""
    wish = Wish(scenario="coding", card="8gb", context=1_048_576)
    ways = loosen(atlas.explorer.data["sizes"], book(), wish)
    assert ways
    visit(page, address, "for=coding&card=8gb&context=1048576")
    assert page.locator("[data-part=picks] li").count() == 0
    buttons = page.locator("[data-part=loosen] button")
    assert [str(count) for _, count in ways] == [
        text.rsplit("有 ", 1)[1].split(" ")[0] for text in buttons.all_text_contents()
    ]
    buttons.first.click()
    assert page.locator("[data-part=picks] li").count()
    assert "result" == page.evaluate("document.activeElement.id")


def test_what_was_ruled_out_leads_to_the_explorer_without_that_condition(page: Page, address: str) -> None:
    """All other conditions stay."""
    visit(page, address, "for=coding&card=24gb&language=zh")
    link = page.locator("[data-part=ruled] li", has_text="没有写明这门语言").locator("a")
    href = link.get_attribute("href") or ""

    assert href.endswith("?scenario=coding&status=current&card=24gb")


@pytest.mark.parametrize("file", ["sizes.json", "coefficients.json", "licenses.json"])
def test_a_data_file_that_fails_is_told(page: Page, address: str, file: str) -> None:
    """With a way to try again; the pages below are there all the same."""
    page.route(f"**/{file}", lambda route: route.fulfill(status=200, body="<html>"))
    visit(page, address, "for=chat")
    assert "取不到数据" in (page.text_content("[data-part=message]") or "")
    assert page.is_visible("a[href$='picks/chat/24gb/']")
    page.unroute(f"**/{file}")
    page.click("[data-part=retry]")
    page.wait_for_selector("[data-part=picks] li")


def test_any_address_leaves_a_usable_form(page: Page, address: str) -> None:
    """Forty addresses of chance."""
    chance = random.Random(2)
    values = ["", "1", "24gb", "coding", "small", "__proto__", "%F0", "💥", "<b>", "-1", "9" * 30, "zh"]
    visit(page, address)
    for _ in range(40):
        names = chance.choices(
            ["for", "level", "card", "tune", "commercial", "language", "context", "x"], k=5
        )
        page.evaluate(
            """query => {
                history.pushState(null, "", `?${query}`);
                dispatchEvent(new PopStateEvent("popstate"));
            }""",
            "&".join(f"{name}={chance.choice(values)}" for name in names),
        )
        assert page.locator("[data-part=picks] li, [data-part=loosen] li").count() or page.text_content(
            "[data-part=message]"
        )
        assert page.locator("[name=level]:checked").count() == 1


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


def test_without_script_every_need_has_its_pages(browser: Browser, address: str, atlas: Site) -> None:
    """By the memory of a card; the form stays away."""
    assert "picks/chat/24gb/" in {it.ref.uri for it in atlas.picks}
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{address}choose/")
    assert not plain.is_visible("#choose")
    plain.click("a[href$='picks/coding/24gb/']")
    assert plain.locator(".oma-picks > li").count()
    assert "24 GB 装得下" in (plain.text_content(".oma-picks > li >> nth=0") or "")
    context.close()

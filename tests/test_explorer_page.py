"""The explorer as a page: its address, history, languages, files, keyboard, phones, and no script."""

import csv
import io
import json
import random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator.site import Site
from tests.test_explorer import address, atlas, page, shown, visit

__all__ = ["address", "atlas", "page"]


def random_state(chance: random.Random, atlas: Site) -> dict[str, Any]:
    """Make up a state that a reader could reach."""
    facets = {
        facet.name: sorted(
            chance.sample(range(len(facet.choices)), chance.randint(1, min(3, len(facet.choices))))
        )
        for facet in chance.sample(atlas.explorer.facets, chance.randint(0, 4))
    }
    by_name = {facet.name: facet for facet in atlas.explorer.facets}
    return {
        "q": chance.choice(["", "qwen", "千问 7b", "a&b=c,d", "100%", "#1?", "é ü"]),
        "facets": {
            name: [by_name[name].choices[place].value for place in places] for name, places in facets.items()
        },
        "parameters": chance.choice([[None, None], [1, None], [None, 70], [0.5, 7.25]]),
        "context": chance.choice([None, 8192, 262144]),
        "since": chance.choice(["", "2025-01"]),
        "card": chance.choice(["", "24gb", "rtx-4090"]),
        "quantization": chance.choice(["q4-k-m", "bf16"]),
        "tokens": chance.choice([8192, 131072]),
        "sort": "parameters",
        "down": chance.random() < 0.5,
        "hide": chance.choice([[], ["active", "hubs"]]),
        "dense": chance.random() < 0.5,
    }


def test_any_state_survives_its_address(page: Page, address: str, atlas: Site) -> None:
    """State to address to state, for two hundred states of chance."""
    chance = random.Random(11)
    states = [random_state(chance, atlas) for _ in range(200)]
    known = {
        "facets": {facet.name: [choice.value for choice in facet.choices] for facet in atlas.explorer.facets},
        "cards": ["24gb", "rtx-4090"],
        "quantizations": ["q4-k-m", "bf16"],
        "columns": ["parameters", "active", "hubs"],
    }
    visit(page, address)
    found = page.evaluate(
        """async ([states, known]) => {
            const { decode, encode } = await import("../assets/explorer/state.js");
            return states.map((state) => decode("?" + encode(state), known));
        }""",
        [states, known],
    )

    assert states == found


@pytest.mark.parametrize(
    "garbage",
    [
        "find=%E0%A4%A",
        "verdict=maybe,,yes&verdict=no",
        "parameters=NaN-Infinity&context=-5&since=2025-13&card=<script>",
        "sort=--parameters&hide=everything&dense=yes",
        "__proto__=1&constructor=2&facets=3&hide=__proto__",
        "context=99999999999999999999&tokens=0&parameters=1e3-2",
        "&&&===%%%",
        "find=" + "x" * 5000,
    ],
)
def test_garbage_in_the_address_leaves_a_usable_page(page: Page, address: str, garbage: str) -> None:
    """What is not understood is left out; the page works on."""
    visit(page, address, garbage)
    page.evaluate("document.querySelector('#filters').reset()")
    page.wait_for_function("document.querySelectorAll('tbody tr[data-id]').length >= 50")

    assert page.is_visible("tbody tr[data-id]")
    assert not page.is_visible("[data-part=none]")


def test_back_and_forward_lead_through_the_states(page: Page, address: str) -> None:
    """Each choice is a step; reloading keeps it."""
    visit(page, address)
    everything = page.text_content(".oma-toolbar [data-part=count]")
    page.check("input[data-facet=verdict][value=no]")
    narrowed = page.text_content(".oma-toolbar [data-part=count]")
    page.check("input[data-facet=kind][value=image]")
    page.go_back()
    assert narrowed == page.text_content(".oma-toolbar [data-part=count]")
    page.go_back()
    assert everything == page.text_content(".oma-toolbar [data-part=count]")
    page.go_forward()
    assert narrowed == page.text_content(".oma-toolbar [data-part=count]")
    page.reload()
    page.wait_for_selector("#explorer[data-ready]", state="attached")
    assert narrowed == page.text_content(".oma-toolbar [data-part=count]")


def test_the_language_switch_keeps_the_filters(page: Page, address: str) -> None:
    """The same rows in the other language."""
    visit(page, address, "verdict=no&kind=text&sort=-parameters")
    before = shown(page)
    page.click("a.oma-switch")
    page.wait_for_selector("#explorer[data-ready]", state="attached")

    assert "/en/models/" in page.url
    assert before == shown(page)


def test_chips_name_every_condition_and_take_it_away(page: Page, address: str) -> None:
    """Nobody has to guess why a row is not there."""
    visit(page, address, "verdict=yes&context=262144&card=24gb&find=qwen&parameters=1-")
    chips = page.locator("[data-part=chips] button")

    assert 5 == chips.count()
    while chips.count():
        chips.first.click()
    assert not page.evaluate("location.search")


def test_nothing_found_tells_what_to_do(page: Page, address: str) -> None:
    """An empty table is designed, and one press brings all back."""
    visit(page, address, "find=nosuchmodel")

    assert page.is_visible("[data-part=none]")
    page.click("[data-part=none] button")
    page.wait_for_selector("tbody tr[data-id]")


def test_the_selection_downloads_as_csv_and_json(page: Page, address: str, atlas: Site) -> None:
    """What is shown, in its order, with plain numbers."""
    visit(page, address, "vendor=meta&sort=-parameters")
    expected = shown(page)
    with page.expect_download() as told:
        page.click("[data-do=json]")
    records = json.loads(told.value.path().read_text(encoding="utf-8"))
    with page.expect_download() as told:
        page.click("[data-do=csv]")
    table = list(csv.DictReader(io.StringIO(told.value.path().read_text(encoding="utf-8-sig"))))

    assert expected == [record["id"] for record in records] == [record["id"] for record in table]
    numbers = atlas.explorer.data["sizes"]
    assert [numbers[name]["numbers"].get("parameters") for name in expected] == [
        record["parameters"] for record in records
    ]


def test_the_keyboard_is_enough(page: Page, address: str) -> None:
    """Tab to a box, space to choose, enter on a column to sort."""
    visit(page, address)
    page.focus("input[data-facet=verdict][value=no]")
    page.keyboard.press("Space")
    assert "verdict=no" in page.evaluate("location.search")
    page.focus("th[data-column=parameters] button")
    page.keyboard.press("Enter")
    assert "sort=-parameters" in page.evaluate("location.search")


def test_columns_can_be_hidden(page: Page, address: str) -> None:
    """And stay so in the address."""
    visit(page, address, "hide=license")

    assert not page.is_visible("th[data-column=license]")
    assert page.is_visible("th[data-column=context]")


def test_filters_are_a_sheet_on_a_phone(browser: Browser, address: str) -> None:
    """Opened by a button of 44 px, closed by escape, and the page never scrolls sideways."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    phone = context.new_page()
    visit(phone, address)
    opener = phone.locator("[data-do=sheet]")
    box = opener.bounding_box()
    assert box
    assert box["height"] >= 44
    opener.click()
    assert phone.is_visible("#filters")
    assert "true" == opener.get_attribute("aria-expanded")
    phone.keyboard.press("Escape")
    assert not phone.is_visible("#filters")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


@pytest.mark.parametrize(
    ("file", "answer"),
    [
        ("**/models/sizes.json", None),
        ("**/models/sizes.json", "<html>"),
        ("**/models/sizes.json", '{"sizes": {}}'),
        ("**/explorer/state.js", None),
    ],
    ids=["unreachable", "no JSON", "of another day", "a script is missing"],
)
def test_a_file_that_fails_hides_no_row(
    browser: Browser, address: str, atlas: Site, file: str, answer: str | None
) -> None:
    """The whole table is shown, as without script."""
    context = browser.new_context()
    broken = context.new_page()
    broken.route(file, lambda route: route.abort() if answer is None else route.fulfill(body=answer))
    broken.goto(f"{address}models/")
    broken.wait_for_selector(".oma-table--whole")

    assert len(atlas.sizes) == broken.locator("tbody tr[data-id]:visible").count()
    context.close()


def test_without_script_the_table_is_whole(browser: Browser, address: str, atlas: Site) -> None:
    """All rows, all links, and no form that would do nothing."""
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{address}models/")

    assert len(atlas.sizes) == plain.locator("tbody tr[data-id]").count()
    assert not plain.is_visible("#filters")
    context.close()

"""The explorer as a page: its address, history, languages, files, keyboard and phones."""

import csv
import io
import json
import random
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator.site import Site
from tests.test_explorer import address, atlas, page, shown, visit
from tests.waiting import until

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
        "columns": chance.choice([None, ["name", "parameters"], ["name", "parameters", "active", "hubs"]]),
        "dense": chance.random() < 0.5,
        "compare": chance.choice([[], ["qwen2.5-7b"], ["llama-3.1-8b", "qwen2.5-7b"]]),
    }


def test_any_state_survives_its_address(page: Page, address: str, atlas: Site) -> None:
    """State to address to state, for two hundred states of chance."""
    chance = random.Random(11)
    states = [random_state(chance, atlas) for _ in range(200)]
    known = {
        "facets": {facet.name: [choice.value for choice in facet.choices] for facet in atlas.explorer.facets},
        "cards": ["24gb", "rtx-4090"],
        "quantizations": ["q4-k-m", "bf16"],
        "columns": ["name", "parameters", "active", "hubs"],
        "usual": ["name", "parameters", "hubs"],
        "sizes": ["llama-3.1-8b", "qwen2.5-7b"],
    }
    visit(page, address)
    found = page.evaluate(
        """async ([states, known]) => {
            const { decode, encode } = await import("../assets/explorer/state.js");
            known.size = (id) => (known.sizes.includes(id) ? id : "");
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
        "sort=--parameters&columns=everything&dense=yes",
        "__proto__=1&constructor=2&facets=3&columns=__proto__",
        "context=99999999999999999999&tokens=0&parameters=1e3-2",
        "&&&===%%%",
        "find=" + "x" * 5000,
        "compare=__proto__,nosuch,,qwen2.5-7b,qwen2.5-7b",
    ],
)
def test_garbage_in_the_address_leaves_a_usable_page(page: Page, address: str, garbage: str) -> None:
    """What is not understood is left out; the page works on."""
    visit(page, address, garbage)
    page.evaluate("document.querySelector('[data-do=clear]').click()")
    until(page, "document.querySelectorAll('tbody tr[data-id]').length >= 50")

    assert page.is_visible("tbody tr[data-id]")
    assert not page.is_visible("[data-part=none]")
    page.evaluate("sessionStorage.clear()")


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


def test_a_link_that_cannot_be_copied_is_told(page: Page, address: str) -> None:
    """Some browsers refuse, and without TLS there is no clipboard at all."""
    visit(page, address)
    told = page.locator(".oma-toolbar [data-part=count]")
    for clipboard in ("{ writeText: () => Promise.reject(new Error()) }", "undefined"):
        page.evaluate(
            f"Object.defineProperty(navigator, 'clipboard', {{value: {clipboard}, configurable: true}})"
        )
        page.click("[data-do=copy]")
        until(page, "document.querySelector('.oma-toolbar [data-part=count]').textContent.includes('地址栏')")
        assert "浏览器不让复制，请直接复制地址栏。" == told.text_content()
        page.click("[data-column=name] button")
    page.evaluate("delete navigator.clipboard")


def test_an_earlier_id_in_the_address_ticks_the_size_of_today(page: Page, address: str) -> None:
    """A shared link to a size that was renamed goes on working."""
    plain = page.request.get(f"{address}models/").text()
    renamed = plain.replace('"formerly":{', '"formerly":{"former-7b":"qwen2.5-7b",').replace(",}", "}")
    assert renamed != plain
    page.route(
        re.compile(r"/models/\?"),
        lambda route: route.fulfill(body=renamed, content_type="text/html; charset=utf-8"),
    )
    visit(page, address, "compare=former-7b,qwen2.5-7b,llama-3.1-8b")

    assert "Qwen2.5-7B · Llama 3.1 8B" == page.text_content("[data-part=picked]")
    assert page.evaluate("document.querySelector('[data-part=go]').href").endswith(
        "?ids=qwen2.5-7b,llama-3.1-8b"
    )
    page.unroute_all()
    page.evaluate("sessionStorage.clear()")


def test_the_keyboard_is_enough(page: Page, address: str) -> None:
    """Tab to a box, space to choose, enter on a column to sort."""
    visit(page, address)
    page.focus("input[data-facet=verdict][value=no]")
    page.keyboard.press("Space")
    assert "verdict=no" in page.evaluate("location.search")
    page.focus("th[data-column=parameters] button")
    page.keyboard.press("Enter")
    assert "sort=-parameters" in page.evaluate("location.search")


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
    choices = [it.bounding_box() for it in phone.locator("#filters .oma-choice:visible").all()]
    assert choices
    assert min(box["height"] for box in choices if box) >= 44
    assert "true" == opener.get_attribute("aria-expanded")
    phone.keyboard.press("Escape")
    assert not phone.is_visible("#filters")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_the_sheet_keeps_the_focus_and_closes_by_a_press_beside_it(browser: Browser, address: str) -> None:
    """It is a dialog as long as it is open; what is pressed beside it does nothing else."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    phone = context.new_page()
    visit(phone, address)
    begin = phone.url
    phone.click("[data-do=sheet]")
    assert phone.get_by_role("dialog", name="筛选").is_visible()
    assert phone.evaluate("document.activeElement.matches('#filters .oma-filters__head [data-do=close]')")

    phone.keyboard.press("Shift+Tab")
    assert phone.evaluate("document.activeElement.matches('#filters .oma-filters__done')")
    phone.keyboard.press("Tab")
    assert phone.evaluate("document.activeElement.matches('#filters .oma-filters__head [data-do=close]')")

    phone.touchscreen.tap(60, 30)  # the name of the site, which leads home
    phone.wait_for_selector("#filters", state="hidden")
    assert begin == phone.url
    assert phone.evaluate("document.activeElement.matches('[data-do=sheet]')")
    assert phone.locator("[role=dialog]#filters").count() == 0
    context.close()


def test_nothing_found_tells_which_condition_to_drop(page: Page, address: str) -> None:
    """With how many sizes that shows; a press does it."""
    visit(page, address, "vendor=meta&language=zh&kind=image")
    ways = page.locator("[data-part=ways] button")
    before = ways.count()
    words = ways.first.text_content() or ""
    ways.first.click()

    assert before
    assert page.locator("tbody tr[data-id]").count()
    assert (page.text_content(".oma-toolbar [data-part=count]") or "").split()[0] in words

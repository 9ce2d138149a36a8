"""The explorer as a page: its address, history, languages, files, keyboard, phones, and no script."""

import csv
import gzip
import io
import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from benchmarks.explorer import multiply
from generator.site import Site
from tests.test_explorer import address, atlas, page, settle, shown, visit
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
        "hide": chance.choice([[], ["active", "hubs"]]),
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
        "columns": ["parameters", "active", "hubs"],
        "sizes": ["llama-3.1-8b", "qwen2.5-7b"],
    }
    visit(page, address)
    found = page.evaluate(
        """async ([states, known]) => {
            const { decode, encode } = await import("../assets/explorer/state.js");
            known.size = (id) => known.sizes.includes(id);
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
    """And stay so in the address; the others keep their widths."""
    width = "document.querySelector('th[data-column=hubs]').offsetWidth"
    visit(page, address)
    before = page.evaluate(width)
    visit(page, address, "hide=license")

    assert not page.is_visible("th[data-column=license]")
    assert page.is_visible("th[data-column=context]")
    # What it leaves is shared among all; a column that took the next one's width would be far off.
    assert before == pytest.approx(page.evaluate(width), rel=0.15)


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


@pytest.mark.parametrize("file", ["explorer.js", "state.js"])
def test_a_script_that_fails_hides_no_row(browser: Browser, address: str, atlas: Site, file: str) -> None:
    """The whole table is shown, as without script, and no form that would do nothing."""
    context = browser.new_context()
    broken = context.new_page()
    broken.route(f"**/explorer/{file}", lambda route: route.abort())
    broken.goto(f"{address}models/")
    broken.wait_for_selector(".oma-unscripted", state="attached")

    assert len(atlas.sizes) == broken.locator("tbody tr[data-id]:visible").count()
    assert not broken.is_visible("#filters")
    context.close()


@pytest.mark.parametrize("answer", [None, "<html>"], ids=["unreachable", "no JSON"])
def test_without_memory_data_the_card_filters_nothing_and_says_so(
    browser: Browser, address: str, answer: str | None
) -> None:
    """All other filters go on."""
    context = browser.new_context()
    broken = context.new_page()
    broken.route(
        "**/coefficients.json",
        lambda route: route.abort() if answer is None else route.fulfill(body=answer),
    )
    visit(broken, address, "card=24gb&verdict=no")

    assert "显存数据没有取到" in (broken.text_content(".oma-toolbar [data-part=count]") or "")
    assert broken.locator("tbody tr[data-id]").count()
    context.close()


def test_a_row_made_from_the_text_is_the_row_of_the_page(page: Page, address: str, atlas: Site) -> None:
    """Rows out of the noscript say what the same macro says in the page of the family."""
    last = atlas.sizes[-1]
    visit(page, address, f"find={last.id}")

    row = page.locator(f'tbody tr[data-id="{last.id}"]')
    assert last.name == (row.locator("th a").text_content() or "").strip()
    released = 1 + atlas.explorer.columns.index("released")
    assert last.released == row.locator(f"td:nth-child({released})").text_content()
    assert len(atlas.explorer.columns) == row.locator("th, td").count()
    href = row.locator("th a").get_attribute("href") or ""
    assert page.evaluate("href => new URL(href, location.href).pathname", href) == f"/{last.model.uri}"


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


def test_instant_navigation_binds_anew_and_leaves_nothing_behind(browser: Browser, address: str) -> None:
    """Ten times to the explorer and away: it works each time, and listeners do not pile up."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    session = context.new_cdp_session(tab)

    def listeners() -> int:
        """Count what window and document listen to."""
        total = 0
        for name in ("window", "document"):
            found = session.send("Runtime.evaluate", {"expression": name})
            told = session.send("DOMDebugger.getEventListeners", {"objectId": found["result"]["objectId"]})
            total += sum(it["type"] in {"popstate", "keydown", "error", "resize"} for it in told["listeners"])
        return total

    # The theme takes the host of the page for that of the sitemap, but not its port.
    sitemap = context.request.get(f"{address}sitemap.xml").text().replace("https://atlas.example/", address)
    tab.route("**/sitemap.xml", lambda route: route.fulfill(body=sitemap, content_type="text/xml"))
    with tab.expect_response("**/sitemap.xml"):
        tab.goto(address)
    tab.evaluate("window.same = true")
    counts = []
    for _ in range(10):
        tab.click(".md-tabs a[href$='/models/']")
        tab.wait_for_selector("#explorer[data-ready]", state="attached")
        tab.locator("input[data-facet=verdict][value=no]").check()
        until(tab, "location.search === '?verdict=no'")
        assert tab.locator("tbody tr[data-id] .oma-verdict--no").count()
        assert (tab.get_attribute("a.oma-switch", "href") or "").endswith("/en/models/?verdict=no")
        counts.append(listeners())
        tab.click(".md-tabs a[href$='/vendors/']")
        tab.wait_for_selector("#explorer", state="detached")
        assert (tab.get_attribute("a.oma-switch", "href") or "").endswith("/en/vendors/")

    assert tab.evaluate("window.same === true"), "the pages were loaded, not put in place"
    assert counts[1] == counts[-1], counts
    assert [] == errors
    context.close()


def test_two_thousand_sizes_are_no_different(browser: Browser, address: str) -> None:
    """Only the first rows are laid out; filters, sorting and “show all” go on."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    tab = context.new_page()
    plain = context.request.get(f"{address}models/").text()
    many, count = multiply(plain)
    tab.route(
        re.compile(r"/models/$"),
        lambda route: route.fulfill(body=many, content_type="text/html; charset=utf-8"),
    )
    visit(tab, address)
    assert count >= 2000
    assert 20 == tab.locator("tbody tr[data-id]").count()
    tab.evaluate("document.querySelector('th[data-column=parameters] button').click()")
    settle(tab)
    assert 50 == tab.locator("tbody tr[data-id]").count()
    tab.evaluate("document.querySelector('[data-do=more]').click()")
    settle(tab)
    assert 450 == tab.locator("tbody tr[data-id]").count()
    assert 50 == tab.evaluate("document.activeElement.closest('tr').sectionRowIndex"), "lost its place"
    tab.evaluate("document.querySelector('[data-facet=verdict][value=no]').click()")
    settle(tab)
    told = (tab.text_content(".oma-toolbar [data-part=count]") or "").split()[0]
    assert str(len(re.findall('oma-verdict--no"', "".join(re.findall(r"<tr data-id.*?</tr>", many))))) == told
    context.close()


def test_modules_are_announced_before_they_are_asked_for(built: Path) -> None:
    """The page names exactly the modules that its script imports, so that none waits for another."""
    assets = built / "assets"
    wanted, left = set(), [assets / "explorer" / "explorer.js"]
    while left:
        file = left.pop().resolve()
        if file not in wanted:
            wanted.add(file)
            names = re.findall(r'\bimport\{[^}]*\}from"([^"]+)"', file.read_text(encoding="utf-8"))
            left += [file.parent / name for name in names]
    text = (built / "models" / "index.html").read_text(encoding="utf-8")
    named = {
        (built / "models" / it).resolve() for it in re.findall(r'rel="modulepreload" href="([^"]+)"', text)
    }

    assert wanted == named | {(assets / "atlas.js").resolve()}


def test_the_scripts_of_the_explorer_are_small(built: Path) -> None:
    """All that the page loads by itself, packed one by one as a host sends them: at most 15 KB."""
    text = (built / "models" / "index.html").read_text(encoding="utf-8")
    names = {*re.findall(r'rel="modulepreload" href="([^"]+)"', text), "../assets/atlas.js"}

    packed = sum(len(gzip.compress((built / "models" / name).read_bytes(), 9)) for name in names)
    assert packed <= 15 * 1024


def test_without_script_the_table_is_whole(browser: Browser, address: str, atlas: Site) -> None:
    """All rows, all links, and no form that would do nothing."""
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{address}models/")

    assert len(atlas.sizes) == plain.locator("tbody tr[data-id]").count()
    assert not plain.is_visible("#filters")
    context.close()

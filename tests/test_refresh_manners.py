"""How a refresh behaves towards a hub: tokens, redirects, pages, limits, and answers that come late."""

import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from generator.hubs import HubError
from generator.records.observation import Figure, Hub
from generator.stats import read_stats
from tests.hubs import faults
from tests.hubs.faults import Action, Fault
from tests.hubs.server import RehearsalHub
from tests.hubs.wire import Answer, Exchange
from tests.refreshing import (
    A_HUB,
    TODAY,
    TOMORROW,
    YESTERDAY,
    check_nothing_lost_or_invented,
    check_site_builds,
    client,
    clients,
    prepare,
    refresh,
    truth,
)

TOKEN = "hf_s3cret"


@pytest.fixture
def hub() -> Iterator[RehearsalHub]:
    """Start an empty hub."""
    with RehearsalHub() as running:
        yield running


def link_to(address: str) -> Action:
    """Answer as usual, with a link to the next page as it stands here."""

    def act(exchange: Exchange) -> None:
        answer = exchange.answer
        exchange.send(Answer(200, answer.body, {**answer.headers, "Link": f'<{address}>; rel="next"'}))

    return act


@pytest.mark.parametrize("trick", ["redirect", "page", "user", "subdomain", "slashes", "broken"])
def test_a_token_is_for_its_endpoint_alone(catalog: Path, hub: RehearsalHub, trick: str) -> None:
    """Whatever an answer leads to, another host is not even asked."""
    loaded, folder = prepare(catalog, hub), catalog / "stats"
    before = read_stats(folder)
    hub.page_size = 2  # so that a next page is wanted
    with RehearsalHub() as elsewhere:
        host = urlsplit(elsewhere.endpoint).netloc
        action = {
            "redirect": faults.redirect(f"{elsewhere.endpoint}/api/models"),
            "page": link_to(f"{elsewhere.endpoint}/api/models?cursor=x"),
            "user": link_to(f"@{host}/api/models?cursor=x"),
            "subdomain": link_to(".example.invalid/api/models?cursor=x"),
            "slashes": faults.redirect(f"//{host}/x"),
            "broken": link_to("http://[::1"),
        }[trick]
        hub.faults.append(Fault("", action))
        refresh(loaded, folder, clients(hub, token=TOKEN), TODAY)

    assert [] == elsewhere.requests
    assert {TOKEN} == {asked.token for asked in hub.requests}
    check_nothing_lost_or_invented(before, read_stats(folder), truth(hub))
    check_site_builds(loaded, folder)


def test_a_link_of_a_mirror_leads_to_the_mirror(catalog: Path, hub: RehearsalHub) -> None:
    """The original's name in it is replaced by the endpoint that was configured."""
    loaded = prepare(catalog, hub)
    hub.page_size = 2
    hub.faults.append(Fault("", faults.relink("https://huggingface.example")))

    runs = refresh(loaded, catalog / "stats", clients(hub), TODAY)

    assert 7 == runs["huggingface"].observed
    assert [asked for asked in hub.requests if "cursor" in asked.target]


def test_of_an_id_that_comes_twice_the_first_stands(catalog: Path, hub: RehearsalHub) -> None:
    """Counts move while pages are read."""
    loaded, folder = prepare(catalog, hub), catalog / "stats"
    before = read_stats(folder)
    first = hub.huggingface["acme/rocket-2"]
    hub.page_size = 2
    again = faults.edit(lambda page: [{**first, "downloads": 1, "likes": 1}, *page, *page])
    hub.faults.append(Fault("cursor=", again))

    runs = refresh(loaded, folder, clients(hub), TODAY)

    assert 7 == runs["huggingface"].observed
    check_nothing_lost_or_invented(before, read_stats(folder), truth(hub))


def test_a_name_that_the_hub_no_longer_expands_costs_only_itself(catalog: Path, hub: RehearsalHub) -> None:
    """The default set has the 30-day count and the license; the total keeps its value and day."""
    loaded, folder = prepare(catalog, hub), catalog / "stats"
    before = read_stats(folder)
    refused = {"error": '"expand" must be one of [author, tags]'}
    hub.faults.append(Fault(r"expand\[\]=downloadsAllTime", faults.status(400, refused)))

    runs = refresh(loaded, folder, clients(hub), TODAY)

    after = read_stats(folder)
    assert 7 == runs["huggingface"].observed
    check_nothing_lost_or_invented(before, after, truth(hub))
    standing = after.standings["huggingface", "orbit/moon-1"]
    assert (TODAY.isoformat(), YESTERDAY.isoformat()) == (
        standing.downloads_30d and standing.downloads_30d.day,
        standing.downloads_total and standing.downloads_total.day,
    )


@pytest.mark.parametrize(
    "action",
    [
        faults.close,
        faults.reset,
        faults.truncate,
        faults.status(503),
        faults.retry_after(429, 0),
        faults.status(429, "", {"RateLimit": '"api";r=0;t=0'}),
    ],
    ids=["close", "reset", "truncated", "503", "429", "429 with a window"],
)
def test_a_fault_that_passes_is_not_noticed(catalog: Path, hub: RehearsalHub, action: Action) -> None:
    """Asked again, the hub answers."""
    loaded, folder = prepare(catalog, hub), catalog / "stats"
    hub.faults.append(Fault("", action, times=3))

    runs = refresh(loaded, folder, clients(hub), TODAY)

    assert [7, 5] == [run.observed for run in runs.values()]


def test_the_window_of_a_rate_limit_is_kept(catalog: Path, hub: RehearsalHub) -> None:
    """Before it is used up, the client waits for the next; the hub never has to refuse."""
    loaded = prepare(catalog, hub)
    hub.quota, hub.window = 13, 0.5

    runs = refresh(loaded, catalog / "stats", clients(hub), TODAY)

    assert 7 == runs["huggingface"].observed


@pytest.mark.parametrize("where", ["no such name", "nothing listens"])
def test_a_hub_that_cannot_be_reached_is_told_from_the_other(
    catalog: Path, hub: RehearsalHub, where: str
) -> None:
    """A handful of repositories is tried, not all of them; the other hub is observed."""
    loaded, folder = prepare(catalog, hub), catalog / "stats"
    before = read_stats(folder)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    endpoint = "http://does-not-exist.invalid" if where == "no such name" else f"http://127.0.0.1:{port}"
    down = client(endpoint)

    runs = refresh(loaded, folder, {**clients(hub), "huggingface": down}, TODAY)

    after = read_stats(folder)
    assert [0, 5] == [run.observed for run in runs.values()]
    assert {"unreachable"} == {
        outcome.kind for outcome in runs["huggingface"].outcomes.values() if isinstance(outcome, HubError)
    }
    assert TODAY.isoformat() == after.standings["huggingface", "acme/rocket-2"].failing_since
    check_nothing_lost_or_invented(before, after, truth(hub))
    check_site_builds(loaded, folder)


def test_a_renamed_repository_is_found_and_told(catalog: Path, hub: RehearsalHub) -> None:
    """Its figures go on under the name that the catalog has."""
    loaded, folder = prepare(catalog, hub), catalog / "stats"
    before = read_stats(folder)
    hub.huggingface["new/moon"] = {**hub.huggingface.pop("lone/moon-3"), "id": "new/moon"}
    hub.renamed["lone/moon-3"] = "new/moon"

    runs = refresh(loaded, folder, clients(hub), TODAY)

    after = read_stats(folder)
    held = {
        (name, there.replace("new/moon", "lone/moon-3"), which): value
        for (name, there, which), value in truth(hub).items()
    }
    said = after.standings["huggingface", "lone/moon-3"].said
    assert 7 == runs["huggingface"].observed
    assert "new/moon" == (said and said.repository)
    check_nothing_lost_or_invented(before, after, held)
    check_site_builds(loaded, folder)


def test_different_oddities_do_not_confirm_each_other(catalog: Path, hub: RehearsalHub) -> None:
    """Zero on two days and a leap on the third are three faults, not one truth."""
    key: tuple[Hub, str] = ("modelscope", "acme/rocket-1-7b")
    loaded, folder = prepare(catalog, hub), catalog / "stats"
    known = read_stats(folder).standings[key].downloads_total
    for day, value in ((TODAY, 0), (TOMORROW, 0), (TOMORROW.replace(day=4), 10**12)):
        hub.modelscope[key[1]]["downloads"] = value
        refresh(loaded, folder, clients(hub), day)

    after = read_stats(folder).standings[key]
    assert known == after.downloads_total
    assert ("2026-03-04",) == after.suspicious["downloads_total"].days

    for day in (5, 6):
        refresh(loaded, folder, clients(hub), TOMORROW.replace(day=day))
    assert Figure(value=10**12, day="2026-03-06") == read_stats(folder).standings[key].downloads_total


def test_the_name_of_a_license_is_asked_for_once_per_commit(catalog: Path, hub: RehearsalHub) -> None:
    """And a card that cannot be had costs the name, not the counts."""
    loaded, folder = prepare(catalog, hub), catalog / "stats"
    refresh(loaded, folder, clients(hub), TODAY)
    assert [] == [asked for asked in hub.requests if "cardData" in asked.target]

    hub.huggingface["lone/moon-3"]["sha"] = "f" * 40
    hub.faults.append(Fault("expand.*=cardData", faults.status(403)))
    runs = refresh(loaded, folder, clients(hub), TOMORROW)
    hub.faults.clear()
    hub.requests.clear()
    refresh(loaded, folder, clients(hub), TOMORROW)

    assert 7 == runs["huggingface"].observed
    assert 1 == len([asked for asked in hub.requests if "cardData" in asked.target])


def test_no_file_of_a_repository_is_ever_asked_for(catalog: Path, hub: RehearsalHub) -> None:
    """That would count as a download; every question goes to the two interfaces."""
    loaded = prepare(catalog, hub)
    hub.faults.append(Fault(A_HUB, faults.status(404), times=3))

    refresh(loaded, catalog / "stats", clients(hub), TODAY)

    assert hub.requests
    for asked in hub.requests:
        assert asked.path.startswith(("/api/models", "/openapi/v1/models"))
        assert "config" not in asked.target
        assert "resolve" not in asked.target

"""Whatever a hub answers: the store loads, nothing good is lost, nothing is invented, the site builds."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from generator.hubs import Patience
from generator.records.observation import Observation, Standing
from generator.render import pages
from generator.stats import read_stats
from tests.hubs import faults
from tests.hubs.faults import Action, Fault
from tests.hubs.server import RehearsalHub
from tests.refreshing import (
    A_HUB,
    CREATE_ONCE,
    HURRY,
    LISTING,
    ONE,
    PATIENT,
    TOMORROW,
    check_nothing_lost_or_invented,
    clients,
    refresh,
    run_with,
    truth,
)

Model = dict[str, Any]

OVERLOAD = {
    "Code": 10010205001,
    "Message": "获取模型信息失败，信息：Error 1461: max_prepared_stmt_count",
    "Success": False,
}
NOT_FOUND = {"success": False, "code": "ResourceNotFound", "message": "no", "request_id": "0"}
WRONG_TYPES: Model = {
    "gated": 1,
    "disabled": "no",
    "safetensors": [],
    "tags": "x",
    "pipeline_tag": 3,
    "sha": [],
    "createdAt": 5,
    "lastModified": "2026-19-39T99:99:99Z",
    "likes": {},
    "license": [],
    "tasks": None,
    "params": "7B",
    "created_at": None,
    "cardData": [1],
}
BIG = "x" * 1_000_000


def on_models(change: Callable[[Model], Any]) -> Action:
    """Change every model in an answer, whatever the hub wraps it in."""

    def act(payload: Any) -> Any:
        if isinstance(payload, list):
            return [change(model) for model in payload]
        if "data" not in payload:
            return change(payload)
        data = payload["data"]
        if "models" not in data:
            return {**payload, "data": change(data)}
        return {**payload, "data": {**data, "models": [change(model) for model in data["models"]]}}

    return faults.edit(act)


def counts(value: Any) -> Action:
    """Put a value in the place of every count."""
    return on_models(lambda model: model | {"downloads": value, "downloadsAllTime": value, "likes": value})


def hostile(text: str) -> Action:
    """Put a text into every field that holds text, but those by which a model is known."""

    def change(model: Model) -> Model:
        told = {key: text for key, value in model.items() if isinstance(value, str)}
        told |= {"id": model["id"], "_id": model.get("_id"), "tasks": [text], "license": text}
        card = {"license": text, "license_name": text, "license_link": text}
        return model | told | {"tags": ["license:other", f"license:{text}", text], "cardData": card}

    return on_models(change)


@dataclass(frozen=True)
class Case:
    """A fault, and what is noted of one repository that has it: the state and a part of the reason."""

    name: str
    action: Action
    huggingface: tuple[str, str] | None
    modelscope: tuple[str, str] | None
    patience: Patience = PATIENT


def both(name: str, action: Action, reason: str | None, patience: Patience = PATIENT) -> Case:
    """Return a case in which both hubs fail with the same reason, or neither does."""
    expected = ("failing", reason) if reason else None
    return Case(name, action, expected, expected, patience)


CASES = [
    both("close", faults.close, "ConnectionError, 5 times"),
    both("reset", faults.reset, "ConnectionError, 5 times"),
    both("timeout before the body", faults.stall_before(2), "ReadTimeout, 5 times", HURRY),
    both("timeout in the body", faults.stall_in_body(2), "5 times", HURRY),
    both("truncated JSON", faults.truncate, "ChunkedEncodingError, 5 times"),
    both("half of the JSON, well sent", faults.status(200, '{"id": "a/b", "downl'), "no JSON"),
    both("HTML", faults.html, "no JSON"),
    both("empty", faults.empty, "no JSON"),
    both("list for object", faults.wrong_shape([1, None, "x"]), "the answer"),
    both("object for list", faults.wrong_shape({"models": {}}), "the answer"),
    both("null", faults.wrong_shape(None), "the answer"),
    both("number", faults.wrong_shape(7), "the answer"),
    both("deep nesting", faults.status(200, "[" * 100_000), "no JSON"),
    both("200 with an error", faults.success_with_error, "the answer"),
    both("counts as text", counts("20100"), "no count of downloads"),
    both("negative counts", counts(-1), "no count of downloads"),
    both("null counts", counts(None), "no count of downloads"),
    both("huge counts", counts(10**30), "no count of downloads"),
    both("endless digits", faults.status(200, '{"id":"a/b","downloads":' + "9" * 9000 + "}"), "no JSON"),
    both("fractions", counts(1.5), "no count of downloads"),
    both("true for a count", counts(True), "no count of downloads"),
    both("NaN", counts(math.nan), "no JSON"),
    both("zero counts", counts(0), None),
    both("counts that jump", counts(10**14), None),
    both("missing counts", on_models(lambda m: {"id": m["id"]}), "no count of downloads"),
    both("wrong types", on_models(lambda model: model | WRONG_TYPES), None),
    both("strings for models", on_models(lambda _: "acme"), "the answer"),
    Case("400", faults.status(400, {"error": "no"}), ("failing", "400"), ("failing", "400")),
    Case("401", faults.status(401, {"error": "no"}), ("missing", "401"), ("failing", "401")),
    both("403", faults.status(403, {"error": "no"}), "403 Forbidden"),
    Case("404", faults.status(404, NOT_FOUND), ("missing", "404"), ("missing", "404")),
    Case("404 overload", faults.status(404, OVERLOAD), ("missing", "404"), ("failing", "404")),
    both("408", faults.status(408), "408 Request Timeout, 5 times"),
    both("429", faults.status(429, {"error": "slow"}), "429 Too Many Requests, 5 times"),
    both("429 with a short wait", faults.retry_after(429, 0), "429 Too Many Requests, 5 times"),
    both("429 with a date", faults.retry_after(429, "Wed, 21 Oct 2026 07:28:00 GMT"), "429"),
    both("429 with odd digits", faults.status(429, "", {"Retry-After": "\xb2"}), "429"),
    both("long Retry-After", faults.retry_after(503, 86_400), "no time is left to wait 86400 s"),
    *(both(str(code), faults.status(code), f"{code} ") for code in (500, 501, 502, 503, 504)),
    both("304", faults.status(304), "304"),
    both("redirect loop", faults.redirect_loop, "more than 5 redirects"),
    both("redirect to another host", faults.redirect("http://127.0.0.2:9/x"), "another host"),
    both("redirect to no address", faults.redirect("http://[::1"), "no address"),
    Case(
        "redirect with 20 MB",
        faults.status(302, "x" * (20 << 20), {"Location": "/"}),
        ("missing", "404"),
        ("failing", "404"),
    ),
    both("redirect to a file", faults.redirect("file:///etc/passwd"), "another host"),
    both("body of 200 MB", faults.huge_body(200 << 20), "more than 8,000,000 bytes"),
    both("200 MB, undeclared", faults.huge_body(200 << 20, declared=False), "more than 8,000,000 bytes"),
    both("gzip bomb", faults.gzip_bomb(32 << 20), "more than 8,000,000 bytes"),
    both("broken gzip", faults.status(200, "[not gzip]", {"Content-Encoding": "gzip"}), "5 times"),
    both("slow drip", faults.slow_drip(50), "took more than", HURRY),
    both("wrong charset", faults.wrong_charset, None),
    both("UTF-16", faults.status(200, "\x00[\x00]"), "no JSON"),
    both(
        "id of another model", on_models(lambda m: m | {"id": "acme/other"}), "the answer is about acme/other"
    ),
    both(
        "hostile id", on_models(lambda m: m | {"id": "../<script>alert(1)</script>"}), "names no repository"
    ),
    Case("another key", on_models(lambda m: m | {"_id": "0" * 24}), ("failing", "another repository"), None),
    both("script tags", hostile("<script>alert(1)</script>"), None),
    both("javascript links", hostile("javascript:alert(1)"), None),
    both("control characters", hostile("a\x00\x1b[31m\u202eb\u2028"), None),
    both("half a character", hostile("\ud800"), None),
    both("markdown and templates", hostile("`]({{ 7*7 }})|<!--"), None),
    both("names of 1 MB", on_models(lambda m: m | {"tags": ["license:" + BIG], "license": BIG}), None),
    both("1 MB in every text", hostile(BIG), "more than 8,000,000 bytes"),
]

OF_A_LISTING = {
    *("close", "truncated JSON", "object for list", "null", "200 with an error", "null counts"),
    *("missing counts", "strings for models", "400", "404", "500", "redirect loop", "body of 200 MB"),
    *("id of another model", "hostile id", "zero counts", "script tags"),
}
VARIANTS = {
    *("number", "true for a count", "fractions", "negative counts", "endless digits", "deep nesting"),
    *("501", "502", "504", "304", "408", "429 with odd digits", "429 with a date", "UTF-16"),
    *("200 MB, undeclared", "1 MB in every text", "markdown and templates", "redirect to a file"),
    *("half of the JSON, well sent", "list for object", "counts as text", "huge counts", "503", "empty"),
    *("javascript links", "control characters", "429 with a short wait", "redirect to no address"),
}
"""Faults so like another one that a whole hub of them would tell nothing new."""


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[RehearsalHub]:
    """Start an empty hub; the templates are compiled once for all tests."""
    monkeypatch.setattr(pages, "create_environment", CREATE_ONCE)
    with RehearsalHub() as running:
        yield running


def noted(standing: Standing) -> tuple[str, str] | None:
    """Return what is noted of a failure."""
    return (standing.state, standing.reason or "") if standing.state else None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_fault_of_one_repository_is_its_own(catalog: Path, hub: RehearsalHub, case: Case) -> None:
    """The others are observed; of this one the last good figures stay, with the reason beside them."""
    loaded, runs = run_with(Fault(ONE, case.action), catalog, hub, case.patience)

    folder = catalog / "stats"
    after = read_stats(folder)
    for run, bad, expected in (
        (runs["huggingface"], "lone/moon-3", case.huggingface),
        (runs["modelscope"], "acme/rocket-1-7b", case.modelscope),
    ):
        others = {name for name, outcome in run.outcomes.items() if isinstance(outcome, Observation)} - {bad}
        assert set(run.outcomes) - {bad} == others
        told = noted(after.standings[run.hub, bad])
        assert (expected and expected[0]) == (told and told[0])
        assert (expected or ("", ""))[1] in (told or ("", ""))[1]
    assert not [asked.target for asked in hub.requests if "config.json" in asked.target]
    hub.faults.clear()
    again = refresh(loaded, folder, clients(hub), TOMORROW)
    assert [0, 0] == [len(run.outcomes) - run.observed for run in again.values()]
    check_nothing_lost_or_invented(after, read_stats(folder), truth(hub), TOMORROW)


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.name not in VARIANTS], ids=lambda case: case.name
)
def test_a_fault_of_a_whole_hub_is_its_own(catalog: Path, hub: RehearsalHub, case: Case) -> None:
    """Every figure of it stays or is true; the other hub is observed."""
    _, runs = run_with(Fault(A_HUB, case.action), catalog, hub, case.patience)

    assert len(runs["modelscope"].outcomes) == runs["modelscope"].observed


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.name in OF_A_LISTING], ids=lambda case: case.name
)
def test_what_a_listing_lacks_is_asked_for_one_by_one(catalog: Path, hub: RehearsalHub, case: Case) -> None:
    """A listing is a convenience: without it, or with a bad one, every repository is still observed."""
    _, runs = run_with(Fault(LISTING, case.action), catalog, hub, case.patience)

    assert [0, 0] == [len(run.outcomes) - run.observed for run in runs.values()]

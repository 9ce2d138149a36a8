"""The rehearsal hub says what the hubs said on record, and keeps their rules."""

import re
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from tests.hubs.routes_huggingface import DETAIL_NAMES, LISTING_NAMES
from tests.hubs.samples import read_sample
from tests.hubs.server import RehearsalHub, huggingface_model

DETAIL = "/api/models/acme/rocket"


def ids(models: list[dict[str, Any]]) -> list[str]:
    """Return the ids of a listing."""
    return [model["id"] for model in models]


def connect(hub: RehearsalHub) -> socket.socket:
    """Open a connection to the hub."""
    address = urlsplit(hub.endpoint)
    return socket.create_connection((address.hostname, address.port), timeout=10)


RECORDED = [
    "hf-model-detail-default.bert-base-uncased.json",
    "hf-model-detail-expand.disabled.json",
    "hf-model-detail-expand.gpt2.json",
    "hf-model-detail-expand.llama-3.1-8b.json",
    "hf-error-401-missing-anonymous.json",
    "hf-redirect-307-renamed.json",
    "ms-openapi-model-detail.spec-example.json",
    "reconstructed/hf-error-429.json",
]


@pytest.mark.parametrize("name", RECORDED)
def test_a_recorded_question_gets_the_recorded_answer(session: requests.Session, name: str) -> None:
    """Status, body, and every header but the date and the numbers of the rate limit."""
    sample = read_sample(name)
    asked = urlsplit(sample["request"]["url"])
    body = sample["body"] or {}
    with RehearsalHub({body["id"]: body} if "_id" in body else {}) as hub:
        hub.modelscope = {body["data"]["id"]: body["data"]} if "data" in body else {}
        hub.renamed = {"meta-llama/Meta-Llama-3.1-8B": "meta-llama/Llama-3.1-8B"}
        hub.quota = 0 if sample["status"] == 429 else 500
        answer = session.get(f"{hub.endpoint}{asked.path}?{asked.query}", allow_redirects=False)

    assert (sample["status"] or 200) == answer.status_code
    assert body == (answer.json() if answer.content else {})
    for header, value in (sample["headers"] or {}).items():
        kept = re.sub(r"[rtq]=\d+", "n", value)
        assert kept == re.sub(r"[rtq]=\d+", "n", answer.headers[header])


def test_the_recorded_listings_come_back(session: requests.Session) -> None:
    """The default listing of one hub, the official example of the other."""
    ours = read_sample("hf-model-list-default.json")["body"]
    theirs = read_sample("ms-openapi-model-list.spec-example.json")["body"]["data"]
    with RehearsalHub(
        {model["id"]: model for model in ours}, {model["id"]: model for model in theirs["models"]}
    ) as hub:
        assert ours == session.get(f"{hub.endpoint}/api/models").json()
        page = session.get(f"{hub.endpoint}/openapi/v1/models?page_number=1&page_size=2").json()
        assert {**theirs, "total_count": 2} == page["data"]


def test_a_listing_by_author_looks_as_documented(session: requests.Session) -> None:
    """Of a model, `_id`, `id` and the names asked for; of the rest, a link."""
    sample = read_sample("reconstructed/hf-model-list-author-expand.json")
    llama = sample["body"][0]
    other = huggingface_model("meta-llama/Other", downloads=0)
    query = urlsplit(sample["request"]["url"]).query.replace("limit=500", "limit=1")
    with RehearsalHub({other["id"]: other, llama["id"]: huggingface_model(**llama)}) as hub:
        answer = session.get(f"{hub.endpoint}/api/models?{query}")

    assert [llama] == answer.json()
    assert answer.headers["Link"].startswith(f"<{hub.endpoint}/api/models?author=meta-llama&limit=1&")
    assert re.search(r'&cursor=[\w%]+>; rel="next"$', answer.headers["Link"])


@pytest.mark.parametrize(("path", "allowed"), [(DETAIL, DETAIL_NAMES), ("/api/models", LISTING_NAMES)])
def test_expand_takes_the_names_of_its_route(
    hub: RehearsalHub, session: requests.Session, path: str, allowed: tuple[str, ...]
) -> None:
    """All of them in either spelling, no other, and not what always comes."""
    for spelling in ("expand", "expand[]"):
        assert 200 == session.get(hub.endpoint + path, params={spelling: allowed}).status_code
        for name in ("_id", "id", "cardData.license", "nope", *set(DETAIL_NAMES).difference(allowed)):
            answer = session.get(hub.endpoint + path, params={spelling: ["downloads", name]})
            assert (400, f'"expand" must be one of [{", ".join(allowed)}]') == (
                answer.status_code,
                answer.json()["error"],
            )


def test_a_listing_has_no_redirects_and_knows_exact_owners(
    hub: RehearsalHub, session: requests.Session
) -> None:
    """Whom it does not know has no models."""
    hub.renamed = {"old/rocket": "acme/rocket"}
    hub.huggingface["acme/secret"] = huggingface_model("acme/secret", private=True)
    listing = f"{hub.endpoint}/api/models?sort=downloads&author="

    assert [] == session.get(listing + "old").json()
    assert [] == session.get(listing + "Acme").json()
    assert ["acme/rocket", "acme/Engine", "acme/fin"] == ids(session.get(listing + "acme").json())
    assert "not rehearsed: search" == session.get(listing + "acme&search=x").json()["error"]


def test_the_quota_is_told_on_every_answer_and_ends(hub: RehearsalHub, session: requests.Session) -> None:
    """Errors and redirects count; when the window has passed, it begins anew."""
    hub.quota, hub.renamed = 3, {"old/rocket": "acme/nothing"}

    missing, last, refused = (
        session.get(f"{hub.endpoint}/api/models/{name}") for name in ("old/rocket", "acme/fin", "acme/fin")
    )
    hub.window = 0
    again = session.get(hub.endpoint + DETAIL)

    told = [answer.headers["RateLimit"] for answer in (*missing.history, missing, last, refused, again)]
    assert ["2", "1", "0", "0", "2"] == [re.fullmatch(r'"api";r=(\d);t=\d+', text)[1] for text in told]
    assert (401, 200, 429, 200) == tuple(answer.status_code for answer in (missing, last, refused, again))
    assert '"fixed window";"api";q=3;w=300' == missing.headers["RateLimit-Policy"]
    assert "RateLimit" not in session.get(f"{hub.endpoint}/openapi/v1/models").headers


def test_only_the_valid_token_is_taken(hub: RehearsalHub, session: requests.Session) -> None:
    """Each hub refuses another in its own words; none at all is well."""
    hub.valid_token = "right"
    urls = (hub.endpoint + DETAIL, f"{hub.endpoint}/openapi/v1/models/acme/rocket")

    for token, expected in (("right", 200), ("wrong", 401), (None, 200)):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answers = [session.get(url, headers=headers) for url in urls]
        assert [expected, expected] == [answer.status_code for answer in answers]
        if token == "wrong":
            assert "Invalid credentials in Authorization header" == answers[0].headers["X-Error-Message"]
            assert "InvalidAuthentication" == answers[1].json()["code"]


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("page_size=51", 400, "InputParameterError"),
        ("page_size=0", 400, "InputParameterError"),
        ("page_number=0", 400, "InputParameterError"),
        ("sort=random", 400, "InputParameterError"),
        ("page_size=50&page_number=61", 403, "QuotaLimitExceed"),
    ],
)
def test_modelscope_refuses_as_documented(
    hub: RehearsalHub, session: requests.Session, query: str, status: int, code: str
) -> None:
    """With the envelope of the official examples."""
    answer = session.get(f"{hub.endpoint}/openapi/v1/models?{query}")

    assert (status, False, code) == (answer.status_code, answer.json()["success"], answer.json()["code"])
    assert {"success", "code", "message", "request_id"} == answer.json().keys()
    assert 200 == session.get(f"{hub.endpoint}/openapi/v1/models?page_size=50&page_number=60").status_code


def test_modelscope_lists_without_readmes(hub: RehearsalHub, session: requests.Session) -> None:
    """They come with one model alone."""
    page = session.get(f"{hub.endpoint}/openapi/v1/models?owner=acme&sort=downloads").json()["data"]
    detail = session.get(f"{hub.endpoint}/openapi/v1/models/acme/rocket").json()["data"]

    assert ["acme/rocket", "acme/Engine", "acme/fin"] == ids(page["models"])
    assert detail == {**page["models"][0], "readme": "hello"}


def test_many_ask_at_once_and_all_are_remembered(hub: RehearsalHub) -> None:
    """The latency is that of one request, connections stay open, each request is counted."""
    hub.latency = 0.2

    def ask_twice(number: int) -> list[int]:
        with requests.Session() as own:
            own.trust_env = False
            return [own.get(f"{hub.endpoint}{DETAIL}?expand=sha&n={number}").status_code for _ in range(2)]

    began = time.monotonic()
    with ThreadPoolExecutor(20) as pool:
        codes = [code for pair in pool.map(ask_twice, range(20)) for code in pair]

    assert 0.4 <= time.monotonic() - began < 4
    assert [400] * 40 == codes
    assert sorted([str(number) for number in range(20)] * 2) == sorted(
        asked.query["n"][0] for asked in hub.requests
    )


def test_connections_are_kept_alive(hub: RehearsalHub) -> None:
    """Two questions on one connection get two answers, and each is remembered with its headers."""
    with connect(hub) as connection:
        for name in ("acme/fin", "acme/rocket"):
            connection.sendall(
                f"HEAD /api/models/{name} HTTP/1.1\r\nHost: hub\r\nX-Name: {name}\r\n\r\n".encode()
            )
            assert connection.recv(65_536).startswith(b"HTTP/1.1 200 OK\r\n")

    assert [("HEAD", "acme/fin"), ("HEAD", "acme/rocket")] == [
        (asked.method, asked.headers["x-name"]) for asked in hub.requests
    ]


def test_nothing_listens_after_the_end(session: requests.Session) -> None:
    """So that a refused connection can be rehearsed too."""
    with RehearsalHub() as hub:
        assert 200 == session.get(f"{hub.endpoint}/api/models").status_code
        assert 405 == session.post(f"{hub.endpoint}/api/models", json={}).status_code
    with pytest.raises(requests.ConnectionError, match="refused"):
        session.get(f"{hub.endpoint}/api/models")


def test_a_bug_of_the_hub_is_no_fault(session: requests.Session) -> None:
    """It is raised at the end, not taken for a closed connection."""
    hub = RehearsalHub({"acme/rocket": {"not": "a model"}})
    with pytest.raises(KeyError, match="id"), hub:
        session.get(f"{hub.endpoint}/api/models")

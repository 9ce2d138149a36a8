"""One polite HTTP client for both hubs: retries, rate limits, caps on time, size and number of requests.

The table of retries is that of the hubs' own clients: connection errors, time-outs and 408, 429,
500, 502, 503, 504 are tried again; everything else is final.
"""

import json
import random
import re
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http import client as http_client
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter

from generator.hubs.budget import Budget
from generator.hubs.errors import HubError

AGAIN = frozenset({408, 429, 500, 502, 503, 504})
TRIES = 5
LONGEST_PAUSE = 8.0
MAX_BYTES = 8_000_000
"""A page of 500 models without cards has about two megabytes; more than this is no honest answer."""
MAX_HOPS = 5
RESERVE = 10
"""Requests of a rate-limit window that are left to others before we wait for the next one."""
USER_AGENT = "open-model-atlas (catalogue of open-weights models; refreshes once a day)"

_RATE_LIMIT = re.compile(r'"api";\s*r=(\d{1,9});\s*t=(\d{1,9})')


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait: to connect, between two bytes, for a whole answer, before the first retry."""

    connect: float = 10.0
    read: float = 30.0
    answer: float = 60.0
    pause: float = 1.0


@dataclass(frozen=True, slots=True)
class Answer:
    """A JSON answer, where it came from in the end, and what its headers tell."""

    payload: Any
    headers: Mapping[str, str]
    moved: bool
    """Whether the hub led us on from the address that was asked."""


class _Bearer(requests.auth.AuthBase):
    """Sends the token, or nothing; never what a .netrc file has for the host."""

    def __init__(self, token: str | None) -> None:
        self.token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self.token:
            request.headers["Authorization"] = f"Bearer {self.token}"
        return request


class HubClient:
    """Asks one hub. Its token goes to the configured endpoint and nowhere else."""

    def __init__(
        self, endpoint: str, token: str | None, budget: Budget, patience: Patience | None = None
    ) -> None:
        if not _is_address(endpoint):
            raise HubError("refused", f"the endpoint {endpoint!r} is no http(s) address")
        if token and not re.fullmatch(r"[!-~]+", token):
            raise HubError("refused", "the token has characters that no token has")
        self.endpoint = endpoint.rstrip("/")
        self.has_token = bool(token)
        self.budget = budget
        self._not_before = 0.0
        self.patience = patience or Patience()
        self._session = _Session()
        self._session.auth = _Bearer(token)
        self._session.headers["User-Agent"] = USER_AGENT
        self._session.cookies.set_policy(_NoCookies())
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(pool_maxsize=8))

    def get(self, path: str, params: list[tuple[str, str]]) -> Answer:
        """Return the answer to a question; raise HubError."""
        url = requests.Request("GET", self.endpoint + path, params=params).prepare().url or ""
        return self.get_url(url)

    def get_url(self, url: str) -> Answer:
        """Return the answer at an address of the endpoint, asked again as often as it makes sense."""
        pause, bad_answers = self.patience.pause, 0
        for attempt in range(1, TRIES + 1):
            wait = None
            try:
                return self._follow(url)
            except _TryAgainError as error:
                reason, wait = error.reason, error.wait
            except requests.RequestException as error:
                reason = type(error).__name__
            except _BadAnswerError as error:
                reason, bad_answers = error.reason, bad_answers + 1
                if bad_answers > 1:
                    raise HubError("payload", reason) from None
            if attempt < TRIES:
                jitter = random.uniform(0.5, 1)  # noqa: S311  spreads requests, guards nothing
                self.budget.pause(pause * jitter if wait is None else wait)
                pause = min(2 * pause, LONGEST_PAUSE)
        raise HubError("unreachable", f"{reason}, {TRIES} times")

    def _follow(self, url: str) -> Answer:
        for hops in range(MAX_HOPS + 1):
            if _origin(url) != _origin(self.endpoint):
                raise HubError("payload", "the answer leads to another host")
            self.budget.pause(max(0.0, self._not_before - time.monotonic()))
            self.budget.take()
            with self._session.get(
                url,
                timeout=(self.patience.connect, self.patience.read),
                stream=True,
                allow_redirects=False,
            ) as response:
                if response.is_redirect:
                    url = _join(url, response.headers["Location"])
                    continue
                return self._read(response, moved=hops > 0)
        raise HubError("payload", f"more than {MAX_HOPS} redirects")

    def _read(self, response: requests.Response, *, moved: bool) -> Answer:
        body = _read_capped(response, self.patience.answer)
        status = response.status_code
        # What the hub itself calls its status is text of its own choice.
        reason = f"{status} {http_client.responses.get(status, '')}".rstrip()
        if status in AGAIN:
            raise _TryAgainError(reason, _told_to_wait(response.headers))
        payload = _parse_json(body)
        if status != requests.codes.ok:
            raise StatusError(status, payload, reason)
        if payload is _NO_JSON:
            raise _BadAnswerError("the answer is no JSON")
        self._heed_rate_limit(response.headers)
        return Answer(payload, response.headers, moved)

    def _heed_rate_limit(self, headers: Mapping[str, str]) -> None:
        match = _RATE_LIMIT.search(headers.get("RateLimit", ""))
        if match and int(match[1]) < RESERVE:
            self._not_before = time.monotonic() + int(match[2]) + 1


class _Session(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> None:
        """Find none: even when told not to follow, the base class would read a redirect's body, uncapped."""


# The stubs of requests have no word on what its cookies are made of.
class _NoCookies(requests.cookies.cookielib.DefaultCookiePolicy):  # type: ignore[name-defined,misc]
    def set_ok(self, *_: object) -> bool:
        return False


class _TryAgainError(Exception):
    def __init__(self, reason: str, wait: float | None) -> None:
        self.reason, self.wait = reason, wait


class _BadAnswerError(Exception):
    def __init__(self, reason: str) -> None:
        self.reason = reason


class StatusError(HubError):
    """A final status; the hub modules know what it means on their hub."""

    def __init__(self, status: int, payload: Any, reason: str) -> None:
        super().__init__("refused", reason)
        self.status = status
        self.payload = None if payload is _NO_JSON else payload


_NO_JSON = object()


def _is_address(endpoint: str) -> bool:
    try:
        requests.Request("GET", endpoint).prepare()
    except ValueError:
        return False
    return urlsplit(endpoint).scheme in {"http", "https"}


def _origin(url: str) -> tuple[str, str] | None:
    """Return scheme and host, by which it is decided who gets the token."""
    try:
        return urlsplit(url)[:2]
    except ValueError:
        return None


def _join(base: str, location: str) -> str:
    try:
        return urljoin(base, location)
    except ValueError:
        raise HubError("payload", "the answer leads to no address") from None


def _read_capped(response: requests.Response, seconds: float) -> bytes:
    """Return the body, inflated; stop at the cap, or when it comes too slowly."""
    body, end = bytearray(), time.monotonic() + seconds
    # A read waits until its chunk is full, however slowly: only another thread can end it.
    watch = threading.Timer(seconds, _end, [response])
    watch.start()
    try:
        for chunk in response.iter_content(65_536):
            body += chunk
            if len(body) > MAX_BYTES:
                raise HubError("payload", f"the answer has more than {MAX_BYTES:,} bytes")
    except requests.RequestException:
        if time.monotonic() < end:
            raise
    finally:
        watch.cancel()
    if time.monotonic() >= end:
        raise _TryAgainError(f"the answer took more than {seconds:.0f} s", None)
    return bytes(body)


def _end(response: requests.Response) -> None:
    with suppress(OSError, RuntimeError, ValueError):  # it has ended by itself
        response.raw.shutdown()


def _parse_json(body: bytes) -> Any:
    try:
        return json.loads(body.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        return _NO_JSON


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _told_to_wait(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that the hub asks us to wait."""
    after = headers.get("Retry-After", "")
    if after.isdecimal():
        return float(after)
    match = _RATE_LIMIT.search(headers.get("RateLimit", ""))
    return int(match[2]) + 1.0 if match and int(match[1]) == 0 else None

"""ModelScope: what its OpenAPI says of repositories.

`downloads` is one number that behaves as a total; no official definition is known.
Documentation: https://modelscope.cn/docs
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from generator.hubs.errors import HubError
from generator.hubs.http import Answer, HubClient, StatusError
from generator.hubs.payload import take_count, take_day, take_flag, take_repository, take_text, take_texts
from generator.records.observation import Observation, Said

ENDPOINT = "https://modelscope.cn"
ENDPOINT_VARIABLE = "MODELSCOPE_ENDPOINT"
TOKEN_VARIABLES: tuple[str, ...] = ("MODELSCOPE_API_TOKEN",)

PAGE = 50
MAX_LISTED = 3000
"""The hub refuses pages beyond this many items."""


def list_owner(client: HubClient, owner: str) -> Iterator[list[Any]]:
    """Yield the pages of an owner's models, the most downloaded first."""
    for number in range(1, MAX_LISTED // PAGE + 1):
        params = {"owner": owner, "sort": "downloads", "page_size": PAGE, "page_number": number}
        asked = [(key, str(value)) for key, value in params.items()]
        data = _ask(client, "/openapi/v1/models", asked).payload["data"]
        models, total = data.get("models"), take_count(data, "total_count")
        if not isinstance(models, list):
            raise HubError("payload", "a listing is no list")
        yield models
        if not models or total is None or number * PAGE >= total:
            return


def fetch_one(client: HubClient, repository: str) -> Answer:
    """Return what the hub says of one repository."""
    answer = _ask(client, f"/openapi/v1/models/{quote(repository)}", [])
    return replace(answer, payload=answer.payload["data"])


def complete(_client: HubClient, observation: Observation, _known: Said | None) -> Observation:
    """Return the observation as it is: this hub has no name beside `other`."""
    return observation


def identify(payload: Any) -> str | None:
    """Return the id in an item of a listing or an answer."""
    return take_repository(payload)


def parse(payload: Any) -> Observation:
    """Return what was said; raise HubError when it is no repository."""
    repository = identify(payload)
    if repository is None:
        raise HubError("payload", "the answer names no repository")
    downloads = take_count(payload, "downloads")
    if downloads is None:
        raise HubError("payload", "the answer has no count of downloads")
    license_ = take_text(payload, "license")
    return Observation(
        said=Said(
            repository=repository,
            licenses=(license_,) if license_ else None,
            gated=take_flag(payload, "gated"),
            created=take_day(payload, "created_at"),
            last_modified=take_day(payload, "last_modified"),
            parameters=take_count(payload, "params") or None,  # this hub's 0 is "unknown"
            tasks=take_texts(payload, "tasks"),
        ),
        downloads_total=downloads,
        likes=take_count(payload, "likes"),
    )


def _ask(client: HubClient, path: str, params: list[tuple[str, str]]) -> Answer:
    try:
        answer = client.get(path, params)
    except StatusError as error:
        raise _explain(error) from None
    payload = answer.payload
    data = payload.get("data") if isinstance(payload, dict) else None
    if not isinstance(data, dict) or payload.get("success") is not True:
        code = take_text(payload, "code") if isinstance(payload, dict) else None
        raise HubError("payload", f"the answer has no data ({code or 'no code'})")
    return answer


def _explain(error: StatusError) -> HubError:
    """Return what a status means: under load this hub has said 404 of what is there, in other words."""
    if error.status == 404 and take_text(error.payload, "code") == "ResourceNotFound":  # noqa: PLR2004  an HTTP status
        return HubError("missing", error.reason)
    return HubError("refused", error.reason)

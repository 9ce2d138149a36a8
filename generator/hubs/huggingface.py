"""Hugging Face Hub: what its API says of repositories.

`downloads` is the count of the last 30 days, `downloadsAllTime` the total; both count requests of
query files, so nothing here ever asks for a file. Documentation: https://huggingface.co/docs/hub/api
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit

from generator.hubs.errors import HubError
from generator.hubs.http import Answer, HubClient, StatusError
from generator.hubs.payload import take_count, take_day, take_flag, take_repository, take_text, take_texts
from generator.records.observation import Observation, Said

ENDPOINT = "https://huggingface.co"
ENDPOINT_VARIABLE = "HF_ENDPOINT"
TOKEN_VARIABLES: tuple[str, ...] = ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")

EXPAND = (
    "createdAt",
    "disabled",
    "downloads",
    "downloadsAllTime",
    "gated",
    "lastModified",
    "likes",
    "pipeline_tag",
    "safetensors",
    "sha",
    "tags",
)
"""What is asked for; one name that the hub does not know fails a request."""

PAGE = 500
BIRTH = "2022-03-02"
"""The floor of `createdAt`: older repositories all have it, so it says nothing."""


def list_owner(client: HubClient, owner: str) -> Iterator[list[Any]]:
    """Yield the pages of an owner's models, the most downloaded first."""
    params = [("author", owner), ("sort", "downloads"), ("limit", str(PAGE))]
    try:
        answer = client.get("/api/models", [*params, *_expand(EXPAND)])
    except StatusError as error:
        if error.status != 400:  # noqa: PLR2004  see fetch_one
            raise
        answer = client.get("/api/models", params)
    while True:
        if not isinstance(answer.payload, list):
            raise HubError("payload", "a listing is no list")
        yield answer.payload
        following = _next(client, answer)
        if following is None:
            return
        answer = client.get_url(following)


def fetch_one(client: HubClient, repository: str) -> Answer:
    """Return what the hub says of one repository, after any rename."""
    try:
        try:
            return client.get(_path(repository), _expand(EXPAND))
        except StatusError as error:
            if error.status != 400:  # noqa: PLR2004  a name in EXPAND is gone: the default set is better than nothing
                raise
            return client.get(_path(repository), [])
    except StatusError as error:
        raise _explain(client, error) from None


def complete(client: HubClient, observation: Observation, known: Said | None) -> Observation:
    """Return the observation with the name of a license that the hub calls `other`.

    The name stands in the card alone, which is large; `known` spares it while the commit is the same.
    So that a first run stays short, one run asks for some of the cards and the next ones for the others.
    """
    said = observation.said
    if "other" not in (said.licenses or ()):
        return observation
    names = ("license_name", "license_link")
    if known is not None and known.sha is not None and known.sha == said.sha:
        named = {name: getattr(known, name) for name in names}
    else:
        try:
            client.budget.take_detail()
            payload = client.get(_path(said.repository), _expand(("cardData",))).payload
            card = payload.get("cardData") if isinstance(payload, dict) else None
            named = {name: take_text(card, name) for name in names}
        except HubError:
            # The counts are good without the name; the old commit makes the next run ask for it again.
            named = {name: getattr(known, name, None) for name in (*names, "sha")}
    return observation.model_copy(update={"said": said.model_copy(update=named)})


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
    tags = take_texts(payload, "tags")
    licenses = tuple(tag.removeprefix("license:") for tag in tags if tag.startswith("license:"))
    gated = payload.get("gated")
    created = take_day(payload, "createdAt")
    weights = payload.get("safetensors")
    task = take_text(payload, "pipeline_tag")
    return Observation(
        said=Said(
            repository=repository,
            licenses=licenses or None,
            gated=gated if isinstance(gated, bool) or gated in ("auto", "manual") else None,  # 1 is no flag
            disabled=take_flag(payload, "disabled"),
            created=None if created == BIRTH else created,
            last_modified=take_day(payload, "lastModified"),
            sha=take_text(payload, "sha"),
            parameters=(take_count(weights, "total") or None) if isinstance(weights, dict) else None,
            tasks=(task,) if task else (),
            stable_id=take_text(payload, "_id"),
        ),
        downloads_30d=downloads,
        downloads_total=take_count(payload, "downloadsAllTime"),
        likes=take_count(payload, "likes"),
    )


def _path(repository: str) -> str:
    return f"/api/models/{quote(repository)}"


def _expand(names: tuple[str, ...]) -> list[tuple[str, str]]:
    return [("expand[]", name) for name in names]


def _next(client: HubClient, answer: Answer) -> str | None:
    """Return the address of the next page, at our endpoint even if a mirror names the original."""
    for part in answer.headers.get("Link", "").split(","):
        address, _, relation = part.partition(";")
        if 'rel="next"' in relation:
            try:
                parts = urlsplit(address.strip().strip("<>"))
            except ValueError:
                raise HubError("payload", "the link to the next page is no address") from None
            return f"{client.endpoint}{parts.path}?{parts.query}"
    return None


def _explain(client: HubClient, error: StatusError) -> HubError:
    """Return what a status means: without a token, 401 is this hub's word for a missing repository."""
    if error.status == 404 or (error.status == 401 and not client.has_token):  # noqa: PLR2004  HTTP statuses
        return HubError("missing", error.reason)
    return error

"""The official clients of both hubs read from the rehearsal hub what it was told."""

from collections.abc import Iterator
from pathlib import Path

import huggingface_hub
import modelscope_hub
import pytest
from huggingface_hub.errors import BadRequestError, HfHubHTTPError, RepositoryNotFoundError

from tests.hubs.server import RehearsalHub


@pytest.fixture
def client(hub: RehearsalHub, monkeypatch: pytest.MonkeyPatch) -> Iterator[huggingface_hub.HfApi]:
    """Point the official client of Hugging Face at the hub, without a token."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_DISABLE_TELEMETRY", True)
    yield huggingface_hub.HfApi(endpoint=hub.endpoint, token=False)
    huggingface_hub.close_session()


def test_the_client_of_hugging_face_reads_the_facts(hub: RehearsalHub, client: huggingface_hub.HfApi) -> None:
    """What we told the hub of a model is what the client tells us."""
    names = ("author", "cardData", "downloads", "downloadsAllTime", "gated", "likes", "safetensors")
    told = hub.huggingface["acme/rocket"]

    info = client.model_info("acme/rocket", expand=[*names, "sha", "tags"])

    assert (told["downloads"], told["downloadsAllTime"]) == (info.downloads, info.downloads_all_time)
    assert (told["author"], told["likes"], told["gated"]) == (info.author, info.likes, info.gated)
    assert (told["sha"], told["tags"]) == (info.sha, info.tags)
    assert told["safetensors"]["total"] == info.safetensors.total
    assert "llama3.1" == info.card_data.license
    assert info.created_at is None


def test_the_client_of_hugging_face_reads_two_pages(hub: RehearsalHub, client: huggingface_hub.HfApi) -> None:
    """The link leads to the rest, and keeps what was asked for."""
    hub.page_size = 2

    models = list(
        client.list_models(author="acme", sort="downloads", expand=["downloads", "downloadsAllTime"])
    )

    assert [("acme/rocket", 30), ("acme/Engine", 20), ("acme/fin", 10)] == [
        (m.id, m.downloads) for m in models
    ]
    assert {28272325} == {model.downloads_all_time for model in models}
    assert 2 == len(hub.requests)


def test_the_client_of_hugging_face_follows_renames(hub: RehearsalHub, client: huggingface_hub.HfApi) -> None:
    """From one old id to the next, and to the right letter case; the query is kept."""
    hub.renamed = {"old/rocket": "older/rocket", "older/rocket": "Acme/Rocket"}

    info = client.model_info("old/rocket", expand=["downloadsAllTime"])

    assert ("acme/rocket", 28272325) == (info.id, info.downloads_all_time)
    assert [
        f"{name}?expand=downloadsAllTime"
        for name in ("old/rocket", "older/rocket", "Acme/Rocket", "acme/rocket")
    ] == [asked.target.removeprefix("/api/models/") for asked in hub.requests]


def test_the_client_of_hugging_face_finds_a_model_missing(client: huggingface_hub.HfApi) -> None:
    """With a token and without."""
    with pytest.raises(RepositoryNotFoundError) as caught:
        client.model_info("acme/nothing", token="hf_right")
    assert 404 == caught.value.response.status_code

    with pytest.raises(HfHubHTTPError, match="Invalid username or password") as caught:
        client.model_info("acme/nothing")
    assert 401 == caught.value.response.status_code
    # On https alone does the client take such a 401 for a missing model, so let it judge our answer again.
    answer = caught.value.response
    answer.request = type(answer.request)("GET", "https://huggingface.co/api/models/acme/nothing")
    with pytest.raises(RepositoryNotFoundError):
        huggingface_hub.utils.hf_raise_for_status(answer)


def test_the_client_of_hugging_face_is_refused_an_unknown_name(client: huggingface_hub.HfApi) -> None:
    """One is enough, and the message lists those that are known."""
    with pytest.raises(BadRequestError, match="author, baseModels, cardData") as caught:
        client.model_info("acme/rocket", expand=["downloads", "nope"])

    assert 400 == caught.value.response.status_code


def test_the_client_of_modelscope_reads_the_facts(
    hub: RehearsalHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model, a page of its owner's, and that one is missing."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("MODELSCOPE_ENDPOINT", hub.endpoint)
    monkeypatch.setenv("MODELSCOPE_API_TOKEN", "")
    monkeypatch.setenv("MODELSCOPE_HOME", str(tmp_path))
    monkeypatch.setenv("MODELSCOPE_CACHE", str(tmp_path))
    api = modelscope_hub.HubApi(modelscope_hub.HubConfig())
    told = hub.modelscope["acme/rocket"]

    info = api.get_repo("acme/rocket", "model")
    page = api.list_repos("model", owner="acme", sort="downloads", page_number=2, page_size=2)

    assert (told["downloads"], told["likes"], told["license"]) == (info.downloads, info.likes, info.license)
    assert (told["tasks"], told["tags"], told["gated"]) == (info.tasks, info.tags, info.gated)
    assert told["created_at"] == info.to_dict()["created_at"]
    assert (["acme/fin"], 3) == ([item.repo_id for item in page.items], page.total_count)
    with pytest.raises(modelscope_hub.errors.NotExistError, match="Resource not found: model acme/nothing"):
        api.openapi.get_model("acme", "nothing")
    api.openapi._session.close()

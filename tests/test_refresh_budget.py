"""The real catalog, whole, in few requests: at most 200 to Hugging Face and 150 to ModelScope a run."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from generator.catalog import Catalog, load_catalog
from generator.hubs import Budget, HubClient
from generator.records.observation import HUBS, Hub
from generator.refresh import Question, build_targets, merge, refresh_hub
from generator.stats import Stats
from tests.conftest import ROOT, TODAY_FOR_REAL
from tests.hubs.server import RehearsalHub, huggingface_model, modelscope_model

Model = dict[str, Any]

ALLOWED: dict[Hub, int] = {"huggingface": 200, "modelscope": 150}
BIG = {"Qwen", "google", "deepseek-ai", "LLM-Research", "AI-ModelScope"}
AHEAD: dict[Hub, tuple[int, int]] = {"huggingface": (3_000, 400), "modelscope": (400, 100)}
"""How many other models of a big owner, and of any other, are more downloaded than those we want.

On record, the owners with most models on ModelScope have 437 and 443 in all, the others 18 to 168.
"""


def crowd(hub: Hub, wanted: tuple[str, ...]) -> dict[str, Model]:
    """Return the wanted repositories, a quarter of them with a license without an id, behind others."""
    make: Callable[..., Model] = huggingface_model if hub == "huggingface" else modelscope_model
    sample, (big, small) = make("some/other"), AHEAD[hub]
    models: dict[str, Model] = {}
    for number, name in enumerate(wanted):
        tags = ["license:other"] if number % 4 == 0 else ["license:mit"]
        models[name] = {**sample, "id": name, "_id": f"{number:024}", "sha": f"{number:040}", "tags": tags}
        models[name] |= {"downloads": 1_000 + number, "cardData": {"license_name": "qwen"}}
    for owner in sorted({name.split("/")[0] for name in wanted}):
        for number in range(big if owner in BIG else small):
            other = {**sample, "id": f"{owner}/other-{number}", "downloads": 10**6 + number}
            models[other["id"]] = other
    return models


def count(catalog: Catalog, running: RehearsalHub, hub: Hub, days: int) -> tuple[list[int], int]:
    """Return the requests on each of some days, with every checkpoint observed, and the names known then."""
    stats, requests = Stats({}, dict.fromkeys(HUBS, ()), {}), []
    for _ in range(days):
        running.requests.clear()
        client = HubClient(running.endpoint, None, Budget(1_000, time.monotonic() + 60))
        question = Question(hub, build_targets(catalog, hub), TODAY_FOR_REAL)
        run = refresh_hub(question, client, stats)
        assert len(run.outcomes) == run.observed
        assert run.requests == len(running.requests)
        stats = merge(stats, (run,), TODAY_FOR_REAL, whole=True)
        requests.append(run.requests)
    return requests, sum(standing.said.license_name == "qwen" for standing in stats.standings.values())


@pytest.mark.parametrize("hub", HUBS)
def test_the_whole_catalog_takes_few_requests(hub: Hub) -> None:
    """On any day, the first ones too, when each name of a license that has no id costs one more."""
    catalog = load_catalog(ROOT / "catalog", TODAY_FOR_REAL)
    wanted = build_targets(catalog, hub)
    with RehearsalHub() as running:
        getattr(running, hub).update(crowd(hub, wanted))
        days, named = count(catalog, running, hub, days=4)

    print(f"{hub}, {len(wanted)} checkpoints: {days} requests on the first days")
    assert max(days) <= ALLOWED[hub]
    others = -(-len(wanted) // 4) if hub == "huggingface" else 0
    assert named == others
    assert sum(days) == 4 * days[-1] + others

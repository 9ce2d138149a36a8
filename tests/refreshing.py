"""A catalog under refresh, a hub that holds known numbers, and what must hold after whatever happened."""

import functools
import re
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from generator.catalog import Catalog, load_catalog
from generator.hubs import Budget, HubClient, Patience
from generator.records.observation import COUNTS, HUBS, CountName, Hub
from generator.refresh import HubRun, Question, build_targets, merge, refresh_hub
from generator.render import render_pages
from generator.render.environment import create_environment
from generator.site import build_site
from generator.stats import Stats, read_stats, write_stats
from tests.hubs.faults import Fault
from tests.hubs.server import RehearsalHub, huggingface_model, modelscope_model

YESTERDAY, TODAY, TOMORROW = date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 3)
PATIENT = Patience(connect=5, read=5, answer=10, pause=0.002)
HURRY = Patience(connect=5, read=0.3, answer=0.4, pause=0.002)
"""For answers that come too late; a machine with much to do is late with good ones too."""
CREATE_ONCE = functools.cache(create_environment)

MOON = """\
name: Moon
family: comet
kind: image
released: "2024"
license: limited
modalities: {input: [text], output: [image]}
summary: {zh: 有圆有缺。, en: It waxes and wanes.}
scenarios: [image-generation]
last_read: "2026-02-01"
sources:
  card: {title: "orbit/moon: model card", supports: [released, license, parameters, checkpoints]}
sizes:
  moon-1:
    name: Moon 1
    parameters: 1B
    checkpoints: [{role: text-to-image, huggingface: orbit/moon-1, modelscope: orbit/moon-1}]
  moon-2:
    name: Moon 2
    parameters: 2B
    checkpoints: [{role: text-to-image, huggingface: orbit/moon-2, modelscope: orbit/moon-2}]
  moon-3:
    name: Moon 3
    parameters: 3B
    checkpoints: [{role: text-to-image, huggingface: lone/moon-3, modelscope: orbit/moon-3}]
"""
"""With it both hubs have owners that are listed and repositories that are asked for one by one."""

ONE = r"GET /\S*models/(lone/moon-3|acme/rocket-1-7b)\b"
LISTING = r"GET /\S*models\?\S*(author|owner)=orbit"
A_HUB = r"GET /api/models"


def plant(catalog: Path) -> Catalog:
    """Add a model to a copy of the fixture and load it."""
    (catalog / "models" / "orbit" / "moon.yml").write_text(MOON, encoding="utf-8")
    return load_catalog(catalog, TODAY)


def stock(hub: RehearsalHub, catalog: Catalog, step: int = 0) -> None:
    """Let the hub hold every checkpoint, each with numbers of its own that grow with each step."""
    for number, name in enumerate(build_targets(catalog, "huggingface"), 1):
        tags = ["license:other", "license:limited"] if name == "lone/moon-3" else ["license:free-1.0"]
        counts = {"downloads": 20_000 + number + step, "downloadsAllTime": 900_000 + number + step}
        hub.huggingface[name] = huggingface_model(name, likes=100 + number + step, tags=tags, **counts)
        if name == "acme/rocket-1-1b":
            hub.huggingface[name]["_id"] = "65f0c0ffee65f0c0ffee65f0"
    for number, name in enumerate(build_targets(catalog, "modelscope"), 1):
        hub.modelscope[name] = modelscope_model(
            name, downloads=5_000 + number + step, likes=50 + number + step
        )


def client(
    endpoint: str,
    *,
    token: str | None = None,
    seconds: float = 30,
    most: int = 500,
    patience: Patience = PATIENT,
) -> HubClient:
    """Return a real client that hardly waits between tries."""
    return HubClient(endpoint, token, Budget(most, time.monotonic() + seconds), patience)


def refresh(
    catalog: Catalog, folder: Path, clients: Mapping[Hub, HubClient], today: date
) -> dict[Hub, HubRun]:
    """Refresh both hubs as the command does."""
    stats = read_stats(folder)
    runs = {
        hub: refresh_hub(Question(hub, build_targets(catalog, hub), today), clients[hub], stats)
        for hub in HUBS
    }
    if any(run.observed for run in runs.values()):
        write_stats(folder, merge(stats, tuple(runs.values()), today, whole=True))
    return runs


def truth(hub: RehearsalHub) -> dict[tuple[Hub, str, CountName], int]:
    """Return every number that the hub holds."""
    held: dict[tuple[Hub, str, CountName], int] = {}
    for name, model in hub.huggingface.items():
        held["huggingface", name, "downloads_30d"] = model["downloads"]
        held["huggingface", name, "downloads_total"] = model["downloadsAllTime"]
        held["huggingface", name, "likes"] = model["likes"]
    for name, model in hub.modelscope.items():
        held["modelscope", name, "downloads_total"] = model["downloads"]
        held["modelscope", name, "likes"] = model["likes"]
    return held


def check_nothing_lost_or_invented(
    before: Stats, after: Stats, held: Mapping[Any, int], today: date = TODAY
) -> None:
    """Every old figure stands, or a true one of today has its place; every new number is the hub's."""
    assert before.standings.keys() <= after.standings.keys()
    for (hub, name), standing in after.standings.items():
        old = before.standings.get((hub, name))
        for count in COUNTS:
            figure, known = getattr(standing, count), getattr(old, count, None)
            if figure != known:
                assert figure is not None, f"{hub} {name} lost its {count}"
                expected = (held[hub, name, count], today.isoformat())
                assert expected == (figure.value, figure.day), f"{hub} {name} {count}"
    for hub, rows in after.history.items():
        assert set(before.history[hub]) <= set(rows)
        for row in set(rows) - set(before.history[hub]):
            numbers = {count: held.get((hub, row.repository, count)) for count in COUNTS}
            said = {count: getattr(row, count) for count in COUNTS}
            assert row.day == today.isoformat()
            assert said == {count: value and numbers[count] for count, value in said.items()}


def check_site_builds(catalog: Catalog, folder: Path) -> None:
    """Both languages render, and what hubs say appears escaped or not at all."""
    site = build_site(catalog, read_stats(folder))
    for language in ("zh", "en"):
        text = "".join(page.content for page in render_pages(site, language))
        assert "models/moon" in text
        assert re.search(r"<script>alert|href=.?javascript:|[\x00-\x08\u202e\ud800]|x{300}", text) is None


def prepare(catalog_folder: Path, hub: RehearsalHub) -> Catalog:
    """Plant, stock and refresh once, so that every figure has a good value of yesterday."""
    catalog = plant(catalog_folder)
    stock(hub, catalog)
    runs = refresh(catalog, catalog_folder / "stats", clients(hub), YESTERDAY)
    assert [0, 0] == [len(run.outcomes) - run.observed for run in runs.values()]
    stock(hub, catalog, step=7)
    hub.requests.clear()
    return catalog


def run_with(
    fault: Fault, catalog: Path, hub: RehearsalHub, patience: Patience = PATIENT
) -> tuple[Catalog, dict[Hub, HubRun]]:
    """Return the catalog and the runs of a day with a fault.

    After it nothing is lost or invented, and the site builds.
    """
    loaded, folder = prepare(catalog, hub), catalog / "stats"
    before = read_stats(folder)
    hub.faults.append(fault)

    runs = refresh(loaded, folder, clients(hub, seconds=20, patience=patience), TODAY)

    check_nothing_lost_or_invented(before, read_stats(folder), truth(hub))
    check_site_builds(loaded, folder)
    return loaded, runs


def clients(hub: RehearsalHub, **options: Any) -> dict[Hub, HubClient]:
    """Return a client for each hub at the one address where both are rehearsed."""
    return {name: client(hub.endpoint, **options) for name in HUBS}

"""The whole catalog against the rehearsal hub: listings by owner against one request per checkpoint."""

import time
from datetime import UTC, datetime
from pathlib import Path

from generator.catalog import load_catalog
from generator.hubs import MODULES, Budget, HubClient
from generator.records.observation import HUBS
from generator.refresh import build_targets, collect
from tests.hubs.server import RehearsalHub, huggingface_model, modelscope_model

LATENCY = 0.05
OTHERS = 300
"""Models of each owner that nobody wants, all of them more downloaded than ours."""

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Print requests, seconds and the ratio for each hub."""
    catalog = load_catalog(ROOT / "catalog", datetime.now(UTC).date())
    wanted = {hub: build_targets(catalog, hub) for hub in HUBS}
    makers = {"huggingface": huggingface_model, "modelscope": modelscope_model}
    models = {
        hub: {
            name: makers[hub](name, downloads=number) for number, name in enumerate(with_others(wanted[hub]))
        }
        for hub in HUBS
    }
    with RehearsalHub(models["huggingface"], models["modelscope"], latency=LATENCY) as rehearsal:
        usual = collect.LISTING_FROM
        for hub in HUBS:
            results = []
            for listing_from in (usual, len(wanted[hub]) + 1):
                collect.LISTING_FROM = listing_from
                client = HubClient(rehearsal.endpoint, None, Budget(10_000, time.monotonic() + 600))
                begin = time.perf_counter()
                outcomes = collect.collect(MODULES[hub], client, wanted[hub], {})
                results.append((time.perf_counter() - begin, client.budget.asked, len(outcomes)))
            (seconds, asked, count), (alone, asked_alone, _) = results
            print(
                f"{hub}: {count} checkpoints; listings {asked} requests, {seconds:.2f} s; "
                f"one by one {asked_alone} requests, {alone:.2f} s; ratio {alone / seconds:.1f}"
            )


def with_others(wanted: tuple[str, ...]) -> list[str]:
    """Return the wanted repositories first, then the others of their owners."""
    owners = sorted({name.split("/")[0] for name in wanted})
    return [*wanted, *(f"{owner}/other-{number}" for owner in owners for number in range(OTHERS))]


if __name__ == "__main__":
    main()

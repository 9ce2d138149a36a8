"""The command `atlas refresh` against the rehearsal hub: exit codes, options, damage, two at once."""

import os
import re
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.stats import read_stats
from tests.hubs import faults
from tests.hubs.faults import Fault
from tests.hubs.server import RehearsalHub
from tests.hubs.wire import Exchange
from tests.refreshing import check_nothing_lost_or_invented, check_site_builds, plant, stock, truth

ATLAS = Path(sys.executable).with_name("atlas")
TOKEN = "hf_s3cret"


@pytest.fixture
def hub(catalog: Path) -> Iterator[RehearsalHub]:
    """Start a hub that holds every checkpoint of the catalog."""
    with RehearsalHub() as running:
        stock(running, plant(catalog))
        yield running


def environment_for(hub: RehearsalHub) -> dict[str, str | None]:
    """Return what points the command at the hub, past any proxy."""
    proxies = dict.fromkeys(name for name in os.environ if name.lower().endswith("_proxy"))
    return {**proxies, "HF_ENDPOINT": hub.endpoint, "MODELSCOPE_ENDPOINT": hub.endpoint, "HF_TOKEN": TOKEN}


def start(catalog: Path, hub: RehearsalHub, *options: str) -> subprocess.Popen[str]:
    """Start `atlas refresh` as a process of its own."""
    given = {**os.environ, **environment_for(hub)}
    return subprocess.Popen(
        [ATLAS, "--root", catalog.parent, "refresh", *options],
        env={name: value for name, value in given.items() if value is not None},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def finish(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Wait for a process; return its exit code and all that it printed."""
    with process:
        output = process.communicate(timeout=60)[0]
    assert "Traceback" not in output, output
    assert TOKEN not in output
    return process.returncode, output


def run(catalog: Path, hub: RehearsalHub, *options: str, **environment: str) -> tuple[int, str]:
    """Run `atlas refresh` in this process; return its exit code and all that it printed."""
    arguments = ["--root", str(catalog.parent), "refresh", *options]
    result = CliRunner().invoke(main, arguments, env={**environment_for(hub), **environment})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert TOKEN not in result.output
    return result.exit_code, result.output


def contents(catalog: Path) -> dict[str, bytes]:
    """Return every file of the store but its lock."""
    return {
        path.relative_to(catalog).as_posix(): path.read_bytes()
        for path in (catalog / "stats").rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def check_true(catalog: Path, hub: RehearsalHub, before: Path) -> None:
    """Compare the store with what it was and what the hub holds, and build the site."""
    today = datetime.now(UTC).date()
    check_nothing_lost_or_invented(read_stats(before), read_stats(catalog / "stats"), truth(hub), today)
    check_site_builds(plant(catalog), catalog / "stats")


FIXTURE_STATS = Path(__file__).resolve().parent / "fixture" / "catalog" / "stats"


def test_all_observed_is_exit_0_with_a_report(catalog: Path, hub: RehearsalHub) -> None:
    """Plain lines where there is no terminal; the second run of a day changes no byte."""
    code, output = finish(start(catalog, hub, "--report", str(catalog.parent / "report.md")))

    report = (catalog.parent / "report.md").read_text(encoding="utf-8")
    assert (0, True) == (code, "12 of 12 checkpoints observed" in output)
    assert "huggingface: 7 of 7" in output
    assert "\x1b" not in output
    assert report.startswith("# ")
    assert "| huggingface | 7 | 7 |" in report
    assert {TOKEN, None} == {asked.token for asked in hub.requests}
    assert [] == [asked for asked in hub.requests if "config.json" in asked.target]
    check_true(catalog, hub, FIXTURE_STATS)
    run(catalog, hub)  # the name of a license is known by now, which spares a request
    first = contents(catalog)
    assert 0 == run(catalog, hub)[0]
    assert first == contents(catalog)


def test_some_failed_is_exit_2_with_the_good_ones_written(catalog: Path, hub: RehearsalHub) -> None:
    """And when far fewer answer than the last time, that is said first."""
    report = catalog.parent / "report.md"
    run(catalog, hub)
    hub.faults += [Fault(r"author=orbit|models/orbit|lone", faults.status(403))]

    code, output = finish(start(catalog, hub, "--report", str(report)))

    assert (2, True) == (code, "observed, 4 not" in output)
    told = "**huggingface answered for 3 checkpoints, 7 the last time.**"
    assert told == report.read_text(encoding="utf-8").splitlines()[2]
    check_true(catalog, hub, FIXTURE_STATS)


def test_no_answer_is_exit_1_and_nothing_written(catalog: Path, hub: RehearsalHub) -> None:
    """Both hubs refuse everything, say, for a wrong token."""
    before = contents(catalog)
    hub.faults.append(Fault("", faults.status(401)))

    code, output = finish(start(catalog, hub))

    assert (1, True) == (code, "nothing is written" in output)
    assert "401 Unauthorized" in output
    assert before == contents(catalog)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("HF_ENDPOINT", "ftp://hub.example", "is no http(s) address"),
        ("MODELSCOPE_ENDPOINT", "http://[::1", "is no http(s) address"),
        ("MODELSCOPE_ENDPOINT", "modelscope.cn", "is no http(s) address"),
        ("HF_TOKEN", "hf_s3cre…", "the token has characters that no token has"),
    ],
)
def test_a_bad_configuration_is_exit_1_before_anything_is_asked(
    catalog: Path, hub: RehearsalHub, name: str, value: str, said: str
) -> None:
    """In words, and without the token."""
    before = contents(catalog)

    code, output = run(catalog, hub, **{name: value})

    assert (1, True) == (code, said in output)
    assert "s3cre" not in output
    assert [] == hub.requests
    assert before == contents(catalog)


def test_a_dry_run_asks_and_writes_nothing(catalog: Path, hub: RehearsalHub) -> None:
    """The exit code is that of a real one."""
    before = contents(catalog)

    assert 0 == run(catalog, hub, "--dry-run")[0]

    assert hub.requests
    assert before == contents(catalog)


def test_one_model_on_one_hub(catalog: Path, hub: RehearsalHub) -> None:
    """Only its checkpoints are asked for; the last run over the whole stays what it was."""
    runs = (catalog / "stats" / "runs.jsonl").read_bytes()

    code, output = run(catalog, hub, "--model", "moon", "--hub", "huggingface")

    assert (0, True) == (code, "3 of 3 checkpoints observed" in output)
    assert {"/api/models"} == {re.match(r"/api/models|.*", asked.path)[0] for asked in hub.requests}
    assert not [asked for asked in hub.requests if "acme" in asked.target]
    assert runs == (catalog / "stats" / "runs.jsonl").read_bytes()
    check_true(catalog, hub, FIXTURE_STATS)


def test_a_model_that_is_not_there_is_told(catalog: Path, hub: RehearsalHub) -> None:
    """Not in the catalog, or not on that hub."""
    assert (1, 'atlas: no model or size is named "moom"; did you mean "moon"?\n') == run(
        catalog, hub, "--model", "moom"
    )
    assert (1, "atlas: no checkpoint of comet is on modelscope\n") == run(
        catalog, hub, "--model", "comet", "--hub", "modelscope"
    )


@pytest.mark.parametrize(("most", "asked"), [("1", {"/api"}), ("3", {"/api", "/openapi"})])
def test_no_more_is_asked_than_allowed(catalog: Path, hub: RehearsalHub, most: str, asked: set[str]) -> None:
    """What came within the limit is written, and each hub has its share of it."""
    code, _ = run(catalog, hub, "--max-requests", most)

    assert (2, int(most)) == (code, len(hub.requests))
    assert asked == {"/" + request.path.split("/")[1] for request in hub.requests}
    check_true(catalog, hub, FIXTURE_STATS)


def test_a_report_that_cannot_be_written_is_told_before_anything_is_asked(
    catalog: Path, hub: RehearsalHub
) -> None:
    """Rather than after a run whose numbers it would cost."""
    code, output = run(catalog, hub, "--report", str(catalog / "no-such-folder" / "report.md"))

    assert (1, True, []) == (code, "no-such-folder" in output, hub.requests)


def test_a_damaged_store_is_told_and_left_alone(catalog: Path, hub: RehearsalHub) -> None:
    """The file, the line and the way to restore it; no hub is asked."""
    path = catalog / "stats" / "modelscope.jsonl"
    path.write_bytes(path.read_bytes()[:-9])
    before = contents(catalog)

    code, output = run(catalog, hub)

    assert (1, []) == (code, hub.requests)
    assert re.search(
        r"stats/modelscope\.jsonl:1: is damaged .* git checkout -- \S+/modelscope\.jsonl", output
    )
    assert before == contents(catalog)


def test_a_store_that_cannot_be_written_is_told(catalog: Path, hub: RehearsalHub) -> None:
    """A file stands where the folder should be."""
    (catalog / "stats").rename(catalog.parent / "elsewhere")
    (catalog / "stats").write_text("in the way", encoding="utf-8")

    code, output = run(catalog, hub)

    assert (1, []) == (code, hub.requests)
    assert "stats" in output
    assert "in the way" == (catalog / "stats").read_text(encoding="utf-8")


@pytest.mark.parametrize("most", [0, 2500])
def test_a_full_disk_leaves_the_old_state(catalog: Path, hub: RehearsalHub, most: int) -> None:
    """A file that may not grow is refused as one on a full disk is; with room again, all is well."""
    before = read_stats(catalog / "stats")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONDONTWRITEBYTECODE", "1")
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, limits[1]))
        try:
            process = start(catalog, hub)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    code, output = finish(process)

    assert (1, True) == (code, "File too large" in output)
    assert before == read_stats(catalog / "stats")
    check_site_builds(plant(catalog), catalog / "stats")
    assert 0 == run(catalog, hub)[0]
    assert not [name for name in contents(catalog) if "/." in name]
    check_true(catalog, hub, FIXTURE_STATS)


def test_of_two_at_once_the_second_says_so_and_stops(catalog: Path, hub: RehearsalHub) -> None:
    """It asks no hub; the first goes on as if alone."""
    second_is_done = threading.Event()

    def hold(exchange: Exchange) -> None:
        second_is_done.wait(30)
        exchange.send_answer()

    hub.faults.append(Fault("", hold))
    first = start(catalog, hub)
    while not hub.requests and first.poll() is None:
        time.sleep(0.02)
    asked = len(hub.requests)
    code, output = finish(start(catalog, hub, "--hub", "modelscope"))
    second_is_done.set()

    assert (1, True) == (code, "another refresh" in output)
    assert not [request for request in hub.requests[:asked] if "/openapi" in request.path]
    code, output = finish(first)
    assert (0, True) == (code, "12 of 12" in output)
    check_true(catalog, hub, FIXTURE_STATS)

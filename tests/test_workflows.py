"""The workflows: clean, of few rights, and rehearsed with their own steps against a remote of the test's."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.catalog import load_catalog
from tests.conftest import ROOT, TODAY_FOR_REAL
from tests.hubs.faults import Fault, status
from tests.hubs.server import RehearsalHub, huggingface_model, modelscope_model
from tools.rehearse import PAGES_ADDRESS, Run, Stage

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TOOLS = Path(sys.executable).parent
ATLAS = TOOLS / "atlas"

RIGHTS = {
    ("check", "check"): {"contents": "read"},
    ("publish", "build"): {"contents": "read", "pages": "read"},
    ("publish", "deploy"): {"pages": "write", "id-token": "write"},
    ("refresh", "refresh"): {"contents": "write", "issues": "write"},
    ("refresh", "after"): {"actions": "write"},
}
"""What each job may do; another right is a decision to be made here too."""

HEADLINE = "2026-11-21: 3 of 4 checkpoints observed, 1 failed; 1 notable change"
FOR_A_PERSON = "## For a person\n\n- `acme/rocket` differs\n\n## Coverage\n\nmuch\n"


def load(path: Path) -> dict[Any, Any]:
    """Read a workflow."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def steps(workflow: dict[Any, Any]) -> Iterator[dict[str, Any]]:
    """Yield every step of every job."""
    for job in workflow["jobs"].values():
        yield from job["steps"]


@pytest.fixture
def stage_with(tmp_path: Path) -> Callable[[str], Stage]:
    """Set the stage with an atlas whose refresh is a few lines of shell; `$3` is the report."""

    def set_stage(refresh: str) -> Stage:
        atlas = tmp_path / "atlas"
        atlas.write_text(f'#!/bin/sh\n[ "$1" = refresh ] || exec {ATLAS} "$@"\n{refresh}\n', encoding="utf-8")
        atlas.chmod(0o755)
        return Stage(tmp_path / "stage", {}, atlas)

    return set_stage


def refresh_script(code: int, report: str = f"# {HEADLINE}\n\n{FOR_A_PERSON}", more: str = "") -> str:
    """Write a number and a report, and end with an exit code."""
    number = "mkdir -p catalog/stats; date +%N >> catalog/stats/rehearsal.txt"
    return f"{number}\ncat > \"$3\" <<'REPORT'\n{report}\nREPORT\n{more}\nexit {code}"


def started(run: Run) -> bool:
    """Tell whether a run started the publication."""
    return "workflow run publish.yml --ref main" in run.calls


@pytest.mark.parametrize(
    "command",
    [("actionlint", "-color=false"), ("zizmor", "--offline", "--no-progress", "--persona=pedantic")],
    ids=lambda command: command[0],
)
def test_workflows_are_clean(command: tuple[str, ...]) -> None:
    """Under actionlint, with shellcheck for the scripts, and under zizmor."""
    environment = {"PATH": f"{TOOLS}:/usr/bin:/bin"}
    assert shutil.which("shellcheck", path=environment["PATH"])
    done = subprocess.run(
        [TOOLS / command[0], *command[1:], *WORKFLOWS],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 == done.returncode, done.stdout + done.stderr


def test_each_job_has_only_the_rights_it_needs() -> None:
    """None from the top, and what a job has stands in RIGHTS."""
    loaded = {path.stem: load(path) for path in WORKFLOWS}

    assert {name: {} for name in loaded} == {name: flow["permissions"] for name, flow in loaded.items()}
    assert RIGHTS == {
        (name, job): content["permissions"]
        for name, flow in loaded.items()
        for job, content in flow["jobs"].items()
    }


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_no_expression_stands_in_a_script(path: Path) -> None:
    """GitHub would paste its value into the shell; variables of the environment are only read."""
    assert [] == [step["run"] for step in steps(load(path)) if "${{" in step.get("run", "")]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_no_token_is_left_in_the_checkout_and_every_job_ends(path: Path) -> None:
    """A hung job would hold the concurrency group for hours."""
    workflow = load(path)
    checkouts = [step["with"] for step in steps(workflow) if "checkout@" in step.get("uses", "")]

    assert checkouts
    assert [False] * len(checkouts) == [given["persist-credentials"] for given in checkouts]
    assert all(job["timeout-minutes"] <= 60 for job in workflow["jobs"].values())
    assert workflow["concurrency"]["group"]


def test_the_refresh_runs_daily_off_the_full_hour_and_by_hand() -> None:
    """Runs at the full hour are delayed or dropped."""
    triggers = load(ROOT / ".github" / "workflows" / "refresh.yml")[True]  # YAML 1.1 reads `on` as true
    minute, hour, *days = triggers["schedule"][0]["cron"].split()

    assert {"schedule", "workflow_dispatch"} == triggers.keys()
    assert (["*", "*", "*"], True, True) == (days, hour.isdigit(), 5 < int(minute) < 55)


def test_numbers_are_pushed_before_an_incomplete_run_turns_red(stage_with: Callable[[str], Stage]) -> None:
    """Exit 2: the good ones are committed, published and told; the run is red all the same."""
    stage = stage_with(refresh_script(2, more="echo outside > README.md"))
    run = stage.run("refresh.yml")

    assert not run.green
    assert [f"Refresh {HEADLINE}", "Seed"] == stage.subjects()
    changed = stage.git("diff", "--name-only", "main~", "main", folder=stage.remote)
    assert "catalog/stats/rehearsal.txt\n" == changed
    assert started(run)
    assert run.summary.startswith(f"# {HEADLINE}\n")
    assert "::error title=Incomplete::" in run.log


def test_nothing_is_committed_when_nothing_was_written(stage_with: Callable[[str], Stage]) -> None:
    """Exit 1, and any other end: red, nothing pushed, nothing published, the schedule kept."""
    stage = stage_with("exit 1")
    run = stage.run("refresh.yml")

    assert not run.green
    assert ["Seed"] == stage.subjects()
    assert ["api --method PUT repos/rehearsal/atlas/actions/workflows/refresh.yml/enable"] == run.calls
    assert "The refresh wrote no report" in run.summary
    assert "::error title=Nothing written::" in run.log


def test_a_run_that_changes_nothing_is_green_and_keeps_the_schedule(
    stage_with: Callable[[str], Stage],
) -> None:
    """Days without a commit must not add up to the sixty after which the schedule is disabled."""
    stage = stage_with('mkdir -p catalog/stats; echo "# all as before" > "$3"')
    run = stage.run("refresh.yml")

    assert run.green, run.log
    assert ["Seed"] == stage.subjects()
    assert "api --method PUT repos/rehearsal/atlas/actions/workflows/refresh.yml/enable" in run.calls
    assert not started(run)


def test_a_refused_push_names_the_setting(stage_with: Callable[[str], Stage]) -> None:
    """Red, with the words to look for in the settings, and the issue is kept all the same."""
    stage = stage_with(refresh_script(0))
    stage.refuse_pushes()
    run = stage.run("refresh.yml")

    assert not run.green
    assert ["Seed"] == stage.subjects()
    setting = "Settings > Actions > General > Workflow permissions > Read and write permissions"
    assert setting in run.log
    assert setting in run.summary
    assert "protected" in run.summary
    assert not started(run)
    assert stage.issue()


def test_a_push_of_somebody_else_meanwhile_loses_nothing(stage_with: Callable[[str], Stage]) -> None:
    """The commit of the robot goes on top."""
    author = "-c user.name=a -c user.email=a@example.com"
    theirs = f'git -C "$STAGE/seed" {author} commit -q --allow-empty -m Theirs'
    push = 'git -C "$STAGE/seed" push -q "$STAGE/remote.git" main'
    stage = stage_with(refresh_script(0, more=f"{theirs} && {push}"))
    run = stage.run("refresh.yml")

    assert run.green, run.log
    assert [f"Refresh {HEADLINE}", "Theirs", "Seed"] == stage.subjects()


def test_one_issue_is_opened_brought_up_to_date_and_closed(stage_with: Callable[[str], Stage]) -> None:
    """It holds the section for a person and no other, and is closed only after a complete run."""
    stage = stage_with('. "$STAGE/today"')
    told = []
    for code, section in ((0, "- first"), (2, "- second"), (2, ""), (0, "")):
        report = f"# r\n\n## For a person\n\n{section}\n\n## More\n" if section else "# r\n"
        (stage.folder / "today").write_text(refresh_script(code, report), encoding="utf-8")
        run = stage.run("refresh.yml")
        verbs = [call.split()[1] for call in run.calls if call.startswith("issue ")]
        told.append((verbs, (stage.issue() or "").split("Kept")[0]))

    assert [
        (["list", "create"], "## For a person\n\n- first\n\n\n"),
        (["list", "edit"], "## For a person\n\n- second\n\n\n"),
        (["list"], "## For a person\n\n- second\n\n\n"),
        (["list", "close"], ""),
    ] == told


def test_a_command_line_that_is_not_understood_is_no_incomplete_day(
    stage_with: Callable[[str], Stage],
) -> None:
    """It ends with 2 too, but writes no report."""
    run = stage_with("exit 2").run("refresh.yml")

    assert not run.green
    assert "::error title=Nothing written::" in run.log


@pytest.fixture
def hub() -> Iterator[RehearsalHub]:
    """Serve every checkpoint of the real catalog."""
    catalog = load_catalog(ROOT / "catalog", TODAY_FOR_REAL)
    checkpoints = [checkpoint for _, size in catalog.sizes() for checkpoint in size.checkpoints]
    ours = {each.huggingface for each in checkpoints if each.huggingface}
    theirs = {each.modelscope for each in checkpoints if each.modelscope}
    with RehearsalHub(
        {name: huggingface_model(name) for name in ours}, {name: modelscope_model(name) for name in theirs}
    ) as hub:
        yield hub


def rehearse(stage: Stage, *workflows: str) -> list[Run]:
    """Run workflows one after the other and print their logs, which `make rehearse` shows."""
    runs = [stage.run(workflow) for workflow in workflows]
    for run in runs:
        sys.stdout.write(f"{run}\n")
    return runs


@pytest.fixture
def stage(tmp_path: Path, hub: RehearsalHub) -> Stage:
    """Set the stage with the real command and the rehearsal hub."""
    return Stage(
        tmp_path / "stage", {"HF_ENDPOINT": hub.endpoint, "MODELSCOPE_ENDPOINT": hub.endpoint}, ATLAS
    )


def test_rehearsal_of_a_good_day(stage: Stage) -> None:
    """Observed, committed, pushed; the site that follows is built for the address of its Pages."""
    refresh, publish = rehearse(stage, "refresh.yml", "publish.yml")

    assert (True, True) == (refresh.green, publish.green)
    assert started(refresh)
    assert re.match(r"Refresh \d{4}-\d\d-\d\d: ", stage.subjects()[0])
    changed = stage.git("diff", "--name-only", "main~", "main", folder=stage.remote).splitlines()
    assert [True] * len(changed) == [name.startswith("catalog/stats/") for name in changed]
    home = (stage.clone / "site" / "en" / "index.html").read_text(encoding="utf-8")
    assert f'<link rel="canonical" href="{PAGES_ADDRESS}/en/">' in home


def test_rehearsal_of_a_checkpoint_that_fails(stage: Stage, hub: RehearsalHub) -> None:
    """All others are pushed and the run is red."""
    name = sorted(hub.huggingface)[0]
    del hub.huggingface[name]  # from the listings, so that it is asked for by name
    hub.faults.append(Fault(re.escape(f"/api/models/{name}"), status(403, {"error": "forbidden"})))
    [run] = rehearse(stage, "refresh.yml")

    assert not run.green
    assert "::error title=Incomplete::" in run.log
    assert 2 == len(stage.subjects())
    assert started(run)


def test_rehearsal_of_hubs_that_are_down(tmp_path: Path) -> None:
    """Nothing is committed and the run is red."""
    nobody = "http://127.0.0.1:9"
    stage = Stage(tmp_path / "stage", {"HF_ENDPOINT": nobody, "MODELSCOPE_ENDPOINT": nobody}, ATLAS)
    [run] = rehearse(stage, "refresh.yml")

    assert not run.green
    assert ["Seed"] == stage.subjects()
    assert not started(run)


def test_rehearsal_of_a_refused_push(stage: Stage) -> None:
    """The run is red and names the setting."""
    stage.refuse_pushes()
    [run] = rehearse(stage, "refresh.yml")

    assert not run.green
    assert ["Seed"] == stage.subjects()
    assert "Settings > Actions > General > Workflow permissions" in run.summary

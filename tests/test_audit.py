"""What the audit finds, and what a person may accept."""

from datetime import date
from pathlib import Path

import pytest

from generator.audit import audit
from generator.catalog import load_catalog
from generator.stats import read_stats
from tests.conftest import ROOT, TODAY, TODAY_FOR_REAL
from tests.test_cli import atlas


def found(catalog: Path, today: date = TODAY) -> dict[str, str]:
    """Return the findings by id."""
    return {
        finding.id: finding.words
        for finding in audit(load_catalog(catalog, today), read_stats(catalog / "stats"), today)
    }


def replace(path: Path, old: str, new: str) -> None:
    """Change a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_license_that_nobody_read_is_found(catalog: Path) -> None:
    """While it is in use."""
    assert "is in use and known from summary only" == found(catalog)["unread.limited"]


def test_a_size_that_is_freer_than_its_base_is_found(catalog: Path) -> None:
    """A distill keeps the terms of what it was made from; a vendor may free its own weights."""
    assert not [name for name in found(catalog) if name.startswith("base-license.")]

    comet = catalog / "models" / "orbit" / "comet.yml"
    replace(comet, "license: limited", "license: free-1.0")
    replace(comet, "    parameters: 12B\n", "    parameters: 12B\n    base_model: rocket-1-7b\n")

    assert "put limited into also_under" in found(catalog)["base-license.comet-dev"]

    replace(
        comet, "    base_model: rocket-1-7b\n", "    base_model: rocket-1-7b\n    also_under: [limited]\n"
    )

    assert "base-license.comet-dev" not in found(catalog)


def test_a_class_that_no_tool_takes_is_found(catalog: Path) -> None:
    """It is a gap in the lists, or misspelt."""
    assert not [name for name in found(catalog) if name.startswith("no-tool.")]

    rocket = catalog / "models" / "acme" / "rocket-1.yml"
    replace(
        rocket,
        "acme/rocket-1-1b-chat, model_class: RocketForCausalLM",
        "acme/rocket-1-1b-chat, model_class: RocketForCausalLm2",
    )

    assert "no tool has it" in found(catalog)["no-tool.rocketforcausallm2"]


def test_a_list_of_tools_that_nobody_read_again_is_found(catalog: Path) -> None:
    """Tools gain and lose models every month."""
    assert "stale-tool.launch" not in found(catalog)
    assert "stale-tool.launch" in found(catalog, date(2027, 2, 2))


@pytest.mark.parametrize(
    ("architecture", "finding"),
    [
        ("{heads: 32, kv_heads: 5}", "rocket-2.kv-heads"),
        ("{layers: 8, dense_layers: 9}", "rocket-2.dense-layers"),
        ("{vocabulary: 1000000, hidden: 65536}", "rocket-2.vocabulary"),
    ],
)
def test_numbers_that_cannot_all_be_right_are_found(catalog: Path, architecture: str, finding: str) -> None:
    """A digit too many shows against the others."""
    rocket = catalog / "models" / "acme" / "rocket-2.yml"
    replace(rocket, "    base_model:", f"    architecture: {architecture}\n    base_model:")
    replace(rocket, "checkpoints]", "checkpoints, architecture]")

    assert f"architecture.{finding}" in found(catalog)


def test_a_checkpoint_that_nobody_looked_for_on_modelscope_is_found(catalog: Path) -> None:
    """A date tells that somebody did."""
    assert "no-modelscope.rocket-2" in found(catalog)

    replace(
        catalog / "models" / "acme" / "rocket-2.yml",
        'last_read: "2026-02-01"',
        'last_read: "2026-02-01"\nmodelscope_checked: "2026-02-01"',
    )

    assert "no-modelscope.rocket-2" not in found(catalog)


def test_entries_that_nobody_read_for_a_year_are_found(catalog: Path) -> None:
    """By the date in the entry."""
    assert "stale.comet" not in found(catalog)

    replace(catalog / "models" / "orbit" / "comet.yml", 'last_read: "2026-02-01"', 'last_read: "2025-02-01"')

    assert "its sources were last read in 2025-02-01" == found(catalog)["stale.comet"]


def test_a_count_of_parameters_far_from_the_hub_is_found(catalog: Path) -> None:
    """Within five in a hundred it is rounding."""
    assert not [name for name in found(catalog) if name.startswith("parameters.")]

    replace(catalog / "models" / "acme" / "rocket-1.yml", "parameters: 1.1B", "parameters: 1.2B")

    assert "huggingface counts 1,100,000,000 parameters" in found(catalog)["parameters.rocket-1-1b"]


def test_ids_that_differ_only_in_punctuation_are_found(catalog: Path) -> None:
    """They lead readers and links astray."""
    replace(catalog / "models" / "orbit" / "comet.yml", "comet-pro:", "rocket.2:")

    assert "alike.rocket-2" in found(catalog)


@pytest.mark.parametrize("accepted", [True, False])
def test_what_a_person_accepted_is_counted_and_no_more(project: Path, accepted: bool) -> None:
    """With a reason and a date; what is found no more must go."""
    findings = found(project / "catalog", TODAY_FOR_REAL)
    if accepted:
        lines = [f'{name}: {{reason: looked at, date: "2026-02"}}' for name in findings]
        (project / "catalog" / "accepted.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")

    result = atlas("--root", project, "audit")

    assert (0 if accepted else 1) == result.exit_code
    expected = (
        f"0 to look at, {len(findings)} accepted" if accepted else f"{len(findings)} to look at, 0 accepted"
    )
    assert expected in result.output


def test_the_catalog_has_no_finding_that_nobody_looked_at() -> None:
    """Each is mended or accepted with its reason, and none is accepted that is no more."""
    catalog = load_catalog(ROOT / "catalog", TODAY_FOR_REAL)
    # Dates make findings by themselves as years go by; those are for the audit, not for a test.
    timeless = [
        finding
        for finding in audit(catalog, read_stats(ROOT / "catalog" / "stats"), TODAY_FOR_REAL)
        if finding.rule not in {"stale", "old-family", "license", "parameters"}
    ]

    assert [] == [finding for finding in timeless if finding.id not in catalog.accepted]

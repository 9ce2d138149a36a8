"""What a license lets a reader do: real YAML in, answers out."""

from pathlib import Path

import pytest

from generator.catalog import load_catalog
from generator.records import Verdict
from generator.site import Site, build_site
from generator.site.license_entries import LicenseEntry
from generator.site.rights import Question
from generator.stats import read_stats
from tests.conftest import ROOT, TODAY, TODAY_FOR_REAL
from tests.test_audit import replace
from tests.test_site import size


@pytest.fixture(scope="module")
def atlas() -> Site:
    """Return the site of the catalog itself."""
    folder = ROOT / "catalog"
    return build_site(load_catalog(folder, TODAY_FOR_REAL), read_stats(folder / "stats"))


def entry(site: Site, identity: str) -> LicenseEntry:
    """Return a license by its id."""
    return next(entry for entry in site.licenses if entry.id == identity)


def answers(site: Site, identity: str) -> dict[Question, Verdict]:
    """Return the answers of a license."""
    return {answer.question: answer.verdict for answer in entry(site, identity).rights.answers}


def test_what_the_known_text_does_not_say_is_unclear_not_allowed(site: Site) -> None:
    """A term that is left out is no permission, and what hangs on it is no permission either."""
    expected = {
        "commercial": "conditional",
        "modify": "conditional",
        "redistribute": "unclear",
        "sell": "unclear",
        "train": "no",
    }
    assert expected == answers(site, "limited")


@pytest.mark.parametrize(
    ("license_", "verdicts"),
    [
        ("mit", "yes yes yes yes yes"),
        ("apache-2.0", "yes yes yes yes yes"),
        ("kimi-k2-modified-mit", "conditional yes yes conditional yes"),
        ("llama-2", "conditional yes yes conditional no"),
        ("llama-3.1", "conditional conditional conditional conditional conditional"),
        ("tongyi-qianwen", "conditional yes yes conditional no"),
        ("cc-by-nc-4.0", "no conditional conditional no conditional"),
        ("falcon-llm", "unclear unclear unclear unclear unclear"),
    ],
)
def test_licenses_answer_the_five_questions(atlas: Site, license_: str, verdicts: str) -> None:
    """Commercial use, changes, redistribution, selling a fine-tuned model, training on outputs."""
    assert verdicts.split() == list(answers(atlas, license_).values())


def test_selling_names_the_conditions_that_hold_for_it(atlas: Site) -> None:
    """It has no clause of its own: it follows from commercial use, changes and redistribution."""
    sell = {
        license_.id: answer.because
        for license_ in atlas.licenses
        for answer in license_.rights.answers
        if answer.question == "sell"
    }

    assert ("commercial",) == sell["kimi-k2-modified-mit"]
    assert ("commercial", "modify", "redistribute") == sell["gemma"]
    assert ("commercial",) == sell["cc-by-nc-4.0"]
    assert () == sell["mit"]


def test_no_license_that_nobody_read_says_yes_to_anything(atlas: Site) -> None:
    """Not to a single question."""
    for license_ in atlas.licenses:
        if license_.record.reading.certainty != "read":
            assert "yes" not in answers(atlas, license_.id).values(), license_.id


def test_terms_come_as_what_they_are_to_the_reader(atlas: Site) -> None:
    """To do, to leave, to know, or nothing at all; applicable law alone forbids nothing more."""
    rights = entry(atlas, "tencent-hunyuan-community").rights

    assert ["scale_limit", "attribution"] == [term.name for term in rights.duties("must")]
    assert ["regional_exclusions", "acceptable_use"] == [term.name for term in rights.duties("cannot")]
    assert ["patent_grant", "revocation", "governing_law"] == [term.name for term in rights.duties("know")]
    assert ["registration"] == [term.name for term in rights.duties("free")]
    assert [] == [term.name for term in entry(atlas, "qwen").rights.duties("cannot")]


def test_a_size_has_the_strictest_verdict_of_all_that_holds_for_it(catalog: Path) -> None:
    """A distill under a free license keeps the terms of its base; the base's page lists it."""
    path = catalog / "models" / "acme" / "rocket-2.yml"
    replace(path, "    base_model: rocket-1-7b\n", "    base_model: rocket-1-7b\n    also_under: [limited]\n")

    site = build_site(load_catalog(catalog, TODAY), read_stats(catalog / "stats"))

    rocket = size(site, "rocket-2")
    assert ("free-1.0", "limited") == (rocket.own.id, rocket.badge.id)
    assert ["free-1.0", "limited"] == [badge.id for badge in rocket.badges]
    uses = {use.model.name: use for use in entry(site, "limited").uses}
    assert uses["Rocket 2"].added
    assert not uses["Comet <1>"].added


def test_lines_that_changed_their_license_are_told_in_order(atlas: Site) -> None:
    """Between generations, and for the same weights on a later day."""
    lines = {
        line.families[-1].uri: [
            (step.since, *(badge.id for group in step.verdicts for badge in group.badges))
            for step in line.steps
        ]
        for line in atlas.license_lines
    }

    assert [
        ("2025-06", "apache-2.0"),
        ("2025-10-27", "minimax-m2-modified-mit"),
        ("2025-12-23", "minimax-modified-mit"),
        ("2026-04-09", "minimax-m2-7-nc"),
        ("2026-06-07", "minimax-m3-community"),
    ] == lines["families/minimax/"]
    assert [("2023-07-06", "internlm-weights"), ("2025-01-15", "apache-2.0")] == lines["families/internlm/"]
    assert "families/olmo/" not in lines

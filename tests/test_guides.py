"""What the guides take from the catalog: counts, examples and worked cases; and that they are there."""

import pytest

from generator.catalog import load_catalog
from generator.site import Site, build_site
from generator.site.cases import CASES, PAIR_OF
from generator.stats import read_stats
from tests.conftest import ROOT, TODAY_FOR_REAL

GUIDES = ("index", "why", "openness", "choose", "licenses")


@pytest.fixture(scope="module")
def real() -> Site:
    """Join the real catalog."""
    folder = ROOT / "catalog"
    return build_site(load_catalog(folder, TODAY_FOR_REAL), read_stats(folder / "stats"))


@pytest.mark.parametrize("guide", GUIDES)
def test_a_guide_is_there_in_both_languages_and_names_its_sources(guide: str) -> None:
    """The index lists the others; each other one ends with its sources."""
    for language in ("zh", "en"):
        text = (ROOT / "docs" / language / "guides" / f"{guide}.md").read_text(encoding="utf-8")
        if guide == "index":
            assert [] == [name for name in GUIDES[1:] if f"]({name}.md)" not in text]
        else:
            assert "{#sources}" in text


def test_every_size_with_open_weights_has_one_verdict(real: Site) -> None:
    """The counts of verdicts add up to all sizes with open weights."""
    openness = real.guides.openness

    assert openness.sizes == sum(size.open_weights for size in real.sizes)
    assert openness.sizes == sum(it.sizes for it in openness.verdicts)
    assert openness.osi_sizes < openness.sizes


def test_examples_of_a_verdict_are_current_and_have_it_throughout(site: Site) -> None:
    """A model with two verdicts, or one that was superseded, stands for none."""
    examples = {it.verdict: [model.id for model in it.newest] for it in site.guides.openness.verdicts}

    assert {"yes": ["rocket-2"], "conditional": ["comet"], "no": [], "unclear": []} == examples


def test_a_trap_lists_the_licenses_that_have_it(real: Site) -> None:
    """What the terms of a license say decides, and the newest models' licenses come first."""
    traps = {trap.name: trap for trap in real.guides.traps}

    for license_ in traps["regions"].licenses:
        assert license_.record.terms.regional_exclusions is not None
        assert "some" == license_.record.terms.regional_exclusions.value
    assert "apache-2.0" not in {it.id for trap in real.guides.traps for it in trap.licenses}
    released = [it.uses[0].released for it in traps["uses"].licenses]
    assert sorted(released, reverse=True) == released


def test_a_distill_carries_the_license_of_its_base(real: Site) -> None:
    """MIT on the distill of a Llama does not stand alone."""
    carried = {size.id: {badge.id for badge in size.badges} for size in real.guides.carried}

    assert {"mit", "llama-3.1"} == carried["deepseek-r1-distill-llama-8b"]


@pytest.mark.parametrize("name", CASES)
def test_a_case_answers_its_own_wish(real: Site, name: str) -> None:
    """Every recommended size may be used commercially, fits, and serves the need in the language."""
    wish = CASES[name]
    case = next(case for case in real.guides.cases if case.id == name)
    scenarios = {model.ref.uri: model.record.scenarios for model in real.models}

    assert case.recommended
    for found in case.recommended:
        assert found.size.badge.verdict in {"yes", "conditional"}
        assert found.gib <= int(wish.card.removesuffix("gb"))
        assert wish.scenario in scenarios[found.size.model.uri]
        assert not wish.language or wish.language in found.size.languages
        assert (found.size.context_tokens or 0) >= wish.context
    assert f"for={wish.scenario}&card={wish.card}&commercial=1" in case.query


def test_two_cards_hold_what_one_does_not(real: Site) -> None:
    """The share of each card fits, and both shares together would not fit on one."""
    room = next(card.usable_gib for card in real.hardware.cards if card.id == PAIR_OF)

    assert real.guides.on_two_cards
    for found in real.guides.on_two_cards:
        assert found.gib <= room < 2 * found.gib

"""The catalog itself: what it promises to hold, and truths that are often told wrong."""

import pytest

from generator.catalog import Catalog, load_catalog
from generator.pictures.letters import read_letters
from generator.site import Site, build_site
from generator.stats import read_stats
from tests.conftest import ROOT, TODAY_FOR_REAL
from tests.test_site import model, size

FOUNDING = [
    "llama-1-7b",
    "llama-1-65b",
    "llama-2-7b",
    "llama-2-13b",
    "llama-2-70b",
    "llama-3-8b",
    "llama-3-70b",
    "llama-3.1-8b",
    "llama-3.1-70b",
    "llama-3.1-405b",
    "mistral-7b-v0.1",
    "mixtral-8x7b",
    "mixtral-8x22b",
    "codestral-22b",
    "gemma-2b",
    "gemma-7b",
    "falcon-7b",
    "falcon-40b",
    "falcon-180b",
    "mpt-7b",
    "mpt-30b",
    "olmo-7b",
    "bloom-176b",
    "phi-2",
    "flux.1-pro",
    "flux.1-dev",
    "flux.1-schnell",
    "whisper-large-v3",
    "deepseek-v2",
    "deepseek-coder-33b",
    "deepseek-coder-v2",
    "chatglm3-6b",
    "qwen1.5-0.5b",
    "qwen1.5-110b",
    "qwen2-0.5b",
    "qwen2-1.5b",
    "qwen2-7b",
    "qwen2-57b-a14b",
    "qwen2-72b",
    "baichuan2-7b",
    "baichuan2-13b",
    "yi-6b",
    "yi-9b",
    "yi-34b",
    "internlm-7b",
    "internlm-20b",
    "internlm2-7b",
    "internlm2-20b",
]

NEWEST = {
    "llama": "llama-4",
    "muse": "muse-spark-open",
    "mistral": "mistral-large-4",
    "codestral": "devstral-2",
    "gemma": "gemma-4",
    "falcon": "falcon-h1r",
    "olmo": "olmo-3",
    "phi": "phi-4",
    "whisper": "whisper-large-v3-turbo",
    "deepseek": "deepseek-v4.1",
    "glm": "glm-5.3",
    "qwen": "qwen3.8",
    "baichuan": "baichuan-m3",
    "internlm": "internlm3",
    "kimi": "kimi-k3",
    "minimax": "minimax-m3",
}


@pytest.fixture(scope="module")
def real() -> Catalog:
    """Load the catalog that is published."""
    return load_catalog(ROOT / "catalog", TODAY_FOR_REAL)


@pytest.fixture(scope="module")
def real_site(real: Catalog) -> Site:
    """Join it."""
    return build_site(real, read_stats(ROOT / "catalog" / "stats"))


def test_the_founding_models_are_all_there(real_site: Site) -> None:
    """Every one that readers were promised, and no fewer than at the founding."""
    ids = {entry.id for entry in real_site.sizes}

    assert not set(FOUNDING) - ids
    assert len(real_site.models) >= 45
    assert len(real_site.sizes) >= 110


@pytest.mark.parametrize(("family", "newest"), NEWEST.items())
def test_no_family_page_ends_in_the_past(real_site: Site, family: str, newest: str) -> None:
    """Each ends with the newest generation that was known when it was written, or a newer one."""
    entry = next(entry for entry in real_site.families if entry.id == family)

    known = next(model.record.released for model in entry.models if model.id == newest)
    assert entry.newest.record.released >= known


def test_superseded_by_leads_forward_in_time(real_site: Site) -> None:
    """A successor is not older than what it supersedes, and no chain runs in a circle."""
    successors = {
        entry.id: entry.superseded_by.ref.uri.split("/")[1]
        for entry in real_site.models
        if entry.superseded_by
    }
    for start in successors:
        seen, here = {start}, start
        while here in successors:
            here = successors[here]
            assert here not in seen, f"{start} comes back to {here}"
            seen.add(here)
    for entry in real_site.models:
        if entry.superseded_by:
            assert entry.superseded_by.released >= entry.record.released[:4], entry.id


def test_the_700_million_clause_of_llama_stands(real: Catalog) -> None:
    """It is told as cancelled in many places; it is in every license from Llama 2 on."""
    for name in ("llama-2", "llama-3", "llama-3.1", "llama-3.2", "llama-3.3", "llama-4"):
        use = real.licenses[name].commercial_use
        assert use.verdict == "conditional"
        assert use.condition is not None
        assert "7 亿" in use.condition.zh
        assert "700 million" in use.condition.en


def test_405b_is_3_1_and_not_3(real_site: Site) -> None:
    """Llama 3 has 8B and 70B only."""
    assert ["llama-3-8b", "llama-3-70b"] == [entry.id for entry in model(real_site, "llama-3").sizes]
    assert "llama-3.1-405b" in [entry.id for entry in model(real_site, "llama-3.1").sizes]


@pytest.mark.parametrize(
    ("identity", "license_", "verdict"),
    [
        ("falcon-7b", "apache-2.0", "yes"),
        ("falcon-180b", "falcon-180b", "conditional"),
        ("codestral-22b", "mistral-mnpl-0.1", "no"),
        ("flux.1-dev", "flux-1-dev-nc", "no"),
        ("flux.1-schnell", "apache-2.0", "yes"),
        ("qwen2.5-3b", "qwen-research", "no"),
        ("qwen2.5-7b", "apache-2.0", "yes"),
        ("qwen2.5-72b", "qwen", "conditional"),
        ("qwen2-72b", "tongyi-qianwen", "conditional"),
        ("yi-34b", "apache-2.0", "yes"),
        ("llama-1-7b", "llama-1", "no"),
    ],
)
def test_licenses_that_are_often_told_wrong(
    real_site: Site, identity: str, license_: str, verdict: str
) -> None:
    """The size, its license and the verdict a reader sees."""
    badge = size(real_site, identity).badge

    assert (f"licenses/{license_}/", verdict) == (badge.license.uri, badge.verdict)


def test_baichuan_3_is_told_where_people_look_for_it(real: Catalog) -> None:
    """It has no open weights, so there is a note and no entry."""
    assert "Baichuan 3" in [entry.name for entry in real.families["baichuan"].not_open]
    assert "baichuan-3" not in real.models


def test_flux_1_pro_is_shown_as_closed(real_site: Site) -> None:
    """No weights, no parameters, no verdict but no."""
    closed = size(real_site, "flux.1-pro")

    assert (False, None, "no") == (closed.open_weights, closed.parameters, closed.badge.verdict)


def test_every_hub_repository_belongs_to_one_checkpoint(real: Catalog) -> None:
    """Its downloads would else be counted twice."""
    for hub in ("huggingface", "modelscope"):
        seen: dict[str, str] = {}
        for identity, entry in real.sizes():
            for checkpoint in entry.checkpoints:
                repository = getattr(checkpoint, hub)
                if repository is not None:
                    assert repository.lower() not in seen, f"{identity}, {seen.get(repository.lower())}"
                    seen[repository.lower()] = identity


def test_texts_stay_short_enough_to_be_read(real: Catalog) -> None:
    """A cell of a table is a cell, a badge a badge; a page has a handful of statements."""
    for name, license_ in real.licenses.items():
        assert len(license_.label) <= 28, name
    for name, family in real.families.items():
        assert len(family.advantages.zh) <= 50, name
    for name, entry in real.models.items():
        assert len(entry.strengths) <= 4, name
        assert len(entry.cautions) <= 4, name


def test_pictures_have_an_outline_for_every_letter(real_site: Site) -> None:
    """Of models and of their makers: a letter that `letters.yml` lacks would be left out in silence."""
    letters = read_letters()
    makers = (it.vendor.name for it in real_site.models)
    names = {maker if isinstance(maker, str) else maker.en for maker in makers}
    names |= {model.record.name for model in real_site.models}

    for name in names:
        drawn = letters.line(name, (0, 0), 10, "#000").count("<path")
        assert drawn == sum(sign != " " for sign in name), name

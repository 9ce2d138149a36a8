"""Memory from the architecture: formulas worked by hand, and every published figure."""

from pathlib import Path

import pytest

from generator.catalog import load_catalog
from generator.memory import CacheLayout, Request, build_layout, cache_bytes, estimate, memory_class
from generator.records import Architecture, CacheType
from generator.site import Site, build_site
from generator.stats import read_stats
from tests.conftest import ROOT, TODAY, TODAY_FOR_REAL

GIB = 2**30


@pytest.fixture(scope="module")
def atlas() -> Site:
    """Return the site of the catalog itself."""
    folder = ROOT / "catalog"
    return build_site(load_catalog(folder, TODAY_FOR_REAL), read_stats(folder / "stats"))


def layout(**numbers: object) -> CacheLayout:
    """Return what an architecture keeps; fail when that is not known."""
    found = build_layout(Architecture.model_validate(numbers))
    assert isinstance(found, CacheLayout), found
    return found


BASIC = {"layers": 4, "heads": 8, "kv_heads": 2, "head_dim": 16}
LATENT = {"layers": 4, "attention": "mla", "kv_lora_rank": 32, "qk_rope_head_dim": 8}
LINEAR = {"key_heads": 2, "value_heads": 4, "key_head_dim": 8, "value_head_dim": 8, "conv_kernel": 4}
MAMBA = {"layers": 3, "heads": 4, "head_dim": 8, "state": 16, "conv_kernel": 4}


@pytest.mark.parametrize(
    ("numbers", "tokens", "expected"),
    [
        # 4 layers x 2 heads x (16 + 16) elements x 2 bytes = 512 bytes a token
        ({**BASIC, "attention": "gqa"}, 10, 5_120),
        ({**BASIC, "kv_heads": 8, "attention": "mha"}, 10, 20_480),
        ({**BASIC, "kv_heads": 1, "attention": "mqa"}, 10, 2_560),
        # 4 layers x (32 + 8) elements x 2 bytes, and no value beside the latent
        (LATENT, 10, 3_200),
        # the same with an index of 4 layers x (12 + 4) bytes
        (
            {**LATENT, "index_head_dim": 12},
            10,
            3_840,
        ),
        # one of two layers sees all 10,000 tokens, the other 100 and a batch of 512
        (
            {**BASIC, "attention": "sliding-window", "sliding_window": 100, "full_attention_interval": 2},
            10_000,
            2 * 128 * 10_000 + 2 * 128 * 612,
        ),
        # the last two layers use what the first two keep
        ({**BASIC, "attention": "gqa", "kv_shared_layers": 2}, 10, 2_560),
        # full layers with heads of their own: 2 x 1 x (32 + 32) x 2 bytes
        (
            {
                **BASIC,
                "attention": "sliding-window",
                "sliding_window": 100,
                "full_layers": 2,
                "full_kv_heads": 1,
                "full_head_dim": 32,
            },
            10,
            2 * 128 * 10 + 2 * 128 * 10,
        ),
        # one of four layers keeps keys and values, three a state of 4 x 8 x 8 floats and 3 x 64 inputs
        (
            {**BASIC, "attention": "hybrid-linear", "full_attention_interval": 4, "linear_attention": LINEAR},
            10,
            128 * 10 + 3 * (4 * 8 * 8 * 4 + 3 * 64 * 2),
        ),
        # Mamba: 3 layers of 32 channels x 16 floats and 3 x (32 + 2 x 16) inputs
        (
            {**BASIC, "attention": "hybrid-mamba", "full_layers": 1, "mamba": MAMBA},
            10,
            128 * 10 + 3 * (32 * 16 * 4 + 3 * 64 * 2),
        ),
        # a decoder beside an encoder: its 20 positions in every layer, whatever is written
        ({**BASIC, "attention": "gqa", "encoder_tokens": 20}, 10, 512 * 10 + 512 * 20),
        # a pure state: nothing grows
        ({"layers": 3, "attention": "hybrid-mamba", "full_layers": 0, "mamba": MAMBA}, 10, 3 * 2_432),
    ],
    ids=[
        "grouped",
        "multi-head",
        "multi-query",
        "latent",
        "sparse index",
        "window",
        "shared layers",
        "own heads of full layers",
        "linear",
        "mamba",
        "encoder and decoder",
        "pure mamba",
    ],
)
def test_a_cache_is_what_the_layers_keep(numbers: dict[str, object], tokens: int, expected: int) -> None:
    """Each kind of attention, worked by hand."""
    assert expected == cache_bytes(layout(**numbers), tokens, "fp16")


@pytest.mark.parametrize(("cache", "sequences", "times"), [("fp8", 1, 0.5), ("fp16", 3, 3), ("fp8", 4, 2)])
def test_a_cache_follows_its_type_and_the_sequences(cache: CacheType, sequences: int, times: float) -> None:
    """One byte an element is half of two; every sequence has its own."""
    grouped = layout(**BASIC, attention="gqa")

    assert times * cache_bytes(grouped, 100, "fp16") == cache_bytes(grouped, 100, cache, sequences)


@pytest.mark.parametrize(
    ("numbers", "gap"),
    [
        (None, "no-architecture"),
        ({"attention": "gqa"}, "no-layers"),
        ({"attention": "gqa", "layers": 4}, "no-heads"),
        ({**BASIC, "attention": "sliding-window", "full_attention_interval": 2}, "no-window"),
        ({**BASIC, "attention": "sliding-window", "sliding_window": 8}, "no-pattern"),
        ({**BASIC, "attention": "hybrid-linear", "full_attention_interval": 4}, "no-state"),
        ({**BASIC, "attention": "hybrid-mamba", "full_layers": 1}, "no-state"),
        ({**BASIC, "attention": "other"}, "own-design"),
    ],
)
def test_what_is_not_known_gives_no_number(numbers: dict[str, object] | None, gap: str) -> None:
    """And says what is missing."""
    assert gap == build_layout(None if numbers is None else Architecture.model_validate(numbers))


def test_cards_share_weights_and_heads_but_not_a_latent() -> None:
    """On more cards than KV heads each keeps a copy; a latent belongs to all heads."""
    catalog = load_catalog(ROOT / "catalog", TODAY_FOR_REAL)
    sizes, bf16 = dict(catalog.sizes()), catalog.quantizations["bf16"]

    def cache(size: str, cards: int) -> int | None:
        request = Request(quantization=bf16, context=8192, cards=cards)
        return estimate(sizes[size].parameters or 0, sizes[size].architecture, request).cache

    assert GIB == cache("llama-3.1-8b", 1) == cache("llama-3.1-8b", 8)
    assert 2 * GIB == cache("llama-3.1-8b", 16)
    assert 8 * 8192 * 70_272 == cache("deepseek-v3", 8)


def test_what_was_published_of_the_files_wins(catalog: Path) -> None:
    """14.1 GB of files, where 7 billion parameters make 14.0."""
    site = build_site(load_catalog(catalog, TODAY), read_stats(catalog / "stats"))
    table = next(size.memory for size in site.sizes if size.id == "rocket-1-7b")

    assert table is not None
    rows = {row.quantization.name: (row.basis, row.weights_gib) for row in table.rows}
    assert ("published", 14.1e9 / GIB) == rows["BF16"]
    assert ("parameters", pytest.approx(7e9 * 8.5 / 8 / GIB)) == rows["Q8_0"]


@pytest.mark.parametrize(("gib", "card"), [(7.4, 8), (7.5, 12), (22.3, 24), (178.5, 192), (178.6, None)])
def test_a_card_has_less_for_models_than_it_is_sold_with(gib: float, card: int | None) -> None:
    """93 of a hundred parts."""
    assert card == memory_class(gib * GIB)


def test_cards_show_the_largest_that_fits_in_the_best_precision(site: Site) -> None:
    """A 30B is too much for 8 GB, fits 24 GB at 4 bits and the 48 GiB of a shared memory at 8."""
    cards = {card.id: card for card in site.hardware.cards}
    chat = {
        identity: [(it.name, it.quantization.name) for need in card.scenarios for it in need.placed]
        for identity, card in cards.items()
    }

    assert [] == chat["small-8gb"]
    assert [("Rocket 2", "Q4_K_M")] == chat["large-24gb"]
    assert [("Rocket 2", "Q8_0")] == chat["shared-64gb"]
    assert 48 == cards["shared-64gb"].usable_gib


@pytest.mark.parametrize(
    ("measures", "middle", "bound", "share"),
    [("weights", 0.3, 5, 0.94), ("cache", 0.1, 2, 0.79), ("total", 3, 15, 0.91)],
)
def test_estimates_stay_as_near_to_what_was_measured(
    atlas: Site, measures: str, middle: float, bound: float, share: float
) -> None:
    """The middle error, and how many are within the bound: neither may worsen."""
    accuracy = atlas.hardware.accuracy
    errors = [abs(it.error_percent) for it in accuracy.checked if it.record.measures == measures]
    [row] = [row for row in accuracy.rows if row.measures == measures and row.attention is None]

    assert row.count == len(errors) >= 50
    assert row.median <= middle
    assert sum(error <= bound for error in errors) / len(errors) >= share


def test_every_kind_of_attention_was_measured(atlas: Site) -> None:
    """By its cache; the middle error of each is within two in a hundred."""
    rows = {row.attention: row for row in atlas.hardware.accuracy.rows if row.measures == "cache"}

    assert {"gqa", "mha", "mla", "sliding-window", "hybrid-linear", "hybrid-mamba"} <= set(rows)
    assert [] == [attention for attention, row in rows.items() if row.median > 2]

"""Keys, values and constant states: how many bytes a sequence keeps while a model reads and writes.

For every token a layer keeps one key and one value vector for each KV head (Shazeer, arXiv:1911.02150;
Ainslie et al., arXiv:2305.13245). What differs between architectures is how many layers do so, for how
many tokens, and what else they keep.
"""

from dataclasses import dataclass
from typing import Literal

from generator.records import Architecture, CacheType

BYTES: dict[CacheType, int] = {"fp16": 2, "fp8": 1}
"""Bytes of one element of a cache."""

STATE_BYTES = 4
"""Recurrent states of linear attention and Mamba are kept in float32 (`mamba_ssm_dtype` of config.json)."""

CONV_BYTES = 2
"""The last inputs of their short convolutions are kept in 16 bits."""

INDEX_SCALE_BYTES = 4
"""A sparse indexer keeps its keys in FP8, with one float32 scale for each (DeepSeek-V3.2, vLLM)."""

BATCH_TOKENS = 512
"""Tokens that an engine reads at once: a window has room for them besides its own (llama.cpp's
`llama_kv_cache_iswa`: the window plus `--ubatch-size`, 512 if not told)."""

Gap = Literal["no-architecture", "no-layers", "no-heads", "no-window", "no-pattern", "no-state", "own-design"]
"""Why the cache cannot be computed: what is not known of the architecture."""


@dataclass(frozen=True, slots=True)
class Window:
    """Layers that keep only the last tokens: their elements for each token, and how many tokens."""

    per_token: int
    tokens: int


@dataclass(frozen=True, slots=True)
class CacheLayout:
    """What a sequence keeps, as numbers from which any context follows."""

    per_token: int
    """Elements for every token of the context."""
    window: Window | None
    index_bytes: int
    """Bytes for every token that do not depend on the type of the cache."""
    state_bytes: int
    """Bytes that do not depend on the context."""
    split: int
    """Over how many cards it divides at most; on more, each keeps a copy."""


def cache_bytes(layout: CacheLayout, context: int, cache: CacheType, sequences: int = 1) -> int:
    """Return the bytes that sequences of so many tokens keep, on all cards together."""
    elements = layout.per_token * context
    if layout.window is not None:
        elements += layout.window.per_token * min(context, layout.window.tokens)
    return sequences * (elements * BYTES[cache] + layout.index_bytes * context + layout.state_bytes)


def build_layout(it: Architecture | None) -> CacheLayout | Gap:
    """Return what a sequence keeps in this architecture, or what is missing to tell."""
    if it is None or it.attention is None:
        return "no-architecture"
    try:
        if it.compressed:
            return _compressed(it)
        full = _full_layers(it)
        return CacheLayout(
            per_token=full * _per_layer(it) if full else 0,
            window=_window(it, full),
            index_bytes=_index_bytes(it, full),
            state_bytes=_state_bytes(it, full) + _encoder_bytes(it),
            split=1 if it.kv_lora_rank else it.full_kv_heads or it.kv_heads or 1,
        )
    except _UnknownError as error:
        return error.gap


class _UnknownError(Exception):
    def __init__(self, gap: Gap) -> None:
        self.gap: Gap = gap


def _own_layers(it: Architecture) -> int:
    """Return how many layers have keys and values or states of their own."""
    if it.layers is None:
        raise _UnknownError("no-layers")
    return it.layers - (it.kv_shared_layers or 0)


def _full_layers(it: Architecture) -> int:
    """Return how many layers keep the whole context."""
    layers = _own_layers(it)
    if it.full_layers is not None:
        return it.full_layers
    if it.attention in {"mha", "gqa", "mqa", "mla"}:
        return layers
    if it.attention == "other":
        raise _UnknownError("own-design")
    if it.full_attention_interval is None:
        raise _UnknownError("no-pattern")
    return layers // it.full_attention_interval


def _window(it: Architecture, full: int) -> Window | None:
    layers = it.window_layers
    if layers is None:
        layers = _own_layers(it) - full if it.attention == "sliding-window" else 0
    if layers == 0:
        return None
    if it.sliding_window is None:
        raise _UnknownError("no-window")
    return Window(layers * _pair(it, it.window_kv_heads, None), it.sliding_window + BATCH_TOKENS)


def _per_layer(it: Architecture) -> int:
    """Return the elements of one token in a layer that sees everything."""
    return _latent(it) if it.kv_lora_rank else _pair(it, it.full_kv_heads, it.full_head_dim)


def _pair(it: Architecture, heads: int | None, head_dim: int | None) -> int:
    """Return the elements of the keys and values of one token in one layer."""
    heads, key = heads or it.kv_heads, head_dim or it.head_dim
    if heads is None or key is None:
        raise _UnknownError("no-heads")
    value = key if head_dim else it.v_head_dim or key
    return heads * (key + value)


def _compressed(it: Architecture) -> CacheLayout:
    """Return the layout where a row stands for many tokens, and a window for the last ones.

    DeepSeek-V4 keeps one row of the head size, key and value in one, for every 4 or 128 tokens, and
    the last 128 tokens whole (`compress_ratios` and `sliding_window` of config.json).
    """
    if it.head_dim is None:
        raise _UnknownError("no-heads")
    if it.sliding_window is None:
        raise _UnknownError("no-window")
    indexed = ((it.index_head_dim or 0) + INDEX_SCALE_BYTES) if it.index_head_dim else 0
    return CacheLayout(
        per_token=sum(part.layers * it.head_dim // part.ratio for part in it.compressed),
        window=Window(_own_layers(it) * it.head_dim, it.sliding_window + BATCH_TOKENS),
        index_bytes=sum(part.layers * indexed // part.ratio for part in it.compressed if part.indexed),
        state_bytes=0,
        split=1,
    )


def _index_bytes(it: Architecture, full: int) -> int:
    """Return the bytes for each token that a sparse indexer keeps: its own keys, one head in FP8."""
    if it.index_head_dim is None:
        return 0
    return (it.index_layers or full) * (it.index_head_dim + INDEX_SCALE_BYTES)


def _latent(it: Architecture) -> int:
    """Return the elements of the compressed latent of one token: there is no value beside it.

    Multi-head latent attention keeps the latent and the rotary part of the key (DeepSeek-V2,
    arXiv:2405.04434, section 2.1.3): 512 + 64 in DeepSeek-V2 and V3.
    """
    return (it.kv_lora_rank or 0) + (it.qk_rope_head_dim or 0)


def _encoder_bytes(it: Architecture) -> int:
    """Return the bytes of what decoder layers keep of an encoder's output, in 16 bits.

    It is as long as the encoder's input, whatever is written (Whisper: 30 seconds are 1,500 positions).
    """
    if it.encoder_tokens is None:
        return 0
    return _own_layers(it) * _pair(it, None, None) * it.encoder_tokens * BYTES["fp16"]


def _state_bytes(it: Architecture, full: int) -> int:
    """Return the bytes of constant states.

    Gated delta and other linear attention: a matrix of key by value for each value head (Yang et al.,
    arXiv:2412.06464). Mamba-2: heads times head size times state (Dao and Gu, arXiv:2405.21060). Both
    keep the last inputs of a short convolution besides.
    """
    if it.attention == "hybrid-linear":
        linear = it.linear_attention
        if linear is None:
            raise _UnknownError("no-state")
        keys, values = linear.key_heads * linear.key_head_dim, linear.value_heads * linear.value_head_dim
        state = linear.value_heads * linear.value_head_dim * linear.key_head_dim * STATE_BYTES
        conv = (2 * keys + values) * (linear.conv_kernel - 1) * CONV_BYTES
        return ((it.layers or 0) - full) * (state + conv)
    if it.attention == "hybrid-mamba":
        mamba = it.mamba
        if mamba is None:
            raise _UnknownError("no-state")
        inner = mamba.heads * mamba.head_dim
        conv = (inner + 2 * mamba.groups * mamba.state) * (mamba.conv_kernel - 1) * CONV_BYTES
        return mamba.layers * (inner * mamba.state * STATE_BYTES + conv)
    return 0

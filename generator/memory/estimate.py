"""The estimate: weights, cache and overhead for a request."""

from dataclasses import dataclass
from typing import Literal

from generator.memory.cache import CacheLayout, Gap, build_layout, cache_bytes
from generator.memory.overhead import overhead_bytes
from generator.memory.weights import build_weights, weight_bytes
from generator.records import Architecture, CacheType, Quantization

Basis = Literal["published", "architecture", "parameters"]
"""What the weights rest on: a published size of the files, the architecture, or the count alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked: how a model is run."""

    quantization: Quantization
    context: int
    cache: CacheType = "fp16"
    sequences: int = 1
    cards: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Bytes, on all cards together; the cache is None where the architecture is not known enough."""

    weights: int
    basis: Basis
    cache: int | None
    cache_per_token: float | None
    """Bytes that one more token takes, at the end of this context."""
    gap: Gap | None
    overhead: int
    total: int | None
    per_card: float | None
    """The largest share of one card."""


def estimate(
    parameters: int, architecture: Architecture | None, request: Request, published: int | None = None
) -> Estimate:
    """Return the memory that a request takes; `published` bytes of the weights win over arithmetic.

    Weights divide evenly over cards; a cache divides by its KV heads, and beyond those, or where it is
    a latent of all heads, each card keeps a copy. Each card has an overhead of its own.
    """
    weights = weight_bytes(build_weights(parameters, architecture), request.quantization)
    basis: Basis = "architecture" if architecture and architecture.vocabulary else "parameters"
    if published is not None:
        weights, basis = published, "published"
    overhead = overhead_bytes(architecture, request.cards)
    layout = build_layout(architecture)
    if not isinstance(layout, CacheLayout):
        return Estimate(
            weights=weights,
            basis=basis,
            cache=None,
            cache_per_token=None,
            gap=layout,
            overhead=overhead,
            total=None,
            per_card=None,
        )
    copies = max(1.0, request.cards / layout.split)
    cache = round(copies * cache_bytes(layout, request.context, request.cache, request.sequences))
    shorter = round(copies * cache_bytes(layout, request.context - 1, request.cache, request.sequences))
    total = weights + cache + overhead
    return Estimate(
        weights=weights,
        basis=basis,
        cache=cache,
        cache_per_token=(cache - shorter) / request.sequences,
        gap=None,
        overhead=overhead,
        total=total,
        per_card=total / request.cards,
    )

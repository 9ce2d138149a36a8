"""How much memory a size takes, from its architecture: plain functions, in bytes, sourced."""

from generator.memory.cache import BYTES, CacheLayout, Gap, Window, build_layout, cache_bytes
from generator.memory.cards import CLASSES, GIB, USABLE, memory_class, rooms, usable_gib
from generator.memory.estimate import Basis, Estimate, Request, estimate
from generator.memory.overhead import CARD_BYTES, overhead_bytes
from generator.memory.weights import Weights, build_weights, weight_bytes

__all__ = [
    "BYTES",
    "CARD_BYTES",
    "CLASSES",
    "GIB",
    "USABLE",
    "Basis",
    "CacheLayout",
    "Estimate",
    "Gap",
    "Request",
    "Weights",
    "Window",
    "build_layout",
    "build_weights",
    "cache_bytes",
    "estimate",
    "memory_class",
    "overhead_bytes",
    "rooms",
    "usable_gib",
    "weight_bytes",
]

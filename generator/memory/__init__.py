"""How much memory a size takes, from its architecture: plain functions, in bytes, sourced."""

from generator.memory.cache import CacheLayout, Gap, Window, build_layout, cache_bytes
from generator.memory.cards import CLASSES, USABLE, memory_class, usable_gib
from generator.memory.estimate import Basis, Estimate, Request, estimate
from generator.memory.overhead import overhead_bytes
from generator.memory.weights import Weights, weight_bytes

__all__ = [
    "CLASSES",
    "USABLE",
    "Basis",
    "CacheLayout",
    "Estimate",
    "Gap",
    "Request",
    "Weights",
    "Window",
    "build_layout",
    "cache_bytes",
    "estimate",
    "memory_class",
    "overhead_bytes",
    "usable_gib",
    "weight_bytes",
]

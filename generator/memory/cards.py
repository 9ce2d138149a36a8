"""Which cards hold how much: memory classes, and the part of a memory that is there for a model."""

from collections.abc import Mapping

from generator.records import Card

GIB = 2**30

CLASSES = (8, 12, 16, 24, 32, 48, 80, 96, 128, 141, 192)
"""Sizes of memory that cards are sold with, in GiB."""

USABLE = 0.93
"""The part of a card that programs get: 15,109 of 16,384 MiB on a T4 with error correction (92 %),
24,564 of 24,576 on an RTX 4090, less what the desktop takes."""

USABLE_UNIFIED = 0.75
"""The part of a memory shared with the processor that macOS gives to models by default, on machines
of 64 GB and more; less on smaller ones (llama.cpp prints it as `recommendedMaxWorkingSetSize`)."""


def usable_gib(card: Card) -> float:
    """Return the GiB of a card that are there for a model."""
    return card.memory_gib * (USABLE_UNIFIED if card.unified else USABLE)


def class_gib(memory_gib: int) -> float:
    """Return the GiB that are there for a model on a card of a class, whichever it is."""
    return memory_gib * USABLE


def rooms(cards: Mapping[str, Card]) -> dict[str, float]:
    """Return the GiB that are there for a model, by card and by class of memory (`24gb`)."""
    classes = {f"{memory}gb": class_gib(memory) for memory in CLASSES}
    return classes | {name: usable_gib(card) for name, card in cards.items()}


def memory_class(total: float) -> int | None:
    """Return the smallest memory of a card that holds so many bytes; None when one card does not."""
    return next((size for size in CLASSES if total <= class_gib(size) * GIB), None)

"""The numbers from which the calculator in the browser computes: the same that the tables are made of."""

from typing import Any

from generator.memory import CLASSES, rooms
from generator.site.entries import SizeEntry
from generator.site.memory_entries import Hardware


def build_coefficients(sizes: tuple[SizeEntry, ...], hardware: Hardware) -> dict[str, Any]:
    """Return quantizations, cards and sizes by id; bytes and tokens are whole numbers.

    The classes of memory (`24gb`) stand among the cards: whoever has one looks up its room in one place.

    `docs/theme/assets/memory.js` has the same arithmetic as `generator.memory`, on these numbers.
    """
    records = {card.id: card.record for card in hardware.cards}
    names = {f"{gib}gb": f"{gib} GB" for gib in CLASSES} | {name: it.name for name, it in records.items()}
    return {
        "quantizations": {
            name: {"bits": [it.bits, it.embedding_bits, it.output_bits], "name": it.name}
            for name, it in hardware.quantizations
        },
        "cards": {name: {"gib": gib, "name": names[name]} for name, gib in rooms(records).items()},
        "sizes": {size.id: _size(size) for size in sizes if size.memory is not None},
    }


def _size(size: SizeEntry) -> dict[str, Any]:
    it = size.memory
    if it is None:
        return {}
    weights, layout = it.weights, it.layout
    numbers: dict[str, Any] = {
        "name": size.name,
        "weights": [weights.layers, weights.embedding, weights.output],
        "overhead": it.overhead_bytes,
        "maximum": size.context_tokens,
    }
    if it.published:
        numbers["published"] = dict(it.published)
    if layout is not None:
        window = layout.window
        numbers["cache"] = {
            "token": layout.per_token,
            "window": [window.per_token, window.tokens] if window else [0, 0],
            "index": layout.index_bytes,
            "state": layout.state_bytes,
            "split": layout.split,
        }
    return numbers

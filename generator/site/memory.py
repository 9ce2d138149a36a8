"""Join sizes with quantizations and cards: how much memory, at which context, on which card."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.catalog import Catalog
from generator.memory import (
    BYTES,
    GIB,
    CacheLayout,
    Estimate,
    Request,
    build_layout,
    build_weights,
    cache_bytes,
    estimate,
    memory_class,
    overhead_bytes,
    rooms,
    usable_gib,
)
from generator.records import Precision, Size
from generator.site.base import Ref
from generator.site.memory_entries import Fit, MemoryCell, MemoryRow, MemoryTable

CONTEXTS = (4_096, 8_192, 32_768, 131_072)
"""The contexts of every table; the model's own maximum comes last."""

USUAL_CONTEXT = 8_192
"""The context at which sizes are compared."""

USUAL: dict[Precision, str] = {"4-bit": "q4-k-m", "8-bit": "q8-0", "16-bit": "bf16"}
"""The quantization that stands for a precision."""

BEST_FIRST = ("bf16", "q8-0", "q6-k", "q5-k-m", "q4-k-m")
"""The quantizations that a card is filled with: the first that fits is taken."""

NAMED_CARDS = 3
"""How many cards a table names."""


@dataclass(frozen=True, slots=True)
class MemoryBook:
    """The catalog, ready to answer how much memory a size takes."""

    catalog: Catalog
    published: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """Sizes of weight files that were measured, by size and quantization."""
    sizes: Mapping[str, Size] = field(default_factory=dict)
    rooms: Mapping[str, float] = field(default_factory=dict)
    """GiB that are there for a model, by card and by class of memory (`24gb`)."""
    _seen: dict[tuple[str, str, int, int], Estimate] = field(default_factory=dict)
    """Every card asks the same again."""

    def estimate(self, size_id: str, size: Size, quantization: str, context: int, cards: int = 1) -> Estimate:
        """Return the estimate for a size with open weights."""
        key = size_id, quantization, context, cards
        if key not in self._seen:
            kind = self.catalog.quantizations[quantization]
            request = Request(quantization=kind, context=context, cards=cards)
            published = self.published.get((size_id, quantization))
            self._seen[key] = estimate(size.parameters or 0, size.architecture, request, published)
        return self._seen[key]

    def total(self, size_id: str, quantization: str, context: int) -> int | None:
        """Return the bytes of one sequence on one card; None where the architecture is not known."""
        return self.estimate(size_id, self.sizes[size_id], quantization, context).total

    def table(self, size_id: str, size: Size, context: int | None) -> MemoryTable | None:
        """Return the table of a size; None when it has no open weights."""
        if size.parameters is None or not self.catalog.quantizations:
            return None
        longest = context or USUAL_CONTEXT
        contexts = (*(number for number in CONTEXTS if number < longest), longest)
        found = build_layout(size.architecture)
        layout = found if isinstance(found, CacheLayout) else None
        rows = tuple(
            self._row(size_id, size, name, contexts if layout else ())
            for name, quantization in self.catalog.quantizations.items()
            if quantization.shown
        )
        overhead = overhead_bytes(size.architecture)
        window = layout.window if layout else None
        return MemoryTable(
            size_id=size_id,
            name=size.name,
            contexts=contexts if layout else (),
            rows=rows,
            gap=None if isinstance(found, CacheLayout) else found,
            layout=layout,
            weights=build_weights(size.parameters, size.architecture),
            published=tuple(
                (name, self.published[size_id, name])
                for name in self.catalog.quantizations
                if (size_id, name) in self.published
            ),
            overhead_bytes=overhead,
            overhead_gib=overhead / GIB,
            caches=tuple((tokens, cache_bytes(layout, tokens, "fp16") / GIB) for tokens in contexts)
            if layout
            else (),
            token_bytes=layout.per_token * BYTES["fp16"] + layout.index_bytes if layout else None,
            window_gib=window.per_token * window.tokens * BYTES["fp16"] / GIB if window else None,
            state_gib=layout.state_bytes / GIB if layout and layout.state_bytes else None,
            fits=tuple(self._fits(size_id, size)) if layout else (),
        )

    def _row(self, size_id: str, size: Size, quantization: str, contexts: tuple[int, ...]) -> MemoryRow:
        weights = self.estimate(size_id, size, quantization, 1)
        totals = (self.estimate(size_id, size, quantization, context).total for context in contexts)
        return MemoryRow(
            quantization=self.catalog.quantizations[quantization],
            weights_gib=weights.weights / GIB,
            basis=weights.basis,
            cells=tuple(_cell(total) for total in totals if total is not None),
        )

    def _fits(self, size_id: str, size: Size) -> list[Fit]:
        fits = []
        for precision, quantization in USUAL.items():
            if quantization not in self.catalog.quantizations:
                continue
            total = self.estimate(size_id, size, quantization, USUAL_CONTEXT).total
            if total is not None:
                fits.append(Fit(precision, _cell(total), self._smallest_cards(total)))
        return fits

    def _smallest_cards(self, total: float) -> tuple[Ref, ...]:
        """Return the cards with the least memory among those that hold so many bytes."""
        holding = [
            (card.memory_gib, Ref(f"hardware/{identity}/", card.name))
            for identity, card in self.catalog.gpus.items()
            if not card.unified and usable_gib(card) * GIB >= total
        ]
        least = min((memory for memory, _ in holding), default=0)
        return tuple(ref for memory, ref in holding if memory == least)[:NAMED_CARDS]


def open_memory(catalog: Catalog) -> MemoryBook:
    """Return the book of memory for a catalog."""
    published = {
        (it.size, it.quantization): it.bytes
        for it in catalog.measurements.values()
        if it.measures == "weights"
    }
    return MemoryBook(catalog, published, dict(catalog.sizes()), rooms(catalog.gpus))


def _cell(total: int) -> MemoryCell:
    return MemoryCell(total / GIB, memory_class(total))


def fit_cells(table: MemoryTable | None) -> tuple[MemoryCell | None, ...]:
    """Return the cells of the usual precisions, in their order; None where nothing is known."""
    known = {fit.precision: fit.cell for fit in table.fits} if table else {}
    return tuple(known.get(precision) for precision in USUAL)

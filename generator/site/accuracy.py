"""Every published measurement beside our own estimate, and how far apart they are."""

from math import ceil, floor, log10
from statistics import median

from generator.catalog import Catalog
from generator.memory import CARD_BYTES, GIB, CacheLayout, Request, build_layout, cache_bytes, estimate
from generator.records import Measurement, Size
from generator.site.base import Ref
from generator.site.entries import ModelEntry
from generator.site.memory_entries import Accuracy, Checked, ErrorRow, Plot, PlotPoint, PlotTick

LEFT, TOP, WIDTH, HEIGHT = 48, 12, 420, 312
"""The field of the plot in CSS pixels."""


def build_accuracy(catalog: Catalog, models: tuple[ModelEntry, ...]) -> Accuracy:
    """Return the measurements that we can estimate, and the errors by kind."""
    homes = {size_id: (model, size) for model in models for size_id, size in model.record.sizes.items()}
    checked = []
    for it in catalog.measurements.values():
        model, size = homes[it.size]
        value = _estimated(catalog, it, size)
        if value is None:
            continue
        attention = size.architecture.attention if size.architecture else None
        error = 100 * (value - it.bytes) / it.bytes
        ref = Ref(f"{model.ref.uri}#{it.size}", size.name)
        name = catalog.quantizations[it.quantization].name
        checked.append(Checked(it, ref, attention, name, it.bytes / GIB, value / GIB, error))
    return Accuracy(rows=_errors(checked), checked=tuple(checked), plot=_plot(checked))


def _estimated(catalog: Catalog, it: Measurement, size: Size) -> int | None:
    """Return our bytes for what was measured; what was published of the weights is not used here."""
    request = Request(
        quantization=catalog.quantizations[it.quantization],
        context=it.context_tokens or 1,
        cache=it.cache,
        sequences=it.sequences,
        cards=it.cards,
    )
    if it.measures == "cache":
        layout = build_layout(size.architecture)
        if not isinstance(layout, CacheLayout):
            return None
        return cache_bytes(layout, request.context, it.cache, it.sequences)
    result = estimate(size.parameters or 0, size.architecture, request)
    if it.measures == "weights":
        return result.weights
    if result.total is None:
        return None
    return result.total - (it.cards * CARD_BYTES if it.without_driver else 0)


def _plot(checked: list[Checked]) -> Plot | None:
    """Return the comparisons as points; None without any."""
    values = [value for it in checked for value in (it.measured_gib, it.estimated_gib)]
    if not values:
        return None
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    span = max(1, high - low)

    def across(value: float) -> float:
        return round(LEFT + (log10(value) - low) / span * WIDTH, 1)

    def down(value: float) -> float:
        return round(TOP + HEIGHT - (log10(value) - low) / span * HEIGHT, 1)

    ends = 10.0**low, 10.0**high
    return Plot(
        diagonal=(across(ends[0]), down(ends[0]), across(ends[1]), down(ends[1])),
        ticks=tuple(
            PlotTick(f"{10.0**power:g}", across(10.0**power), down(10.0**power))
            for power in range(low, high + 1)
        ),
        points=tuple(
            PlotPoint(it.record.measures, across(it.measured_gib), down(it.estimated_gib)) for it in checked
        ),
    )


def _errors(checked: list[Checked]) -> tuple[ErrorRow, ...]:
    rows = []
    for measures in ("weights", "cache", "total"):
        of_kind = [it for it in checked if it.record.measures == measures]
        for attention in (None, *sorted({it.attention for it in of_kind if it.attention})):
            errors = [it.error_percent for it in of_kind if attention in {None, it.attention}]
            if errors:
                middle = median(abs(error) for error in errors)
                rows.append(ErrorRow(measures, attention, len(errors), middle, max(errors, key=abs)))
    return tuple(rows)

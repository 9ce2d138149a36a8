"""How much of the catalog is filled and how well it is known: counted, so that it cannot flatter."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import get_args

from generator.catalog import Catalog
from generator.records.license import Reading
from generator.site.entries import SizeEntry, VendorEntry
from generator.site.license_entries import LicenseEntry
from generator.site.site import Coverage, CoverageRow, Covered

CHECKS: dict[Covered, Callable[[SizeEntry], bool]] = {
    "context": lambda size: size.context_tokens is not None,
    "architecture": lambda size: size.architecture is not None and size.architecture.layers is not None,
    "languages": lambda size: bool(size.languages),
    "huggingface": lambda size: any(checkpoint.huggingface for checkpoint in size.checkpoints),
    "modelscope": lambda size: any(checkpoint.modelscope for checkpoint in size.checkpoints),
    "downloads": lambda size: size.downloads_30d is not None or size.modelscope_total is not None,
    "verdict": lambda size: size.badge.verdict != "unclear",
}
"""What is asked of every size with open weights."""


def build_coverage(
    catalog: Catalog, vendors: tuple[VendorEntry, ...], licenses: tuple[LicenseEntry, ...]
) -> Coverage:
    """Return what is filled, by vendor and in all, and how well licenses and sources are known."""
    rows = tuple(
        CoverageRow(vendor.ref, len(vendor.models), *_count(_sizes([vendor])))
        for vendor in vendors
        if vendor.models
    )
    readings = Counter(entry.record.reading.certainty for entry in licenses)
    read = Counter(model.last_read[:7] for model in catalog.models.values())
    facts = sum(
        len(source.supports) for model in catalog.models.values() for source in model.sources.values()
    )
    return Coverage(
        rows=rows,
        total=CoverageRow(None, len(catalog.models), *_count(_sizes(vendors))),
        certainties=tuple(
            (certainty, readings[certainty])
            for certainty in get_args(Reading.model_fields["certainty"].annotation)
        ),
        last_read=tuple(sorted(read.items(), reverse=True)),
        sources=sum(len(model.sources) for model in catalog.models.values()),
        supported_facts=facts,
        disagreements=sum(len(model.disagreements) for model in catalog.models.values()),
    )


def _sizes(vendors: Iterable[VendorEntry]) -> list[SizeEntry]:
    sizes = (size for vendor in vendors for model in vendor.models for size in model.sizes)
    return [size for size in sizes if size.open_weights]


def _count(sizes: list[SizeEntry]) -> tuple[int, tuple[tuple[Covered, int, int], ...]]:
    filled = []
    for name, check in CHECKS.items():
        count = sum(1 for size in sizes if check(size))
        filled.append((name, count, round(100 * count / len(sizes)) if sizes else 0))
    return len(sizes), tuple(filled)

"""Where the values of a size come from, row by row: a source, a clause, a hub, or our arithmetic.

Sources say which facts of a whole model they support. A source that names the repository of another
size says nothing of this one; where one names this very size, it goes before those of the model. What
has no source of its own is not cited: no link is better than a wrong one.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from generator.records.observation import CountName, Figure, Hub
from generator.site.entries import CheckpointEntry, ModelEntry, SizeEntry, SourceEntry
from generator.site.hub_entries import HubEntry
from generator.site.rights import Rights

Kind = Literal["source", "clause", "hub", "estimated", "measured"]

SHOWN = 2
"""How many sources a value names."""

ACCURACY = "hardware/accuracy/"

ROWS: Mapping[str, str] = {
    "released": "released",
    "current": "superseded_by",
    "license": "license",
    "parameters": "parameters",
    "active": "active_parameters",
    "context": "context_tokens",
    "experts": "experts",
    "layers": "architecture",
    "attention": "architecture",
    "hubs": "checkpoints",
    "input": "modalities",
    "output": "modalities",
    "languages": "languages",
}
"""The fact of the catalog that a row shows."""

_COUNTED = frozenset({"architecture", "parameters", "active_parameters", "experts"})
"""Facts that the files of a repository tell best; of others its model's papers and posts do."""

_FITS = ("fit4", "fit8", "fit16")


@dataclass(frozen=True, slots=True)
class Citation:
    """A link from a value to what it rests on."""

    kind: Kind
    label: str
    """The number of a source, a clause, or the day of an observation; empty where the kind says it."""
    uri: str
    """A page of the site from the root, or an address elsewhere for a hub."""
    title: str


def build_citations(
    model: ModelEntry, size: SizeEntry, rights: Mapping[str, Rights]
) -> dict[str, tuple[Citation, ...]]:
    """Return what the values of a size rest on, by row; rows without a value or a source are left out."""
    found: dict[str, tuple[Citation, ...]] = {}
    for row, fact in ROWS.items():
        if _is_known(row, size):
            found[row] = tuple(_cite(model, source) for source in _sources(model, size, fact))
    found |= {row: (citation,) for row, citation in _clauses(size, rights)}
    found |= {row: (citation,) for row, citation in _memory(size)}
    figures: tuple[tuple[str, Hub, CountName, Figure | None], ...] = (
        ("downloads_30d", "huggingface", "downloads_30d", size.downloads_30d),
        ("downloads_total", "modelscope", "downloads_total", size.modelscope_total),
    )
    for row, hub, count, figure in figures:
        entry = _observed(size.checkpoints, hub, count, figure)
        if entry is not None and figure is not None:
            found[row] = (Citation("hub", figure.day, entry.url, entry.repository),)
    return {row: citations for row, citations in found.items() if citations}


def _is_known(row: str, size: SizeEntry) -> bool:
    architecture = size.architecture
    known = {
        "current": size.superseded,
        "parameters": size.parameters,
        "active": size.active_parameters,
        "context": size.context_tokens,
        "experts": size.experts,
        "layers": architecture and architecture.layers,
        "attention": architecture and architecture.attention,
        "hubs": size.checkpoints,
        "languages": size.languages,
    }
    return bool(known.get(row, True))


def _sources(model: ModelEntry, size: SizeEntry, fact: str) -> tuple[SourceEntry, ...]:
    """Return the sources of a fact that name this size or none: those that tell it best, not the others."""
    supporting = [entry for entry in model.sources if fact in entry.source.supports]
    named = [(entry, _sizes_named(model, entry)) for entry in supporting]
    own = [entry for entry, sizes in named if size.id in sizes]
    general = [entry for entry, sizes in named if not sizes]
    first, second = (own, general) if fact in _COUNTED else (general, own)
    return tuple((first or second)[:SHOWN])


def _sizes_named(model: ModelEntry, entry: SourceEntry) -> set[str]:
    """Return the sizes of a model whose repositories a source names."""
    text = f"{entry.source.title} {entry.source.url or ''}"
    return {size.id for size in model.sizes for name in _repositories(size) if _names(text, name)}


def _repositories(size: SizeEntry) -> Iterator[str]:
    for checkpoint in size.checkpoints:
        yield from (it.repository for it in (checkpoint.huggingface, checkpoint.modelscope) if it)


def _names(text: str, repository: str) -> bool:
    """Tell whether a text has a repository as a whole: Qwen3-4B is not Qwen3-4B-Base."""
    return bool(re.search(rf"(?<![\w.-]){re.escape(repository)}(?![\w-]|\.\w)", text, re.IGNORECASE))


def _cite(model: ModelEntry, entry: SourceEntry) -> Citation:
    number = str(entry.number)
    return Citation("source", number, f"{model.ref.uri}#source-{number}", entry.source.title)


def _clauses(size: SizeEntry, rights: Mapping[str, Rights]) -> Iterator[tuple[str, Citation]]:
    """Yield for each question the license whose answer decides, at its answer."""
    for answer in size.answers:
        for badge in size.badges:
            if answer in rights[badge.id].answers:
                uri = f"{badge.license.uri}#may-{answer.question}"
                name = badge.license.name
                title = name if isinstance(name, str) else name.en
                yield answer.question, Citation("clause", answer.clause or "", uri, title)
                break


def _memory(size: SizeEntry) -> Iterator[tuple[str, Citation]]:
    estimated = Citation("estimated", "", ACCURACY, "")
    if size.weights_16bit_gib is not None:
        yield "weights", estimated
    measured = {name for name, _ in size.memory.published} if size.memory else set()
    fits = {fit.precision: fit for fit in size.memory.fits} if size.memory else {}
    for row, precision, quantization in zip(
        _FITS, ("4-bit", "8-bit", "16-bit"), ("q4-k-m", "q8-0", "bf16"), strict=True
    ):
        if precision in fits:
            is_measured = quantization in measured
            yield row, Citation("measured", "", ACCURACY, "") if is_measured else estimated


def _observed(
    checkpoints: tuple[CheckpointEntry, ...], hub: Hub, count: CountName, figure: Figure | None
) -> HubEntry | None:
    """Return the repository that a figure of a size was read from."""
    entries = (getattr(checkpoint, hub) for checkpoint in checkpoints)
    return next((it for it in entries if it and figure and getattr(it.standing, count) == figure), None)

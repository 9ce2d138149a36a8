"""What a reviewer would check by hand, found by rule: not mistakes of form, but things to look at."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from generator.catalog import Catalog
from generator.licensing import build_aliases, compare_license, spell_licenses
from generator.records import Architecture, Model, Size, first_day
from generator.records.observation import HUBS
from generator.stats import Stats

STALE = timedelta(days=365)
"""After so long the sources of an entry should be read again."""

OLD_FAMILY = timedelta(days=730)
"""A family whose newest model is older, and that goes on nowhere, may have news that we missed."""

COUNT_BOUND = 0.05
"""How far our count of parameters may lie from that of a hub, for weights that are not packed."""

WITH_CONTEXT = {"text", "code", "multimodal", "embedding"}
"""Kinds of models that read tokens of a text."""

PACKED = re.compile(r"fp[48]|int[48]|[48]-?bit|awq|gptq|gguf|w4a16", re.IGNORECASE)
"""Names of formats whose files hold storage elements, not parameters."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something to look at: the rule that found it, where, and in words."""

    rule: str
    where: str
    words: str

    @property
    def id(self) -> str:
        """The key under which a person accepts it in `catalog/accepted.yml`."""
        return f"{self.rule}.{self.where}".lower().replace("/", ".").replace("_", "-")


def audit(catalog: Catalog, stats: Stats, today: date) -> tuple[Finding, ...]:
    """Return every finding, by rule and place."""
    return tuple(
        sorted(
            {
                *_find_alike(catalog),
                *_find_stale(catalog, today),
                *_find_license_gaps(catalog),
                *_find_thin(catalog),
                *_find_misfits(catalog),
                *_find_unlocated(catalog),
                *_find_hub_differences(catalog, stats),
                *_find_tool_gaps(catalog, today),
            }
        )
    )


def _sizes(catalog: Catalog) -> Iterator[tuple[str, Model, str, Size]]:
    for identity, model in catalog.models.items():
        for size_id, size in model.sizes.items():
            yield identity, model, size_id, size


def _find_alike(catalog: Catalog) -> Iterator[Finding]:
    """Ids that differ only in punctuation, and repositories that stand twice."""
    alike = defaultdict(set)
    for name in {*catalog.models, *(size_id for _, _, size_id, _ in _sizes(catalog))}:
        alike[re.sub(r"[.-]", "", name)].add(name)
    for names in alike.values():
        if len(names) > 1:
            yield Finding("alike", min(names), f"differs only in punctuation from {max(names)}")
    for hub in HUBS:
        repositories = Counter(
            repository.lower()
            for place in catalog.checkpoints()
            if (repository := getattr(place.checkpoint, hub)) is not None
        )
        for repository, count in repositories.items():
            if count > 1:
                yield Finding("twice", repository, f"stands {count} times; its downloads would too")


def _find_stale(catalog: Catalog, today: date) -> Iterator[Finding]:
    """Entries that nobody read again, and families that end in the past."""
    newest: dict[str, date] = {}
    for identity, model in catalog.models.items():
        released = first_day(model.released)
        newest[model.family] = max(newest.get(model.family, released), released)
        if today - first_day(model.last_read) > STALE:
            yield Finding("stale", identity, f"its sources were last read in {model.last_read}")
        successor = catalog.models.get(model.superseded_by or "")
        if successor is not None and first_day(successor.released) < released:
            yield Finding("order", identity, f"is superseded by {model.superseded_by}, which is older")
    for family, released in newest.items():
        if today - released > OLD_FAMILY and catalog.families[family].continued_by is None:
            yield Finding("old-family", family, f"its newest model is of {released}; is there none since?")


def _find_license_gaps(catalog: Catalog) -> Iterator[Finding]:
    """Licenses in use that nobody read in full, and sizes freer than what they were trained from."""
    of_size = {size_id: size.license or model.license for _, model, size_id, size in _sizes(catalog)}
    homes = {size_id: model for _, model, size_id, _ in _sizes(catalog)}
    for used in sorted(set(of_size.values())):
        certainty = catalog.licenses[used].reading.certainty
        if certainty != "read":
            yield Finding("unread", used, f"is in use and known from {certainty} only")
    for _, model, size_id, size in _sizes(catalog):
        base = of_size.get(size.base_model or "")
        if base is None or base in {of_size[size_id], *size.also_under}:
            continue
        home = homes[size.base_model or ""]
        if catalog.vendor_of(home) == catalog.vendor_of(model):
            continue  # a vendor may put its own weights under another license
        if catalog.licenses[base].commercial_use.verdict != "yes":
            words = f"is {of_size[size_id]}, its base {size.base_model} {base}: put {base} into also_under"
            yield Finding("base-license", size_id, words)


def _find_thin(catalog: Catalog) -> Iterator[Finding]:
    """Pages that say little."""
    for identity, model in catalog.models.items():
        if not model.cautions:
            yield Finding("no-cautions", identity, "says nothing that one should mind")
        if len(model.sources) < 2:  # noqa: PLR2004  one source cannot be checked against another
            yield Finding("one-source", identity, "rests on a single source")


def _find_misfits(catalog: Catalog) -> Iterator[Finding]:
    """Numbers of a size that cannot all be right."""
    for _, model, size_id, size in _sizes(catalog):
        context = size.context_tokens or model.context_tokens
        for name, why in _misfits(size.architecture or Architecture(), size.parameters, context):
            yield Finding("architecture", f"{size_id}.{name}", f"{name} does not fit: {why}")
        released = size.released or model.released
        if first_day(released) < first_day(model.released) and not model.released.startswith(released):
            words = f"came out {released}, before its model ({model.released})"
            yield Finding("order", size_id, words)
        if context is None and size.architecture is not None and model.kind in WITH_CONTEXT:
            yield Finding("no-context", size_id, "has an architecture, and no context length")


def _misfits(it: Architecture, parameters: int | None, context: int | None) -> Iterator[tuple[str, str]]:
    if it.heads and it.kv_heads and it.heads % it.kv_heads:
        yield "kv_heads", f"{it.heads} heads cannot share {it.kv_heads} pairs"
    for name in ("dense_layers", "full_attention_interval"):
        value = getattr(it, name)
        if value and it.layers and value > it.layers:
            yield name, f"{value} is more than the {it.layers} layers"
    if it.sliding_window and context and it.sliding_window > context:
        yield "sliding_window", f"{it.sliding_window} is longer than the context of {context}"
    if it.vocabulary and it.hidden and parameters and it.vocabulary * it.hidden > parameters:
        yield "vocabulary", f"{it.vocabulary} x {it.hidden} is more than all parameters"


def _find_unlocated(catalog: Catalog) -> Iterator[Finding]:
    """Checkpoints that nobody looked for on ModelScope."""
    for identity, model in catalog.models.items():
        repositories = [checkpoint for size in model.sizes.values() for checkpoint in size.checkpoints]
        lacking = sum(1 for checkpoint in repositories if checkpoint.modelscope is None)
        if lacking and model.modelscope_checked is None:
            words = f"{lacking} checkpoints have no ModelScope id and no modelscope_checked"
            yield Finding("no-modelscope", identity, words)


def _find_tool_gaps(catalog: Catalog, today: date) -> Iterator[Finding]:
    """Tools whose lists nobody read again, and classes that none of them takes: a gap or a misspelling."""
    taken = set()
    for identity, tool in catalog.tools.items():
        taken |= {name for way in tool.ways.values() for name in way.classes}
        if today - first_day(tool.checked) > STALE:
            yield Finding("stale-tool", identity, f"its list was last read on {tool.checked}")
    for place in catalog.checkpoints():
        if catalog.tools and place.model_class is not None and place.model_class not in taken:
            yield Finding("no-tool", place.model_class, f"is the class of {place.model}, and no tool has it")


def _find_hub_differences(catalog: Catalog, stats: Stats) -> Iterator[Finding]:
    """Licenses and counts of parameters that a hub gives otherwise."""
    aliases, sizes = build_aliases(catalog), dict(catalog.sizes())
    for place in catalog.checkpoints():
        for hub in HUBS:
            repository = getattr(place.checkpoint, hub)
            standing = stats.standings.get((hub, repository or ""))
            if standing is None or standing.said is None:
                continue
            if compare_license(aliases, hub, place.license, standing.said) == "differs":
                said = ", ".join(spell_licenses(standing.said))
                words = f"{hub} {repository} says {said} since {standing.licenses_since}, we {place.license}"
                yield Finding("license", place.size, words)
            ours, counted = sizes[place.size].parameters, standing.said.parameters
            packed = PACKED.search(f"{repository} {place.checkpoint.variant}")
            if counted and ours and not packed and abs(counted / ours - 1) > COUNT_BOUND:
                words = f"{hub} counts {counted:,} parameters in {repository}, we {ours:,}"
                yield Finding("parameters", place.size, words)

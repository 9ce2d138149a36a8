"""The joined records that pages are made of: what the catalog says, resolved, linked and ordered.

Raw records stay as they are and hang on the entries; a name here never repeats one there with
another meaning. Whatever a template shows is ready on these records.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.records import (
    Architecture,
    Family,
    Kind,
    Modalities,
    Model,
    NotOpen,
    Point,
    Region,
    Role,
    Scenario,
    Source,
    Text,
    Vendor,
    Verdict,
)
from generator.records.model import Experts
from generator.records.observation import CountName, Figure, Hub
from generator.site.base import Ref
from generator.site.hub_entries import HubEntry
from generator.site.memory_entries import MemoryCell, MemoryTable
from generator.site.quickstart_entries import Quickstart
from generator.site.rights import Answer


@dataclass(frozen=True, slots=True)
class Badge:
    """A license with its verdict, the same wherever it is shown."""

    id: str
    license: Ref
    verdict: Verdict
    condition: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckpointEntry:
    """A hub repository with its addresses."""

    role: Role
    variant: str | None
    huggingface: HubEntry | None
    modelscope: HubEntry | None
    badge: Badge | None
    """The license, only where it differs from the size's."""
    note: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeEntry:
    """One row of every table: a size with all that its model says for it."""

    id: str
    name: str
    formerly: tuple[str, ...]
    """Ids that it had before: the addresses that named them still lead to it."""
    model: Ref
    vendor: Ref
    family: Ref
    region: Region
    kind: Kind
    open_weights: bool
    parameters: int | None
    nominal_parameters: int | None
    active_parameters: int | None
    weights_16bit_gib: float | None
    """Parameters times two bytes, in GiB (2^30 bytes): the weights alone at 16 bits."""
    memory: MemoryTable | None
    """None without open weights."""
    fit_cells: tuple[MemoryCell | None, ...]
    """Its memory at 4, 8 and 16 bits and 8K, where known."""
    context_tokens: int | None
    own: Badge
    """The license that it came out under."""
    badges: tuple[Badge, ...]
    """That license, and those that go on from what it was trained from."""
    badge: Badge
    """The strictest of them: the verdict of the size."""
    answers: tuple[Answer, ...]
    """The strictest answer of them to each question."""
    languages: tuple[str, ...]
    languages_first: tuple[str, ...]
    """Those that a table cell names: Chinese and English before the others."""
    languages_more: int
    """How many it does not name."""
    modalities: Modalities
    released: str
    superseded: bool
    experts: Experts | None
    architecture: Architecture | None
    base_model: Ref | None
    checkpoints: tuple[CheckpointEntry, ...]
    downloads_30d: Figure | None
    """Of its most downloaded checkpoint on Hugging Face."""
    modelscope_total: Figure | None
    """Of its most downloaded checkpoint on ModelScope."""
    note: Text | None


@dataclass(frozen=True, slots=True)
class VerdictGroup:
    """The licenses that lead to one verdict, for cells that name several."""

    verdict: Verdict
    badges: tuple[Badge, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseUse:
    """A license within a model, with what of the model is under it."""

    badge: Badge
    answers: tuple[Answer, ...]
    model: Ref
    released: str
    sizes: tuple[SizeEntry, ...]
    added: bool
    """Whether it stands beside the license that these sizes came out under."""
    whole: bool
    """Whether that is every size and every checkpoint of the model."""
    checkpoints: tuple[CheckpointEntry, ...]
    """Single checkpoints under it, where their size is under another one."""


@dataclass(frozen=True, slots=True)
class EarlierLicenseEntry:
    """A license that the weights of a model were under before."""

    badge: Badge
    until: str


@dataclass(frozen=True, slots=True)
class Successor:
    """The model that came after, with its licenses: a newer one may be under stricter terms."""

    ref: Ref
    released: str
    verdicts: tuple[VerdictGroup, ...]


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source with the number by which statements refer to it."""

    number: int
    source: Source


@dataclass(frozen=True, slots=True)
class Statement:
    """A point with the number of its source, if it has one."""

    point: Point
    source_number: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelEntry:
    """A model page."""

    id: str
    ref: Ref
    path: str
    """The YAML file, from the root of the project."""
    record: Model
    vendor: Ref
    region: Region
    family: Ref
    sizes: tuple[SizeEntry, ...]
    badges: tuple[Badge, ...]
    """The licenses of the sizes, each once, the most common first."""
    verdicts: tuple[VerdictGroup, ...]
    uses: tuple[LicenseUse, ...]
    """Every license of a size or a checkpoint, the most common first."""
    earlier_licenses: tuple[EarlierLicenseEntry, ...]
    smallest: SizeEntry
    largest: SizeEntry
    context_tokens: tuple[int | None, int | None]
    """The shortest and the longest of its sizes, where known."""
    runnable: bool
    """Whether it has open weights, so that memory is a question."""
    quickstart: Quickstart | None
    """None when there is no checkpoint to get."""
    known_architectures: tuple[SizeEntry, ...]
    """The sizes of whose architecture anything is known."""
    languages: tuple[str, ...]
    modalities: Modalities
    scenarios: tuple[Ref, ...]
    strengths: tuple[Statement, ...]
    cautions: tuple[Statement, ...]
    disagreements: tuple[Statement, ...]
    sources: tuple[SourceEntry, ...]
    hub_counts: Mapping[Hub, tuple[CountName, ...]]
    """What each hub counts of its checkpoints: what the hub is known for, and what else it told of any."""
    trends: tuple[HubEntry, ...]
    """Its checkpoints on either hub whose counts over time are known."""
    superseded_by: Successor | None
    supersedes: tuple[Ref, ...]
    siblings: tuple[Ref, ...]
    """The other models of its family, newest first."""
    trained_from: tuple[Ref, ...]
    """Models with a size that one of this model's was trained from."""
    derived: tuple[Ref, ...]
    """Models with a size that was trained from one of this model's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyEntry:
    """A family page and one row of the selection table."""

    id: str
    ref: Ref
    record: Family
    vendor: Ref
    region: Region
    models: tuple[ModelEntry, ...]
    """Newest first."""
    sizes: tuple[SizeEntry, ...]
    newest: ModelEntry
    representatives: tuple[ModelEntry, ...]
    verdicts: tuple[VerdictGroup, ...]
    scenarios: tuple[Ref, ...]
    continued_by: Ref | None
    continues: tuple[Ref, ...]
    not_open: tuple[NotOpen, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorEntry:
    """A vendor page."""

    id: str
    ref: Ref
    record: Vendor
    families: tuple[FamilyEntry, ...]
    models: tuple[ModelEntry, ...]
    sizes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioEntry:
    """A scenario page."""

    id: str
    ref: Ref
    record: Scenario
    families: tuple[FamilyEntry, ...]
    current: tuple[ModelEntry, ...]
    """Models that nothing has superseded, newest first."""
    superseded: tuple[ModelEntry, ...]

"""A model, its sizes and their checkpoints: one YAML file, one page."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, model_validator

from generator.records.base import (
    Addressed,
    Count,
    HubId,
    Id,
    LanguageTag,
    Line,
    Link,
    NonNegativeInt,
    PartialDate,
    PositiveInt,
    Record,
    Source,
    Text,
    Tuple,
)

Kind = Literal["text", "code", "multimodal", "image", "video", "audio", "embedding"]
"""What a model is for, by what goes in and comes out."""

Modality = Literal["text", "image", "video", "audio", "embedding", "score"]

Role = Literal[
    "base",
    "instruct",
    "chat",
    "reasoning",
    "hybrid",
    "embedding",
    "reranker",
    "safety",
    "text-to-image",
    "image-edit",
    "text-to-video",
    "image-to-video",
    "speech-to-text",
    "vision",
    "translation",
]
"""What a checkpoint was trained to do; `hybrid` answers with or without reasoning."""

Attention = Literal["mha", "gqa", "mqa", "mla", "sliding-window", "hybrid-linear", "hybrid-mamba", "other"]
"""How keys and values are kept.

`mha` one pair per head, `gqa` one per group, `mqa` one for all, `mla` a compressed latent;
`sliding-window` has layers that see only a window; `hybrid-linear` and `hybrid-mamba` have layers
with a constant state; `other` is told in `attention_note`.
"""


_CLASS = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def _check_class(value: str) -> str:
    if not _CLASS.fullmatch(value):
        raise ValueError("must be the name of a class, like Qwen3ForCausalLM or FluxPipeline")
    return value


ModelClass = Annotated[str, AfterValidator(_check_class)]
"""The class that loads the weights: `architectures` of config.json, `_class_name` of model_index.json.

Tools list by it what they support."""


class Point(Text):
    """A statement about a model, with the source it rests on."""

    source: Id | None = None


class Modalities(Record):
    """What goes in and what comes out."""

    input: Tuple[Modality]
    output: Tuple[Modality]


class Checkpoint(Record):
    """One repository of a size, on one hub or on both."""

    role: Role
    variant: Line | None = None
    """What tells it from a checkpoint of the same role: a date, a context length, a format."""
    huggingface: HubId | None = None
    modelscope: HubId | None = None
    license: Id | None = None
    """Where it differs from the size's."""
    model_class: ModelClass | None = None
    """Where it differs from the size's."""
    note: Text | None = None

    @model_validator(mode="after")
    def _is_somewhere(self) -> "Checkpoint":
        if self.huggingface is None and self.modelscope is None:
            raise ValueError("a checkpoint needs a huggingface or a modelscope id, or both")
        return self


class Experts(Record):
    """A mixture of experts: how many there are, how many a token uses, how many every token uses."""

    total: PositiveInt
    active: PositiveInt
    shared: PositiveInt | None = None

    @model_validator(mode="after")
    def _active_are_some_of_all(self) -> "Experts":
        if self.active > self.total:
            raise ValueError(f"active ({self.active}) cannot be more than total ({self.total})")
        return self


class LinearAttention(Record):
    """The constant state of linear-attention layers, in the terms of config.json."""

    key_heads: PositiveInt
    value_heads: PositiveInt
    key_head_dim: PositiveInt
    value_head_dim: PositiveInt
    conv_kernel: PositiveInt


class Mamba(Record):
    """The constant state of Mamba layers; a first-generation Mamba has as many heads as channels."""

    layers: PositiveInt
    heads: PositiveInt
    head_dim: PositiveInt
    state: PositiveInt
    groups: PositiveInt = 1
    conv_kernel: PositiveInt


class Compressed(Record):
    """Layers that keep one row for so many tokens (DeepSeek-V4)."""

    layers: PositiveInt
    ratio: PositiveInt
    indexed: bool = False
    """Whether an indexer chooses among the rows, with keys of its own."""


class Architecture(Record):
    """The numbers of config.json that memory follows; what is not known is left out."""

    layers: PositiveInt | None = None
    dense_layers: PositiveInt | None = None
    """How many of the layers have no experts, in a mixture of experts."""
    hidden: PositiveInt | None = None
    intermediate: PositiveInt | None = None
    heads: PositiveInt | None = None
    kv_heads: PositiveInt | None = None
    head_dim: PositiveInt | None = None
    vocabulary: PositiveInt | None = None
    embedding_dim: PositiveInt | None = None
    """The length of the vector that an embedding model returns."""
    attention: Attention | None = None
    attention_note: Text | None = None
    sliding_window: PositiveInt | None = None
    full_attention_interval: PositiveInt | None = None
    """Every so many layers one sees the whole context; the others a window, or keep a state."""
    full_layers: NonNegativeInt | None = None
    """How many layers keep keys and values of the whole context, where no interval tells it."""
    window_layers: PositiveInt | None = None
    """How many keep those of a sliding window, where they are not all the others."""
    window_kv_heads: PositiveInt | None = None
    """KV heads of the layers with a window, where they have other ones."""
    full_kv_heads: PositiveInt | None = None
    """KV heads of the layers that see everything, where they have other ones."""
    full_head_dim: PositiveInt | None = None
    """Head size of the layers that see everything, where it is another one."""
    kv_shared_layers: PositiveInt | None = None
    """How many of the last layers use the keys and values of earlier ones."""
    encoder_tokens: PositiveInt | None = None
    """Positions of an encoder that every decoder layer keeps besides (`max_source_positions`)."""
    tied_embeddings: bool | None = None
    """Whether input embedding and output layer are one matrix."""
    q_lora_rank: PositiveInt | None = None
    kv_lora_rank: PositiveInt | None = None
    qk_rope_head_dim: PositiveInt | None = None
    qk_nope_head_dim: PositiveInt | None = None
    v_head_dim: PositiveInt | None = None
    index_heads: PositiveInt | None = None
    index_topk: PositiveInt | None = None
    index_head_dim: PositiveInt | None = None
    """Size of the keys that a sparse indexer keeps beside the cache."""
    index_layers: PositiveInt | None = None
    """How many layers have an indexer, where not all."""
    linear_attention: LinearAttention | None = None
    mamba: Mamba | None = None
    compressed: Tuple[Compressed] = ()


class Size(Addressed):
    """One member of a model that a reader chooses: one row in every table.

    What is left out of license, released, context, languages and modalities is as the model says.
    """

    name: Line
    open_weights: bool = True
    parameters: Count | None = None
    """All parameters, as counted from the weights where a source counts them: memory follows this."""
    nominal_parameters: Count | None = None
    """The vendor's own figure, where it is another: what the size is called by."""
    active_parameters: Count | None = None
    """Those that one token uses, in a mixture of experts."""
    released: PartialDate | None = None
    license: Id | None = None
    also_under: Tuple[Id] = ()
    """Licenses whose terms go on from what it was trained from, whatever its own says."""
    context_tokens: PositiveInt | None = None
    languages: Tuple[LanguageTag] | None = None
    modalities: Modalities | None = None
    experts: Experts | None = None
    architecture: Architecture | None = None
    model_class: ModelClass | None = None
    """Where it differs from the model's."""
    base_model: Id | None = None
    """The size it was trained from, when that is another entry of the catalog."""
    checkpoints: Tuple[Checkpoint] = ()
    note: Text | None = None

    @model_validator(mode="after")
    def _open_means_countable(self) -> "Size":
        if self.open_weights and self.parameters is None:
            raise ValueError("parameters is missing: open weights can be counted; else open_weights: false")
        if not self.open_weights and self.checkpoints:
            raise ValueError("open_weights is false, yet it has checkpoints; remove one or the other")
        if self.parameters and self.active_parameters and self.active_parameters > self.parameters:
            raise ValueError("active_parameters cannot be more than parameters")
        return self


class EarlierLicense(Record):
    """A license that the same weights were under before."""

    license: Id
    until: PartialDate
    """The day of the change."""


class Model(Addressed):
    """One release. File: `catalog/models/<vendor>/<id>.yml`; the folder names the vendor."""

    name: Line
    aliases: Tuple[Line] = ()
    """Other names that readers search for, in either language."""
    family: Id
    kind: Kind
    released: PartialDate
    license: Id
    earlier_licenses: Tuple[EarlierLicense] = ()
    """Those that it was under before, the oldest first."""
    context_tokens: PositiveInt | None = None
    modalities: Modalities
    model_class: ModelClass | None = None
    """Of all its checkpoints, where a source tells it; from it follows which tools run them."""
    languages: Tuple[LanguageTag] = ()
    languages_note: Text | None = None
    training_tokens: Count | None = None
    training_note: Text | None = None
    summary: Text
    """One sentence: what it is and why one would choose it."""
    strengths: Tuple[Point] = ()
    """What it is known for."""
    cautions: Tuple[Point] = ()
    """What to mind."""
    scenarios: Tuple[Id]
    superseded_by: Id | None = None
    homepage: Link | None = None
    github: Link | None = None
    paper: Link | None = None
    disagreements: Tuple[Point] = ()
    """Where sources contradict each other, and which one was taken."""
    last_read: PartialDate
    """When a person last read the sources."""
    modelscope_checked: PartialDate | None = None
    """When the checkpoints without a ModelScope id were looked for there, and not found."""
    sources: dict[Id, Source]
    sizes: dict[Id, Size]

"""What models run on and in which form: cards, quantizations, and measurements to check estimates by."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from generator.records.base import Addressed, Id, Line, PositiveInt, Record, Source, Text, Tuple

PositiveFloat = Annotated[float, Field(gt=0, allow_inf_nan=False)]

Segment = Literal["consumer", "workstation", "datacenter", "apple", "ascend"]
"""What a card is sold for; the systems of Apple and Huawei have ways of their own."""

Precision = Literal["16-bit", "8-bit", "4-bit", "lower"]
"""Into which of the usual precisions a quantization falls."""

CacheType = Literal["fp16", "fp8"]
"""How keys and values are kept: two bytes an element (FP16 or BF16), or one."""


class Quantization(Record):
    """A form of the weights. File: `catalog/quantizations.yml`."""

    name: Line
    precision: Precision
    bits: PositiveFloat
    """Bits for each parameter of the layers, scales included."""
    embedding_bits: PositiveFloat
    """Bits for each parameter of the input embedding."""
    output_bits: PositiveFloat
    """Bits for each parameter of the output layer, or of both when they are one matrix."""
    shown: bool = True
    """Whether it has a row in the tables of model pages."""
    summary: Text
    sources: Tuple[Source]


class Card(Addressed):
    """A card or system by its memory. File: `catalog/gpus.yml`."""

    name: Line
    vendor: Line
    segment: Segment
    memory_gib: PositiveFloat
    """The memory as it is sold; makers write GB and mean 2^30 bytes."""
    unified: bool = False
    """Whether the processor shares it: then a part of it is not for models."""
    bandwidth_gb_s: PositiveFloat | None = None
    """Of the memory, in 10^9 bytes a second."""
    memory_type: Line | None = None
    architecture: Line | None = None
    reported: bool = False
    """Whether the figures rest on reports, not on a data sheet."""
    note: Text | None = None
    sources: Tuple[Source]


class Measurement(Record):
    """A figure that somebody measured and published. File: `catalog/measurements.yml`."""

    size: Id
    measures: Literal["weights", "cache", "total"]
    """`weights`: the files; `cache`: keys, values and states; `total`: what the card reports in use."""
    quantization: Id
    cache: CacheType = "fp16"
    context_tokens: PositiveInt | None = None
    sequences: PositiveInt = 1
    cards: PositiveInt = 1
    without_driver: bool = False
    """Whether a total leaves out what the driver takes for itself, as PyTorch's own counter does."""
    bytes: PositiveInt
    stated: Line
    """The figure as the source has it."""
    note: Text | None = None
    source: Source

    @model_validator(mode="after")
    def _context_is_told(self) -> "Measurement":
        if self.measures != "weights" and self.context_tokens is None:
            raise ValueError(f'context_tokens is missing: "{self.measures}" depends on it')
        return self

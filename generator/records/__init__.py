"""The records that YAML files are checked against: what a file says, never what is computed from it."""

from generator.records.base import Addressed, Record, Source, Text, first_day
from generator.records.directory import Accepted, Family, NotOpen, Region, Scenario, Vendor
from generator.records.hardware import CacheType, Card, Measurement, Precision, Quantization, Segment
from generator.records.license import License, Permission, Reading, ScaleLimit, Term, Terms, Verdict
from generator.records.model import (
    Architecture,
    Checkpoint,
    Kind,
    Modalities,
    Model,
    ModelClass,
    Point,
    Role,
    Size,
)
from generator.records.tool import Format, Tool, Way

__all__ = [
    "Accepted",
    "Addressed",
    "Architecture",
    "CacheType",
    "Card",
    "Checkpoint",
    "Family",
    "Format",
    "Kind",
    "License",
    "Measurement",
    "Modalities",
    "Model",
    "ModelClass",
    "NotOpen",
    "Permission",
    "Point",
    "Precision",
    "Quantization",
    "Reading",
    "Record",
    "Region",
    "Role",
    "ScaleLimit",
    "Scenario",
    "Segment",
    "Size",
    "Source",
    "Term",
    "Terms",
    "Text",
    "Tool",
    "Vendor",
    "Verdict",
    "Way",
    "first_day",
]

"""The records that order the catalog: vendors, their families, and readers' scenarios."""

from typing import Literal

from generator.records.base import Addressed, Id, Line, Link, PartialDate, Record, Source, Text, Tuple

Region = Literal["domestic", "international"]
"""Seen from mainland China: 国内 or 国外."""


class Vendor(Addressed):
    """Who makes models. Key in `catalog/vendors.yml`: the vendor's id."""

    name: Text
    region: Region
    homepage: Link | None = None
    summary: Text
    """One or two sentences: who they are and what they publish."""
    sources: Tuple[Source] = ()


class NotOpen(Record):
    """A model that readers look for in a family although its weights were never published."""

    name: Line
    note: Text
    source: Source | None = None


class Family(Addressed):
    """A vendor's line of models: one row of the selection table.

    Key in `catalog/families.yml`: the family's id. The order of that file is the order of the table.
    """

    name: Text
    vendor: Id
    summary: Text
    """One sentence for the top of the family's page."""
    advantages: Text
    """主要特点 / 优势: what sets the line apart, short enough for a table cell."""
    representatives: Tuple[Id]
    """代表型号: the models a reader would start from, newest first."""
    scenarios: Tuple[Id]
    """适合场景."""
    featured: bool = True
    """Whether it stands on the home page, whose selection table fits one printed page."""
    continued_by: Id | None = None
    """The family in which the vendor's line goes on, when this one has ended."""
    not_open: Tuple[NotOpen] = ()


class Accepted(Record):
    """A finding of `atlas audit` that a person looked at. Key in `catalog/accepted.yml`: rule.place."""

    reason: Line
    date: PartialDate


class Scenario(Addressed):
    """A reader's need. Key in `catalog/scenarios.yml`: the scenario's id."""

    name: Text
    summary: Text
    advice: Tuple[Text] = ()
    """What to look for when choosing a model for it."""

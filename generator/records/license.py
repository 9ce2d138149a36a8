"""A license as data: what its text lets a reader do, and who read which text when."""

from typing import Annotated, Literal

from pydantic import StringConstraints, model_validator

from generator.records.base import Addressed, Count, Line, Link, PartialDate, Record, Source, Text, Tuple

Verdict = Literal["yes", "conditional", "no", "unclear"]
"""What a license lets a reader do."""

Place = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}(-[A-Z]{2,3})?$")]
"""A country, region or state: a code of ISO 3166, or EU."""


class CommercialUse(Record):
    """May a business use it."""

    verdict: Verdict
    condition: Text | None = None
    """The condition in one line, as a reader would tell it to a colleague."""
    clause: Line | None = None

    @model_validator(mode="after")
    def _condition_is_told(self) -> "CommercialUse":
        if self.verdict != "yes" and self.condition is None:
            raise ValueError(f'verdict "{self.verdict}" needs a condition that says why, in zh and en')
        return self


class Term(Text):
    """One term, paraphrased in both languages; a subclass says what it comes to.

    Each subclass has a `value`, so that licenses can be compared. `unclear` is for what is known of
    a term without its full wording; a term of which nothing is known is left out.
    """

    clause: Line | None = None


class Permission(Term):
    """What one may do with the model.

    `yes`: with no more than the license, the notices and marks of change kept; `conditional`: more
    is asked, such as the same license, a name, or binding those who follow.
    """

    value: Verdict


Unit = Literal["monthly-users", "daily-users", "devices", "yearly-usd", "monthly-usd", "recurring-usd"]


class ScaleLimit(Record):
    """From where on what is asked; without a number it holds at any size."""

    number: Count | None = None
    unit: Unit | None = None
    """Of what: active users, edge devices, or revenue in US dollars (`recurring-usd` is by year)."""
    counted: Literal["before-release", "any-12-months", "preceding-month", "any-time", "not-stated"] = (
        "not-stated"
    )
    """When: `before-release` is the calendar month before the release, `any-time` is every day."""
    only: Literal["model-services"] | None = None
    """Whom it concerns, where not everyone: those who offer the model itself as a service."""
    then: Literal["license", "review", "display", "excluded"]
    """Beyond it: ask for a license, pass a review, show the name, or no rights at all."""

    @model_validator(mode="after")
    def _number_has_a_unit(self) -> "ScaleLimit":
        if (self.number is None) != (self.unit is None):
            raise ValueError("number and unit go together; leave out both for a limit at any size")
        return self


class ScaleTerm(Term):
    """Whether the size of a business matters."""

    value: Literal["none", "limited", "unclear"]
    limits: Tuple[ScaleLimit] = ()

    @model_validator(mode="after")
    def _limits_are_told(self) -> "ScaleTerm":
        if (self.value == "limited") != bool(self.limits):
            raise ValueError('value "limited" needs limits, and limits need value "limited"')
        return self


class RegionTerm(Term):
    """Where it may not be used; `law` means no more than export and sanctions law."""

    value: Literal["none", "law", "some", "unclear"]
    regions: Tuple[Place] = ()
    """Codes of ISO 3166, and EU."""

    @model_validator(mode="after")
    def _regions_are_told(self) -> "RegionTerm":
        if (self.value == "some") != bool(self.regions):
            raise ValueError('value "some" needs regions, and regions need value "some"')
        return self


class RegistrationTerm(Term):
    """Whether one has to ask first; `notice` is a message without an answer."""

    value: Literal["none", "notice", "required", "unclear"]


class AttributionTerm(Term):
    """What has to be shown.

    `notice`: keep the notices in copies; `credit`: name the source in public; `display`: show a given
    line in products or their documentation; `naming`: names of derived models carry a given word.
    """

    value: Tuple[Literal["notice", "credit", "display", "naming"]]


class UseTerm(Term):
    """Which uses are barred; `law` means applicable law only, `listed` a list or a policy."""

    value: Literal["none", "law", "listed", "unclear"]


class PatentTerm(Term):
    """Whether patents are licensed; `general` means as part of all rights, without a clause of its own."""

    value: Literal["express", "general", "none", "excluded", "unclear"]


class RevocationTerm(Term):
    """How the license ends; `any-time` means that the licensor may end it without a breach."""

    value: Literal["irrevocable", "breach", "any-time", "none", "unclear"]


class LawTerm(Term):
    """Whose law governs: a code of ISO 3166, or `none` when the text does not say."""

    value: Literal["none"] | Place


class Terms(Record):
    """The questions asked of every license, in the order of its page."""

    scale_limit: ScaleTerm | None = None
    regional_exclusions: RegionTerm | None = None
    registration: RegistrationTerm | None = None
    attribution: AttributionTerm | None = None
    redistribution: Permission | None = None
    derivatives: Permission | None = None
    output_training: Permission | None = None
    acceptable_use: UseTerm | None = None
    patent_grant: PatentTerm | None = None
    revocation: RevocationTerm | None = None
    governing_law: LawTerm | None = None


class Reading(Record):
    """How well the text is known."""

    certainty: Literal["read", "summary", "tag-only"]
    """`read`: the whole text; `summary`: known from quotations or summaries; `tag-only`: a name on a hub."""
    reader: Line
    """Who read it."""
    text: Line
    """Which text, at which version or revision."""
    date: PartialDate


class LicenseAliases(Record):
    """Every spelling by which a hub names the license."""

    huggingface: Tuple[Line] = ()
    modelscope: Tuple[Line] = ()


class License(Addressed):
    """A text with terms. File: `catalog/licenses/<id>.yml`."""

    name: Line
    """The full name, as the text gives it."""
    label: Line
    """The name in tables and badges: at most 28 characters."""
    spdx: Line | None = None
    steward: Line | None = None
    text_url: Link | None = None
    text_version: Line | None = None
    osi_approved: bool | None = None
    summary: Text
    commercial_use: CommercialUse
    terms: Terms = Terms()
    notes: Tuple[Text] = ()
    earlier: Tuple[Line] = ()
    """Ids of the licenses that this one replaced for the same line of models."""
    aliases: LicenseAliases = LicenseAliases()
    reading: Reading
    sources: Tuple[Source]

    @model_validator(mode="after")
    def _unread_is_never_yes(self) -> "License":
        if self.reading.certainty == "read":
            return self
        verdicts = {"commercial_use.verdict": self.commercial_use.verdict} | {
            f"terms.{name}.value": term.value
            for name in ("redistribution", "derivatives", "output_training")
            if (term := getattr(self.terms, name)) is not None
        }
        for place, verdict in verdicts.items():
            if verdict == "yes":
                raise ValueError(
                    f'{place} is "yes" but reading.certainty is "{self.reading.certainty}": '
                    'only a text that was read in full can give "yes"; write "unclear"'
                )
        return self

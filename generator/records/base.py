"""What every record of the catalog is built from: strictness, bilingual text, dates, counts, links.

A message raised here reaches the person who edits the YAML, so it states the right form.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

Item = TypeVar("Item")

_ID = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
_HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_COUNT = re.compile(r"(\d+(?:\.\d+)?)([KMBT])")
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SCALE = {"K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}


class Record(BaseModel):
    """A frozen record: no key but its fields, no value of another type than it says."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, use_attribute_docstrings=True)


def _check_line(value: str) -> str:
    if not value.strip():
        raise ValueError("must not be empty")
    if value != value.strip():
        raise ValueError("must not begin or end with white space")
    if _CONTROL.search(value):
        raise ValueError("must be one line without control characters; fold long text with >-")
    return value


ID_FORM = 'lower-case letters, digits, "." and "-", like llama-3.1-8b'


def is_id(value: str) -> bool:
    """Tell whether a word may be an address in the catalog."""
    return _ID.fullmatch(value) is not None


def _check_id(value: str) -> str:
    if not is_id(value):
        raise ValueError(f"must be an id: {ID_FORM}")
    return value


def _check_hub_id(value: str) -> str:
    if not _HUB_ID.fullmatch(value):
        raise ValueError("must be a repository id owner/name, like Qwen/Qwen3-8B")
    return value


def _check_language(value: str) -> str:
    if not _LANGUAGE.fullmatch(value):
        raise ValueError('must be a BCP 47 tag, like "zh", "en" or "yue"')
    return value


def _check_link(value: str) -> str:
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = None
    if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be a link that begins with https:// or http://")
    if re.search(r"[\s<>\"\\^`{|}]", value) or _CONTROL.search(value):
        raise ValueError("must be a link without spaces, quotes or brackets; percent-encode them")
    return value


def _check_date(value: Any) -> Any:
    if isinstance(value, date):
        raise ValueError(f'must be quoted: "{value.isoformat()[:10]}"')
    if isinstance(value, int) and not isinstance(value, bool):
        raise ValueError(f'must be quoted: "{value}"')
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise ValueError('must be a date: "2024", "2024-07" or "2024-07-23"')
    try:
        first_day(value)
    except ValueError as error:
        raise ValueError(f"is no date of the calendar ({error})") from None
    return value


def _parse_count(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError("must be a count: a whole number, or digits with K, M, B or T, like 8.03B")
    if isinstance(value, str):
        match = _COUNT.fullmatch(value)
        if not match:
            raise ValueError("must be a count: a whole number, or digits with K, M, B or T, like 8.03B")
        value = int(Decimal(match[1]) * _SCALE[match[2]])
    if value <= 0:
        raise ValueError("must be more than zero; leave the key out when the count is unknown")
    return value


def first_day(value: str) -> date:
    """Return the first day that a partial date ("2024", "2024-07", "2024-07-23") can mean.

    A month counts from its first day, so "2026-11" is not in the future on 2026-11-21.
    Raises ValueError when the calendar has no such day.
    """
    year, month, day = (*map(int, value.split("-")), 1, 1)[:3]
    return date(year, month, day)


Line = Annotated[str, AfterValidator(_check_line)]
"""One line of text, the same in both languages (names, titles)."""

Id = Annotated[str, AfterValidator(_check_id)]
"""An address inside the catalog; it never changes without an alias."""

HubId = Annotated[str, AfterValidator(_check_hub_id)]
"""A repository on a hub, spelled as the hub spells it."""

LanguageTag = Annotated[str, AfterValidator(_check_language)]
"""A BCP 47 language tag."""

Link = Annotated[str, AfterValidator(_check_link)]
"""An absolute http(s) address."""

PartialDate = Annotated[
    str,
    BeforeValidator(_check_date),
    WithJsonSchema({"type": "string", "pattern": f"^{_DATE.pattern}$"}),
]
"""A day, month or year in ISO 8601, as exact as the source is."""

Count = Annotated[
    int,
    BeforeValidator(_parse_count),
    WithJsonSchema(
        {
            "oneOf": [
                {"type": "integer", "minimum": 1},
                {"type": "string", "pattern": f"^{_COUNT.pattern}$"},
            ]
        }
    ),
]
"""A positive number of things; YAML may write 8.03B for 8,030,000,000."""

PositiveInt = Annotated[int, Field(gt=0)]
NonNegativeInt = Annotated[int, Field(ge=0)]

# YAML has lists only; strict mode would refuse them for a tuple. The items stay strict.
Tuple = Annotated[tuple[Item, ...], Field(strict=False)]


class Text(Record):
    """What people read, in both languages. Plain text: no Markdown, no HTML."""

    zh: Line
    en: Line


class Source(Record):
    """Where facts were read."""

    title: Line
    """What it is and which part was read: a repository and path, a package and version, a page."""
    url: Link | None = None
    supports: Tuple[Line]
    """The fields of this record that rest on it."""


class Addressed(Record):
    """A record with an address of its own on the site."""

    formerly: Tuple[Id] = ()
    """Ids that it had before: their addresses lead here."""

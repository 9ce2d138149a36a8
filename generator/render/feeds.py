"""The feed of new models: what a reader's own program shows without visiting the site."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime

from generator.site import Site
from generator.site.entries import ModelEntry

LENGTH = 50
"""How many models a feed has."""

_DAY = len("2025-04-29")


@dataclass(frozen=True, slots=True)
class FeedItem:
    """A model, with the day of its release as feeds spell it; None when only its month or year is known."""

    model: ModelEntry
    published: str | None


def build_feed(site: Site) -> tuple[FeedItem, ...]:
    """Return the newest models. All dates are those of releases: the same catalog gives the same feed."""
    return tuple(FeedItem(model, _spell(model.record.released)) for model in site.models[:LENGTH])


def _spell(released: str) -> str | None:
    if len(released) < _DAY:
        return None
    return format_datetime(datetime.fromisoformat(released).replace(tzinfo=UTC))

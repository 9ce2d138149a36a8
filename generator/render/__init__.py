"""From the joined site to pages of text."""

from generator.render.environment import reasons_of
from generator.render.linked import write_linked
from generator.render.pages import SHARED, Page, describe_catalog, render_data, render_pages
from generator.render.snippets import Snippets, open_snippets

__all__ = [
    "SHARED",
    "Page",
    "Snippets",
    "describe_catalog",
    "open_snippets",
    "reasons_of",
    "render_data",
    "render_pages",
    "write_linked",
]

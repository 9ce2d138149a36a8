"""From the joined site to pages of text."""

from generator.render.environment import reasons_of
from generator.render.pages import Page, render_data, render_pages
from generator.render.snippets import Snippets, open_snippets

__all__ = ["Page", "Snippets", "open_snippets", "reasons_of", "render_data", "render_pages"]

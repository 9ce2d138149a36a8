"""From the joined site to pages of text."""

from generator.render.environment import reasons_of
from generator.render.pages import Page, render_data, render_pages

__all__ = ["Page", "reasons_of", "render_data", "render_pages"]

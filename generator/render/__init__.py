"""From the joined site to pages of text."""

from generator.render.pages import Page, render_data, render_pages

__all__ = ["Page", "render_data", "render_pages"]

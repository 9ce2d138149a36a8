"""From the joined site to pages of text."""

from generator.render.linked import write_linked
from generator.render.pages import SHARED, Page, describe_catalog, render_data, render_pages

__all__ = ["SHARED", "Page", "describe_catalog", "render_data", "render_pages", "write_linked"]

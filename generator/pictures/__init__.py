"""The pictures that chats and social sites show beside a link: one for each model, one for the rest."""

from generator.pictures.raster import draw
from generator.pictures.share import render_pictures

__all__ = ["draw", "render_pictures"]

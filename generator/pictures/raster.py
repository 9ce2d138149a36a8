"""From a drawing to the pixels that chats want: none of them shows an SVG beside a link."""

import contextlib
import hashlib
import os
import time
from pathlib import Path

import resvg_py

_MONTH = 30 * 24 * 3600  # seconds


def draw(svg: str, kept: Path | None = None) -> bytes:
    """Return a PNG of a drawing without text elements: the same bytes for the same drawing.

    A picture takes tens of milliseconds, most of it to pack a million pixels. `kept` is a folder that
    keeps what was drawn before, so that a rebuild draws only what has changed.
    """
    if kept is None:
        return bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True))
    name = hashlib.sha256(f"{resvg_py.__version__}\n{svg}".encode()).hexdigest()
    path = kept / f"{name}.png"
    try:
        picture = path.read_bytes()
        os.utime(path)
    except FileNotFoundError:
        picture = draw(svg)
        kept.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(f".{os.getpid()}")  # two builds may draw the same at once
        new.write_bytes(picture)
        new.replace(path)
    return picture


def forget(kept: Path) -> None:
    """Remove from the folder what no build has used for a month; another build may be using the rest."""
    for path in kept.iterdir():
        with contextlib.suppress(FileNotFoundError):  # the other build forgets too
            if time.time() - path.stat().st_mtime > _MONTH:
                path.unlink()

"""Set a line of text as outlines, so that no font is needed and none is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.yamlfile import read_yaml

_HERE = Path(__file__).resolve().parent
_EM = 1000
_NEAREST = str.maketrans({"é": "e", "ö": "o", "ü": "u"})
"""Letters without an outline, and those that stand for them."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The outlines of `letters.yml`: for each letter its advance and its path, in thousandths."""

    outlines: Mapping[str, tuple[int, str]]

    def width(self, text: str, size: float) -> float:
        """Return how wide a line is at a size, in pixels; what has no outline takes no room."""
        return sum(advance for advance, _ in self._known(text)) * size / _EM

    def line(self, text: str, at: tuple[float, float], size: float, color: str, weight: float = 0) -> str:
        """Return a line of text from a point on its base line; `weight` thickens it, in thousandths."""
        x, y = at
        drawn, right = [], 0
        for advance, path in self._known(text):
            if path:
                drawn.append(f'<path transform="translate({right})" d="{path}"/>')
            right += advance
        scale = size / _EM
        bold = f' stroke="{color}" stroke-width="{weight:g}" stroke-linejoin="round"' if weight else ""
        place = f"translate({x:g} {y:g}) scale({scale:g} {-scale:g})"
        return f'<g transform="{place}" fill="{color}"{bold}>{"".join(drawn)}</g>'

    def _known(self, text: str) -> list[tuple[int, str]]:
        return [self.outlines[sign] for sign in text.translate(_NEAREST) if sign in self.outlines]


def read_letters() -> Letters:
    """Read the outlines."""
    outlines: Mapping[str, tuple[int, str]] = read_yaml(_HERE / "letters.yml")
    return Letters(outlines)

"""Draw the picture of a model: who made it, how large it is, how much it reads, whether one may use it.

Both languages share it: names are Latin, and the few fixed words stand in both.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from generator.pictures.letters import Letters, read_letters
from generator.pictures.raster import draw, forget
from generator.records import Verdict
from generator.render.numbers import format_parameters, format_tokens
from generator.render.pages import SHARED, picture_of
from generator.site import Site
from generator.site.entries import ModelEntry, VerdictGroup

WIDTH, HEIGHT = 1200, 630
LEFT, RIGHT = 80, WIDTH - 80
_PAPER, _TEXT, _MUTED, _LINE, _ACCENT = "#ffffff", "#182126", "#53606a", "#d9e0e2", "#0a6b66"
_VERDICTS: dict[Verdict, tuple[str, str, str]] = {
    "yes": ("可商用 Commercial use", "#12663c", "#e6f4ec"),
    "conditional": ("有条件商用 With conditions", "#7a4b00", "#fbf0dc"),
    "no": ("不可商用 Non-commercial", "#a3201a", "#fbe9e7"),
    "unclear": ("未确认 Unclear", "#44546b", "#eaeef4"),
}
"""Words, ink and tint: those of the badges on the pages."""
_SIGNS: dict[Verdict, str] = {
    "yes": "M0 10l7 7L20 2",
    "conditional": "M10 0v13M10 19v.5",
    "no": "M2 2l16 16M18 2L2 18",
    "unclear": "M4 5a6 6 0 1 1 8 5.500q-2 1-2 3.500M10 19v.5",
}
_LOGO = (
    '<path d="M16 7.5C12.6 5.2 8.6 4.6 4 5v19.5c4.6-.4 8.6.2 12 2.5 3.4-2.3 7.4-2.9 12-2.5V5c-4.6-.4-8.6.2'
    '-12 2.5ZM16 7.5V27"/><path d="M8 12.5l4.2 3.3L9 20.3M24 11l-4.2 4.3 3.7 4.7" stroke-width="1.5"/>'
)


def render_pictures(site: Site, kept: Path | None = None) -> Iterator[tuple[str, bytes]]:
    """Yield every picture as PNG with its place from the root; `kept` is the folder of those drawn before."""
    letters = read_letters()
    yield SHARED, draw(_atlas(letters, site), kept)
    for model in site.models:
        yield picture_of(model), draw(_model(letters, model), kept)
    if kept is not None:
        forget(kept)


def _atlas(letters: Letters, site: Site) -> str:
    counts = f"{len(site.models)} models · {len(site.sizes)} sizes · {len(site.licenses)} licenses"
    return _sheet(
        f'<g transform="translate({LEFT} 96) scale(4)" {_stroke(_ACCENT, 2)}>{_LOGO}</g>',
        letters.line("开源大模型图鉴", (LEFT, 330), 96, _TEXT, 12),
        letters.line("Open Model Atlas", (LEFT, 420), 64, _MUTED),
        _rule(474),
        letters.line(counts, (LEFT, 545), 36, _MUTED),
    )


def _model(letters: Letters, model: ModelEntry) -> str:
    name, maker = model.record.name, model.vendor.name
    size = min(104.0, 104 * (RIGHT - LEFT) / max(1, letters.width(name, 104)))
    parameters = [format_parameters(it.parameters) for it in (model.smallest, model.largest)]
    contexts = [format_tokens(context) for context in model.context_tokens]
    facts = (
        ("参数 Parameters", _range(*parameters)),
        ("上下文 Context", _range(*contexts)),
        ("发布 Released", model.record.released),
    )
    columns = (LEFT, LEFT + 400, LEFT + 720)
    return _sheet(
        _brand(letters),
        letters.line(maker if isinstance(maker, str) else maker.en, (LEFT, 205), 38, _MUTED),
        letters.line(name, (LEFT, 310), size, _TEXT, 14),
        _rule(366),
        *(letters.line(word, (x, 418), 26, _MUTED) for x, (word, _) in zip(columns, facts, strict=True)),
        *(letters.line(value, (x, 472), 46, _TEXT) for x, (_, value) in zip(columns, facts, strict=True)),
        *_badges(letters, model.verdicts),
    )


def _sheet(*parts: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">'
        f'<rect width="100%" height="100%" fill="{_PAPER}"/>'
        f'<rect width="16" height="100%" fill="{_ACCENT}"/>{"".join(parts)}</svg>'
    )


def _brand(letters: Letters) -> str:
    logo = f'<g transform="translate({LEFT - 5} 54) scale(1.6)" {_stroke(_ACCENT, 2)}>{_LOGO}</g>'
    return logo + letters.line("开源大模型图鉴 · Open Model Atlas", (LEFT + 60, 90), 30, _ACCENT)


def _rule(y: int) -> str:
    return f'<path d="M{LEFT} {y}H{RIGHT}" {_stroke(_LINE, 2)}/>'


def _stroke(color: str, width: float) -> str:
    return (
        f'fill="none" stroke="{color}" stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round"'
    )


def _range(low: str, high: str) -> str:
    return low if low == high else f"{low}–{high}"


def _badges(letters: Letters, groups: tuple[VerdictGroup, ...]) -> Iterator[str]:
    """Yield one badge for each verdict, and what does not fit is left out from the last on."""
    order = get_args(Verdict)
    x = float(LEFT)
    for group in sorted(groups, key=lambda group: order.index(group.verdict)):
        words, ink, tint = _VERDICTS[group.verdict]
        width = letters.width(words, 32) + 90
        if x + width > RIGHT:
            return
        yield f'<rect x="{x:g}" y="512" width="{width:g}" height="62" rx="10" fill="{tint}"/>'
        yield f'<path transform="translate({x + 22:g} 533)" d="{_SIGNS[group.verdict]}" {_stroke(ink, 4)}/>'
        yield letters.line(words, (x + 58, 554), 32, ink)
        x += width + 20

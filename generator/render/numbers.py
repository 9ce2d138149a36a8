"""Numbers as readers see them: short, with the precision that the source has, and “—” for unknown."""

from generator.languages import Language

UNKNOWN = "—"

_SCALES = ((10**12, "T"), (10**9, "B"), (10**6, "M"))
_AMOUNTS: dict[Language, tuple[tuple[int, str], ...]] = {
    "zh": ((10**8, "亿"), (10**4, "万")),
    "en": ((10**9, "billion"), (10**6, "million")),
}
_COMPACT: dict[Language, tuple[tuple[int, str], ...]] = {
    "zh": ((10**8, "亿"), (10**4, "万")),
    "en": ((10**9, "B"), (10**6, "M"), (10**3, "K")),
}
_TICKS: dict[Language, tuple[tuple[int, str], ...]] = {
    "zh": ((10**8, " 亿"), (10**4, " 万")),
    "en": ((10**9, "B"), (10**6, "M"), (10**3, "K")),
}
_K = 1024
_SIGNIFICANT = 4


def format_parameters(count: int | None) -> str:
    """Return a count of parameters: 8030261248 → “8.03B”, 268098176 → “268.1M”, None → “—”."""
    if count is None:
        return UNKNOWN
    for scale, unit in _SCALES:
        if count >= scale:
            return f"{_shorten(count / scale)}{unit}"
    return f"{count:,}"


def format_tokens(count: int | None) -> str:
    """Return a context length: 131072 → “128K”, 1048576 → “1M”, 200000 → “200K”, 202752 → “198K”.

    K and M are powers of 1024 where the count is a multiple of 1024, of 1000 where it is one of 1000.
    """
    if count is None:
        return UNKNOWN
    for base in (_K, 1000):
        if count % base == 0:
            thousands = count // base
            if thousands < base:
                return f"{thousands}K"
            return f"{_shorten(thousands / base)}M"
    return f"{count:,}"


def format_plain(value: float | None) -> str:
    """Return a number without a trailing ".0": 24.0 → “24”, 1008.0 → “1,008”, None → “—”."""
    if value is None:
        return UNKNOWN
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"


def format_gib(gib: float | None) -> str:
    """Return a size in GiB with one digit after the point below 100, none above."""
    if gib is None:
        return UNKNOWN
    return f"{gib:,.1f}" if gib < 100 else f"{gib:,.0f}"  # noqa: PLR2004


def _shorten(value: float) -> str:
    """Return at most four significant digits and two decimals, without trailing zeros."""
    decimals = max(0, min(2, _SIGNIFICANT - len(str(int(value)))))
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def format_amount(amount: int, language: Language) -> str:
    """Return a round number in words of the language: 700000000 → “7 亿” or “700 million”."""
    for scale, unit in _AMOUNTS[language]:
        if amount >= scale:
            return f"{_shorten(amount / scale)} {unit}"
    return f"{amount:,}"


def format_compact(count: int, language: Language) -> str:
    """Return a count to one digit after the point: 2100000 → “210 万” or “2.1 M”, 950 → “950”.

    Halves go up, in whole numbers, so that a script can say the same.
    """
    for scale, unit in _COMPACT[language]:
        if count >= scale:
            tenths = (20 * count + scale) // (2 * scale)
            whole, tenth = divmod(tenths, 10)
            return f"{whole:,}.{tenth} {unit}" if tenth else f"{whole:,} {unit}"
    return str(count)


def format_tick(value: int, language: Language) -> str:
    """Return a round number for an axis, where room is short: 10000 → “1 万” or “10K”."""
    for scale, unit in _TICKS[language]:
        if value >= scale:
            return f"{_shorten(value / scale)}{unit}"
    return f"{value:,}"

"""Parameters against context: every size with open weights of which both are known."""

from itertools import pairwise

from generator.site.chart_entries import Band, Field, Spot, Tick
from generator.site.entries import SizeEntry
from generator.site.scales import across, fit_scale, ticks_across

HEIGHT = 440
ABOVE, BELOW = 36, 44
"""Room for names above the highest spot, and for the ticks below the lowest, in pixels."""

CONTEXTS = (1_024, 4_096, 32_768, 131_072, 1_048_576, 10_485_760)
"""The lengths of context that have a line."""

CONTEXT_BANDS = (None, 8_193, 32_769, 131_073, 524_289, None)
PARAMETER_BANDS = (None, 10**9, 10**10, 10**11, 10**12, None)


def build_field(sizes: tuple[SizeEntry, ...]) -> Field | None:
    """Return the field of the sizes; None when there is none of which both are known."""
    known = [(it.parameters, it.context_tokens, it) for it in sizes if it.parameters and it.context_tokens]
    if not known:
        return None
    wide = fit_scale(min(it[1] for it in known), max(it[1] for it in known))
    high = fit_scale(min(it[0] for it in known), max(it[0] for it in known))

    def down(parameters: int) -> float:
        return round(HEIGHT - BELOW - high.share(parameters) * (HEIGHT - ABOVE - BELOW), 1)

    spots = tuple(
        Spot(
            x=across(wide.share(context)),
            y=down(parameters),
            name=size.name,
            parameters=parameters,
            context_tokens=context,
            experts=size.active_parameters is not None or size.experts is not None,
        )
        for parameters, context, size in known
    )
    return Field(
        height=HEIGHT,
        across=ticks_across(wide, CONTEXTS),
        down=tuple(Tick(down(value), value) for value in high.powers()),
        spots=spots,
        named=_ends(spots),
        unknown=len(sizes) - len(spots),
        bands=_bands(CONTEXT_BANDS),
        table=_table(spots),
    )


def _ends(spots: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """Return the largest, the longest and the smallest, each once."""
    largest = max(spots, key=lambda spot: spot.parameters)
    longest = max(spots, key=lambda spot: (spot.context_tokens, spot.parameters))
    smallest = min(spots, key=lambda spot: spot.parameters)
    return tuple(dict.fromkeys((largest, longest, smallest)))


def _bands(limits: tuple[int | None, ...]) -> tuple[Band, ...]:
    return tuple(Band(low, high) for low, high in pairwise(limits))


def _table(spots: tuple[Spot, ...]) -> tuple[tuple[Band, tuple[int, ...]], ...]:
    return tuple(
        (band, tuple(sum(_in(spot, band, other) for spot in spots) for other in _bands(CONTEXT_BANDS)))
        for band in _bands(PARAMETER_BANDS)
    )


def _in(spot: Spot, parameters: Band, context: Band) -> bool:
    return _within(spot.parameters, parameters) and _within(spot.context_tokens, context)


def _within(value: int, band: Band) -> bool:
    return (band.low is None or band.low <= value) and (band.high is None or value < band.high)

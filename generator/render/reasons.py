"""Why a size is recommended, in words: the same that `docs/theme/assets/explorer/words.js` says."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from generator.languages import Language
from generator.render import numbers
from generator.site.picks import Recommended

Words = Mapping[str, Any]
"""What `strings/` says under `choose`."""


def tell_reasons(
    it: Recommended, words: Words, language: Language, name_language: Callable[[str], str]
) -> tuple[str, ...]:
    """Return the reasons for a size; why it stands where it stands is told by `ahead` alone."""
    return tuple(_reasons(it, words, language, name_language))


def _reasons(
    it: Recommended, words: Words, language: Language, name_language: Callable[[str], str]
) -> Iterator[str]:
    size, wish, because = it.size, it.wish, words["because"]
    if size.parameters is not None:
        yield because["parameters"].replace("{}", numbers.format_parameters(size.parameters))
    if it.run is not None:
        yield because["run"].format(
            card=it.card,
            bits=words["bits"][it.run.quantization],
            quantization=it.quantization,
            context=numbers.format_tokens(it.run.context),
            gib=numbers.format_gib(it.run.gib),
        )
    condition = size.badge.condition
    told = "" if condition is None else condition.zh if language == "zh" else condition.en
    yield words["use"][size.badge.verdict] + (because["condition"].replace("{}", told) if told else "")
    if wish.language:
        yield because["language"].replace("{}", name_language(wish.language))
    if wish.context and it.run is None:
        yield because["context"].replace("{}", numbers.format_tokens(size.context_tokens))
    if wish.tune:
        yield because["tune"]
    if size.downloads_30d is not None:
        count = numbers.format_compact(size.downloads_30d.value, language)
        yield because["downloads"].replace("{}", count)
    yield because["released"].replace("{}", size.released)

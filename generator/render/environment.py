"""The templates' environment: one per language, with the filters that turn records into words.

Autoescape is on for every template: the pages are HTML inside Markdown files.
"""

import posixpath
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from babel import Locale
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from generator.languages import Language
from generator.records import Text
from generator.render import numbers
from generator.render.explorer import dump_explorer
from generator.render.reasons import tell_reasons
from generator.site.picks import Recommended
from generator.yamlfile import read_yaml

_HERE = Path(__file__).resolve().parent.parent
FACET_WORDS = {
    "verdict": "verdict",
    "kind": "kind",
    "region": "region",
    "input": "modality",
    "status": "status",
    "hub": "hub",
    "structure": "structure",
    "access": "access",
}
"""Where the fixed words of a facet's choices stand."""
_NAMED = re.compile(r"{(\w+)}")
_HAN = re.compile(r"([\u3400-\u9fff\u3000-\u303f\uff00-\uffef]+)")


def load_strings(language: Language) -> Mapping[str, Any]:
    """Read the fixed words of a language."""
    strings: Mapping[str, Any] = read_yaml(_HERE / "strings" / f"{language}.yml")
    return strings


def reasons_of(it: Recommended, language: Language) -> tuple[str, ...]:
    """Return why a size is recommended, and last why it stands before the next, in words of a language."""
    environment = create_environment(language)
    reasons: tuple[str, ...] = environment.filters["reasons"](it)
    words = load_strings(language)["choose"]
    return (*reasons, words["ahead"][it.ahead]) if it.ahead else reasons


def create_environment(language: Language) -> Environment:
    """Return the environment for the pages of one language."""
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    locale = Locale(language)

    def text(value: Text | str) -> str:
        if isinstance(value, str):
            return value
        return value.zh if language == "zh" else value.en

    def language_name(tag: str) -> str:
        return str(locale.languages.get(tag.replace("-", "_"), tag))

    environment.filters |= {
        "text": text,
        "href": _href,
        "href_file": _href_file,
        "parameters": numbers.format_parameters,
        "tokens": numbers.format_tokens,
        "gib": numbers.format_gib,
        "gib_fine": "{:.3f}".format,
        "percent": "{:.1f}".format,
        "signed_percent": "{:+.1f}".format,
        "count_plain": numbers.format_plain,
        "language_name": language_name,
        "count": "{:,}".format,
        "amount": partial(numbers.format_amount, language=language),
        "tick": partial(numbers.format_tick, language=language),
        "with_language": _mark_chinese if language != "zh" else _unmarked,
        "known": _known,
        "fill": _fill,
        "front_matter": _front_matter,
        "css_string": _css_string,
    }
    strings = load_strings(language)

    def choice_name(facet: str, value: str) -> str:
        """Return the name of a choice that has no record of its own."""
        return language_name(value) if facet == "language" else str(strings[FACET_WORDS[facet]][value])

    environment.filters["explorer_json"] = partial(
        dump_explorer, strings=strings, text=text, language_name=language_name
    )

    def reasons(it: Recommended) -> tuple[str, ...]:
        return tell_reasons(it, strings["choose"], language, language_name)

    environment.filters["reasons"] = reasons
    environment.globals |= {"s": strings, "language": language, "choice_name": choice_name}
    return environment


@pass_context
def _href(context: Context, uri: str) -> str:
    """Return the address of a page of the site, relative to the page that is being rendered."""
    path, _, anchor = uri.partition("#")
    relative = posixpath.relpath("/" + path, "/" + context["page_uri"])
    relative = "./" if relative == "." else relative + "/"
    return f"{relative}#{anchor}" if anchor else relative


@pass_context
def _href_file(context: Context, uri: str) -> str:
    """Return the address of a file of the site, relative to the page that is being rendered."""
    return posixpath.relpath("/" + uri, "/" + context["page_uri"])


def _mark_chinese(value: str) -> Markup:
    """Return text with its Chinese runs marked as such, for voices and fonts on pages in another language."""
    return Markup("").join(
        Markup('<span lang="zh">{}</span>').format(run) if _HAN.match(run) else run
        for run in _HAN.split(value)
        if run
    )


def _css_string(value: str) -> str:
    """Return text as a string of CSS, for a custom property in a style attribute."""
    return '"' + re.sub(r'["\\\n]', lambda found: f"\\{ord(found[0]):x} ", value) + '"'


def _unmarked(value: str) -> str:
    return value


def _known(value: Any) -> Any:
    """Return the value, or “—” in the muted color for None."""
    return Markup('<span class="oma-unknown">{}</span>').format(numbers.UNKNOWN) if value is None else value


def _fill(sentence: str, **values: object) -> str:
    """Return a sentence with its {names} replaced; a brace in a value stays what it is."""
    return _NAMED.sub(lambda name: str(values[name[1]]), sentence)


def _front_matter(value: str) -> Markup:
    """Return text as HTML in a YAML string: MkDocs and its themes print title and description as they are."""
    return Markup('"{}"').format(value.replace("\\", "\\\\"))

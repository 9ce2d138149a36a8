"""The fixed words: complete, and the same in both languages."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import generator
from generator.languages import LANGUAGES
from generator.records import Kind, Region, Role, Terms, Verdict
from generator.records.license import Reading
from generator.records.model import Attention, Modality
from generator.references import CITABLE
from generator.render.environment import FACET_WORDS, load_strings


def keys(strings: Any, prefix: str = "") -> Iterator[str]:
    """Yield the path of every word."""
    if isinstance(strings, dict):
        for key, value in strings.items():
            yield from keys(value, f"{prefix}.{key}")
    else:
        assert isinstance(strings, str), f"{prefix} is {strings!r}: quote it"
        yield prefix


def test_both_languages_have_the_same_words() -> None:
    """A word that one language lacks would stop its build only."""
    chinese, english = (sorted(keys(load_strings(language))) for language in LANGUAGES)

    assert chinese == english


def test_every_value_of_the_catalog_has_its_word() -> None:
    """Whatever a YAML file may say can be shown."""
    certainty = get_args(Reading.model_fields["certainty"].annotation)
    wanted = {
        "kind": get_args(Kind),
        "region": get_args(Region),
        "role": get_args(Role),
        "verdict": get_args(Verdict),
        "term": tuple(Terms.model_fields),
        "attention": get_args(Attention),
        "modality": get_args(Modality),
        "certainty": certainty,
        "fact": CITABLE,
    }
    for language in LANGUAGES:
        strings = load_strings(language)
        for group, values in wanted.items():
            assert set(values) == set(strings[group]), f"{language}: {group}"


def test_every_word_is_used() -> None:
    """What no template shows is dead and only costs translation."""
    folder = Path(generator.__file__).parent / "templates"
    templates = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.j2"))
    for key in keys(load_strings("zh")):
        group = key.split(".")[1]
        by_value = f"s.{group}[" in templates or f's["{group}"]' in templates
        # The forms call their words e and c; a whole group may go to their scripts.
        short = key.replace(".explorer.", "e.").replace(".choose.", "c.")
        inner = short.rpartition(".")[0]
        used = (
            by_value
            or f"s{key}" in templates
            or short in templates
            or f"{inner}[" in templates
            or f"{inner} |" in templates
        )
        assert used or group in FACET_WORDS.values(), key


def test_no_word_is_named_like_what_every_mapping_has() -> None:
    """A template that asks for `s.group.copy` gets the method and prints it; `s.group["get"]` is safe."""
    folder = Path(generator.__file__).parent / "templates"
    templates = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.j2"))

    assert [] == [name for name in dir(dict) if re.search(rf"\b[sec](\.\w+)*\.{name}\b", templates)]

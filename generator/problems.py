"""Mistakes in the catalog, as the people who edit it see them; and the errors of the generator.

GeneratorError          shown as text, exit 1; anything else is a bug and keeps its traceback
└── CatalogError        authoring mistakes: all of them, in the order of files and lines
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake: where it stands and what the right form is.

    `path` is relative to the root of the project, `line` counts from 1, `key` is the path of keys
    inside the file ("" for the file as a whole).
    """

    path: str
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        """Return the form that editors and terminals turn into a link: path:line: key: message."""
        key = f"{self.key}: " if self.key else ""
        return f"{self.path}:{self.line}: {key}{self.message}"

    @property
    def annotation(self) -> str:
        """The same as a GitHub Actions annotation, shown beside the line in a pull request."""
        text = f"{self.key}: {self.message}" if self.key else self.message
        text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        return f"::error file={self.path},line={self.line}::{text}"


class GeneratorError(Exception):
    """Something a person can mend; its text is the whole message."""


class CatalogError(GeneratorError):
    """The catalog has mistakes."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


_FEW = 20
"""Up to how many valid names are listed when none is near."""


def suggest(word: str, valid: Iterable[str]) -> str:
    """Return the hint that ends a message about an unknown name: the nearest one, or all if few."""
    valid = sorted(valid)
    near = difflib.get_close_matches(word.lower(), valid, n=1, cutoff=0.6)
    if near:
        return f'did you mean "{near[0]}"?'
    if len(valid) <= _FEW:
        return "valid: " + ", ".join(valid)
    return f"none of the {len(valid)} valid ones is near"

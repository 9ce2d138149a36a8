"""Snippets: what a hand-written page takes from the catalog, so that it cannot go stale.

`<!-- snippet: NAME -->` or `<!-- snippet: NAME ID -->` stands for what `templates/snippets/NAME.html.j2`
renders: a block where it is alone on its line, else a part of the sentence, of the heading or of the
table cell that it is in. A name that begins with a kind of record (`size-memory`) takes the id of one,
and the template gets it as `it`; any other takes nothing. All get `site` and what every template has.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment

from generator.languages import Language
from generator.problems import Problem, suggest
from generator.render.environment import create_environment
from generator.site import Site
from generator.site.lookup import build_lookup

_FOLDER, _SUFFIX = "snippets/", ".html.j2"
_CALL = re.compile(r"<!--\s*snippet\b:?((?:(?!-->).)*)-->", re.DOTALL)
_ALONE = re.compile(rf"^{_CALL.pattern}[ \t]*$", re.DOTALL | re.MULTILINE)
_INERT = str.maketrans({sign: f"&#{ord(sign)};" for sign in "\\`*_[]{}|"})
"""A snippet is HTML: what Markdown would take for its own signs becomes entities, in attributes too."""


@dataclass(frozen=True, slots=True)
class Snippets:
    """The snippets of one language."""

    environment: Environment
    site: Site
    names: tuple[str, ...]
    lookup: Mapping[str, Mapping[str, object]]

    def find_problems(self, path: str, text: str) -> Iterator[Problem]:
        """Yield what is wrong with the calls in a page; `path` is what the problem says of where it is."""
        for call in _CALL.finditer(text):
            message = self._judge(call[1].split())
            if message:
                yield Problem(path, text.count("\n", 0, call.start()) + 1, "snippet", message)

    def fill(self, text: str, page_uri: str) -> str:
        """Return the Markdown of a page without problems, with every call replaced."""
        text = _ALONE.sub(lambda call: f"\n{self._render(call[1], page_uri)}\n", text)
        return _CALL.sub(lambda call: " ".join(self._render(call[1], page_uri).split()), text)

    def _judge(self, words: list[str]) -> str | None:
        """Return what is wrong with a call, with the right form."""
        if not words:
            return f"which one? {suggest('', self.names)}"
        name, *ids = words
        if name not in self.names:
            return f'unknown snippet "{name}"; {suggest(name, self.names)}'
        kind = _kind(name)
        valid = self.lookup.get(kind)
        if valid is None:
            return f'"{name}" takes no id' if ids else None
        if len(ids) != 1:
            return f'"{name}" takes one id: <!-- snippet: {name} {kind.upper()} -->'
        return None if ids[0] in valid else f'unknown {kind} "{ids[0]}"; {suggest(ids[0], valid)}'

    def _render(self, call: str, page_uri: str) -> str:
        name, *ids = call.split()
        context: dict[str, Any] = {"site": self.site, "page_uri": page_uri}
        if ids:
            context["it"] = self.lookup[_kind(name)][ids[0]]
        template = self.environment.get_template(f"{_FOLDER}{name}{_SUFFIX}")
        return template.render(context).strip().translate(_INERT)


def open_snippets(site: Site, language: Language) -> Snippets:
    """Return the snippets of a language, ready for its pages."""
    environment = create_environment(language)
    names = (
        template.removeprefix(_FOLDER).removesuffix(_SUFFIX)
        for template in environment.list_templates()
        if template.startswith(_FOLDER) and template.endswith(_SUFFIX)
    )
    return Snippets(environment, site, tuple(names), build_lookup(site))


def _kind(name: str) -> str:
    return name.partition("-")[0]

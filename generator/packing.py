"""Scripts and styles as browsers fetch them: in fewer files, without the comments that people read."""

import posixpath
import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

import rcssmin
import rjsmin

from generator.problems import GeneratorError

_IMPORT = re.compile(r'^@import "([^"]+)";$', re.MULTILINE)
_PACK: Mapping[str, Callable[[str], str]] = {".css": rcssmin.cssmin, ".js": rjsmin.jsmin}


def can_pack(uri: str) -> bool:
    """Tell whether a file is a script or a stylesheet."""
    return PurePosixPath(uri).suffix in _PACK


def pack(uri: str, text: str) -> str:
    """Return a script or a stylesheet that does the same in fewer bytes; raises KeyError for other files."""
    return _PACK[PurePosixPath(uri).suffix](text)


def gather(sheets: Mapping[str, str]) -> dict[str, str]:
    """Return the stylesheets that no other imports, each with those it imports in their places.

    `sheets` are their texts by address. Raises GeneratorError where an imported one is not there, or imports
    the one that imports it.
    """
    parts: set[str] = set()

    def whole(uri: str, within: tuple[str, ...] = ()) -> str:
        def part(found: re.Match[str]) -> str:
            name = posixpath.normpath(posixpath.join(posixpath.dirname(uri), found[1]))
            if name not in sheets or name in (*within, uri):
                line = sheets[uri].count("\n", 0, found.start()) + 1
                wrong = "imports this one" if name in sheets else "is not there"
                raise GeneratorError(
                    f"{uri}:{line}: {found[1]} {wrong}; name another part, or take the line out"
                )
            parts.add(name)
            return whole(name, (*within, uri))

        return _IMPORT.sub(part, sheets[uri])

    gathered = {uri: whole(uri) for uri in sheets}
    return {uri: text for uri, text in gathered.items() if uri not in parts}

"""Scripts and styles as browsers fetch them: without the comments and spaces that people read."""

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

import rcssmin
import rjsmin

_PACK: Mapping[str, Callable[[str], str]] = {".css": rcssmin.cssmin, ".js": rjsmin.jsmin}


def can_pack(uri: str) -> bool:
    """Tell whether a file is a script or a stylesheet."""
    return PurePosixPath(uri).suffix in _PACK


def pack(uri: str, text: str) -> str:
    """Return a script or a stylesheet that does the same in fewer bytes; raises KeyError for other files."""
    return _PACK[PurePosixPath(uri).suffix](text)

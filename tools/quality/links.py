"""Every link, file and fragment that the built pages name is there; other hosts are counted, never asked."""

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from tests.pages import BuiltPage

_STYLE_URL = re.compile(r"url\(([^)]+)\)")
_THEME_FRAGMENTS = {"__skip", "__search"}
"""What the theme's script answers to without an element of that id."""


@dataclass
class Links:
    """What was found: broken ones in words, and how many links lead to each other host."""

    checked: int = 0
    broken: list[str] = field(default_factory=list)
    hosts: Counter[str] = field(default_factory=Counter)


def check_links(site: Path) -> Links:
    """Follow every address in every page and stylesheet as far as the site itself goes."""
    found = Links()
    pages = {path.relative_to(site).as_posix(): BuiltPage(path) for path in sorted(site.rglob("*.html"))}
    own = _host(pages["index.html"].canonical)
    ids = {name: {*page.ids, *_THEME_FRAGMENTS} for name, page in pages.items()}
    for name, page in pages.items():
        base = f"https://{own}/{name}"
        for link in (*page.links, *page.loads, *page.alternates.values(), page.canonical):
            target = urlsplit(urljoin(base, link))
            if target.netloc != own:
                found.hosts[target.netloc] += 1
                continue
            found.checked += 1
            path = _file(target.path)
            missing = path not in ids if path.endswith(".html") else not (site / path).is_file()
            lost = target.fragment and unquote(target.fragment) not in ids.get(path, ())
            if missing or lost:
                found.broken.append(f"{name}: {link}")
    for style in site.rglob("*.css"):
        for url in _STYLE_URL.findall(style.read_text(encoding="utf-8")):
            named = url.strip("\"' ")
            if not named.startswith(("data:", "#")) and not (style.parent / named).is_file():
                found.broken.append(f"{style.relative_to(site)}: {named}")
    return found


def _file(path: str) -> str:
    name = unquote(path).removeprefix("/")
    return f"{name}index.html" if name == "" or name.endswith("/") else name


def _host(address: str) -> str:
    return urlsplit(address).netloc

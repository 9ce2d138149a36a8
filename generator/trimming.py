"""The theme's stylesheet without the rules of what a site has not turned on.

Material styles every extension of Markdown and every part of the theme that there is. A browser reads all
of it before it paints, and tries many of these rules on each element: those of content tabs alone were more
than half of all that it tried on our pages.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

import tinycss2
from tinycss2.ast import AtRule, IdentToken, LiteralToken, Node, QualifiedRule, SquareBracketsBlock

CLASSES: Mapping[str, tuple[str, ...]] = {
    "admonition": (
        "admonition", "admonition-title", "note", "abstract", "info", "tip", "success", "question",
        "warning", "failure", "danger", "bug", "example", "quote",
    ),
    "footnotes": ("footnote", "footnote-ref", "footnote-backref"),
    "pymdownx.arithmatex": ("arithmatex",),
    "pymdownx.critic": ("critic",),
    "pymdownx.emoji": ("emojione", "twemoji", "gemoji"),
    "pymdownx.keys": ("keys",),
    "pymdownx.tabbed": ("tabbed",),
    "pymdownx.tasklist": ("task-list", "task-list-item"),
    "blog": ("md-post", "md-author", "md-profile", "md-pin", "md-pagination", "md-meta"),
    "tags": ("md-tag",),
    "content.code.annotate": ("md-annotation",),
    "navigation.path": ("md-path",),
    "analytics": ("md-feedback",),
    "consent": ("md-consent",),
    "social": ("md-social",),
    "status": ("md-status",),
    "version": ("md-version",),
}  # fmt: skip
"""What is turned on in `mkdocs.yml`, as an extension, a plugin, a feature or in `extra`, and the classes of
elements that are on a page only then, with all that begin with one of them and a hyphen or `__`."""


def trim(css: str, turned_on: Collection[str]) -> str:
    """Return a stylesheet without the selectors that need what is not turned on, nor what runs right to left.

    A rule goes with its last selector, and an icon with the last rule that shows it.
    """
    if "pymdownx.details" in turned_on:
        turned_on = {*turned_on, "admonition"}
    names = [name for what, classes in CLASSES.items() if what not in turned_on for name in classes]
    dead = re.compile(rf"(?:{'|'.join(map(re.escape, names))})(?:-.*|__.*)?")
    kept = _rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), dead)
    return _without_lost_icons("".join(kept))


def _rules(nodes: Iterable[Node], dead: re.Pattern[str]) -> list[str]:
    """Return the text of the rules that are left, those inside others included."""
    kept = []
    for node in nodes:
        if isinstance(node, QualifiedRule):
            selectors = [it for it in _split(node.prelude) if not _needs(it, dead)]
            if selectors:
                head = ",".join(map(tinycss2.serialize, selectors))
                kept.append(f"{head}{{{tinycss2.serialize(node.content)}}}")
        elif isinstance(node, AtRule) and node.content and node.lower_at_keyword in {"media", "supports"}:
            inner = _rules(
                tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True), dead
            )
            if inner:
                kept.append(f"@{node.at_keyword}{tinycss2.serialize(node.prelude)}{{{''.join(inner)}}}")
        else:
            kept.append(node.serialize())
    return kept


def _split(prelude: Sequence[Node]) -> list[list[Node]]:
    """Return the selectors of a rule; commas inside brackets part none."""
    selectors: list[list[Node]] = [[]]
    for token in prelude:
        if isinstance(token, LiteralToken) and token.value == ",":
            selectors.append([])
        else:
            selectors[-1].append(token)
    return selectors


def _needs(selector: Sequence[Node], dead: re.Pattern[str]) -> bool:
    """Tell whether a selector asks for a class that is on no page; `:not()` asks for nothing."""
    for before, token in zip([None, *selector], selector, strict=False):
        match token:
            case SquareBracketsBlock() if tinycss2.serialize(token.content) in {"dir=rtl", 'dir="rtl"'}:
                return True
            case IdentToken() if isinstance(before, LiteralToken) and before.value == ".":
                if dead.fullmatch(token.value):
                    return True
    return False


def _without_lost_icons(css: str) -> str:
    """Leave out icons that nothing shows any more: pictures inside variables."""
    used = set(re.findall(r"var\((--[\w-]+)", css))
    return re.sub(r'(--md-[\w-]+):url\("data:[^"]*"\);?', lambda it: it[0] if it[1] in used else "", css)

"""The rules of who may import what, read from the source."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "generator"
MODULES = sorted(PACKAGE.rglob("*.py"))

ONLY = {
    "mkdocs": {"mkdocs_plugin.py"},
    "jinja2": {"render/environment.py", "render/pages.py", "render/snippets.py"},
    "yaml": {"yamlfile.py"},
    "requests": {"hubs/http.py"},
    "resvg_py": {"pictures/raster.py"},
    "click": {"cli.py", "cli_memory.py", "cli_pick.py", "cli_refresh.py"},
    "subprocess": {"publish.py"},
    "rcssmin": {"packing.py"},
    "rjsmin": {"packing.py"},
    "tinycss2": {"trimming.py"},
}
"""A library and the modules that may know it."""

LAYERS = [
    {"languages", "problems"},
    {"yamlfile"},
    {"records"},
    {"validation", "references", "former", "stats"},
    {"catalog"},
    {"licensing", "schema", "hubs", "memory"},
    {"audit"},
    {"site", "refresh"},
    {"render"},
    {"pictures"},
    {"publish", "packing", "trimming"},
    {"cli", "cli_memory", "cli_pick", "cli_refresh", "mkdocs_plugin"},
]
"""From the ground up: a module imports from its own layer and those before it."""


def imports(path: Path) -> Iterator[tuple[str, ast.stmt]]:
    """Yield the name of every module that a file imports, outside of type checking."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body.clear()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node


def name_of(path: Path) -> str:
    """Return the path of a module inside the package."""
    return path.relative_to(PACKAGE).as_posix()


def layer_of(module: str) -> int:
    """Return the layer of a module of ours."""
    part = module.split(".")[1] if "." in module else module
    return next(number for number, names in enumerate(LAYERS) if part in names)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_its_own_module_knows_a_library(path: Path) -> None:
    """MkDocs, Jinja, YAML and HTTP each have one place."""
    for module, _ in imports(path):
        allowed = ONLY.get(module.split(".")[0])
        assert allowed is None or name_of(path) in allowed, f"{name_of(path)} imports {module}"


@pytest.mark.parametrize("path", [path for path in MODULES if path != PACKAGE / "__init__.py"], ids=name_of)
def test_nothing_points_backwards(path: Path) -> None:
    """A module imports only what stands below it or beside it."""
    own = layer_of("generator." + name_of(path).removesuffix(".py").replace("/", "."))
    for module, _ in imports(path):
        if module.startswith("generator."):
            assert layer_of(module) <= own, f"{name_of(path)} imports {module}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_happens_at_import(path: Path) -> None:
    """A module defines; it does not read, print, ask or start anything."""
    calls = {"open", "print", "read_yaml", "read_text", "now", "today", "load_catalog", "create_environment"}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for statement in tree.body:
        if not isinstance(statement, ast.FunctionDef | ast.ClassDef):
            for node in ast.walk(statement):
                if isinstance(node, ast.Call):
                    called = ast.unparse(node.func).split(".")[-1]
                    assert called not in calls, f"{name_of(path)}:{node.lineno} calls {called}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_one_stage(path: Path) -> None:
    """At most 300 lines; a name says what is in it."""
    assert path.stem not in {"utils", "helpers", "common", "manager"}
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300

"""Load the catalog: every YAML file under `catalog/` into checked records, or every mistake at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from generator.problems import CatalogError, Problem
from generator.records import (
    Accepted,
    Card,
    Checkpoint,
    Family,
    License,
    Measurement,
    Model,
    Quantization,
    Record,
    Scenario,
    Size,
    Tool,
    Vendor,
)
from generator.records.base import ID_FORM, is_id
from generator.references import check_references
from generator.validation import parse_record
from generator.yamlfile import Key, YamlError, find_line, read_yaml

RECORDS: Mapping[str, type[Record]] = {
    "vendors": Vendor,
    "families": Family,
    "scenarios": Scenario,
    "accepted": Accepted,
    "gpus": Card,
    "quantizations": Quantization,
    "measurements": Measurement,
    "tools": Tool,
    "licenses": License,
    "models": Model,
}
GROUPS = (*RECORDS, "sizes")
"""Everything that has ids of its own."""

LISTS = ("vendors", "families", "scenarios", "accepted", "gpus", "quantizations", "measurements", "tools")
"""The groups that are one file each, with every record under its id."""

NOT_RECORDS = {"LICENSE", "README.md"}
NOT_LOADED = {"stats"}
"""What the robot writes; it is read elsewhere."""


@dataclass(frozen=True, slots=True)
class CheckpointPlace:
    """A checkpoint, the ids of its model and size, the license that it is under, and its class."""

    model: str
    size: str
    checkpoint: Checkpoint
    license: str
    model_class: str | None


@dataclass(frozen=True, slots=True)
class Catalog:
    """What people wrote, checked: every reference in it leads somewhere.

    Keys are ids; each mapping keeps the order of its file, models and licenses that of their ids.
    """

    vendors: Mapping[str, Vendor]
    families: Mapping[str, Family]
    scenarios: Mapping[str, Scenario]
    accepted: Mapping[str, Accepted]
    gpus: Mapping[str, Card]
    quantizations: Mapping[str, Quantization]
    measurements: Mapping[str, Measurement]
    tools: Mapping[str, Tool]
    licenses: Mapping[str, License]
    models: Mapping[str, Model]

    def vendor_of(self, model: Model) -> str:
        """Return the id of the vendor whose model this is."""
        return self.families[model.family].vendor

    def sizes(self) -> Iterator[tuple[str, Size]]:
        """Yield every size with its id."""
        for model in self.models.values():
            yield from model.sizes.items()

    def checkpoints(self) -> Iterator[CheckpointPlace]:
        """Yield every checkpoint with its place."""
        for identity, model in self.models.items():
            for size_id, size in model.sizes.items():
                for checkpoint in size.checkpoints:
                    own = checkpoint.license or size.license or model.license
                    class_ = checkpoint.model_class or size.model_class or model.model_class
                    yield CheckpointPlace(identity, size_id, checkpoint, own, class_)


@dataclass(slots=True)
class _Reading:
    """The state of one walk through the catalog."""

    root: Path
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    paths: dict[tuple[str, str], Path] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    known: dict[str, set[str]] = field(default_factory=lambda: {group: set() for group in GROUPS})
    """The ids that exist, those of records that are broken included."""
    unread: set[str] = field(default_factory=set)
    """Groups of which a file could not be read: nobody can tell which ids they have."""

    def report(self, path: Path, key: Key, message: str, line: int | None = None) -> None:
        line = find_line(path, key) if line is None else line
        dotted = ".".join(str(part + 1) if isinstance(part, int) else part for part in key)
        self.problems.append(Problem(_shown(path, self.root), line, dotted, message))

    def read(self, path: Path) -> dict[str, Any] | None:
        """Return the mapping in a file, or None when there is none to check further."""
        try:
            raw = read_yaml(path)
        except YamlError as error:
            self.report(path, (error.key,) if error.key else (), str(error), error.line)
        except OSError as error:
            self.report(path, (), f"cannot be read: {error.strerror}", 1)
        else:
            if isinstance(raw, dict):
                return raw
            self.report(path, (), "must be a mapping of keys to values", 1)
        return None

    def add(self, group: str, identity: str, path: Path, raw: Any) -> None:
        inside: Key = (identity,) if group in LISTS else ()
        record, mistakes = parse_record(RECORDS[group], raw)
        for key, message in mistakes:
            self.report(path, inside + key, message)
        if (group, identity) in self.paths:
            other = _shown(self.paths[group, identity], self.root)
            self.report(path, (), f'the id "{identity}" is taken by {other}; ids are unique', 1)
            return
        self.paths[group, identity] = path
        self.known[group].add(identity)
        if group == "models" and isinstance(raw, dict) and isinstance(raw.get("sizes"), dict):
            self.known["sizes"].update(map(str, raw["sizes"]))
        if not is_id(identity):
            self.report(path, inside, f'"{identity}" is no id: {ID_FORM}')
        if record is not None:
            self.records.setdefault(group, {})[identity] = record


def load_catalog(root: Path, today: date) -> Catalog:
    """Return the catalog in the folder `root`.

    Raises CatalogError with every problem of every file. A reference is checked only where its other
    end could be read, so that one broken file is not reported once per file that names it.
    """
    reading = _Reading(root)
    if not root.is_dir():
        raise CatalogError([Problem(_shown(root, root), 1, "", "the catalog folder does not exist")])
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            _read_file(reading, path)
    catalog = Catalog(**{group: reading.records.get(group, {}) for group in RECORDS})
    known = {group: ids for group, ids in reading.known.items() if group not in reading.unread}
    for group, identity, key, message in check_references(catalog, known, today):
        path = reading.paths[group, identity]
        reading.report(path, (identity, *key) if group in LISTS else key, message)
    for identity, model in catalog.models.items():
        _check_folder(reading, catalog, identity, model)
    if not reading.known["models"]:
        reading.report(root, (), "holds no model; write one as models/<vendor>/<id>.yml", 1)
    if reading.problems:
        raise CatalogError(reading.problems)
    return catalog


def _read_file(reading: _Reading, path: Path) -> None:
    parts = path.relative_to(reading.root).parts
    if parts[0] in NOT_LOADED or parts[-1] in NOT_RECORDS:
        return
    match parts:
        case (name,) if name.removesuffix(".yml") in LISTS and name.endswith(".yml"):
            group = name.removesuffix(".yml")
            listed = reading.read(path)
            if listed is None:
                reading.unread.add(group)
            for identity, raw in (listed or {}).items():
                reading.add(group, str(identity), path, raw)
        case ("licenses", name) if name.endswith(".yml"):
            _read_record(reading, "licenses", path)
        case ("models", _, name) if name.endswith(".yml"):
            _read_record(reading, "models", path)
        case _:
            reading.report(path, (), _TELL_PLACES, 1)


_TELL_PLACES = (
    "no file is expected here; a model is models/<vendor>/<id>.yml, a license licenses/<id>.yml, "
    "the lists are " + ", ".join(f"{name}.yml" for name in LISTS)
)


def _read_record(reading: _Reading, group: str, path: Path) -> None:
    raw = reading.read(path)
    identity = path.name.removesuffix(".yml")
    if raw is not None:
        reading.add(group, identity, path, raw)
    else:
        # The id exists although its file is broken: references to it are not wrong.
        reading.known[group].add(identity)
        if group == "models":
            reading.unread.add("sizes")


def _check_folder(reading: _Reading, catalog: Catalog, identity: str, model: Model) -> None:
    path = reading.paths["models", identity]
    family = catalog.families.get(model.family)
    folder = path.parent.name
    if family is not None and family.vendor in catalog.vendors and family.vendor != folder:
        message = (
            f'"{model.family}" is a family of {family.vendor}, but the file is in {folder}/; '
            f"move it to models/{family.vendor}/"
        )
        reading.report(path, ("family",), message)


def _shown(path: Path, root: Path) -> str:
    """Return a path as people know it: from the folder that holds the catalog."""
    return path.relative_to(root.parent).as_posix() if path.is_relative_to(root) else str(path)

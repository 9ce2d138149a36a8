"""The JSON Schemas by which editors complete the YAML files."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from generator.schema import build_schemas, write_schemas
from tests.conftest import ROOT

FILES = sorted((ROOT / "catalog").rglob("*.yml"))


@pytest.fixture(scope="module")
def schema_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the schemas as `make site` does."""
    folder = tmp_path_factory.mktemp("schema")
    write_schemas(folder)
    return folder


def test_schemas_are_themselves_valid() -> None:
    """An editor that cannot read a schema completes nothing and says nothing."""
    for schema in build_schemas().values():
        jsonschema.Draft7Validator.check_schema(schema)


def test_every_file_begins_with_its_schema_and_keeps_it(schema_folder: Path) -> None:
    """The first line leads to the schema from where the file is, and the file is valid under it."""
    schemas = {path: json.loads(path.read_text(encoding="utf-8")) for path in schema_folder.iterdir()}
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        mark, _, address = text.splitlines()[0].partition("$schema=")
        assert mark == "# yaml-language-server: ", path
        target = (path.parent / address).resolve()
        assert target.parent == ROOT / "schema", path
        data = yaml.load(text, yaml.CSafeLoader)
        errors = list(jsonschema.Draft7Validator(schemas[schema_folder / target.name]).iter_errors(data))
        assert [] == [f"{path}: {error.json_path}: {error.message}" for error in errors]


def test_a_schema_refuses_what_the_loader_refuses(schema_folder: Path) -> None:
    """An unknown key is underlined while it is typed."""
    schema = yaml.safe_load((schema_folder / "vendors.json").read_text(encoding="utf-8"))
    vendor = {"name": {"zh": "甲", "en": "A"}, "region": "domestic", "summary": {"zh": "乙", "en": "B"}}
    validator = jsonschema.Draft7Validator(schema)

    assert validator.is_valid({"a": vendor})
    assert not validator.is_valid({"a": vendor | {"colour": "red"}})
    assert not validator.is_valid({"a": vendor | {"name": {"zh": "甲"}}})

"""Tools that download and run models: what each is known to support, and the commands it takes."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, model_validator

from generator.records.base import Id, Line, Link, PartialDate, Record, Source, Text, Tuple
from generator.records.model import ModelClass, Role

Format = Literal["safetensors", "fp8", "mxfp4", "nvfp4", "awq", "gptq", "gguf", "other"]
"""How the weights of a checkpoint are stored.

`safetensors` is the plain form that the model's class loads; `other` is a form of which we do not
know what reads it: a vendor's own layout, or 4 bits without a word on whose.
"""

PLACEHOLDERS = ("repository", "name")
"""What a command may leave open: the whole id of the repository, and its part after the slash."""

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def _check_command(value: str) -> str:
    lines = value.split("\n")
    if not value.strip() or any(line != line.rstrip() for line in lines) or not (lines[0] and lines[-1]):
        raise ValueError(
            "must be a command: lines without white space at their ends, none empty at either end"
        )
    if re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", value):
        raise ValueError("must not have control characters or tabs")
    for name in _PLACEHOLDER.findall(value):
        if name not in PLACEHOLDERS:
            raise ValueError(f'knows no placeholder "{{{name}}}"; valid: {{repository}}, {{name}}')
    return value


Command = Annotated[str, AfterValidator(_check_command)]
"""What is typed or written as one piece, with `{repository}` and `{name}` where the checkpoint goes."""


class Way(Record):
    """One way to use a tool, for the checkpoints that it is known to take."""

    classes: Tuple[ModelClass] = ()
    """The classes that the tool lists as supported; none means that the class does not matter."""
    formats: Tuple[Format]
    roles: Tuple[Role] = ()
    """The roles it is for; none means all."""
    huggingface: Tuple[Command] = ()
    """The commands with the repository on Hugging Face."""
    modelscope: Tuple[Command] = ()
    """Those with the repository on ModelScope, where the tool can take it from there."""
    endpoint: Line | None = None
    """The environment variable by which the tool asks another host than huggingface.co."""
    note: Text | None = None

    @model_validator(mode="after")
    def _says_how(self) -> "Way":
        if not self.huggingface and not self.modelscope:
            raise ValueError("needs the commands for huggingface or for modelscope, or both")
        for hub in ("huggingface", "modelscope"):
            commands = getattr(self, hub)
            if commands and not any("{repository}" in command for command in commands):
                raise ValueError(f"{hub} names no {{repository}}, so nobody learns which one to take")
        return self


class Tool(Record):
    """A program or library. File: `catalog/tools.yml`; its order is that of the tabs."""

    name: Text
    summary: Text
    """What it is for, in one sentence."""
    homepage: Link
    version: Line | None = None
    """The version whose list of supported models was read."""
    checked: PartialDate
    """When a person last read that list and compared the commands with the documentation."""
    ways: dict[Id, Way]
    """The first that takes a checkpoint is shown for it."""
    sources: Tuple[Source]

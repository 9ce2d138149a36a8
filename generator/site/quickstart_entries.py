"""The joined records of a quick start: checkpoints to choose from, and the commands of each tool."""

from dataclasses import dataclass

from generator.records import Format, Role, Text, Tool
from generator.records.observation import Hub
from generator.site.hub_entries import HubEntry


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a command: `slot` names what it stands for when another checkpoint is chosen."""

    text: str
    slot: str


@dataclass(frozen=True, slots=True)
class Command:
    """What is copied as one piece."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A checkpoint that a reader may choose, with the recipes that take it."""

    role: Role
    format: Format
    huggingface: HubEntry | None
    modelscope: HubEntry | None
    label: str
    """Its id on Hugging Face, or on ModelScope where it is only there."""
    gated: bool
    """Whether Hugging Face hands it out only to those who asked."""
    recipes: tuple[str, ...]
    """The ids of the recipes, at most one of a tool."""
    set: int
    """Their number in the sets of the page."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The commands of a recipe with one hub."""

    hub: Hub
    here: bool
    """Whether the checkpoint that the page begins with is on it."""
    commands: tuple[Command, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """One way to use a tool, filled in for a checkpoint."""

    id: str
    shown: tuple[Shown, ...]
    endpoint: str | None
    """The variable that leads the tool to a mirror of Hugging Face."""
    note: Text | None
    taken: bool
    """Whether it takes the checkpoint that the page begins with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A tool that takes at least one checkpoint of the model."""

    id: str
    tool: Tool
    recipes: tuple[Recipe, ...]
    taken: bool
    """Whether it takes the checkpoint that the page begins with."""
    fetches: bool
    """Whether it takes every checkpoint, because it only fetches the files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quickstart:
    """What a model page says of getting and running it."""

    groups: tuple[tuple[str, tuple[Choice, ...]], ...]
    """The checkpoints of every size, under its name."""
    sets: tuple[tuple[str, ...], ...]
    """The recipes that take a checkpoint, each set once; 0 is that of what the page begins with."""
    start: Choice
    """What the page begins with."""
    tabs: tuple[Tab, ...]
    first: Tab
    several: bool
    """Whether there is another checkpoint to choose."""
    runs: bool
    """Whether any tool is known to run it."""
    on_modelscope: bool
    on_huggingface: bool
    mirror: str
    """The endpoint that stands in for huggingface.co."""

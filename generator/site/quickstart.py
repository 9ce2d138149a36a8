"""Join checkpoints with the tools that are known to take them: the commands of a model page."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import get_args

from generator.catalog import Catalog
from generator.records import Format, Role, Tool, Way
from generator.records.observation import HUBS, Hub
from generator.site.entries import CheckpointEntry, SizeEntry
from generator.site.hub_entries import HubEntry
from generator.site.quickstart_entries import Choice, Command, Part, Quickstart, Recipe, Shown, Tab

MIRROR = "https://hf-mirror.com"
"""The endpoint of those who cannot reach huggingface.co; run by volunteers."""

FORMATS: tuple[tuple[str, Format], ...] = (
    ("gguf", "gguf"),
    ("awq", "awq"),
    ("gptq", "gptq"),
    ("nvfp4", "nvfp4"),
    ("mxfp4", "mxfp4"),
    ("fp8", "fp8"),
    (r"fp4|int[48]|\b[48]-?bits?\b|w\d+a\d+|mlx|executorch|jax|pytorch", "other"),
)
"""What the variant and the names of a checkpoint tell of its format, the first that is found."""

_PLACEHOLDER = re.compile(r"(\{repository\}|\{name\})")
_LAST_ROLES: tuple[Role, ...] = ("base", "safety", "reranker")
"""What nobody starts with where there is something else."""


def list_classes(catalog: Catalog) -> dict[str, str]:
    """Return the class of every checkpoint of which it is known, by repository."""
    return {
        repository: place.model_class
        for place in catalog.checkpoints()
        for repository in (place.checkpoint.huggingface, place.checkpoint.modelscope)
        if repository is not None and place.model_class is not None
    }


def build_quickstart(
    tools: Mapping[str, Tool], sizes: Iterable[SizeEntry], classes: Mapping[str, str]
) -> Quickstart | None:
    """Return the commands for the checkpoints of a model; None when it has none."""
    groups = [
        (size.name, [_choice(tools, checkpoint, classes) for checkpoint in size.checkpoints])
        for size in sizes
        if size.checkpoints
    ]
    choices = tuple(choice for _, own in groups for choice in own)
    if not any(choice.recipes for choice in choices):
        return None
    start = min(choices, key=_start_rank)
    sets = tuple(dict.fromkeys((start.recipes, *(choice.recipes for choice in choices))))
    numbers = {recipes: number for number, recipes in enumerate(sets)}
    tabs = tuple(_tabs(tools, choices, start))
    return Quickstart(
        groups=tuple(
            (name, tuple(replace(choice, set=numbers[choice.recipes]) for choice in own))
            for name, own in groups
        ),
        sets=sets,
        start=start,
        tabs=tabs,
        first=next((tab for tab in tabs if tab.taken and not tab.fetches), tabs[-1]),
        several=len(choices) > 1,
        runs=any(not tab.fetches for tab in tabs),
        on_modelscope=any(choice.modelscope for choice in choices),
        on_huggingface=any(choice.huggingface for choice in choices),
        mirror=MIRROR,
    )


def format_of(checkpoint: CheckpointEntry) -> Format:
    """Return the format of a checkpoint, as its variant and its names tell it."""
    entries = (checkpoint.huggingface, checkpoint.modelscope)
    words = (checkpoint.variant, *(entry.repository.split("/")[1] for entry in entries if entry))
    told = " ".join(word for word in words if word)
    return next((name for form, name in FORMATS if re.search(form, told, re.IGNORECASE)), "safetensors")


def _choice(tools: Mapping[str, Tool], checkpoint: CheckpointEntry, classes: Mapping[str, str]) -> Choice:
    entries = [entry for entry in (checkpoint.huggingface, checkpoint.modelscope) if entry is not None]
    class_ = next((classes[entry.repository] for entry in entries if entry.repository in classes), None)
    said = checkpoint.huggingface.standing.said if checkpoint.huggingface else None
    form = format_of(checkpoint)
    found = ((name, _way_for(tool, checkpoint, form, class_)) for name, tool in tools.items())
    return Choice(
        role=checkpoint.role,
        format=form,
        huggingface=checkpoint.huggingface,
        modelscope=checkpoint.modelscope,
        label=entries[0].repository,
        gated=bool(said and said.gated),
        recipes=tuple(f"{name}-{way}" for name, way in found if way is not None),
        set=0,
    )


def _way_for(tool: Tool, checkpoint: CheckpointEntry, form: Format, class_: str | None) -> str | None:
    """Return the first way by which a tool takes a checkpoint."""
    for name, way in tool.ways.items():
        here = any(getattr(way, hub) and getattr(checkpoint, hub) for hub in HUBS)
        fits = form in way.formats and (not way.roles or checkpoint.role in way.roles)
        if here and fits and (not way.classes or class_ in way.classes):
            return name
    return None


def _start_rank(choice: Choice) -> tuple[bool, bool, int, bool, int]:
    """Rank by what runs at all, what is made for use, the number of tools, plain weights, both hubs."""
    return (
        len(choice.recipes) < 2,  # noqa: PLR2004  fetching the files is one
        choice.role in _LAST_ROLES,
        -len(choice.recipes),
        choice.format != "safetensors",
        -sum(1 for hub in HUBS if getattr(choice, hub)),
    )


def _tabs(tools: Mapping[str, Tool], choices: tuple[Choice, ...], start: Choice) -> Iterator[Tab]:
    for name, tool in tools.items():
        recipes = []
        for way_name, way in tool.ways.items():
            identity = f"{name}-{way_name}"
            takers = [choice for choice in choices if identity in choice.recipes]
            if takers:
                taken = identity in start.recipes
                recipes.append(
                    _recipe(identity, way, start if taken else min(takers, key=_start_rank), taken)
                )
        if recipes:
            yield Tab(
                id=name,
                tool=tool,
                recipes=tuple(recipes),
                taken=any(recipe.taken for recipe in recipes),
                fetches=any(_takes_everything(way) for way in tool.ways.values()),
            )


def _takes_everything(way: Way) -> bool:
    return not way.classes and not way.roles and set(way.formats) == set(get_args(Format))


def _recipe(identity: str, way: Way, choice: Choice, taken: bool) -> Recipe:
    shown = (_shown(hub, way, getattr(choice, hub)) for hub in reversed(HUBS))
    return Recipe(
        id=identity,
        shown=tuple(it for it in shown if it is not None),
        endpoint=way.endpoint,
        note=way.note,
        taken=taken,
    )


def _shown(hub: Hub, way: Way, entry: HubEntry | None) -> Shown | None:
    commands: tuple[str, ...] = getattr(way, hub)
    if not commands:
        return None
    repository = entry.repository if entry else "owner/name"
    return Shown(hub, entry is not None, tuple(_fill(command, repository) for command in commands))


def _fill(command: str, repository: str) -> Command:
    values = {"{repository}": repository, "{name}": repository.split("/")[1]}
    pieces = [piece for piece in _PLACEHOLDER.split(command) if piece]
    parts = tuple(Part(values.get(piece, piece), piece[1:-1] if piece in values else "") for piece in pieces)
    return Command(parts)

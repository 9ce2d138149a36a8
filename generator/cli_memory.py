"""The command `atlas memory`: how much memory a size takes."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from generator.catalog import Catalog, load_catalog
from generator.memory import GIB, Estimate, Request, estimate, usable_gib
from generator.problems import GeneratorError, suggest
from generator.records import CacheType, Size
from generator.site.memory import open_memory

MOST_TOKENS = 10**9
MOST_SEQUENCES = 10**6
MOST_CARDS = 4096

_SUFFIXES = {"K": 1024, "M": 1024**2}


class Tokens(click.ParamType[int]):
    """A number of tokens: 8192, 8K or 1M."""

    name = "tokens"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number; fail with the forms that are understood."""
        text = str(value).strip().upper()
        digits, scale = (text[:-1], _SUFFIXES[text[-1]]) if text[-1:] in _SUFFIXES else (text, 1)
        number = int(digits) if re.fullmatch(r"[0-9]{1,10}", digits) else 0
        if not 0 < number * scale <= MOST_TOKENS:
            self.fail(
                f"{value!r} is no number of tokens from 1 to {MOST_TOKENS:,}, like 8192, 8K or 1M", param, ctx
            )
        return number * scale


@dataclass(frozen=True, slots=True)
class _Found:
    """What was asked for, in the catalog."""

    size_id: str
    size: Size
    context: int | None
    """The longest that the size is made for."""


@click.command()
@click.argument("size")
@click.option("--context", type=Tokens(), default=8192, show_default=True, help="Tokens: 8192, 8K, 1M.")
@click.option("--quantization", default="bf16", show_default=True, help="An id of catalog/quantizations.yml.")
@click.option("--cache", type=click.Choice(["fp16", "fp8"]), default="fp16", show_default=True)
@click.option("--sequences", type=click.IntRange(1, MOST_SEQUENCES), default=1, show_default=True)
@click.option("--cards", type=click.IntRange(1, MOST_CARDS), default=1, show_default=True)
@click.option("--card", default=None, help="An id of catalog/gpus.yml: tells whether it holds its share.")
@click.option("--json", "as_json", is_flag=True, help="As JSON. GiB are 2^30 bytes.")
@click.pass_obj
def memory(  # noqa: PLR0913, PLR0917  one argument for each option
    root: Path,
    size: str,
    context: int,
    quantization: str,
    cache: CacheType,
    sequences: int,
    cards: int,
    card: str | None,
    as_json: bool,
) -> None:
    """Show the memory that SIZE takes: weights, cache and overhead, in GiB (2^30 bytes)."""
    catalog = load_catalog(root / "catalog", datetime.now(UTC).date())
    found = _find(catalog, size)
    kind = _quantization(catalog, quantization)
    request = Request(
        quantization=catalog.quantizations[kind],
        context=context,
        cache=cache,
        sequences=sequences,
        cards=cards,
    )
    parameters, architecture = found.size.parameters or 0, found.size.architecture
    published = open_memory(catalog).published.get((found.size_id, kind))
    result = estimate(parameters, architecture, request, published)
    if found.context is not None and context > found.context:
        click.echo(f"atlas: {size} is made for {found.context:,} tokens; {context:,} may not work", err=True)
    told = _tell(found.size_id, kind, request, result)
    if card is not None:
        told |= _fit(catalog, card, result)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    if result.gap is None:
        del told["unknown_because"]
    for name, value in told.items():
        click.echo(f"{name:26}{'unknown' if value is None else value}")


def _find(catalog: Catalog, name: str) -> _Found:
    sizes = {
        size_id: _Found(size_id, size, size.context_tokens or model.context_tokens)
        for model in catalog.models.values()
        for size_id, size in model.sizes.items()
    }
    if name not in sizes:
        raise GeneratorError(f'unknown size "{name}"; {suggest(name, sizes)}')
    if sizes[name].size.parameters is None:
        raise GeneratorError(f"{name} has no open weights, so there is nothing to run")
    return sizes[name]


def _quantization(catalog: Catalog, name: str) -> str:
    """Return the id of a quantization; GGUF files write Q4_K_M what is q4-k-m here."""
    identity = name.lower().replace("_", "-")
    if identity not in catalog.quantizations:
        raise GeneratorError(f'unknown quantization "{name}"; {suggest(identity, catalog.quantizations)}')
    return identity


def _fit(catalog: Catalog, card: str, result: Estimate) -> dict[str, Any]:
    if card not in catalog.gpus:
        raise GeneratorError(f'unknown card "{card}"; {suggest(card, catalog.gpus)}')
    room = usable_gib(catalog.gpus[card])
    fits = None if result.per_card is None else result.per_card <= room * GIB
    return {"card": card, "card_usable_gib": round(room, 3), "fits": fits}


def _tell(size: str, quantization: str, request: Request, result: Estimate) -> dict[str, Any]:
    def gib(value: float | None) -> float | None:
        return None if value is None else round(value / GIB, 3)

    return {
        "size": size,
        "quantization": quantization,
        "context_tokens": request.context,
        "cache": request.cache,
        "sequences": request.sequences,
        "cards": request.cards,
        "weights_gib": gib(result.weights),
        "kv_cache_gib": gib(result.cache),
        "overhead_gib": gib(result.overhead),
        "total_gib": gib(result.total),
        "per_card_gib": gib(result.per_card),
        "kv_cache_bytes_per_token": result.cache_per_token,
        "basis": result.basis,
        "unknown_because": result.gap,
    }

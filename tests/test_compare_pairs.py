"""Pairs that have a page of their own, and where the values of a comparison are from."""

from pathlib import Path

from playwright.sync_api import Page

from generator.site import Site
from tests.comparing import PAIR, column, compare, page
from tests.test_explorer import address, atlas

__all__ = ["address", "atlas", "page"]


def test_a_pair_page_says_what_the_comparison_says(page: Page, address: str, atlas: Site) -> None:
    """Cell by cell, marks and sources included."""
    pair = next(it for it in atlas.pairs if it.columns[0].best and it.columns[1].best)
    cells = """() => Object.fromEntries([...document.querySelectorAll("tr[data-row]")].map((line) => [
        line.dataset.row,
        [...line.cells].slice(1).map((cell) => cell.textContent.replace(/\\s+/g, " ").trim()),
    ]))"""
    page.goto(f"{address}{pair.ref.uri}")
    on_page = page.evaluate(cells)
    compare(page, address, f"ids={','.join(it.size.id for it in pair.columns)}")
    compared = page.evaluate(cells)

    assert on_page == {key: value for key, value in compared.items() if key in on_page}


def test_every_pair_stands_once(atlas: Site) -> None:
    """Neighbors of a line and the most downloaded of a need, reached from both models."""
    uris = [pair.ref.uri for pair in atlas.pairs]
    assert len(set(uris)) == len(uris) >= 40
    assert len({frozenset(it.size.id for it in pair.columns) for pair in atlas.pairs}) == len(uris)
    for pair in atlas.pairs:
        for it in pair.columns:
            assert pair in atlas.pairs_by_model[it.size.model.uri]


def test_every_citation_leads_somewhere(built: Path, atlas: Site) -> None:
    """To an anchor that the page has; a hub's to its repository."""
    pages: dict[str, str] = {}
    for it in atlas.columns:
        for citations in it.citations.values():
            for citation in citations:
                if citation.kind == "hub":
                    assert citation.uri.startswith(("https://huggingface.co/", "https://modelscope.cn/"))
                    continue
                path, _, anchor = citation.uri.partition("#")
                if path not in pages:
                    pages[path] = (built / path / "index.html").read_text(encoding="utf-8")
                assert not anchor or f'id="{anchor}"' in pages[path], citation


def test_a_value_cites_what_supports_it(atlas: Site) -> None:
    """A file of this very size before those of the model, never one of another size; else nothing."""
    models = {model.id: model for model in atlas.models}
    qwen = models["qwen3"]
    titles = {str(entry.number): entry.source.title for entry in qwen.sources}
    layers = [titles[it.label] for it in column(atlas, "qwen3-8b").citations["layers"]]
    assert ["Qwen/Qwen3-8B: config.json at b968826d"] == layers
    # The post states the length that is shown; the file has another one.
    context = [titles[it.label] for it in column(atlas, "qwen3-8b").citations["context"]]
    assert "QwenLM/qwenlm.github.io: content/blog/qwen3/index.md" == context[0]
    assert "active" not in column(atlas, "qwen3-8b").citations
    for model in atlas.models:
        supported = {fact for entry in model.sources for fact in entry.source.supports}
        for size in model.sizes:
            assert ("input" in column(atlas, size.id).citations) <= ("modalities" in supported)


def test_figures_cite_their_repository_and_day(page: Page, address: str, atlas: Site) -> None:
    """The one that the number was read from."""
    figure = column(atlas, "qwen3-8b").size.downloads_30d
    assert figure is not None
    compare(page, address, f"ids={PAIR}")
    link = page.locator("tr[data-row=downloads_30d] td >> nth=0").locator("a.oma-cite")

    assert figure.day == link.text_content()
    assert (link.get_attribute("href") or "").startswith("https://huggingface.co/Qwen/Qwen3-8B")

"""Get it and run it: which commands a model page gives, and that choosing and copying them works."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.catalog import load_catalog
from generator.render import render_pages
from generator.site import Site, build_site
from generator.site.quickstart_entries import Quickstart, Shown
from generator.stats import read_stats
from tests.conftest import ROOT, TODAY_FOR_REAL
from tests.test_browser import address, open_page
from tests.test_site import model

__all__ = ["address"]


@pytest.fixture(scope="module")
def real_site() -> Site:
    """Join the catalog that is published."""
    return build_site(load_catalog(ROOT / "catalog", TODAY_FOR_REAL), read_stats(ROOT / "catalog" / "stats"))


def quickstart(site: Site, identity: str) -> Quickstart:
    """Return that of a model, which must have one."""
    found = model(site, identity).quickstart
    assert found is not None
    return found


def typed(shown: Shown) -> list[str]:
    """Return commands as they are typed."""
    return ["".join(part.text for part in command.parts) for command in shown.commands]


def recipes(site: Site, identity: str) -> dict[str, list[str]]:
    """Return by repository what takes it."""
    groups = quickstart(site, identity).groups
    return {choice.label: list(choice.recipes) for _, choices in groups for choice in choices}


def test_a_command_names_the_repository_and_keeps_what_only_looks_like_a_slot(site: Site) -> None:
    """The id goes into {repository} and {name}; other braces stay as they are."""
    modelscope, huggingface = quickstart(site, "rocket-1").tabs[0].recipes[0].shown

    assert typed(huggingface) == [
        "pip install launch",
        "launch acme/rocket-1-1b-chat --with '{\"a\": 1}' > rocket-1-1b-chat.log",
    ]
    assert not modelscope.here


def test_a_tool_takes_only_what_it_lists(site: Site) -> None:
    """By class, by format and by role; every checkpoint can at least be fetched."""
    assert recipes(site, "rocket-1") == {
        "acme/rocket-1-1b": ["launch-serve", "fetch-any"],
        "acme/rocket-1-1b-chat": ["launch-serve", "fetch-any"],
        "acme/rocket-1-7b": ["fetch-any"],
    }
    assert recipes(site, "comet") == {"orbit/comet-dev": ["fetch-any"]}


def test_the_page_begins_with_what_people_use(site: Site) -> None:
    """Not with a base model where there is one that answers, and with the tool that runs it."""
    found = quickstart(site, "rocket-1")

    assert found.start.label == "acme/rocket-1-1b-chat"
    assert found.first.id == "launch"


def test_a_model_without_evidence_has_downloads_alone(site: Site) -> None:
    """Nothing is guessed: no tool is named for a model whose class nobody knows."""
    found = quickstart(site, "comet")

    assert not found.runs
    assert [tab.id for tab in found.tabs] == ["fetch"]


def test_a_packed_file_goes_to_the_tools_that_read_it(real_site: Site) -> None:
    """GGUF to llama.cpp and Ollama, FP8 to servers, neither to Transformers."""
    qwen, minicpm = recipes(real_site, "qwen3"), recipes(real_site, "minicpm5")

    assert qwen["Qwen/Qwen3-8B"] == ["vllm-serve", "sglang-serve", "transformers-chat", "download-any"]
    assert qwen["Qwen/Qwen3-8B-FP8"] == ["vllm-serve", "sglang-serve", "download-any"]
    assert qwen["Qwen/Qwen3-8B-Base"] == ["vllm-serve", "sglang-serve", "transformers-base", "download-any"]
    assert minicpm["openbmb/MiniCPM5-1B-GGUF"] == ["llama.cpp-serve", "ollama-run", "download-any"]


def test_models_go_to_the_tool_of_their_kind(real_site: Site) -> None:
    """Images to Diffusers, speech to a transcriber, embeddings to a pooling server."""
    assert recipes(real_site, "flux.1")["black-forest-labs/FLUX.1-dev"] == ["diffusers-image", "download-any"]
    assert recipes(real_site, "flux.1")["black-forest-labs/FLUX.1-Kontext-dev"] == [
        "diffusers-edit",
        "download-any",
    ]
    assert recipes(real_site, "whisper-large-v3")["openai/whisper-large-v3"] == [
        "vllm-transcribe",
        "transformers-transcribe",
        "download-any",
    ]
    assert recipes(real_site, "qwen3-embedding")["Qwen/Qwen3-Embedding-8B"] == [
        "vllm-pooling",
        "download-any",
    ]


def test_most_models_have_a_tool_that_runs_them(real_site: Site) -> None:
    """A fall of the share tells that a change lost classes on the way."""
    found = [entry.quickstart for entry in real_site.models if entry.quickstart]

    assert sum(it.runs for it in found) / len(found) > 0.75


def shown_code(page: Page) -> list[str]:
    """Return the commands in sight."""
    codes = page.locator("#quickstart .oma-run__tools code").all()
    return [code.inner_text() for code in codes if code.is_visible()]


def test_another_checkpoint_and_source_change_the_commands(browser: Browser, address: str) -> None:
    """What is chosen stands in the commands, whole."""
    page = open_page(browser, f"{address}models/qwen3/")
    page.wait_for_selector("#quickstart[data-ready]")

    page.get_by_label("检查点", exact=True).select_option(label="Qwen/Qwen3-32B-FP8")

    assert shown_code(page)[-1] == "export VLLM_USE_MODELSCOPE=True\nvllm serve Qwen/Qwen3-32B-FP8"
    page.get_by_label("HF 镜像").check()
    assert shown_code(page) == [
        "export HF_ENDPOINT=https://hf-mirror.com",
        "pip install -U vllm",
        "vllm serve Qwen/Qwen3-32B-FP8",
    ]
    page.context.close()


def test_a_tool_that_does_not_take_the_checkpoint_cannot_be_chosen(browser: Browser, address: str) -> None:
    """And whoever was there is led to one that does."""
    page = open_page(browser, f"{address}en/models/minicpm5/")
    page.wait_for_selector("#quickstart[data-ready]")
    page.get_by_label("Checkpoint", exact=True).select_option(label="openbmb/MiniCPM5-1B-GGUF")

    assert page.get_by_label("vLLM", exact=True).is_disabled()
    assert page.get_by_label("llama.cpp", exact=True).is_checked()
    assert shown_code(page) == ["llama-server -hf openbmb/MiniCPM5-1B-GGUF"]
    page.context.close()


def test_the_copy_button_copies_its_own_command(browser: Browser, address: str) -> None:
    """Not its word, and it says that it did."""
    page = open_page(browser, f"{address}models/qwen3/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.wait_for_selector("#quickstart[data-ready]")

    button = page.locator("#quickstart .oma-run__copy:visible").last
    button.click()

    expect(button).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "export VLLM_USE_MODELSCOPE=True\nvllm serve Qwen/Qwen3-0.6B"
    page.context.close()


def test_the_keyboard_goes_through_sources_and_tools(browser: Browser, address: str) -> None:
    """Arrows change the tab, as in any group of radio buttons."""
    page = open_page(browser, f"{address}en/models/qwen3/")
    page.wait_for_selector("#quickstart[data-ready]")

    page.get_by_label("vLLM", exact=True).focus()
    page.keyboard.press("ArrowRight")

    assert shown_code(page)[-1] == "sglang serve --model-path Qwen/Qwen3-0.6B"
    page.context.close()


def test_without_script_tabs_and_sources_still_work(browser: Browser, address: str) -> None:
    """The commands of one checkpoint are whole, and the others are a link away."""
    page = open_page(browser, f"{address}models/qwen3/", script=False)

    page.locator("label[for=run-transformers]").click()

    assert 'snapshot_download("Qwen/Qwen3-0.6B")' in shown_code(page)[-1]
    assert not page.locator("#run-checkpoint").is_visible()
    assert page.locator("#quickstart a[href='#hubs']").first.is_visible()
    page.context.close()


@pytest.mark.parametrize("identity", ["llama-3.1", "deepseek-r1", "mpt"])
def test_the_quick_start_fits_a_phone(browser: Browser, address: str, identity: str) -> None:
    """No sideways scrolling of the page, and everything to press is 44 px high."""
    page = open_page(browser, f"{address}models/{identity}/", width=390)
    page.wait_for_selector("#quickstart[data-ready]")

    boxes = (
        page.locator("#quickstart")
        .locator("select, label[for^=run-]:not([for=run-checkpoint]), button")
        .all()
    )
    heights = [box.bounding_box() for box in boxes if box.is_visible()]

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert min(box["height"] for box in heights if box) >= 44
    page.context.close()


def test_what_a_catalog_says_is_text(site: Site) -> None:
    """Names and notes of tools are escaped like everything else."""
    page = next(page for page in render_pages(site, "en") if page.uri == "models/rocket-1/")

    assert "Launch &lt;pad&gt;" in page.content
    assert "Mind the &lt;gap&gt;." in page.content
    assert not re.search(r"<pad>|<gap>", page.content)

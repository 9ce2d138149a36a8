"""The search of the theme over the real site, asked as readers ask."""

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.test_browser import address
from tests.waiting import until

__all__ = ["address"]

FIRST = 5
"""So many results are in sight on a phone."""


def ask(page: Page, words: str) -> list[str]:
    """Enter words, as far as somebody has come with them, and return the names of the first results."""
    field = page.locator("[data-md-component=search-query]")
    field.focus()
    # At once, as an input method does: each letter of its own would be asked of its own, and answered so.
    page.keyboard.insert_text(words)
    page.keyboard.press("End")  # an input method ends with a key too, and the theme waits for one
    until(page, "document.querySelectorAll('.md-search-result__item').length > 0")
    names = page.locator(".md-search-result__item > a :is(h1, h2)").all_text_contents()
    # The theme shows where words may break.
    return [name.replace("\u200b", "").strip() for name in names][:FIRST]


@pytest.mark.parametrize(
    ("language", "words", "wanted"),
    [
        ("", "通义千问", "通义千问 Qwen"),
        ("", "千问", "通义千问 Qwen"),
        ("", "商用许可", "许可证"),
        ("", "长上下文", "长文档"),
        ("", "Qwen2.5 7B", "Qwen2.5"),
        ("", "70B", "Llama 3.3"),
        ("", "语音识别", "语音识别"),
        ("", "MoE", "词汇表"),
        ("", "4090", "GeForce RTX 4090"),
        ("en/", "commercial license", "Licenses"),
        ("en/", "MoE", "Glossary"),
        ("en/", "speech recognition", "Speech recognition"),
        ("en/", "long context", "Long documents"),
        ("en/", "Qwen2.5 7B", "Qwen2.5"),
        ("en/", "fine-tune", "Fine-tuning"),
    ],
)
def test_what_readers_look_for_is_among_the_first(
    browser: Browser, address: str, language: str, words: str, wanted: str
) -> None:
    """In both languages, names in the middle of a word included."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{address}{language}")
    page.locator("label[for=__search]").first.click()

    found = ask(page, words)
    assert any(name.startswith(wanted) for name in found), found
    context.close()


def test_a_name_half_typed_finds_already(browser: Browser, address: str) -> None:
    """The last word may be a beginning."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)

    assert any("DeepSeek" in name for name in ask(page, "deeps"))
    context.close()


@pytest.mark.parametrize("language", ["", "en/"])
def test_the_index_is_small(built: Path, language: str) -> None:
    """At most 150 KB gzipped for each language."""
    index = built / language / "search" / "search_index.json"

    assert len(gzip.compress(index.read_bytes(), 9)) <= 150 * 1024

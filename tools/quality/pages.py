"""The pages that are looked at, one of every kind."""

from playwright.sync_api import Page

KINDS = [
    "",
    "models/",
    "models/qwen3/",
    "models/flux.1/",
    "models/deepseek-r1/",
    "families/",
    "families/llama/",
    "vendors/",
    "vendors/qwen/",
    "licenses/",
    "licenses/llama-3.1/",
    "scenarios/",
    "scenarios/coding/",
    "hardware/",
    "hardware/rtx-4090/",
    "hardware/memory/",
    "hardware/accuracy/",
    "compare/",
    "choose/",
    "picks/chat/24gb/",
    "compare/glm-5.3-vs-glm-5.2/",
    "guides/",
    "guides/openness/",
    "guides/choose/",
    "guides/hardware/",
    "guides/run/",
    "trends/",
    "status/",
    "about/",
    "about/coverage/",
    "about/glossary/",
    "about/hosting/",
]
"""A page of every kind, the widest of its kind where they differ."""


def visit(page: Page, address: str) -> None:
    """Open a page as somebody who is there: the theme's script starts for the first sign of a reader."""
    page.goto(address)
    wake(page)


def wake(page: Page) -> None:
    """Give an open page the first sign of a reader, and wait for what it does thereupon."""
    with page.expect_response("**/sitemap.xml"):
        page.keyboard.press("Shift")
    page.wait_for_load_state("networkidle")

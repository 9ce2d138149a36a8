"""The guides: commands that can be copied name what the catalog has, and both languages give the same."""

import re

import pytest

from generator.catalog import Catalog, load_catalog
from tests.conftest import ROOT, TODAY_FOR_REAL

GUIDES = sorted(path.name for path in (ROOT / "docs" / "zh" / "guides").glob("*.md"))
LANGUAGES = ("zh", "en")

REPOSITORY = r"([A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*?)(?=\.git\b|[\s\"'`:/?)]|$)"
"""An organization and a name, as both hubs write them."""
NAMED_BY = (
    r"\bhf (?:download|cache verify) ",
    r"\bmodelscope (?:download|cache verify) ",
    r"\b(?:vllm|sglang) serve ",
    r"\bllama-(?:server|cli) -hf ",
    r"\bollama run (?:hf\.co|modelscope\.cn)/",
    r"\blms (?:get|load) ",
    r"--model(?:_name_or_path)? ",
    r"from_pretrained\(\s*\"",
    r"\bmodel=\"",
    r"\"model\": \"",
    r"https://huggingface\.co/(?!docs/|settings/)",
    r"https://(?:www\.)?modelscope\.cn/(?!docs/|models\b)",
)
"""What comes before a repository in a command, in code or in its address."""
CODE = re.compile(r"^```\w*\n(.*?)^```$|`([^`\n]+)`", re.DOTALL | re.MULTILINE)


def read(language: str, guide: str) -> str:
    """Return the Markdown of a guide."""
    return (ROOT / "docs" / language / "guides" / guide).read_text(encoding="utf-8")


def repositories(text: str) -> set[str]:
    """Return the repositories that the code of a page names; a path of a computer is none."""
    code = "\n".join(block or span for block, span in CODE.findall(text)).replace("\\\n", " ")
    return {found for prefix in NAMED_BY for found in re.findall(prefix + REPOSITORY, code)}


@pytest.fixture(scope="module")
def known() -> set[str]:
    """Return every repository of the catalog, on either hub."""
    catalog: Catalog = load_catalog(ROOT / "catalog", TODAY_FOR_REAL)
    return {
        repository
        for model in catalog.models.values()
        for size in model.sizes.values()
        for checkpoint in size.checkpoints
        for repository in (checkpoint.huggingface, checkpoint.modelscope)
        if repository
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("guide", GUIDES)
def test_commands_name_repositories_of_the_catalog(language: str, guide: str, known: set[str]) -> None:
    """Whoever copies a command gets a model that has a page here."""
    assert set() == repositories(read(language, guide)) - known


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guides_name_repositories_at_all(language: str) -> None:
    """The forms above are those that the guides use: on running, every program has a model."""
    found = repositories(read(language, "run.md"))

    assert {
        "Qwen/Qwen3-4B-Instruct-2507",
        "Tongyi-MAI/Z-Image-Turbo",
        "openai/whisper-large-v3-turbo",
    } <= found
    assert {"openbmb/MiniCPM5-1B-GGUF", "OpenBMB/MiniCPM5-1B-GGUF", "openai/gpt-oss-20b"} <= found


@pytest.mark.parametrize("guide", GUIDES)
def test_both_languages_name_the_same_repositories(guide: str) -> None:
    """A command that was changed in one language was changed in the other."""
    assert repositories(read("zh", guide)) == repositories(read("en", guide))


def test_every_heading_has_an_anchor_of_its_own() -> None:
    """A Chinese heading would get one like `_1`."""
    for language in LANGUAGES:
        for guide in GUIDES:
            prose = CODE.sub("", read(language, guide))
            headings = re.findall(r"^#+ .*$", prose, re.MULTILINE)
            assert [] == [heading for heading in headings if not heading.endswith("}")], guide


def test_a_repository_in_a_path_or_a_sentence_is_not_taken_for_one() -> None:
    """Only what a command names counts."""
    text = "`/data/models` and a/b\n\n```bash\nvllm serve /data/Qwen\nhf download a-b/C.1-GGUF --json\n```\n"

    assert {"a-b/C.1-GGUF"} == repositories(text)

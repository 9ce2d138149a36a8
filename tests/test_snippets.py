"""What hand-written pages take from the catalog: filled in by a real build, and every mistake told."""

import re
from pathlib import Path

import pytest

from generator.languages import LANGUAGES
from generator.problems import GeneratorError
from generator.publish import build_languages
from generator.render import open_snippets
from generator.site import Site
from tests.conftest import ROOT

CALL = re.compile(r"<!-- snippet: (\S+)( \S+)? -->")


def write_page(project: Path, text: str) -> None:
    """Put a text at the end of the glossary, in both languages."""
    for language in LANGUAGES:
        with (project / "docs" / language / "about" / "glossary.md").open("a", encoding="utf-8") as page:
            page.write(text)


@pytest.fixture
def filled(project: Path) -> dict[str, str]:
    """Build a page with snippets in a sentence, in a table and alone on a line."""
    write_page(
        project,
        "\n\nTake <!-- snippet: model-brief rocket-1 -->, *not* another.\n\n"
        "| a | b |\n| --- | --- |\n| <!-- snippet: license free-1.0 --> | end |\n\n"
        "<!-- snippet: size rocket-1-7b -->\n",
    )
    build_languages(project, project / "site")
    return {
        language: (project / "site" / folder / "about/glossary/index.html").read_text(encoding="utf-8")
        for language, folder in (("zh", ""), ("en", "en"))
    }


def test_a_sentence_names_a_model_in_the_words_of_its_language(filled: dict[str, str]) -> None:
    """The link leads from the page to the model, with its parameters and its verdicts."""
    for language, words in (("zh", "有条件商用"), ("en", "With conditions")):
        sentence = re.search(r"<p>Take (.*?)</p>", filled[language])
        assert sentence is not None
        assert sentence[1].startswith('<a href="../../models/rocket-1/">Rocket 1</a>')
        assert "1.1B–7B" in sentence[1]
        assert words in sentence[1]
        assert sentence[1].endswith(", <em>not</em> another.")


def test_a_table_and_a_line_take_snippets_too(filled: dict[str, str]) -> None:
    """A cell stays a cell."""
    for text in filled.values():
        assert '<td><a href="../../licenses/free-1.0/">Free-1.0</a></td>\n<td>end</td>' in text
        assert '<a href="../../models/rocket-1/#rocket-1-7b">Rocket 1 7B</a>' in text
        assert "snippet" not in text.replace("snippets", "")


def test_all_mistakes_are_told_at_once_and_the_last_good_site_stays(project: Path) -> None:
    """Each with its file, its line and the nearest name."""
    (project / "site").mkdir()
    (project / "site" / "index.html").write_text("the last good site", encoding="utf-8")
    write_page(project, "<!-- snippet: modle rocket-1 -->\n\nA <!-- snippet: model rocket-3 --> flies.\n")

    with pytest.raises(GeneratorError) as error:
        build_languages(project, project / "site")

    for language in LANGUAGES:
        page = f"docs/{language}/about/glossary.md"
        last = len((project / page).read_text(encoding="utf-8").splitlines())
        told = str(error.value)
        assert f'{page}:{last - 2}: snippet: unknown snippet "modle"; did you mean "model"?' in told
        assert f'{page}:{last}: snippet: unknown model "rocket-3"; did you mean "rocket-' in told
        assert "Traceback" not in told
    assert (project / "site" / "index.html").read_text(encoding="utf-8") == "the last good site"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("<!-- snippet: -->", "which one? "),
        ("<!-- snippet model -->", '"model" takes one id: <!-- snippet: model MODEL -->'),
        ("<!--snippet: model rocket-1 rocket-2-->", '"model" takes one id: <!-- snippet: model MODEL -->'),
        ("<!-- snippet: license limitd -->", 'unknown license "limitd"; did you mean "limited"?'),
    ],
)
def test_a_call_in_another_form_is_told_the_right_one(site: Site, call: str, message: str) -> None:
    """Nothing that looks like a call is left in the page in silence."""
    problems = list(open_snippets(site, "en").find_problems("page.md", f"one\n{call}\n"))

    assert [("page.md", 2)] == [(problem.path, problem.line) for problem in problems]
    assert problems[0].message.startswith(message)


def test_a_line_that_begins_with_a_snippet_loses_nothing(site: Site) -> None:
    """Nor does what stands between it and a snippet that ends a later line."""
    text = (
        "<!-- snippet: model rocket-1 --> flies.\n\nWords between.\n\n"
        "So does <!-- snippet: model rocket-2 -->\n"
    )
    filled = open_snippets(site, "en").fill(text, "guides/")

    assert "Words between." in filled
    assert "Rocket 1" in filled
    assert "Rocket 2" in filled


def test_twins_take_the_same_from_the_catalog() -> None:
    """What one language says of a model, the other says too."""
    for page in sorted((ROOT / "docs" / "zh").rglob("*.md")):
        twin = ROOT / "docs" / "en" / page.relative_to(ROOT / "docs" / "zh")
        calls = (sorted(CALL.findall(path.read_text(encoding="utf-8"))) for path in (page, twin))
        chinese, english = calls
        assert chinese == english, page


def test_every_snippet_is_used() -> None:
    """A template that no page calls shows nothing to anybody."""
    pages = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md"))
    called = {name for name, _ in CALL.findall(pages)}
    names = {path.name.removesuffix(".html.j2") for path in (ROOT / "generator/templates/snippets").iterdir()}

    assert names == called

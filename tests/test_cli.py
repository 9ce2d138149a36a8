"""The command `atlas`, as people and jobs call it."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.conftest import ROOT


def atlas(*arguments: object) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def spoil(project: Path) -> None:
    """Put a mistake into two files."""
    for name in ("vendors.yml", "scenarios.yml"):
        path = project / "catalog" / name
        path.write_text(path.read_text(encoding="utf-8") + "oops: 1\n", encoding="utf-8")


def test_check_says_what_it_found_good(project: Path) -> None:
    """Counts, and exit 0."""
    result = atlas("--root", project, "check")

    assert (0, "3 models, 5 sizes, 2 licenses: no problem\n") == (result.exit_code, result.output)


def test_check_shows_all_problems_at_once(project: Path) -> None:
    """Sorted by file, with a count at the end, exit 1."""
    spoil(project)

    result = atlas("--root", project, "check")

    expected = [
        "catalog/scenarios.yml:9: oops: must be a mapping of keys to values, but is 1",
        "catalog/vendors.yml:10: oops: must be a mapping of keys to values, but is 1",
        "2 problems in 2 files",
    ]
    assert (1, expected) == (result.exit_code, result.output.splitlines())


def test_check_of_a_path_shows_the_problems_there(project: Path) -> None:
    """Those elsewhere are only counted, and do not fail it."""
    spoil(project)

    result = atlas("--root", project, "check", project / "catalog" / "vendors.yml")
    other = atlas("--root", project, "check", project / "catalog" / "models")

    assert "vendors.yml:10" in result.output
    assert "scenarios.yml" not in result.output
    assert result.exit_code == 1
    assert other.output.endswith("; 2 elsewhere\n")
    assert other.exit_code == 0


def test_problems_are_annotations_on_github(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They then stand beside the line in a pull request."""
    spoil(project)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")

    result = atlas("--root", project, "check")

    assert "::error file=catalog/vendors.yml,line=10::oops: must be a mapping" in result.output


def test_render_writes_every_page_in_both_languages(project: Path, tmp_path: Path) -> None:
    """As Markdown files that any site builder can take."""
    folder = tmp_path / "pages"

    result = atlas("--root", project, "render", folder)

    chinese, english = (
        sorted(path.relative_to(folder / language).as_posix() for path in (folder / language).rglob("*.md"))
        for language in ("zh", "en")
    )
    assert result.exit_code == 0
    assert chinese == english
    assert {"index.md", "models/index.md", "models/rocket-1.md", "licenses/limited.md"} <= set(chinese)


@pytest.mark.parametrize("address", ["", "https://atlas.example/"])
def test_the_feed_is_linked_where_there_is_one(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """It needs the address of the site, which a maintainer at home has not."""
    monkeypatch.setenv("SITE_URL", address)
    folder = tmp_path / "pages"

    atlas("--root", project, "render", folder)

    linked = "feed.xml" in (folder / "zh" / "index.md").read_text(encoding="utf-8")
    assert linked == (folder / "zh" / "feed.xml").is_file() == bool(address)


def test_render_never_writes_among_other_files(project: Path, tmp_path: Path) -> None:
    """A folder with something in it is left alone."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "diary.txt").write_text("dear diary", encoding="utf-8")

    result = atlas("--root", project, "render", folder)

    assert result.exit_code == 1
    assert "is not empty" in result.output
    assert ["diary.txt"] == [path.name for path in folder.iterdir()]


def test_a_folder_without_a_catalog_is_told(tmp_path: Path) -> None:
    """Not a traceback."""
    result = atlas("--root", tmp_path, "check")

    assert result.exit_code == 1
    assert "the catalog folder does not exist" in result.output


def test_memory_tells_every_part() -> None:
    """The figures of a model whose cache is known to the byte; GGUF's own spelling is understood."""
    result = atlas("--root", ROOT, "memory", "llama-3.1-8b", "--context", "8K", "--json")

    told = json.loads(result.output)
    assert (1.0, 131_072, 8_192) == (
        told["kv_cache_gib"],
        told["kv_cache_bytes_per_token"],
        told["context_tokens"],
    )
    assert told["total_gib"] == pytest.approx(
        told["weights_gib"] + told["kv_cache_gib"] + told["overhead_gib"], abs=0.002
    )
    small = atlas(
        "--root", ROOT, "memory", "llama-3.1-8b", "--quantization", "Q4_K_M", "--card", "t4", "--json"
    )
    assert json.loads(small.output)["fits"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["lama-3.1-8b"], 'unknown size "lama-3.1-8b"; did you mean "llama-3.1-8b"?'),
        (["flux.1-pro"], "flux.1-pro has no open weights"),
        (["llama-3.1-8b", "--quantization", "q4-k"], 'unknown quantization "q4-k"; did you mean "q4-k-m"?'),
        (["llama-3.1-8b", "--card", "rtx-409"], 'unknown card "rtx-409"; did you mean "rtx-4090"?'),
        (["llama-3.1-8b", "--context", "-1"], "is no number of tokens"),
        (["llama-3.1-8b", "--context", "1e9"], "is no number of tokens"),
        (["llama-3.1-8b", "--context", "9999999999999999999"], "is no number of tokens"),
        (["llama-3.1-8b", "--context", "9" * 5000], "is no number of tokens"),
        (["llama-3.1-8b", "--context", "٣"], "is no number of tokens"),
        (["llama-3.1-8b", "--sequences", "0"], "0 is not in the range"),
        (["llama-3.1-8b", "--cards", "many"], "'many' is not a valid integer"),
    ],
)
def test_memory_tells_what_it_cannot_compute(arguments: list[str], words: str) -> None:
    """With the nearest name, and without a number."""
    result = atlas("--root", ROOT, "memory", *arguments)

    assert 0 != result.exit_code
    assert words in result.output


def test_memory_beyond_the_longest_context_is_computed_and_warned_of() -> None:
    """Some engines stretch a context; whether it works is another question."""
    result = atlas("--root", ROOT, "memory", "llama-3.1-8b", "--context", "1M")

    assert 0 == result.exit_code
    assert "is made for 131,072 tokens; 1,048,576 may not work" in result.output


def test_memory_without_an_architecture_gives_weights_alone() -> None:
    """And says what is missing."""
    result = atlas("--root", ROOT, "memory", "flux.1-dev", "--json")

    told = json.loads(result.output)
    assert told["weights_gib"] > 20
    assert (None, None, "no-architecture") == (
        told["kv_cache_gib"],
        told["total_gib"],
        told["unknown_because"],
    )


def test_the_guides_tell_every_command() -> None:
    """Whoever reads CONTRIBUTING finds each command with all its options."""
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for name, command in main.commands.items():
        assert f"atlas {name}" in guide
        for parameter in command.params:
            for option in parameter.opts:
                assert not option.startswith("--") or option in guide, f"{name} {option}"


def test_build_keeps_the_last_good_site_while_the_catalog_is_broken(project: Path) -> None:
    """A site is there, a mistake comes in, the site stays to the byte; mended, the page changes."""
    (project / "site").mkdir()
    (project / "site" / "index.html").write_text("the last good site", encoding="utf-8")
    spoil(project)

    result = atlas("--root", project, "build")

    assert result.exit_code == 1
    assert "2 problems in 2 files" in result.output
    assert (project / "site" / "index.html").read_text(encoding="utf-8") == "the last good site"
    assert sorted(path.name for path in project.iterdir()) == sorted(
        ["catalog", "docs", "mkdocs.en.yml", "mkdocs.yml", "site"]
    )


def test_build_again_after_a_change_shows_it_and_drops_old_pages(project: Path) -> None:
    """A renamed model has its new page in both languages, and its old page is gone."""
    assert atlas("--root", project, "build").exit_code == 0
    site, models = project / "site", project / "catalog" / "models"
    assert (site / "models" / "comet" / "index.html").exists()

    shutil.move(models / "orbit" / "comet.yml", models / "orbit" / "comet-1.yml")
    families = project / "catalog" / "families.yml"
    families.write_text(
        families.read_text(encoding="utf-8").replace("[comet]", "[comet-1]").replace("会画图", "会画星图"),
        encoding="utf-8",
    )
    result = atlas("--root", project, "build")

    assert result.exit_code == 0
    for language in ("", "en"):
        assert not (site / language / "models" / "comet").exists()
        assert (site / language / "models" / "comet-1" / "index.html").exists()
    assert "会画星图" in (site / "index.html").read_text(encoding="utf-8")


def test_a_build_that_mkdocs_fails_keeps_the_last_good_site(project: Path) -> None:
    """A broken link in a hand-written page is found by the strict build and told."""
    (project / "site").mkdir()
    about = project / "docs" / "zh" / "about" / "index.md"
    about.write_text(about.read_text(encoding="utf-8") + "\n[x](nowhere.md)\n", encoding="utf-8")

    result = atlas("--root", project, "build")

    assert result.exit_code == 1
    assert "nowhere.md" in result.output
    assert [] == list((project / "site").iterdir())

"""Build the site into its folder: all languages side by side, the last good site kept until then."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from generator.languages import LANGUAGES, config_name, site_folder
from generator.problems import GeneratorError


class SiteError(GeneratorError):
    """MkDocs could not build a language; the message is what it printed."""


def build_languages(
    root: Path, site: Path, *, site_url: str | None = None, strict: bool = True, live: bool = False
) -> str:
    """Build every language with MkDocs, each in its own process, and put the result at `site`.

    An existing site is replaced at the end by two renames; whatever fails before leaves it as it is.
    `site_url` stands in for the one in mkdocs.yml. A `live` site has no content security policy: MkDocs'
    server adds a script to every page, which the policy would refuse. Returns the warnings that MkDocs
    printed, which fail the build if it is strict. Raises SiteError.
    """
    flags = ("--strict",) if strict else ()  # with --quiet MkDocs would not count the warnings
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    if site_url is not None:
        environment["SITE_URL"] = site_url
    if live:
        environment["CONTENT_SECURITY_POLICY"] = ""
    with tempfile.TemporaryDirectory(prefix=".site-", dir=site.parent) as scratch:
        folders = {language: Path(scratch, language) for language in LANGUAGES}
        builds = [
            _start(root / config_name(language), folder, flags, environment)
            for language, folder in folders.items()
        ]
        printed = "\n".join(
            line
            for build in builds
            for line in build.communicate()[0].splitlines()
            if line.strip() and not line.startswith("INFO")
        )
        if any(build.returncode for build in builds):
            raise SiteError(printed)
        built = folders[LANGUAGES[0]]
        for language in LANGUAGES[1:]:
            folders[language].rename(built / site_folder(language))
        old = Path(scratch, "old")
        if site.exists():
            site.rename(old)
        try:
            built.rename(site)
        except OSError:
            if old.exists():
                old.rename(site)
            raise
    return printed


def _start(
    config: Path, folder: Path, flags: tuple[str, ...], environment: Mapping[str, str]
) -> "subprocess.Popen[str]":
    command = (sys.executable, "-m", "mkdocs", "build", *flags)
    return subprocess.Popen(  # noqa: S603  our own Python with fixed words and paths of our own
        (*command, "--config-file", str(config), "--site-dir", str(folder)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env=environment,
    )


def write_pages(folder: Path, pages: Mapping[str, str | bytes]) -> None:
    """Write files into a folder that does not exist yet or is empty.

    Raises GeneratorError when there is something in it, so that nothing is ever mixed or lost.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise GeneratorError(f"{folder} is not empty; name a new folder or empty it first")
    for path, content in pages.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)

"""Both languages in two processes against one after the other, and the check of the catalog."""

import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from generator.catalog import load_catalog
from generator.languages import LANGUAGES, config_name
from generator.publish import build_languages

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Print seconds and their ratio."""
    begin = time.perf_counter()
    load_catalog(ROOT / "catalog", datetime.now(UTC).date())
    checked = time.perf_counter() - begin
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        build_languages(ROOT, Path(folder, "site"))
        together = time.perf_counter() - begin
        begin = time.perf_counter()
        for language in LANGUAGES:
            subprocess.run(  # noqa: S603  our own Python
                [
                    *(sys.executable, "-m", "mkdocs", "build", "--quiet"),
                    *("-f", ROOT / config_name(language), "-d", Path(folder, language)),
                ],
                env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
                capture_output=True,
                check=True,
            )
        alone = time.perf_counter() - begin
    print(
        f"check {checked:.2f} s; both languages together {together:.1f} s, "
        f"one after the other {alone:.1f} s; ratio {alone / together:.2f}"
    )


if __name__ == "__main__":
    main()

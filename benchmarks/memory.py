"""The memory tables of the whole catalog, against loading the catalog itself in the same run."""

import time
from datetime import UTC, datetime
from pathlib import Path

from generator.catalog import load_catalog
from generator.site.memory import open_memory

ROOT = Path(__file__).resolve().parent.parent
RUNS = 5


def main() -> None:
    """Print the fastest of some runs, and the ratio."""
    loads, tables, count = [], [], 0
    for _ in range(RUNS):
        begin = time.perf_counter()
        catalog = load_catalog(ROOT / "catalog", datetime.now(UTC).date())
        loads.append(time.perf_counter() - begin)
        begin = time.perf_counter()
        book = open_memory(catalog)
        made = [
            book.table(size_id, size, size.context_tokens or model.context_tokens)
            for model in catalog.models.values()
            for size_id, size in model.sizes.items()
        ]
        tables.append(time.perf_counter() - begin)
        count = sum(len(row.cells) for table in made if table for row in table.rows)
    print(
        f"{count} cells in {min(tables):.2f} s; the catalog loads in {min(loads):.2f} s, "
        f"ratio {min(tables) / min(loads):.2f}"
    )


if __name__ == "__main__":
    main()

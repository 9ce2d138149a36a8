"""The store: same stats, same bytes; all or nothing on disk; damage is told, never read over."""

import itertools
import os
import random
import signal
import time
from datetime import date
from pathlib import Path

import pytest

from generator.problems import GeneratorError
from generator.records.observation import Figure, HistoryRow, Hub, Run, Said, Standing
from generator.stats import Stats, StatsError, read_stats, write_stats
from generator.stats.history import compact, dump_history, parse_history, replace_day
from tests.conftest import FIXTURE, ROOT


def numbered(number: int, checkpoints: int = 40) -> Stats:
    """Return stats of which every figure is `number`, so that a mixture of two states would show."""
    day = f"2026-03-{1 + number % 28:02}"
    hubs: tuple[Hub, ...] = ("huggingface", "modelscope")
    names = [f"acme/model-{n}" for n in range(checkpoints)]
    return Stats(
        {(hub, name): Standing(likes=Figure(value=number, day=day)) for hub in hubs for name in names},
        {
            hub: tuple(HistoryRow(day=day, repository=name, likes=number) for name in sorted(names))
            for hub in hubs
        },
        {hub: Run(day=day, wanted=number, observed=number, requests=1) for hub in hubs},
    )


def files(folder: Path) -> dict[str, bytes]:
    """Return every file of a store."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("[!.]*")
        if path.is_file()
    }


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    """Every field, in both hubs, unknown as unknown and zero as zero."""
    stats = read_stats(FIXTURE / "stats")
    write_stats(tmp_path, stats)

    assert stats == read_stats(tmp_path)
    zero = stats.standings["modelscope", "acme/rocket-1-1b"]
    assert (0, None) == (zero.downloads_total.value if zero.downloads_total else None, zero.downloads_30d)


def test_the_same_stats_give_the_same_bytes(tmp_path: Path) -> None:
    """In whatever order they came."""
    stats = read_stats(ROOT / "catalog" / "stats")
    standings = list(stats.standings.items())
    random.Random(4).shuffle(standings)
    write_stats(tmp_path, Stats(dict(standings), stats.history, stats.runs))

    assert files(ROOT / "catalog" / "stats") == files(tmp_path)


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    """The first run finds no store."""
    assert Stats({}, {"huggingface": (), "modelscope": ()}, {}) == read_stats(tmp_path / "none")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("huggingface.jsonl", b'{"repository": "a/b", "likes": {"value": 1, "day": "2026-01-01"}'),
        ("huggingface.jsonl", b'{"repository": "a/b", "likes": {"value": -1, "day": "2026-01-01"}}\n'),
        ("huggingface.jsonl", b'{"repository": "a/b", "stars": 1}\n'),
        ("huggingface.jsonl", b'{"repository": "a/b"}\n{"repository": "a/b"}\n'),
        ("modelscope.jsonl", b"<<<<<<< HEAD\n"),
        ("modelscope.jsonl", b"\x00\xff\n"),
        ("runs.jsonl", b'{"hub": "github"}\n'),
        ("history/huggingface-2026.csv", b"day,repository\n"),
        (
            "history/huggingface-2026.csv",
            b"day,repository,downloads_30d,downloads_total,likes,source\n2026-01-0",
        ),
        (
            "history/modelscope-2026.csv",
            b"day,repository,downloads_30d,downloads_total,likes,source\n1,2,3\n",
        ),
    ],
)
def test_damage_is_told_with_the_file_and_the_remedy(tmp_path: Path, name: str, content: bytes) -> None:
    """Nothing is read over, so nothing can be overwritten by less."""
    write_stats(tmp_path, read_stats(FIXTURE / "stats"))
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(content)

    with pytest.raises(StatsError, match=rf"{name}.*is damaged.*git checkout -- .*{name}"):
        read_stats(tmp_path)


@pytest.mark.parametrize("content", [b'["huggingface.js', b"", b"7", b"[1]"])
def test_a_damaged_journal_is_told(tmp_path: Path, content: bytes) -> None:
    """Neither the reader nor the next writer guesses which files are whole."""
    stats = read_stats(FIXTURE / "stats")
    write_stats(tmp_path, stats)
    (tmp_path / ".journal").write_bytes(content)

    with pytest.raises(GeneratorError, match=r"journal is damaged.* restore"):
        read_stats(tmp_path)
    with pytest.raises(GeneratorError, match="journal is damaged"):
        write_stats(tmp_path, stats)


def test_a_writer_that_is_killed_leaves_the_old_state_or_the_new(tmp_path: Path) -> None:
    """Kill it at random moments, 200 times and more: what is read is always one whole state."""
    write_stats(tmp_path, numbered(0))
    begin = time.monotonic()
    write_stats(tmp_path, numbered(1))
    most = 3 * (time.monotonic() - begin)  # so that machines of any speed are caught before, within and after
    pause = random.Random(7)
    seen: set[int] = set()
    for kills in itertools.count():
        if kills >= 200 and len(seen) > 20:
            break
        assert kills < 2000, "hardly anything was ever written"
        before = read_number(tmp_path)
        child = os.fork()
        if child == 0:
            number = before
            while True:
                number += 1
                write_stats(tmp_path, numbered(number))
        time.sleep(pause.uniform(0, most))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        after = read_number(tmp_path)
        assert after >= before
        seen.add(after)
    write_stats(tmp_path, numbered(100_000))
    assert read_number(tmp_path) == 100_000
    assert not [path for path in tmp_path.rglob(".*") if path.is_file()]


def read_number(folder: Path) -> int:
    """Return the one number that all parts of the store agree on."""
    stats = read_stats(folder)
    numbers = {standing.likes.value for standing in stats.standings.values() if standing.likes}
    numbers |= {run.observed for run in stats.runs.values()}
    newest = {max(rows, key=lambda row: row.likes or 0).likes for rows in stats.history.values()}
    assert len(stats.standings) == 80
    assert len(numbers | newest) == 1
    return numbers.pop()


def test_a_second_run_on_a_day_replaces_that_day() -> None:
    """One value per checkpoint and day; other days and checkpoints stay."""
    rows = (
        HistoryRow(day="2026-01-01", repository="a/a", likes=1),
        HistoryRow(day="2026-01-02", repository="a/a", likes=2),
        HistoryRow(day="2026-01-02", repository="b/b", likes=5),
    )

    again = replace_day(rows, "2026-01-02", [HistoryRow(day="2026-01-02", repository="a/a", likes=3)])

    assert [("2026-01-01", 1), ("2026-01-02", 3), ("2026-01-02", 5)] == [
        (row.day, row.likes) for row in again
    ]


def test_thinning_keeps_the_totals_of_the_days_it_keeps() -> None:
    """Daily for a year, then the last day of each week, whole."""
    rows = tuple(
        HistoryRow(day=date.fromordinal(number).isoformat(), repository=name, downloads_30d=number % 97)
        for number in range(date(2024, 1, 1).toordinal(), date(2026, 3, 1).toordinal())
        for name in ("a/a", "b/b", "c/c")
    )

    kept = compact(rows, date(2026, 3, 1))

    def totals(some: tuple[HistoryRow, ...]) -> dict[str, int]:
        days: dict[str, int] = {}
        for row in some:
            days[row.day] = days.get(row.day, 0) + (row.downloads_30d or 0)
        return days

    before, after = totals(rows), totals(kept)
    assert after == {day: before[day] for day in after}
    assert [day for day in before if day >= "2025-03-01"] == [day for day in after if day >= "2025-03-01"]
    old = [date.fromisoformat(day).isocalendar()[:2] for day in after if day < "2025-03-01"]
    assert len(old) == len(set(old)) == 60
    assert kept == compact(kept, date(2026, 3, 1))


def test_history_is_text_and_back() -> None:
    """Commas and quotes in a source survive; zero and unknown stay apart."""
    rows = [
        HistoryRow(day="2026-01-01", repository="a/b", downloads_30d=0, source='x, "y"'),
        HistoryRow(day="2026-01-02", repository="a/b", likes=1),
    ]

    assert rows == parse_history(dump_history(rows))


def test_the_first_history_is_true_to_its_sources() -> None:
    """Values that shipped with the catalog, each with its day and where it was recorded."""
    stats = read_stats(ROOT / "catalog" / "stats")

    assert len(stats.standings) >= 300
    for (hub, name), standing in stats.standings.items():
        for count in ("downloads_30d", "downloads_total", "likes"):
            figure = getattr(standing, count)
            if figure is not None:
                assert figure.source, f"{hub} {name}"
                assert figure.value > 0 or count == "likes", f"{hub} {name}"
        assert hub == "huggingface" or standing.downloads_30d is None
    for rows in stats.history.values():
        assert list(rows) == sorted(rows, key=lambda row: (row.day, row.repository))


def test_hostile_words_of_a_hub_survive_the_store_as_they_are(tmp_path: Path) -> None:
    """They are data here; pages escape them."""
    said = Said(repository="a/b", licenses=("<script>\u2028</script>", "许可\n证"))
    stats = Stats({("huggingface", "a/b"): Standing(said=said, said_on="2026-01-01")}, {}, {})
    write_stats(tmp_path, stats)

    assert stats.standings == read_stats(tmp_path).standings

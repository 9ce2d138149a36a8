"""The pictures beside shared links: the same everywhere, legible, drawn once."""

import os
from pathlib import Path

from generator.pictures import draw, render_pictures
from generator.pictures.letters import read_letters
from generator.site import Site


def test_a_picture_is_the_same_whenever_it_is_drawn(site: Site) -> None:
    """No clock and no font of the machine is in it."""
    assert dict(render_pictures(site)) == dict(render_pictures(site))


def test_every_model_has_one_and_the_rest_share_one(site: Site) -> None:
    """Their names follow the ids."""
    names = [name for name, _ in render_pictures(site)]

    assert ["social/atlas.png", *(f"social/{model.id}.png" for model in site.models)] == names


def test_what_was_drawn_is_kept_until_it_changes(tmp_path: Path) -> None:
    """A rebuild takes the kept picture; another drawing gets another one."""
    one, other = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="{height}"></svg>' for height in (4, 5)
    )
    first = draw(one, tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(b"kept")

    assert draw(one) == first
    assert b"kept" == draw(one, tmp_path)
    assert draw(other) == draw(other, tmp_path)


def test_what_no_build_has_used_for_a_month_is_let_go(site: Site, tmp_path: Path) -> None:
    """Else every drawing of every day would stay for ever."""
    dict(render_pictures(site, tmp_path))
    kept = set(tmp_path.iterdir())
    old = tmp_path / "old.png"
    old.write_bytes(b"")
    for path in (old, *kept):
        os.utime(path, (0, 0))

    dict(render_pictures(site, tmp_path))

    assert kept == set(tmp_path.iterdir()), "what is used stays, however old"


def test_every_letter_of_a_name_has_an_outline(site: Site) -> None:
    """A letter with an accent takes its nearest; what has none takes no room and breaks nothing."""
    letters = read_letters()

    assert letters.width("cafe", 10) == letters.width("café", 10)
    assert letters.width("", 10) == letters.width("字", 10) == 0
    for model in site.models:
        assert letters.line(model.record.name, (0, 0), 10, "#000").count("<path") == sum(
            sign != " " for sign in model.record.name
        )

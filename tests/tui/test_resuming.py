"""Leaving and coming back: the picture, the text, the lecture; and what is left of broken bookmarks."""

from pathlib import Path

import pytest
from explorer import explorer, settle, shows, state

from calctui.chapter.bookmark import Bookmark, bookmark_file, read_bookmark, write_bookmark
from calctui.chapter.tour import built_in, load_tour
from calctui.explore.errors import SettingError
from calctui.session.opening import Opening
from calctui.session.session import Session
from calctui.tui.app import CalctuiApp


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return tmp_path


def resumed(session: Session) -> Session:
    write_bookmark(session.bookmark())
    kept = read_bookmark()
    assert kept is not None
    return Session.resumed(kept)


def test_the_picture_and_the_text_come_back() -> None:
    left = Session.start(state("taylor order=4 x=1")).read("2.3#jacobian")
    back = resumed(left)
    assert (back.state, back.reading, back.tour) == (left.state, "2.3#jacobian", None)


def test_the_built_in_lecture_comes_back_off_its_script() -> None:
    left = Session.start(state("roll")).touring(built_in()).at_stop(4).with_value(1.5)
    back = resumed(left)
    assert (back.state, back.stop, back.strayed) == (left.state, 4, True)
    assert back.toured(-1).state == built_in().stops[4].state


def test_a_lecture_of_ones_own_comes_back_if_it_is_still_there(tmp_path: Path) -> None:
    file = tmp_path / "my lecture.txt"
    file.write_text("secant h=1\nroll\n")
    left = Session.start(state("roll")).touring(load_tour(file)).at_stop(1)
    assert resumed(left).stop == 1
    file.unlink()
    with pytest.raises(SettingError, match="is not there"):
        resumed(left)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "null",
        "7",
        "{",
        '{"command": 7}',
        '{"command": "roll", "stop": "x"}',
        '{"line": 1}',
        "\xff",
        "[" * 9999,
    ],
)
def test_a_broken_bookmark_is_none(content: str) -> None:
    bookmark_file().parent.mkdir(parents=True)
    bookmark_file().write_text(content, encoding="latin-1")
    assert read_bookmark() is None


def test_no_bookmark_is_none() -> None:
    assert read_bookmark() is None


async def test_the_app_keeps_where_one_is_and_goes_on_there() -> None:
    app = explorer("secant h=0.5")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.remember()
    app.stop_engine()
    kept = read_bookmark()
    assert kept == Bookmark("calctui secant h=0.5")
    again = CalctuiApp(Opening(bookmark=kept))
    async with again.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await shows(pilot, "Over a gap of 0.5")
    again.stop_engine()


async def test_a_home_that_takes_no_file_costs_nothing(own_state: Path) -> None:
    (own_state / "calctui").write_text("in the way")
    app = explorer("secant")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.remember()
    app.stop_engine()
    assert read_bookmark() is None

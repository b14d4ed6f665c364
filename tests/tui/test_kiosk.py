"""A kiosk: strangers learn calculus and reach nothing else."""

import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from explorer import press, screen_text, session, settle, shows, state

from calctui.chapter.bookmark import bookmark_file
from calctui.cli.root import cli
from calctui.explore.errors import SettingError
from calctui.session.opening import Opening
from calctui.tui import attended
from calctui.tui.app import CalctuiApp
from calctui.tui.entry import Entry


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def test_every_key_and_not_one_file(own_home: Path) -> None:
    app = CalctuiApp(Opening(state=state("secant"), kiosk=True))
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        for key in [*"abcdefghijklmnoprstuvwxyz0123456789", "ctrl+z", "ctrl+s", "ctrl+p", "f1", "f12"]:
            await press(pilot, key, "escape", "escape")
        await press(pilot, "ctrl+z", "s")
        assert not app.query_one(Entry).is_open
        app.remember()
        app.open_url("http://localhost")
    app.stop_engine()
    assert not bookmark_file().exists()
    assert not list(own_home.iterdir())


async def test_a_kiosk_ends_so_long_after_the_last_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attended, "PATIENCE", 3.0)
    app = CalctuiApp(Opening(state=state("secant"), kiosk=True))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause(1.5)
        await pilot.press("n")
        pressed = time.monotonic()
        while app.return_code is None and time.monotonic() < pressed + 30:
            await pilot.pause(0.05)
        assert app.return_code == 0
        assert time.monotonic() - pressed > 2.5
    app.stop_engine()


async def test_only_a_kiosk_ends_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attended, "PATIENCE", 0.1)
    app = CalctuiApp(Opening(state=state("secant")))
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.pause(0.5)
        assert app.return_code is None
    app.stop_engine()


async def test_the_palette_names_nothing_that_is_not_to_be_had() -> None:
    app = CalctuiApp(Opening(state=state("secant"), kiosk=True))
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "p", *"save (s")
        await pilot.pause(0.5)
        assert "Save (s)" not in screen_text(app)
        await press(pilot, "escape", *"qq")
        assert app.return_code == 0
    app.stop_engine()


async def test_a_series_keeps_no_score(own_home: Path) -> None:
    app = CalctuiApp(Opening(quiz=("2.4", 1), kiosk=True))
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        for _ in range(10):
            question = session(app).guessing.question
            assert question is not None
            typed = question.answer if isinstance(question.answer, str) else repr(question.answer)
            app.session = session(app).guessed(typed)
            app._keep_best()
            await press(pilot, "escape", "g")
        await shows(pilot, "10 right")
    app.stop_engine()
    assert not list(own_home.iterdir())


@pytest.mark.parametrize("words", [["--kiosk", "--share", "here"], ["--kiosk", "tour", "--share", "here"]])
def test_what_would_write_is_refused(words: list[str]) -> None:
    result = CliRunner().invoke(cli, words, standalone_mode=False)
    assert isinstance(result.exception, SettingError)
    assert "--kiosk writes no file" in str(result.exception)

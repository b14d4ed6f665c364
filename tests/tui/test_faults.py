"""An explorable that fails: its picture says so, and everything else goes on."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner
from explorer import explorer, press, running, session, setting, settle, shows
from textual import events
from textual.command import CommandList
from textual.worker import WorkerFailed

from calctui.cli import root
from calctui.explorables.catalogue import load
from calctui.export import drawing
from calctui.tui import sight
from calctui.tui.app import CalctuiApp
from calctui.tui.finder import Palette

SECANT: Any = load("secant")
SAID = "secant failed: ZeroDivisionError: no �[2J"
"""With the place, which comes where there is room for it."""


def fail(*_: object, **__: object) -> Any:
    raise ZeroDivisionError("no \x1b[2J [b]")


def below_one(whole: Callable[..., Any]) -> Callable[..., Any]:
    """A method that fails where h is less than one."""
    return lambda state, *given: whole(state, *given) if state.h >= 1 else fail()


@pytest.fixture(autouse=True)
def not_debugging(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CALCTUI_DEBUG", raising=False)
    sight._scene.cache_clear()
    sight.cells.cache_clear()


async def test_a_picture_that_fails_says_why_and_undo_brings_the_last_one_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(SECANT, "scene", below_one(SECANT.scene))
    async with running("secant h=1") as (app, pilot):
        await press(pilot, "left")
        await shows(pilot, SAID)
        await shows(pilot, "(test_faults.py:")
        await shows(pilot, "Change a setting, undo, or reset.")
        await shows(pilot, "h        0.891")
        await press(pilot, "x", "3")
        await shows(pilot, "the gradient is (2, 12)")
        app.open_explorable("secant")
        await press(pilot, "u")
        assert setting(app, "h") == 0.891, "another picture was opened: its past is left"
        await press(pilot, "r", "left", "u")
        await shows(pilot, "Over a gap of 1")
        assert app.return_code is None


async def test_what_plays_stops_where_it_fails_and_undo_leads_before_that(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(SECANT, "scene", below_one(SECANT.scene))
    async with running("secant h=1.2") as (app, pilot):
        await press(pilot, "space")
        await shows(pilot, SAID)
        await pilot.pause()
        assert not session(app).playback.playing
        await press(pilot, "u")
        good = setting(app, "h")
        assert isinstance(good, float)
        assert 1 <= good <= 1.2
        await shows(pilot, f"Over a gap of {good:.3g}"[:16])


@pytest.mark.parametrize("key", ["question_mark", "p"])
async def test_what_lies_on_top_closes_once_however_often_it_is_asked_to(key: str) -> None:
    """A second Enter in the palette reaches it after it was closed."""
    async with running("secant h=1") as (app, pilot):
        await press(pilot, key)
        top = app.screen
        assert len(app.screen_stack) == 2
        top.dismiss()
        top.dismiss()
        await pilot.pause()
        assert len(app.screen_stack) == 1


@pytest.mark.parametrize(("module", "name"), [(drawing, "draw"), (sight, "panel")])
async def test_what_can_t_be_drawn_says_why(module: Any, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running("secant h=1") as (_, pilot):
        with monkeypatch.context() as patched:
            patched.setattr(module, name, fail)
            await press(pilot, "left")
            await shows(pilot, "secant failed:")
            await shows(pilot, "ZeroDivisionError")
        await press(pilot, "u")
        await shows(pilot, "Over a gap of 1")
        await shows(pilot, "secant slope")


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("questions", "e"),
        ("at_step", ("n", "space")),
        ("position", ("space",)),
        ("presets", "e"),
        ("programs", "c"),
        ("guessable", "g"),
        ("setting", "f"),
        ("landings", ("home",)),
        ("with_value", ("right",)),
        ("with_text", ("f", "1")),
        ("adjustable", ("down",)),
    ],
)
async def test_whatever_fails_is_said_and_the_rest_goes_on(
    name: str, keys: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running("secant h=1") as (app, pilot):
        with monkeypatch.context() as patched:
            patched.setattr(SECANT, name, property(fail) if name == "presets" else fail)
            for key in keys:
                await press(pilot, key)
            await shows(pilot, "secant failed: ZeroDivisionError")
            await press(pilot, "escape", "3")
            await shows(pilot, "the gradient is (2, 12)")
        app.open_explorable("secant")
        await shows(pilot, "secant slope")


async def test_a_first_picture_that_can_t_be_opened_is_left_for_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(SECANT, "timeline", property(fail))
    app = explorer("secant")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle_elsewhere(app, pilot)
        await shows(pilot, SAID)
        assert session(app).key != "secant"
    app.stop_engine()


async def settle_elsewhere(app: CalctuiApp, pilot: Any) -> None:
    for _ in range(400):
        if app.session:
            break
        await pilot.pause(0.02)
    await settle(pilot)


async def lower_h() -> None:
    async with running("secant h=1") as (_, pilot):
        await press(pilot, "left")


async def test_debugging_it_crashes_with_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALCTUI_DEBUG", "1")
    monkeypatch.setattr(SECANT, "scene", below_one(SECANT.scene))
    with pytest.raises(ZeroDivisionError):
        await lower_h()


def test_show_says_it_in_one_line_and_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(SECANT, "scene", fail)
    monkeypatch.setattr("sys.argv", ["calctui", "show", "secant"])
    with pytest.raises(SystemExit) as ended:
        root.main()
    assert ended.value.code == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("calctui failed: ZeroDivisionError: no �[2J [b] (test_faults.py:")
    assert said.err.count("\n") == 1


def test_a_batch_goes_on_behind_what_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SECANT, "scene", below_one(SECANT.scene))
    ran = CliRunner().invoke(root.cli, ["show", "--batch"], input="secant h=0.5\nsecant h=1\n")
    first, second = map(json.loads, ran.stdout.splitlines())
    assert first["error"].startswith("calctui failed: ZeroDivisionError: no ")
    assert second["settings"]["h"] == 1


async def test_what_comes_while_the_app_ends_is_no_fault() -> None:
    app = explorer("secant")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "space")
        ended = session(app)
    app._do(lambda _: ended.advanced(1.0))  # as a last tick does
    app.answered("derivative", ended.state.questions()["derivative"])
    app.stop_engine()
    assert not app.failing


async def test_a_palette_that_still_searches_as_it_closes_does_no_harm() -> None:
    """Textual lists what was found, and shows its busy sign, on widgets that may have gone."""
    reached = []
    async with running() as (app, pilot):
        await press(pilot, "p")
        palette = app.screen
        assert isinstance(palette, Palette)

        async def search() -> None:
            while palette.query(CommandList):
                await asyncio.sleep(0)
            reached.append(True)
            palette.query_one(CommandList)

        palette.run_worker(search())
        await press(pilot, "escape", "right")
        assert app.is_running
    assert reached


@pytest.mark.parametrize(("column", "open_still"), [(500, True), (0, False)])
async def test_a_click_beyond_the_screen_leaves_the_palette_alone(column: int, open_still: bool) -> None:
    """Pressed before a resize, let go after it. Beside the list, but on the screen, it closes the palette."""
    async with running() as (app, pilot):
        await press(pilot, "p")
        palette = app.screen
        assert isinstance(palette, Palette)
        palette.post_message(
            events.Click(palette, column, 0, 0, 0, 1, False, False, False, screen_x=column, screen_y=0)
        )
        await pilot.pause()
        assert app.is_running
        assert palette.is_attached is open_still


async def looking_for_a_palette() -> None:
    """Let a worker look for a palette where none is open."""
    async with running() as (app, pilot):

        async def search() -> None:
            app.screen.query_one(CommandList)

        app.screen.run_worker(search())
        await pilot.pause()


async def test_whoever_is_not_closing_ends_it() -> None:
    with pytest.raises(WorkerFailed):
        await looking_for_a_palette()


@pytest.mark.parametrize("key", ["down", "pageup", "v"])
async def test_keys_for_a_sheet_that_has_gone_do_nothing(key: str) -> None:
    async with running() as (app, pilot):
        await press(pilot, "question_mark")
        sheet = app.screen
        await sheet.query("*").remove()
        await press(pilot, key, "escape")
        assert app.screen is not sheet
        assert not app.failing

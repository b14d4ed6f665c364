"""The explorer through its public keys: what a person presses, and what then stands on the screen."""

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from explorer import PATIENCE, explorer, press, running, screen_text, session, setting, settle, shows
from textual import events
from textual.widgets import Input

from calctui.cli.root import cli
from calctui.explorables.catalogue import CATALOGUE, load
from calctui.explore.libraries import by_library
from calctui.maths.expression import Expression
from calctui.session.opening import Opening
from calctui.tui.app import CalctuiApp
from calctui.tui.commands import COMMANDS
from calctui.tui.entry import Entry
from calctui.tui.sheet import Sheet
from calctui.tui.terminal import Pace


async def test_it_opens_at_the_overview() -> None:
    async with running("") as (app, _):
        assert session(app).entry.section == "2.0"
        assert "▸2.0 Overview◂" in screen_text(app)


async def test_the_first_picture_is_the_chapters_own_example() -> None:
    async with running() as (app, _):
        text = screen_text(app)
        assert "f(x) = 3x² + 2x" in text
        assert "the slope at 1 is 8" in text
        assert "▸Secant becomes tangent◂" in text


async def test_arrows_change_the_selected_setting() -> None:
    async with running("secant h=0.5") as (app, pilot):
        await press(pilot, "left")
        assert setting(app, "h") == 0.447
        await press(pilot, "right", "right")
        assert setting(app, "h") == 0.562
        await press(pilot, "up", "right")
        assert setting(app, "a") == 1.1
        await press(pilot, "pageup", "comma")
        assert setting(app, "a") == 2.09
        await press(pilot, "home")
        assert setting(app, "a") == -100
        await press(pilot, "end")
        assert setting(app, "a") == 100


async def test_a_change_is_on_the_screen_at_once() -> None:
    async with running("secant h=0.5") as (_app, pilot):
        await press(pilot, "left")
        await shows(pilot, "Over a gap of 0.447")


async def test_a_formula_is_applied_as_soon_as_it_can_be_read() -> None:
    async with running() as (app, pilot):
        await press(pilot, "f", *["backspace"] * 12, *"sin")
        assert session(app).state.setting("f").value.text == "si", "the last text that could be read"
        await shows(pilot, "sin needs an argument: write sin(x)")
        await press(pilot, "space", "x")
        await shows(pilot, "f(x) = sin(x)")
        await press(pilot, "enter")
        assert not app.query_one(Entry).is_open


@pytest.mark.parametrize(
    ("packet", "shown"),
    [
        ("f+1", "f = 3x^2 + 2x+1"),
        ("8softmax", "Log-sum-exp"),
        ("?v", "▸others◂"),
    ],
)
async def test_keys_of_one_packet_find_what_the_first_of_them_opens(packet: str, shown: str) -> None:
    async with running() as (app, pilot):
        for letter in packet:
            app.post_message(events.Key({"+": "plus", "?": "question_mark"}.get(letter, letter), letter))
        await shows(pilot, shown)
        assert session(app).key == "secant"


async def test_an_unreadable_formula_leaves_the_last_good_picture() -> None:
    async with running() as (app, pilot):
        await press(pilot, "f", "plus")
        await shows(pilot, "the formula ends too early: a number")
        await shows(pilot, "f(x) = 3x² + 2x")
        await press(pilot, "enter")
        assert app.query_one(Entry).is_open, "Enter does not close what can't be read"
        await press(pilot, "escape")
        assert not app.query_one(Entry).is_open
        formula = setting(app, "f")
        assert isinstance(formula, Expression)
        assert formula.text == "3x^2 + 2x"


async def test_the_pointer_stands_under_the_character_that_is_wrong() -> None:
    async with running() as (app, pilot):
        await press(pilot, "f", *["backspace"] * 12, *"x+#")
        await shows(pilot, "▲")
        lines = screen_text(app).splitlines()
        typed = next(line for line in lines if "f = x+#" in line)
        below = lines[lines.index(typed) + 1]
        assert below.index("▲") == typed.index("#")


async def test_an_exact_value_is_typed_in_place() -> None:
    async with running("secant h=0.5") as (app, pilot):
        await press(pilot, "enter", *["backspace"] * 3, *"1/8", "enter")
        assert setting(app, "h") == 0.125
        await press(pilot, "enter", *"000", "enter")
        await shows(pilot, "0.125")
        await press(pilot, "escape", "enter", *["backspace"] * 9, *"7")
        await shows(pilot, "7 is out of range: 1e-12 to 2")
        assert setting(app, "h") == 0.1, "the last value on the way that could be read"


async def test_a_new_letter_becomes_a_slider_and_keeps_its_value() -> None:
    async with running() as (app, pilot):
        await press(pilot, "f", *["backspace"] * 12, *"k*sin(w*x)", "enter")
        assert dict(session(app).state.parameters) == {"k": 1.0, "w": 1.0}
        app.session = session(app).with_text("w", "2")
        await press(pilot, "f", "plus", "w", "enter")
        assert dict(session(app).state.parameters) == {"k": 1.0, "w": 2.0}


async def test_playing_moves_pauses_and_steps_back() -> None:
    async with running() as (app, pilot):
        start = setting(app, "h")
        await press(pilot, "space")
        assert session(app).playback.playing
        for _ in range(100):
            await pilot.pause(0.05)
            if setting(app, "h") != start:
                break
        await press(pilot, "space")
        assert not session(app).playback.playing
        here = setting(app, "h")
        assert isinstance(here, float)
        assert isinstance(start, float)
        assert here < start
        await press(pilot, "n", "n", "b", "b")
        assert setting(app, "h") == here


async def test_at_the_ends_of_the_timeline_a_step_says_so() -> None:
    async with running("chain") as (_, pilot):
        await press(pilot, "n")
        await shows(pilot, "This is the end: space plays it from the start.")
        await press(pilot, *"bbbbbbbbbb")
        await shows(pilot, "This is the start.")


async def test_where_motion_is_off_play_steps() -> None:
    async with running() as (app, pilot):
        app.animation_level = "none"
        position = session(app).position()
        await press(pilot, "space")
        assert not session(app).playback.playing
        assert session(app).position() == int(position) + 1


async def test_examples_views_and_pictures() -> None:
    async with running() as (app, pilot):
        await press(pilot, "e", "e")
        assert setting(app, "scheme") == "central"
        await shows(pilot, "Example 2 of")
        await press(pilot, "v")
        assert setting(app, "view") == "microscope"
        await press(pilot, "x")
        assert session(app).key == "derivative"
        await shows(pilot, "▸Slope and curvature◂")
        await press(pilot, "1")
        assert session(app).key == "rules", "in an open section its digit opens the next picture"
        await press(pilot, "0", "1", "x")
        assert session(app).key == "secant"
        assert setting(app, "view") == "microscope", "settings are kept while another picture is open"


async def test_reset_and_undo() -> None:
    async with running("secant h=0.5 a=2") as (app, pilot):
        await press(pilot, "r")
        assert setting(app, "a") == 1.0
        await press(pilot, "u")
        assert setting(app, "a") == 2.0


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("w", "In words"),
        ("c", "secant = (f(a + h) - f(a)) / h"),
        ("y", "calctui secant h=0.5"),
        ("o", '"""Secant becomes tangent'),
        ("question_mark", "Lower the chosen setting"),
        ("h", "Lower the chosen setting"),
    ],
)
async def test_sheets_open_and_close(key: str, shown: str) -> None:
    async with running("secant h=0.5", (100, 40)) as (app, pilot):
        await press(pilot, key)
        assert isinstance(app.screen, Sheet)
        await shows(pilot, shown)
        await press(pilot, "left")
        assert setting(app, "h") == 0.5, "what lies below a sheet stays"
        await press(pilot, "escape")
        assert not isinstance(app.screen, Sheet)


async def test_the_code_sheet_turns_from_library_to_library_and_copies_what_it_shows() -> None:
    async with running("gradient", (100, 40)) as (app, pilot):
        await press(pilot, "c")
        await shows(pilot, "▸numpy◂ sympy torch (copied)")
        for key, name in (("v", "sympy"), ("right", "torch"), ("v", "numpy"), ("left", "torch")):
            await press(pilot, key)
            await shows(pilot, f"▸{name}◂")
            program = by_library(session(app).state, session(app).state.scene({}))[name]
            assert app.clipboard == program
            await shows(pilot, program.splitlines()[-1])
        await press(pilot, "c")
        assert not isinstance(app.screen, Sheet)
        assert setting(app, "x") == 1.0, "what lies below stays"


async def test_a_sheet_of_one_page_does_not_turn() -> None:
    async with running("secant", (100, 40)) as (app, pilot):
        await press(pilot, "c", "v")
        await shows(pilot, "This picture as Python (copied)")
        assert "v next" not in screen_text(app)
        assert app.clipboard == session(app).state.scene({}).code


async def test_the_arrows_move_the_point_over_a_map() -> None:
    async with running("gradient x=1 y=1") as (app, pilot):
        await press(pilot, "m", "up", "up", "left")
        assert (setting(app, "x"), setting(app, "y")) == (0.9, 1.2)
        await press(pilot, "m", "up")
        assert setting(app, "y") == 1.2, "given back: up chooses a setting"
        await press(pilot, "0", "m")
        assert session(app).key == "roll", "where there is no map, m does nothing"
        await press(pilot, "right")
        assert setting(app, "step") == 1, "and the arrows change settings"


async def test_every_picture_opens_plays_and_steps_back() -> None:
    async with running(size=(80, 24)) as (app, pilot):
        for entry in CATALOGUE:
            app.open_explorable(entry.key)
            await settle(pilot)
            app.session = session(app).at_step(1)
            here = session(app).state
            await press(pilot, "n", "b")
            assert session(app).state == here, entry.key
            await press(pilot, "space", "space", "e")
            assert session(app).key == entry.key


async def test_zoom_leaves_the_picture_and_its_sentence() -> None:
    async with running() as (app, pilot):
        await press(pilot, "z")
        text = screen_text(app)
        assert "f(x) = 3x² + 2x" in text
        assert "the slope at 1 is 8" in text
        assert "f′(a)" not in text
        assert "q quit" not in text
        await press(pilot, "z")
        await shows(pilot, "q quit")


async def test_save_writes_what_the_ending_asks_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    forms = {"svg": "svg", "txt": "text", "ansi": "ansi", "json": "json", "py": "code"}
    async with running("secant h=0.5") as (app, pilot):
        await press(pilot, "s")
        await shows(pilot, "save as calctui-secant.svg")
        for ending in forms:
            app.query_one("#line", Input).value = f"mine.{ending}"
            await press(pilot, "enter")
            await shows(pilot, f"mine.{ending}")
            await press(pilot, "s")
    for ending, form in forms.items():
        shown = CliRunner().invoke(cli, ["show", "secant", "h=0.5", "--format", form, "--size", "100x30"])
        assert (tmp_path / f"mine.{ending}").read_text(encoding="utf-8").rstrip() == shown.output.rstrip()


async def test_save_says_what_is_wrong_before_it_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.svg").mkdir()
    (tmp_path / "old.svg").write_text("old")
    async with running() as (app, pilot):
        await press(pilot, "s")
        for name, message in {
            "mine": "the name must end in .svg, .txt",
            "there.svg": "there.svg is a folder",
            "mine.png": "the name must end in .svg, .txt",
            f"{'long' * 100}.svg": "can't be a file: file name too long",
            "nowhere/mine.svg": "there is no folder nowhere",
            "~nobody-here/mine.svg": "there is no folder ~nobody-here",
            "old.svg": "Enter replaces the file that is there",
        }.items():
            app.query_one("#line", Input).value = name
            await shows(pilot, message)
        await press(pilot, "escape")
    assert (tmp_path / "old.svg").read_text() == "old"


async def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object, **named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.chdir(tmp_path)
    async with running() as (_app, pilot):
        monkeypatch.setattr(Path, "write_text", full)
        await press(pilot, "s", "enter")
        await shows(pilot, "Can't write")


async def test_one_q_asks_and_the_second_quits() -> None:
    async with running() as (app, pilot):
        await press(pilot, "q")
        await shows(pilot, "Press q again to quit")
        assert app.return_code is None
        await press(pilot, "q")
        assert app.return_code == 0


async def test_the_palette_finds_examples() -> None:
    async with running(size=(100, 30)) as (app, pilot):
        await press(pilot, "p", *"sigmoid's slope")
        await shows(pilot, "The sigmoid's slope")
        await press(pilot, "enter")
        await settle(pilot)
        assert session(app).key == "derivative"
        await shows(pilot, "f(x) = sigmoid(x)")


async def test_tab_reaches_the_tabs_and_arrows_choose_there() -> None:
    async with running() as (app, pilot):
        await press(pilot, "tab", "tab", "right")
        assert session(app).key == "derivative"


async def test_the_mouse_moves_the_timeline_and_opens_pictures() -> None:
    async with running(size=(100, 30)) as (app, pilot):
        await pilot.click("#transport", offset=(3, 0))
        assert session(app).position() == 0
        await pilot.click("#explorables", offset=(40, 0))
        assert session(app).key == "derivative"


async def test_keys_before_anything_has_loaded_do_no_harm() -> None:
    app = explorer()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "left", "n", "f", "e", "space", "c", "x", "1", "up")
        await settle(pilot)
        await shows(pilot, "f(x) = 3x² + 2x")
    app.stop_engine()


async def test_a_stuck_sympy_holds_nothing_up() -> None:
    hard = ";".join(["a=4x(1-x)", *(f"{chr(98 + n)}=4{chr(97 + n)}(1-{chr(97 + n)})" for n in range(3))])
    app = explorer(f"secant f='{hard}'")
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(200):
            await pilot.pause(0.02)
            if app.session:
                break
        clock = asyncio.get_running_loop().time
        start = clock()
        await press(pilot, "left", "left", "left")
        assert clock() - start < 2, "keys wait for nobody"
        assert setting(app, "h") == 0.708
    app.stop_engine()


async def test_below_the_smallest_size_a_line_says_so() -> None:
    async with running(size=(59, 18)) as (app, pilot):
        await shows(pilot, "calctui needs 60x18 characters")
        assert "┌" not in screen_text(app)
        await pilot.resize_terminal(60, 18)
        await pilot.pause()
        await shows(pilot, "┌")
        await shows(pilot, "q quit")


async def test_a_narrow_window_keeps_setting_and_readouts() -> None:
    async with running(size=(60, 18)) as (app, _):
        text = screen_text(app)
        assert "▸ h" in text
        assert "f(a) 5" in text


async def test_the_lit_row_of_a_long_table_is_seen() -> None:
    async with running("descent method=all step=25", (100, 30)) as (_, pilot):
        await shows(pilot, "▸   newton")


async def test_ascii_means_ascii_everywhere() -> None:
    async with running(size=(80, 24), in_ascii=True) as (app, pilot):
        for key in ("e", "x", "f"):
            await press(pilot, key)
            assert screen_text(app).isascii(), key
        await press(pilot, "escape", "h")
        assert screen_text(app).isascii()


async def test_every_command_of_the_registry_is_an_action() -> None:
    async with running() as (app, _):
        for command in COMMANDS:
            action = command.id.partition("(")[0]
            assert callable(getattr(app, f"action_{action}")), command
        keys = [key for command in COMMANDS for key in command.keys]
        assert len(keys) == len(set(keys)), "one key, one command"


async def test_in_ascii_long_labels_leave_room_for_their_values() -> None:
    async with running("hessian", in_ascii=True) as (_, pilot):
        await shows(pilot, "d^2f/dx^2")
        await shows(pilot, "lambda1, least bend  2")


async def test_a_link_that_answers_quickly_gets_the_usual_pace() -> None:
    app = CalctuiApp(Opening(), pace=Pace(10, hopeful=True))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.answered_within(1.0)
        assert app.frames_a_second == 10
        await press(pilot, "space")
        app.answered_within(0.01)
        assert app.frames_a_second == 20
        start = session(app).position()
        for _ in range(100):
            await pilot.pause(0.02)
            if session(app).position() > start:
                break
        assert session(app).position() > start, "what plays goes on"
    app.stop_engine()


async def test_a_slow_frame_leaves_as_much_time_to_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    secant: Any = load("secant")
    quick = secant.scene

    def slow(*given: Any) -> Any:
        time.sleep(0.3)
        return quick(*given)

    async with running("secant h=1") as (app, pilot):
        await press(pilot, "space")
        monkeypatch.setattr(secant, "scene", slow)
        app._rested, app._ticked = 0.0, time.monotonic() - 0.2
        app._tick()
        first = session(app)
        app._tick()
        assert session(app) is first, "no frame before the time for keys"
        time.sleep(max(app._rested - time.monotonic(), 0) + 0.01)
        app._tick()
        assert session(app) is not first
        await press(pilot, "space")


async def test_what_moves_is_asked_about_when_it_stands() -> None:
    async with running("ftc t=1") as (app, pilot):
        asked: list[object] = []
        app.ask = asked.append  # type: ignore[method-assign,assignment]
        await press(pilot, "space")
        start = session(app).position()
        for _ in range(PATIENCE):
            await pilot.pause(0.02)
            if session(app).position() > start:
                break
        assert session(app).position() > start
        assert asked == [], "each frame has an area of its own"
        await press(pilot, "space")
        assert asked == [session(app).state.questions()]

"""Hostile formulas and values on the command line and under the fingers: one clear line, or a picture."""

import itertools
import time
from collections.abc import Iterator
from typing import Any

import pytest
from command_line import Terminal, process
from explorer import press, running, screen_text, session, setting, settle
from hostile_texts import NUMBERS, REFUSED, TAKEN, nothing_run, shown_safely
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, Static

from calctui.explorables.catalogue import CATALOGUE, load
from calctui.explore.controls import Formula
from calctui.explore.errors import SettingError
from calctui.maths.expression import Expression
from calctui.maths.symbolic import Engine
from calctui.tui.app import CalctuiApp
from calctui.tui.entry import Entry

FIRST = [texts[0] for number, texts in REFUSED.items() if number != 1]
"""One of each number; where nothing is typed, nothing is wrong yet."""
WORST = ["1e308", "10^400", "9" * 401, "ln(-1)", "[red]1[/]", "\x1b[31m1", "\u202e1", "(" * 500, "9^9^9^9"]
"""What no setting takes."""
LIMIT = 3.0
"""Seconds for a refusal or a picture."""


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as shared:
        yield shared


@pytest.fixture
def terminal(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    terminal = Terminal(engine, monkeypatch)
    terminal.refused("show", "secant", "f=(")  # loads what loads late
    terminal.run("show", "secant", "f=x")
    return terminal


# The command line


@pytest.mark.parametrize("number", REFUSED)
def test_a_hostile_formula_is_refused_in_one_line(terminal: Terminal, number: int) -> None:
    for text in REFUSED[number]:
        with nothing_run():
            message = terminal.refused("show", "secant", f"f={text}")
        assert message.startswith("f: "), text
        assert " at column " in message


ASKING = [("limits", 17), ("limits", 27), ("riemann", 56), ("riemann", 57), ("derivative", 55)]
"""What keeps SymPy busy until its time is up."""


@pytest.mark.parametrize(("key", "number"), [*(("secant", number) for number in TAKEN), *ASKING])
def test_a_strange_formula_has_a_picture(terminal: Terminal, key: str, number: int) -> None:
    for text in TAKEN[number]:
        started = time.monotonic()
        ran = terminal.run("show", key, f"f={text}")
        assert (ran.status, ran.err) == (0, "")
        assert shown_safely(ran.out)
        assert time.monotonic() - started < 2 * LIMIT, "twice, on a busy machine"


@pytest.mark.parametrize("text", NUMBERS)
def test_what_is_no_number_is_refused(terminal: Terminal, text: str) -> None:
    with nothing_run():
        assert terminal.refused("show", "secant", f"h={text}").startswith("h: ")


def test_every_setting_of_every_picture_refuses_them_in_one_line() -> None:
    """Without the screen: texts are read in one place for all."""
    for entry in CATALOGUE:
        state = load(entry.key)()
        for name, text in itertools.product((each.name for each in state.settings()), WORST):
            why = ""
            try:
                state.with_text(name, text)
            except SettingError as error:
                why = str(error)
            assert why.isprintable(), (entry.key, name, text)
            assert 0 < len(why) < 200, (entry.key, name, text)


@pytest.mark.parametrize(
    "word", ["f=__import__('os').system('id')", "f=9^9^9^9", "f=\x1b]0;x\x07", "h=1e400", "at=\u202e"]
)
def test_so_does_a_process(word: str) -> None:
    ran = process("show", "secant", word)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode().removesuffix("\n").isprintable()
    assert ran.stderr.startswith(b"calctui: ")


# Under the fingers


async def paste(pilot: Pilot[None], text: str) -> str:
    """Put a text in place of what stands in the entry; what stands there then."""
    line = pilot.app.query_one("#line", Input)
    line.value = ""
    line.post_message(events.Paste(text))
    await pilot.pause()
    await pilot.pause()
    return line.value


def verdict(app: CalctuiApp) -> tuple[bool, str]:
    """Whether a text was refused, and what is said of it."""
    label = app.query_one("#verdict", Static)
    return label.has_class("-refused"), str(label.render())


def obeys(app: CalctuiApp) -> list[Any]:
    """What on the screen would do something when it is clicked: nothing here was written to."""
    strips = app.screen._compositor.render_strips()
    return [
        segment.style.meta
        for strip in strips
        for segment in strip
        if segment.style and segment.style.meta.get("@click")
    ]


async def test_hostile_formulas_are_refused_as_they_are_typed_and_the_picture_stays() -> None:
    async with running("secant f='x^2'") as (app, pilot):
        await press(pilot, "f")
        for text in FIRST:
            app.session = session(app).with_text("f", "x^2")
            typed = await paste(pilot, text)
            refused, why = verdict(app)
            assert len(typed) <= 400
            assert refused == (setting(app, "f") != formula_of(typed)), (text, why)
            assert refused or typed != text, "only what was cleaned or cut on its way in may have a meaning"
            assert why.strip(), text
            assert shown_safely(screen_text(app)), text
            assert not obeys(app), text
        await press(pilot, "escape")
        await settle(pilot)
        assert app.is_running


def formula_of(text: str) -> Expression | None:
    """What a text means, where it means something."""
    try:
        return Formula().read(text)
    except SettingError:
        return None


async def test_a_hostile_formula_can_be_typed_key_by_key() -> None:
    async with running("secant f='x^2'") as (app, pilot):
        for text in ("eval(1)", "[@click=q]x"):
            await press(pilot, "f", "ctrl+u", *text)
            assert app.query_one("#line", Input).value == text
            refused, _ = verdict(app)
            assert refused
            assert text in screen_text(app), "it stands there as it was typed"
            await press(pilot, "enter")
            assert app.query_one(Entry).is_open
            await press(pilot, "escape")
        assert app.is_running


async def test_strange_formulas_have_a_picture() -> None:
    async with running("secant f='x^2'") as (app, pilot):
        for text in (TAKEN[number][0] for number in (17, 25, 27, 34, 48, 58, 60)):
            await press(pilot, "f")
            assert await paste(pilot, text) == text
            assert not verdict(app)[0], text
            await press(pilot, "enter")
            formula = setting(app, "f")
            assert isinstance(formula, Expression)
            assert formula.text == text
            assert shown_safely(screen_text(app)), text
        await settle(pilot)


async def test_what_is_no_number_leaves_the_value() -> None:
    async with running("secant h=0.5") as (app, pilot):
        await press(pilot, "enter")
        for text in (text for text in NUMBERS if text.strip()):
            app.session = session(app).with_text("h", "0.5")
            typed = await paste(pilot, text)
            assert verdict(app)[0] or typed != text, text
            assert shown_safely(screen_text(app)), text
            assert verdict(app)[0] == (setting(app, "h") == 0.5), text
        await press(pilot, "escape")
        assert app.is_running

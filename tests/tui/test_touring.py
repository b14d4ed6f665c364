"""A lecture on the screen: next, back, off the script and on it again."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from explorer import explorer, press, screen_text, session, setting, settle, shows
from textual.pilot import Pilot

from calctui.chapter.tour import read_tour
from calctui.tui.app import CalctuiApp

TEXT = """# Slopes
calctui secant h=1       # Two points
Close the gap. See [a corner](<secant f='|x|' a=0 h=0.5>).
calctui secant h=0.5     # Closer
calctui derivative x=2   # The slope itself
Turn x.
"""


@asynccontextmanager
async def touring(size: tuple[int, int] = (80, 24)) -> AsyncIterator[tuple[CalctuiApp, Pilot[None]]]:
    app = explorer("", tour=read_tour(TEXT, "my.txt"))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield app, pilot
    app.stop_engine()


async def test_it_begins_at_the_first_stop_with_its_notes() -> None:
    async with touring() as (app, pilot):
        await shows(pilot, "1 of 3: Two points")
        await shows(pilot, "Close the gap.")
        assert session(app).key == "secant"
        assert "stop 1/3" in screen_text(app)


async def test_next_back_and_the_ends() -> None:
    async with touring() as (app, pilot):
        await press(pilot, "k")
        await shows(pilot, "This is the first stop.")
        await press(pilot, "j", "pagedown")
        assert (session(app).key, session(app).stop) == ("derivative", 2)
        await shows(pilot, "Turn x.")
        await press(pilot, "j")
        await shows(pilot, "This is the last stop.")
        await press(pilot, "pageup")
        assert setting(app, "h") == 0.5


async def test_who_strays_comes_back_to_the_same_stop() -> None:
    async with touring() as (app, pilot):
        await press(pilot, "j", "left", "left")
        await shows(pilot, "stop 2/3 (left)")
        await press(pilot, "k")
        assert (setting(app, "h"), session(app).stop) == (0.5, 1)
        await press(pilot, "5", "k")
        assert (session(app).key, session(app).stop) == ("secant", 1)
        await press(pilot, "5", "j")
        assert session(app).stop == 2


async def test_notes_are_hidden_and_shown() -> None:
    async with touring() as (app, pilot):
        await press(pilot, "t")
        assert "Close the gap" not in screen_text(app)
        await press(pilot, "j", "k", "t")
        await shows(pilot, "Close the gap")
        await press(pilot, "z")
        await shows(pilot, "Close the gap")
        assert "q quit" not in screen_text(app)


async def test_links_in_notes_set_the_stage() -> None:
    async with touring((100, 30)) as (app, pilot):
        app.query_one("#notes").focus()
        await press(pilot, "down", "enter")
        await shows(pilot, "f(x) = |x|")
        assert session(app).strayed


async def test_the_palette_jumps_to_a_stop() -> None:
    async with touring((100, 30)) as (app, pilot):
        await press(pilot, "p", *"stop 3")
        await shows(pilot, "Stop 3: The slope itself")
        await press(pilot, "enter")
        await pilot.pause()
        assert session(app).stop == 2


async def test_playing_goes_on_within_a_stop_and_ends_at_the_next() -> None:
    async with touring() as (app, pilot):
        await press(pilot, "space")
        assert session(app).playback.playing
        await press(pilot, "j")
        assert not session(app).playback.playing


async def test_a_change_taken_back_is_made_again() -> None:
    async with touring() as (app, pilot):
        await press(pilot, "up", "right", "right")
        assert setting(app, "a") == 1.2
        await press(pilot, "u", "u")
        assert setting(app, "a") == 1.0
        await press(pilot, "a")
        assert setting(app, "a") == 1.1
        await press(pilot, "a", "a")
        assert setting(app, "a") == 1.2
        await press(pilot, "u", "left", "a")
        assert setting(app, "a") == 1.0, "a new change leaves nothing to make again"

"""The explorer in a test: started, loaded, and with SymPy's answers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from calctui.chapter.tour import Tour
from calctui.explorables.catalogue import load
from calctui.explore.explorable import Explorable
from calctui.explore.link import read_settings, split
from calctui.session.opening import Opening
from calctui.session.session import Session
from calctui.tui.app import CalctuiApp
from calctui.tui.themes import DARK

PATIENCE = 400
"""Pauses of 20 ms to wait for SymPy: it takes half a second to start."""


def state(command: str) -> Explorable:
    """The state that a command line means."""
    key, *words = split(command)
    settings = " ".join(f"{word!r}" for word in words)
    return read_settings(load(key)(), settings)


def explorer(
    command: str = "secant",
    *,
    in_ascii: bool = False,
    quiz: tuple[str, int] | None = None,
    tour: Tour | None = None,
) -> CalctuiApp:
    """An app that has not been started."""
    marker = "ascii" if in_ascii else "braille"
    app = CalctuiApp(Opening(state=state(command) if command else None, quiz=quiz, tour=tour), marker)
    app.theme = DARK.name
    return app


async def settle(pilot: Pilot[None]) -> None:
    """Wait until the picture is complete."""
    app = pilot.app
    assert isinstance(app, CalctuiApp)
    for _ in range(PATIENCE):
        if app.settled:
            break
        await pilot.pause(0.02)
    assert app.settled, "SymPy did not answer"
    await pilot.pause()


@asynccontextmanager
async def running(
    command: str = "secant", size: tuple[int, int] = (80, 24), *, in_ascii: bool = False
) -> AsyncIterator[tuple[CalctuiApp, Pilot[None]]]:
    """An app that runs and has settled."""
    app = explorer(command, in_ascii=in_ascii)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield app, pilot
    app.stop_engine()


def session(app: CalctuiApp) -> Session:
    """What has been done."""
    assert app.session is not None
    return app.session


def setting(app: CalctuiApp, name: str) -> object:
    """The value of a setting."""
    return session(app).state.setting(name).value


def screen_text(app: CalctuiApp) -> str:
    """Every character on the screen."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys and wait until the screen has followed."""
    await pilot.press(*keys)
    await pilot.pause()


async def shows(pilot: Pilot[None], text: str) -> None:
    """Wait until a text stands on the screen."""
    app = pilot.app
    assert isinstance(app, CalctuiApp)
    for _ in range(PATIENCE):
        if text in screen_text(app):
            return
        await pilot.pause(0.02)
    raise AssertionError(f"{text!r} is not on the screen:\n{screen_text(app)}")

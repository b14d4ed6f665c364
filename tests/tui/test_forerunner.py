"""The first picture from another process: the same as the app's own, and none where that process fails."""

import asyncio
import os
import sys
import threading
from typing import Any

import pytest
from explorer import explorer, screen_text, session, settle
from rich.segment import Segment
from textual.widgets import Input

from calctui.explorables import catalogue
from calctui.explorables.catalogue import load
from calctui.processes import started
from calctui.raster.palettes import DEFAULT, PALETTES
from calctui.scene import Role
from calctui.tui import forerunner, launch
from calctui.tui.app import CalctuiApp
from calctui.tui.canvas import CellsWidget
from calctui.tui.entry import Entry
from calctui.tui.forerunner import Forerunner, Wish, processor_to_spare
from calctui.tui.themes import THEMES, inked

WISH = Wish("braille", "dark", {"stage": (20, 5)})


def painted(app: CalctuiApp, *parts: str) -> list[list[Segment]]:
    """The rows of some parts of the screen, with their styles; neighbours of one style are one."""
    widgets = [app.query_one(f"#{part}", CellsWidget) for part in parts]
    return [[*Segment.simplify(each.render_line(y))] for each in widgets for y in range(each.size.height)]


class Held:
    """Keeps an app from loading what it needs to draw by itself."""

    def __init__(self, app: CalctuiApp, monkeypatch: pytest.MonkeyPatch) -> None:
        self.let = threading.Event()
        whole = app._first_session

        def first_session() -> Any:
            assert self.let.wait(20)
            return whole()

        monkeypatch.setattr(app, "_first_session", first_session)


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forerunner, "PATIENCE", 20.0)


@pytest.mark.parametrize("theme", ["dark", "ansi", "mono"])
@pytest.mark.parametrize(
    ("command", "parts"),
    [("", ("stage", "sentence", "panel", "transport")), ("gradient x=0.5", ("stage", "transport"))],
)
@pytest.mark.parametrize("in_ascii", [False, True])
async def test_what_stands_first_is_what_stands_then(
    command: str, parts: tuple[str, ...], theme: str, in_ascii: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = explorer(command, in_ascii=in_ascii)
    app.theme = THEMES[theme].name
    app.forerunner = Forerunner.start(command)
    held = Held(app, monkeypatch)
    async with app.run_test(size=(120, 40)) as pilot:
        stage = app.query_one("#stage", CellsWidget)
        for _ in range(1000):
            if stage._strips and any(not strip.text.isspace() for strip in stage._strips):
                break
            await asyncio.sleep(0.02)
        await pilot.pause()
        assert app.session is None
        first = painted(app, *parts)
        held.let.set()
        await settle(pilot)
        assert painted(app, *parts) == first
        assert any(segment.text.strip() for row in first for segment in row)
    app.stop_engine()


FAILING = {
    "ends": "",
    "fails": "raise SystemExit(3)",
    "writes nonsense": "print('nonsense')",
    "writes half": "print('[[')",
    "writes something else": "print('[[], {\"stage\": 3}]')",
    "writes too little": "print('[[], {}]')",
    "writes rows of no look": 'print(\'[[], {"stage": [[["x", 3]]]}]\')',
    "never answers": "import time; time.sleep(60)",
}


@pytest.mark.parametrize("program", FAILING.values(), ids=FAILING)
async def test_the_app_starts_without_it(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forerunner, "PATIENCE", 0.5)
    process = started((sys.executable, "-c", program))
    app = explorer("roll")
    app.forerunner = Forerunner(process)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "The ball rolls down" in screen_text(app)
        assert session(app).key == "roll"
    app.stop_engine()
    assert process.poll() is not None, "it has been ended"


def test_one_that_is_not_asked_ends_when_it_is_told_to_and_with_whoever_began_it() -> None:
    begun = Forerunner.start("")
    assert begun is not None
    begun.end()
    begun.end()
    assert begun._process.returncode is not None
    assert begun.drawn(WISH) is None

    left = Forerunner.start("")
    assert left is not None
    assert left._process.stdin is not None
    left._process.stdin.close()
    assert left._process.wait(20) == 1
    assert left._process.stdout is not None
    left._process.stdout.close()


def test_where_no_process_can_be_had_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_: object) -> None:
        raise BlockingIOError("Resource temporarily unavailable")

    monkeypatch.setattr(forerunner, "started", none)
    assert Forerunner.start("") is None


@pytest.mark.skipif(sys.platform != "linux", reason="it is asked for its affinity")
def test_a_processor_is_to_spare_where_there_are_two_and_nobody_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    for processors, waiting, spare in [({0, 1}, 0.3, True), ({0, 1}, 2.0, False), ({1}, 0.3, False)]:
        monkeypatch.setattr(os, "sched_getaffinity", lambda _, found=processors: found)
        monkeypatch.setattr(os, "getloadavg", lambda now=waiting: (now, 0.0, 0.0))
        assert processor_to_spare() is spare
    monkeypatch.delattr(os, "getloadavg")
    assert not processor_to_spare()


@pytest.mark.parametrize(
    ("command", "quiz", "frugal", "environ", "begun"),
    [
        ("", None, False, {}, [""]),
        ("secant h=0.5", None, False, {}, ["calctui secant h=0.5"]),
        ("", ("2.3", 7), False, {}, []),
        ("", None, True, {}, []),
        ("", None, False, {"SSH_CONNECTION": "127.0.0.1 1 127.0.0.1 2"}, []),
    ],
)
def test_it_begins_with_what_is_asked_for(
    command: str,
    quiz: tuple[str, int] | None,
    frugal: bool,
    environ: dict[str, str],
    begun: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(os, "environ", environ)
    monkeypatch.setattr(forerunner, "processor_to_spare", lambda: True)
    monkeypatch.setattr(Forerunner, "start", asked.append)
    with launch._forerunner(explorer(command, quiz=quiz).opening, frugal) as nobody:
        assert nobody is None
    assert asked == begun


def test_what_comes_from_a_file_begins_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "added", lambda: (load("secant"),))
    assert launch._first(explorer("secant").opening) is None


async def test_keys_that_come_early_are_done_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """The picture stands before anything can be done to it: a key at its sight is not lost."""
    app = explorer("secant h=1")
    held = Held(app, monkeypatch)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("q")
        await pilot.pause()
        assert "Press q again to quit" in screen_text(app), "who leaves does not wait"
        await pilot.press("right", "2", "f", "end", "pagedown", *"+q")
        assert app.session is None
        held.let.set()
        await settle(pilot)
        assert session(app).key == "partials"
        assert session(app).states["secant"].setting("h").value == 1.12
        assert app.query_one(Entry).query_one(Input).value.endswith("+q")
    app.stop_engine()


def test_the_terminal_s_own_ink_is_known_without_the_palettes() -> None:
    style = inked(DEFAULT, False)
    assert style.color is not None
    assert style.color.is_default
    assert PALETTES["mono"].look(Role.TEXT) == (DEFAULT, False)

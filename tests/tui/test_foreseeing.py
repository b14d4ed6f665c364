"""What a key would show next is drawn ahead of it: the same picture as without, and shown by its key only."""

from collections.abc import Callable
from typing import Any

import pytest
from explorer import press, running, screen_text, session, setting, shows

from calctui.explorables.catalogue import load
from calctui.tui import foreseeing, sight
from calctui.tui.app import CalctuiApp

SECANT: Any = load("secant")


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The gaps that the secant has been drawn at, in order."""
    gaps: list[float] = []
    whole = SECANT.scene

    def scene(state: Any, answers: Any) -> Any:
        gaps.append(state.h)
        return whole(state, answers)

    monkeypatch.setattr(SECANT, "scene", scene)
    return gaps


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    sight._scene.cache_clear()
    sight.cells.cache_clear()


async def waited(app: CalctuiApp, pilot: Any, done: Callable[[], bool]) -> bool:
    """Whether something comes about while nobody does anything."""
    for _ in range(200):
        if done():
            return True
        await pilot.pause(0.01)
    return False


async def test_the_next_picture_is_there_before_its_key(drawn: list[float]) -> None:
    async with running("secant h=1") as (app, pilot):
        await press(pilot, "right")
        assert await waited(app, pilot, lambda: drawn[-1] == 1.26), "the picture after the one that is shown"
        assert setting(app, "h") == 1.12
        assert "Over a gap of 1.12" in screen_text(app)
        known = len(drawn)
        await press(pilot, "right")
        assert "Over a gap of 1.26" in screen_text(app)
        await press(pilot, "left")
        assert "Over a gap of 1.12" in screen_text(app)
        assert not {1.12, 1.26} & set(drawn[known:]), "neither the next nor the one before is drawn again"


async def test_what_is_foreseen_leaves_no_trace(drawn: list[float]) -> None:
    async with running("secant h=1") as (app, pilot):
        await press(pilot, "right")
        before = session(app)
        assert await waited(app, pilot, lambda: drawn[-1] == 1.26)
        assert session(app) is before


@pytest.mark.parametrize(
    "keys", [["right", "e"], ["e", "e", "right"], ["n", "n", "b"], ["right", "2", "right"]]
)
async def test_pictures_are_the_same_with_and_without(
    keys: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    screens = []
    for quick in (foreseeing.QUICK, -1.0):
        sight._scene.cache_clear()
        sight.cells.cache_clear()
        monkeypatch.setattr(foreseeing, "QUICK", quick)
        async with running("secant h=1") as (app, pilot):
            for key in keys:
                await press(pilot, key)
                await pilot.pause(2 * foreseeing.PAUSE)
            screens.append(screen_text(app))
    assert screens[0] == screens[1]


async def test_what_would_fail_is_said_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, failed = SECANT.scene, []

    def scene(state: Any, answers: Any) -> Any:
        if state.h > 1.2:
            failed.append(state.h)
            raise ZeroDivisionError("none there")
        return whole(state, answers)

    monkeypatch.delenv("CALCTUI_DEBUG", raising=False)
    monkeypatch.setattr(SECANT, "scene", scene)
    async with running("secant h=1") as (app, pilot):
        await press(pilot, "right")
        assert await waited(app, pilot, lambda: bool(failed))
        await pilot.pause()
        assert "failed" not in screen_text(app)
        assert "Over a gap of 1.12" in screen_text(app)
        await press(pilot, "right")
        await shows(pilot, "secant failed: ZeroDivisionError: none there")


async def test_nothing_is_foreseen_where_pictures_are_slow(
    drawn: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foreseeing, "QUICK", 0.0)
    async with running("secant h=1") as (_, pilot):
        await press(pilot, "right")
        await pilot.pause(5 * foreseeing.PAUSE)
        assert max(drawn) == 1.12

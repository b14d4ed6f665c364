"""The size of the terminal, whatever order its changes are told in."""

from types import SimpleNamespace
from typing import Any

import pytest
from explorer import explorer, running
from textual import events
from textual.geometry import Size


async def test_an_older_size_that_is_told_last_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """The handler of one SIGWINCH was interrupted by the next, and posts its size after it."""
    async with running("secant") as (app, pilot):
        monkeypatch.setattr(app, "_size_now", lambda told: Size(100, 30))
        for size in (Size(100, 30), Size(60, 20)):
            app.post_message(events.Resize(size, size))
        await pilot.pause(0.3)
        assert app.size == app.screen.size == Size(100, 30)


@pytest.mark.parametrize(
    ("driver", "size"),
    [
        (None, Size(60, 20)),
        (SimpleNamespace(is_headless=True), Size(60, 20)),
        (SimpleNamespace(is_headless=False), Size(60, 20)),
        (SimpleNamespace(is_headless=False, _in_band_window_resize=True), Size(60, 20)),
        (SimpleNamespace(is_headless=False, _in_band_window_resize=False), Size(100, 30)),
    ],
)
def test_the_system_is_asked_where_the_terminal_says_nothing(driver: Any, size: Size) -> None:
    app = explorer()
    if driver:
        driver._get_terminal_size = lambda: (100, 30)
    app._driver = driver
    assert app._size_now(Size(60, 20)) == size

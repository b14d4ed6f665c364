"""Pictures of the whole screen, compared with those that somebody has looked at."""

from collections.abc import Callable
from typing import Any

import pytest
from explorer import explorer, settle

from calctui.tui.themes import LIGHT

Compare = Callable[..., bool]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("command", ["secant", "derivative f='x^3 - 3x' x=-1.5 span=2.5"])
def test_screen(snap_compare: Compare, command: str, size: tuple[int, int]) -> None:
    assert snap_compare(explorer(command), terminal_size=size, run_before=settle)


def test_light_theme(snap_compare: Compare) -> None:
    app = explorer("secant h=0.5")
    app.theme = LIGHT.name
    assert snap_compare(app, terminal_size=(80, 24), run_before=settle)


def test_ascii(snap_compare: Compare) -> None:
    app = explorer("secant f='tan x' a=0.5", in_ascii=True)
    assert snap_compare(app, terminal_size=(80, 24), run_before=settle)


def test_typing(snap_compare: Compare) -> None:
    async def type_something(pilot: Any) -> None:
        await settle(pilot)
        await pilot.press("f", *["backspace"] * 3, *" + 2#x")

    assert snap_compare(explorer(), terminal_size=(80, 24), run_before=type_something)


def test_narrow(snap_compare: Compare) -> None:
    assert snap_compare(explorer("derivative"), terminal_size=(60, 18), run_before=settle)

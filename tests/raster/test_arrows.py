"""Arrows of a field, and single ones."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from seen import picture

from calctui.raster import Marker, draw, rows
from calctui.raster.area import Area
from calctui.raster.arrows import ASCII_HEADS, HEADS
from calctui.raster.ground import ground
from calctui.scene import Arrow, Arrows, Contour, Plot, Role, Window

WINDOW = Window(-2, 2, -2, 2)
TURNS = np.arange(8) * np.pi / 4
COS, SIN = np.cos(TURNS), np.sin(TURNS)


def wheel() -> Plot:
    field = Arrows(np.append(1.5 * COS, 0), np.append(1.5 * SIN, 0), np.append(COS, 0), np.append(SIN, 0))
    return Plot(WINDOW, (field,))


def test_all_directions_and_none() -> None:
    assert picture(wheel(), 30, 13) == (
        """
|  ┌──────────────────────────┐|
| 2┤                          │|
|  │             ↑            │|
| 1┤      ↖            ↗      │|
|  │                          │|
| 0┤   ←         ·        →   │|
|  │                          │|
|  │                          │|
|-1┤      ↙            ↘      │|
|  │             ↓            │|
|-2┤                          │|
|  └┬─────┬──────┬─────┬─────┬┘|
|  -2    -1      0     1     2 |
"""
    )


def test_all_directions_and_none_in_ascii() -> None:
    assert picture(wheel(), 30, 13, Marker.ASCII) == (
        """
|  +--------------------------+|
| 2+                          ||
|  |             ^            ||
| 1+      ^\\           /^     ||
|  |                          ||
| 0+   <-        .        ->  ||
|  |                          ||
|  |                          ||
|-1+      v/           \\v     ||
|  |             v            ||
|-2+                          ||
|  ++-----+------+-----+-----++|
|  -2    -1      0     1     2 |
"""
    )


def test_directions_are_those_of_the_screen() -> None:
    tall = Window(-1, 1, -1000, 1000)
    for window, sign in ((WINDOW, "↗"), (tall, "→")):
        field = Arrows(np.zeros(1), np.zeros(1), np.ones(1), np.ones(1))
        assert any(sign in row for row in rows(draw(Plot(window, (field,)), 30, 15)))


@given(
    st.integers(1, 25), st.integers(1, 15), st.integers(0, 90), st.integers(0, 30), st.sampled_from(Marker)
)
def test_arrows_never_touch(across: int, up: int, width: int, height: int, marker: Marker) -> None:
    x, y = (part.ravel() for part in np.meshgrid(np.linspace(-2, 2, across), np.linspace(-2, 2, up)))
    cells = ground((Arrows(x, y, np.ones_like(x), y),), Area(WINDOW, width, height, marker)).cells
    used = cells.roles != Role.BLANK
    blanks = [gap for row in used for gap in np.diff(np.flatnonzero(row)).tolist() if gap > 1]
    assert all(gap >= 3 for gap in blanks)
    assert not (used[1:] & used[:-1]).any()
    assert used.any() or not used.size


def test_arrows_cover_no_written_height() -> None:
    x = np.linspace(-2, 2, 41)
    levels = Contour(x, x, np.add.outer(x**2, x**2), (1.0, 2.5, 5.0))
    ax, ay = (part.ravel() for part in np.meshgrid(np.linspace(-2, 2, 40), np.linspace(-2, 2, 20)))
    area = Area(WINDOW, 50, 18, Marker.BRAILLE)
    below, both = (ground(marks, area).cells for marks in ((levels,), (levels, Arrows(ax, ay, ax, ay))))
    digits = np.char.isdigit(below.chars)
    assert digits.any()
    assert (both.chars[digits] == below.chars[digits]).all()


def test_arrows_of_no_number_are_left_out_and_endless_ones_point() -> None:
    dx, dy = np.array([np.nan, np.inf, 0.0, 1e308]), np.array([0.0, 1.0, -np.inf, 1e308])
    field = Arrows(np.array([-1.5, -0.5, 0.5, 1.5]), np.zeros(4), dx, dy)
    shown = "".join(rows(ground((field,), Area(WINDOW, 40, 20, Marker.BRAILLE)).cells)).split()
    assert shown == ["→", "↓", "↗"]


@pytest.mark.parametrize("octant", range(8))
@pytest.mark.parametrize("marker", Marker)
def test_the_head_of_an_arrow_stands_at_its_end(octant: int, marker: Marker) -> None:
    x, y = 1.5 * COS[octant], 1.5 * SIN[octant]
    cells = draw(Plot(WINDOW, (Arrow(0, 0, x, y, Role.GRADIENT, "g"),)), 41, 20, marker)
    sign = (ASCII_HEADS if marker is Marker.ASCII else HEADS)[octant]
    row, column = np.argwhere((cells.chars == sign) & (cells.roles == Role.GRADIENT))[0]
    assert np.sign(np.round(x, 9)) == np.sign(int(column) - 21) or abs(column - 21) <= 1
    assert np.sign(np.round(y, 9)) == np.sign(9 - int(row)) or abs(row - 9) <= 1
    assert any("g" in line for line in rows(cells))


def test_an_arrow_that_leaves_has_its_head_on_the_border() -> None:
    shown = rows(draw(Plot(WINDOW, (Arrow(0, 0, 9, 0, Role.DESCENT),)), 30, 9))
    assert [row[-2:] for row in shown if "→" in row] == ["→│"]

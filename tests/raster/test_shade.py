"""Planes shaded by a value, and points without strokes."""

import numpy as np
import pytest
from seen import picture

from calctui.raster import Marker, draw
from calctui.scene import Glyph, Plot, Role, Scatter, Shade, Window

WINDOW = Window(-2, 2, -2, 2)
X = np.linspace(-2, 2, 41)


def slope() -> Plot:
    return Plot(WINDOW, (Shade(X, X, np.tile(1 / (1 + np.exp(-2 * X)), (41, 1))),))


def test_both_sides_differ_without_colour() -> None:
    assert picture(slope(), 34, 6) == (
        """
|  ┌──────────────────────────────┐|
| 2┤::::::::::····  ░░░░▒▒▒▒▒▒▒▒▒▒│|
|  │::::::::::····  ░░░░▒▒▒▒▒▒▒▒▒▒│|
|-2┤::::::::::····  ░░░░▒▒▒▒▒▒▒▒▒▒│|
|  └┬──────┬───────┬──────┬──────┬┘|
|  -2     -1       0      1      2 |
"""
    )


def test_both_sides_differ_in_ascii() -> None:
    assert picture(slope(), 34, 6, Marker.ASCII) == (
        """
|  +------------------------------+|
| 2+::::::::::....  ++++##########||
|  |::::::::::....  ++++##########||
|-2+::::::::::....  ++++##########||
|  ++------+-------+------+------++|
|  -2     -1       0      1      2 |
"""
    )


@pytest.mark.parametrize("value", [0.5, np.nan, 0.52])
def test_a_half_and_no_number_are_blank(value: float) -> None:
    cells = draw(Plot(WINDOW, (Shade(X, X, np.full((41, 41), value)),)), 34, 8)
    assert not np.isin(cells.roles, [Role.FIRST, Role.SECOND]).any()


def test_sides_have_their_roles() -> None:
    cells = draw(slope(), 34, 8)
    assert set(cells.roles[3, 4:12].tolist()) == {Role.SECOND}
    assert set(cells.roles[3, 24:32].tolist()) == {Role.FIRST}


def test_a_shade_ends_with_its_grid() -> None:
    half = np.linspace(-2, 0, 21)
    cells = draw(Plot(WINDOW, (Shade(half, X, np.ones((41, 21))),)), 43, 12)
    assert (cells.roles[1:10, 4:20] == Role.FIRST).all()
    assert not (cells.roles[1:10, 24:40] == Role.FIRST).any()


def test_points_lie_above_the_shade() -> None:
    x = np.array([-1.0, 1.0, np.nan, 7.0])
    cells = draw(Plot(WINDOW, (Scatter(x, np.zeros(4), Role.THIRD, Glyph.CROSS), *slope().marks)), 34, 9)
    assert (cells.chars == "✕").sum() == (cells.roles == Role.THIRD).sum() == 2

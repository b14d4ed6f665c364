"""Paths step by step."""

import numpy as np
import pytest
from seen import picture

from calctui.raster import Marker, draw, rows
from calctui.raster.area import Area
from calctui.raster.trails import walk
from calctui.scene import Floats, Glyph, Plot, Point, Role, Trail, Window

WINDOW = Window(-2, 2, -2, 2)
AREA = Area(WINDOW, 40, 12, Marker.BRAILLE)


def leaving() -> Plot:
    steps: Floats = np.arange(7.0)
    wild = Trail(0.2 * np.cos(np.pi * steps) * 1.6**steps, 1.5 - 0.3 * steps, Role.FIRST, label="GD")
    endless = Trail(np.array([-1.0, 0.0, np.inf]), np.array([1.5, 1.7, 1.7]), Role.SECOND, Glyph.STAR)
    return Plot(WINDOW, (wild, endless))


def trail(x: list[float], y: list[float], label: str = "") -> Trail:
    return Trail(np.array(x, dtype=float), np.array(y, dtype=float), Role.FIRST, label=label)


def test_paths_that_leave() -> None:
    assert picture(leaving(), 34, 12) == (
        """
|  ┌──────────────────────────────┐|
| 2┤           ⢀⣀⡀⢀★⣀ ⣀⣀⡀⢀⣀⣀ ⣀⣀⡀⢀→│|
|  │       ★⠉⠉ ⠁●⣠⠤⠒●      leaves │|
| 1┤           ⢀⣀⣀⣉⠩⠶⠶●           │|
|  │        ●⠉⠙⠓⠒⠒⠒⠂⠢⠤⢤⣤⢤⣤⣄⣀●     │|
| 0┤⠶⠶⠶⠶⠶⠶⠦⠶⠶⠭⠭⠭⠭⠩⠭⣉⣉⣉⣁⣀⣀⣀⣀⣀⣀⣀⡀⣀⣀→│|
|  │                    GD leaves │|
|-1┤                              │|
|  │                              │|
|-2┤                              │|
|  └┬──────┬───────┬──────┬──────┬┘|
|  -2     -1       0      1      2 |
"""
    )


def test_paths_that_leave_in_ascii() -> None:
    assert picture(leaving(), 34, 12, Marker.ASCII) == (
        """
|  +------------------------------+|
| 2+                       leaves ||
|  |       *bbbbbbb*@bbbbbbbbbbbb>||
| 1+            @aaaaa@           ||
|  |         @aaaaaaaaaaaaaa@     ||
| 0+aaaaaaaaaaaaaaaaaaaaaaaaaaaaa>||
|  |                    GD leaves ||
|-1+                              ||
|  |                              ||
|-2+                              ||
|  ++------+-------+------+------++|
|  -2     -1       0      1      2 |
"""
    )


@pytest.mark.parametrize(
    ("x", "y", "octant"),
    [(9, 0, 0), (np.inf, 0, 0), (1e308, 0, 0), (0, -np.inf, 6), (-1e308, 1e308, 3), (-3, -0.1, 4)],
)
def test_a_path_shows_where_it_leaves(x: float, y: float, octant: int) -> None:
    square = Area(WINDOW, 40, 20, Marker.BRAILLE)
    found = walk(trail([0, x], [0, y]), square).exit
    assert found is not None
    assert found.octant == octant
    assert found.x in (0, 39) or found.y in (0, 19)


def test_a_path_that_comes_back_does_not_leave() -> None:
    found = walk(trail([0, 9, 0.5], [0, 0, 1]), AREA)
    assert found.exit is None
    assert found.ends


def test_past_a_step_that_is_no_number_a_path_does_not_go_on() -> None:
    found = walk(trail([0, 1, np.nan, -1], [0, 0, 0, 0]), AREA)
    assert found.columns.size == 2
    assert found.strokes.x0.size == 1
    assert found.exit is None


@pytest.mark.parametrize("steps", [np.zeros(0), np.full(3, np.nan), np.full(3, 99.0)])
def test_a_path_of_which_nothing_is_seen_draws_nothing(steps: Floats) -> None:
    cells = draw(Plot(WINDOW, (Trail(steps, steps, Role.FIRST, label="GD"),)), 40, 12)
    assert Role.FIRST not in cells.roles


def test_steps_that_would_touch_are_thinned_out_but_first_and_last_stay() -> None:
    x = np.linspace(-1, 1, 400)
    found = walk(Trail(x, np.zeros_like(x), Role.FIRST), AREA)
    assert (np.diff(found.columns) >= 2).all()
    last, _ = AREA.cells(np.array([0.25, 0.75]), np.array([0.5, 0.5]))
    assert [found.columns[0], found.columns[-1]] == last.tolist()


def test_the_last_step_lies_on_top_of_later_paths_and_below_later_points() -> None:
    first = Trail(np.array([-1.0, 0.0]), np.zeros(2), Role.FIRST, Glyph.SQUARE)
    second = Trail(np.array([-1.0, 0.0, 1.0]), np.zeros(3), Role.SECOND, Glyph.STAR)
    shown = "".join(rows(draw(Plot(WINDOW, (first, second)), 40, 12)))
    assert shown.count("□") == 1
    assert "◎" in "".join(rows(draw(Plot(WINDOW, (first, Point(0, 0, Role.POINT, Glyph.RING))), 40, 12)))


def test_a_path_names_its_end() -> None:
    lines = rows(draw(Plot(WINDOW, (trail([-1, -0.5, 1], [0, 1, 0.5], "Adam"),)), 60, 15))
    assert any("Adam" in line for line in lines)

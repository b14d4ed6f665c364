"""Lines of equal height: as a person sees them, and against the function itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from seen import dots, picture

from calctui.raster import Marker, draw, rows
from calctui.raster.area import Area
from calctui.raster.contours import contours
from calctui.raster.ground import ground
from calctui.scene import Contour, Plot, Role, Segment, Window

WINDOW = Window(-2, 2, -2, 2)
X = np.linspace(-2, 2, 41)
GRID = np.meshgrid(X, X)
BOWL = GRID[0] ** 2 + 3 * GRID[1] ** 2
SADDLE = GRID[0] ** 2 - GRID[1] ** 2


def bowl() -> Plot:
    return Plot(WINDOW, (Contour(X, X, BOWL, (1.0, 3.0, 6.0, 10.0)),), "bowl")


def saddle() -> Plot:
    return Plot(WINDOW, (Contour(X, X, SADDLE, (-2.0, -0.5, 0.5, 2.0)),), "saddle")


def test_a_bowl_in_braille() -> None:
    assert picture(bowl(), 40, 13) == (
        """
|  ┌ bowl ──────────────────────────────┐|
| 2┤      ⡀⡀⡀⡀⠄⠄⠠⠠⠠⠠ 10 ⠠⠠⠠⠠ ⠄⡀⡀⡀⡀      │|
|  │⠄⠂⠂⠁⠁⠁ ⡀⡀⡀⡀⠄⠠⠠⠠⠠⠠⠠⠠⠠⠠⠠⠠⠠ ⠄⡀⡀⡀ ⠁⠁⠁⠁⠂⠂│|
| 1┤ ⡀⠄⠂⠂⠁⠁   ⢀⢀⠠⠠⠠⠠ 3 ⠠⠠⠠ ⠄⡀⡀⡀  ⠁⠁⠂⠂⠄⠄⡀│|
|  │⠁   ⡀⠄⠂⠁⠁⠁  ⡀⡀⠄⠄⠠⠠⠠⠠⠠⠠⢀⢀   ⠁⠁⠂⠄⡀    │|
| 0┤  ⢀⠂     ⡀⠂⠁            ⠈⠐⢀     ⠁⠄  │|
|  │  ⠐⢀     ⠐⢀⢀            ⢀ ⠂     ⡀⠁  │|
|  │    ⠈⠐ ⠄⡀⡀  ⠈⠈⠐⠐⠐⠐⠐⠐⠐⠐⠈⠈   ⡀⡀⠄⠂⠁   ⢀│|
|-1┤⠈⠐⠐⠠⠠⢀⢀   ⠁⠁⠂⠂⠂⠂⠂⠂⠒⠐ ⠂⠂⠂⠁⠁⠁  ⢀⢀⠠⠠⠐⠈ │|
|  │⠠⠠⢀⢀⢀⢀ ⠈⠈⠈⠐ ⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠐⠈⠈⠈⠈ ⢀⢀⢀⠠⠠⠐│|
|-2┤      ⠈⠈⠈⠈⠐ ⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠐⠐⠈⠈⠈⠈      │|
|  └┬────────┬────────┬───────┬────────┬┘|
|  -2       -1        0       1        2 |
"""
    )


def test_a_bowl_in_blocks() -> None:
    assert picture(bowl(), 40, 13, Marker.BLOCK) == (
        """
|  ┌ bowl ──────────────────────────────┐|
| 2┤       ▖▖▖▖▖▗▗▗▗ 10 ▗▗▗▗ ▖▖▖▖       │|
|  │▖▖▘▘▘▘▘  ▖▖▖▗▗▗▗▗▗▗▗▗▗▗▗ ▖▖▖ ▘▘▘▘▘▘▖│|
| 1┤ ▖▖▖▘▘▘▘▘ ▖▗▗▗▗▗ 3 ▗▗▗▗ ▖▖  ▘▘▘▘▘▖▖▖│|
|  │▘   ▖▖▘▘▘▘  ▗▗▗▗ ▖▖▖▖▖▖▖  ▘▘▘▘▖▖    │|
| 0┤   ▘     ▗▝▝            ▘▘▖     ▘▖  │|
|  │  ▝▗     ▝▗▗             ▖▘     ▗   │|
|  │    ▝▝ ▖▖▖  ▝▝▝▝▝▝▝▝▝▝▝▝  ▖▖▖▖▘▝   ▗│|
|-1┤▝▝▝▗▗▗▗▗  ▘▘▘▘▘▘▘▘▘▘▘▘▘▘▘▘ ▗▗▗▗▗▝▝▝ │|
|  │▝▗▗▗▗▗▗ ▝▝▝ ▘▘▘▘▘▘▘▘▘▘▘▘▝▝▝  ▗▗▗▗▗▝▝│|
|-2┤       ▝▝▝▝ ▘▘▘▘▘▘▘▘▘▘▘▘▝▝▝▝▝       │|
|  └┬────────┬────────┬───────┬────────┬┘|
|  -2       -1        0       1        2 |
"""
    )


def test_a_bowl_in_ascii_leaves_out_what_would_run_together() -> None:
    assert picture(bowl(), 40, 13, Marker.ASCII) == (
        """
|  + bowl ------------------------------+|
| 2+                                    ||
|  |           ,,,,, 6 ,,,,,,           ||
| 1+ ,,,,,,,,,,              ,,,,,,,,,, ||
|  |,           ,,,, 1 ,,,,,           ,||
| 0+         ,,,            ,,          ||
|  |          ,,            ,,,         ||
|  |,           ,,,,,,,,,,,,           ,||
|-1+ ,,,,,,,,,,               ,,,,,,,,, ||
|  |           ,,,,,,,,,,,,,,,          ||
|-2+                                    ||
|  ++--------+--------+-------+--------++|
|  -2       -1        0       1        2 |
"""
    )


def test_a_saddle() -> None:
    assert picture(saddle(), 40, 13) == (
        """
|  ┌ saddle ────────────────────────────┐|
| 2┤ ⠈⠐⠠⢀⠈ ⠂⠄⡀⡀              ⢀⢀⠠⠐⠐⠈⢀⠠⠐⠈ │|
|  │⠄⡀   ⠈⠐⠠⢀  ⠁⠁⠂⠂⠂ -2 ⠐⠐⠐⠈⠈  ⢀⠠⠐⠈   ⢀⠠│|
| 1┤  ⠂      ⠈ ⠂⠄⡀⡀       ⡀⠠⠐⠐⠈     ⢀⠐  │|
|  │   ⠈⠄           -0.5 ⠁         ⡐    │|
| 0┤     2                        ⢐     │|
|  │     ⠅                        ⠐⡀    │|
|  │    ⠌         ⢀⢀⢀⠠⠠⢀⢀          ⠐⡀   │|
|-1┤  ⠄⠁     ⡀⠄⠄⠂⠈       ⠈⠈⠐⠠ ⡀      ⠠  │|
|  │⠂⠁   ⡀⠄⠂⠁  ⡀⡀⠄⠄⠄⠂⠐⠐⠐⠠⠠⠠⢀⢀  ⠁⠂⠄⡀   ⠈⠐│|
|-2┤ ⡀⠄⠂⠁⡀⠄⠄⠂⠁⠁              ⠈⠈⠐⠠ ⡀⠁⠂⠄⡀ │|
|  └┬────────┬────────┬───────┬────────┬┘|
|  -2       -1        0       1        2 |
"""
    )


@given(st.floats(-3, 14), st.integers(8, 60), st.integers(4, 30), st.sampled_from([(1, 3), (1, -1), (-2, 1)]))
def test_lines_lie_at_their_level(level: float, width: int, height: int, factors: tuple[int, int]) -> None:
    a, b = factors
    z = a * GRID[0] ** 2 + b * GRID[1] ** 2
    area = Area(WINDOW, width, height, Marker.BRAILLE)
    seen = dots(contours(Contour(X, X, z, (level,), labelled=False), area))
    row, column = np.nonzero(seen)
    step = 4 / (np.array(seen.shape) - 1)
    y, x = -2 + row * step[0], -2 + column * step[1]
    # A dot is rounded to the grid of dots, and cut corners move it by no more than a dot.
    slack = (abs(2 * a * x) + abs(a) * step[1]) * step[1] + (abs(2 * b * y) + abs(b) * step[0]) * step[0]
    assert (abs(a * x**2 + b * y**2 - level) <= slack + 0.02).all()


def test_where_the_function_has_no_value_there_is_no_line() -> None:
    z = np.where(GRID[0] < 0, np.nan, GRID[1])
    cells = contours(Contour(X, X, z, (0.3,), labelled=False), Area(WINDOW, 30, 10, Marker.BRAILLE))
    assert (cells.roles[:, :14] == Role.BLANK).all()
    assert (cells.roles[:, 16:] == Role.CONTOUR).any(axis=0).all()


@pytest.mark.parametrize("size", [1e-300, 1e300])
def test_any_size_of_heights_is_drawn_the_same(size: float) -> None:
    area = Area(WINDOW, 40, 12, Marker.BRAILLE)
    usual = contours(Contour(X, X, BOWL, (1.0, 6.0), labelled=False), area)
    scaled = contours(Contour(X, X, BOWL * size, (1.0 * size, 6.0 * size), labelled=False), area)
    assert rows(scaled) == rows(usual)


def test_heights_are_written_only_where_asked() -> None:
    plain = Contour(X, X, BOWL, (1.0, 3.0, 6.0, 10.0), labelled=False)
    cells = contours(plain, Area(WINDOW, 40, 12, Marker.BRAILLE))
    assert not np.char.isdigit(cells.chars).any()


def test_of_a_height_that_is_covered_in_part_nothing_is_left() -> None:
    level = Contour(X, X, GRID[1], (-0.125,))
    row = next(row for row in rows(draw(Plot(WINDOW, (level,)), 40, 13)) if "-0.125" in row)
    place = row.index("-0.125") - 3
    u = (2 * place + 1) / (2 * 36 - 1)
    across = Segment(-2 + 4 * u, -2, -2 + 4 * u, 2, Role.FIRST)
    assert not any("0.125" in row for row in rows(draw(Plot(WINDOW, (level, across)), 40, 13)))


def test_the_same_marks_are_drawn_once() -> None:
    mark, area = bowl().marks[0], Area(WINDOW, 40, 12, Marker.BRAILLE)
    assert isinstance(mark, Contour)
    assert ground((mark,), area) is ground((mark,), area)
    assert ground((mark,), area) is not ground((mark,), Area(WINDOW, 41, 12, Marker.BRAILLE))

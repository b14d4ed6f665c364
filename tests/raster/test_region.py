"""Regions: what lies between two curves, lightly filled."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from seen import dots, picture

from calctui.raster import Cells, Marker, draw, rows
from calctui.raster.area import Area
from calctui.raster.regions import regions
from calctui.raster.strokes import TEXTURES
from calctui.scene import Contour, Curve, Plot, Region, Role, Shade, Window

UNIT = Window(0, 1, 0, 1)
INF = np.inf
TEXTURED = [Role.FIRST, Role.SECOND, Role.THIRD]
"""A role for each texture."""
GRID = np.linspace(0, 1, 5)


def region(x: list[float], low: list[float], high: list[float], role: Role = Role.FIRST) -> Region:
    return Region(np.array(x, float), np.array(low, float), np.array(high, float), role)


def box(left: float, right: float, low: float, high: float, role: Role = Role.FIRST) -> Region:
    return region([left, right], [low, low], [high, high], role)


def alone(*marks: Region, width: int = 20, height: int = 10, marker: Marker = Marker.BRAILLE) -> Cells:
    return regions(marks, Area(UNIT, width, height, marker))


def crossing(role: Role) -> Plot:
    return Plot(UNIT, (box(0, 1, 0.25, 0.75, role), box(0.25, 0.75, -INF, INF, role)))


def test_a_texture_a_role_in_braille() -> None:
    boxes = tuple(box(k / 3, k / 3 + 0.3, 0.1, 0.9, TEXTURED[k]) for k in range(3))
    assert picture(Plot(UNIT, boxes), 36, 9) == (
        """
|   ┌───────────────────────────────┐|
|1.0┤      ⡀       ⡀   ⡀  ⢀   ⢀     │|
|   │⠈ ⠐ ⠠ ⢀ ⠁   ⡠⠊  ⡠⠊    ⠑⢄  ⠑⢄   │|
|0.5┤ ⠁ ⠂ ⠄ ⡀⠈ ⠠⠊  ⡠⠊  ⡠⠂⠐⢄  ⠑⢄  ⠑⠄ │|
|   │⡀⠈ ⠐ ⠠ ⢀ ⠁  ⡠⠊  ⡠⠊    ⠑⢄  ⠑⢄   │|
|   │⢀ ⠁ ⠂ ⠄ ⡀ ⠠⠊  ⡠⠊  ⡠⠂⠐⢄  ⠑⢄  ⠑⠄ │|
|  0┤  ⠈          ⠈   ⠈    ⠁   ⠁    │|
|   └┬─────┬─────┬─────┬─────┬─────┬┘|
|    0    0.2   0.4   0.6   0.8  1.0 |
"""
    )


def test_where_regions_cross_the_texture_is_denser() -> None:
    assert picture(crossing(Role.FIRST), 22, 9) == (
        """
|   ┌─────────────────┐|
|1.0┤      ⡀⠈ ⠐ ⠠     │|
|   │    ⠠ ⢀ ⠅ ⡂ ⠄ ⡀  │|
|0.5┤ ⠁ ⠂⠈⠄⠐⡀⠨ ⢐ ⠡ ⢀ ⠁│|
|   │⡀⠈ ⠐ ⠡ ⢂ ⠅ ⡂ ⠄ ⡀⠈│|
|   │  ⠁ ⠂⠈⠄⠐⡀⠈ ⠐     │|
|  0┤    ⠐ ⠠ ⢀ ⠁ ⠂    │|
|   └┬───────┬───────┬┘|
|    0      0.5    1.0 |
"""
    )


def test_in_blocks_a_sign_fills_and_another_says_that_two_cross() -> None:
    assert picture(crossing(Role.FIRST), 22, 9, Marker.BLOCK) == (
        """
|   ┌─────────────────┐|
|1.0┤    ░░░░░░░░░    │|
|   │    ░░░░░░░░░    │|
|0.5┤░░░░▒▒▒▒▒▒▒▒▒░░░░│|
|   │░░░░▒▒▒▒▒▒▒▒▒░░░░│|
|   │    ░░░░░░░░░    │|
|  0┤    ░░░░░░░░░    │|
|   └┬───────┬───────┬┘|
|    0      0.5    1.0 |
"""
    )
    assert picture(crossing(Role.THIRD), 22, 9, Marker.BLOCK) == (
        """
|   ┌─────────────────┐|
|1.0┤    ╲   ╲   ╲    │|
|   │     ╲   ╲       │|
|0.5┤  ╲ ╳╳╳╳╳╳╳╳╳ ╲  │|
|   │   ╲╳╳╳╳╳╳╳╳╳  ╲ │|
|   │    ╲   ╲   ╲    │|
|  0┤     ╲   ╲       │|
|   └┬───────┬───────┬┘|
|    0      0.5    1.0 |
"""
    )


def test_in_ascii_too() -> None:
    assert picture(crossing(Role.FIRST), 22, 9, Marker.ASCII) == (
        """
|   +-----------------+|
|1.0+    : : : : :    ||
|   |     : : : :     ||
|0.5+: : ::::::::: : :||
|   | : ::::::::::: : ||
|   |    : : : : :    ||
|  0+     : : : :     ||
|   ++-------+-------++|
|    0      0.5    1.0 |
"""
    )
    assert picture(crossing(Role.SECOND), 22, 9, Marker.ASCII) == (
        """
|   +-----------------+|
|1.0+       /   /     ||
|   |      /   /      ||
|0.5+ /  XXXXXXXXX/   ||
|   |/   XXXXXXXXX   /||
|   |       /   /     ||
|  0+      /   /      ||
|   ++-------+-------++|
|    0      0.5    1.0 |
"""
    )


@pytest.mark.parametrize("marker", Marker)
def test_textures_differ_where_there_is_no_colour(marker: Marker) -> None:
    for one, other in combinations(TEXTURED, 2):
        first, second = (alone(box(0, 1, 0, 1, role), marker=marker) for role in (one, other))
        assert (first.chars != second.chars).mean() > 0.4


def test_what_stands_against_each_other_differs() -> None:
    for one, other in ((Role.GRADIENT, Role.DESCENT), (Role.TANGENT, Role.SECANT), (Role.FIRST, Role.SECOND)):
        assert TEXTURES[one] is not TEXTURES[other]


def test_a_tile_of_dots_has_one_in_each_row_and_column() -> None:
    for role in Role:
        tile = TEXTURES[role].dots
        assert tile.any(axis=0).all()
        assert tile.any(axis=1).all()


def test_scattered_dots_lie_as_far_apart_as_they_can() -> None:
    seen = np.argwhere(dots(alone(box(0, 1, 0, 1), width=30, height=15)))
    away = np.hypot(*(seen[:, None] - seen[None]).transpose(2, 0, 1))
    nearest = np.sort(away, axis=1)[:, 1]
    assert nearest.min() > 4
    assert nearest.max() < 5
    # No more than one in two cells, or curves are hard to see.
    assert len(seen) / (30 * 15) == pytest.approx(8 / 15, abs=0.02)


def _inside(u: float, v: float, x: list[float], low: list[float], high: list[float], slack: float) -> bool:
    """Whether a place lies between straight lines through samples, or nearly; reckoned place by place."""
    for k in range(len(x) - 1):
        if x[k] - slack <= u <= x[k + 1] + slack:
            near = [min(max(u + shift, x[k]), x[k + 1]) for shift in (-slack, 0.0, slack)]
            parts = [(at - x[k]) / (x[k + 1] - x[k]) for at in near]
            ends = [y[k] + part * (y[k + 1] - y[k]) for y in (low, high) for part in parts]
            if min(ends) - slack <= v <= max(ends) + slack:
                return True
    return False


heights = st.lists(st.floats(-1, 2), min_size=4, max_size=4)


@given(heights, heights)
def test_dots_lie_between_the_curves(low: list[float], high: list[float]) -> None:
    x = [0.1, 0.3, 0.65, 0.9]
    seen = dots(alone(region(x, low, high)))
    for row, column in np.argwhere(seen):
        u, v = column / (seen.shape[1] - 1), row / (seen.shape[0] - 1)
        assert _inside(u, v, x, low, high, 1 / 39)


@given(heights, heights, st.sampled_from(TEXTURED))
def test_a_region_is_that_part_of_the_full_texture(low: list[float], high: list[float], role: Role) -> None:
    x = [-0.5, 0.2, 0.7, 1.5]
    seen, everywhere = dots(alone(region(x, low, high, role))), dots(alone(box(0, 1, 0, 1, role)))
    full = np.zeros(seen.shape, dtype=bool)
    for row, column in product(*map(range, seen.shape)):
        u, v = column / (seen.shape[1] - 1), row / (seen.shape[0] - 1)
        full[row, column] = min(np.interp(u, x, low), np.interp(u, x, high)) + 1e-9 < v and v < (
            max(np.interp(u, x, low), np.interp(u, x, high)) - 1e-9
        )
    # The texture stands still on the screen, so a region that moves only uncovers it, or is denser if narrow.
    if (full & everywhere).any():
        assert (seen[full] >= everywhere[full]).all()
        assert (seen[full] == everywhere[full]).all() or full.sum() < 4 * max(full.shape)


@given(
    st.floats(0, 0.999),
    st.floats(1e-12, 0.05),
    st.sampled_from(TEXTURED),
    st.sampled_from(Marker),
    st.booleans(),
)
def test_a_narrow_region_is_seen(
    place: float, width: float, role: Role, marker: Marker, upright: bool
) -> None:
    band = (
        box(place, place + width, -INF, INF, role) if upright else box(-INF, INF, place, place + width, role)
    )
    cells = alone(band, marker=marker)
    used = (cells.roles == role).any(axis=0 if upright else 1)
    assert 1 <= used.sum() <= 2 + width * used.size


@pytest.mark.parametrize("marker", Marker)
def test_even_a_speck_is_seen(marker: Marker) -> None:
    for place in np.linspace(0, 0.999, 23):
        cells = alone(box(place, place + 1e-6, place, place + 1e-6), marker=marker)
        assert (cells.roles == Role.FIRST).sum() == 1


@pytest.mark.parametrize("marker", Marker)
def test_curves_that_touch_enclose_nothing(marker: Marker) -> None:
    x = np.linspace(-1, 1, 81)
    above = Region(x, np.zeros(81), np.maximum(x, 0), Role.FIRST)
    cells = regions([above], Area(Window(-1, 1, -1, 1), 20, 10, marker))
    assert not (cells.roles[:, :9] == Role.FIRST).any()
    assert (cells.roles[:, 13:] == Role.FIRST).any(axis=0).all() or marker is Marker.ASCII
    assert not (alone(box(0.2, 0.8, INF, INF), marker=marker).roles).any()
    assert not (alone(box(0.5, 0.5, 0, 1), marker=marker).roles).any()


def test_a_nan_is_a_gap_and_infinity_the_border() -> None:
    nan = float("nan")
    cells = alone(region([0, 0.3, 0.5, 0.7, 1], [-INF] * 5, [INF, INF, nan, INF, INF]), marker=Marker.BLOCK)
    assert rows(cells) == ["░" * 6 + " " * 8 + "░" * 6] * 10


@pytest.mark.parametrize(
    "outside",
    [
        box(0, 1, 1.5, 2),
        box(0, 1, -INF, -0.5),
        box(0, 1, 1, INF),
        box(1.2, 1.3, 0, 1),
        box(-INF, -0.1, 0, 1),
        region([], [], []),
        region([0.5], [0], [1]),
        region([np.nan, np.nan], [0, 0], [1, 1]),
    ],
)
@pytest.mark.parametrize("marker", Marker)
def test_what_lies_outside_is_not_drawn(outside: Region, marker: Marker) -> None:
    assert not alone(outside, marker=marker).roles.any()


def test_steps_and_samples_from_right_to_left() -> None:
    steps = region([0, 0.5, 0.5, 1], [0, 0, 0, 0], [1, 1, 0.5, 0.5])
    back = Region(steps.x[::-1], steps.low[::-1], steps.high[::-1], steps.role)
    for shape in (steps, back):
        assert rows(alone(shape, width=4, height=2, marker=Marker.BLOCK)) == ["░░  ", "░░░░"]


def test_strokes_lie_above_and_are_not_touched() -> None:
    curve = Curve(GRID, GRID**2, Role.FUNCTION)
    for marker in Marker:
        with_fill, without = (
            draw(Plot(UNIT, marks), 40, 14, marker) for marks in ((curve, box(0, 1, 0, 1)), (curve,))
        )
        stroke = without.roles == Role.FUNCTION
        assert (with_fill.chars[stroke] == without.chars[stroke]).all()
        assert (with_fill.roles[stroke] == Role.FUNCTION).all()


def test_a_region_lies_over_a_shade_and_below_lines_and_heights() -> None:
    whole = box(0, 1, 0, 1, Role.ERROR)
    shade = Shade(GRID, GRID, np.ones((5, 5)))
    lines = Contour(GRID, GRID, np.add.outer(GRID, GRID), (0.5, 1.0, 1.5))
    for marks in ((shade, lines, whole), (whole, shade, lines)):
        found = draw(Plot(UNIT, marks), 40, 14, Marker.BLOCK)
        drawn = draw(Plot(UNIT, (lines,)), 40, 14, Marker.BLOCK)
        lined = drawn.roles == Role.CONTOUR
        assert (found.chars[lined] == drawn.chars[lined]).all()
        assert {Role.ERROR, Role.FIRST, Role.CONTOUR} <= set(found.roles.ravel().tolist())


@pytest.mark.parametrize("role", TEXTURED)
@pytest.mark.parametrize("marker", Marker)
def test_narrow_bands_are_textured_more_densely(marker: Marker, role: Role) -> None:
    narrow, wide = (
        (alone(box(0, 1, 0.5, 0.5 + high, role), width=60, height=20, marker=marker).roles == role)
        for high in (0.02, 0.4)
    )
    shares = [used.sum() / (60 * used.any(axis=1).sum()) for used in (narrow, wide)]
    assert shares[0] >= shares[1] if marker is not Marker.BRAILLE else shares[0] > 0.25

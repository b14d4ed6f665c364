"""The names of regions: inside, near an end, and never over what matters more."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seen import picture

from calctui.raster import Marker, draw, rows
from calctui.raster.area import Area
from calctui.raster.axes import Dress
from calctui.raster.plot import draw_plot
from calctui.raster.regions import interior
from calctui.scene import Curve, Floats, Mark, Plot, Point, Region, Role, Window

UNIT = Window(0, 1, 0, 1)
INF = np.inf


def box(
    left: float, right: float, low: float, high: float, role: Role = Role.FIRST, label: str = ""
) -> Region:
    return Region(np.array([left, right]), np.array([low, low]), np.array([high, high]), role, label)


heights = st.lists(st.floats(-1, 2), min_size=4, max_size=4).map(np.array)


def test_regions_have_names_where_the_window_ends() -> None:
    bands = (
        box(0, 1, 0.25, 0.55, Role.TANGENT, "ε"),
        box(0.4, 0.7, -INF, INF, Role.GUIDE, "trust"),
    )
    assert picture(Plot(UNIT, bands), 34, 10, Marker.BLOCK) == (
        """
|   ┌─────────────────────────────┐|
|1.0┤             trust ░         │|
|   │            ░░░░░░░░         │|
|   │            ░░░░░░░░         │|
|0.5┤ ε ░░░░░░░░░▒▒▒▒▒▒▒▒░░░░░░░░░│|
|   │░░░░░░░░░░░░▒▒▒▒▒▒▒▒░░░░░░░░░│|
|   │            ░░░░░░░░         │|
|  0┤            ░░░░░░░░         │|
|   └┬─────────────┬─────────────┬┘|
|    0            0.5          1.0 |
"""
    )


def _named(plot: Plot, width: int, height: int, marker: Marker, name: str) -> tuple[int, int] | None:
    """The column and row inside the frame where a name starts, if it is there."""
    found = [
        (row.find(name), y) for y, row in enumerate(rows(draw(plot, width, height, marker))) if name in row
    ]
    return found[0] if found else None


@pytest.mark.parametrize("marker", Marker)
def test_a_name_that_does_not_fit_is_left_out(marker: Marker) -> None:
    for band, fits in (
        (box(0.4, 0.8, -INF, INF, label="trusted"), True),
        (box(0.4, 0.5, 0, 1, label="trusted"), False),
    ):
        assert (_named(Plot(UNIT, (band,)), 40, 12, marker, "trusted") is not None) is fits
    assert (
        _named(
            Plot(UNIT, (box(2, 3, 0, 1, label="far"), box(0.4, 0.4, 0, 1, label="far"))),
            40,
            12,
            marker,
            "far",
        )
        is None
    )


@settings(max_examples=60)
@given(
    heights,
    heights,
    st.integers(1, 6),
    st.sampled_from(Marker),
    st.sampled_from([(27, 8), (44, 16), (9, 4), (1, 1)]),
)
def test_a_name_stands_inside_in_its_role(
    low: Floats, high: Floats, long: int, marker: Marker, size: tuple[int, int]
) -> None:
    mark = Region(np.array([-0.5, 0.2, 0.7, 1.5]), low, high, Role.ERROR, "n" * long)
    area = Area(UNIT, *size, marker)
    cells = draw_plot(Plot(UNIT, (mark,)), *size, marker, Dress.BARE, 0)
    letters = cells.chars == "n"
    assert letters.sum() in (0, long)
    assert interior(mark, area)[letters].all()
    assert (cells.roles[letters] == Role.ERROR).all()
    runs = np.lib.stride_tricks.sliding_window_view(interior(mark, area), min(long, size[0]), axis=1)
    assert letters.any() == (long <= size[0] and bool(runs.all(axis=2).any()))


@pytest.mark.parametrize("marker", Marker)
def test_a_name_covers_neither_points_nor_names(marker: Marker) -> None:
    places = np.linspace(0.02, 0.98, 25)
    points = tuple(Point(x, y, Role.POINT) for x in (0.45, 0.5, 0.55) for y in places)
    band = box(0.4, 0.6, -INF, INF, Role.GUIDE, "band")
    groups: tuple[tuple[Mark, ...], ...] = (
        points,
        (*points[::5], Point(0.5, 0.97, Role.POINT, label="first")),
    )
    for others in groups:
        without, found = (draw(Plot(UNIT, marks), 50, 14, marker) for marks in (others, (band, *others)))
        seen = without.roles == Role.POINT
        assert (found.chars[seen] == without.chars[seen]).all()


def test_a_name_stands_over_no_curve_where_there_is_another_place() -> None:
    down = Curve(np.array([0.55, 0.55]), np.array([1.0, 0.4]), Role.FUNCTION)
    found = _named(Plot(UNIT, (box(0.4, 0.7, -INF, INF, label="trust"), down)), 50, 14, Marker.BLOCK, "trust")
    assert found is not None
    assert found[1] == 11


def test_a_name_stands_clear_of_the_texture() -> None:
    flat = Curve(np.array([0.0, 1.0]), np.array([0.5, 0.5]), Role.FUNCTION, "name")
    marks: tuple[Mark, ...] = (box(0, 1, 0, 1), flat)
    assert any(" name " in row for row in rows(draw(Plot(UNIT, marks), 40, 14, Marker.BLOCK)))

"""What holds for any picture at any size."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calctui.raster import Cells, Marker, draw, rows
from calctui.scene import (
    Arrow,
    Arrows,
    Beside,
    Cell,
    Contour,
    Curve,
    Floats,
    Glyph,
    Guide,
    Mark,
    Outline,
    Path3,
    Plot,
    Point,
    Region,
    Role,
    Row,
    Scatter,
    Segment,
    Shade,
    Stack,
    Trail,
    View,
    Window,
    Wireframe,
)

UNIT = Window(0, 1, 0, 1)
X = np.linspace(-3, 3, 400)


def stack() -> Stack:
    cubic = Plot(Window(-3, 3, -10, 10), (Curve(X, X**3 / 3, Role.FUNCTION),), "f(x)")
    slope = Plot(Window(-3, 3, 0, 9), (Curve(X, X**2, Role.DERIVATIVE),), "f′(x)", "x")
    return Stack((cubic, slope), (2, 1))


def has(cells: Cells, text: str) -> bool:
    return any(text in row for row in rows(cells))


def test_later_points_and_roles_win() -> None:
    points = (Point(0.5, 0.5, Role.POINT), Point(0.5, 0.5, Role.SPECIAL, Glyph.PEAK))
    cells = draw(Plot(UNIT, (*points, Guide(x=0.5))), 20, 9)
    assert has(cells, "▲")
    assert not has(cells, "●")
    assert Role.POINT not in cells.roles


def test_points_outside_the_window_are_not_drawn() -> None:
    for x, y in ((2, 0.5), (0.5, -0.001), (np.nan, 0.5), (0.5, np.inf)):
        cells = draw(Plot(UNIT, (Point(x, y, Role.POINT, label="A"),)), 20, 9)
        assert Role.POINT not in cells.roles


def test_labels_cover_neither_points_nor_each_other() -> None:
    points = tuple(Point(0.4 + 0.04 * k, 0.5, Role.POINT, label=f"P{k}") for k in range(6))
    for marker in Marker:
        cells = draw(Plot(UNIT, points), 60, 15, marker)
        assert all(has(cells, f"P{k}") for k in range(6))
        assert sum(row.count("●") + row.count("@") for row in rows(cells)) == 6


def test_a_label_without_room_is_left_out() -> None:
    cells = draw(Plot(UNIT, (Point(0.5, 0.5, Role.POINT, label="much too long for this"),)), 20, 9)
    assert has(cells, "●")
    assert not has(cells, "much")


def test_labels_prefer_blank_cells() -> None:
    flat = Curve(np.array([0.0, 1.0]), np.array([0.5, 0.5]), Role.FUNCTION)
    cells = draw(Plot(UNIT, (flat, Point(0.5, 0.5, Role.POINT, label="A"))), 40, 12)
    row = next(row for row in rows(cells) if "A" in row)
    assert "●" not in row


def test_long_titles_are_shortened() -> None:
    assert rows(draw(Plot(UNIT, (), "a title that can't fit"), 20, 8))[0] == "   ┌ a title tha… ─┐"


anything = st.floats()
coordinates = st.one_of(anything, st.floats(-2, 2))
samples = st.lists(coordinates, min_size=4, max_size=4).map(np.array)
texts = st.text(max_size=9)
roles = st.sampled_from([role for role in Role if role is not Role.BLANK])
glyphs = st.sampled_from(Glyph)


@st.composite
def grids(make: st.DrawFn) -> tuple[Floats, Floats, Floats]:
    wide, high = make(st.integers(0, 4)), make(st.integers(0, 4))
    values = make(st.lists(coordinates, min_size=wide * high, max_size=wide * high))
    places = st.one_of(
        st.just(np.linspace(-1.0, 1.0, wide)),
        st.lists(coordinates, min_size=wide, max_size=wide).map(lambda some: np.array(some, dtype=float)),
    )
    y = np.sort(np.array(make(st.lists(coordinates, min_size=high, max_size=high)), dtype=float))
    return make(places), y, np.array(values, dtype=float).reshape(high, wide)


levels = st.lists(coordinates, max_size=3).map(tuple)
grounds: st.SearchStrategy[Mark] = st.one_of(
    st.builds(lambda grid, *rest: Contour(*grid, *rest), grids(), levels, roles, st.booleans()),
    st.builds(lambda grid: Shade(*grid), grids()),
    st.builds(Arrows, samples, samples, samples, samples, roles),
    st.builds(Region, samples | samples.map(np.sort), samples, samples, roles),
)
marks: st.SearchStrategy[Mark] = st.one_of(
    grounds,
    st.builds(Trail, samples, samples, roles, glyphs, texts),
    st.builds(Scatter, samples, samples, roles, glyphs),
    st.builds(Arrow, coordinates, coordinates, coordinates, coordinates, roles, texts),
    st.builds(Curve, samples, samples, roles, texts),
    st.builds(Segment, coordinates, coordinates, coordinates, coordinates, roles, st.booleans(), texts),
    st.builds(Point, coordinates, coordinates, roles, glyphs, texts),
    st.builds(Guide, st.none() | coordinates, st.none() | coordinates),
)


@st.composite
def windows(make: st.DrawFn) -> Window:
    sides = [make(coordinates) for _ in range(4)]
    try:
        return Window(*sides)
    except ValueError:
        return Window(-1, 1, -1, 1)


plots = st.builds(
    Plot,
    windows(),
    st.lists(marks, max_size=4).map(tuple),
    *(texts, texts, texts),
    *(st.booleans(), st.booleans()),
)
stacks = st.lists(plots, max_size=3).map(lambda views: Stack(tuple(views), (1.0,) * len(views)))
paths = st.builds(Path3, samples, samples, samples, roles, glyphs, texts)


@st.composite
def wireframes(make: st.DrawFn) -> View:
    heights, angles = (
        (make(coordinates), make(coordinates)),
        (make(st.floats(-720, 720)), make(st.floats(-200, 200))),
    )
    lying = tuple(make(st.lists(paths, max_size=2)))
    return Wireframe(*make(grids()), *heights, *angles, lying, make(texts))


lines = st.builds(
    Row,
    st.lists(st.builds(Cell, texts, roles, st.integers(-1, 12)), max_size=4).map(tuple),
    st.integers(-1, 30),
    st.booleans(),
)
outlines = st.builds(
    Outline,
    st.lists(lines, max_size=9).map(tuple),
    st.lists(texts, max_size=4).map(tuple),
    texts,
    st.booleans(),
    texts,
)

simple: st.SearchStrategy[View] = st.one_of(plots, stacks, wireframes(), outlines)
nested: st.SearchStrategy[View] = st.builds(
    lambda kind, views, weight: kind(tuple(views), (weight,) * len(views)),
    st.sampled_from([Stack, Beside]),
    st.lists(simple, max_size=3),
    st.sampled_from([0.0, 1.0, 2.5]),
)
views: st.SearchStrategy[View] = st.one_of(simple, nested)


@given(views, st.integers(0, 130), st.integers(0, 45), st.sampled_from(Marker))
def test_any_view_at_any_size_is_drawn_in_that_size(
    view: View, width: int, height: int, marker: Marker
) -> None:
    cells = draw(view, width, height, marker)
    assert cells.chars.shape == cells.roles.shape == (height, width)
    if marker is Marker.ASCII:
        assert all(row.isascii() and row.isprintable() for row in rows(cells))


@given(views, st.integers(0, 16), st.integers(0, 8), st.sampled_from(Marker))
def test_any_view_is_drawn_in_the_smallest_sizes(view: View, width: int, height: int, marker: Marker) -> None:
    assert draw(view, width, height, marker).chars.shape == (height, width)


@pytest.mark.parametrize("marker", Marker)
def test_drawing_twice_gives_the_same_cells(marker: Marker) -> None:
    first, second = draw(stack(), 50, 20, marker), draw(stack(), 50, 20, marker)
    np.testing.assert_array_equal(first.chars, second.chars)
    np.testing.assert_array_equal(first.roles, second.roles)


@given(st.integers(20, 100), st.integers(8, 30), st.sampled_from(Marker))
def test_no_stroke_crosses_a_pole(width: int, height: int, marker: Marker) -> None:
    x = np.linspace(0, 1, 401)
    y = np.where(x < 0.5, 0.9, 0.1)
    y[abs(x - 0.5) < 0.15] = np.nan
    cells = draw(Plot(UNIT, (Curve(x, y, Role.FUNCTION),)), width, height, marker)
    used = np.flatnonzero((cells.roles == Role.FUNCTION).any(axis=0))
    assert np.diff(used).max() >= 0.2 * (width - 6)
    assert ((cells.roles == Role.FUNCTION).sum(axis=0) <= 1).all()

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calctui.raster.finite import Strokes, fraction, polyline, straight
from calctui.scene import Floats, Role, Segment, Window

UNIT = Window(0, 1, 0, 1)
anything = st.floats(width=64)


def ends(strokes: Strokes) -> list[tuple[float, ...]]:
    parts = np.stack([strokes.x0, strokes.y0, strokes.x1, strokes.y1], axis=1)
    return [tuple(np.round(row, 9).tolist()) for row in parts]


def through(*points: tuple[float, float]) -> Strokes:
    x, y = np.array(points).T
    return polyline(x, y, UNIT)


def test_a_nan_or_an_infinity_lifts_the_pen() -> None:
    for gap in (np.nan, np.inf, -np.inf):
        strokes = through((0, 0), (0.2, 0.2), (0.4, gap), (0.6, 0.6), (0.8, 0.8))
        assert ends(strokes) == [(0, 0, 0.2, 0.2), (0.6, 0.6, 0.8, 0.8)]
        assert strokes.joined.tolist() == [False, False]


def test_a_sample_left_alone_is_a_dot() -> None:
    assert ends(through((0.1, np.nan), (0.5, 0.25), (0.9, np.nan))) == [(0.5, 0.25, 0.5, 0.25)]


def test_strokes_in_a_row_are_joined() -> None:
    assert through((0, 0), (0.5, 0.5), (1, 0)).joined.tolist() == [False, True]


def test_strokes_end_at_the_border() -> None:
    assert ends(through((0.5, 0.5), (0.5, 3))) == [(0.5, 0.5, 0.5, 1)]
    assert ends(through((-1, -1), (2, 2))) == [(0, 0, 1, 1)]
    assert ends(through((-1, 0.5), (0.5, 2))) == []
    assert ends(through((2, 0), (2, 1))) == []
    assert ends(through((-1, 0), (1, 1))) == [(0, 0.5, 1, 1)]


def test_a_huge_sample_keeps_the_near_end_exact() -> None:
    assert ends(through((0.5, 1e308), (0.5, 0.25))) == [(0.5, 1, 0.5, 0.25)]
    assert ends(through((0.5, 0.25), (0.75, -1e308))) == [(0.5, 0.25, 0.5, 0)]


def test_fractions_of_the_widest_window_do_not_overflow() -> None:
    found = fraction(np.array([-8e307, 0.0, 8e307, 1.7e308]), -8e307, 8e307)
    np.testing.assert_allclose(found, [0, 0.5, 1, 1.5625])


def test_an_endless_segment_reaches_the_border() -> None:
    line = Segment(0.4, 0.4, 0.6, 0.6, Role.TANGENT, endless=True)
    assert ends(straight(line, UNIT)) == [(0, 0, 1, 1)]
    assert ends(straight(Segment(0.4, 0.4, 0.6, 0.6, Role.TANGENT), UNIT)) == [(0.4, 0.4, 0.6, 0.6)]
    assert ends(straight(Segment(0.5, 0.2, 0.5, 0.2, Role.TANGENT, endless=True), UNIT)) == [
        (0.5, 0.2, 0.5, 0.2)
    ]
    assert ends(straight(Segment(0.5, np.nan, 0.6, 0.2, Role.TANGENT, endless=True), UNIT)) == []


@given(st.lists(st.tuples(anything, anything), max_size=8), anything, anything)
def test_no_floats_raise_warn_or_leave_the_window(
    points: list[tuple[float, float]], low: float, high: float
) -> None:
    try:
        window = Window(low, high, low, high)
    except ValueError:
        window = UNIT
    x, y = np.array(points, dtype=float).reshape(-1, 2).T
    strokes = polyline(x, y, window)
    for part in (strokes.x0, strokes.y0, strokes.x1, strokes.y1):
        assert np.isfinite(part).all()
        assert ((part >= 0) & (part <= 1)).all()


@given(st.tuples(*[st.integers(-3000, 4000).map(lambda k: (k + 0.5) / 1000)] * 4))
def test_clipping_agrees_with_walking_along_the_stroke(stroke: tuple[float, float, float, float]) -> None:
    x0, y0, x1, y1 = stroke
    part = np.linspace(0, 1, 4001)
    x, y = x0 + part * (x1 - x0), y0 + part * (y1 - y0)
    inside = (x >= 0) & (x <= 1) & (y >= 0) & (y <= 1)
    found = through((x0, y0), (x1, y1))
    if inside.sum() > 2:  # not where it only touches a corner
        first, last = np.flatnonzero(inside)[[0, -1]]
        (clipped,) = ends(found)
        np.testing.assert_allclose(clipped, [x[first], y[first], x[last], y[last]], atol=4e-3)
    else:
        assert _length(found) < 1e-2


def _length(strokes: Strokes) -> float:
    lengths: Floats = np.hypot(strokes.x1 - strokes.x0, strokes.y1 - strokes.y0)
    return float(lengths.sum())


def test_empty_samples_are_no_strokes() -> None:
    assert polyline(np.array([]), np.array([]), UNIT).x0.size == 0


@pytest.mark.parametrize("slope", [1e308, -1e308, 1e-308])
def test_endless_lines_of_any_slope_are_drawn(slope: float) -> None:
    assert straight(Segment(0.5, 0.5, 0.6, 0.5 + slope, Role.TANGENT, endless=True), UNIT).x0.size == 1


def test_a_huge_end_keeps_the_direction_of_its_stroke() -> None:
    far = polyline(np.array([0.5, -1e300]), np.array([0.5, 1e300]), Window(0, 1, 0, 1))
    assert (far.x1[0], far.y1[0]) == pytest.approx((0.0, 1.0))

"""Lines of equal height of a quadratic, against the quadratic itself and against closed forms."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calctui.maths.conics import level_lines
from calctui.maths.curvature import Curvature

NUMBERS = st.floats(-5, 5).map(lambda x: round(x, 3))


@given(st.tuples(*[NUMBERS] * 8), st.lists(NUMBERS, min_size=1, max_size=7))
def test_every_place_has_one_of_the_heights(numbers: tuple[float, ...], heights: list[float]) -> None:
    here = Curvature(*numbers)
    x, y = level_lines(here, heights, 4.0)
    seen = np.isfinite(x)
    assert (seen == np.isfinite(y)).all()
    apart = np.abs(here.fitted(x[seen], y[seen])[:, np.newaxis] - heights).min(axis=1)
    assert (apart <= 1e-6).all()
    u, v = here.axes.T @ [x[seen] - here.x, y[seen] - here.y]
    assert (np.maximum(np.abs(u), np.abs(v)) <= 4 * (1 + 1e-9)).all()


@given(st.tuples(*[NUMBERS] * 8))
def test_a_line_between_a_lower_and_a_higher_place_is_found(numbers: tuple[float, ...]) -> None:
    """Wherever the quadratic passes a height between neighbours of a grid, the line is near."""
    here = Curvature(*numbers)
    offsets = np.linspace(-2, 2, 41)
    x, y = here.x + offsets[np.newaxis], here.y + offsets[:, np.newaxis]
    z = here.fitted(x, y)
    height = float(np.median(z)) + 1e-3
    lines = np.stack(level_lines(here, [height], 4.0))
    lines = lines[:, np.isfinite(lines[0])]
    passed = np.argwhere((z[:, :-1] < height) & (z[:, 1:] > height))
    for row, column in passed[:: max(len(passed) // 5, 1)]:
        gap = np.hypot(lines[0] - x[0, column], lines[1] - y[row, 0])
        assert gap.min() < 0.4


def test_an_ellipse_a_hyperbola_and_a_pair_of_lines() -> None:
    x, y = level_lines(Curvature(1, 2, 13, 2, 12, 2, 0, 6), [12.0], 9.0)  # x² + 3y²
    assert np.nanmax(x) == pytest.approx(np.sqrt(12))
    assert np.nanmax(y) == pytest.approx(2)
    x, y = level_lines(Curvature(0, 0, 0, 0, 0, 2, 0, -2), [1.0], 9.0)  # x² - y²
    assert np.nanmin(np.abs(x)) == pytest.approx(1)
    x, y = level_lines(Curvature(0, 0, 0, 0, 0, 2, 2, 2), [4.0], 9.0)  # (x + y)²
    assert np.unique(np.round((x + y)[np.isfinite(x)], 9)).tolist() == [-2, 2]


def test_a_plane_has_one_line_and_a_level_one_none() -> None:
    x, y = level_lines(Curvature(0, 0, 0, 1, 2, 0, 0, 0), [3.0], 9.0)
    assert (x + 2 * y)[np.isfinite(x)] == pytest.approx(3)
    assert np.isfinite(x).any()
    x, _ = level_lines(Curvature(0, 0, 5, 0, 0, 0, 0, 0), [5.0, 4.0], 9.0)
    assert not np.isfinite(x).any()

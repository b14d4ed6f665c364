"""Named surfaces against mpmath, and contour levels by what they are for."""

from typing import Any

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calctui.maths.descent import Objective, Verdict, path, verdict
from calctui.maths.evaluate import Floats, evaluate
from calctui.maths.parser import parse
from calctui.maths.surfaces import FLAT, SURFACES, grid, levels

MP: Any = mpmath.mp.clone()
MP.dps = 40

SYSTEMS: dict[str, Any] = {  # gradients, by hand
    "bowl": lambda x, y: (2 * x, 2 * y),
    "stretched bowl": lambda x, y: (2 * x, 6 * y),
    "rosenbrock": lambda x, y: (-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)),
    "himmelblau": lambda x, y: (
        4 * x * (x * x + y - 11) + 2 * (x + y * y - 7),
        2 * (x * x + y - 11) + 4 * y * (x + y * y - 7),
    ),
    "beale": lambda x, y: (
        sum(2 * (a - x + x * y**k) * (y**k - 1) for k, a in ((1, 1.5), (2, 2.25), (3, 2.625))),
        sum(2 * (a - x + x * y**k) * k * x * y ** (k - 1) for k, a in ((1, 1.5), (2, 2.25), (3, 2.625))),
    ),
    "plateau": lambda x, y: (2 * x * MP.exp(-x * x - y * y), 2 * y * MP.exp(-x * x - y * y)),
}


def sampled(text: str, window: tuple[float, float, float, float], n: int = 81, m: int = 61) -> Floats:
    expression = parse(text, ("x", "y"))
    return grid(lambda x, y: evaluate(expression, {"x": x, "y": y}), window, n, m)[2]


def test_the_contracts_names() -> None:
    assert list(SURFACES) == [
        "bowl", "stretched bowl", "saddle", "rosenbrock", "himmelblau", "beale", "plateau",
    ]  # fmt: skip


@pytest.mark.parametrize("name", SYSTEMS)
def test_minima_are_minima_to_the_last_digit(name: str) -> None:
    surface = SURFACES[name]
    loss = Objective(parse(surface.formula, ("x", "y")))
    for minimum in surface.minima:
        root = MP.findroot(SYSTEMS[name], [MP.mpf(c) for c in minimum])
        assert [float(c) for c in root] == pytest.approx(minimum, rel=1e-15, abs=1e-30)
        assert float(loss.value(np.array(minimum))) == pytest.approx(0.0, abs=1e-25)
        assert np.linalg.eigvalsh(loss.hessian(np.array(minimum))).min() > 0


def test_the_saddle_is_one() -> None:
    loss = Objective(parse(SURFACES["saddle"].formula, ("x", "y")))
    value, slopes = loss.value_and_gradient(np.zeros(2))
    assert (float(value), slopes.tolist()) == (SURFACES["saddle"].saddle, [0, 0])
    low, high = np.linalg.eigvalsh(loss.hessian(np.zeros(2)))
    assert low < 0 < high


@pytest.mark.parametrize("name", SURFACES)
def test_windows_show_start_and_minima_and_the_rate_gets_somewhere(name: str) -> None:
    surface = SURFACES[name]
    left, right, bottom, top = surface.window
    for x, y in (surface.start, *surface.minima):
        assert left < x < right
        assert bottom < y < top
    way = path(Objective(parse(surface.formula, ("x", "y"))), surface.start, "gd", surface.rate, 0.9, 200)
    assert way.loss[-1] < way.loss[0]
    assert (verdict(way) is Verdict.DIVERGING) == (not surface.minima)


def test_a_grid_has_rows_of_equal_y() -> None:
    x, y, z = grid(lambda x, y: x + 10 * y, (0, 2, 5, 6), 3, 2)
    assert (x.tolist(), y.tolist()) == ([0, 1, 2], [5, 6])
    assert z.tolist() == [[50, 51, 52], [60, 61, 62]]
    constant = grid(lambda x, y: np.array(7.0), (0, 1, 0, 1), 3, 2)[2]
    assert constant.shape == (2, 3)
    with np.errstate(all="raise"):
        assert np.isnan(grid(lambda x, y: np.log(x), (-1, 1, 0, 1), 2, 2)[2][:, 0]).all()


# Levels


@given(
    st.lists(st.floats(allow_nan=True, allow_infinity=True), max_size=60),
    st.integers(1, 30),
    st.none() | st.floats(-1e3, 1e3),
)
def test_levels_ascend_inside_the_range(heights: list[float], count: int, saddle: float | None) -> None:
    z = np.array(heights)
    found = levels(z, count, saddle)
    assert len(found) <= count
    assert list(found) == sorted(set(found))
    finite = z[np.isfinite(z)]
    assert all(finite.min() < level < finite.max() for level in found)


@given(st.floats(1e-3, 1e3), st.floats(-1e3, 1e3))
def test_levels_move_with_the_surface(scale: float, lift: float) -> None:
    """Those of a steep valley do: they hang on its floor. Of a gentle one, they keep to 0 instead."""
    z = sampled(SURFACES["rosenbrock"].formula, (-2, 2, -1, 3))
    expected = scale * np.array(levels(z, 9)) + lift
    np.testing.assert_allclose(
        levels(scale * z + lift, 9), expected, rtol=1e-7, atol=1e-7 * (scale + abs(lift))
    )


def test_gentle_surfaces_have_even_levels() -> None:
    for text in ("x^2 + y^2", "x^2 + 3y^2", "1 - exp(-(x^2 + y^2))", "|x| + |y|"):
        found = np.array(levels(sampled(text, (-4, 4, -4, 4)), 10))
        assert len(found) == 10
        np.testing.assert_allclose(np.diff(found), found[0], rtol=1e-6)


@pytest.mark.parametrize("name", ["rosenbrock", "himmelblau", "beale"])
def test_steep_valleys_have_levels_down_to_the_floor(name: str) -> None:
    """Even ratios; even steps would leave half of the picture without one."""
    surface = SURFACES[name]
    z = sampled(surface.formula, surface.window)
    found = np.array(levels(z, 10)) - z.min()
    np.testing.assert_allclose(found[1:] / found[:-1], found[1] / found[0], rtol=1e-9)
    assert (z < z.min() + found[0]).mean() < 0.02
    assert (found < np.median(z) - z.min()).sum() >= 5
    even = np.linspace(z.min(), z.max(), 12)[1:-1]
    assert (even < np.median(z)).sum() <= 1


def test_levels_of_a_saddle_lie_on_both_sides_of_it() -> None:
    for count in (8, 9):
        found = np.array(levels(sampled("x^2 - y^2", (-4, 4, -4, 4)), count))
        assert 0.0 in found
        np.testing.assert_allclose(found, -found[::-1], atol=1e-12)
    shifted = np.array(levels(sampled("x^2 - y^2 + 5", (-4, 4, -4, 4)), 9, saddle=5.0))
    np.testing.assert_allclose(shifted - 5, -(shifted - 5)[::-1], atol=1e-12)
    assert 5.0 in shifted
    one_sided = np.array(levels(sampled("x^2 - y^2", (-4, 4, -1, 1)), 9, saddle=0.0))
    assert 0.0 in one_sided
    assert one_sided[0] > -1
    assert one_sided[-1] > 12
    assert len(np.unique(np.diff(one_sided).round(9))) == 1


def test_there_is_nothing_to_contour_on_the_flat() -> None:
    assert levels(np.full((3, 3), 2.5), 9) == ()
    assert levels(np.full((3, 3), 2.5) * (1 + FLAT / 4 * np.eye(3)), 9) == ()
    assert levels(np.full((3, 3), np.nan), 9) == ()
    assert levels(np.array([]), 9) == ()


def test_a_flat_floor_is_no_valley() -> None:
    found = np.array(levels(sampled("relu(x - 1)", (-4, 4, -4, 4)), 7))
    np.testing.assert_allclose(np.diff(found), found[0])


def test_levels_of_the_largest_floats() -> None:
    found = levels(np.array([-1.7e308, 0.0, 1.7e308]), 3)
    assert found == (-8.5e307, 0.0, 8.5e307)

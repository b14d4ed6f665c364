"""Gradient and Hessian against mpmath on random functions; the word for a shape against closed forms."""

import itertools
from math import hypot, isnan, sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from maths_oracle import MP, exact

from calctui.maths.curvature import Curvature, Shape, curvature, shape
from calctui.maths.parser import parse

PIECES = (
    "x^2*y", "sin(x*y)", "exp(x - y)", "cos(x + 2y)", "1/(3 + x^2 + y^2)", "ln(2 + x^2*y^2)", "tanh(x - 2y)",
    "x*y^3", "sigmoid(x + y)", "sqrt(1 + x^2 + y^2)", "softplus(x y)", "gelu(x - y)", "atan(x/ (2 + y^2))",
)  # fmt: skip
FUNCTIONS = [f"{one} + 0.5*{other}*{third}" for one, other, third in itertools.permutations(PIECES, 3)][::15]
"""More than a hundred different sums and products of smooth parts."""


def look(f: str, x: float, y: float) -> tuple[Curvature, Shape]:
    expression, at = parse(f, ("x", "y")), {"x": x, "y": y}
    here = curvature(expression, at)
    return here, shape(expression, at, here)


@pytest.mark.parametrize("f", FUNCTIONS)
def test_gradient_and_hessian_against_mpmath(f: str) -> None:
    assert len(FUNCTIONS) >= 100
    x, y = 0.7, -0.4
    here, _ = look(f, x, y)

    def slope(orders: tuple[int, int]) -> float:
        expression = parse(f, ("x", "y"))
        found: Any = MP.diff(lambda u, v: exact(expression, {"x": u, "y": v}), (MP.mpf(x), MP.mpf(y)), orders)
        return float(found)

    assert (here.dx, here.dy) == pytest.approx((slope((1, 0)), slope((0, 1))), rel=1e-9, abs=1e-9)
    second = slope((2, 0)), slope((1, 1)), slope((0, 2))
    assert (here.xx, here.xy, here.yy) == pytest.approx(second, rel=1e-9, abs=1e-9)
    assert (here.matrix == here.matrix.T).all()
    assert here.eigenvalues == pytest.approx(np.linalg.eigvalsh(here.matrix), rel=1e-9, abs=1e-12)


NUMBER = st.integers(-40, 40).map(lambda k: k / 8)


@given(NUMBER, NUMBER, NUMBER, NUMBER, NUMBER)
@settings(max_examples=100)
def test_a_quadratic_is_its_own_fit(a: float, b: float, c: float, x: float, y: float) -> None:
    """a x² + b x y + c y² has the Hessian (2a, b; b, 2c), whose eigenvalues are a + c ± hypot(a - c, b)."""
    here, word = look(f"{a}*x^2 + {b}*x*y + {c}*y^2 + x", x, y)
    assert (here.xx, here.xy, here.yy) == pytest.approx((2 * a, b, 2 * c), abs=1e-12)
    half = hypot(a - c, b)
    low, high = a + c - half, a + c + half
    assert here.eigenvalues == pytest.approx((low, high), abs=1e-9)
    assert float(here.fitted(np.array(0.3), np.array(-1.7))) == pytest.approx(
        a * 0.09 + b * 0.3 * -1.7 + c * 1.7**2 + 0.3, abs=1e-9
    )
    assume(min(abs(low), abs(high)) > 1e-6)
    wanted = Shape.MINIMUM if low > 0 else Shape.MAXIMUM if high < 0 else Shape.SADDLE
    assert word is wanted
    u, v = here.centre
    assert (2 * a * u + b * v + 1, b * u + 2 * c * v) == pytest.approx((0, 0), abs=1e-9)


@pytest.mark.parametrize(
    ("f", "x", "y", "word"),
    [
        ("x^2 + 3y^2", 1, 2, Shape.MINIMUM),  # its centre, (0, 0), is one
        ("x^2 + 3y^2", 0, 0, Shape.MINIMUM),
        ("4 - x^2 - y^2", 0, 0, Shape.MAXIMUM),
        ("x^2 - y^2", 0.5, 0.5, Shape.SADDLE),
        ("exp(x) + y^2", 0, 0, Shape.BOWL),
        ("-exp(x) - y^2", 0, 0, Shape.DOME),
        ("exp(x) - y^2", 0, 0, Shape.SADDLE_LIKE),
        ("sin x * cos y", "pi/2", 0, Shape.MAXIMUM),
        ("sin x * cos y", 1, 0.5, Shape.DOME),
        ("2x + 3y", 1, 1, Shape.FLAT),
        ("x^4 + y^4", 0, 0, Shape.FLAT),
        ("(x + y)^2", 0, 0, Shape.INCONCLUSIVE),
        ("x^2 + y^4", 0, 0, Shape.INCONCLUSIVE),
        ("x^3 + y^2", 0, 0, Shape.INCONCLUSIVE),
        ("|x| + y^2", 0, 1, Shape.UNDEFINED),
        ("ln x + y^2", -1, 1, Shape.UNDEFINED),
        ("(1-x)^2 + 100(y-x^2)^2", 1, 1, Shape.MINIMUM),
        ("(1-x)^2 + 100(y-x^2)^2", -1, 1, Shape.BOWL),
        ("1e-8 x^2 + 1e-8 y^2", 1, 1, Shape.MINIMUM),
        ("1e8 x^2 - 1e8 y^2", 1, 1, Shape.SADDLE),
    ],
)
def test_the_word_for_the_shape(f: str, x: float | str, y: float, word: Shape) -> None:
    place = np.pi / 2 if x == "pi/2" else float(x)
    assert look(f, place, y)[1] is word


@pytest.mark.parametrize("f", ["2x + 3y", "(x + y)^2", "|x| + y^2"])
def test_a_quadratic_that_is_level_nowhere_or_along_a_line_has_no_centre(f: str) -> None:
    assert np.isnan(look(f, 0.0, 1.0)[0].centre).all()


def test_the_best_rate_is_best_on_a_bowl() -> None:
    """No other rate shrinks both axes of x² + 3y² faster: |1 - 2r| and |1 - 6r| meet at r = 1/4."""
    here, _ = look("x^2 + 3y^2", 1, 2)
    assert here.best_rate == 0.25
    assert here.condition == 3
    worst = {rate: max(abs(1 - 2 * rate), abs(1 - 6 * rate)) for rate in (0.2, 0.24, 0.25, 0.26, 0.3)}
    assert min(worst, key=worst.__getitem__) == here.best_rate


def test_where_there_is_no_bowl_there_is_no_best_rate() -> None:
    assert isnan(look("x^2 - y^2", 1, 1)[0].best_rate)
    assert isnan(look("(x + y)^2", 1, 1)[0].best_rate)
    assert look("(x + y)^2", 1, 1)[0].condition == np.inf
    assert isnan(look("x + y", 1, 1)[0].condition)


def test_the_axes_are_unit_vectors_that_the_matrix_only_stretches() -> None:
    here, _ = look("x^2 + x y + y^2", 1, 0.5)
    for value, axis in zip(here.eigenvalues, here.axes.T, strict=True):
        assert np.linalg.norm(axis) == pytest.approx(1)
        assert here.matrix @ axis == pytest.approx(value * axis)
    assert abs(here.axes[:, 0] @ np.array([1, -1])) == pytest.approx(sqrt(2))

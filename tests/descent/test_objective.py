"""Value, gradient and Hessian against reverse mode and against mpmath's derivatives at 30 digits."""

from collections.abc import Callable
from typing import Any

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calctui.maths.autodiff import gradient
from calctui.maths.descent import Objective
from calctui.maths.descent.compiled import Compiled, joined
from calctui.maths.evaluate import evaluate
from calctui.maths.parser import parse
from calctui.maths.surfaces import SURFACES

MP: Any = mpmath.mp.clone()
MP.dps = 30

MEANINGS: dict[str, Callable[[Any, Any], Any]] = {
    "x^2 + 3y^2": lambda x, y: x**2 + 3 * y**2,
    "(1 - x)^2 + 100(y - x^2)^2": lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2,
    "1 - exp(-(x^2 + y^2))": lambda x, y: 1 - MP.exp(-(x**2 + y**2)),
    "sigmoid(x y) * tanh(x - y)": lambda x, y: MP.tanh(x - y) / (1 + MP.exp(-x * y)),
    "ln(1 + x^2) sin(y) / (2 + cos x)": lambda x, y: MP.log(1 + x**2) * MP.sin(y) / (2 + MP.cos(x)),
    "x^3 y + y^0.5 + x^-2": lambda x, y: x**3 * y + MP.sqrt(y) + x**-2,
    "x^y": lambda x, y: x**y,
    "y": lambda x, y: y,
    "3": lambda x, y: MP.mpf(3),
}
SITES = st.tuples(st.floats(0.1, 2.5), st.floats(0.1, 2.5))


def objective(text: str) -> Objective:
    return Objective(parse(text, ("x", "y")))


@settings(max_examples=20)
@given(SITES)
@pytest.mark.parametrize("text", MEANINGS)
def test_derivatives_are_those_of_the_formula(text: str, site: tuple[float, float]) -> None:
    loss, meaning = objective(text), MEANINGS[text]
    value, slopes = loss.value_and_gradient(np.array(site))
    hessian = loss.hessian(np.array(site))
    orders = [(0, 0), (1, 0), (0, 1), (2, 0), (1, 1), (1, 1), (0, 2)]
    expected = [float(MP.diff(meaning, site, order) if any(order) else meaning(*site)) for order in orders]
    np.testing.assert_allclose([value, *slopes, *hessian.ravel()], expected, rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize("text", [*MEANINGS, *(s.formula for s in SURFACES.values()), "|x| + relu(y - 1)"])
def test_it_agrees_with_evaluation_and_with_a_reverse_sweep(text: str) -> None:
    """Also at corners and where there is no value."""
    x, y = (axis.ravel() for axis in np.meshgrid(np.linspace(-2, 2, 9), np.linspace(-1, 3, 9)))
    expression, at = parse(text, ("x", "y")), {"x": x, "y": y}
    loss, slopes = Objective(expression).value_and_gradient(np.stack([x, y], axis=-1))
    np.testing.assert_allclose(loss, evaluate(expression, at), rtol=1e-14)
    swept = gradient(expression, at, ("x", "y"))
    expected = np.stack([np.broadcast_to(swept[name], x.shape) for name in ("x", "y")], axis=-1)
    np.testing.assert_allclose(slopes, expected, rtol=1e-12, atol=1e-13)


def test_points_of_any_shape() -> None:
    loss = objective("x^2 y + 5")
    points = np.random.default_rng(0).normal(size=(4, 3, 2))
    value, slopes = loss.value_and_gradient(points)
    hessian = loss.hessian(points)
    assert (value.shape, slopes.shape, hessian.shape) == ((4, 3), (4, 3, 2), (4, 3, 2, 2))
    for place in np.ndindex(4, 3):
        one = loss.value_and_gradient(points[place])
        np.testing.assert_allclose(value[place], one[0])
        np.testing.assert_allclose(slopes[place], one[1])
        np.testing.assert_allclose(hessian[place], loss.hessian(points[place]))
    np.testing.assert_array_equal(loss.value(points), value)


def test_letters_are_held() -> None:
    expression = parse("a x^2 + b", ("x",))
    loss = Objective(expression, ("x",), (("a", 3.0), ("b", -1.0)))
    value, slopes = loss.value_and_gradient(np.array([2.0]))
    assert (float(value), slopes.tolist(), loss.hessian(np.array([2.0])).tolist()) == (11.0, [12.0], [[6.0]])
    assert hash(loss) == hash(Objective(expression, ("x",), (("a", 3.0), ("b", -1.0))))
    with pytest.raises(KeyError):
        Objective(expression, ("x",)).value(np.array([2.0]))


def test_there_is_no_slope_where_there_is_no_value() -> None:
    value, slopes = objective("ln x").value_and_gradient(np.array([-1.0, 0.0]))
    assert np.isnan(value)
    assert np.isnan(slopes).all()


def test_it_tells_too_large_from_undefined() -> None:
    assert objective("x^4 - x^4").overflows(np.array([1e100, 0.0]))
    assert not objective("x^4 - x^4").overflows(np.array([1e10, 0.0]))
    assert not objective("ln x").overflows(np.array([-1.0, 0.0]))


# Compiled graphs


@pytest.mark.parametrize("exponent", ["0", "1", "2", "3", "0.5", "-1", "-2", "-0.5", "n", "x"])
@pytest.mark.parametrize("x", [-2.0, 0.0, 1.5])
def test_compiled_powers_are_the_tables(exponent: str, x: float) -> None:
    expression = parse(f"x^({exponent})", ("x",))
    with np.errstate(all="ignore"):
        found = Compiled(expression, ("x",), {"n": -3.0})([np.float64(x)])[0]
    np.testing.assert_array_equal(found, evaluate(expression, {"x": x, "n": -3.0}))


def test_joined_graphs_share_what_they_can() -> None:
    first, second = parse("sin(x y) + x", ("x", "y")), parse("sin(x y) * y", ("x", "y"))
    both = joined([first, second, first])
    assert len(both.nodes) == 6  # x, y, x y, sin, and one more of each
    assert Compiled(both, ("x", "y"), {})([2.0, 3.0]) == pytest.approx(
        [float(evaluate(e, {"x": 2.0, "y": 3.0})) for e in (first, second, first)]
    )

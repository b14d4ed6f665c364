"""Slopes to 40 digits, against mpmath's own derivatives, closed forms and automatic differentiation."""

import math
from collections.abc import Callable
from typing import Any

import mpmath
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from calctui.maths.autodiff import forward
from calctui.maths.costs import composed
from calctui.maths.expression import Builder
from calctui.maths.parser import parse
from calctui.maths.precise import slopes
from calctui.maths.primitives import PRIMITIVES


def slope(text: str, x: float, **letters: float) -> Any:
    return slopes(parse(text), "x", {"x": x, **letters})[-1]


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("sin x", mpmath.cos),
        ("exp(x^2)", lambda x: 2 * x * mpmath.exp(x * x)),
        ("1/x", lambda x: -1 / x**2),
        ("ln|x|", lambda x: 1 / x),
        ("atan(3x)", lambda x: 3 / (1 + 9 * x * x)),
        ("x^3", lambda x: 3 * x * x),
    ],
)
@pytest.mark.parametrize("x", [0.3, -7.1, 1e-30, -99.9, 1e-300])
def test_forty_digits_are_right(text: str, exact: Callable[[Any], Any], x: float) -> None:
    found = slope(text, x)
    if mpmath.isnan(found):
        assert text in ("1/x", "ln|x|", "exp(x^2)")  # 1e300² is past all limits, as e^9980 is
        return
    with mpmath.workdps(60):
        assert abs(found - exact(mpmath.mpf(x))) <= abs(exact(mpmath.mpf(x))) * mpmath.mpf(10) ** -40


@pytest.mark.parametrize("op", [name for name, row in PRIMITIVES.items() if row.arity == 1])
@pytest.mark.parametrize("x", [-0.41, 0.37])
def test_every_primitive_agrees_with_its_partial(op: str, x: float) -> None:
    builder = Builder()
    expression = builder.expression([builder.apply(op, builder.input("x"))])
    value, expected = forward(expression, "x", {"x": x})
    found = float(slopes(expression, "x", {"x": x})[0])
    if math.isnan(value):
        assert math.isnan(found)
    else:
        assert found == pytest.approx(float(expected), rel=1e-13)


@pytest.mark.parametrize(
    ("text", "x"),
    [
        ("|x|", 0), ("relu x", 0), ("floor x", 2), ("sign x", 0), ("cbrt x", 0), ("sqrt x", 0), ("1/x", 0),
        ("ln x", -1), ("sqrt(-1-x^2)", 1), ("x sin(1/x)", 0), ("max(x, 2x)", 0), ("exp(exp(exp(exp x)))", 5),
    ],
)  # fmt: skip
def test_no_slope_at_corners_jumps_edges_and_beyond(text: str, x: float) -> None:
    assert mpmath.isnan(slope(text, x))


@pytest.mark.parametrize(
    ("text", "x", "exact"), [("x |x|", 0, 0), ("x^2", 0, 0), ("elu x", 0, 1), ("3", 1, 0)]
)
def test_what_only_looks_like_a_corner(text: str, x: float, exact: float) -> None:
    assert float(slope(text, x)) == pytest.approx(exact, abs=1e-25)


@given(st.floats(-1, 1), st.floats(0.1, 4))
@example(0.5, 0.1015625)  # on the peak, where nothing but rounding is left
def test_every_output_at_once(x: float, k: float) -> None:
    whole = composed(parse("k x (1 - x)"), "x", 3)
    found = slopes(whole, "x", {"x": x, "k": k})
    with mpmath.workdps(60):
        at, product = mpmath.mpf(x), mpmath.mpf(1)
        for level in found:
            assert abs(level - product) <= mpmath.mpf(10) ** -24
            product *= mpmath.mpf(k) * (1 - 2 * at)
            at = mpmath.mpf(k) * at * (1 - at)

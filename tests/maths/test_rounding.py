"""The bound holds against 50 digits, and is not so wide that it says nothing."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from maths_oracle import CONSTANTS, MEANINGS, MP
from strategies import differentiable

from calctui.maths.evaluate import evaluate
from calctui.maths.expression import INPUT, NUMBER, Expression
from calctui.maths.parser import parse
from calctui.maths.rounding import bounded


def truth(expression: Expression, x: float) -> Any:
    """The real value with 50 digits, NaN where any part of the formula has none."""
    values: list[Any] = []
    for node in expression.nodes:
        if node.op == INPUT:
            values.append(MP.mpf(x))
        elif node.op == NUMBER:
            values.append(CONSTANTS.get(node.name, MP.mpf(repr(node.value))))
        else:
            values.append(real(node.op, *(values[arg] for arg in node.args)))
    return values[expression.output]


def real(op: str, *operands: Any) -> Any:
    if any(MP.isnan(operand) for operand in operands):
        return MP.nan
    try:
        value = MEANINGS[op](*operands)
    except (ValueError, ZeroDivisionError, OverflowError):
        return MP.nan
    return value if MP.isfinite(value) and not isinstance(value, MP.mpc) else MP.nan


def at(text: str, x: float) -> tuple[float, float]:
    value, error = bounded(parse(text), {"x": x})
    return float(value), float(error)


@settings(max_examples=400)
@given(differentiable(), st.floats(-8, 8))
@example(parse("(1 - cos(x))/x^2"), 1e-9)
@example(parse("(1 + x)^(1/x)"), 1e-16)
@example(parse("floor(10x)"), 0.3)
@example(parse("gelu(x)"), -7.9)
@example(parse("1/sin(π x)"), 1.0)
def test_the_true_error_stays_within_the_bound(expression: Expression, x: float) -> None:
    value, error = bounded(expression, {"x": x})
    assert np.array_equal(value, evaluate(expression, {"x": x}), equal_nan=True)
    true = truth(expression, x)
    if math.isfinite(value) and math.isfinite(error):
        assert not MP.isnan(true)
        assert abs(MP.mpf(float(value)) - true) <= 1.5 * float(error)
    if math.isnan(error):
        assert MP.isnan(true)


@pytest.mark.parametrize(
    ("text", "x", "most"),
    [
        ("x^2 - 2x", 3.0, 1e-14),
        ("sin(x)/x", 1e-200, 1e-15),
        ("(1 - cos x)/x^2", 0.1, 1e-13),
        ("exp(sin(cos(sin(cos(sin(cos(sin x)))))))", 0.7, 1e-14),
        ("x - 1", 1.0, 0.0),
        ("floor(x)", 2.0, 0.0),
        ("|sign(x)| + x", 0.0, 0.0),
    ],
)
def test_the_bound_is_narrow_where_digits_hold(text: str, x: float, most: float) -> None:
    value, error = at(text, x)
    assert error <= most * max(1.0, abs(value))


@pytest.mark.parametrize(
    ("text", "x"),
    [("(1 - cos x)/x^2", 1e-9), ("(1 + x)^(1/x)", 1e-17), ("(x^2 - 0.01)/(x - 0.1)", 0.1 + 1e-16)],
)
def test_it_tells_where_no_digit_holds(text: str, x: float) -> None:
    value, error = at(text, x)
    assert error > 0.1 * abs(value)


@pytest.mark.parametrize(
    ("text", "x"),
    [("e^x", 1e4), ("x^2/x^2", 1e-170), ("floor(10x)", 0.3), ("1/(x^2 - 0.01)", 0.1), ("√(0.1 - x)", 0.1)],
)
def test_it_is_infinite_where_nothing_is_known(text: str, x: float) -> None:
    assert at(text, x)[1] == math.inf


@pytest.mark.parametrize(
    ("text", "x"), [("1/x", 0.0), ("√(-1 - x²)", 0.5), ("ln x + 1", -0.1), ("1/(x - x) ", 3.0)]
)
def test_it_is_nan_where_the_function_has_no_value(text: str, x: float) -> None:
    value, error = at(text, x)
    assert math.isnan(value)
    assert math.isnan(error)


def test_inputs_may_be_doubtful() -> None:
    _, error = bounded(parse("3x"), {"x": 1.0}, {"x": 1e-3})
    assert error == pytest.approx(3e-3)
    _, error = bounded(parse("|x|"), {"x": 0.0}, {"x": 1e-3})
    assert error == pytest.approx(1e-3)
    _, error = bounded(parse("sign(x)"), {"x": 0.0}, {"x": 1e-300})
    assert error == math.inf


def test_arrays_broadcast() -> None:
    x = np.linspace(0.1, 1, 6).reshape(2, 3)
    value, error = bounded(parse("a + 0x"), {"x": x, "a": 1.0})
    assert value.shape == error.shape == (2, 3)
    single = [float(bounded(parse("sin(x)/x"), {"x": point})[1]) for point in x.ravel()]
    assert bounded(parse("sin(x)/x"), {"x": x})[1].ravel() == pytest.approx(single, rel=1e-6)

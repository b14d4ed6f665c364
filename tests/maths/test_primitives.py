"""Every column of the one table of primitives, against mpmath at 50 digits."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sympy as sp
from maths_oracle import MEANINGS, MP, close, meaning

from calctui.maths.primitives import ARRAYS, PRIMITIVES

INSIDE: dict[str, list[tuple[float, ...]]] = {
    "sqrt": [(0.01,), (0.7,), (9.0,), (2.5e4,)],
    "ln": [(1e-3,), (0.7,), (1.5,), (42.0,)],
    "log2": [(1e-3,), (0.7,), (1.5,), (42.0,)],
    "log10": [(1e-3,), (0.7,), (1.5,), (42.0,)],
    "asin": [(-0.9,), (-0.2,), (0.4,), (0.95,)],
    "acos": [(-0.9,), (-0.2,), (0.4,), (0.95,)],
    "pow": [(2.5, 3.0), (-1.5, 3.0), (-1.5, -2.0), (0.3, 0.5), (7.0, -1.25), (2.0, 9.5)],
    "div": [(1.0, 3.0), (-2.5, 0.7), (0.3, -4.0)],
    "leaky_relu": [(2.0, 0.1), (-2.0, 0.1), (-0.5, -0.3)],
}
UNARY: list[tuple[float, ...]] = [(-7.3,), (-2.4,), (-0.6,), (0.3,), (1.7,), (4.9,)]
BINARY: list[tuple[float, ...]] = [(1.5, -0.4), (-2.0, 0.7), (3.25, 4.5)]
"""Where every other primitive has all its derivatives."""


def points(op: str) -> list[tuple[float, ...]]:
    return INSIDE.get(op, UNARY if PRIMITIVES[op].arity == 1 else BINARY)


EVERY = [pytest.param(op, at, id=f"{op}{at}") for op in PRIMITIVES for at in points(op)]


def from_code(op: str) -> Callable[..., Any]:
    """The `code` column as a function; the text is our own."""
    scratch: dict[str, Any] = {"np": np, "math": math}
    exec(f"def function(u, v=None): return {PRIMITIVES[op].code}", scratch)  # noqa: S102
    function: Callable[..., Any] = scratch["function"]
    return function


def test_every_primitive_has_a_meaning_of_its_own_here() -> None:
    assert set(MEANINGS) == set(PRIMITIVES)
    assert all(name == row.name for name, row in PRIMITIVES.items())


@pytest.mark.parametrize(("op", "at"), EVERY)
def test_array(op: str, at: tuple[float, ...]) -> None:
    assert close(PRIMITIVES[op].array(*map(np.float64, at)), meaning(op, *at))


@pytest.mark.parametrize("op", PRIMITIVES)
def test_array_takes_batches(op: str) -> None:
    columns = np.array(points(op)).T
    one_by_one = [float(PRIMITIVES[op].array(*map(np.float64, at))) for at in points(op)]
    np.testing.assert_allclose(PRIMITIVES[op].array(*columns), one_by_one, rtol=1e-15)


@pytest.mark.parametrize(("op", "at"), EVERY)
def test_code_is_array(op: str, at: tuple[float, ...]) -> None:
    assert close(from_code(op)(*map(np.float64, at)), meaning(op, *at), 1e-12)


@pytest.mark.parametrize(("op", "at"), EVERY)
def test_sympy_counterpart(op: str, at: tuple[float, ...]) -> None:
    value = sp.N(PRIMITIVES[op].sympy(sp, *(sp.Rational(number) for number in at)), 30)
    assert close(value, meaning(op, *at), 1e-15)


@pytest.mark.parametrize(("op", "at"), EVERY)
def test_partials(op: str, at: tuple[float, ...]) -> None:
    row, operands = PRIMITIVES[op], [np.float64(number) for number in at]
    for which, partial in enumerate(row.partials):
        if op == "pow" and which == 1 and at[0] < 0:
            continue  # a negative base has no power with an exponent that moves
        order = tuple(int(place == which) for place in range(row.arity))
        expected = MP.diff(MEANINGS[op], tuple(map(MP.mpf, at)), order)
        assert close(partial(ARRAYS, *operands, row.array(*operands)), expected, 1e-12, 1e-15)


@pytest.mark.parametrize(("op", "at"), EVERY)
def test_taylor(op: str, at: tuple[float, ...]) -> None:
    """Of a primitive applied to polynomials, so that the chain rule is in it."""
    order = 8
    inner = [(number, 0.8 - 1.5 * place, 0.25, -0.125 * place) for place, number in enumerate(at)]
    if op == "pow" and at[0] < 0:
        inner[1] = (at[1], 0.0, 0.0, 0.0)
    lines = [np.zeros(order + 1) for _ in at]
    for line, coefficients in zip(lines, inner, strict=True):
        line[:4] = coefficients
    reversed_inner = [[MP.mpf(number) for number in coefficients[::-1]] for coefficients in inner]
    expected = MP.taylor(lambda t: MEANINGS[op](*(MP.polyval(line, t) for line in reversed_inner)), 0, order)
    found = PRIMITIVES[op].taylor(*lines)
    scale = 1e-12 * max(abs(each) for each in expected)
    assert all(close(each, true, 1e-9, scale) for each, true in zip(found, expected, strict=True))


NAN, INF = math.nan, math.inf
EDGES = [
    ("sqrt", (-1e-300,), NAN), ("sqrt", (0.0,), 0.0), ("ln", (0.0,), NAN), ("ln", (-1.0,), NAN),
    ("log2", (0.0,), NAN), ("log2", (-1.0,), NAN), ("log10", (0.0,), NAN), ("log10", (-1.0,), NAN),
    ("asin", (1.0000001,), NAN), ("asin", (1.0,), math.pi / 2), ("acos", (-1.0000001,), NAN),
    ("acos", (-1.0,), math.pi), ("div", (1.0, 0.0), NAN), ("div", (0.0, 0.0), NAN),
    ("div", (1e300, 1e-300), INF), ("pow", (0.0, -1.0), NAN), ("pow", (0.0, 0.0), 1.0),
    ("pow", (-8.0, 1 / 3), NAN), ("pow", (-2.0, 3.0), -8.0), ("pow", (0.0, 0.5), 0.0),
    ("pow", (10.0, 400.0), INF), ("pow", (10.0, -400.0), 0.0), ("exp", (1000.0,), INF),
    ("exp", (-1000.0,), 0.0), ("sinh", (1000.0,), INF), ("sinh", (-1000.0,), -INF),
    ("cosh", (-1000.0,), INF), ("mul", (1e200, -1e200), -INF), ("cbrt", (-27.0,), -3.0),
    ("cbrt", (0.0,), 0.0), ("abs", (-0.0,), 0.0), ("floor", (-0.5,), -1.0), ("ceil", (0.5,), 1.0),
    ("sign", (0.0,), 0.0), ("step", (0.0,), 0.0), ("relu", (0.0,), 0.0), ("relu", (-INF,), 0.0),
    ("relu6", (7.0,), 6.0), ("hardtanh", (-7.0,), -1.0), ("sigmoid", (INF,), 1.0),
    ("sigmoid", (-INF,), 0.0), ("tanh", (800.0,), 1.0), ("softsign", (1e300,), 1.0),
    ("softplus", (1000.0,), 1000.0), ("gelu", (1e10,), 1e10), ("silu", (1e10,), 1e10),
    ("mish", (1e10,), 1e10), ("elu", (1e10,), 1e10), ("elu", (-1e10,), -1.0),
]  # fmt: skip


@pytest.mark.parametrize(("op", "at", "expected"), EDGES)
def test_edges(op: str, at: tuple[float, ...], expected: float) -> None:
    with np.errstate(all="ignore"):
        np.testing.assert_equal(float(PRIMITIVES[op].array(*map(np.float64, at))), expected)


@pytest.mark.parametrize("op", PRIMITIVES)
def test_what_has_no_value_stays_without(op: str) -> None:
    row = PRIMITIVES[op]
    with np.errstate(all="ignore"):
        assert np.isnan(row.array(*[np.float64("nan")] * row.arity))


DIGITS = [
    ("sigmoid", (-700.0, -40.0, -1e-9, 40.0, 700.0)), ("softplus", (-700.0, -40.0, -1e-9, 40.0, 800.0)),
    ("silu", (-700.0, -40.0, -1e-9, 1e-9, 800.0)), ("mish", (-700.0, -40.0, -1e-9, 1e-9, 800.0)),
    ("gelu", (-37.0, -10.0, -5.0, -1e-9, 1e-9, 40.0)), ("elu", (-40.0, -1e-9, 1e-9)),
    ("selu", (-40.0, -1e-9, 1e-9)), ("tanh", (-20.0, 1e-9, 400.0)), ("erf", (-1e-9, 1e-9, 3.0, 6.0)),
    ("softsign", (-1e200, 1e-200, 1e-9)), ("sinh", (1e-9, -700.0)), ("exp", (-700.0, 1e-12, 700.0)),
    ("ln", (1e-300, 1 + 1e-12, 1e300)), ("atan", (1e-9, 1e300)), ("sin", (1e-9, 1e5)),
    ("cbrt", (-1e-300, 1e300)),
]  # fmt: skip


@pytest.mark.parametrize(("op", "x"), [(op, x) for op, xs in DIGITS for x in xs])
def test_large_and_small_arguments_keep_their_digits(op: str, x: float) -> None:
    assert close(PRIMITIVES[op].array(np.float64(x)), meaning(op, x), 2e-13)


@pytest.mark.parametrize("op", PRIMITIVES)
def test_nothing_is_said_on_the_screen(op: str) -> None:
    """The table itself may overflow: whoever calls it silences NumPy; here, that it does nothing worse."""
    extremes = np.array([-1e308, -1000.0, -1.0, 0.0, 1.0, 1000.0, 1e308, np.inf, -np.inf, np.nan])
    with np.errstate(all="ignore"):
        values = PRIMITIVES[op].array(*[extremes] * PRIMITIVES[op].arity)
    assert np.shape(values) == extremes.shape


@pytest.mark.parametrize("op", PRIMITIVES)
def test_what_has_no_value_leaves_none(op: str) -> None:
    """NumPy has 1^NaN and NaN^0 be 1: (e^x)^(1/x) would have a value at 0."""
    arity, nan = PRIMITIVES[op].arity, np.float64(math.nan)
    with np.errstate(all="ignore"):
        for slot in range(arity):
            for other in (0.0, 1.0, 2.5):
                operands = [nan if place == slot else np.float64(other) for place in range(arity)]
                assert np.isnan(PRIMITIVES[op].array(*operands)), operands
                assert np.isnan(PRIMITIVES[op].taylor(*[np.array([each, 0.0]) for each in operands])[0])

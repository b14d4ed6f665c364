"""Taylor-mode differentiation: all derivatives up to order n in one sweep, O(n²) an operation.

Griewank and Walther, "Evaluating Derivatives", 2nd ed., chapter 13.
"""

from math import factorial
from typing import Any

import numpy as np

from calctui.maths.evaluate import Floats, Values
from calctui.maths.expression import INPUT, NUMBER, Expression
from calctui.maths.primitives import PRIMITIVES
from calctui.maths.series import Series


def taylor(expression: Expression, wrt: str, at: Values, order: int) -> Floats:
    """Taylor coefficients of the last output in the input `wrt`, around its value in `at`.

    Returns:
        Shape (order + 1, ...): coefficient k, that is f^(k) / k!, in row k, for each point of `at[wrt]`.
        NaN where the function has no value; a row is NaN where that derivative does not exist.
    """
    x = np.asarray(at[wrt], dtype=float)
    lines: list[Series] = []
    with np.errstate(all="ignore"):
        for node in expression.nodes:
            if node.op in (NUMBER, INPUT):
                value = node.value if node.op == NUMBER else at[node.name]
                lines.append(_start(value, x, order, moving=node.op == INPUT and node.name == wrt))
            else:
                lines.append(PRIMITIVES[node.op].taylor(*[lines[arg] for arg in node.args]))
    out = lines[expression.output]
    return np.where(np.isnan(out[0]), np.nan, out)


def derivatives(expression: Expression, wrt: str, at: Values, order: int) -> Floats:
    """f, f', f'' ... up to `order`, one a row."""
    coefficients = taylor(expression, wrt, at, order)
    factorials = np.array([float(factorial(k)) for k in range(order + 1)])
    with np.errstate(all="ignore"):
        scaled: Floats = coefficients * factorials.reshape((-1,) + (1,) * (coefficients.ndim - 1))
    return scaled


def _start(value: Any, like: Floats, order: int, *, moving: bool) -> Series:
    """The series of an input or number: constant, or x + t for the input that moves."""
    out = np.zeros((order + 1, *like.shape))
    out[0] = value
    if moving and order:
        out[1] = 1.0
    return out

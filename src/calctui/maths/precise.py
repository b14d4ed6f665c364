"""Slopes to far more digits than a float has, from values alone: what other ways are measured against.

Two-sided differences with 80 digits, of which a step of 1e-30 costs 30, and some 45 are right. No rule of
differentiation is used, so that an error in one would show. The error of such a difference is f''' h² / 6.
"""

from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from calctui.maths.evaluate import Values
from calctui.maths.expression import INPUT, NUMBER, Expression
from calctui.maths.primitives import PRIMITIVES

DIGITS = 80
"""Of numbers; two more for each nought between the point and x."""
STEP = "1e-30"
"""Of the size of x."""
NARROWER = 16
"""How much smaller the second step is, by which a slope must have settled."""
ROUNDINGS = 1000
"""How many roundings of the values themselves are taken for none."""
LARGEST = 4000
"""Bits before the point past which there is no value: floats end at 1024, and towers of powers never."""


def slopes(expression: Expression, wrt: str, at: Values) -> list[Any]:
    """The derivative of every output by `wrt` at numbers, as mpmath's floats.

    NaN where there is no slope (a corner, a jump, an edge, an upright tangent) or numbers grow too large.
    """
    import mpmath  # here, because it costs start-up

    x = mpmath.mpf(float(at[wrt]))
    with mpmath.workdps(DIGITS + max(0, -2 * int(mpmath.log10(abs(x) or 1)))):
        h = mpmath.mpf(STEP) * (abs(x) or 1)
        less = h / NARROWER
        rows = [_outputs(expression, {**at, wrt: x + by}) for by in (0, h, -h, less, -less)]
        return [_settled(*values, h=h) for values in zip(*rows, strict=True)]


def _settled(here: Any, right: Any, left: Any, near_right: Any, near_left: Any, *, h: Any) -> Any:
    """The slope from both sides, if they come together as the step shrinks, and it does not grow.

    On a peak all that is left may be rounding, which grows as the step shrinks.
    """
    less = h / NARROWER
    rounding = ROUNDINGS * h.context.eps * max(abs(here), abs(right), abs(left)) / less
    sides = abs(right - 2 * here + left) / h, abs(near_right - 2 * here + near_left) / less
    slope, near = (right - left) / (2 * h), (near_right - near_left) / (2 * less)
    together = sides[1] <= max(sides[0] / 2, abs(near) / 10**9, rounding)
    return near if together and abs(near) <= max(2 * abs(slope), rounding) else h * float("nan")


def _outputs(expression: Expression, at: Values) -> list[Any]:
    """The value of every output; NaN where it has none."""
    values: list[Any] = []
    for node in expression.nodes:
        if node.op in (INPUT, NUMBER):
            values.append(_algebra().number(at[node.name] if node.op == INPUT else node.value))
        else:
            values.append(_applied(node.op, [values[arg] for arg in node.args]))
    return [values[output] for output in expression.outputs]


def _applied(op: str, operands: list[Any]) -> Any:
    """One operation on real numbers; NaN where its result is none, or not to be had."""
    algebra = _algebra()
    if any(algebra.isnan(each) for each in operands):
        return algebra.nan
    try:
        value = algebra.number(PRIMITIVES[op].sympy(algebra, *operands))
        return value if algebra.isfinite(value) and algebra.mag(value) < LARGEST else algebra.nan
    except (ValueError, ArithmeticError, TypeError):  # no value, no room, not real
        return algebra.nan


@lru_cache(maxsize=1)
def _algebra() -> SimpleNamespace:
    """mpmath's functions under the names by which the table of primitives knows SymPy's."""
    import mpmath

    names = (
        *("sqrt", "exp", "log", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh"),
        *("sign", "floor", "erf", "nan", "isnan", "isfinite", "mag"),
    )
    return SimpleNamespace(
        **{name: getattr(mpmath, name) for name in names},
        number=mpmath.mpf, ceiling=mpmath.ceil, Abs=abs, Min=min, Max=max,
        Rational=lambda above, below=1: mpmath.mpf(above) / below,
        Piecewise=lambda *cases: next(value for value, holds in cases if holds),
    )  # fmt: skip

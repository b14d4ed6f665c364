"""Value, slope and curvature at one point, where they exist."""

import math
from typing import NamedTuple

import numpy as np

from calctui.maths.evaluate import Floats, Values
from calctui.maths.expression import Expression
from calctui.maths.jets import derivatives

NEAR = 1e-7
"""How far to both sides a jump is looked for, relative to the point's size: far above rounding."""


class Local(NamedTuple):
    """f, f' and f'' at a point, NaN where one does not exist, and the slopes just beside it."""

    value: float
    slope: float
    curvature: float
    slope_left: float
    slope_right: float


def local(expression: Expression, wrt: str, at: Values) -> Local:
    """Look at the last output around the value of `wrt` in `at`.

    Automatic differentiation gives every operation a slope, also at a corner or jump, by convention. Here
    the two sides are compared: a derivative that jumps there, or whose function does, does not exist.
    """
    x = float(at[wrt])
    near = NEAR * max(1.0, abs(x))
    rows = derivatives(expression, wrt, {**at, wrt: np.array([x - near, x, x + near])}, 3)
    steady = [not _jumps(rows[order], rows[order + 1], near) for order in (0, 1, 2)]
    value = float(rows[0, 1])
    slope, curvature = (_settled(rows[order], rows[order + 1], near) for order in (1, 2))
    return Local(
        value,
        slope if all(steady[:2]) else math.nan,
        curvature if all(steady) else math.nan,
        float(rows[1, 0]),
        float(rows[1, 2]),
    )


def _settled(row: Floats, rate: Floats, near: float) -> float:
    """A derivative at the point itself; where convention gives another than both sides agree on, theirs.

    The slope of |x| is taken to be 0 at 0, so that of |x|² comes out with a curvature of 0 there.
    """
    left, middle, right = map(float, row)
    beside = (left + right) / 2
    return beside if _jumps(np.array([middle, middle, beside]), rate, near) else middle


def _jumps(row: Floats, rate: Floats, near: float) -> bool:
    """Whether a quantity changes more between the two sides than its own rate of change explains."""
    left, _, right = row
    sides = rate[[0, 2]]
    if not np.isfinite([left, right, *sides]).all():
        return False  # the end of a domain: what exists there is decided by the values themselves
    explained = 8 * near * float(np.abs(sides).max())
    return bool(abs(right - left) > explained + 1e-6 * max(1.0, abs(left), abs(right)))

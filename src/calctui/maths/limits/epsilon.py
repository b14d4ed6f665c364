"""The δ that an ε needs: how close to the point is close enough."""

import math

import numpy as np

from calctui.maths.evaluate import Floats, Values
from calctui.maths.expression import Expression
from calctui.maths.narrowing import Mask, narrow
from calctui.maths.rounding import bounded

GRADES, STEPS = 2000, 2000
"""Distances looked at on each side: on a logarithmic scale, and evenly."""
DEEP, NEAR = 1e-300, 1e-14
"""The smallest distance, from 0 and, relative to its size, from another point."""

_SIDES = {"both": np.array([-1.0, 1.0]), "left": np.array([-1.0]), "right": np.array([1.0])}


def delta(
    expression: Expression,
    wrt: str,
    at: Values,
    limit: float,
    epsilon: float,
    furthest: float,
    side: str = "both",
) -> float | None:
    """The largest δ up to `furthest` with |f(x) - limit| < ε wherever f has a value and 0 < |x - a| < δ.

    With a `side`, left or right, only what lies there counts.
    Found on a grid of 4000 distances a side and then narrowed, so a spike thinner than its gaps can be
    missed. Values that rounding may change by ε are left out. None where there is no such δ, because the
    values nearest to the point are already too far off, or where there is no value to go by.
    """
    if not math.isfinite(limit):
        return None
    point, signs = float(at[wrt]), _SIDES[side]

    def judged(distances: Floats, signs: Floats) -> tuple[Mask, Mask]:
        """Where there is a value to go by, and where it breaks the ε; a column a side."""
        x = point + signs * distances
        with np.errstate(all="ignore"):
            values, errors = bounded(expression, {**at, wrt: x})
            told = (errors < epsilon) & (x != point)
            return told, told & (np.abs(values - limit) - errors >= epsilon)

    grid = _grid(point, furthest)
    told, broken = judged(grid[:, np.newaxis], signs)
    nearest = told.argmax(axis=0), np.arange(len(signs))
    if not told.any() or broken[nearest].any():
        return None
    sides = np.flatnonzero(broken.any(axis=0))
    if not sides.size:
        return furthest
    first = broken[:, sides].argmax(axis=0)
    inner, _ = narrow(lambda points: ~judged(points, signs[sides])[1], grid[first - 1], grid[first])
    return float(inner.min())


def _grid(point: float, furthest: float) -> Floats:
    """Distances from the smallest that means something to `furthest`."""
    nearest = min(max(NEAR * abs(point), DEEP), furthest / STEPS)
    grades, steps = np.geomspace(nearest, furthest, GRADES), np.linspace(furthest / STEPS, furthest, STEPS)
    return np.union1d(grades[:-1], steps)

"""The δ that an ε needs: how close to the point is close enough."""

import math
from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from calctui.maths.evaluate import Floats, Values
from calctui.maths.expression import Expression
from calctui.maths.narrowing import cut, narrow
from calctui.maths.rounding import bounded

GRADES, STEPS = 2000, 2000
"""Distances looked at on each side: on a logarithmic scale, and evenly."""
DEEP, NEAR = 1e-300, 1e-14
"""The smallest distance, from 0 and, relative to its size, from another point."""
LOOKS, CLOSER = 3, 1e-3
"""How often the way to a break is looked at where there are peaks on it; again from this share of it on."""
NEARLY, MOST_TIPS = 0.9, 40
"""Peaks that come this close to ε, as a share of it, are climbed, but no more than so many..."""
ROUNDS, PARTS = 4, 16
"""...in rounds that cut each stretch into so many parts."""

Places: TypeAlias = NDArray[np.intp]
Excess: TypeAlias = Callable[[Floats], Floats]
"""Distances to how far f is beyond the ε there, as a share of it; NaN where there is nothing to go by."""

_SIDES = {"both": (-1.0, 1.0), "left": (-1.0,), "right": (1.0,)}


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
    Found on grids of 4000 distances, whose peaks are climbed and whose breaks are narrowed, so a spike
    thinner than their gaps can be missed. Values that rounding may change by ε are left out. None where there
    is no such δ, because the values nearest to the point are already too far off, or where there is no value
    to go by.
    """
    if not math.isfinite(limit):
        return None
    point = float(at[wrt])

    def excess(sign: float) -> Excess:
        def beyond(distances: Floats) -> Floats:
            x = point + sign * distances
            with np.errstate(all="ignore"):
                values, errors = bounded(expression, {**at, wrt: x})
                over = (np.abs(values - limit) - errors) / epsilon - 1
            return np.where((errors < epsilon) & (x != point), over, np.nan)

        return beyond

    nearest = min(max(NEAR * abs(point), DEEP), furthest / STEPS)
    widths = np.array([_width(excess(sign), nearest, furthest) for sign in _SIDES[side]])
    known = widths[~np.isnan(widths)]
    return float(known.min()) if known.all() and known.size else None


def _width(excess: Excess, nearest: float, furthest: float) -> float:
    """How far one side holds: 0 where it does not even nearby, NaN where there is nothing to go by."""
    width, start = furthest, nearest
    for look in range(LOOKS):
        grid = np.union1d([nearest], _grid(start, width))
        over = excess(grid)
        told = ~np.isnan(over)
        if not look and not told.any():
            return math.nan
        if over[told.argmax()] >= 0:
            return 0.0
        tips = _tips(over)
        closer = _break(excess, *_climbed(excess, grid, over, tips))
        if closer is not None:
            width, start = closer, max(nearest, closer * CLOSER)
        if closer is None or not tips.size:
            break
    return width


def _grid(nearest: float, furthest: float) -> Floats:
    """Distances from the smallest to `furthest`."""
    grades, steps = np.geomspace(nearest, furthest, GRADES), np.linspace(furthest / STEPS, furthest, STEPS)
    brink = furthest * (1 - 2.0 ** -np.arange(11, 50))  # a pole may stand where the window ends
    return np.union1d(grades[:-1], np.concatenate([steps[steps >= nearest], brink]))


def _tips(over: Floats) -> Places:
    """Peaks before the first break that may reach further than their neighbours on the grid show."""
    broken = np.flatnonzero(over >= 0)
    before = over[: broken[0]] if broken.size else over
    middle = before[1:-1]
    tips = np.flatnonzero((middle > before[:-2]) & (middle >= before[2:]) & (middle > -NEARLY)) + 1
    return tips[np.argsort(-before[tips], kind="stable")[:MOST_TIPS]]


def _climbed(excess: Excess, grid: Floats, over: Floats, tips: Places) -> tuple[Floats, Floats]:
    """The grid with the highest points of those peaks in it."""
    if not tips.size:
        return grid, over
    left, right, pick = grid[tips - 1], grid[tips + 1], np.arange(len(tips))
    for _ in range(ROUNDS):
        points = cut(left, right, PARTS)
        heights = excess(points)
        best = np.where(np.isnan(heights), -np.inf, heights).argmax(axis=0)
        top, tip = heights[best, pick], points[best, pick]
        left, right = points[np.maximum(best - 1, 0), pick], points[np.minimum(best + 1, PARTS), pick]
    places, first = np.unique(np.concatenate([grid, tip]), return_index=True)
    return places, np.concatenate([over, top])[first]


def _break(excess: Excess, grid: Floats, over: Floats) -> float | None:
    """The nearest distance at which the ε is broken, narrowed; None where it is not."""
    broken = np.flatnonzero(over >= 0)
    if not broken.size:
        return None
    first = broken[:1]
    inner, _ = narrow(lambda points: ~(excess(points) >= 0), grid[first - 1], grid[first])
    return float(inner[0])

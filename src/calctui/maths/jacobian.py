"""The Jacobian of a map from n inputs to m outputs: a reverse sweep an output, at the point and beside it."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from calctui.maths.autodiff import backward
from calctui.maths.evaluate import Floats, Values, node_values
from calctui.maths.expression import INPUT, Expression

NEAR = 1e-7
"""How far to both sides a jump of a slope is looked for, relative to the point's size."""
CLOSES = 0.75
"""A difference of slopes that falls to more than this share of itself over half the distance is a jump."""


def jacobian(expression: Expression, at: Values, wrt: Sequence[str]) -> Floats:
    """The derivative of every output by every input in `wrt`: shape (m, n).

    Automatic differentiation gives corners a slope by convention. Here the slopes to both sides of the point,
    along the input in question, are compared: where they jump, the entry is NaN, as it is where an output has
    no value.
    """
    points = _around(at, wrt)
    values = node_values(expression, points)
    rows = [
        _row(replace(expression, outputs=(output,)), values, wrt, points) for output in expression.outputs
    ]
    return np.array(rows)


def _around(at: Values, wrt: Sequence[str]) -> dict[str, Floats]:
    """The point and, for each input, four places beside it: arrays of shape (1 + 4n,)."""
    points = {name: np.full(1 + 4 * len(wrt), float(at[name])) for name in at}
    for place, name in enumerate(wrt):
        near = NEAR * max(1.0, abs(float(at[name])))
        points[name][1 + 4 * place : 5 + 4 * place] += near * np.array([-2.0, -1.0, 1.0, 2.0])
    return points


def _row(expression: Expression, values: list[Floats], wrt: Sequence[str], points: Values) -> list[float]:
    """One output's derivatives."""
    trace = backward(expression, values, wrt, record=False)
    count = 1 + 4 * len(wrt)
    heights = np.broadcast_to(trace.values[expression.output], count)
    found = dict.fromkeys(wrt, np.where(np.isnan(heights), np.nan, 0.0))
    for place, node in enumerate(expression.nodes[: expression.output + 1]):
        if node.op == INPUT and node.name in found:
            found[node.name] = np.where(np.isnan(heights), np.nan, trace.adjoints[place])
    return [_entry(found[name], heights, place) for place, name in enumerate(wrt)]


def _entry(slopes: Floats, heights: Floats, place: int) -> float:
    """One derivative, NaN where slope or value jump along its own input."""
    beside = slice(1 + 4 * place, 5 + 4 * place)
    middle, sides = float(slopes[0]), slopes[beside]
    if np.isnan(heights[0]) or not np.isfinite([*sides, *heights[beside]]).all():
        return middle
    if _jumps(sides, 1e-6 * max(1.0, abs(middle))) or _torn(heights[beside], sides):
        return np.nan
    level = float(sides[1:3].mean())
    # What convention says at a point where both sides agree on something else: |x|·|x| at 0.
    return level if abs(level - middle) > 1e-6 * max(1.0, abs(middle)) else middle


def _jumps(sides: Floats, dust: float) -> bool:
    """Whether values at -2, -1, 1 and 2 differ across the middle as much over half the distance."""
    far, near = abs(sides[3] - sides[0]), abs(sides[2] - sides[1])
    return bool(near > dust and near > CLOSES * far)


def _torn(heights: Floats, slopes: Floats) -> bool:
    """Whether the function itself jumps across the middle."""
    size = 1e-6 * max(1.0, float(np.abs(heights).max()))
    return _jumps(heights, size + 8 * NEAR * float(np.abs(slopes).max()))

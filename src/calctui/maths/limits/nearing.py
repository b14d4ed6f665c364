"""Coming closer to a point from both sides: what a function does there, from numbers alone.

In doubt a side is UNCLEAR. What lies below rounding is not seen: 0.1 + 1e-18 sin(1/x) tends to 0.1.
"""

import math
from dataclasses import replace

import numpy as np

from calctui.maths.evaluate import Values
from calctui.maths.expression import Expression
from calctui.maths.limits.growth import grows, swing, thirds
from calctui.maths.limits.result import Behaviour, Limit, Place, Side
from calctui.maths.limits.settling import correct_digits, settled
from calctui.maths.limits.shells import FEWEST, Shells, look
from calctui.maths.rounding import TINY, UNIT, bounded

DOUBTFUL = 1e-6
"""A value that may be off by more is not taken for the limit, nor for the function's value."""
LAST = 3
"""Shells nearest to the point that decide whether there are values on that side at all."""

_WITHIN_A_FLOAT = (Place.CONTINUOUS, Place.POLE)
"""What may be said of a function that is continuous at the point, but turns before the next float: tan at π/2
is large there and has no pole, but the point was meant for π/2."""


def approach(expression: Expression, wrt: str, at: Values) -> Limit:
    """The limits from left and right of the last output as `wrt` tends to its value in `at`.

    Args:
        expression: one function; its last output counts.
        wrt: the input that moves.
        at: a number for every input.
    """
    point = float(at[wrt])
    doubts = np.array([0.0, TINY, max(UNIT * abs(point), TINY)])
    values, errors = bounded(expression, {**at, wrt: np.full(3, point)}, {wrt: doubts})
    value, trusted = float(values[0]), max(1.0, abs(values[0])) * DOUBTFUL
    known, continuous, safely = (errors <= trusted).tolist()
    if safely:  # every operation on the way is continuous around here, so the whole is
        error = float(errors[2])
        side = Side(Behaviour.TENDS, value, correct_digits(abs(value) or 1.0, error), error=error)
        return Limit(side, side, value, float(errors[0]))
    with np.errstate(all="ignore"):
        left, right = map(_side, look(expression, wrt, at))
    limit = Limit(left, right, value, float(errors[0]) if known else 0.0)
    if not known and value not in (left.value, right.value):  # of stairs, the step that it stands on
        limit = replace(limit, value_at=math.nan)
    if continuous and limit.place not in _WITHIN_A_FLOAT:
        return replace(limit, left=Side(Behaviour.UNCLEAR), right=Side(Behaviour.UNCLEAR))
    return limit


def _side(shells: Shells) -> Side:
    """What the samples of one side show."""
    told = shells.lit | shells.void
    if shells.void[told][-LAST:].all():
        return Side(Behaviour.ABSENT if told.any() else Behaviour.UNCLEAR)
    shells = shells.only(shells.lit)
    seen = thirds(shells)
    if len(shells.distances) <= FEWEST:
        return Side(Behaviour.UNCLEAR, seen=seen)
    if limit := settled(shells):
        return Side(Behaviour.TENDS, limit.value, limit.digits, error=limit.error, seen=seen)
    if grows(shells):
        return Side(Behaviour.GROWS, math.inf, seen=seen)
    if grows(Shells(shells.distances, -shells.values, shells.errors)):
        return Side(Behaviour.FALLS, -math.inf, seen=seen)
    if covered := swing(shells):
        return Side(Behaviour.OSCILLATES, low=covered[0], high=covered[1], seen=seen)
    return Side(Behaviour.UNCLEAR, seen=seen)

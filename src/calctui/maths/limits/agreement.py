"""What SymPy says about a limit, believed where the numbers do not speak against it."""

import math
from dataclasses import replace

from calctui.maths.limits.result import Behaviour, Limit, Range, Side
from calctui.maths.limits.settling import correct_digits
from calctui.maths.rounding import bounded
from calctui.maths.symbolic.question import INFINITE, MINUS_INFINITE, OSCILLATES, Answer, Status

SOUND = 1e-10
"""An exact limit that may be off by more than this share once it is a float is of no use."""
PERSISTENT = 0.45
"""A step upwards is at least this share of the one before: that of ln ln x is half, of 1/ln x a third."""
STEPS = 10.0
"""A limit further away than this many times the last step is not where the values are heading."""


def confirmed(limit: Limit, left: Answer | None, right: Answer | None) -> Limit:
    """The limit with each side sharpened by SymPy's answer for it, where there is one.

    An answer that contradicts the numbers changes nothing. One that the numbers can't tell, on an UNCLEAR
    side, is taken where the values seen come closer to it.
    """
    return replace(limit, left=_side(limit.left, left), right=_side(limit.right, right))


def _side(side: Side, answer: Answer | None) -> Side:
    if answer is None or side.behaviour is Behaviour.ABSENT:
        return side
    if answer.reason.startswith(OSCILLATES):
        return replace(side, exact=side.behaviour is Behaviour.OSCILLATES)
    value, error = _value(answer)
    if not _allows(side, value, error):
        return side
    if math.isinf(value):
        behaviour = Behaviour.GROWS if value > 0 else Behaviour.FALLS
        return replace(side, behaviour=behaviour, value=value, exact=True)
    digits = correct_digits(abs(value) or 1.0, error)
    return replace(side, behaviour=Behaviour.TENDS, value=value, digits=digits, exact=True, error=error)


def _value(answer: Answer) -> tuple[float, float]:
    """An answer as a float and its error: NaN where it has no value or rounding leaves too little of it."""
    if answer in (INFINITE, MINUS_INFINITE):
        return math.inf if answer == INFINITE else -math.inf, 0.0
    if answer.status is not Status.FOUND or answer.expression is None or answer.expression.inputs:
        return math.nan, math.nan
    value, error = map(float, bounded(answer.expression, {}))
    return value if error <= SOUND * abs(value) else math.nan, error


def _allows(side: Side, value: float, error: float) -> bool:
    """Whether the values seen on this side speak for the limit, or at least not against it."""
    if side.behaviour is Behaviour.UNCLEAR:
        return len(side.seen) == 3 and _heads_for(value, *side.seen)
    if math.isinf(value) or math.isinf(side.value):
        return value == side.value
    return abs(value - side.value) <= 2 * (side.error + error)


def _heads_for(value: float, first: Range, before: Range, last: Range) -> bool:
    """Whether each stretch of values came nearer to the limit, and it is not far off from the last."""
    if math.isinf(value):
        return _climbs(first, before, last) if value > 0 else _climbs(*map(_mirrored, (first, before, last)))
    far, near = (max(abs(low - value), abs(high - value)) for low, high in (before, last))
    return near <= SOUND * abs(value) or near <= STEPS * (far - near)


def _climbs(first: Range, before: Range, last: Range) -> bool:
    """Whether values rise from stretch to stretch, by steps that do not collapse, and are above 0 by now."""
    steps = before[1] - first[1], last[1] - before[1]
    return last[0] > max(before[0], 0.0) and steps[1] >= PERSISTENT * steps[0] > 0


def _mirrored(seen: Range) -> Range:
    return -seen[1], -seen[0]

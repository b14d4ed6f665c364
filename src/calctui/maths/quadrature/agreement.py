"""What SymPy says about an integral, believed where the numbers do not speak against it."""

import math
from dataclasses import replace

from calctui.maths.quadrature.definite import Integral, Kind
from calctui.maths.rounding import bounded
from calctui.maths.symbolic.question import INFINITE, MINUS_INFINITE, Answer, Status

APART = 2.0
"""Values are different when they are this many times further apart than their errors together."""


def confirmed(integral: Integral, answer: Answer | None) -> Integral:
    """The integral with SymPy's value, where there is one that the numbers do not contradict.

    A formula with parts that can't be evaluated here was compared with the numbers where it was found
    (symbolic/integrating.py); then the value stays as it is.
    """
    if answer is None or answer.status is not Status.FOUND:
        return integral
    if answer in (INFINITE, MINUS_INFINITE):
        same = integral.value == (math.inf if answer == INFINITE else -math.inf)
        return replace(integral, exact=same)
    if integral.kind not in (Kind.PROPER, Kind.IMPROPER):
        return integral
    if answer.expression is None or answer.expression.inputs:
        return replace(integral, exact=answer.expression is None)
    value, error = map(float, bounded(answer.expression, {}))
    if not abs(value - integral.value) <= APART * (integral.error + error):
        return integral
    if error > integral.error:
        return replace(integral, exact=True)
    return replace(integral, value=value, error=error, exact=True)

"""Definite integrals by SymPy. It is sometimes wrong: what it finds is compared with quadrature first."""

import math
from collections.abc import Iterator
from typing import Any

import sympy as sp

from calctui.maths.quadrature.definite import FAINT, Integral, Kind
from calctui.maths.quadrature.definite import integral as by_numbers
from calctui.maths.symbolic.bridge import exact, to_sympy
from calctui.maths.symbolic.question import INFINITE, MINUS_INFINITE, NO_FORMULA, Question

PARTS_OF_PI = (1, 2, 3, 4, 6)
"""A bound that is the float of a multiple of π divided by one of these is meant as that."""
DIGITS = 20
KNOWN = 1e-4
"""Where quadrature leaves more than this share of the area of |f| open, it confirms nothing."""
APART = 2.0
"""Values are different when they are this many times further apart than the errors of both."""

_UNREAL = (sp.zoo, sp.nan, sp.I, sp.AccumBounds, sp.Integral, sp.re, sp.im, sp.arg)


def integral(question: Question) -> Iterator[Any]:
    """The integral as SymPy's expression, or as the answer that stands for it."""
    symbol = sp.Symbol(question.wrt, real=True)
    expr = to_sympy(question.expression)
    if expr.free_symbols - {symbol} or expr.has(sp.zoo, sp.nan, sp.oo):
        yield NO_FORMULA
        return
    numbers = by_numbers(question.expression, question.wrt, {}, question.low, question.high)
    low, high = sorted((question.low, question.high))
    value = sp.integrate(expr, (symbol, _bound(low), _bound(high)))
    if question.low > question.high:
        value = -value
    if value in (sp.oo, -sp.oo):
        found, sign = (INFINITE, 1) if value == sp.oo else (MINUS_INFINITE, -1)
        yield found if numbers.value == sign * math.inf else NO_FORMULA
    elif value.has(*_UNREAL) or not value.is_number or not _agrees(value, numbers):
        yield NO_FORMULA
    else:
        yield value


def _bound(value: float) -> Any:
    """A bound as it was meant."""
    for parts in PARTS_OF_PI:
        times = round(value * parts / math.pi)
        if times and value in (times * math.pi / parts, times * (math.pi / parts)):
            return times * sp.pi / parts
    return exact(value)


def _agrees(value: Any, numbers: Integral) -> bool:
    """Whether quadrature found the same, and well enough for that to mean something."""
    if numbers.kind not in (Kind.PROPER, Kind.IMPROPER):
        return False
    number = value.evalf(DIGITS)
    if not number.is_Float and number != 0:  # it could not be evaluated; 0 stays an Integer
        return False
    sure = numbers.error <= max(KNOWN * numbers.size, FAINT)
    return sure and abs(float(number) - numbers.value) <= APART * numbers.error

"""One-sided limits by SymPy (Gruntz 1996). It is sometimes wrong: numbers have the last word."""

from collections.abc import Iterator
from typing import Any

import sympy as sp

from calctui.maths.symbolic.bridge import exact, to_sympy
from calctui.maths.symbolic.question import INFINITE, MINUS_INFINITE, NO_FORMULA, Question, oscillating

MOST_DIGITS = 1000
"""A fraction with a larger denominator is written as a decimal."""

_UNFOLDED = {
    "min": lambda u, v: (u + v - sp.Abs(u - v)) / 2,
    "max": lambda u, v: (u + v + sp.Abs(u - v)) / 2,
}
"""What SymPy has no series for, and which absolute values say as well."""
_UNREAL = (sp.zoo, sp.nan, sp.oo, sp.I, sp.AccumBounds, sp.Limit)


def limit(question: Question) -> Iterator[Any]:
    """The limit from one side, as SymPy's expression or as the answer that stands for it.

    The input becomes the point plus or minus a positive number that tends to 0: with its sign known, SymPy
    sees through |x|, sign and tables of cases.
    """
    step = sp.Dummy("t", positive=True)
    moved = exact(question.at) + (step if question.side == "+" else -step)
    expr = to_sympy(question.expression, _UNFOLDED).subs(sp.Symbol(question.wrt, real=True), moved)
    if expr.free_symbols - {step} or expr.has(sp.zoo, sp.nan, sp.oo):
        yield NO_FORMULA
        return
    value = sp.limit(expr, step, 0, "+")
    if value in (sp.oo, -sp.oo):
        yield INFINITE if value == sp.oo else MINUS_INFINITE
    elif isinstance(value, sp.AccumBounds):
        yield oscillating(*(_end(end) for end in value.args))
    elif value.has(*_UNREAL) or not value.is_number or not value.is_extended_real:
        yield NO_FORMULA
    else:
        yield value


def _end(end: Any) -> str:
    readable = end if not end.is_Rational or end.q < MOST_DIGITS else end.n()
    return str(readable).replace("oo", "∞")

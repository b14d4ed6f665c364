"""The Taylor polynomial at a point, as far as it exists: both sides are expanded exactly and compared.

No step is taken to either side, so nothing smooth is steep enough to pass for a jump: what is smooth comes
out the same on both sides to the last bit.
"""

import math
from dataclasses import dataclass

import numpy as np

from calctui.maths.evaluate import Values, evaluate
from calctui.maths.expression import Expression
from calctui.maths.jets import germ
from calctui.maths.series import Series

SPARE = 24
"""Orders computed beyond those asked for, because a division by t^m costs m of them."""
SAME = 1e-9
"""Sides that differ by no more than this share are the same."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """The Taylor coefficients at a point, and how many of them there are."""

    coefficients: tuple[float, ...]
    """f^(k) / k! for each k up to the order asked for; NaN from the first one that does not exist."""
    exists: int
    """The highest derivative that exists with all below it: 0 is only a value, -1 not even that."""
    why: str
    """One clause for people about the first one that does not exist; empty where all do."""
    filled: bool
    """Whether f has no value there, but every derivative has the same limit from both sides."""


def expansion(expression: Expression, wrt: str, at: Values, order: int) -> Expansion:
    """Expand the last output in `wrt` around its value in `at`; every input is a float."""
    value = float(evaluate(expression, at))
    with np.errstate(all="ignore"):
        left, beside, right = (_side(expression, wrt, at, order + SPARE, sign) for sign in (-1, 0, 1))
        if math.isnan(value):
            return _hole(left, right, order)
        if math.isinf(value) or (left.end == right.end == "pole"):
            why = "f is too large for a float there" if math.isinf(value) else "f grows without end there"
            return Expansion((math.nan,) * (order + 1), -1, why, False)
        exists, why = 0, _unlike(left, beside, right)
        while not why and exists < order:
            why = _trouble(exists + 1, left, right)
            exists += not why
    found = (value, *right.coefficients[1 : exists + 1].tolist())
    return Expansion((*found, *[math.nan] * (order - exists)), exists, why, False)


@dataclass(frozen=True, eq=False, slots=True)
class _Side:
    """The Taylor coefficients of one side, in x - a, as many as there are, and what ends them."""

    coefficients: Series
    end: str
    """`none` where the side has no value, `pole`, `root` for a power that is not whole, or `unknown`."""


def _hole(left: _Side, right: _Side, order: int) -> Expansion:
    """Where f has no value: filled if nothing that could be computed tells the sides apart."""
    here = right.coefficients[: order + 1]
    alike = not any(map(_differ, left.coefficients, right.coefficients)) and "root" not in (
        left.end,
        right.end,
    )
    if alike and min(len(left.coefficients), len(here)) > order and np.isfinite(here).all():
        return Expansion(tuple(here.tolist()), order, "", True)
    return Expansion((math.nan,) * (order + 1), -1, "f has no value there", False)


def _unlike(left: _Side, beside: _Side, right: _Side) -> str:
    """Whether f itself jumps: between the sides, or from both to its value."""
    values = [float(side.coefficients[0]) for side in (left, beside, right) if len(side.coefficients)]
    if not any(_differ(values[0], each) for each in values):
        return ""
    low, high = values[0], values[-1] if _differ(values[0], values[-1]) else values[1]
    return f"f jumps from {low + 0.0:.4g} to {high + 0.0:.4g} there"


def _trouble(k: int, left: _Side, right: _Side) -> str:
    """Why derivative k does not exist though those below do, or an empty string."""
    short = [side for side in (left, right) if len(side.coefficients) <= k]
    if any(side.end != "none" for side in short):
        return f"{_name(k)} grows without end"
    if short:
        return f"f has no value to the {'left' if short[0] is left else 'right'} of it"
    before, after = float(left.coefficients[k]), float(right.coefficients[k])
    if not math.isfinite(before + after):
        return "a coefficient is too large for a float"
    if not _differ(before, after):
        return ""
    factorial = float(np.prod(np.arange(1.0, k + 1)))
    return f"{_name(k)} jumps from {before * factorial + 0.0:.4g} to {after * factorial + 0.0:.4g}"


def _differ(before: float, after: float) -> bool:
    return abs(before - after) > SAME * max(abs(before), abs(after))


def _name(k: int) -> str:
    ending = "th" if k % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(k % 10, "th")
    return "its slope" if k == 1 else f"its {k}{ending} derivative"


def _side(expression: Expression, wrt: str, at: Values, order: int, sign: int) -> _Side:
    """What the side of f(a + sign·t) has of whole powers of t, up to the first that is not."""
    found, roots = germ(expression, wrt, at, order, sign)
    if found.void or (found.low < 0 and found.terms.size):
        return _Side(np.empty(0), "none" if found.void else "pole")
    terms = found.between(0, found.known)
    broken = np.flatnonzero((terms != 0) & (np.arange(len(terms)) % roots > 0))
    whole = (terms[: broken[0]] if broken.size else terms)[::roots]
    return _Side(whole * float(sign or 1) ** np.arange(len(whole)), "root" if broken.size else "unknown")

"""Taylor-mode differentiation: all derivatives up to order n in one sweep, O(n²) an operation.

Griewank and Walther, "Evaluating Derivatives", 2nd ed., chapter 13. At a corner `taylor` follows the same
conventions as `autodiff`; `germ` looks at one side only and needs none. There every branch, as of |u| or
max, is chosen by the first term that is not 0. Negative powers carry what divides by 0 through to where it
cancels, and what takes a root of 0 is expanded in a root of t, as Puiseux series are.
"""

import math
import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np

from calctui.maths import series
from calctui.maths.elementary import SELU_SCALE
from calctui.maths.evaluate import Floats, Values
from calctui.maths.expression import INPUT, NUMBER, Expression
from calctui.maths.primitives import PRIMITIVES
from calctui.maths.series import EPS, LOST, Germ, Series

MOST_ROOTS = 12
"""A germ is in powers of t^(1/q), for q up to this."""

HUGE = 1e300

Rule: TypeAlias = Callable[..., Germ]


def taylor(expression: Expression, wrt: str, at: Values, order: int) -> Floats:
    """Taylor coefficients of the last output in the input `wrt`, around its value in `at`.

    Returns:
        Shape (order + 1, ...): coefficient k, that is f^(k) / k!, in row k, for each point of `at[wrt]`.
        NaN where the function has no value; a row is NaN where that derivative does not exist.
    """
    x = np.asarray(at[wrt], dtype=float)
    lines: list[Series] = []
    with np.errstate(all="ignore"):
        for node, moving in zip(expression.nodes, expression.depends_on([wrt]), strict=True):
            operands = [lines[arg] for arg in node.args]
            if node.op in (NUMBER, INPUT):
                value = node.value if node.op == NUMBER else at[node.name]
                lines.append(_start(value, x, order, moving=moving))
            elif moving:
                lines.append(PRIMITIVES[node.op].taylor(*operands))
            else:  # its slope is 0, also where the operation's is infinite, as that of asin is at 1
                value = PRIMITIVES[node.op].array(*[operand[0] for operand in operands])
                lines.append(_start(value, x, order, moving=False))
    out = lines[expression.output]
    return np.where(np.isnan(out[0]), np.nan, out)


def derivatives(expression: Expression, wrt: str, at: Values, order: int) -> Floats:
    """f, f', f'' ... up to `order`, one a row: shape (order + 1, ...) as in `taylor`."""
    coefficients = taylor(expression, wrt, at, order)
    factorials = np.array([float(math.factorial(k)) for k in range(order + 1)])
    with np.errstate(all="ignore"):
        scaled: Floats = coefficients * factorials.reshape((-1,) + (1,) * (coefficients.ndim - 1))
    return scaled


def _start(value: Any, like: Floats, order: int, *, moving: bool) -> Series:
    """The series of an input or number: constant, or x + t for the input that moves."""
    out = np.zeros((order + 1, *like.shape))
    out[0] = value
    if moving and order:
        out[1] = 1.0
    return out


NOTHING = np.empty(0)
VOID = Germ(0, np.array([math.nan]))
"""A function without a value."""
MOST_POWER = 400
"""Beyond this power of s, its coefficient is not looked for."""


class _RootNeeded(Exception):
    """A power that is not whole: t has to be the `degree`-th power of s."""

    def __init__(self, degree: int) -> None:
        self.degree = degree


def germ(expression: Expression, wrt: str, at: Values, order: int, sign: int) -> tuple[Germ, int]:
    """The last output at a + sign·t for t = s^q just above 0, where a is the value of `wrt` in `at`.

    Args:
        expression: what to expand.
        wrt: the input that moves.
        at: a float for every input.
        order: powers of t to expand to. Fewer come out where terms cancel in a division.
        sign: 1 or -1 for a side, 0 for the value at the point itself by the same arithmetic.

    Returns:
        The series in s, and q.
    """
    roots = 1
    with np.errstate(all="ignore"):
        while roots <= MOST_ROOTS:
            try:
                return _expanded(expression, wrt, at, order * roots, sign, roots), roots
            except _RootNeeded as needed:
                roots *= needed.degree
    return LOST, 1


def _expanded(expression: Expression, wrt: str, at: Values, order: int, sign: int, roots: int) -> Germ:
    germs: list[Germ] = []
    for node, moving in zip(expression.nodes, expression.depends_on([wrt]), strict=True):
        start = np.zeros(order + 1)
        if node.op in (NUMBER, INPUT):
            start[0] = node.value if node.op == NUMBER else at[node.name]
            if moving and order:
                start[roots] = sign
            germs.append(Germ.starting(0, start))
            continue
        operands = [germs[arg] for arg in node.args]
        found = _apply(node.op, *operands)
        if not moving and not found.void:  # a number: nothing of it is unknown
            told = found.low >= 0 and found.known > 0
            start[0] = _first(found) if told else PRIMITIVES[node.op].array(*map(_first, operands))
            found = Germ.starting(0, start)
        germs.append(found)
    return germs[expression.output]


def _first(germ: Germ) -> float:
    """The constant term of what doesn't grow."""
    return float(germ.between(0, 1).sum())


def _apply(op: str, *operands: Germ) -> Germ:
    if any(operand.void for operand in operands):
        return VOID
    return _RULES[op](*operands) if op in _RULES else _smooth(op)(*operands)


def _constant(value: float, like: Germ) -> Germ:
    return Germ.starting(0, np.concatenate([[value], np.zeros(max(0, like.known - 1))]))


def _smooth(op: str) -> Rule:
    """A function without corners, of a number or of what grows without end."""

    def rule(u: Germ) -> Germ:
        if u.low >= 0:
            return Germ.starting(0, PRIMITIVES[op].taylor(u.between(0, u.known))) if u.known else LOST
        limit = float(PRIMITIVES[op].array(u.lead * HUGE))
        if op == "atan" or not u.lead or not math.isfinite(limit):
            return LOST  # the others near their limit, or u itself, faster than any power of s
        return u if limit == u.lead * HUGE else _constant(limit, u)

    return rule


def _pow(u: Germ, v: Germ) -> Germ:
    if v.low > 0 and not v.terms.size:
        return _constant(1.0, v)
    if v.low or not np.isfinite(v.terms[:1]).any() or v.terms[1:].any():
        return _smooth("exp")(v * _log("ln")(u))
    exponent = float(v.terms[0])
    near = Fraction(exponent).limit_denominator(MOST_ROOTS)
    exact = near if float(near) == exponent else Fraction(exponent)
    return _power(exact, lambda terms: series.power(terms, series.constant(exponent, terms)))(u)


def _power(exponent: Fraction, taylor: Callable[[Series], Series]) -> Rule:
    """A constant power: the leading power of s is taken out, and the recurrence does the rest."""

    def rule(u: Germ) -> Germ:
        low = u.low * exponent
        if u.terms.size and np.isnan(taylor(u.terms[:1])[0]):
            return VOID
        if not u.terms.size or low.denominator > MOST_ROOTS or abs(low) > MOST_POWER:
            return Germ(min(math.ceil(low), MOST_POWER), NOTHING) if u.terms.size or exponent > 0 else LOST
        if low.denominator > 1:
            raise _RootNeeded(low.denominator)
        return Germ.starting(int(low), taylor(u.terms))

    return rule


def _log(op: str) -> Rule:
    return lambda u: _smooth(op)(u) if u.low == 0 and u.terms.size else VOID if u.lead < 0 else LOST


def _circular(u: Germ) -> tuple[Germ, Germ]:
    """(sin u, cos u) by the sums of angles: no float is the angle at which one of them is 0."""
    if u.low < 0 or not u.known:
        return LOST, LOST
    angle = u.between(0, u.known)
    start = np.array([np.sin(angle[0]), np.cos(angle[0])])
    sine, cosine = np.where(np.abs(start) <= EPS * abs(angle[0]), 0.0, start)
    angle[0] = 0.0
    s, c = series.circular(angle)
    return Germ.starting(0, sine * c + cosine * s), Germ.starting(0, cosine * c - sine * s)


def _asin(u: Germ) -> Germ:
    """The inverse sine; at ±1, where its slope is infinite, by half the angle."""
    end = float(u.terms[0]) if u.low == 0 and u.terms.size else 0.0
    if abs(end) != 1:
        return _smooth("asin")(u)
    squared = (_constant(1.0, u) - u.scaled(end)).scaled(0.5)
    half = _apply("asin", _apply("sqrt", squared))
    return _apply("sub", _constant(end * math.pi / 2, u), half.scaled(2 * end))


def _level(op: str) -> Rule:
    """A function that is constant between its jumps; on a jump the side decides."""

    def rule(u: Germ) -> Germ:
        if u.low < 0 or not u.known:
            return LOST
        start, *rest = u.between(0, u.known)
        way = next((math.copysign(math.inf, term) for term in rest if term), start)
        return _constant(float(PRIMITIVES[op].array(np.nextafter(start, way))), u)

    return rule


def _larger(sign: float) -> Rule:
    """The larger of two, or with the sign -1 the smaller."""

    def rule(u: Germ, v: Germ) -> Germ:
        ahead = u - v
        if ahead.lead == -sign:
            return v
        return u if ahead.lead == sign else u + ahead.scaled(0.0)  # the same, as far as both are known

    return rule


def _clipped(low: float, high: float) -> Rule:
    return lambda u: _larger(1)(_larger(-1)(u, _constant(high, u)), _constant(low, u))


def _elu(op: str, scale: float) -> Rule:
    return lambda u: u.scaled(scale) if u.lead > 0 else _smooth(op)(u)


_RULES: dict[str, Rule] = {
    "identity": lambda u: u,
    "add": operator.add, "sub": operator.sub, "mul": operator.mul, "div": operator.truediv, "pow": _pow,
    "neg": lambda u: u.scaled(-1.0),
    "abs": lambda u: u.scaled(u.lead),
    "sqrt": _power(Fraction(1, 2), PRIMITIVES["sqrt"].taylor),
    "cbrt": _power(Fraction(1, 3), PRIMITIVES["cbrt"].taylor),
    "ln": _log("ln"), "log2": _log("log2"), "log10": _log("log10"),
    "sin": lambda u: _circular(u)[0],
    "cos": lambda u: _circular(u)[1],
    "tan": lambda u: operator.truediv(*_circular(u)),
    "asin": _asin,
    "acos": lambda u: _apply("sub", _constant(math.pi / 2, u), _asin(u)),
    "sign": _level("sign"), "step": _level("step"), "floor": _level("floor"), "ceil": _level("ceil"),
    "min": _larger(-1), "max": _larger(1),
    "relu": lambda u: Germ(u.known, NOTHING) if u.lead < 0 else u,
    "leaky_relu": lambda u, v: v * u if u.lead < 0 else u,
    "softsign": lambda u: u / (_constant(1.0, u) + u.scaled(u.lead)),
    "hardtanh": _clipped(-1.0, 1.0), "relu6": _clipped(0.0, 6.0),
    "elu": _elu("elu", 1.0), "selu": _elu("selu", SELU_SCALE),
}  # fmt: skip
"""The operations that are not smooth everywhere, or know more of a germ than of a series."""

"""Finite differences: the slope of a function from its values alone.

Forward and backward differences are wrong by about |f''| h / 2, the central one by |f'''| h² / 6; each also
by about ε |f| / h, because the values that are subtracted are rounded (Nocedal and Wright, section 8.1).
The complex step Im f(x + ih) / h subtracts nothing: it is wrong by |f'''| h² / 6 and no more, however small h
is (Squire and Trapp, SIAM Review 40, 1998).
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from calctui.maths.autodiff import forward
from calctui.maths.evaluate import Floats, Values
from calctui.maths.expression import INPUT, Expression
from calctui.maths.floating import Array, values_in

SCHEMES = ("forward", "backward", "central")


def offsets(scheme: str, h: Any) -> tuple[Any, Any]:
    """Where a scheme looks, as distances from the point: left and right end of the secant.

    Raises:
        ValueError: an unknown scheme.
    """
    match scheme:
        case "forward":
            return 0.0 * h, h
        case "backward":
            return -h, 0.0 * h
        case "central":
            return -h, h
    raise ValueError(f"unknown scheme {scheme!r}: one of {', '.join(SCHEMES)}")


def slope(function: Callable[[Any], Any], x: Any, h: Any, scheme: str) -> Any:
    """The difference quotient (f(right) - f(left)) / (right - left), for arrays of `x` or `h` too."""
    left, right = offsets(scheme, h)
    return (function(x + right) - function(x + left)) / (right - left)


STEPS: Floats = np.logspace(-16, 0, 161)
"""The h of a sweep, ten to a decade."""
BESIDE = 2
"""So many neighbours on the grid must do well too: an error can be small by luck."""
FLOOR = 4.0
"""Errors below so many units of the result's own rounding are alike."""


@dataclass(frozen=True, eq=False, slots=True)
class Difference:
    """Slopes for several h, in one floating-point type, and what they were made of."""

    left: Array
    right: Array
    """The two numbers that are subtracted; NaN for the complex step, which subtracts none."""
    estimate: Array
    reason: str = ""
    """Why there is no complex step, if there is none."""


def difference(
    expression: Expression, wrt: str, at: Values, h: Any, scheme: str, dtype: type[np.floating[Any]]
) -> Difference:
    """The slope by `wrt` for every h, computed in `dtype` throughout; a scheme of SCHEMES, or "complex".

    Raises:
        ValueError: an unknown scheme.
    """
    with np.errstate(all="ignore"):
        x, steps = np.float64(at[wrt]).astype(dtype), np.asarray(h, dtype=float).astype(dtype)
        if scheme == "complex":
            return _complex_step(expression, wrt, {**at, wrt: x}, steps)
        before, after = offsets(scheme, steps)
        left, right = (
            np.broadcast_to(values_in(expression, {**at, wrt: end}, dtype)[expression.output], steps.shape)
            for end in (x + before, x + after)
        )
        return Difference(left, right, (right - left) / (after - before))


def _complex_step(expression: Expression, wrt: str, at: Values, h: Array) -> Difference:
    """Im f(x + ih) / h, where every operation that x reaches has a complex version."""
    none = np.full(h.shape, np.nan, dtype=h.dtype)
    active = expression.depends_on([wrt])
    real = values_in(expression, at, h.dtype.type)
    reason = _refusal(expression, active, real)
    if reason:
        return Difference(none, none, none, reason)
    values: list[Any] = []
    kind = np.result_type(h, np.complex64)
    for place, node in enumerate(expression.nodes):
        if not active[place]:
            values.append(real[place].astype(kind))
        elif node.op == INPUT:
            values.append((real[place] + 1j * h).astype(kind))
        else:
            values.append(_ANALYTIC[node.op](*(values[arg] for arg in node.args)))
    return Difference(none, none, np.broadcast_to(values[expression.output].imag / h, h.shape))


def _refusal(expression: Expression, active: list[bool], real: list[Any]) -> str:
    """Why a complex step says nothing here, in words; empty if it does."""
    for place, node in enumerate(expression.nodes):
        if active[place] and node.op != INPUT and node.op not in _ANALYTIC:
            if node.op in ("erf", "gelu"):
                return f"NumPy has no complex {node.op}"
            return f"{node.op} is put together from pieces: it has no slope off the real line"
        if node.op == "pow" and active[node.args[1]] and real[node.args[0]] <= 0:
            return "powers of a base that is not positive have no slope by their exponent"
    return "" if np.isfinite(real).all() else "the formula has no finite value here"


def _softplus(u: Any) -> Any:
    """ln(1 + e^u), by whichever form does not overflow."""
    return np.where(u.real > 0, u, 0) + np.log1p(np.exp(np.where(u.real > 0, -u, u)))


def _sigmoid(u: Any) -> Any:
    return (1 + np.tanh(u / 2)) / 2


def _cbrt(u: Any) -> Any:
    side = np.where(u.real < 0, -1, 1).astype(u.real.dtype)
    return side * np.power(side * u, u.dtype.type(1 / 3))


_ANALYTIC: Mapping[str, Callable[..., Any]] = {
    "identity": lambda u: u, "neg": np.negative,
    "add": np.add, "sub": np.subtract, "mul": np.multiply, "div": np.divide, "pow": np.power,
    "sqrt": np.sqrt, "cbrt": _cbrt, "exp": np.exp, "ln": np.log, "log2": np.log2, "log10": np.log10,
    "sin": np.sin, "cos": np.cos, "tan": np.tan, "asin": np.arcsin, "acos": np.arccos, "atan": np.arctan,
    "sinh": np.sinh, "cosh": np.cosh, "tanh": np.tanh, "sigmoid": _sigmoid, "softplus": _softplus,
    "silu": lambda u: u * _sigmoid(u), "mish": lambda u: u * np.tanh(_softplus(u)),
}  # fmt: skip
"""Operations off the real line: one formula for all of it, which is what the complex step asks for."""


@dataclass(frozen=True, eq=False, slots=True)
class Sweep:
    """The error of one scheme against h: the V, or for a complex step the flat floor."""

    h: Floats
    estimates: Array
    errors: Floats
    """Beside `exact`; NaN where there is no estimate."""
    exact: float
    """The derivative by automatic differentiation in float64, where x stands once it is rounded."""
    best_h: float
    """Where the error is least on the grid, neighbours counted; of h that do equally well, the largest."""
    reason: str


def sweep(
    expression: Expression,
    wrt: str,
    at: Values,
    scheme: str,
    dtype: type[np.floating[Any]],
    h: Floats = STEPS,
) -> Sweep:
    """Measure the error for every h, shape (k,), given in ascending order.

    Raises:
        ValueError: an unknown scheme.
    """
    found = difference(expression, wrt, at, h, scheme, dtype)
    x = float(np.float64(at[wrt]).astype(dtype))
    exact = float(forward(expression, wrt, {**at, wrt: x})[1])
    with np.errstate(all="ignore"):
        errors = np.abs(found.estimate.astype(float) - exact)
        worst = np.where(np.isfinite(errors), errors, np.inf)
        padded = np.pad(worst, BESIDE, mode="edge")
        around = np.lib.stride_tricks.sliding_window_view(padded, 2 * BESIDE + 1).max(axis=1)
        least = max(float(around.min()), FLOOR * float(np.finfo(dtype).eps) * abs(exact))
    best = float(h[np.flatnonzero(around <= least)[-1]]) if math.isfinite(around.min()) else math.nan
    return Sweep(h, found.estimate, errors, exact, best, found.reason)


def theory_h(scheme: str, x: float, dtype: type[np.floating[Any]]) -> float:
    """The h at which truncation and rounding balance, on the scale of x: √ε, or ∛ε for central differences.

    For the complex step the h from which on down nothing is gained or lost, √ε too.
    """
    power = 1 / 3 if scheme == "central" else 1 / 2
    return math.pow(np.finfo(dtype).eps, power) * max(1.0, abs(x))


def shared_digits(u: Any, v: Any) -> int:
    """How many leading digits two NumPy floats of one type share, which cancel when they are subtracted.

    Written in full, which takes 17 digits in float64, 9 in float32 and 5 in float16; or as many as they
    agree in where they stand on two sides of a round number, such as 0.99998 and 1.00001.
    """
    most = int(np.ceil(1 - np.log10(np.finfo(type(u)).epsneg)))
    u, v = float(u), float(v)
    if u == v:
        return most
    if not (math.isfinite(u) and math.isfinite(v)) or math.copysign(1.0, u) != math.copysign(1.0, v):
        return 0
    one, other = (f"{abs(number):.{most - 1}e}" for number in (u, v))
    alike = 0
    if one.partition("e")[2] == other.partition("e")[2]:
        digits = zip(one.replace(".", ""), other.replace(".", ""), strict=True)
        alike = next((count for count, (a, b) in enumerate(digits) if a != b), most)
    return min(most, max(alike, math.floor(math.log10(max(abs(u), abs(v)) / abs(u - v)))))


def digits_left(u: Any, v: Any) -> float:
    """How many significant digits the difference of two rounded NumPy floats of one type has left."""
    epsilon = float(np.finfo(type(u)).eps)
    u, v = float(u), float(v)
    if not (math.isfinite(u) and math.isfinite(v)) or u == v:
        return 0.0
    share = abs(u - v) / max(abs(u), abs(v))
    return min(-math.log10(epsilon), max(0.0, math.log10(share / epsilon)))

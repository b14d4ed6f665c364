"""Arithmetic of truncated power series: the recurrences of Taylor-mode differentiation.

A series is an array of shape (n + 1, ...): coefficient k of t^k in row k, any batch behind it. Each
operation costs O(n²) a batch element. The recurrences are those of Griewank and Walther, "Evaluating
Derivatives", 2nd ed., section 13.2; most follow from y' = φ'(u) u', compared coefficient by coefficient.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from calctui.maths import elementary

Series: TypeAlias = NDArray[np.float64]

EPS = float(np.finfo(float).eps)
DUST = 16 * EPS
"""What two terms leave of each other below this share is rounding: 0.1·3 - 0.3 is 0."""


def constant(value: Any, like: Series) -> Series:
    """The series of a constant: `value` in row 0, zeros above."""
    out = np.zeros_like(like)
    out[0] = value
    return out


def mul(u: Series, v: Series) -> Series:
    """Cauchy product."""
    out = np.empty(np.broadcast_shapes(u.shape, v.shape))
    for k in range(len(out)):
        out[k] = _dot(u[: k + 1], v[: k + 1])
    return out


def div(u: Series, v: Series) -> Series:
    """Quotient, solved from q v = u; NaN where v starts with 0: it has no value there."""
    out = np.empty(np.broadcast_shapes(u.shape, v.shape))
    lead = _nonzero(v[0])
    for k in range(len(out)):
        out[k] = (u[k] - _dot(out[:k], v[1 : k + 1])) / lead
    return out


def integrate(start: Any, rate: Series, u: Series) -> Series:
    """The y that starts at `start` with y' = rate · u', where `rate` is the series of φ'(u)."""
    out = np.empty_like(u)
    out[0] = start
    slopes = _slopes(u)
    for k in range(1, len(u)):
        out[k] = _dot(rate[:k], slopes[:k]) / k
    return out


def riccati(start: Any, u: Series, c0: float, c1: float, c2: float) -> Series:
    """The y that starts at `start` with y' = (c0 + c1 y + c2 y²) u': exp, tan, tanh and sigmoid."""
    out, rate = np.empty_like(u), np.empty_like(u)
    slopes = _slopes(u)
    for k in range(len(u)):
        out[k] = _dot(rate[:k], slopes[:k]) / k if k else start
        rate[k] = c1 * out[k] + (c0 if k == 0 else 0.0)
        if c2:
            rate[k] += c2 * _dot(out[: k + 1], out[: k + 1])
    return out


def log(u: Series) -> Series:
    """Natural logarithm, from u y' = u'."""
    out = np.empty_like(u)
    out[0] = elementary.log(u[0])
    slopes, lead = _slopes(u), _nonzero(u[0])
    for k in range(1, len(u)):
        rest = _dot(_slopes(out[:k]), u[1:k]) if k > 1 else 0.0
        out[k] = (slopes[k - 1] - rest) / (k * lead)
    return out


def circular(u: Series) -> tuple[Series, Series]:
    """(sin u, cos u), each from the other."""
    return _twins(np.sin(u[0]), np.cos(u[0]), u, -1.0)


def hyperbolic(u: Series) -> tuple[Series, Series]:
    """(sinh u, cosh u), each from the other."""
    return _twins(np.sinh(u[0]), np.cosh(u[0]), u, 1.0)


def _twins(s0: Any, c0: Any, u: Series, sign: float) -> tuple[Series, Series]:
    """s' = c u' and c' = sign · s u'."""
    s, c = np.empty_like(u), np.empty_like(u)
    s[0], c[0] = s0, c0
    slopes = _slopes(u)
    for k in range(1, len(u)):
        s[k] = _dot(c[:k], slopes[:k]) / k
        c[k] = sign * _dot(s[:k], slopes[:k]) / k
    return s, c


def root_power(start: Any, u: Series, exponent: float) -> Series:
    """The y = u^exponent on the branch that starts at `start`, from u y' = exponent · u' y."""
    out = np.empty_like(u)
    out[0] = start
    lead = _nonzero(u[0])
    for k in range(1, len(u)):
        weights = (exponent + 1) * np.arange(1.0, k + 1) - k
        out[k] = _dot(_rows(weights, u) * u[1 : k + 1], out[:k]) / (k * lead)
    return out


def power(u: Series, v: Series) -> Series:
    """u^v: by multiplication for a whole exponent, by recurrence for a constant one, else exp(v ln u)."""
    exponent = float(v[0].flat[0]) if v[0].size else 1.0
    if np.any(v[1:]) or np.any(v[0] != exponent):
        return riccati(elementary.power(u[0], v[0]), mul(v, log(u)), 0, 1, 0)
    if exponent == round(exponent) and abs(exponent) <= 1000:
        whole = _whole_power(u, abs(int(exponent)))
        return whole if exponent >= 0 else div(constant(1.0, whole), whole)
    return root_power(elementary.power(u[0], exponent), u, exponent)


def _whole_power(u: Series, exponent: int) -> Series:
    """By repeated squaring, which needs no division and so holds at u = 0 too."""
    out, square = np.where(np.isnan(u[0]), np.nan, constant(1.0, u)), u
    while exponent:
        if exponent & 1:
            out = mul(out, square)
        exponent >>= 1
        if exponent:
            square = mul(square, square)
    return out


def exp(u: Series) -> Series:
    """e^u."""
    return riccati(np.exp(u[0]), u, 0, 1, 0)


def sigmoid(u: Series) -> Series:
    """Logistic function, above 0 from its mirror image, so that its slope keeps its digits at both ends."""
    above = u[0] > 0
    small = riccati(elementary.sigmoid(-np.abs(u[0])), np.where(above, -u, u), 0, 1, -1)
    out = np.where(above, -small, small)
    out[0] = elementary.sigmoid(u[0])
    return out


def softplus(u: Series) -> Series:
    """ln(1 + e^u)."""
    return integrate(elementary.softplus(u[0]), sigmoid(u), u)


def tanh(u: Series) -> Series:
    """Hyperbolic tangent, as 2 sigmoid(2u) - 1, whose slope keeps its digits at both ends."""
    out = 2 * sigmoid(2 * u)
    out[0] = np.tanh(u[0])
    return out


def erf(u: Series) -> Series:
    """Error function: the integral of 2 / √π · e^(-u²)."""
    return integrate(elementary.erf(u[0]), 2 / np.sqrt(np.pi) * exp(-mul(u, u)), u)


def normal_cdf(u: Series) -> Series:
    """Distribution function of the standard normal."""
    return integrate(elementary.normal_cdf(u[0]), exp(-mul(u, u) / 2) / elementary.SQRT_2PI, u)


def arc(start: Any, u: Series, sign: float, exponent: float) -> Series:
    """The integral of (1 + sign · u²)^exponent: the inverse circular functions."""
    inner = sign * mul(u, u)
    inner[0] += 1.0
    rate = root_power(np.power(inner[0], exponent), inner, exponent)
    return integrate(start, rate, u)


def elu(u: Series, alpha: float = 1.0, scale: float = 1.0) -> Series:
    """u above 0, alpha (e^u - 1) below; at the corner the lower branch, as torch takes it."""
    below = alpha * exp(np.where(u[0] > 0, 0.0, u))
    below[0] = alpha * np.expm1(np.minimum(u[0], 0.0))
    return np.asarray(scale * np.where(u[0] > 0, u, below))


def side(u: Series) -> Any:
    """The sign that u keeps on both sides of its point; 0 where it changes sign or stays 0.

    u starts like c t^k: an even k keeps the sign of c, an odd one changes it.
    """
    sign, seen = np.zeros_like(u[0]), np.isnan(u[0])
    for k, row in enumerate(u):
        if k % 2 == 0:
            sign = np.where(~seen, np.sign(row), sign)
        seen = seen | (row != 0)
        if seen.all():
            break
    return np.where(np.isnan(u[0]), np.nan, sign)


def choose(sign: Any, above: Series, below: Series) -> Series:
    """Take `above` where `sign` is positive, `below` where it is negative, their mean where it is 0."""
    mean = (above + below) / 2
    return np.where(sign > 0, above, np.where(sign < 0, below, mean))


def flat(function: Callable[[Any], Any]) -> Callable[[Series], Series]:
    """Make the series of a function that is constant between its jumps: floor, sign, step."""
    return lambda u: constant(function(u[0]), u)


@dataclass(frozen=True, eq=False, slots=True)
class Germ:
    """A function of s just above 0, as a truncated Laurent series."""

    low: int
    """The power of s in the first term; all below are 0."""
    terms: Series
    """The first is not 0, but NaN where the function has no value. None: nothing is known from `low` on."""

    @classmethod
    def starting(cls, low: int, terms: Series) -> "Germ":
        """The germ with these terms from the power `low` on, of which the first may be 0."""
        zeros = int(np.argmax(terms != 0)) if terms.any() else len(terms)
        return cls(low + zeros, terms[zeros:])

    @property
    def known(self) -> int:
        """The first power from which on nothing is known."""
        return self.low + len(self.terms)

    @property
    def void(self) -> bool:
        """Whether the function has no value here."""
        return self.low == 0 and bool(np.isnan(self.terms[:1]).any())

    @property
    def lead(self) -> float:
        """The sign it has just above 0; 0 where no term is known."""
        return float(np.sign(self.terms[0])) if self.terms.size else 0.0

    def between(self, low: int, known: int) -> Series:
        """Its terms from the power `low` up to before `known`, zeros below its own."""
        zeros = np.zeros(max(0, min(self.low, known) - low))
        return np.concatenate([zeros, self.terms[: max(0, known - self.low)]])

    def scaled(self, factor: float) -> "Germ":
        """The product with a number."""
        return Germ.starting(self.low, factor * self.terms)

    def __add__(self, other: "Germ") -> "Germ":
        known = min(self.known, other.known)
        low = min(self.low, other.low, known)
        u, v = self.between(low, known), other.between(low, known)
        dust = np.abs(u + v) < DUST * np.maximum(np.abs(u), np.abs(v))
        return Germ.starting(low, np.where(dust, 0.0, u + v))

    def __sub__(self, other: "Germ") -> "Germ":
        return self + other.scaled(-1.0)

    def __mul__(self, other: "Germ") -> "Germ":
        size = min(len(self.terms), len(other.terms))
        return Germ.starting(self.low + other.low, mul(self.terms[:size], other.terms[:size]))

    def __truediv__(self, other: "Germ") -> "Germ":
        if not other.terms.size:
            return LOST
        size = min(len(self.terms), len(other.terms))
        quotient = div(self.terms[:size], other.terms[:size]) if size else self.terms
        return Germ.starting(self.low - other.low, quotient)


LOST = Germ(-(10**6), np.empty(0))
"""A function of which nothing is known, not even that it doesn't grow without end."""


def _dot(u: Series, v: Series) -> Any:
    """Sum of u_j v_(n-j): one coefficient of a product."""
    return np.einsum("k...,k...->...", u, v[::-1])


def _slopes(u: Series) -> Series:
    """The series of u': row k holds (k + 1) times coefficient k + 1."""
    return _rows(np.arange(1.0, len(u)), u) * u[1:]


def _rows(weights: Series, u: Series) -> Series:
    return weights.reshape((-1,) + (1,) * (u.ndim - 1))


def _nonzero(lead: Any) -> Any:
    return np.where(lead == 0, np.nan, lead)

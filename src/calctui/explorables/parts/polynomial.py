"""A Taylor polynomial held against its function: where it is close, and how far its series reaches."""

from functools import lru_cache

import numpy as np

from calctui.explorables.parts.tending import unspoiled
from calctui.explore.controls import Numbers
from calctui.maths.evaluate import Floats, function_of
from calctui.maths.expansion import Expansion, expansion
from calctui.maths.expression import Expression
from calctui.maths.narrowing import Mask, cut, narrow
from calctui.maths.radius import Radius, radius
from calctui.scene import Value
from calctui.scene.numbers import readout_number

ENOUGH = 80
"""Order up to which coefficients are looked at for the radius, whatever is shown."""
CLOSE = 0.01
"""A polynomial is close where its error is at most this share of f."""
ROUNDING = 4 * np.finfo(float).eps
"""An error of this share of the terms is none."""
STEPS = 600
"""Distances on each side at which a polynomial is held against f."""
BESIDE, FINEST = 0.01, 1e-9
"""Shares of the span: next to a zero of f errors are not held against it; a stretch this short is none."""
TINY = 1e-290
"""Where f and polynomial are both below this, underflow may have made them equal."""
MOST_LOWS, PARTS, CUTS = 100, 16, 14
"""How many low places are looked at, in rounds that leave an eighth of each stretch: to the last bits."""


@lru_cache(maxsize=64)
def _series(f: Expression, parameters: Numbers, a: float) -> tuple[Expansion, Radius]:
    """All coefficients that may be wanted, and how far they reach; they stay while the order changes."""
    found = expansion(f, "x", {**dict(parameters), "x": a}, ENOUGH)
    return found, radius(found.coefficients[: found.exists + 1])


@lru_cache(maxsize=32)
def _low_places(f: Expression, parameters: Numbers, a: float, span: float) -> Floats:
    """Where |f| is less than around, and may be 0."""
    size = function_of(f, "x", dict(parameters))
    x = np.linspace(a - span, a + span, 2 * STEPS + 1)
    heights = np.abs(size(x))
    inner = heights[1:-1]
    lows = np.flatnonzero((inner <= heights[:-2]) & (inner < heights[2:]))
    lows = np.sort(lows[np.argsort(np.abs(lows - STEPS), kind="stable")[:MOST_LOWS]])
    left, right, pick = x[lows], x[lows + 2], np.arange(len(lows))
    for _ in range(CUTS if lows.size else 0):
        points = cut(left, right, PARTS)
        best = np.clip(np.nan_to_num(np.abs(size(points)), nan=np.inf).argmin(axis=0), 1, PARTS - 1)
        left, right = points[best - 1, pick], points[best + 1, pick]
    return np.asarray(left + (right - left) / 2)


def _sum(coefficients: Floats, distances: Floats) -> Floats:
    """The sum of all terms, by Horner's rule."""
    total = np.zeros_like(distances)
    with np.errstate(all="ignore"):
        for coefficient in coefficients[::-1]:
            total = total * distances + coefficient
    return total


class Fit:
    """The polynomial of one state, and how it does."""

    def __init__(
        self, f: Expression, parameters: Numbers, a: float, order: int, x: float, span: float
    ) -> None:
        self.series, self.radius = _series(f, parameters, a)
        self.a, self.span = a, span
        self.order = min(order, self.series.exists)
        """The highest power that there is."""
        self.whole = self.order == order
        self.every = np.array(self.series.coefficients)
        self.coefficients = self.every[: self.order + 1]
        self.f = function_of(f, "x", dict(parameters))
        self.curve = unspoiled(f, parameters, a, span)
        self.drawn = self.polynomial(self.curve.x)
        """The polynomial where the curve is sampled."""
        self.true = float(self.f(x))
        self.here = float(self.polynomial(np.array(x, dtype=float)))
        with np.errstate(all="ignore"):
            self.error = float(np.float64(self.here) - self.true)
        self.zeros = self._zeros(_low_places(f, parameters, a, span))
        self.stretch = self._stretch()
        """Between where the polynomial stays close, up to the window's edges; None for the point alone."""

    def polynomial(self, x: Floats) -> Floats:
        """The sum of all terms."""
        return _sum(self.coefficients, x - self.a) if self.order >= 0 else np.full_like(x, np.nan)

    def newest(self, x: Floats) -> Floats:
        """The last term alone."""
        with np.errstate(all="ignore"):
            return np.asarray(self.coefficients[-1] * (x - self.a) ** self.order)

    def close(self, x: Floats) -> Mask:
        """Where the error is under one per cent of f, or no more than rounding."""
        with np.errstate(all="ignore"):
            true, fit = self.f(x), self.polynomial(x)
            size = np.maximum(np.abs(true), np.abs(self.coefficients[0]) if self.order >= 0 else 0.0)
            told = (np.maximum(np.abs(true), np.abs(fit)) > TINY) | ~np.any(self.every[self.order + 1 :])
            return np.asarray(told & (np.abs(fit - true) <= CLOSE * np.abs(true) + ROUNDING * size))

    def _zeros(self, low_places: Floats) -> Floats:
        """Zeros of f that the polynomial misses by more than what rounding does to its terms."""
        if self.order < 0:
            return low_places[:0]
        with np.errstate(all="ignore"):
            error = np.abs(self.polynomial(low_places) - self.f(low_places))
            rounding = ROUNDING * _sum(np.abs(self.coefficients), np.abs(low_places - self.a))
            beside = np.minimum(*np.abs(self.f(low_places + self.span * np.array([[-BESIDE], [BESIDE]]))))
            zero = np.abs(self.f(low_places)) < CLOSE**2 * beside
        return np.asarray(low_places[zero & (error > rounding)])

    def _stretch(self) -> tuple[float, float] | None:
        if self.order < 0 or self.flat:
            return None
        sides = np.array([-1.0, 1.0])
        inside, outside = np.array([self._bracket(side) for side in sides.tolist()]).T
        reach, _ = narrow(lambda d: self.close(self.a + sides * d), inside, outside)
        low, high = (self.a + sides * np.where(reach > FINEST * self.span, reach, 0.0)).tolist()
        return (low, high) if low < high else None

    def _bracket(self, side: float) -> tuple[float, float]:
        """The last step on one side up to which all are close, and the next; none beside zeros counts."""
        even = np.linspace(0.0, self.span, STEPS + 1)[1:]
        width = min(BESIDE * self.span, np.diff(self.zeros).min(initial=np.inf) / 5)
        beside = np.abs(self.a + side * even[:, np.newaxis] - self.zeros) <= width
        steps = np.concatenate([[0.0], even[~beside.any(axis=1)]])
        good = int(np.logical_and.accumulate(self.close(self.a + side * steps[1:])).sum())
        return float(steps[good]), float(steps[min(good + 1, len(steps) - 1)])

    @property
    def aside(self) -> bool:
        """Whether zeros lie in the stretch, next to which an error of next to nothing is more than 1 %."""
        low, high = self.stretch or (self.a, self.a)
        return bool(((low < self.zeros) & (self.zeros < high)).any())

    def readout(self, value: float) -> float | str:
        """A number of the polynomial asked for, where there is one of that order."""
        return readout_number(value) if self.whole else "does not exist"

    def listed(self) -> list[Value]:
        """The coefficients that exist, up to the order asked for."""
        return [readout_number(each) for each in self.coefficients]

    @property
    def reach(self) -> float | None:
        """The radius of convergence, where enough coefficients exist and agree on it."""
        known = self.series.exists == ENOUGH and self.radius.certain
        return self.radius.value if known else None

    @property
    def flat(self) -> bool:
        """Whether all derivatives looked at are 0 and f is not constant; those of x^100 are, too."""
        still = self.series.exists == ENOUGH and not self.every[1:].any()
        return still and bool(np.any(self.curve.y[np.isfinite(self.curve.y)] != self.every[0]))

"""Samples on the way to a point: shells of distances, each a fixed share of the one before."""

import itertools
from dataclasses import dataclass

import numpy as np

from calctui.maths.evaluate import Floats, Values
from calctui.maths.expression import Expression
from calctui.maths.narrowing import Mask
from calctui.maths.rounding import bounded

SAMPLES = 32
HALVINGS, LEAPS, LEAP = 56, 47, 20
"""Towards 0 there are floats down to 1e-300: first halves, then leaps of 2^20."""
NEAREST = 46
"""Elsewhere a shell nearer than this many halvings has too few floats in it."""
LIT, BLIND = SAMPLES // 4, SAMPLES // 4
"""With fewer values, or more samples of which nothing is known, a shell says nothing."""
FEWEST = 4
"""Shells from which something can be said about the way."""

_SHARES = (np.arange(SAMPLES) * (np.sqrt(5.0) - 1) / 2) % 1.0  # golden steps: in time with no oscillation


@dataclass(frozen=True, eq=False, slots=True)
class Shells:
    """One side's samples, from the outermost shell inwards, arrays of shape (shells, SAMPLES).

    The first sample of each shell lies on its outer edge.
    """

    distances: Floats
    """Of the outer edges, shape (shells,)."""
    values: Floats
    errors: Floats

    @property
    def known(self) -> Mask:
        """Which samples have a value with a bounded error."""
        return np.isfinite(self.values) & np.isfinite(self.errors)

    @property
    def absent(self) -> Mask:
        """Which samples have no value, and not because of rounding."""
        return np.isnan(self.values) & np.isnan(self.errors)

    @property
    def void(self) -> Mask:
        """Which shells have no value at all."""
        return np.asarray(self.absent.all(axis=1))

    @property
    def lit(self) -> Mask:
        """Which shells have enough samples with a value."""
        blind = ~(self.known | self.absent)
        return np.asarray((self.known.sum(axis=1) >= LIT) & (blind.sum(axis=1) <= BLIND))

    def only(self, chosen: Mask) -> "Shells":
        """Some of the shells."""
        return Shells(self.distances[chosen], self.values[chosen], self.errors[chosen])

    def stretches(self, start: float, parts: int) -> list["Shells"]:
        """The way from the share `start` of it inwards, cut into equal parts on a logarithmic scale."""
        way = np.log(self.distances[0] / self.distances)
        ends = np.linspace(start, 1.0, parts + 1) * way[-1]
        ends[-1] = np.inf
        return [self.only((way >= low) & (way < high)) for low, high in itertools.pairwise(ends)]

    def hull(self) -> tuple[Floats, Floats]:
        """Per shell, the lowest and highest that a value may be."""
        return _least(self.known, self.values - self.errors), -_least(self.known, -self.values - self.errors)

    def core(self) -> tuple[Floats, Floats]:
        """Per shell, what the values certainly reach down and up to; rounding may turn the two around."""
        return _least(self.known, self.values + self.errors), -_least(self.known, -self.values + self.errors)


def _least(known: Mask, values: Floats) -> Floats:
    least: Floats = np.where(known, values, np.inf).min(axis=1)
    return least


def look(expression: Expression, wrt: str, at: Values) -> tuple[Shells, Shells]:
    """Sample both sides of the value of `wrt` in `at`, all in one go: from the left, from the right."""
    point = float(at[wrt])
    edges = _edges(point)
    with np.errstate(all="ignore"):
        shrink = edges[1:] / edges[:-1]
        shrink = np.append(shrink, shrink[-1])
        distances = edges[:, np.newaxis] * shrink[:, np.newaxis] ** _SHARES
        x = np.stack([point - distances, point + distances])
        values, errors = bounded(expression, {**at, wrt: x})
    there = x == point
    values, errors = np.where(there, np.nan, values), np.where(there, np.inf, errors)
    return Shells(edges, values[0], errors[0]), Shells(edges, values[1], errors[1])


def _edges(point: float) -> Floats:
    """Outer edges, all powers of 2, so that adding them to the point rounds nothing away."""
    if point == 0:
        first = -np.arange(HALVINGS, dtype=float)
        return np.asarray(2.0 ** np.concatenate([first, first[-1] - LEAP * np.arange(1.0, LEAPS + 1)]))
    return np.asarray(2.0 ** (np.floor(np.log2(abs(point))) - 1 - np.arange(NEAREST)))

"""A mesh of pieces that narrows by itself where a function is rough: adaptive quadrature, all pieces at once.

Each piece is measured by the tanh-sinh rule (Takahasi and Mori 1974) with mpmath's nodes. It takes roots and
logarithms at the ends of a piece in its stride, and half of its nodes are a rule of their own, so that the
difference tells the error without further work. Of mpmath only the nodes are used: `mpmath.quad` calls
a function point by point, and its error estimate supposes that the function is smooth and of size 1.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from calctui.maths.evaluate import Floats, Values, evaluate
from calctui.maths.expression import Expression
from calctui.maths.narrowing import Mask, cut
from calctui.maths.rounding import UNIT, bounded

DEGREE = 4
"""Of mpmath's rules: 101 nodes, of which degree 3 has 51 and degree 2 has 25."""
WATCHED = 0.99
"""Rounding is looked at on the first few nodes, but not this close to the ends, where a jump may be."""
ALIKE = 1e-14
"""A piece is settled when the two finest rules agree to this share of its area..."""
NOTHING = 2e-16
"""...or to this share of the whole one, or to rounding."""
BEFORE = 1 / 8
"""Near a corner two rules may agree by chance: there this share of the step before counts as well."""
PARTS = 4
"""A piece that is not settled is cut into as many."""
WORST = 0.01
"""A round cuts pieces whose error is at least this share of the largest."""
ROUNDS = 60
PLAIN = -1.0
"""The label of pieces that count for the whole area only."""
NARROW = 16.0
"""Pieces of fewer floats than this are not cut."""
CARE = 8.0
"""A piece may be off by this many times what the rules are apart: near corners the finer is no better."""


@dataclass(frozen=True, eq=False, slots=True)
class Integrand:
    """The last output as a function of one input."""

    expression: Expression
    wrt: str
    at: Values

    def __call__(self, x: Floats) -> Floats:
        """Its values."""
        return evaluate(self.expression, {**self.at, self.wrt: x})

    def doubted(self, x: Floats) -> tuple[Floats, Floats]:
        """Its values, in the shape of x, and how far rounding may put them off, that of x included."""
        return bounded(self.expression, {**self.at, self.wrt: x}, {self.wrt: UNIT * np.abs(x)})


class Mesh(NamedTuple):
    """Pieces of an area, arrays of shape (pieces,)."""

    left: Floats
    right: Floats
    label: Floats
    """A whole number by which to find them again."""
    value: Floats
    """The area; not finite where the function is not at some node."""
    size: Floats
    """The area of |f|."""
    apart: Floats
    """How far the rules are apart; inf where one has no value."""
    rounding: Floats
    """How far rounding may put the area off; inf where nothing is known."""
    reach: Floats
    """The width times the range of the values met."""
    void: Floats
    """1 where the function has no value all over the piece."""

    def only(self, chosen: Mask) -> "Mesh":
        """Some of the pieces."""
        return Mesh(*(column[chosen] for column in self))

    @property
    def settled(self) -> Mask:
        """Where the rules agree as far as rounding lets them."""
        return np.isfinite(self.rounding) & _agree(self.apart, self.size, self.rounding)

    @property
    def narrow(self) -> Mask:
        """Pieces with hardly a float in them."""
        ends = np.maximum(np.abs(self.left), np.abs(self.right))
        return np.asarray(self.right - self.left <= NARROW * np.spacing(ends))

    def errors(self) -> Floats:
        """How far each area may be off; no further than the values met leave open."""
        close = np.fmin(CARE * self.apart, self.reach) + self.rounding
        error = np.where(np.isfinite(self.rounding), close, self.reach)
        return np.where(np.isfinite(self.value) | ~self.narrow, error, 0.0)

    def areas(self) -> Floats:
        """The areas; 0 for a single place without a value."""
        return np.where(np.isfinite(self.value) | ~self.narrow, self.value, 0.0)


def total(sizes: Floats) -> float:
    """The sum of those that are finite."""
    return float(sizes[np.isfinite(sizes)].sum())


def _agree(apart: Floats, size: Floats, rounding: Floats) -> Mask:
    return np.asarray(apart <= np.maximum(ALIKE * size, rounding))


@lru_cache(maxsize=1)
def _rule() -> tuple[Floats, list[Floats], Mask]:
    """Distances of the nodes from the left end of [0, 2], the weights of three rules, the few watched nodes.

    The first node is the middle. A finer rule has all nodes of a coarser one.
    """
    import mpmath  # here, because it costs start-up
    from mpmath.calculus.quadrature import TanhSinh

    levels = [TanhSinh(mpmath.fp).calc_nodes(degree, mpmath.fp.prec) for degree in range(1, DEGREE + 1)]
    nodes, weights = np.array([pair for level in levels for pair in level]).T
    degrees = np.repeat(np.arange(1, DEGREE + 1), [len(level) for level in levels])
    rules = [np.where(degrees <= degree, weights, 0.0) for degree in (DEGREE, DEGREE - 1, DEGREE - 2)]
    return 1 + nodes, rules, (degrees == 1) & (np.abs(nodes) < WATCHED)


def measured(f: Integrand, left: Floats, right: Floats, label: Floats) -> Mesh:
    """Measure the pieces between `left` and `right`, shapes (pieces,) as their labels.

    Nodes that rounding moves onto an end count for nothing: there may be a jump or a hole.
    """
    steps, rules, few = _rule()
    with np.errstate(all="ignore"):
        width = right - left
        x = left[:, np.newaxis] + width[:, np.newaxis] / 2 * steps
        inside = (x > left[:, np.newaxis]) & (x < right[:, np.newaxis])
        y = np.where(inside, f(x), 0.0)
        middle = np.where(
            np.isfinite(y[:, :1]), y[:, :1], 0.0
        )  # taken off, so that a constant stays as it is
        finest, fine, coarse = (_mean(y - middle, rule * inside) for rule in rules)
        values, doubts = f.doubted(x[:, few])
        size = width * _mean(np.abs(y), rules[0] * inside)
        rounding = width * np.where(np.isnan(doubts), np.inf, doubts).mean(axis=1) + NOTHING * size
        apart = width * np.abs(finest - fine)
        careful = np.maximum(apart, BEFORE * width * np.abs(fine - coarse))
        apart = np.where(_agree(apart, size, rounding), apart, np.where(np.isnan(careful), np.inf, careful))
        met = np.where(inside, y, np.nan)
        reach = width * (np.fmax.reduce(met, axis=1) - np.fmin.reduce(met, axis=1))
        void = (np.isnan(values) & np.isnan(doubts)).all(axis=1).astype(float)
    return Mesh(left, right, label, width * (middle[:, 0] + finest), size, apart, rounding, reach, void)


def _mean(y: Floats, weights: Floats) -> Floats:
    return np.asarray((y * weights).sum(axis=1) / weights.sum(axis=1))


def refined(f: Integrand, mesh: Mesh, most: int) -> Mesh:
    """Cut pieces that are not settled, the worst first, until all are, or there are `most` of them.

    A piece is not cut where rounding or overflow leaves nothing to measure, and a function that has no value
    on a whole piece is not looked into any further.
    """
    for _ in range(ROUNDS):
        blind = np.isinf(mesh.value) | (np.isfinite(mesh.value) & ~np.isfinite(mesh.rounding))
        apart = (mesh.apart > NOTHING * total(mesh.size)) | (mesh.label != PLAIN)
        waiting = np.asarray(~mesh.settled & ~mesh.narrow & ~blind & apart)
        if not waiting.any() or (mesh.void.astype(bool) & ~mesh.narrow).any():
            break
        chosen = waiting & (mesh.apart >= WORST * mesh.apart[waiting].max())
        if len(mesh.left) + PARTS * chosen.sum() > most:
            break
        points = cut(mesh.left[chosen], mesh.right[chosen], PARTS)
        parts = measured(f, points[:-1].ravel(), points[1:].ravel(), np.tile(mesh.label[chosen], PARTS))
        mesh = Mesh(*(np.concatenate(pair) for pair in zip(mesh.only(~chosen), parts, strict=True)))
    return mesh

"""What a path does, measured: the questions that a verdict asks.

How it ends is read off its latter half. Thresholds are shares, so that neither units nor rates matter.
"""

from functools import cached_property

import numpy as np

from calctui.maths.descent.run import Path
from calctui.maths.evaluate import Floats

ROUNDING = 1e-9
"""What is smaller than this share of its surroundings may be rounding, which over 1000 steps leaves 1e-13."""
RISE = 1e-12
"""The least relative rise that counts as one: small, so that x² at a rate of 1 + 1e-9 is seen to diverge."""
REST = 1e-6
"""A path rests when its last steps are shorter than this share of its reach."""
QUICK = 0.95
"""Steps that shrink at least by this factor each are not slow; on x² that is a rate of 0.025."""
NEAR = 0.01
"""Nor is a path slow with at most this share of its way still to go."""
STRAIGHT = 0.5
"""A walk is straight when it brings the path this share of its length further."""
FAR = 3.0
"""Falling ever faster is no descent into a valley any more at this many times the start's own size."""
TURNS = 3
"""Fewer turns are no pattern."""


class Walk:
    """The finite rows of a path, at least two, and what can be said of them."""

    def __init__(self, path: Path) -> None:
        rows = slice(path.finite)
        self.x, self.loss, self.norm = path.x[rows], path.loss[rows], path.gradient_norm[rows]
        self.steps = np.diff(self.x, axis=0)
        self.lengths = length(self.steps)
        away = length(self.x - self.x[0])
        self.reach, self.size = float(away.max()), 1.0 + float(length(self.x[0]))

    @property
    def is_unmoved(self) -> bool:
        """Whether it never left its start."""
        return self.reach <= ROUNDING * self.size

    @property
    def is_at_rest(self) -> bool:
        """Whether its last quarter moved no more."""
        return float(latter(latter(self.lengths)).max()) <= REST * self.reach

    @property
    def lands_at_once(self) -> bool:
        """Whether the first step took the gradient away, and the path stays there."""
        strays = float(length(self.x[1:] - self.x[1]).max())
        return bool(strays <= ROUNDING * self.lengths[0] and self.norm[1] <= ROUNDING * self.norm[0])

    @property
    def climbs(self) -> bool:
        """Whether the loss rises from each stretch to the next, no slower, above the start's or to and fro.

        Below the start's, smooth overshooting is no climb, nor is an outburst from rest, as of RMSprop.
        """
        tail = latter(self.loss)
        peaks = np.array([part.max() for part in np.array_split(tail, max(2, min(8, len(tail) // 2)))])
        rises = np.diff(peaks)
        steady = bool(np.all(rises > RISE * np.abs(peaks[:-1])) and rises[-1] >= 0.5 * rises[0])
        rested = float(self.lengths.min()) <= REST * self.reach
        return steady and (bool(tail[-1] > self.loss[0]) or not (rested or self.is_straight))

    @property
    def is_lost(self) -> bool:
        """Whether it walks on far out: down no slower than before, as off a saddle, or above its start."""
        tail = latter(self.loss)
        third = max(1, len(tail) // 3)
        first, last = tail[0] - tail[third], tail[-1 - third] - tail[-1]
        falls = self._loss_falls and last >= first * (1 - ROUNDING)
        above = bool(self.loss[-1] > self.loss[0]) and self.is_slow
        return bool(self.reach > FAR * self.size and self.is_straight and (falls or above))

    @property
    def descends(self) -> bool:
        """Whether the loss still falls, or at least the steps shrink."""
        first, _, last = self._pace
        return self._loss_falls or last < 0.5 * first

    @property
    def swings_on(self) -> bool:
        """Whether the steps, to and fro, shrink but not to 0: Aitken's estimate of their limit."""
        first, middle, last = self._pace
        bend = first - 2 * middle + last
        shrinks = 0.8 * first < last < first and bend > 0
        return shrinks and not self.is_straight and first * last - middle**2 > 0.5 * last * bend

    @property
    def is_slow(self) -> bool:
        """Whether the steps shrink slowly and, shrinking on like that, have a good part of the way to go."""
        first, _, last = self._pace
        shrink = (last / first) ** (1 / (len(self._paces) - len(self._paces) // 3)) if first else 0.0
        return shrink > QUICK and (shrink >= 1 or last * shrink / (1 - shrink) > NEAR * self.reach)

    @property
    def is_straight(self) -> bool:
        """Whether the latter half leads on, not to and fro or around."""
        tail = latter(self.steps)
        return float(length(tail.sum(axis=0))) > STRAIGHT * float(length(tail).sum())

    @property
    def zig_zags(self) -> bool:
        """Whether two thirds of all turns, and some in a row, go back or from left to right or back.

        The steps of gradient descent on a quadratic follow s ← (1 - rate · H) s. In the plane the turns
        alternate exactly when that matrix has one negative eigenvalue: when one direction is overshot.
        """
        if self.x.shape[1] < 2:
            return False
        moving = self.lengths > ROUNDING * self.reach
        steps = self.steps[moving] / self.lengths[moving, None]
        along = np.sum(steps[1:] * steps[:-1], axis=1)
        across = steps[1:] - along[:, None] * steps[:-1]
        back, turns = along < -ROUNDING, length(across) > ROUNDING
        flips = back.copy()
        flips[1:] |= (np.sum(across[1:] * across[:-1], axis=1) < 0) & turns[1:] & turns[:-1]
        runs = np.convolve(flips, np.ones(TURNS)) if len(flips) else flips
        return bool(np.any(runs >= TURNS) and 3 * flips.sum() >= 2 * (back | turns).sum())

    @cached_property
    def _pace(self) -> tuple[float, float, float]:
        """The longest step early, midway and late in the latter half, a third of it each."""
        third, middle = max(1, len(self._paces) // 3), len(self._paces) // 3
        parts = self._paces[:third], self._paces[middle : middle + third], self._paces[-third:]
        first, midway, last = (float(part.max()) for part in parts)
        return first, midway, last

    @property
    def _paces(self) -> Floats:
        """The lengths of the latter half's steps; where these are too few, the slopes that made them."""
        return latter(self.lengths) if len(self.lengths) > 3 else self.norm

    @cached_property
    def _loss_falls(self) -> bool:
        """Whether the last third of the latter half lies wholly below its first third."""
        tail = latter(self.loss)
        third = max(1, len(tail) // 3)
        low, high = float(tail[:third].min()), float(tail[-third:].max())
        return low - high > ROUNDING * abs(low)


def latter(rows: Floats) -> Floats:
    """The latter half, of a few rows somewhat more."""
    return rows[min(len(rows) // 2, max(0, len(rows) - 2)) :]


def length(vectors: Floats) -> Floats:
    """Euclidean length along the last axis, without squares that overflow."""
    lengths: Floats = np.hypot.reduce(vectors, axis=-1)
    return lengths

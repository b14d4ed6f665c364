"""Monte Carlo: an integral as the mean of a function at random places, or as the share of darts that hit.

The same seed gives the same samples however many are asked for: those of a smaller n are the first of a
larger one. Caflisch, "Monte Carlo and quasi-Monte Carlo methods", Acta Numerica 7 (1998), section 2.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from calctui.maths.evaluate import Floats

Function: TypeAlias = Callable[[Floats], Any]
"""Takes an array and returns one of its shape, or a constant; NaN where it has no value."""

MOST = 10**7
"""As many samples as one may ask for."""
SHOWN = 4000
"""As many are kept to be drawn: what a large terminal can still tell apart."""
CHUNK = 2**16
"""Samples worked on at once: what fits in a processor's cache, and costs little beside a call."""
PER_DECADE = 30

_GRID = np.round(10 ** np.linspace(0, 7, 7 * PER_DECADE + 1)).astype(np.int64)
_MARKS = np.union1d(_GRID, np.arange(CHUNK, MOST, CHUNK))
"""Where sums are remembered. No stretch between two of them spans the end of a chunk, so that sums are
rounded in the same way whatever was asked for before."""


@dataclass(frozen=True, eq=False, slots=True)
class Dots:
    """Samples as they are drawn: places, heights (f(x), or those of the darts) and which count."""

    x: Floats
    y: Floats
    inside: NDArray[np.bool_]
    """Where the function has a value, or the dart hit."""


@dataclass(frozen=True, eq=False, slots=True)
class Run:
    """What `n` samples say, and what the first 1, 2, ... of them said.

    A sample without a value adds nothing: what is estimated is the integral over the places where there is
    one. NaN where no sample has a value; infinite where one is too large for a float.
    """

    n: int
    estimate: float
    standard_error: float
    """One standard deviation of the estimate, from the samples' own spread; NaN for a single sample."""
    hits: int
    """Samples with a value; of darts, those between curve and axis, on either side of it."""
    missing: int
    """Samples at which the function has no value."""
    cut: int
    """Darts thrown where the curve leaves the box: what lies outside is not counted."""
    counts: NDArray[np.int64]
    """Numbers of samples up to n, evenly spaced on a log scale as far as they are whole."""
    estimates: Floats
    """The estimate after each of them."""
    standard_errors: Floats
    shown: Dots
    """The first SHOWN of them."""


@dataclass(frozen=True, eq=False, slots=True)
class _Batch:
    """A stretch of samples; `worth` is what each adds to the mean."""

    dots: Dots
    worth: Floats
    missing: NDArray[np.bool_]
    cut: NDArray[np.bool_]


_Source: TypeAlias = Callable[[int, int], _Batch]
"""Gives the samples from one number up to another, always the same ones."""


class Sampler:
    """Samples of one source; asked for more, it goes on where it stopped. It remembers sums, no samples."""

    def __init__(self, source: _Source, scale: float) -> None:
        """`scale` is what the mean worth is multiplied by: the size of what the samples are spread over."""
        self._source, self._scale = source, scale
        self._rows = np.zeros((1, 5))

    def run(self, n: int) -> Run:
        """What the first n samples say.

        Raises:
            ValueError: n below 1 or above MOST.
        """
        if not 1 <= n <= MOST:
            raise ValueError(f"{n} samples: from 1 to {MOST}")
        known = int(np.searchsorted(_MARKS, n, side="right"))
        with np.errstate(all="ignore"):
            self._extend(known)
            counts, rows = _MARKS[:known], self._rows[1 : known + 1]
            if counts[-1] < n:
                rows = np.vstack([rows, rows[-1] + self._sums(int(counts[-1]), np.array([n]))])
                counts = np.append(counts, n)
            estimates, errors = self._estimates(counts, rows)
        hits, missing, cut = (int(count) for count in rows[-1, 2:])
        dots = self._first.dots
        shown = Dots(dots.x[:n], dots.y[:n], dots.inside[:n])
        last, error = float(estimates[-1]), float(errors[-1])
        return Run(n, last, error, hits, missing, cut, counts, estimates, errors, shown)

    def _estimates(self, counts: NDArray[np.int64], rows: Floats) -> tuple[Floats, Floats]:
        """Estimates and their standard errors after so many samples."""
        mean = np.where(rows[:, 3] == counts, np.nan, rows[:, 0] / counts)
        spread = np.maximum(rows[:, 1] - counts * mean**2, 0.0) / (counts - 1)
        estimates, errors = self._scale * (self._pivot + mean), np.abs(self._scale) * np.sqrt(spread / counts)
        return estimates, np.where(np.isinf(mean), np.inf, errors)

    def _extend(self, known: int) -> None:
        """Remember the sums up to so many marks, a chunk at a time."""
        while len(self._rows) <= known:
            done = len(self._rows) - 1
            start = int(_MARKS[done - 1]) if done else 0
            border = (start // CHUNK + 1) * CHUNK
            ends = _MARKS[done : min(known, int(np.searchsorted(_MARKS, border, side="right")))]
            steps = np.vstack([self._rows[-1:], self._sums(start, ends)])
            self._rows = np.vstack([self._rows[:-1], np.cumsum(steps, axis=0)])

    def _sums(self, start: int, ends: NDArray[np.int64]) -> Floats:
        """Worth, its square, hits, missing and cut, summed from each place to the next; shape (ends, 5)."""
        batch = self._source(start, int(ends[-1]))
        starts = np.append(0, ends[:-1] - start)
        away = batch.worth - self._pivot  # the spread of 1e9 + x would drown in the squares of 1e9
        sums = np.zeros((len(ends), 5))
        sums[:, 0] = np.add.reduceat(away, starts)
        sums[:, 1] = np.add.reduceat(np.square(away, out=away), starts)
        for column, flags in enumerate((batch.dots.inside, batch.missing, batch.cut), start=2):
            if flags.any():
                sums[:, column] = np.add.reduceat(flags, starts, dtype=np.int64)
        return sums

    @cached_property
    def _first(self) -> _Batch:
        return self._source(0, SHOWN)

    @cached_property
    def _pivot(self) -> float:
        """A typical worth, from which the others are counted."""
        finite = self._first.worth[np.isfinite(self._first.worth)]
        return float(finite[0]) if finite.size else 0.0


def mean_sampler(function: Function, a: float, b: float, seed: int) -> Sampler:
    """Averages f at places spread evenly over [a, b]; backward where b < a, as integrals are."""

    def source(start: int, stop: int) -> _Batch:
        x = _uniform(seed, start, stop, min(a, b), max(a, b))
        return _averaged(x, values_at(function, x))

    return Sampler(source, b - a)


def dart_sampler(function: Function, a: float, b: float, low: float, high: float, seed: int) -> Sampler:
    """Throws darts at [a, b] × [low, high], widened to the axis; a hit below the axis counts as -1."""
    floor, top = min(low, high, 0.0), max(low, high, 0.0)

    def source(start: int, stop: int) -> _Batch:
        x = _uniform(seed, start, stop, min(a, b), max(a, b))
        y = values_at(function, x)
        dart = _uniform([seed, 1], start, stop, floor, top)  # a stream of its own: x stay as they were
        above, below = (dart > 0) & (dart <= y), (dart < 0) & (dart >= y)
        worth = np.subtract(above, below, dtype=float)
        return _Batch(Dots(x, dart, above | below), worth, np.isnan(y), (y < floor) | (y > top))

    return Sampler(source, (b - a) * (top - floor))


def value_sampler(x: Floats, y: Floats) -> Sampler:
    """Averages values `y` that are all there, one for each sample `x`, in their order."""
    return Sampler(lambda start, stop: _averaged(x[start:stop], y[start:stop]), 1.0)


def mean_value(function: Function, a: float, b: float, n: int, seed: int) -> Run:
    """The integral over [a, b] from the mean of f at n random places.

    Raises:
        ValueError: n below 1 or above MOST.
    """
    return mean_sampler(function, a, b, seed).run(n)


def hit_or_miss(function: Function, a: float, b: float, low: float, high: float, n: int, seed: int) -> Run:
    """The integral over [a, b] from the share of n darts that hit.

    Raises:
        ValueError: n below 1 or above MOST.
    """
    return dart_sampler(function, a, b, low, high, seed).run(n)


def _averaged(x: Floats, y: Floats) -> _Batch:
    missing = np.isnan(y)
    worth = np.where(missing, 0.0, y) if missing.any() else y
    return _Batch(Dots(x, y, ~missing), worth, missing, np.zeros_like(missing))


def values_at(function: Function, x: Floats) -> Floats:
    """The function on an array, in its shape also where it is constant."""
    with np.errstate(all="ignore"):
        return np.broadcast_to(np.asarray(function(x), dtype=float), x.shape)


def _uniform(seed: int | list[int], start: int, stop: int, low: float, high: float) -> Floats:
    """Samples `start` to `stop` of default_rng(seed).uniform(low, high): one draw each, so it can jump."""
    bits = np.random.PCG64(seed)
    bits.advance(start)
    return np.random.Generator(bits).uniform(low, high, stop - start)

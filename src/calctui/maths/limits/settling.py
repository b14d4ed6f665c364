"""Whether values settle on a limit, which, and to how many digits.

Candidates come from the range of the nearest values and from Wynn's epsilon algorithm over the shells'
edges (Wynn 1956; its first column is Aitken's). Each has to show that it converges geometrically, and all
samples have to close in on the one that is taken: many a slow function looks settled and is not.
"""

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from calctui.maths.evaluate import Floats
from calctui.maths.limits.shells import FEWEST, Shells

COLUMNS = 4
"""Columns of the epsilon table; further ones amplify rounding more than they gain."""
COPIES = 8
"""The table is also computed from values rounded otherwise, to see what rounding does to it."""
STRIDE = 2
"""Steps are compared over this many shells..."""
SHRINK = 0.7
"""...over which they must shrink to this share: those of 1/ln x shrink to nine tenths."""
STEADY = 2
"""A candidate and those just before it must agree on that."""
CLOSING = 0.985
"""From shell to shell, the furthest value comes closer to the limit by at least this factor."""
WATCHED = 8
"""Shells over which they are watched doing so."""
FAST = 6e-3
"""From the first quarter of the way to the last, the range of the values shrinks at least to this share: that
of ∛x does, that of 1/ln x never, and where ln ln x is at work nobody knows what comes next."""
LEAST_DIGITS, MOST_DIGITS = 3, 15
SPARE = 2
"""A short decimal is the limit if it has this many digits fewer than hold."""

_SIGNS = np.random.default_rng(0).choice([-1.0, 1.0], size=(256, COPIES))


class Settled(NamedTuple):
    """A limit, how far it may be off, and its digits that hold."""

    value: float
    error: float
    digits: int


def settled(shells: Shells) -> Settled | None:
    """The limit that the values of lit shells tend to; None where that is not certain."""
    rest = _rest(shells)
    if rest is None:
        return None
    candidates = [(value, max(error, rest)) for value, error in (*_by_range(shells), *_by_table(shells))]
    for value, error in sorted(candidates, key=lambda candidate: candidate[1]):
        scale = _scale(shells, value, error)
        digits = correct_digits(scale, error)
        if digits >= LEAST_DIGITS and _close_in(shells, value, error):
            return Settled(tidy(value, error), error, digits)
    return None


def correct_digits(scale: float, error: float) -> int:
    """How many digits of a number of size `scale` hold, 15 at most."""
    if error <= 0 or scale / error >= 10.0**MOST_DIGITS:
        return MOST_DIGITS
    return max(0, math.floor(math.log10(scale / error))) if scale > error else 0


def tidy(value: float, error: float) -> float:
    """The short decimal within the error, where there is one much shorter than the digits that hold."""
    if math.isinf(value):
        return value
    if abs(value) <= error:
        return 0.0
    for length in range(1, correct_digits(abs(value), error) - SPARE + 1):
        short = float(f"{value:.{length - 1}e}")
        if abs(short - value) <= error:
            return short
    return value


def _scale(shells: Shells, value: float, error: float) -> float:
    """What the digits of a limit are counted against: itself, or for 0 the values around."""
    if abs(value) > error:
        return abs(value)
    return float(np.abs(shells.values[:WATCHED][shells.known[:WATCHED]]).max()) or 1.0


def _rest(shells: Shells) -> float | None:
    """The range that the nearest quarter of the values certainly has; None where it is not small enough.

    No limit is known better than that, whatever extrapolation says.
    """
    cores = [part.core() for part in shells.stretches(1 / 3, 4)]
    if not all(low.size for low, _ in cores):
        return None
    first, *_, last = (max(float(high.max() - low.min()), 0.0) for low, high in cores)
    return last if last <= FAST * first else None


def _by_range(shells: Shells) -> Iterator[tuple[float, float]]:
    """The middle of the narrowest range, where ranges shrink geometrically or only rounding is left."""
    low, high = shells.hull()
    width = high - low
    core_low, core_high = shells.core()
    best = None
    for place in range(FEWEST, len(width)):
        window = slice(place - FEWEST, place + 1)
        share = (width[place] / width[place - FEWEST]) ** (1 / FEWEST) if width[place - FEWEST] > 0 else 0.0
        flat = core_high[window].max() <= core_low[window].min()
        error = width[place] if flat else width[place] / (1 - share) if share < CLOSING else np.inf
        if share**FEWEST > SHRINK and not flat:
            continue
        if best is None or error <= best[1]:
            best = float(low[place] + width[place] / 2), float(error)
    if best is not None:
        yield best


def _by_table(shells: Shells) -> Iterator[tuple[float, float]]:
    """The best of each column of the epsilon table, as (limit, error)."""
    edge, doubt = shells.values[:, 0], np.where(shells.known[:, 0], shells.errors[:, 0], np.nan)
    start = np.column_stack([edge, edge[:, np.newaxis] + doubt[:, np.newaxis] * _SIGNS[: len(edge)]])
    before, column = np.zeros_like(start), start
    for _ in range(COLUMNS):
        if len(column) < 2 * (STRIDE + 1) + STEADY:
            return
        odd = before[1 : len(column)] + 1 / np.diff(column, axis=0)
        before, column = odd, column[1:-1] + 1 / np.diff(odd, axis=0)
        yield from _best(column)


def _best(column: Floats) -> Iterator[tuple[float, float]]:
    """Where a column moves least between neighbours and under rounding, while its steps still shrink."""
    limit = column[:, 0]
    noise = 2 * np.abs(column[:, 1:] - column[:, :1]).max(axis=1)
    step = np.abs(limit[STRIDE:] - limit[:-STRIDE])
    shrinks = step[STRIDE:] <= SHRINK * step[:-STRIDE] + 4 * noise[2 * STRIDE :]
    steady = np.lib.stride_tricks.sliding_window_view(shrinks, STEADY).all(axis=1)
    first = 2 * STRIDE + STEADY - 1
    near = np.abs(np.diff(limit))[first - 2 :]
    error = 2 * (np.maximum(near[1:], near[:-1]) + noise[first:])
    error = np.where(steady & np.isfinite(error), error, np.inf)
    place = int(error.argmin())
    if np.isfinite(error[place]):
        yield float(limit[first + place]), float(error[place])


def _close_in(shells: Shells, value: float, error: float) -> bool:
    """Whether all samples come closer to the value from shell to shell, up to their errors."""
    away = np.where(shells.known, np.abs(shells.values - value) - shells.errors - error, 0.0)
    furthest = away.max(axis=1).clip(min=0.0)
    apart = np.flatnonzero(furthest)
    if not apart.size:
        return True
    watched = furthest[max(0, apart[-1] - WATCHED) : apart[-1] + 1]
    return bool((watched[1:] <= CLOSING * watched[:-1]).all()) and len(furthest) > FEWEST

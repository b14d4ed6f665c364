"""How far a Taylor series reaches: its radius of convergence, estimated from its coefficients.

The recurrence Σ (A_i j + B_i) c_(j-i) = 0 over i = 0 ... m is fitted to the last coefficients. It says that
Q f' + P f = 0 for polynomials of degree m, so that f can be singular only where Q = Σ A_i z^i is 0: these are
the differential approximants of Guttmann and Joyce (1972). With m = 1 it is the ratio plot of Domb and Sykes
(1957), and m = 2 finds the pair of complex singularities of Mercer and Roberts (1990).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from calctui.maths.evaluate import Floats

MOST_TERMS = 4
"""The largest m: two complex pairs."""
AGREEING, EXACT = 0.003, 1e-6
"""How close together the estimates of three stretches are: as a rule, and where there seems to be none."""
FITTED = 1e-4
"""What a recurrence may leave unexplained, as a share of the coefficients."""
FAR = math.log(100)
"""A distance so far beyond what the last coefficients show, if no other is found, is none."""
FEWEST = 8
"""Fewer coefficients than this say nothing."""
FAINT = math.log(1e-10)
"""A singularity that is heard by less than this share of the first coefficients may be rounding."""
STEEPEST = 40.0
"""No singularity that people meet makes coefficients grow like a higher power of j. Those of x^1000 around 1
do, and end much later."""
TINY = 1e-290
"""Below this, floats run out of digits."""


@dataclass(frozen=True, slots=True)
class Radius:
    """An estimate of the radius of convergence."""

    value: float
    """inf for a series that converges everywhere."""
    certain: bool
    """Whether estimates from different coefficients agree. That is no proof: a singularity far away, as that
    of x^x seen from 20, may not show in the first 80."""


def radius(coefficients: Sequence[float] | Floats) -> Radius:
    """Estimate the radius from coefficients of t^0, t^1 ...; 60 to 80 are enough, fewer than 8 say nothing.

    Left out are those from the first on that is NaN, infinite or too small to have all its digits.
    """
    with np.errstate(all="ignore"):
        return _estimate(np.asarray(coefficients, dtype=float))


def _estimate(c: Floats) -> Radius:
    wrong = np.flatnonzero(~np.isfinite(c) | ((c != 0) & (np.abs(c) < TINY)))
    used = c[: wrong[0]] if wrong.size else c
    places = np.flatnonzero(used).tolist()
    if not wrong.size and _stops(places, len(c)):
        return Radius(math.inf, True)
    if len(places) < FEWEST:
        return Radius(math.inf, False)
    stride = math.gcd(*np.diff(places[len(places) // 3 :]).tolist())  # in the tail: a constant may be added
    terms = used[places[-1] % stride : places[-1] + 1 : stride]
    sizes, j = _sizes(terms), np.arange(len(terms))
    entire = _entire(sizes)
    nearest, certain = _singularity(terms, sizes, entire is not None)
    if nearest == math.inf or (entire is not None and not certain):
        steps = np.diff(np.log(np.abs(used[places])))  # behind a drop may begin what is not yet seen
        return Radius(math.inf, (certain or bool(entire)) and bool(steps.min() > FAINT))
    shares = np.log(np.abs(terms)) + j * nearest
    heard = int(np.flatnonzero(shares > shares.max() + FAINT)[-1])
    if heard < len(terms) * 2 // 3:
        return Radius(_estimate(used[: places[-1] % stride + stride * heard + 1]).value, False)
    return Radius(float(np.exp(nearest / stride)), certain)


def _stops(places: list[int], count: int) -> bool:
    """Whether the coefficients end as a polynomial's do: with more zeros than ever stood between two."""
    gap = max((after - before for before, after in pairwise(places)), default=0)
    return not places or count - 1 - places[-1] >= max(FEWEST, count // 4, 2 * gap)


def _sizes(terms: Floats) -> Floats:
    """The least concave line above ln |c_j|: what oscillates touches it at its peaks."""
    corners: list[tuple[int, float]] = []
    heights = np.log(np.abs(terms))
    for j in np.flatnonzero(np.isfinite(heights)).tolist():
        point = (j, float(heights[j]))
        while len(corners) > 1 and _slope(corners[-2], corners[-1]) <= _slope(corners[-1], point):
            corners.pop()
        corners.append(point)
    places, sizes = np.array(corners).T
    return np.asarray(np.interp(np.arange(len(terms)), places, sizes))


def _slope(left: tuple[int, float], right: tuple[int, float]) -> float:
    return (right[1] - left[1]) / (right[0] - left[0])


def _entire(sizes: Floats) -> bool | None:
    """Whether it is clear that the coefficients fall ever faster, as 1/j! does; None where they do not.

    Each doubling of j then makes them steeper by the same share. With a singularity that share is halved.
    """
    count = len(sizes)
    quarters = np.interp(np.linspace(0.25, 1, 4) * (count - 1), np.arange(count), sizes)
    early, middle, late = -np.diff(quarters) / (0.25 * count)
    change = (middle + late) / 2 - early
    first, second = (middle - early) / change, (late - middle) / change
    return bool(first > 0.65 and second < 0.7) if change > 0.1 and first > 0.45 and second > 0.4 else None


def _singularity(terms: Floats, sizes: Floats, falling: bool) -> tuple[float, bool]:
    """The logarithm of the distance of the nearest singularity, by the least m on which all agree."""
    count, j = len(terms), np.arange(len(terms))
    rate = float(sizes[-1] - sizes[count // 2]) / (count - 1 - count // 2)
    heights = np.log(np.abs(terms))
    level = np.sign(terms) * np.exp(heights - sizes[-1] + rate * (count - 1 - j))
    best = (0.0, math.inf)
    for m in range(1, MOST_TERMS + 1):
        width = max(count // 3, 2 * m + 3)
        if count * 3 // 4 < width + m:
            break
        fits = [_fit(level, m, count - width, count)]
        if falling and fits[0][1] > EXACT:
            continue
        fits += [_fit(level, m, end - width, end) for end in (count * 7 // 8, count * 3 // 4)]
        distances, rests = zip(*fits, strict=True)
        if max(rests) < EXACT and min(distances) > FAR:
            return math.inf, True
        spread = max(distances) - min(distances)
        agreeing = spread < (EXACT if falling else AGREEING) and max(rests) < FITTED
        shares = heights + j * (distances[0] - rate)
        if agreeing and _settles(shares, 2.0 if falling else 6.0):
            return distances[0] - rate, True
        best = min(best, (distances[0], spread), key=lambda each: each[1])
    return best[0] - rate, False


def _settles(shares: Floats, slack: float) -> bool:
    """Whether ln |c_j R^j| grows like p ln j with a p that stays, to within `slack`, or becomes larger.

    So do the coefficients of a singularity, which may oscillate. Where R is only a zero of an entire f, or
    nothing, they first grow and then fall.
    """
    count = len(shares)
    first, second, third = (float(each.max()) for each in np.array_split(shares[count // 4 :], 3))
    early, late = (second - first) / math.log(3 / 2), (third - second) / math.log(4 / 3)
    return late < STEEPEST and -slack - abs(early) / 10 < late - early < slack + abs(early) / 2


def _fit(terms: Floats, m: int, start: int, end: int) -> tuple[float, float]:
    """Fit the recurrence to coefficients start ... end - 1: the logarithm of the least root, and the rest.

    Both are infinite where there is no fit.
    """
    j = np.arange(start, end)
    columns = [terms[j]]
    for i in range(1, m + 1):
        columns += [j * terms[j - i], terms[j - i]]
    system, right = np.stack(columns, axis=1), -j * terms[j]
    if not np.isfinite(system).all():
        return math.inf, math.inf  # LAPACK would complain on the screen
    scales = np.maximum(np.abs(system).max(axis=0), TINY)
    found = np.linalg.lstsq(system / scales, right, rcond=1e-12)[0]
    rest = np.linalg.norm(system / scales @ found - right) / np.linalg.norm(right)
    leading = np.concatenate([[1.0], (found / scales)[1::2]])
    if not np.isfinite(leading).all():
        return math.inf, math.inf
    inverses = np.roots(leading)  # 1/z, because the last coefficients may be next to nothing
    return -float(np.log(np.abs(inverses).max(initial=0.0))), float(rest)

"""The last stretch before a place where a function may grow without end: whether its area comes to an end.

It is cut into shells, each half as wide as the one before. Near a place where f goes like d^p, with d the
distance, areas of neighbouring shells have the ratio 2^-(p + 1): below 1 they add up, otherwise they do
not. A ratio that still moves, as that of 1/(x ln x), decides nothing.
"""

from dataclasses import dataclass
from enum import Enum, auto

import numpy as np

from calctui.maths.evaluate import Floats
from calctui.maths.quadrature.mesh import Integrand

MOST = 60
"""Shells of one brink, towards 0; elsewhere floats run out earlier."""
FINEST = 2.0**-48
"""The innermost shell, as a share of the place."""
LOOKS = np.arange(1.0, 45.0)
"""Halvings at which growth is looked for..."""
OUTER, GROWTH = 4, 4.0
"""...beyond this factor of the outermost few."""
CLEAR = 1e-6
"""A shell whose area may be off by more than this share is not compared with others."""
RUN, SHORT_RUN = 12, 5
"""Clear shells from which something can be said; the latter where the next one is past all floats."""
LAST = 5
"""Ratios, whose median counts."""
LEVEL = 1e-9
"""An exponent this close to 0, but for rounding, or below, makes an area without end..."""
BLUR = 3.0
"""Rounding of two areas, as a share, puts their exponent off by up to this many times as much."""
CERTAIN, DRIFT = 1e-3, 3.0
"""...and one above this, and above so many times what it has lately moved, makes an end."""
COLUMNS = 4
"""How often the sums are accelerated."""
CARE = 16.0
"""The error is taken to be this many times what neighbouring accelerated sums differ by."""
SAME = 2.0
"""Heights that grow by no more than this from the outer shells to the inner ones are bounded."""


class Verdict(Enum):
    """What becomes of the area."""

    ENDS = auto()
    ENDLESS = auto()
    UNCLEAR = auto()


@dataclass(frozen=True, slots=True)
class Brink:
    """One side of a place."""

    place: float
    side: float
    """1 for the right side, -1 for the left one."""
    reach: float
    """How far the shells go out: a power of 2, so that rounding moves no shell."""

    @property
    def edges(self) -> Floats:
        """Distances of the n shells' edges from the place, shape (n + 1,), the outermost first."""
        finest = FINEST * abs(self.place)
        count = MOST if finest == 0 else int(np.clip(np.log2(self.reach / finest), 0, MOST))
        return np.asarray(self.reach * 2.0 ** -np.arange(count + 1.0))

    @property
    def shells(self) -> tuple[Floats, Floats]:
        """Left and right ends of the shells, shapes (n,), the outermost first."""
        ends = self.place + self.side * self.edges
        return (ends[1:], ends[:-1]) if self.side > 0 else (ends[:-1], ends[1:])


@dataclass(frozen=True, slots=True)
class Area:
    """The area over a brink, up to the place itself."""

    verdict: Verdict
    value: float = np.nan
    """An infinity of the right sign where it is endless."""
    error: float = np.inf
    bounded: bool = False
    """Whether the function keeps to a range."""


def brinks(f: Integrand, left: float, right: float) -> list[Brink]:
    """Which ends of a stretch need a closer look: f has no value there, or grows towards it."""
    ends = np.array([left, right])
    with np.errstate(all="ignore"):
        reach = 2.0 ** np.floor(np.log2((right - left) / 2))
        distances = reach * 2.0**-LOOKS
        heights = np.abs(f(np.stack([left + distances, right - distances])))
        values, doubts = f.doubted(ends)
        tame = np.isfinite(values) & (doubts <= np.abs(values) / 2)
        grows = ~(heights.max(axis=1) <= GROWTH * heights[:, :OUTER].max(axis=1))
    rough = ~np.isfinite(values) | ~tame & grows
    sides = ((left, 1.0), (right, -1.0))
    return [Brink(place, side, float(reach)) for (place, side), bad in zip(sides, rough, strict=True) if bad]


def verdict(brink: Brink, areas: Floats, errors: Floats, sizes: Floats) -> Area:
    """Judge a brink by its shells: areas, errors and areas of |f|, shapes (n,), the outermost first."""
    start, stop = _clear_run(areas, errors)
    before, run, doubt = float(areas[:start].sum()), areas[start:stop], errors[start:stop]
    with np.errstate(all="ignore"):
        exponents = -np.log2(run[1:] / run[:-1])
    over = _passes_all(areas[stop - 1 :])
    if over and len(run) >= SHORT_RUN and (exponents[-SHORT_RUN + 1 :] < 0).all():
        return Area(Verdict.ENDLESS, np.copysign(np.inf, run[-1]))
    if len(run) >= RUN and np.isfinite(exponents[-RUN // 2 :]).all() and not over:
        last, middle = (float(np.median(part)) for part in (exponents[-LAST:], _middle(exponents)))
        if last <= LEVEL + BLUR * float(np.max(doubt[-LAST:] / np.abs(run[-LAST:]))):
            return Area(Verdict.ENDLESS, np.copysign(np.inf, run[-1]))
        if last > DRIFT * abs(last - middle) + CERTAIN:
            value, error = _accelerated(run, doubt)
            error += float(errors[:start].sum())
            return Area(Verdict.ENDS, before + value, error, bounded=last > 1 - CERTAIN)
    return _kept_in(brink, areas, errors, sizes)


def _passes_all(areas: Floats) -> bool:
    """Whether areas grow from shell to shell until they are too large for a float, and stay so."""
    sizes = np.abs(areas)
    return bool(len(sizes) and np.isinf(sizes[-1]) and (sizes[1:] >= sizes[:-1]).all())


def _clear_run(areas: Floats, errors: Floats) -> tuple[int, int]:
    """The longest row of shells with clear areas, as (start, stop)."""
    clear = np.concatenate([[False], np.isfinite(areas) & (errors < CLEAR * np.abs(areas)), [False]])
    starts, stops = np.flatnonzero(clear[1:] != clear[:-1]).reshape(-1, 2).T
    if not len(starts):
        return 0, 0
    longest = int((stops - starts).argmax())
    return int(starts[longest]), int(stops[longest])


def _middle(exponents: Floats) -> Floats:
    half = len(exponents) // 2
    return exponents[half - LAST // 2 : half + LAST // 2 + 1]


def _accelerated(areas: Floats, errors: Floats) -> tuple[float, float]:
    """What the sums of the areas tend to, and the error: Aitken's process, repeated (Aitken 1926)."""
    sums = table = np.cumsum(areas)
    doubts = np.cumsum(errors)
    best = float(sums[-1]), float(np.inf)
    for _ in range(COLUMNS):
        step = np.diff(table)
        if len(step) < LAST:
            break
        with np.errstate(all="ignore"):
            ratio = step[1:] / step[:-1]
            table = table[2:] + np.where(step[1:] == 0, 0.0, step[1:] * ratio / (1 - ratio))
            doubts = 2 * doubts[2:] * np.fmax(1 / (1 - ratio) ** 2, 1.0)
        moved = np.abs(np.diff(table))
        error = CARE * np.maximum(moved[1:], moved[:-1]) + doubts[1:-1]
        error = np.where(np.isfinite(error), error, np.inf)
        place = int(error.argmin())
        if error[place] < best[1]:
            best = float(table[place + 1]), float(error[place])
    return best


def _kept_in(brink: Brink, areas: Floats, errors: Floats, sizes: Floats) -> Area:
    """The area where f wiggles but keeps to a range, as far as the shells show."""
    edges = brink.edges
    heights = sizes / (edges[:-1] - edges[1:])
    outer = 2 * len(heights) // 3
    if not len(heights) or not np.isfinite(heights).all() or not np.isfinite(errors).all():
        return Area(Verdict.UNCLEAR)
    if heights[outer:].max() > SAME * heights[:outer].max():
        return Area(Verdict.UNCLEAR)
    rest = float(edges[-1] * SAME * heights.max())
    return Area(Verdict.ENDS, float(areas.sum()), float(errors.sum()) + rest, bounded=True)

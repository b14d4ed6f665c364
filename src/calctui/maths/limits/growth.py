"""Whether values grow without end, or keep swinging over the same range."""

import math

import numpy as np

from calctui.maths.limits.result import Range
from calctui.maths.limits.settling import tidy
from calctui.maths.limits.shells import FEWEST, Shells
from calctui.maths.narrowing import Mask

CLEAR = 0.01
"""Values of which rounding may take this share are no evidence of growth."""
SLOWING = 1e-4
"""Growth per halving that slows down by this share may come to an end: that of ln x does not."""
COVERED = 0.005
"""An oscillation that keeps going covers its earlier range again, but for this share."""
SAME, FURTHER = 0.02, 0.2
"""Shares of a range by which samples may miss its end, and by which a swing that grows passes it."""
BLUR = 1e-3
"""The same share where the range stays: an end is rounded by as much."""
BOTTOM = 0.01
"""An end this close to 0, as a share of the range, is 0: samples miss the tip of |sin 1/x| by as much."""
LONG = 12
"""Shells in which an oscillation can be told from a slow change."""


def grows(shells: Shells) -> bool:
    """Whether the values of lit shells grow beyond every number, as far as floats can tell."""
    clear = _clear(shells)
    floor, top = shells.hull()
    if clear.sum() < FEWEST or not (top[np.flatnonzero(clear)[-1] :] >= floor[clear][-1]).all():
        return False
    floor, way = floor[clear], -np.log(shells.distances[clear])
    rate = np.diff(floor) / np.diff(way)
    third = max(1, len(rate) // 3)
    last, before = rate[-third:], rate[-2 * third : -third]
    rising = bool((rate[-2 * third :] > 0).all()) and floor[-1] > 0
    return rising and float(last.mean()) >= (1 - SLOWING) * float(before.mean())


def swing(shells: Shells) -> Range | None:
    """The range that the values of lit shells keep covering; None where that is not certain.

    An end is infinite where the swings reach further and further.
    """
    low, high = shells.core()
    sure = high > low
    low, high = low[sure], high[sure]
    if len(low) < LONG:
        return None
    third = len(low) // 3
    lows = [float(part.min()) for part in (low[: -2 * third], low[-2 * third : -third], low[-third:])]
    highs = [float(part.max()) for part in (high[: -2 * third], high[-2 * third : -third], high[-third:])]
    width = highs[1] - lows[1]
    if lows[2] > lows[1] + COVERED * width or highs[2] < highs[1] - COVERED * width:
        return None
    top, bottom = _end(highs, width), _end([-value for value in lows], width)
    if math.isnan(top) or math.isnan(bottom):
        return None
    blur = width * (SAME if math.isinf(top) or math.isinf(bottom) else BLUR)
    return _tip(-bottom, width, blur), _tip(top, width, blur)


def _tip(end: float, width: float, blur: float) -> float:
    """An end of the range as a short number."""
    return 0.0 if abs(end) <= BOTTOM * width else tidy(end, blur)


def _end(ends: list[float], width: float) -> float:
    """An end of the range: where it was, or endlessly far; NaN where it moves out ever more slowly."""
    first, middle, last = ends
    if last <= middle + SAME * width:
        return max(middle, last)
    return math.inf if last - middle >= max(middle - first, FURTHER * width) else math.nan


def thirds(shells: Shells) -> tuple[Range, ...]:
    """The ranges of the values on the outer, middle and inner third of the clear shells, if any."""
    if not (clear := _clear(shells)).any():
        return ()
    parts = [part.values[part.known] for part in shells.only(clear).stretches(0.0, 3)]
    return tuple((float(part.min()), float(part.max())) for part in parts if part.size)


def _clear(shells: Shells) -> Mask:
    """Which shells have values that rounding hardly touches."""
    return np.asarray(
        np.where(shells.known, shells.errors <= CLEAR * np.abs(shells.values), True).all(axis=1)
    )

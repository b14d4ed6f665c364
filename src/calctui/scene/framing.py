"""How high a window must be to show some values: the curve fills it, and one spike does not flatten it."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from calctui.scene.numbers import canonical
from calctui.scene.window import spaced

MARGIN = 0.06
"""Room above and below, as a share of the height."""
SPIKE = 3.0
"""Values are cut off where all of them are this many times as high as nine tenths of them."""
LARGEST = 1e150
"""Beyond this, differences of heights overflow; a curve is cut off there."""


def vertical(values: ArrayLike, include: Sequence[float] = (), spare: bool = True) -> tuple[float, float]:
    """The lowest and highest y of a window around some values.

    Args:
        values: heights of the curve, in any shape; NaN, infinities and numbers beyond 1e150 don't count.
        include: heights that must be seen, such as those of marked points.
        spare: whether to leave a margin.
    """
    heights = np.asarray(values, dtype=float).ravel()
    heights = heights[np.isfinite(heights) & (np.abs(heights) < LARGEST)]
    low, high = _without_spikes(heights) if heights.size else (0.0, 0.0)
    wanted = [value for value in include if math.isfinite(value) and abs(value) < LARGEST]
    if not heights.size and wanted:
        low = high = wanted[0]
    low, high = spaced(min([low, *wanted]), max([high, *wanted]))
    margin = (high - low) * MARGIN if spare else 0.0
    return low - margin, high + margin


def blank_note(name: str, values: ArrayLike, wild: bool = False) -> str:
    """What to say in a window whose curve is too `wild` to follow or nowhere to be drawn; empty otherwise."""
    if wild:
        return f"{name} wiggles faster than a screen can show"
    heights = np.asarray(values, dtype=float)
    seen = np.isfinite(heights) & (np.abs(heights) < LARGEST)
    return "" if seen.any() else f"{name} has no value in this window that can be drawn"


def page(value: float, half: float) -> tuple[float, float]:
    """The ends of a window, 2 · `half` wide, that stands still until `value` leaves it, then turns a page."""
    middle = 2 * half * math.floor((value + half) / (2 * half) * (1 - 1e-12))
    return canonical(middle - half), canonical(middle + half)


def outgrown(half: float, places: ArrayLike) -> float:
    """Half a width, doubled until all places, in any shape (finite, within 1e150), are in it."""
    far = np.abs(np.asarray(places, dtype=float).ravel())
    far = far[np.isfinite(far) & (far < LARGEST)]
    largest = float(far.max()) if far.size else 0.0
    return half if largest <= half else half * 2.0 ** math.ceil(math.log2(largest / half))


def _without_spikes(heights: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> tuple[float, float]:
    """The whole range, unless a tenth of the values take up most of it."""
    ordered = np.sort(heights)
    low, high = float(ordered[0]), float(ordered[-1])
    # As np.percentile has it, which is slow to load.
    near_low, near_high = np.interp([0.05, 0.95], np.linspace(0.0, 1.0, ordered.size), ordered).tolist()
    spread = near_high - near_low
    if spread == 0 or high - low <= SPIKE * spread:
        return low, high
    return max(low, near_low - 0.5 * spread), min(high, near_high + 0.5 * spread)

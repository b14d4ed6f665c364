"""Scales: which ticks stand along a side, in which cell, and how they are labelled."""

import math
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from calctui.raster.finite import fraction
from calctui.raster.marker import Ints, Marker, columns_at, rows_at
from calctui.scene import Floats, Window, tick_label, ticks

Tick: TypeAlias = tuple[int, str]
"""A column from the left or a row from the top, and a label."""

_TIGHTEST = 1e-300
"""A stretch shorter than this has no room for ticks that floats can tell apart."""


def x_ticks(window: Window, width: int, marker: Marker) -> tuple[Tick, ...]:
    """As many ticks as leave two blanks between the labels below `width` columns."""

    def place(parts: Floats) -> Ints:
        return columns_at(parts, width, marker)

    return _densest(
        window.x_low, window.x_high, min(width // 7, 10), place, lambda found: _apart(found, width)
    )


@lru_cache(maxsize=256)
def y_ticks(window: Window, height: int, marker: Marker) -> tuple[Tick, ...]:
    """Ticks two rows apart or more beside `height` rows, the lowest first."""

    def place(parts: Floats) -> Ints:
        return rows_at(parts, height, marker)

    def distinct(found: list[Tick]) -> bool:
        return all(low[0] - high[0] > 1 for low, high in pairwise(found))

    return _densest(window.y_low, window.y_high, min(height // 2, 10), place, distinct)


def _densest(
    low: float, high: float, most: int, place: Callable[[Floats], Ints], fits: Callable[[list[Tick]], bool]
) -> tuple[Tick, ...]:
    """The most ticks that fit, or none."""
    if high - low < _TIGHTEST:
        return ()
    found: list[Tick] = []
    # From 5 on there are two ticks or more, and only two show their step.
    for about in range(max(most, 5), 1, -1):
        values = sorted(set(ticks(low, high, about)))
        labels = _labels(values) if len(values) > 1 else []
        # A few floats apart, different ticks can read the same.
        if len(labels) > 1 and len(set(labels)) == len(labels):
            parts = np.clip(fraction(np.array(values), low, high), 0.0, 1.0)
            found = list(zip(place(parts).tolist(), labels, strict=True))
            if fits(found):
                return tuple(found)
    fewer = (found[::stride] for stride in range(2, len(found) + 1))
    return next((tuple(some) for some in fewer if fits(some)), ())


def _labels(values: list[float]) -> list[str]:
    """Labels that agree in their decimals and, where there is one, in their power of ten."""
    step = values[1] - values[0]
    labels = [tick_label(value, step) for value in values]
    if not any("e" in label for label in labels):
        return labels
    power = math.floor(math.log10(max(abs(value) for value in values)))
    power = 0 if -3 <= power < 6 else power
    decimals = min(max(power - math.floor(math.log10(step * 1.0001)), 0), 15)
    return [_scaled(value, power, decimals) for value in values]


def _scaled(value: float, power: int, decimals: int) -> str:
    """A number as a multiple of 10**power: 0.5e6 beside 1.0e6."""
    if value == 0:
        return "0"
    # In two steps, because 10.0**-310 has lost its digits and 10.0**310 overflows.
    half = power // 2
    digits = f"{value / 10.0**half / 10.0 ** (power - half):.{decimals}f}"
    return f"{digits}e{power}" if power else digits


def _apart(found: list[Tick], width: int) -> bool:
    """Whether two blanks stand between labels, each under the middle of its tick or pushed in at an end."""
    end = -3
    for column, label in found:
        # plotext puts a label in the middle of the blanks within its own length of the tick.
        first, last = max(column - len(label) + 1, -1), min(column + len(label) - 1, width - 1)
        start = (first + last - len(label) + 1) // 2
        if first < end or start < end + 2 or start < -1:
            return False
        end = start + len(label)
    return True

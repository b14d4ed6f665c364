"""Scales: which ticks stand along a side, in which cell, and how they are labelled."""

import math
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import count, pairwise, product
from typing import TypeAlias

import numpy as np

from calctui.raster.finite import fraction
from calctui.raster.marker import Ints, Marker, columns_at, rows_at
from calctui.scene import Floats, Window, tick_label, ticks

Tick: TypeAlias = tuple[int, str]
"""A column from the left or a row from the top, and a label."""

_Round: TypeAlias = tuple[list[float], list[str]]
"""Places along a side, rising, and what stands there."""

_TIGHTEST = 1e-300
"""A stretch shorter than this has no room for ticks that floats can tell apart."""
_TIGHTEST_LOG = 1e-12
"""The same of decimal logarithms, whose powers of ten have lost what tells them apart."""
_DECADES = 1.5
"""From so many powers of ten on, whole powers are ticks enough."""
_WRITTEN_OUT = range(-2, 4)
"""The powers of ten that read best as they are: 0.01, but 1e-3; 1000, but 1e4."""


def x_ticks(window: Window, width: int, marker: Marker, log: bool = False) -> tuple[Tick, ...]:
    """As many ticks as leave two blanks between the labels below `width` columns.

    With `log`, the window's x are decimal logarithms, and the labels say the numbers.
    """

    def place(parts: Floats) -> Ints:
        return columns_at(parts, width, marker)

    ends, most = (window.x_low, window.x_high), min(width // 7, 10)
    return _densest(*ends, _rounds(*ends, most, log), place, lambda found: _apart(found, width))


@lru_cache(maxsize=256)
def y_ticks(window: Window, height: int, marker: Marker, log: bool = False) -> tuple[Tick, ...]:
    """Ticks two rows apart or more beside `height` rows, the lowest first; `log` as in `x_ticks`."""

    def place(parts: Floats) -> Ints:
        return rows_at(parts, height, marker)

    def distinct(found: list[Tick]) -> bool:
        return all(low[0] - high[0] > 1 for low, high in pairwise(found))

    ends, most = (window.y_low, window.y_high), min(height // 2, 10)
    return _densest(*ends, _rounds(*ends, most, log), place, distinct)


def _densest(
    low: float,
    high: float,
    rounds: Iterable[_Round],
    place: Callable[[Floats], Ints],
    fits: Callable[[list[Tick]], bool],
) -> tuple[Tick, ...]:
    """The first round of ticks that fits, or some of the last, or none."""
    found: list[Tick] = []
    for values, labels in rounds:
        # A few floats apart, different ticks can read the same.
        if len(labels) > 1 and len(set(labels)) == len(labels):
            parts = np.clip(fraction(np.array(values), low, high), 0.0, 1.0)
            found = list(zip(place(parts).tolist(), labels, strict=True))
            if fits(found):
                return tuple(found)
    fewer = (found[::stride] for stride in range(2, len(found) + 1))
    return next((tuple(some) for some in fewer if fits(some)), ())


def _rounds(low: float, high: float, most: int, log: bool) -> Iterator[_Round]:
    """Ever fewer ticks, at first about `most` or a few more."""
    # From 5 on there are two ticks or more, and only two show their step.
    most = max(most, 5)
    if high - low < (_TIGHTEST_LOG if log else _TIGHTEST):
        return
    yield from _decades(low, high, most) if log else _even(low, high, most)


def _even(low: float, high: float, most: int) -> Iterator[_Round]:
    """Ticks evenly apart."""
    for about in range(most, 1, -1):
        values = sorted(set(ticks(low, high, about)))
        yield values, _labels(values) if len(values) > 1 else []


def _decades(low: float, high: float, most: int) -> Iterator[_Round]:
    """Ticks at round numbers of which `low` and `high` are decimal logarithms."""
    first, last = math.ceil(low - 1e-9), math.floor(high + 1e-9)
    if high - low < _DECADES or first >= last:
        yield from _within_decades(low, high, most)
    for stride in (factor * 10**power for power in count() for factor in (1, 2, 3, 5)):
        start = -(-first // stride) * stride
        steps = (last - start) // stride
        if steps < 1:
            return
        if steps <= most:
            powers = range(start, last + 1, stride)
            yield [float(power) for power in powers], [_times_ten(1, power) for power in powers]


def _within_decades(low: float, high: float, most: int) -> Iterator[_Round]:
    """The same where hardly a power of ten lies: 1, 2 and 5 times them, or numbers evenly apart."""
    times = product(range(math.floor(low), math.ceil(high) + 1), (1, 2, 5))
    found = {power + math.log10(factor): _times_ten(factor, power) for power, factor in times}
    inside = [place for place in found if low - 1e-9 <= place <= high + 1e-9]
    if len(inside) > 1:
        yield inside, [found[place] for place in inside]
        return
    power = math.floor(high)
    power = 0 if power in _WRITTEN_OUT else power
    bottom, top = 10.0 ** (low - power), 10.0 ** (high - power)
    tail = f"e{power}" if power else ""
    for values, labels in _even(bottom, top, most) if bottom < top else ():
        yield [math.log10(value) + power for value in values], [label + tail for label in labels]


def _times_ten(factor: int, power: int) -> str:
    """A multiple of a power of ten as it is read most easily: 0.05, 200, 1e6."""
    return f"{factor * 10.0**power:g}" if power in _WRITTEN_OUT else f"{factor}e{power}"


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

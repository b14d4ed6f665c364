"""Places worth a name on a curve: peaks, valleys, plateaus, corners and inflections."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import NamedTuple, TypeAlias

import numpy as np

from calctui.maths.evaluate import Floats, Values
from calctui.maths.expression import Expression
from calctui.maths.jets import derivatives
from calctui.maths.narrowing import Mask, narrow

Rows: TypeAlias = Callable[[Floats], Floats]
"""Places to the rows f, f', f'' there."""

GRID = 1201
WIDE = 3
"""Zeros on more places in a row than this are a level stretch, not one place."""
MOST = 60
"""A curve with more turns than this has none worth naming one by one."""
MOST_CROSSINGS = 2 * MOST
"""Not every change of sign is a turn: a function has about as many poles or jumps as turns between them."""


class Feature(StrEnum):
    """What a place is."""

    PEAK = auto()
    VALLEY = auto()
    PLATEAU = auto()
    INFLECTION = auto()


@dataclass(frozen=True, slots=True)
class Landmark:
    """A named place, or stretch of places, on a curve."""

    feature: Feature
    start: float
    stop: float
    """Equal to `start` for a single place."""
    corner: bool = False
    """Whether the slope jumps across 0 instead of passing through it."""

    @property
    def x(self) -> float:
        """Its middle."""
        return (self.start + self.stop) / 2


def landmarks(expression: Expression, wrt: str, at: Values, low: float, high: float) -> tuple[Landmark, ...]:
    """Find where the slope of the last output is 0, or jumps across 0, and where its curvature changes sign.

    Found on a grid of 1201 places and then narrowed, all at once, so two turns closer together than a
    thousandth of the window can be missed. None are named where there are more than 60.
    """

    def rows(x: Floats) -> Floats:
        return derivatives(expression, wrt, {**at, wrt: x}, 2)

    x = np.linspace(low, high, GRID)
    values, slopes, curvatures = grid = rows(x)
    level = _signs(slopes, np.minimum(_size(values), _nearby(values)) / (high - low))
    bend = _signs(curvatures, np.minimum(_size(slopes), _nearby(slopes)) / (high - low))
    crossings = [*_slope_crossings(level), *_curvature_crossings(bend)]
    if len(crossings) > MOST_CROSSINGS:
        return ()
    found = _plateaus(rows, x, values, level)
    for spot in _spots(rows, x, grid, crossings):
        mark = _turn(spot, x, level) if spot.crossing.of_slope else _bend(spot, _size(slopes), found)
        if mark is not None:
            found.append(mark)
    return tuple(sorted(found, key=lambda each: each.x)) if len(found) <= MOST else ()


def _size(values: Floats) -> float:
    """The usual size of some values: half of them are smaller."""
    finite = np.abs(values[np.isfinite(values)])
    return float(np.median(finite)) if finite.size else 0.0


def _signs(values: Floats, scale: Floats) -> Floats:
    """-1, 0 or 1, with 0 for what is only rounding; NaN stays.

    Args:
        values: slopes or curvatures on the grid.
        scale: what they would be on the whole, from the values of the order below, at each place.
    """
    # No more than the neighbours warrant: e^e^x is not level where it is merely a little less than enormous.
    dust = 1e-14 * scale + 1e-9 * np.minimum(_size(values), _nearby(values))
    return np.where(np.isnan(values), np.nan, np.where(np.abs(values) <= dust, 0.0, np.sign(values)))


def _nearby(values: Floats) -> Floats:
    """The largest size among each place and its two neighbours; 0 for what is not finite."""
    sizes = np.pad(np.where(np.isfinite(values), np.abs(values), 0.0), 1)
    largest: Floats = np.max([sizes[shift : shift + len(values)] for shift in range(3)], axis=0)
    return largest


class _Crossing(NamedTuple):
    """Two places of the grid between which the slope or the curvature touches or crosses 0."""

    i: int
    j: int
    row: int
    """Whose sign to follow: 1 for the slope, 2 for the curvature."""
    of_slope: bool


def _changes(sign: Floats) -> list[tuple[int, int]]:
    """Pairs of places with a sign, with few but zeros between them, that differ or have zeros between."""
    signed = np.flatnonzero(np.isnan(sign) | (sign != 0))
    left, right = signed[:-1], signed[1:]
    differ = (sign[left] != sign[right]) | (right > left + 1)
    kept = differ & ~np.isnan(sign[left] + sign[right]) & (right - left <= WIDE)
    return list(zip(left[kept].tolist(), right[kept].tolist(), strict=True))


def _slope_crossings(level: Floats) -> list[_Crossing]:
    """Where the slope crosses 0; where it only touches 0, its curvature crosses."""
    return [_Crossing(i, j, 2 if level[i] == level[j] else 1, True) for i, j in _changes(level)]


def _curvature_crossings(bend: Floats) -> list[_Crossing]:
    return [_Crossing(i, j, 2, False) for i, j in _changes(bend) if bend[i] != bend[j]]


class _Spot(NamedTuple):
    """A crossing narrowed down."""

    crossing: _Crossing
    x: float
    slope: float
    passes: bool
    """Whether what is followed passes through 0 here, instead of jumping across."""
    holds: bool
    """Whether the curve itself hangs together here."""


def _spots(rows: Rows, x: Floats, grid: Floats, crossings: list[_Crossing]) -> list[_Spot]:
    """Narrow all crossings together, and look at the curve at and around each."""
    if not crossings:
        return []
    i, j, row, _ = np.array(crossings).T
    low, high, sign = x[i], x[j], np.sign(grid[row, i])
    pick = np.arange(len(crossings))
    left, right = narrow(lambda at: np.sign(rows(at)[row, :, pick].T) == sign, low, high)
    middle = left + (right - left) / 2
    round_number = np.round(middle, 9) + 0.0
    near = 1e-7 * np.maximum(1.0, np.abs(left))
    around = rows(np.stack([low, high, left, right, middle, round_number, left - near, right + near]))
    before, after = np.abs(around[row, :2, pick]), np.abs(around[row, 2:4, pick])
    at_middle, at_round = np.abs(around[row, 4, pick]), np.abs(around[row, 5, pick])
    with np.errstate(all="ignore"):
        passes = np.isfinite(after).all(1) & (after.max(1) <= 1e-6 * before.max(1) + 1e-300)
        step, slopes = np.abs(around[0, 7] - around[0, 6]), np.abs(around[1, 6:]).max(0)
        holds = step <= 8 * near * (slopes + 1)  # false for NaN, and an infinity makes a NaN
    neat = ~passes | (at_round <= at_middle) | (np.abs(round_number - middle) < 1e-12)
    place, slope = np.where(neat, round_number, middle), np.where(neat, around[1, 5], around[1, 4])
    columns = (place.tolist(), slope.tolist(), passes.tolist(), holds.tolist())
    return [_Spot(*spot) for spot in zip(crossings, *columns, strict=True)]


def _turn(spot: _Spot, x: Floats, level: Floats) -> Landmark | None:
    """A single place where the slope is 0 or jumps across it."""
    i, j = spot.crossing.i, spot.crossing.j
    before, after = level[i], level[j]
    if before == after:
        place = spot.x if spot.passes else float(x[(i + j) // 2])
        return Landmark(Feature.PLATEAU, place, place)
    kind = Feature.PEAK if before > after else Feature.VALLEY
    if spot.passes or spot.holds:
        return Landmark(kind, spot.x, spot.x, corner=not spot.passes)
    return None


def _bend(spot: _Spot, size: float, found: Sequence[Landmark]) -> Landmark | None:
    """Where the curvature passes through 0: an inflection, or a plateau where the slope is 0 as well."""
    if not spot.passes or any(mark.start - 1e-9 <= spot.x <= mark.stop + 1e-9 for mark in found):
        return None
    level = abs(spot.slope) <= 1e-9 * max(size, 1e-300)
    return Landmark(Feature.PLATEAU if level else Feature.INFLECTION, spot.x, spot.x)


def _plateaus(rows: Rows, x: Floats, values: Floats, level: Floats) -> list[Landmark]:
    """Stretches of more than a few places where the slope is 0 and the value stays the same."""
    flat = level == 0
    dust = 1e-9 * max(1.0, _size(values))
    with np.errstate(all="ignore"):
        same = flat[1:] & flat[:-1] & (np.abs(np.diff(values)) <= dust)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], same, [False]]).astype(int))).reshape(-1, 2)
    edges = edges[edges[:, 1] - edges[:, 0] > WIDE]
    starts, stops = edges.T
    inside = np.concatenate([starts, stops])
    outside = np.concatenate([np.maximum(starts - 1, 0), np.minimum(stops + 1, len(x) - 1)])
    heights = np.tile(values[starts], 2)

    def on_level(at: Floats) -> Mask:
        height, slope, _ = rows(at)
        return np.asarray((slope == 0) & (np.abs(height - heights) <= dust))

    border, _ = narrow(on_level, x[inside], x[outside])
    lows, highs = (np.round(border, 9) + 0.0).reshape(2, -1).tolist()
    return [Landmark(Feature.PLATEAU, *ends) for ends in zip(lows, highs, strict=True)]

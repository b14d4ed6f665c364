"""Places worth a name on a curve: peaks, valleys, plateaus, corners and inflections."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum, auto
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np

from calctui.maths.curves import HALVINGS
from calctui.maths.evaluate import Floats, Values
from calctui.maths.expression import Expression
from calctui.maths.jets import derivatives

Rows: TypeAlias = Callable[[Floats], Floats]
"""Places to the rows f, f', f'' there."""

GRID = 1201
WIDE = 3
"""Zeros on more places in a row than this are a level stretch, not one place."""
MOST = 60
"""A curve with more turns than this has none worth naming one by one."""


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

    Found on a grid of 1201 places and narrowed by bisection, so two turns closer together than a
    thousandth of the window can be missed. None are named where there are more than 60.
    """

    def rows(x: Floats) -> Floats:
        return derivatives(expression, wrt, {**at, wrt: x}, 2)

    x = np.linspace(low, high, GRID)
    values, slopes, curvatures = rows(x)
    level = _signs(slopes, _size(values) / (high - low))
    bend = _signs(curvatures, _size(slopes) / (high - low))
    turns = [*_turns(rows, x, level), *_plateaus(rows, x, values, level)]
    found = [*turns, *_bends(rows, x, bend, _size(slopes), turns)]
    return tuple(sorted(found, key=lambda each: each.x)) if len(found) <= MOST else ()


def _size(values: Floats) -> float:
    """The usual size of some values: half of them are smaller."""
    finite = np.abs(values[np.isfinite(values)])
    return float(np.median(finite)) if finite.size else 0.0


def _signs(values: Floats, scale: float) -> Floats:
    """-1, 0 or 1, with 0 for what is only rounding; NaN stays."""
    dust = 1e-11 * scale + 1e-9 * _size(values)
    return np.where(np.isnan(values), np.nan, np.where(np.abs(values) <= dust, 0.0, np.sign(values)))


def _changes(sign: Floats) -> list[tuple[int, int]]:
    """Pairs of places with a sign, with nothing but zeros between them, that differ or have zeros between."""
    signed = np.flatnonzero(np.isnan(sign) | (sign != 0))
    return [
        (int(i), int(j))
        for i, j in pairwise(signed)
        if not (np.isnan(sign[i]) or np.isnan(sign[j])) and (sign[i] != sign[j] or j > i + 1)
    ]


def _turns(rows: Rows, x: Floats, level: Floats) -> list[Landmark]:
    """Single places where the slope is 0 or jumps across it."""
    found = []
    for i, j in _changes(level):
        if j - i > WIDE:
            continue
        kind = _kind(level[i], level[j])
        root = _root(lambda at: rows(at)[2 if level[i] == level[j] else 1], x[i], x[j])  # noqa: B023
        if root is not None:
            found.append(Landmark(kind, root, root))
        elif level[i] == level[j]:
            middle = float(x[(i + j) // 2])
            found.append(Landmark(kind, middle, middle))
        elif (corner := _corner(rows, x[i], x[j])) is not None:
            found.append(Landmark(kind, corner, corner, corner=True))
    return found


def _plateaus(rows: Rows, x: Floats, values: Floats, level: Floats) -> list[Landmark]:
    """Stretches of more than a few places where the slope is 0 and the value stays the same."""
    flat = level == 0
    dust = 1e-9 * max(1.0, _size(values))
    same = flat[1:] & flat[:-1] & (np.abs(np.diff(values)) <= dust)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], same, [False]]).astype(int))).reshape(-1, 2)
    edges = edges[edges[:, 1] - edges[:, 0] > WIDE]
    starts, stops = edges.T
    lows = _border(rows, x[starts], x[np.maximum(starts - 1, 0)], values[starts], dust)
    highs = _border(rows, x[stops], x[np.minimum(stops + 1, len(x) - 1)], values[starts], dust)
    return [Landmark(Feature.PLATEAU, *ends) for ends in zip(lows.tolist(), highs.tolist(), strict=True)]


def _border(rows: Rows, inside: Floats, outside: Floats, values: Floats, dust: float) -> Floats:
    """Where level stretches end, by bisection between a place inside each and one outside."""
    for _ in range(HALVINGS):
        middle = inside + (outside - inside) / 2
        height, slope, _ = rows(middle)
        level = (slope == 0) & (np.abs(height - values) <= dust)
        inside, outside = np.where(level, middle, inside), np.where(level, outside, middle)
    return np.round(inside, 9) + 0.0


def _bends(rows: Rows, x: Floats, bend: Floats, size: float, turns: list[Landmark]) -> list[Landmark]:
    """Where the curvature passes through 0: an inflection, or a plateau where the slope is 0 as well."""
    found = []
    for i, j in _changes(bend):
        if bend[i] == bend[j] or j - i > WIDE:
            continue
        root = _root(lambda at: rows(at)[2], x[i], x[j])
        if root is None or any(turn.start - 1e-9 <= root <= turn.stop + 1e-9 for turn in turns):
            continue
        level = abs(float(rows(np.array([root]))[1, 0])) <= 1e-9 * max(size, 1e-300)
        found.append(Landmark(Feature.PLATEAU if level else Feature.INFLECTION, root, root))
    return found


def _kind(before: float, after: float) -> Feature:
    if before == after:
        return Feature.PLATEAU
    return Feature.PEAK if before > after else Feature.VALLEY


def _bracket(function: Callable[[Floats], Floats], low: float, high: float) -> tuple[float, float]:
    """Halve a stretch on which the sign changes until its ends are neighbouring floats."""
    ends = np.array([low, high])
    sign = float(np.sign(function(ends)[0]))
    for _ in range(HALVINGS):
        middle = ends.mean(keepdims=True)
        same = float(np.sign(function(middle)[0])) == sign
        ends[0 if same else 1] = middle[0]
    return float(ends[0]), float(ends[1])


def _root(function: Callable[[Floats], Floats], low: float, high: float) -> float | None:
    """Where a function passes through 0, or None where it jumps across or has no value."""
    start = np.abs(function(np.array([low, high])))
    left, right = _bracket(function, float(low), float(high))
    after = np.abs(function(np.array([left, right])))
    passes = np.isfinite(after).all() and after.max() <= 1e-6 * start.max() + 1e-300
    return _neat(function, left, right) if passes else None


def _neat(function: Callable[[Floats], Any], left: float, right: float) -> float:
    """The round number nearest to the root, where it is as good a root."""
    middle = left + (right - left) / 2
    rounded = round(middle, 9) + 0.0
    values = np.abs(function(np.array([rounded, middle])))
    return rounded if values[0] <= values[1] or abs(rounded - middle) < 1e-12 else middle


def _corner(rows: Rows, low: float, high: float) -> float | None:
    """Where the slope jumps across 0 while the curve itself holds together."""
    left, right = _bracket(lambda at: rows(at)[1], float(low), float(high))
    near = 1e-7 * max(1.0, abs(left))
    values, slopes, _ = rows(np.array([left - near, right + near]))
    step = abs(values[1] - values[0])
    holds = np.isfinite(values).all() and step <= 8 * near * (np.abs(slopes).max() + 1)
    return round(left + (right - left) / 2, 9) + 0.0 if holds else None

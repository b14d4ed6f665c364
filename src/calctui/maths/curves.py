"""Samples of a function that can be drawn: cut at jumps and poles, ended with the domain, holes found."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from calctui.maths.evaluate import Floats
from calctui.maths.narrowing import BITS, Mask, cut, sections

SAMPLES = 1201
"""More than twice the dots across the widest terminal, and odd, so that the middle is sampled."""
STEEP = 0.02
"""A step between neighbours above this share of the curve's height is looked into."""
CLOSED = 1e-3
"""A gap that has shrunk to this share while it is narrowed is a slope, not a jump."""
WILD, MOST_WILD = 0.25, 256
"""A function with more steps than this, above this share, wiggles faster than samples can follow."""
ROUNDINGS = 8 * float(np.finfo(float).eps)
"""A curve no higher than this share of its values is level but for rounding, as sin²x + cos²x is."""
MOST_HOLES = 100

Function: TypeAlias = Callable[[Floats], Floats]
Places: TypeAlias = NDArray[np.intp]


@dataclass(frozen=True, eq=False, slots=True)
class Samples:
    """A sampled function: arrays of shape (n,), in `y` a NaN between what does not hang together."""

    x: Floats
    y: Floats
    holes: tuple[tuple[float, float], ...]
    """Single points without a value where both sides tend to the same one, as (x, that value)."""
    wild: bool
    """Whether it wiggles faster than the samples can follow, so that the picture can't be trusted."""


def sample(function: Function, low: float, high: float, extra: tuple[float, ...] = ()) -> Samples:
    """Sample a function of one variable between `low` and `high`.

    Args:
        function: takes an array, returns values of the same shape; NaN where it has none.
        low: left end.
        high: right end.
        extra: places to look at exactly, such as the point a person has chosen.
    """
    x = _grid(low, high, extra)
    y = function(x)
    holes = _holes(function, x, y)
    height = _height(y)
    suspects = _steep(y, STEEP * height)
    wild = int(_steep(y, WILD * height).sum()) > MOST_WILD
    if suspects.any() and not wild:
        suspects[1:-1] |= suspects[:-2] | suspects[2:]  # a pole amid its neighbours shows no step
        x, y = _with_breaks(function, x, y, np.flatnonzero(suspects), STEEP * height)
    return Samples(x, np.where(np.isinf(y), np.nan, y), holes, wild)


def _grid(low: float, high: float, extra: tuple[float, ...]) -> Floats:
    """Even samples and the round numbers among them, where functions like to have their holes."""
    step = 10.0 ** np.floor(np.log10((high - low) / 20))
    first, last = np.ceil(low / step), np.floor(high / step)
    round_numbers = np.arange(first, last + 1)[:400] * step
    decimals = int(max(0, -np.floor(np.log10(step))))
    round_numbers = np.round(round_numbers, min(decimals, 300)) + 0.0
    wanted = np.concatenate([np.linspace(low, high, SAMPLES), round_numbers, extra])
    wanted = np.sort(wanted[(wanted >= low) & (wanted <= high)])
    return wanted[np.diff(wanted, prepend=-np.inf) > 0]  # np.unique would load numpy.ma before any picture


def _height(y: Floats) -> float:
    """How high the curve is, but for its extremes; so high that no rounding is steep where that is all."""
    finite = np.sort(y[np.isfinite(y)])
    if not finite.size:
        return 1e-300
    # As np.percentile has it; that loads numpy.ma, a tenth of the time to the first picture.
    low, high = np.interp([0.05, 0.95], np.linspace(0.0, 1.0, finite.size), finite)
    with np.errstate(all="ignore"):
        rounding = ROUNDINGS * max(abs(low), abs(high))
        return max(float(high - low if high - low > rounding else rounding / STEEP), 1e-300)


def _steep(y: Floats, most: float) -> Mask:
    """Where neighbours are further apart than `most`, or only one of them has a value."""
    finite = np.isfinite(y)
    with np.errstate(all="ignore"):
        steep = np.abs(np.diff(y)) > most
    return np.asarray((steep & finite[1:] & finite[:-1]) | (finite[1:] != finite[:-1]))


def _with_breaks(
    function: Function, x: Floats, y: Floats, suspects: Places, least: float
) -> tuple[Floats, Floats]:
    """Narrow every suspect gap to neighbouring floats, and lift the pen where it has not closed by then."""
    ends, heights = np.stack([x[suspects], x[suspects + 1]]), np.stack([y[suspects], y[suspects + 1]])
    with np.errstate(all="ignore"):
        gap = np.maximum(np.abs(heights[1] - heights[0]), least)
    waiting = np.arange(len(suspects))
    bits = 0
    while bits < BITS and waiting.size:
        parts = sections(len(waiting))
        ends[:, waiting], heights[:, waiting] = _torn(function, ends[:, waiting], heights[:, waiting], parts)
        bits += parts.bit_length() - 1
        with np.errstate(all="ignore"):
            closed = np.abs(heights[1] - heights[0]) < CLOSED * gap
        waiting = np.flatnonzero(~closed)
    with np.errstate(all="ignore"):
        open_still = ~(np.abs(heights[1] - heights[0]) < 0.25 * gap)
    (left, right), (y_left, y_right) = ends[:, open_still], heights[:, open_still]
    new_x = np.stack([left, right, right], axis=1).ravel()
    new_y = np.stack([y_left, np.full_like(y_left, np.nan), y_right], axis=1).ravel()
    at = np.repeat(suspects[open_still] + 1, 3)
    return np.insert(x, at, new_x), np.insert(y, at, new_y)


def _torn(function: Function, ends: Floats, heights: Floats, parts: int) -> tuple[Floats, Floats]:
    """The part of every stretch where the break lies: the end of a domain, or else the largest step."""
    points = cut(ends[0], ends[1], parts)
    y = np.concatenate([heights[:1], function(points[1:-1]), heights[1:]])
    finite = np.isfinite(y)
    with np.errstate(all="ignore"):
        step = np.abs(np.diff(y, axis=0))
    step = np.where(finite[1:] & finite[:-1], step, np.where(finite[1:] != finite[:-1], np.inf, -1.0))
    part, pick = step.argmax(axis=0), np.arange(y.shape[1])
    both = np.stack([part, part + 1])
    return points[both, pick], y[both, pick]


def _holes(function: Function, x: Floats, y: Floats) -> tuple[tuple[float, float], ...]:
    """Isolated samples without a value whose two sides, ever closer, tend to the same one."""
    undefined = np.isnan(y)
    lonely = undefined[1:-1] & ~undefined[:-2] & ~undefined[2:]
    places = x[1:-1][lonely][:MOST_HOLES]
    if not places.size:
        return ()
    distances = np.maximum(1.0, np.abs(places)) * np.array([[1e-3], [1e-4], [1e-5]])
    left, right = function(np.stack([places - distances, places + distances]))
    with np.errstate(all="ignore"):
        middle, apart = (left + right) / 2, np.abs(left - right)
        scale = np.maximum(1.0, np.abs(middle[-1]))
        agree = (apart[-1] <= 1e-3 * scale) & (apart[-1] <= apart[0] + 1e-9 * scale)
        settle = np.abs(middle[-1] - middle[-2]) <= 1e-3 * scale
    tend = agree & settle & np.isfinite(left).all(axis=0) & np.isfinite(right).all(axis=0)
    return tuple(zip(places[tend].tolist(), middle[-1, tend].tolist(), strict=True))

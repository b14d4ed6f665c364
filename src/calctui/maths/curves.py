"""Samples of a function that can be drawn: cut at jumps and poles, ended with the domain, holes found."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from calctui.maths.evaluate import Floats

SAMPLES = 1201
"""More than twice the dots across the widest terminal, and odd, so that the middle is sampled."""
STEEP = 0.02
"""A step between neighbours above this share of the curve's height is looked into."""
HALVINGS = 60
"""Bisection to neighbouring floats: what has not closed by then is a jump, not a slope."""
MOST_SUSPECTS = 256
"""A function with more steep steps than this wiggles faster than samples can follow; it is drawn as it is."""

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
    suspects = _suspects(y)
    wild = len(suspects) > MOST_SUSPECTS
    if len(suspects) and not wild:
        x, y = _with_breaks(function, x, y, suspects)
    return Samples(x, np.where(np.isinf(y), np.nan, y), holes, wild)


def _grid(low: float, high: float, extra: tuple[float, ...]) -> Floats:
    """Even samples and the round numbers among them, where functions like to have their holes."""
    step = 10.0 ** np.floor(np.log10((high - low) / 20))
    first, last = np.ceil(low / step), np.floor(high / step)
    round_numbers = np.arange(first, last + 1)[:400] * step
    decimals = int(max(0, -np.floor(np.log10(step))))
    round_numbers = np.round(round_numbers, min(decimals, 300)) + 0.0
    wanted = np.concatenate([np.linspace(low, high, SAMPLES), round_numbers, extra])
    return np.unique(wanted[(wanted >= low) & (wanted <= high)])


def _suspects(y: Floats) -> Places:
    """Where neighbours are too far apart, or only one of them has a value: index of the left one."""
    finite = np.isfinite(y)
    if not finite.any():
        return np.empty(0, dtype=np.intp)
    low, high = np.percentile(y[finite], [5, 95])
    with np.errstate(all="ignore"):
        steep = np.abs(np.diff(y)) > STEEP * max(high - low, 1e-300)
    edge = finite[1:] != finite[:-1]
    return np.flatnonzero((steep & finite[1:] & finite[:-1]) | edge)


def _with_breaks(function: Function, x: Floats, y: Floats, suspects: Places) -> tuple[Floats, Floats]:
    """Narrow every suspect gap to neighbouring floats, and lift the pen where it has not closed by then."""
    left, right = x[suspects].copy(), x[suspects + 1].copy()
    y_left, y_right = y[suspects].copy(), y[suspects + 1].copy()
    gap = np.abs(y_right - y_left)
    with np.errstate(all="ignore"):
        for _ in range(HALVINGS):
            middle = left + (right - left) / 2
            y_middle = function(middle)
            go_left = _opens_left(y_left, y_middle, y_right)
            right, y_right = np.where(go_left, middle, right), np.where(go_left, y_middle, y_right)
            left, y_left = np.where(go_left, left, middle), np.where(go_left, y_left, y_middle)
        open_still = ~(np.abs(y_right - y_left) < 0.25 * gap)
    places = suspects[open_still]
    new_x = np.stack([left, right, right], axis=1)[open_still].ravel()
    new_y = np.stack([y_left, np.full_like(y_left, np.nan), y_right], axis=1)[open_still].ravel()
    at = np.repeat(places + 1, 3)
    return np.insert(x, at, new_x), np.insert(y, at, new_y)


def _opens_left(y_left: Floats, y_middle: Floats, y_right: Floats) -> Floats:
    """Whether the break lies in the left half: the end of a domain, or else the larger step."""
    finite_left, finite_middle, finite_right = map(np.isfinite, (y_left, y_middle, y_right))
    larger = np.abs(y_middle - y_left) > np.abs(y_right - y_middle)
    edge = finite_left != finite_right
    choice = np.where(edge, finite_middle != finite_left, larger)
    return np.asarray(np.where(finite_middle | edge, choice, True))


def _holes(function: Function, x: Floats, y: Floats) -> tuple[tuple[float, float], ...]:
    """Isolated samples without a value whose two sides, ever closer, tend to the same one."""
    undefined = np.isnan(y)
    lonely = undefined[1:-1] & ~undefined[:-2] & ~undefined[2:]
    places = x[1:-1][lonely][:100]
    holes = []
    for place in places:
        value = _common_limit(function, float(place))
        if value is not None:
            holes.append((float(place), value))
    return tuple(holes)


def _common_limit(function: Function, place: float) -> float | None:
    """The value that both sides tend to, or None where they part or run away."""
    distances = max(1.0, abs(place)) * np.array([1e-3, 1e-4, 1e-5])
    left, right = function(place - distances), function(place + distances)
    if not (np.isfinite(left).all() and np.isfinite(right).all()):
        return None
    middle = (left + right) / 2
    apart = np.abs(left - right)
    scale = max(1.0, abs(float(middle[-1])))
    agree = apart[-1] <= 1e-3 * scale and apart[-1] <= apart[0] + 1e-9 * scale
    settle = abs(middle[-1] - middle[-2]) <= 1e-3 * scale
    return float(middle[-1]) if agree and settle else None

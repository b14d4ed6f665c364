"""Surfaces to descend, and how to sample and contour any surface."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from calctui.maths.evaluate import Floats

Window: TypeAlias = tuple[float, float, float, float]
"""x from, x to, y from, y to."""

STEEP = 0.2
"""A surface is a steep valley when half of it lies below this share of its height; a round bowl has 0.4."""

DEEPEST = 1e-6
"""A floor lower than this, beside the walls, is flat and no valley: even ratios would crowd at its edge."""
FLAT = 1e-12
"""A smaller relief, beside the largest value, is rounding."""


@dataclass(frozen=True, slots=True)
class Surface:
    """A named function of x and y with a place to look at it from."""

    title: str
    formula: str
    window: Window
    start: tuple[float, float]
    """A start from which the methods differ."""
    rate: float
    """A learning rate with which gradient descent makes its way from there."""
    minima: tuple[tuple[float, float], ...]
    """Every minimum, to the last digit; none where it falls without end."""
    saddle: float | None = None
    """The value at the saddle the picture is about."""


SURFACES: Mapping[str, Surface] = {
    "bowl": Surface("Bowl", "x^2 + y^2", (-4, 4, -4, 4), (3, 2), 0.1, ((0, 0),)),
    "stretched bowl": Surface("Stretched bowl", "x^2 + 3y^2", (-4, 4, -4, 4), (3, 2), 0.1, ((0, 0),)),
    "saddle": Surface("Saddle", "x^2 - y^2", (-4, 4, -4, 4), (3, 0.01), 0.1, (), 0.0),
    "rosenbrock": Surface(
        "Rosenbrock's valley", "(1 - x)^2 + 100(y - x^2)^2", (-2, 2, -1, 3), (-1.5, 2), 0.001, ((1, 1),)
    ),
    "himmelblau": Surface(
        "Himmelblau's four valleys",
        "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
        (-6, 6, -6, 6),
        (0, 0),
        0.01,
        (
            (3.0, 2.0),
            (-2.805118086952745, 3.131312518250573),
            (-3.7793102533777469, -3.2831859912861694),
            (3.5844283403304917, -1.8481265269644036),
        ),
    ),
    "beale": Surface(
        "Beale's function",
        "(1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2",
        (-4.5, 4.5, -4.5, 4.5),
        (1, 1),
        0.01,
        ((3.0, 0.5),),
    ),
    "plateau": Surface(
        "Plateau with a pit", "1 - exp(-(x^2 + y^2))", (-4, 4, -4, 4), (1.5, 1), 0.3, ((0, 0),)
    ),
}
"""By name, in lower case. Rosenbrock 1960; Himmelblau 1972; Beale 1958."""


def grid(
    function: Callable[[Floats, Floats], Floats], window: Window, columns: int, rows: int
) -> tuple[Floats, Floats, Floats]:
    """Sample a function of x and y, which takes and returns arrays of one shape.

    Returns:
        x, shape (columns,); y, shape (rows,); z, shape (rows, columns): row j, column i is at (x[i], y[j]).
    """
    x, y = np.linspace(*window[:2], columns), np.linspace(*window[2:], rows)
    with np.errstate(all="ignore"):  # NaN and inf are answers here
        z = np.broadcast_to(function(*np.meshgrid(x, y)), (rows, columns))
    return x, y, np.asarray(z, dtype=float)


def levels(z: Floats, count: int, saddle: float | None = None) -> tuple[float, ...]:
    """Heights at which to draw contours: ascending, strictly inside the range of z, at most `count`.

    In a steep valley, where even steps would leave the floor empty, heights above the lowest in even ratios,
    between what a hundredth and what nine tenths of z stay below. Else even steps; where z has both signs,
    to both sides of 0, which is one of them, and about a saddle likewise of its value: there contours cross.

    Args:
        z: samples, any shape; those that are not finite don't count.
        count: how many levels, 1 or more.
        saddle: the value at a saddle, if that is what the picture is about.
    """
    heights = z[np.isfinite(z)]
    scale = float(np.abs(heights).max(initial=0.0)) or 1.0
    heights = heights / scale  # the span of what fits in a float need not fit
    low, high = heights.min(initial=np.inf), heights.max(initial=-np.inf)
    if not high - low > FLAT:
        return ()
    shares = None if saddle is not None else _ratios((heights - low) / (high - low), count)
    middle = (saddle or 0.0) / scale
    if shares is not None:
        chosen = low + (high - low) * shares
    elif low < middle < high:
        chosen = _about(middle, low, high, count)
    else:
        chosen = low + (high - low) * np.arange(1.0, count + 1) / (count + 1)
    return tuple(float(level) for level in chosen * scale if low * scale < level < high * scale)


def _about(saddle: float, low: float, high: float, count: int) -> Floats:
    """Even steps to both sides of the saddle, as far as the higher side goes."""
    side = (count - 1) // 2
    step = max(saddle - low, high - saddle) / (side + 1)
    return saddle + step * np.arange(-side, side + 1.0)


def _ratios(heights: Floats, count: int) -> Floats | None:
    """Levels in even ratios for heights between 0 and 1, if half of these are low, but not flat."""
    first, middle, last = np.quantile(heights, [0.01, 0.5, 0.9])
    if middle < STEEP and first > DEEPEST * last:
        return np.geomspace(first, last, count)
    return None

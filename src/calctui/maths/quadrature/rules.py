"""Composite rules: an area cut into n equal strips, each replaced by a shape whose area is known.

Orders are those of a function that is smooth enough (Süli and Mayers, chapter 7).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from calctui.maths.evaluate import Floats

THEORY = MappingProxyType({"left": 1, "right": 1, "midpoint": 2, "trapezoid": 2, "simpson": 4})
"""Rule -> p: n times as many strips make the error n^p times smaller."""
RULES = tuple(THEORY)
ROUNDING = 1e-12
"""Errors below this share of what is integrated are taken for rounding."""
FEWEST = 3
"""Errors that a measured order rests on, at least."""


@dataclass(frozen=True, eq=False, slots=True)
class Strips:
    """The strips of a rule, arrays of shape (n,). From `start` to `stop` x moves as the integral does.

    A strip is topped by the parabola through its three heights: for a rectangle they are equal, for a
    trapezoid the middle one is halfway. Its area is width (left + 4 middle + right) / 6, for every rule.
    """

    start: Floats
    stop: Floats
    left: Floats
    """The height at `start`."""
    middle: Floats
    right: Floats
    """The height at `stop`."""

    @property
    def areas(self) -> Floats:
        """The signed area of each strip."""
        with np.errstate(all="ignore"):
            mean = (self.left + 4 * self.middle + self.right) / 6
            return np.asarray((self.stop - self.start) * mean)


def strips(function: Callable[[Any], Floats], a: float, b: float, n: int, rule: str) -> Strips:
    """Cut the area from `a` to `b` into `n` strips; with a > b their widths are negative.

    Simpson's rule takes both ends and the midpoint of each strip, so any `n` will do. In books that count
    half strips, where n must be even, it is the rule with 2n.

    Raises:
        ValueError: an unknown rule, or no strip.
    """
    if n < 1:
        raise ValueError(f"{n} strips: at least one is needed")
    edges = np.linspace(a, b, n + 1)
    start, stop = edges[:-1], edges[1:]
    match rule:
        case "left" | "right" | "midpoint":
            places = {"left": start, "right": stop, "midpoint": start + (stop - start) / 2}
            height = function(places[rule])
            return Strips(start, stop, height, height, height)
        case "trapezoid":
            heights = function(edges)
            with np.errstate(all="ignore"):
                middle = heights[:-1] + (heights[1:] - heights[:-1]) / 2
            return Strips(start, stop, heights[:-1], middle, heights[1:])
        case "simpson":
            heights = function(edges)
            return Strips(start, stop, heights[:-1], function(start + (stop - start) / 2), heights[1:])
    raise ValueError(f"unknown rule {rule!r}: one of {', '.join(RULES)}")


def estimate(function: Callable[[Any], Floats], a: float, b: float, n: int, rule: str) -> float:
    """The sum of all strips; NaN where the rule meets a place without a value."""
    with np.errstate(all="ignore"):
        return float(strips(function, a, b, n, rule).areas.sum())


def estimates(
    function: Callable[[Any], Floats], a: float, b: float, counts: Sequence[int], rule: str
) -> Floats:
    """The sum of all strips for each of some counts."""
    return np.array([estimate(function, a, b, n, rule) for n in counts])


def order(counts: Sequence[int], errors: Sequence[float] | Floats, size: float = 1.0) -> float:
    """Measure the order p from errors that fall as 1 / n^p, on log-log axes.

    Only the larger half of the counts is looked at, of those whose errors stand well above rounding.

    Args:
        counts: numbers of strips.
        errors: how far each estimate is off, of either sign.
        size: how large the integral is, or that of |f|: what rounding is measured against.

    Returns:
        The slope of the fitted line, with its sign turned; NaN with fewer than 3 errors to go by, as where
        the rule is exact.
    """
    n, error = np.asarray(counts, dtype=float), np.abs(np.asarray(errors, dtype=float))
    clear = np.isfinite(error) & (error > ROUNDING * abs(size))
    n, error = n[clear], error[clear]
    tail = np.argsort(n)[-max(FEWEST, len(n) // 2) :]
    if len(np.unique(n[tail])) < FEWEST:
        return float("nan")
    return float(-np.polyfit(np.log(n[tail]), np.log(error[tail]), 1)[0])

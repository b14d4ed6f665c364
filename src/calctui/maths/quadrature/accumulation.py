"""The area from a up to each of many places: the integral as a function of where it stops."""

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np

from calctui.maths.evaluate import Floats

NODES = 8
"""Of Gauss's rule on each piece: exact up to the degree 15."""
HALVINGS = 2.0 ** -np.arange(50.0)
"""Next to a break, pieces become half as wide from one to the next."""


@lru_cache(maxsize=1)
def _rule() -> tuple[Floats, Floats]:
    """Nodes and weights on [0, 1]."""
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    return (1 + nodes) / 2, weights / 2


def running(
    function: Callable[[Floats], Floats],
    a: float,
    b: float,
    samples: int,
    breaks: Sequence[float] = (),
    stops: float | None = None,
) -> Floats:
    """The area from `a` up to each of `samples` even places from `a` to `b`, as `np.linspace` puts them.

    Args:
        function: takes an array, returns values of the same shape; NaN where it has none.
        a: where the area starts.
        b: the last place; with a > b the area is the negative of the way back.
        samples: how many places, at least 2.
        breaks: places to cut at, such as those of an Integral.
        stops: the first place that the area can't get past, such as that of an Integral.

    Returns:
        Areas of shape (samples,): NaN from where the area stops existing. Where f is smooth between the
        breaks they are as exact as rounding lets them.
    """
    places = np.linspace(a, b, samples)
    edges = _edges(places, breaks)
    steps, weights = _rule()
    with np.errstate(all="ignore"):
        width = np.diff(edges)
        y = function(edges[:-1, np.newaxis] + width[:, np.newaxis] * steps)
        areas = np.concatenate([[0.0], np.cumsum(width * (y @ weights))])
        areas = areas[np.searchsorted(edges * np.sign(b - a), places * np.sign(b - a))]
    gone = stops is not None and (places - stops) * np.sign(b - a) >= 0
    return np.where(gone, np.nan, areas)


def _edges(places: Floats, breaks: Sequence[float]) -> Floats:
    """The places and breaks in order, and ever closer ones towards each break and towards both ends."""
    if places[0] == places[-1]:
        return places
    step = abs(places[1] - places[0])
    low, high = min(places[0], places[-1]), max(places[0], places[-1])
    cuts = np.array([low, *breaks, high])
    near = cuts[:, np.newaxis] + step * np.concatenate([-HALVINGS, [0.0], HALVINGS])
    edges: Floats = np.union1d(places, near)
    edges = edges[(edges >= low) & (edges <= high)]
    return edges if places[0] == low else edges[::-1]

"""Closing in on many places at once: bisection that looks at many points of every stretch in one call.

An expression of a few hundred nodes costs NumPy a millisecond a call, for one point or for a thousand.
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from calctui.maths.evaluate import Floats

BITS = 60
"""How often a stretch is halved: from the window's width to neighbouring floats."""
POINTS = 600
"""How many points one round looks at, over all stretches."""

Mask: TypeAlias = NDArray[np.bool_]


def sections(stretches: int) -> int:
    """Into how many parts a round cuts each stretch: a power of 2 from 2 to 256."""
    return 1 << min(max((POINTS // max(stretches, 1)).bit_length() - 1, 1), 8)


def cut(left: Floats, right: Floats, parts: int) -> Floats:
    """The ends and inner points of every stretch, shape (parts + 1, stretches)."""
    shares = np.linspace(0.0, 1.0, parts + 1)[:, np.newaxis]
    points: Floats = left + (right - left) * shares
    points[-1] = right
    return points


def narrow(same: Callable[[Floats], Mask], left: Floats, right: Floats) -> tuple[Floats, Floats]:
    """Find in every stretch where `same`, true at its left end, first turns false.

    Args:
        same: takes points of shape (n, stretches).
        left: one end of each stretch; it may be the larger one.
        right: the other.
    """
    if not left.size:
        return left, right
    parts, pick = sections(len(left)), np.arange(len(left))
    for _ in range(-(-BITS // (parts.bit_length() - 1))):
        points = cut(left, right, parts)
        if ((points[parts // 2] == left) | (points[parts // 2] == right)).all():
            break  # neighbouring floats
        last = np.logical_and.accumulate(same(points[1:-1])).sum(axis=0)
        left, right = points[last, pick], points[last + 1, pick]
    return left, right

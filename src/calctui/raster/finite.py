"""Finite strokes: samples cut where they are not finite, and clipped to the window, before anything is drawn.

Everything here is measured in fractions of the window: 0 is its low side, 1 its high side.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from calctui.scene import Floats, Segment, Window

_FAR = 1e150
"""Fractions are held within this: far beyond any picture, and its differences don't overflow."""


@dataclass(frozen=True, eq=False, slots=True)
class Strokes:
    """Straight strokes inside the window, from (x0, y0) to (x1, y1); shapes (n,)."""

    x0: Floats
    y0: Floats
    x1: Floats
    y1: Floats

    @property
    def joined(self) -> NDArray[np.bool_]:
        """Whether a stroke goes on where the one before it ended, shape (n,)."""
        same = (self.x0[1:] == self.x1[:-1]) & (self.y0[1:] == self.y1[:-1])
        return np.concatenate([np.zeros(min(self.x0.size, 1), dtype=bool), same])


NOTHING = Strokes(*np.empty((4, 0)))
"""No stroke."""


def chained(parts: Sequence[Strokes]) -> Strokes:
    """Strokes one after the other."""
    whole = (NOTHING, *parts)
    x0, y0, x1, y1 = zip(*((each.x0, each.y0, each.x1, each.y1) for each in whole), strict=True)
    return Strokes(*(np.concatenate(side) for side in (x0, y0, x1, y1)))


def fraction(values: Floats, low: float, high: float) -> Floats:
    """Where values, in any shape, lie between `low` and `high`: 0 to 1 inside, NaN for NaN and infinities."""
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        # Halves, because a difference of two large floats overflows.
        part = (values * 0.5 - low * 0.5) / (high * 0.5 - low * 0.5)
    held = np.minimum(np.maximum(part, -_FAR), _FAR)  # at a fifth of np.clip's price for few values
    there = np.isfinite(values)
    return held if there.all() else np.where(there, held, np.nan)


def polyline(x: Floats, y: Floats, window: Window) -> Strokes:
    """The strokes through samples (n,); one that is not finite lifts the pen, one left alone is a dot."""
    u = fraction(np.asarray(x, dtype=np.float64), window.x_low, window.x_high)
    v = fraction(np.asarray(y, dtype=np.float64), window.y_low, window.y_high)
    here = np.isfinite(u) & np.isfinite(v)
    follows = here[:-1] & here[1:]
    alone = here.copy()
    alone[:-1] &= ~follows
    alone[1:] &= ~follows
    start = np.concatenate([np.flatnonzero(follows), np.flatnonzero(alone)])
    end = np.concatenate([np.flatnonzero(follows) + 1, np.flatnonzero(alone)])
    return clip(Strokes(u[start], v[start], u[end], v[end]))


def straight(segment: Segment, window: Window) -> Strokes:
    """The stroke of a segment, or of the whole line through it; no stroke if an end is not finite."""
    u = fraction(np.array([segment.x0, segment.x1]), window.x_low, window.x_high)
    v = fraction(np.array([segment.y0, segment.y1]), window.y_low, window.y_high)
    if not (np.isfinite(u).all() and np.isfinite(v).all()):
        return NOTHING
    if segment.endless:
        u, v = _extended(u, v)
    return clip(Strokes(u[:1], v[:1], u[1:], v[1:]))


def clip(strokes: Strokes) -> Strokes:
    """The parts of strokes that lie inside the window."""
    if all(_inside(part) for part in (strokes.x0, strokes.x1, strokes.y0, strokes.y1)):
        return strokes
    x0, x1, y0, y1 = _clip_side(strokes.x0, strokes.x1, strokes.y0, strokes.y1)
    y0, y1, x0, x1 = _clip_side(y0, y1, x0, x1)
    seen = np.isfinite(x0 + x1 + y0 + y1)
    return Strokes(*(np.clip(part[seen], 0.0, 1.0) for part in (x0, y0, x1, y1)))


def _inside(part: Floats) -> bool:
    return not part.size or bool(part.min() >= 0.0 and part.max() <= 1.0)  # NaN is neither


def _clip_side(a0: Floats, a1: Floats, b0: Floats, b1: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Clip strokes to 0 <= a <= 1, moving b along; strokes that miss it become NaN."""
    if _inside(a0) and _inside(a1):
        return a0, a1, b0, b1
    # Ends are put onto the border itself: interpolation would lose it beside a large number.
    length = np.where(a1 == a0, 1.0, a1 - a0)
    start, end = np.clip(a0, 0.0, 1.0), np.clip(a1, 0.0, 1.0)
    from_b = _crossing(start, a0, a1, b0, b1, length)
    to_b = _crossing(end, a0, a1, b0, b1, length)
    miss = np.minimum(a0, a1) > 1.0
    miss |= np.maximum(a0, a1) < 0.0
    start = np.where(miss, np.nan, start)
    return start, end, np.where(start == a0, b0, from_b), np.where(end == a1, b1, to_b)


def _crossing(a: Floats, a0: Floats, a1: Floats, b0: Floats, b1: Floats, length: Floats) -> Floats:
    """The b of strokes where they reach `a`, reckoned from their smaller end: a huge one swallows digits."""
    from_start = b0 + (a - a0) / length * (b1 - b0)
    from_end = b1 + (a - a1) / length * (b1 - b0)
    return np.where(abs(b0) <= abs(b1), from_start, from_end)


def _extended(u: Floats, v: Floats) -> tuple[Floats, Floats]:
    """Both ends (2,) of a line moved along it until they lie beyond the window."""
    du, dv = u[1] - u[0], v[1] - v[0]
    size = max(abs(du), abs(dv))
    if size == 0.0:
        return u, v
    reach = 2.0 + max(abs(u[0]), abs(v[0]))
    ends = np.array([-reach, reach])
    return u[0] + ends * (du / size), v[0] + ends * (dv / size)

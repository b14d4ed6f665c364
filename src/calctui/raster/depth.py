"""Depth: how near the surface is behind each dot of a picture, so that what lies behind it can be hidden.

A depth buffer (Catmull 1974), filled column by column: a column of dots sees a curve of the surface, from the
back to the front, and each piece of it covers the dots between its ends. Later pieces are nearer and win.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from calctui.raster.camera import Camera
from calctui.raster.grid import between
from calctui.raster.marker import Ints, dot
from calctui.scene import Floats

_SLICES = 72
"""Into how many pieces the curve in a column is cut."""
_UPRIGHT = 1e-9
"""A lean so small that it makes no difference in the box."""
NEAR = 0.05
"""How much farther away than the surface a place may be to count as lying on it."""


@dataclass(frozen=True, eq=False, slots=True)
class Depth:
    """How far away the surface is at each dot (rows, columns), the lowest row first, or infinity."""

    away: Floats

    def shows(self, u: Floats, v: Floats, away: Floats, near: float = NEAR) -> NDArray[np.bool_]:
        """Whether places (k,), given in fractions of the picture, lie in front of the surface or on it."""
        rows, columns = self.away.shape
        behind: NDArray[np.bool_] = away > self.away[dot(v, rows), dot(u, columns)] + near
        return ~behind


def depth(z: Floats, camera: Camera, columns: int, rows: int) -> Depth:
    """The depth of a surface over a grid (m, n) with heights from -1 to 1; others, and NaN, are holes."""
    which, away, heights = _slices(z, camera, columns)
    with np.errstate(invalid="ignore"):
        up = camera.up(away, np.clip(heights, -1.0, 1.0)) * (rows - 1)
        low = np.maximum(np.ceil(np.minimum(up[1:], up[:-1])), 0.0)
        high = np.minimum(np.floor(np.maximum(up[1:], up[:-1])), rows - 1.0)
        # A piece with both ends above the box, or both below it, is none.
        kept = np.maximum(heights[1:], heights[:-1]) >= -1.0
        kept &= np.minimum(heights[1:], heights[:-1]) <= 1.0
        count = np.where(kept & (high >= low), high - low + 1, 0).astype(np.intp).ravel()
    buffer = np.full((rows + 2, columns + 2), np.inf)
    lowest = (np.nan_to_num(low).astype(np.intp) + 1) * (columns + 2) + which + 1
    # The dots of a piece lie one row apart, and the pieces follow each other in one long count.
    start = lowest.ravel() - (np.cumsum(count) - count) * (columns + 2)
    dots = np.repeat(start, count) + np.arange(count.sum()) * (columns + 2)
    buffer.ravel()[dots] = np.repeat(away[1:].ravel(), count)
    return Depth(_widened(buffer))


def _slices(z: Floats, camera: Camera, columns: int) -> tuple[Ints, Floats, Floats]:
    """Which columns (c,) see the floor of the box, and how far away and how high each slice is (s, c).

    The slices reach from the farthest end of the floor to the nearest.
    """
    side = (np.arange(columns) / max(columns - 1, 1) - 0.5) / camera.wide
    x, y = -camera.sine * side, camera.cosine * side
    (from_x, to_x), (from_y, to_y) = _within(x, camera.cosine), _within(y, camera.sine)
    near, far = np.maximum(from_x, from_y), np.minimum(to_x, to_y)
    which = np.flatnonzero(near <= far)
    away = far[which] + (near - far)[which] * np.linspace(0.0, 1.0, _SLICES)[:, None]
    rows, across = z.shape
    with np.errstate(invalid="ignore", over="ignore"):
        column = np.clip(x[which] - camera.cosine * away + 1, 0.0, 2.0) * ((across - 1) / 2)
        row = np.clip(y[which] - camera.sine * away + 1, 0.0, 2.0) * ((rows - 1) / 2)
        return which, away, between(z, column, row)


def _within(start: Floats, lean: float) -> tuple[Floats, Floats]:
    """From where to where along lines (c,) that begin at `start` and fall by `lean` they lie from -1 to 1."""
    lean = lean if abs(lean) > _UPRIGHT else _UPRIGHT
    ends = (start - 1) / lean, (start + 1) / lean
    return np.minimum(*ends), np.maximum(*ends)


def _widened(buffer: Floats) -> Floats:
    """The farthest depth around each dot inside: a line on a steep slope is drawn half a dot beside it."""
    across = np.maximum(np.maximum(buffer[:, :-2], buffer[:, 1:-1]), buffer[:, 2:])
    widened: Floats = np.maximum(np.maximum(across[:-2], across[1:-1]), across[2:])
    return widened

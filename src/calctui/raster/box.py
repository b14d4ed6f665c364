"""Box: the space around a surface, measured from -1 to 1 along x, y and z; strokes that leave it are cut."""

from dataclasses import dataclass

import numpy as np

from calctui.raster.finite import fraction
from calctui.raster.grid import between, steps_at
from calctui.scene import Floats, Wireframe

_EVEN = 1e-6
"""How far, in steps of the grid, places may be from even distances."""


@dataclass(frozen=True, eq=False, slots=True)
class Box:
    """A surface in its box."""

    view: Wireframe
    z: Floats
    """Heights over an even grid, shape (m, n); NaN where there is none."""

    @property
    def space(self) -> Floats:
        """The surface's points, shape (m, n, 3)."""
        x, y = (np.linspace(-1.0, 1.0, size) for size in self.z.shape[::-1])
        return np.stack([*np.meshgrid(x, y), self.z], axis=-1)

    def placed(self, x: Floats, y: Floats, z: Floats) -> Floats:
        """Points (k,) of the plane and heights above it in the box, shape (k, 3)."""
        view = self.view
        sides = (x, *ends(view.x)), (y, *ends(view.y)), (z, view.z_low, view.z_high)
        return np.stack([2 * fraction(*side) - 1 for side in sides], axis=-1)


def box_of(view: Wireframe) -> Box:
    """The box around a surface, and its heights at even distances."""
    z = 2 * fraction(view.z, view.z_low, view.z_high) - 1
    if min(z.shape) < 2:
        return Box(view, np.full((2, 2), np.nan))
    shares = [fraction(known, *ends(known)) for known in (view.x, view.y)]
    steps = [steps_at(np.linspace(0.0, 1.0, share.size), share) for share in shares]
    if all(abs(found - np.arange(found.size)).max() < _EVEN for found in steps):
        return Box(view, z)
    column, row = np.meshgrid(*steps)
    known = np.isfinite(column) & np.isfinite(row)
    even = np.full(z.shape, np.nan)
    even[known] = between(z, column[known], row[known])
    return Box(view, even)


def cut(start: Floats, stop: Floats) -> tuple[Floats, Floats]:
    """The parts of strokes (k, 3) inside the box, without those that miss it."""
    inside = ((abs(start) <= 1.0) & (abs(stop) <= 1.0)).all(axis=1)
    if inside.all():
        return start, stop
    enter, leave = np.zeros(len(start)), np.ones(len(start))
    enter[~inside], leave[~inside] = _parts(start[~inside], stop[~inside])
    kept = enter <= leave
    start, stop, enter, leave = start[kept], stop[kept], enter[kept, None], leave[kept, None]
    # Ends inside stay as they are to the last bit, so that strokes go on where others end.
    first = np.where(enter == 0.0, start, start + enter * (stop - start))
    last = np.where(leave == 1.0, stop, start + leave * (stop - start))
    return np.clip(first, -1.0, 1.0), np.clip(last, -1.0, 1.0)


def _parts(start: Floats, stop: Floats) -> tuple[Floats, Floats]:
    """Between which parts of their length strokes (k, 3) are in the box: Liang and Barsky (1984).

    Where they miss it, the first part is not below the second.
    """
    way = stop - start
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        low, high = (-1.0 - start) / way, (1.0 - start) / way
    enter, leave = np.minimum(low, high), np.maximum(low, high)
    # A stroke along a pair of sides crosses neither: it is between them for good, or never.
    level = way == 0
    between_them = abs(start) <= 1.0
    enter = np.where(level, np.where(between_them, 0.0, np.nan), enter)
    leave = np.where(level, 1.0, leave)
    return np.maximum(enter.max(axis=1), 0.0), np.minimum(leave.min(axis=1), 1.0)


def ends(known: Floats) -> tuple[float, float]:
    """The first and the last of known places (k,); 0 and 0 where there are none."""
    return (float(known[0]), float(known[-1])) if known.size else (0.0, 0.0)

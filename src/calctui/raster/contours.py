"""Contours: lines of equal height, and the heights written into some of them.

The lines are contourpy's, which interpolates along the edges of the grid.
"""

from collections.abc import Iterator
from itertools import product

import numpy as np
from numpy.typing import NDArray

from calctui.raster.area import Area
from calctui.raster.canvas import Canvas
from calctui.raster.cells import Cells, write
from calctui.raster.finite import Strokes, clip
from calctui.raster.lettering import lettered
from calctui.raster.marker import Ints
from calctui.scene import Contour, Floats
from calctui.scene.numbers import number

_LARGEST = 8e307
"""Heights are held within this, so that their differences don't overflow."""
_SHARED = -2
"""Marks a cell that lines of several heights run through."""
_CROWDED = 0.4
"""A line is left out if this share of its dots comes within a row of lines drawn before it."""
_ROWS_EACH = 3
"""There is at most one written height for so many rows."""


def contours(mark: Contour, area: Area) -> Cells:
    """The cells of lines of equal height; a line that would run into another is left out."""
    canvas = Canvas(area.width, area.height, area.marker)
    owner = np.full((area.height, area.width), -1, dtype=np.intp)
    apart = max(area.marker.down - 1, 1)
    rows, columns = area.height * area.marker.down, area.width * area.marker.across
    taken = np.zeros((rows + 2 * apart, columns + 2 * apart), dtype=bool)
    heights: list[float] = []
    for level, strokes in _lines(mark, area):
        dots = canvas.trace(strokes)
        if dots.x.size and np.count_nonzero(taken[dots.y + apart, dots.x + apart]) > _CROWDED * dots.x.size:
            continue
        for across, up in product(range(2 * apart + 1), repeat=2):
            taken[dots.y + up, dots.x + across] = True
        touched = canvas.ink(dots, mark.role)
        alone = (owner[touched] == -1) | (owner[touched] == len(heights))
        owner[touched] = np.where(alone, len(heights), _SHARED)
        heights.append(level)
    return canvas.cells() if not mark.labelled else _labelled(canvas.cells(), owner, heights, mark, area)


def _lines(mark: Contour, area: Area) -> Iterator[tuple[float, Strokes]]:
    """The strokes at each level, in fractions of the window."""
    u, v = area.fractions(mark.x, mark.y)
    if area.empty or min(mark.z.shape) < 2:
        return
    from contourpy import LineType, contour_generator  # 10 ms: not before the first contour

    unknown = ~np.isfinite(mark.z) | ~np.isfinite(u) | ~np.isfinite(v)[:, None]
    z = np.ma.masked_array(np.clip(np.where(unknown, 0.0, mark.z), -_LARGEST, _LARGEST), unknown)
    lines = contour_generator(np.nan_to_num(u), np.nan_to_num(v), z, line_type=LineType.ChunkCombinedNan)
    for level in mark.levels:
        found = lines.lines(float(np.clip(level, -_LARGEST, _LARGEST)))[0][0] if np.isfinite(level) else None
        if found is not None:
            yield level, _strokes(found)


def _strokes(points: Floats) -> Strokes:
    """The strokes through points (k, 2); a NaN lifts the pen."""
    here = np.isfinite(points[:, 0])
    start = np.flatnonzero(here[:-1] & here[1:])
    return clip(Strokes(*points[start].T, *points[start + 1].T))


def _labelled(cells: Cells, owner: Ints, heights: list[float], mark: Contour, area: Area) -> Cells:
    """Cells with heights written over lines, evenly chosen, where no other line is covered."""
    free = owner.copy()
    every = max(-(-len(heights) // max(area.height // _ROWS_EACH, 1)), 1)
    for which in range(len(heights) - 1, -1, -every):
        text = lettered(f" {number(heights[which], 3)} ", area.marker)
        spot = _spot(free, which, len(text))
        if spot:
            x, y = spot
            cells = write(cells, text, x, y, mark.role)
            free[max(y - 1, 0) : y + 2, max(x - 2, 0) : x + len(text) + 2] = _SHARED
    return cells


def _spot(owner: Ints, which: int, long: int) -> tuple[int, int] | None:
    """Where a text covers most of one line and nothing of others, near the middle of the picture."""
    width = owner.shape[1]
    if np.count_nonzero(owner == which) < 3 * long or width < long:
        return None
    own = _sums(owner == which, long)
    middle = abs(np.arange(width - long + 1) + long / 2 - width / 2)
    others = _sums((owner != -1) & (owner != which), long)
    liking = np.where((own > 0) & (others == 0), own - middle / 8, -np.inf)
    y, x = divmod(int(liking.argmax()), liking.shape[1])
    return (x, y) if np.isfinite(liking[y, x]) else None


def _sums(cells: NDArray[np.bool_], long: int) -> Ints:
    """How many of `long` cells are set, from each cell of a row on: shape (height, width - long + 1)."""
    sums = np.pad(np.cumsum(cells, axis=1), ((0, 0), (1, 0)))
    found: Ints = sums[:, long:] - sums[:, :-long]
    return found

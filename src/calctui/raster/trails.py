"""Trails: the steps of a path that can be told apart, and where it leaves the window."""

from dataclasses import dataclass

import numpy as np

from calctui.raster.area import Area, inside
from calctui.raster.finite import NOTHING, Strokes, clip
from calctui.raster.marker import Ints
from calctui.scene import Floats, Trail

_BEYOND = 1e150
"""Where infinity is put, in fractions of the window."""
_NOWHERE: Ints = np.empty(0, dtype=np.intp)


@dataclass(frozen=True, eq=False, slots=True)
class Exit:
    """The border cell where a path leaves for good, and the eighth of the directions it leaves in."""

    x: int
    y: int
    octant: int


@dataclass(frozen=True, eq=False, slots=True)
class Walk:
    """A trail in an area."""

    strokes: Strokes
    columns: Ints
    rows: Ints
    """The cells of the steps to be drawn, shapes (k,), in their order."""
    ends: bool
    """Whether the last of them is the path's last step."""
    exit: Exit | None = None
    """Where the path leaves, if its last step lies outside."""


def walk(trail: Trail, area: Area) -> Walk:
    """The steps, strokes and exit of a trail."""
    u, v = _placed(trail, area)
    known = ~(np.isnan(u) | np.isnan(v))
    # Past a step that is nowhere, a path does not go on.
    count = u.size if known.all() else int(known.argmin())
    u, v = u[:count], v[:count]
    strokes = clip(Strokes(u[:-1], v[:-1], u[1:], v[1:])) if count > 1 else NOTHING
    seen = inside(u, v)
    if area.empty or not seen.size:
        return Walk(NOTHING, _NOWHERE, _NOWHERE, ends=False)
    columns, rows = spaced(*area.cells(u[seen], v[seen]))
    leaves = None if seen[-1] else _exit(strokes, area)
    return Walk(strokes, columns, rows, bool(seen[-1]), leaves)


def _placed(trail: Trail, area: Area) -> tuple[Floats, Floats]:
    """The steps in fractions of the window; infinity lies far beyond its border."""
    u, v = area.fractions(trail.x, trail.y)
    return (
        np.where(np.isinf(trail.x), np.sign(trail.x) * _BEYOND, u),
        np.where(np.isinf(trail.y), np.sign(trail.y) * _BEYOND, v),
    )


def _exit(strokes: Strokes, area: Area) -> Exit | None:
    """The end of the last stroke that is seen; none if none is."""
    if not strokes.x0.size:
        return None
    x0, y0, x1, y1 = strokes.x0[-1:], strokes.y0[-1:], strokes.x1[-1:], strokes.y1[-1:]
    columns, rows = area.cells(x1, y1)
    return Exit(int(columns[0]), int(rows[0]), int(area.octants(x1 - x0, y1 - y0)[0]))


def spaced(columns: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """Cells (k,) without those that touch the one kept before and would hide the stroke; the last is kept."""
    kept: list[int] = []
    x, y = -9, -9
    cells = list(zip(columns.tolist(), rows.tolist(), strict=True))
    for place, (a, b) in enumerate(cells):
        if abs(a - x) > 1 or abs(b - y) > 1:
            kept.append(place)
            x, y = a, b
    if cells and kept[-1] != len(cells) - 1:
        # The last takes the place of the one it touches, unless that is the first.
        kept[max(len(kept) - 1, 1) :] = [len(cells) - 1]
    return columns[kept], rows[kept]

"""Arrows: signs for the eight directions of the screen, a field of them, and the head of a single one."""

import numpy as np
from numpy.typing import NDArray

from calctui.raster.area import Area, inside
from calctui.raster.cells import Cells, blank
from calctui.raster.marker import Ints, Marker
from calctui.scene import Arrows, Floats

HEADS = "→↗↑↖←↙↓↘"
"""The eight directions, counter-clockwise from the right."""
ASCII_HEADS = ">^^^<vvv"
"""The same at the end of a stroke, which shows how it leans."""
ASCII_ARROWS = ("->", "/^", "^", "^\\", "<-", "v/", "v", "\\v")
"""The same standing alone: a slash without a head could point either way."""
_STILL = "·"
_WIDE, _HIGH = 5, 2
"""How many columns or rows apart arrows are, so that none touches another."""


def head(octant: int, marker: Marker) -> str:
    """The sign at the end of a stroke that points to one of the eight directions."""
    return (ASCII_HEADS if marker is Marker.ASCII else HEADS)[octant]


def field(mark: Arrows, area: Area, below: Cells) -> Cells:
    """The cells of a field of arrows, as many as can be told apart and cover no number `below` them.

    One whose direction is not a number is left out.
    """
    cells = blank(area.width, area.height)
    u, v = area.fractions(mark.x, mark.y)
    seen = np.flatnonzero(inside(u, v) & ~np.isnan(mark.dx) & ~np.isnan(mark.dy))
    if area.empty:
        return cells
    columns, rows = area.cells(u[seen], v[seen])
    signs = _signs(mark.dx[seen], mark.dy[seen], area)
    for place in _apart(columns, rows, _clear(below)):
        sign = signs[place][: area.width]
        x, y = min(int(columns[place]), area.width - len(sign)), rows[place]
        cells.chars[y, x : x + len(sign)] = list(sign)
        cells.roles[y, x : x + len(sign)] = mark.role
    return cells


def _signs(dx: Floats, dy: Floats, area: Area) -> list[str]:
    """A sign for each direction (k,), given in the units of the plane."""
    signs = ASCII_ARROWS if area.marker is Marker.ASCII else HEADS
    still = "." if area.marker is Marker.ASCII else _STILL
    octants = area.octants(*_directions(dx, dy, area))
    return [
        signs[octant] if moves else still
        for octant, moves in zip(octants.tolist(), ((dx != 0) | (dy != 0)).tolist(), strict=True)
    ]


def _directions(dx: Floats, dy: Floats, area: Area) -> tuple[Floats, Floats]:
    """Directions (k,) in fractions of the window, only as long as floats bear."""
    endless = np.isinf(dx) | np.isinf(dy)
    dx = np.where(endless, np.where(np.isinf(dx), np.sign(dx), 0.0), dx)
    dy = np.where(endless, np.where(np.isinf(dy), np.sign(dy), 0.0), dy)
    longest = np.maximum(abs(dx), abs(dy))
    longest[longest == 0] = 1.0
    wide, high = area.window.x_high - area.window.x_low, area.window.y_high - area.window.y_low
    with np.errstate(over="ignore", under="ignore"):
        return dx / longest, dy / longest * min(max(wide / high, 1e-150), 1e150)


def _clear(below: Cells) -> NDArray[np.bool_]:
    """Where an arrow touches no number, shape (height, width)."""
    digits = np.char.isdigit(below.chars)
    near = digits.copy()
    for columns in (1, 2):
        near[:, columns:] |= digits[:, :-columns]
        near[:, :-columns] |= digits[:, columns:]
    return ~near


def _apart(columns: Ints, rows: Ints, free: NDArray[np.bool_]) -> list[int]:
    """Which of some cells (k,) to keep, row by row from the top, so that all keep their distance."""
    kept = []
    for which in np.lexsort((columns, rows)).tolist():
        x, y = int(columns[which]), int(rows[which])
        if free[y, x]:
            kept.append(which)
            free[max(y - _HIGH + 1, 0) : y + _HIGH, max(x - _WIDE + 1, 0) : x + _WIDE] = False
    return kept

"""Labels: names beside marks, put where they cover neither each other nor a point, and little else."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from calctui.raster.cells import Cells, write
from calctui.raster.marker import Ints
from calctui.scene import Role

Cell: TypeAlias = tuple[int, int]
"""A column from the left and a row from the top."""

_INK = 8
"""The cost of covering a cell of a stroke, in steps of the order of preference."""
_TAKEN = 1_000_000
"""The cost of covering a point or another label: more than any label is worth."""

_INSIDE = 24
"""The places that are tried inside a mark: a stroke is rather covered than a name put far from the end."""


@dataclass(frozen=True, eq=False, slots=True)
class Label:
    """A text and the cells it may stand beside, the best first."""

    text: str
    role: Role
    anchors: Ints
    """Columns and rows, shape (n, 2)."""
    of_point: bool = False
    """Its mark is a sign that it stands right beside, not a stroke that others could be taken for."""
    inside: bool = False
    """It stands in its mark: the cells are those that its first character may stand in."""


def labelled(
    cells: Cells, labels: list[Label], points: list[Cell], front: NDArray[np.uint8] | None = None
) -> Cells:
    """Cells with labels written in; a label that fits nowhere is left out.

    Where the roles of the `front` are blank, what is seen is ground, and may be covered.
    """
    if not labels:
        return cells
    roles = cells.roles if front is None else front
    inked = np.where(cells.chars == " ", 0, np.where(roles == Role.BLANK, 1, _INK))
    cost: Ints = inked.astype(np.intp)
    for x, y in points:
        cost[y, x] = _TAKEN
    for label in labels:
        spots, order = _spots(label, cells.width, cells.height)
        here = cost if label.of_point else cost + _strangers(roles, label.role)
        total = order + _under(here, spots, len(label.text))
        if total.size and total.min() < _TAKEN:
            x, y = spots[total.argmin()].tolist()
            cells = write(cells, *_padded(label.text, x, inked[y]), y, label.role)
            cost[y, x : x + len(label.text)] = _TAKEN
    return cells


def starts_inside(cells: NDArray[np.bool_], long: int) -> Ints:
    """Where a name of `long` characters fits into some cells (height, width): columns and rows (n, 2).

    The best first: at an end of the longer side, in its middle.
    """
    height, width = cells.shape
    rows, columns = np.nonzero(cells)
    if not 0 < long <= width or not rows.size:
        return np.empty((0, 2), dtype=np.intp)
    y, x = np.nonzero(np.lib.stride_tricks.sliding_window_view(cells, long, axis=1).all(axis=2))
    ahead, behind = x - columns.min(), columns.max() + 1 - long - x
    if np.ptp(rows) / height >= np.ptp(columns) / width:
        away, aside = np.minimum(y - rows.min(), rows.max() - y), abs(ahead - behind)
    else:
        # One cell from the end: right beside a frame a name is hard to read.
        away, aside = abs(np.minimum(ahead, behind) - 1), abs(y - np.median(rows))
    return np.stack([x, y], axis=1)[np.lexsort((aside, away))[:_INSIDE]]


def _padded(text: str, x: int, inked: Ints) -> tuple[str, int]:
    """A text and its column, with a blank on each side where it would touch the ground of its row."""
    before = x > 0 and bool(inked[x - 1] == 1)
    after = x + len(text) < inked.size and bool(inked[x + len(text)] == 1)
    return " " * before + text + " " * after, x - before


def _spots(label: Label, width: int, height: int) -> tuple[Ints, Ints]:
    """Where the first character may stand, (column, row) of shape (n, 2), and their order of liking (n,)."""
    long = len(label.text)
    around = [(0, 0)] if label.inside else _around(long, label.of_point)
    spots = (label.anchors[:, None, :] + np.array(around)).reshape(-1, 2)
    order = (2 * np.arange(len(label.anchors))[:, None] + np.arange(len(around))).ravel()
    x, y = spots.T
    inside = (x >= 0) & (x + long <= width) & (y >= 0) & (y < height)
    return spots[inside], order[inside]


def _around(long: int, of_point: bool) -> list[Cell]:
    """Where the first of `long` characters may stand beside a cell, the best first."""
    around = [(2, 0), (-1 - long, 0), (1, -1), (-long, -1), (1, 1), (-long, 1)]
    around += [(-(long // 2), -1), (-(long // 2), 1)]
    return around if of_point else [*around, (-(long // 2), -2), (-(long // 2), 2)]


def _strangers(roles: NDArray[np.uint8], own: Role) -> Ints:
    """How many cells of other marks, which would look named, lie here, above and below (height, width)."""
    other = ((roles != Role.BLANK) & (roles != Role.GUIDE) & (roles != own)).astype(np.intp)
    near: Ints = other.copy()
    near[1:] += other[:-1]
    near[:-1] += other[1:]
    return near


def _under(cost: Ints, spots: Ints, long: int) -> Ints:
    """The sum of `cost` (height, width) under a text and one cell on each side, at each spot (n, 2)."""
    sums = np.zeros((cost.shape[0], cost.shape[1] + 1), dtype=np.intp)
    np.cumsum(cost, axis=1, out=sums[:, 1:])
    x, y = spots.T
    total: Ints = sums[y, np.minimum(x + long + 1, cost.shape[1])] - sums[y, np.maximum(x - 1, 0)]
    return total

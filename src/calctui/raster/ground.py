"""Ground: the marks that lie below all strokes and stand while these move, drawn once and kept."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias, assert_never

import numpy as np
from numpy.typing import NDArray

from calctui.raster.area import Area
from calctui.raster.arrows import ASCII_ARROWS, field
from calctui.raster.cells import Cells, blank, overlay, rows
from calctui.raster.contours import contours
from calctui.raster.marker import Ints
from calctui.raster.regions import regions
from calctui.raster.shade import shaded
from calctui.scene import Arrows, Contour, Region, Role, Shade

Standing: TypeAlias = Shade | Contour | Arrows

_WHOLE = re.compile("|".join([r"-?\d[\d.e-]*", *(re.escape(sign) for sign in ASCII_ARROWS if len(sign) > 1)]))
"""What says something else in part: a height without its sign, an arrow without its head."""


@dataclass(frozen=True, eq=False, slots=True)
class Ground:
    """Cells, which of them are more than shaded, and which only mean something together."""

    cells: Cells
    drawn: NDArray[np.bool_]
    """Shape (height, width): whether a line, a height or an arrow stands in a cell."""
    wholes: Ints
    """Shape (height, width): a number of its own in the cells of each whole, 0 elsewhere."""

    def filled(self, marks: Sequence[Region], area: Area) -> "Ground":
        """The same with regions over what is shaded and below what is drawn; these may move."""
        if not marks:
            return self
        below = overlay(self.cells, regions(marks, area))
        chars = np.where(self.drawn, self.cells.chars, below.chars)
        return replace(self, cells=Cells(chars, np.where(self.drawn, self.cells.roles, below.roles)))

    def mended(self, cells: Cells) -> Cells:
        """Cells drawn over this ground, without the rest of what they cover in part."""
        if not self.wholes.any():
            return cells
        changed = cells.roles != self.cells.roles
        broken = np.zeros(self.wholes.max(initial=0) + 1, dtype=bool)
        broken[self.wholes[changed]] = True
        broken[0] = False
        rest = broken[self.wholes] & ~changed
        return Cells(np.where(rest, " ", cells.chars), np.where(rest, np.uint8(Role.BLANK), cells.roles))


@lru_cache(maxsize=32)
def ground(marks: tuple[Standing, ...], area: Area) -> Ground:
    """The ground of such marks, later ones on top; the same objects give the same ground again."""
    cells = blank(area.width, area.height)
    drawn = np.zeros(cells.roles.shape, dtype=bool)
    for mark in marks:
        part = _drawn(mark, area, cells)
        cells = overlay(cells, part)
        drawn = np.where(part.roles != Role.BLANK, not isinstance(mark, Shade), drawn)
    wholes = np.zeros(cells.roles.shape, dtype=np.intp)
    spans = ((y, found.span()) for y, row in enumerate(rows(cells)) for found in _WHOLE.finditer(row))
    for number, (y, (start, stop)) in enumerate(spans, start=1):
        wholes[y, start:stop] = number
    return Ground(cells, drawn, wholes)


def _drawn(mark: Standing, area: Area, below: Cells) -> Cells:
    match mark:
        case Shade():
            return shaded(mark, area)
        case Contour():
            return contours(mark, area)
        case Arrows():
            return field(mark, area, below)
        case _:
            assert_never(mark)

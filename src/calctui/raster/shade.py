"""Shade: a plane whose cells tell on which side of a half a value lies, and how far from it."""

import numpy as np

from calctui.raster.area import Area
from calctui.raster.cells import Cells, blank
from calctui.raster.grid import between, steps_at
from calctui.raster.marker import Marker
from calctui.scene import Floats, Role, Shade

_UNSURE, _SURE = 0.05, 0.3
"""How far from a half a value must be to be shaded at all, and strongly."""
_SIGNS = {Marker.BRAILLE: " ░▒:·", Marker.BLOCK: " ░▒:·", Marker.ASCII: " +#:."}
"""Blank, above a half weakly and strongly, and, counted from the end, below it: texture against dots."""


def shaded(mark: Shade, area: Area) -> Cells:
    """The cells of a shade; what is not a number stays blank."""
    cells = blank(area.width, area.height)
    if area.empty or min(mark.z.shape) < 2:
        return cells
    away = _sampled(mark, area) - 0.5
    with np.errstate(invalid="ignore"):
        strength = (abs(away) > _UNSURE).astype(np.intp) + (abs(away) > _SURE)
        side = np.where(away > 0, strength, -strength)
    chars = np.array(list(_SIGNS[area.marker]))[side]
    roles = np.array([Role.BLANK, mark.above, mark.above, mark.below, mark.below], dtype=np.uint8)[side]
    return Cells(chars, roles)


def _sampled(mark: Shade, area: Area) -> Floats:
    """The value in the middle of each cell, shape (height, width)."""
    u, v = area.middles()
    known_u, known_v = area.fractions(mark.x, mark.y)
    column, row = np.meshgrid(steps_at(u, known_u), steps_at(v, known_v))
    known = np.isfinite(column) & np.isfinite(row)
    values = np.full(column.shape, np.nan)
    with np.errstate(invalid="ignore", over="ignore"):
        values[known] = between(mark.z, column[known], row[known])
    return values

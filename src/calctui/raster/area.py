"""Area: a window on the plane and the cells that show it, and where things of the plane land in them."""

from dataclasses import dataclass

import numpy as np

from calctui.raster.finite import fraction
from calctui.raster.marker import Ints, Marker, columns_at, rows_at
from calctui.scene import Floats, Window

TALL = 2.0
"""How many times as high as wide a cell is."""


@dataclass(frozen=True, slots=True)
class Area:
    """A window shown on `width` x `height` cells."""

    window: Window
    width: int
    height: int
    marker: Marker

    @property
    def empty(self) -> bool:
        """Whether there is no cell."""
        return self.width <= 0 or self.height <= 0

    def fractions(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Places (k,) as fractions of the window; NaN where they are not finite."""
        w = self.window
        return fraction(x, w.x_low, w.x_high), fraction(y, w.y_low, w.y_high)

    def cells(self, u: Floats, v: Floats) -> tuple[Ints, Ints]:
        """The columns and rows of cells at fractions (k,) from 0 to 1."""
        return columns_at(u, self.width, self.marker), rows_at(v, self.height, self.marker)

    def middles(self) -> tuple[Floats, Floats]:
        """The fractions that the middles of all columns, and of all rows from the top, stand for."""
        across, down = self.marker.across, self.marker.down
        u = np.arange(self.width) * across + (across - 1) / 2
        v = np.arange(self.height)[::-1] * down + (down - 1) / 2
        return u / max(self.width * across - 1, 1), v / max(self.height * down - 1, 1)

    def octants(self, du: Floats, dv: Floats) -> Ints:
        """Which eighth of the screen's directions fractions (k,) point to, 0 to the right, 2 up."""
        angle = np.arctan2(dv * (TALL * self.height), du * self.width)
        return np.rint(angle / (np.pi / 4)).astype(np.intp) % 8


def inside(u: Floats, v: Floats) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Which fractions (k,) lie in the window; those that are NaN don't."""
    return (u >= 0.0) & (u <= 1.0) & (v >= 0.0) & (v <= 1.0)

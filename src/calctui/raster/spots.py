"""Spots: where the plots of a view lie in its cells, and what place of the plane a cell shows."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from calctui.raster.area import Area
from calctui.raster.marker import Marker
from calctui.raster.plot import surrounded
from calctui.raster.view import leaves
from calctui.scene import Plot, View


@dataclass(frozen=True, eq=False, slots=True)
class Spot:
    """A plot, and the cells inside its frame: their upper left and what they show."""

    plot: Plot
    x: int
    y: int
    area: Area

    def holds(self, column: int, row: int) -> bool:
        """Whether a cell of the picture is one of them."""
        return 0 <= column - self.x < self.area.width and 0 <= row - self.y < self.area.height

    def place(self, column: int, row: int) -> tuple[float, float]:
        """The place that a cell shows, as round as cells allow; beside the plot, that of the nearest cell."""
        u, v = self.area.middles()
        across = min(max(column - self.x, 0), self.area.width - 1)
        down = min(max(row - self.y, 0), self.area.height - 1)
        w = self.area.window
        return (
            _rounded(w.x_low, w.x_high, float(u[across]), self.area.width),
            _rounded(w.y_low, w.y_high, float(v[down]), self.area.height),
        )


def spots(view: View, width: int, height: int, marker: Marker) -> Iterator[Spot]:
    """The plots of a view that is drawn on `width` x `height` cells."""
    for leaf in leaves(view, width, height, marker):
        if isinstance(leaf.view, Plot):
            around = surrounded(leaf.view, leaf.width, leaf.height, marker, leaf.dress, leaf.gutter)
            area = Area(leaf.view.window, around.width, around.height, marker)
            if not area.empty:
                yield Spot(leaf.view, leaf.x + around.x, leaf.y + around.y, area)


def _rounded(low: float, high: float, share: float, cells: int) -> float:
    """The number that lies a share of the way, with no more decimals than tell cells apart."""
    value = low + (high - low) * share
    cell = (high - low) / cells / 2
    decimals = math.ceil(-math.log10(cell)) if cell > 0 else 0
    return min(max(round(value, decimals) + 0.0, low), high)

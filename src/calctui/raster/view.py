"""A View and a size to cells: plots alone, and plots in a stack with one x axis."""

from typing import assert_never

import numpy as np

from calctui.raster.axes import Dress, label_width
from calctui.raster.cells import Cells, blank, paste, write
from calctui.raster.marker import Marker
from calctui.raster.plot import draw_plot
from calctui.scene import Plot, Role, Stack, View


def draw(view: View, width: int, height: int, marker: Marker = Marker.BRAILLE) -> Cells:
    """The cells of a view, exactly `width` x `height`."""
    match view:
        case Plot():
            return _stacked([(view, 1.0)], width, height, marker)
        case Stack():
            return _stacked(_flat(view, 1.0), width, height, marker)
        case _:
            assert_never(view)


def _flat(view: View, weight: float) -> list[tuple[Plot, float]]:
    """The plots in a view from top to bottom, with their shares of the height."""
    match view:
        case Plot():
            return [(view, weight)]
        case Stack():
            total = sum(view.weights) or 1.0
            shares = [weight * part / total for part in view.weights]
            parts = zip(view.views, shares, strict=True)
            return [leaf for part, share in parts for leaf in _flat(part, share)]
        case _:
            assert_never(view)


def _stacked(plots: list[tuple[Plot, float]], width: int, height: int, marker: Marker) -> Cells:
    """Plots one above the other that share their borders, their left side and their x axis."""
    cells = blank(width, height)
    if not plots or not cells.chars.size:
        return cells
    dress = _dress(len(plots), width, height)
    border, foot = int(dress >= Dress.FRAMED), int(dress >= Dress.X_TICKS)
    insides = _shared(height - border * (len(plots) + 1) - foot, [weight for _, weight in plots])
    gutter = _gutter(plots, insides, width, marker) if foot else 0
    top = 0
    for place, ((plot, _), inside) in enumerate(zip(plots, insides, strict=True)):
        last = place == len(plots) - 1
        own = dress if last else min(dress, Dress.Y_TICKS)
        part = draw_plot(plot, width, inside + 2 * border + foot * last, marker, own, gutter)
        cells = paste(cells, part, 0, top)
        if place and border and marker is not Marker.ASCII:
            cells = write(write(cells, "├", gutter, top, Role.FRAME), "┤", width - 1, top, Role.FRAME)
        top += inside + border
    return cells


def _dress(count: int, width: int, height: int) -> Dress:
    """What there is room for around plots: in little room first the ticks go, then the frames."""
    if width >= 14 and height >= 3 * count + 2:
        return Dress.X_TICKS
    if width >= 5 and height >= 2 * count + 1:
        return Dress.FRAMED
    return Dress.BARE


def _gutter(plots: list[tuple[Plot, float]], insides: list[int], width: int, marker: Marker) -> int:
    """The columns for y labels that serve all plots; labels wider than a third of the picture don't count."""
    sized = zip(plots, insides, strict=True)
    widths = [label_width(plot.window, inside, marker) for (plot, _), inside in sized]
    return max((found for found in widths if found <= width // 3), default=0)


def _shared(rows: int, weights: list[float]) -> list[int]:
    """Rows shared by weight, at least one each if there are enough."""
    least = int(rows >= len(weights))
    total = sum(weights) or 1.0
    edges = np.rint(np.cumsum([0.0, *weights]) / total * (rows - least * len(weights))).astype(int)
    return [least + int(part) for part in np.diff(edges)]

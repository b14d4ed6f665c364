"""A View and a size to its parts, and to cells: alone, one above the other, or side by side."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias, assert_never

import numpy as np

from calctui.raster.axes import Dress, label_width
from calctui.raster.cells import Cells, blank, paste, write
from calctui.raster.marker import Marker
from calctui.raster.matrix import draw_matrix
from calctui.raster.outline import draw_outline
from calctui.raster.plot import draw_plot
from calctui.scene import Beside, Diagram, Matrix, Outline, Plot, Role, Stack, View, Wireframe

_Shares: TypeAlias = list[tuple[View, float]]
"""Views and how the room is shared among them."""

_NARROW = 23
"""Views that would get fewer columns side by side stand one above the other instead."""


@dataclass(frozen=True, eq=False, slots=True)
class Leaf:
    """A view that no other is a part of, and the cells that it has in a picture."""

    view: View
    x: int
    y: int
    width: int
    height: int
    dress: Dress = Dress.BARE
    gutter: int = 0
    """What a plot has around it, and the columns for its y labels."""
    joined: bool = False
    """Whether its upper border is the lower one of a plot above."""

    def moved(self, x: int, y: int) -> "Leaf":
        """The same further to the right and down."""
        return replace(self, x=self.x + x, y=self.y + y)


def draw(view: View, width: int, height: int, marker: Marker = Marker.BRAILLE) -> Cells:
    """The cells of a view, exactly `width` x `height`."""
    cells = blank(width, height)
    for leaf in leaves(view, width, height, marker):
        cells = paste(cells, _drawn(leaf, marker), leaf.x, leaf.y)
        if leaf.joined and marker is not Marker.ASCII:
            cells = write(cells, "├", leaf.x + leaf.gutter, leaf.y, Role.FRAME)
            cells = write(cells, "┤", leaf.x + leaf.width - 1, leaf.y, Role.FRAME)
    return cells


def _drawn(leaf: Leaf, marker: Marker) -> Cells:
    view, width, height = leaf.view, leaf.width, leaf.height
    match view:
        case Plot():
            return draw_plot(view, width, height, marker, leaf.dress, leaf.gutter)
        case Stack() | Beside():
            raise AssertionError("a leaf has no parts")
        case Diagram():  # what only few pictures need loads with the first of them
            from calctui.raster.diagram import draw_diagram

            return draw_diagram(view, width, height, marker)
        case Wireframe():
            from calctui.raster.wireframe import draw_wireframe

            return draw_wireframe(view, width, height, marker)
        case Outline():
            return draw_outline(view, width, height, marker)
        case Matrix():
            return draw_matrix(view, width, height, marker)
        case _:
            assert_never(view)


def leaves(view: View, width: int, height: int, marker: Marker) -> Iterator[Leaf]:
    """What a view of `width` x `height` cells consists of, and where; in the order of drawing."""
    match view:
        case Plot():
            yield from _stacked([(view, 1.0)], width, height, marker)
        case Stack():
            yield from _stack(view, width, height, marker)
        case Beside():
            yield from _beside(view, width, height, marker)
        case _:
            yield Leaf(view, 0, 0, width, height)


def _stack(stack: Stack, width: int, height: int, marker: Marker) -> Iterator[Leaf]:
    """Neighbouring plots of the same stretch of x share their axis."""
    parts = _flat(stack, 1.0)
    plots = [(part, share) for part, share in parts if isinstance(part, Plot)]
    if len(plots) == len(parts) and len(set(map(_stretch, plots))) <= 1:
        return _stacked(plots, width, height, marker)
    return _piled(list(_grouped(parts)), width, height, marker)


def _flat(view: View, weight: float) -> _Shares:
    """What a view stacks, from top to bottom, with the shares of the height."""
    if not isinstance(view, Stack):
        return [(view, weight)]
    total = sum(view.weights) or 1.0
    parts = zip(view.views, view.weights, strict=True)
    return [leaf for part, share in parts for leaf in _flat(part, weight * share / total)]


def _stretch(part: tuple[View, float]) -> tuple[float, float, bool] | None:
    """The stretch of x that a plot shows, and whether in logarithms."""
    view, _ = part
    return (view.window.x_low, view.window.x_high, view.log_x) if isinstance(view, Plot) else None


def _grouped(parts: _Shares) -> Iterator[tuple[View, float]]:
    """The same with plots that share their axis in a stack of their own."""
    for stretch, run in groupby(parts, _stretch):
        if stretch:
            views, weights = zip(*run, strict=True)
            yield Stack(views, weights), sum(weights)
        else:
            yield from run


def _piled(parts: Iterable[tuple[View, float]], width: int, height: int, marker: Marker) -> Iterator[Leaf]:
    """Views one above the other that share nothing but the height."""
    views, weights = zip(*parts, strict=True)
    top = 0
    for view, high in zip(views, _shared(height, list(weights)), strict=True):
        yield from (leaf.moved(0, top) for leaf in leaves(view, width, high, marker))
        top += high


def _beside(view: Beside, width: int, height: int, marker: Marker) -> Iterator[Leaf]:
    """Views side by side with a blank between them, or one above the other."""
    widths = _shared(width - len(view.views) + 1, list(view.weights))
    if view.views and min(widths) < _NARROW:
        yield from _piled(zip(view.views, view.weights, strict=True), width, height, marker)
        return
    left = 0
    for part, wide in zip(view.views, widths, strict=True):
        yield from (leaf.moved(left, 0) for leaf in leaves(part, wide, height, marker))
        left += wide + 1


def _stacked(plots: list[tuple[Plot, float]], width: int, height: int, marker: Marker) -> Iterator[Leaf]:
    """Plots one above the other that share their borders, their left side and their x axis."""
    if not plots or width <= 0 or height <= 0:
        return
    dress = _dress(len(plots), width, height)
    border, foot = int(dress >= Dress.FRAMED), int(dress >= Dress.X_TICKS)
    insides = _shared(height - border * (len(plots) + 1) - foot, [weight for _, weight in plots])
    gutter = _gutter(plots, insides, width, marker) if foot else 0
    top = 0
    for place, ((plot, _), inside) in enumerate(zip(plots, insides, strict=True)):
        last = place == len(plots) - 1
        own = dress if last else min(dress, Dress.Y_TICKS)
        high = inside + 2 * border + foot * last
        yield Leaf(plot, 0, top, width, high, own, gutter, joined=bool(place and border))
        top += inside + border


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
    widths = [label_width(plot.window, inside, marker, plot.log_y) for (plot, _), inside in sized]
    return max((found for found in widths if found <= width // 3), default=0)


def _shared(rows: int, weights: list[float]) -> list[int]:
    """Rows shared by weight, at least one each if there are enough."""
    least = int(rows >= len(weights))
    total = sum(weights) or 1.0
    edges = np.rint(np.cumsum([0.0, *weights]) / total * (rows - least * len(weights))).astype(int)
    return [least + int(part) for part in np.diff(edges)]

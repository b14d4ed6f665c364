"""A Plot and a size to cells: axes, then strokes, then points, then names."""

import textwrap
from typing import assert_never

import numpy as np

from calctui.raster.axes import Dress, axes
from calctui.raster.canvas import Canvas
from calctui.raster.cells import Cells, blank, paste, write
from calctui.raster.finite import Strokes, fraction, polyline, straight
from calctui.raster.labels import Cell, Label, labelled
from calctui.raster.lettering import lettered
from calctui.raster.marker import Marker, columns_at, rows_at
from calctui.raster.strokes import GLYPHS
from calctui.scene import Curve, Floats, Guide, Mark, Plot, Point, Role, Segment, Window

_OUTSIDE_IN = np.array([0.92, 0.75, 0.5, 0.25, 0.08])
"""How far along a curve or a line its name may stand, the best first."""
_MIDDLE_OUT = np.array([0.5, 0.25, 0.75, 0.08, 0.92])
"""The same for a segment, which is short: its middle tells best what is meant."""


def draw_plot(plot: Plot, width: int, height: int, marker: Marker, dress: Dress, gutter: int) -> Cells:
    """A plot of `width` x `height` cells; `dress` and `gutter` as in `axes`."""
    names = {"title": plot.title, "x_name": plot.x_name}
    around = axes(plot.window, width, height, marker, dress, gutter=gutter, **names)
    inside = _Picture(plot.window, around.width, around.height, marker)
    for mark in plot.marks:
        inside.add(mark)
    return paste(around.cells, _noted(inside.cells(), plot.note, marker), around.x, around.y)


class _Picture:
    """The inside of a plot while its marks are put in."""

    def __init__(self, window: Window, width: int, height: int, marker: Marker) -> None:
        self._window, self._width, self._height, self._marker = window, width, height, marker
        self._canvas = Canvas(width, height, marker)
        self._points: list[tuple[Cell, str, Role]] = []
        self._point_names: list[Label] = []
        self._stroke_names: list[Label] = []

    def add(self, mark: Mark) -> None:
        """Put one more mark on top."""
        match mark:
            case Curve():
                self._stroke(polyline(mark.x, mark.y, self._window), mark, _OUTSIDE_IN)
            case Segment():
                self._stroke(straight(mark, self._window), mark, _OUTSIDE_IN if mark.endless else _MIDDLE_OUT)
            case Guide():
                for stroke in _guides(mark, self._window):
                    self._canvas.draw(stroke, mark.role)
            case Point():
                self._point(mark)
            case _:
                assert_never(mark)

    def cells(self) -> Cells:
        """Strokes below, points above them, names where there is room."""
        cells = self._canvas.cells()
        for (x, y), sign, role in self._points:
            cells = write(cells, sign, x, y, role)
        return labelled(cells, self._point_names + self._stroke_names, [at for at, _, _ in self._points])

    def _stroke(self, strokes: Strokes, mark: Curve | Segment, along: Floats) -> None:
        self._canvas.draw(strokes, mark.role)
        if mark.label and strokes.x0.size and self._width and self._height:
            stroke, part = np.divmod(along * strokes.x0.size, 1.0)
            which = stroke.astype(np.intp)
            x = strokes.x0[which] * (1 - part) + strokes.x1[which] * part
            y = strokes.y0[which] * (1 - part) + strokes.y1[which] * part
            self._stroke_names.append(self._named(mark, x, y))

    def _point(self, point: Point) -> None:
        u = fraction(np.array([point.x]), self._window.x_low, self._window.x_high)
        v = fraction(np.array([point.y]), self._window.y_low, self._window.y_high)
        if 0.0 <= u <= 1.0 and 0.0 <= v <= 1.0 and self._width and self._height:
            name = self._named(point, u, v)
            x, y = name.anchors[0].tolist()
            self._points.append(((x, y), lettered(GLYPHS[point.glyph], self._marker), point.role))
            if point.label:
                self._point_names.append(name)

    def _named(self, mark: Curve | Segment | Point, u: Floats, v: Floats) -> Label:
        """The name of a mark that may stand beside places (n,) in fractions of the window."""
        columns, rows = columns_at(u, self._width, self._marker), rows_at(v, self._height, self._marker)
        anchors = np.stack([columns, rows], axis=1)
        return Label(lettered(mark.label, self._marker), mark.role, anchors, isinstance(mark, Point))


def _guides(guide: Guide, window: Window) -> list[Strokes]:
    """A guide as strokes from border to border."""
    w, found = window, []
    if guide.x is not None:
        found.append(straight(Segment(guide.x, w.y_low, guide.x, w.y_high, guide.role), window))
    if guide.y is not None:
        found.append(straight(Segment(w.x_low, guide.y, w.x_high, guide.y, guide.role), window))
    return found


def _noted(cells: Cells, note: str, marker: Marker) -> Cells:
    """Cells with a note in their middle, a blank around it."""
    lines = textwrap.wrap(lettered(note, marker), max(cells.width - 4, 1))[: cells.height]
    if not lines:
        return cells
    width = max(map(len, lines)) + 2
    box = blank(width, len(lines) + 2)
    for y, text in enumerate(lines, start=1):
        box = write(box, text.center(width), 0, y, Role.TEXT)
    return paste(cells, box, (cells.width - width) // 2, (cells.height - box.height) // 2)

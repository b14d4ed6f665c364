"""Picture: a rectangle while it is filled: strokes below, signs above them, names where there is room."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from calctui.raster.area import Area, inside
from calctui.raster.canvas import Canvas
from calctui.raster.cells import Cells, overlay
from calctui.raster.finite import Strokes
from calctui.raster.ground import Ground
from calctui.raster.labels import Cell, Label, labelled, starts_inside
from calctui.raster.lettering import lettered
from calctui.raster.marker import Ints
from calctui.raster.strokes import GLYPHS
from calctui.scene import Floats, Glyph, Role


class _Signs(NamedTuple):
    """One sign in the cells of some columns and rows."""

    columns: Ints
    rows: Ints
    sign: str
    role: Role


class Picture:
    """What has been put into an area so far."""

    def __init__(self, area: Area) -> None:
        self.area = area
        self.canvas = Canvas(area.width, area.height, area.marker)
        self._strokes: list[tuple[Strokes, Role]] = []
        self._steps: list[_Signs] = []
        self._points: list[_Signs] = []
        self._point_names: list[Label] = []
        self._stroke_names: list[Label] = []

    def draw(self, strokes: Strokes, role: Role) -> None:
        """Put strokes above those before, and above all that is put onto the canvas itself."""
        self._strokes.append((strokes, role))

    def glyphs(self, u: Floats, v: Floats, glyph: Glyph, role: Role, name: str = "") -> None:
        """Put the sign of a glyph at those fractions (k,) that lie in the window, and a name beside."""
        seen = inside(u, v)
        if seen.any() and not self.area.empty:
            at = self.area.cells(u[seen], v[seen])
            self.points(*at, self.spelled(GLYPHS[glyph]), role)
            self.name(name, role, at, of_point=True)

    def points(self, columns: Ints, rows: Ints, sign: str, role: Role) -> None:
        """Put a sign into cells (k,), above what was there, and kept clear of names."""
        self._points.append(_Signs(columns, rows, sign, role))

    def steps(self, columns: Ints, rows: Ints, glyph: Glyph, role: Role) -> None:
        """Put the sign of a glyph into cells (k,), below all points."""
        self._steps.append(_Signs(columns, rows, self.spelled(GLYPHS[glyph]), role))

    def ending(self, columns: Ints, rows: Ints, glyph: Glyph, role: Role, name: str) -> None:
        """Put the sign of a path's last step, with its name, into a cell, or nothing where there is none."""
        if columns.size:
            self.points(columns, rows, self.spelled(GLYPHS[glyph]), role)
            self.name(name, role, (columns, rows))

    def spelled(self, text: str) -> str:
        """Text as this raster shows it."""
        return lettered(text, self.area.marker)

    def name(self, text: str, role: Role, anchors: tuple[Ints, Ints], of_point: bool = False) -> None:
        """Write a name beside one of some cells (k,), the best first; names of points come first."""
        if text and anchors[0].size:
            label = Label(self.spelled(text), role, np.stack(anchors, axis=1), of_point)
            (self._point_names if of_point else self._stroke_names).append(label)

    def name_inside(self, text: str, role: Role, cells: NDArray[np.bool_]) -> None:
        """Write a name into some cells (height, width) where it fits; it gives way to all before it."""
        text = self.spelled(text)
        starts = starts_inside(cells, len(text))
        if starts.size:
            self._stroke_names.append(Label(text, role, starts, inside=True))

    def name_stroke(self, text: str, role: Role, strokes: Strokes, along: Floats) -> None:
        """Write the name of strokes beside places (k,) `along` them, from 0 to 1, the best first."""
        if text and strokes.x0.size and not self.area.empty:
            stroke, part = np.divmod(along * strokes.x0.size, 1.0)
            which = stroke.astype(np.intp)
            x = strokes.x0[which] * (1 - part) + strokes.x1[which] * part
            y = strokes.y0[which] * (1 - part) + strokes.y1[which] * part
            self.name(text, role, self.area.cells(x, y))

    def cells(self, ground: Ground) -> Cells:
        """All of it over a ground of the same size."""
        self.canvas.draw_all(self._strokes)
        front = self.canvas.cells()
        cells = overlay(ground.cells, front)
        for columns, rows, sign, role in self._steps + self._points:
            cells.chars[rows, columns] = sign
            cells.roles[rows, columns] = front.roles[rows, columns] = role
        names = self._point_names + self._stroke_names
        return ground.mended(labelled(cells, names, self._taken(), front.roles))

    def _taken(self) -> list[Cell]:
        pairs = (zip(each.columns.tolist(), each.rows.tolist(), strict=True) for each in self._points)
        return [cell for some in pairs for cell in some]

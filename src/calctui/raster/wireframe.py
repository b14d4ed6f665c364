"""A Wireframe and a size to cells: the mesh of a surface, the box it stands in, and paths upon it."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from calctui.raster.area import Area
from calctui.raster.axes import Dress, axes
from calctui.raster.box import box_of, cut, ends
from calctui.raster.camera import camera
from calctui.raster.canvas import Dots
from calctui.raster.cells import Cells, paste
from calctui.raster.depth import NEAR, depth
from calctui.raster.finite import Strokes
from calctui.raster.ground import ground
from calctui.raster.marker import Ints, Marker
from calctui.raster.picture import Picture
from calctui.raster.strokes import ASCII_SIGNS
from calctui.raster.trails import spaced
from calctui.scene import Floats, Path3, Role, Window, Wireframe
from calctui.scene.numbers import number

_UNIT = Window(0.0, 1.0, 0.0, 1.0)
_EACH = 6
"""Rows of dots for each line of the mesh."""
_SPARSE = 3
"""Every so many dots of a hidden stroke are drawn."""
_CHORD = 0.15
"""How far behind the surface a path's strokes, which cut its bends short, may run."""
_OUT = 1.15
"""Where words stand, just outside the box."""


def draw_wireframe(view: Wireframe, width: int, height: int, marker: Marker) -> Cells:
    """The cells of a surface, exactly `width` x `height`."""
    dress = Dress.FRAMED if width >= 14 and height >= 5 else Dress.BARE
    around = axes(_UNIT, width, height, marker, dress, title=view.title)
    area = Area(_UNIT, around.width, around.height, marker)
    if area.empty:
        return around.cells
    sight = _Sight(view, area)
    sight.base()
    sight.mesh()
    for path in view.paths:
        sight.path(path)
    return paste(around.cells, sight.picture.cells(ground((), area)), around.x, around.y)


class _Sight:
    """A surface in its box as a camera sees it."""

    def __init__(self, view: Wireframe, area: Area) -> None:
        self.view, self.box, self.picture = view, box_of(view), Picture(area)
        self.camera = camera(view.azimuth, view.elevation, area.width, area.height)
        # As fine as braille with any marker: what is hidden should not depend on it.
        self.depth = depth(self.box.z, self.camera, 2 * area.width, 4 * area.height)

    def mesh(self) -> None:
        """Draw lines along x and y, as many as there is room for."""
        lines = int(np.clip(self.picture.area.height * self.picture.area.marker.down // _EACH, 7, 24))
        meshes = [
            along[_spread(len(along), lines)] for along in (self.box.space, self.box.space.swapaxes(0, 1))
        ]
        start, stop = (
            np.concatenate([mesh[:, part].reshape(-1, 3) for mesh in meshes])
            for part in (slice(None, -1), slice(1, None))
        )
        seen = self._trace(start, stop, NEAR)
        self.picture.canvas.put(*seen, Role.FUNCTION, ASCII_SIGNS[Role.TANGENT])

    def base(self) -> None:
        """Draw the floor of the box and an upright edge, with names and ends."""
        corners = np.array([[-1.0, -1.0, -1.0], [1.0, -1.0, -1.0], [1.0, 1.0, -1.0], [-1.0, 1.0, -1.0]])
        left = corners[self.camera.seen(corners)[0].argmin()]
        start = np.concatenate([corners, [left]])
        stop = np.concatenate([np.roll(corners, -1, axis=0), [left * (1, 1, -1)]])
        self.picture.canvas.put(*self._trace(start, stop, NEAR), Role.FRAME)
        words, places = zip(*self._words(left), strict=True)
        u, v, _ = self.camera.seen(np.array(places))
        columns, rows = self.picture.area.cells(np.clip(u, 0.0, 1.0), np.clip(v, 0.0, 1.0))
        for which, text in enumerate(words):
            at = columns[which : which + 1], rows[which : which + 1]
            self.picture.name(text, Role.TEXT, at, of_point=True)

    def path(self, path: Path3) -> None:
        """Draw a path, dotted where the surface hides it."""
        space = self.box.placed(path.x, path.y, path.z)
        dots, shown = self._trace(space[:-1], space[1:], _CHORD)
        self.picture.canvas.put(dots, shown | (dots.place % _SPARSE == 0), path.role)
        space = space[(abs(space) <= 1.0).all(axis=1)]
        u, v, away = self.camera.seen(space)
        columns, rows = self.picture.area.cells(u, v)
        shown = self.depth.shows(u, v, away, _CHORD)
        self.picture.steps(*spaced(columns[shown], rows[shown]), path.glyph, path.role)
        self.picture.ending(columns[-1:], rows[-1:], path.glyph, path.role, path.label)

    def _words(self, left: Floats) -> Iterator[tuple[str, tuple[float, float, float]]]:
        """What is written around the box, and where."""
        view, below = self.view, self.camera.lift < 0
        # The lower sides of the floor as it is seen: the near ones from above, the far ones from below.
        x, y = (-_OUT if (turn < 0) != below else _OUT for turn in (self.camera.cosine, self.camera.sine))
        yield number(view.z_high, 3), (left[0] * _OUT, left[1] * _OUT, 1.0)
        yield number(view.z_low, 3), (left[0] * _OUT, left[1] * _OUT, -1.0)
        yield view.x_name, (0.0, y, -1.0)
        yield view.y_name, (x, 0.0, -1.0)
        for along, end_x, end_y in zip((-0.85, 0.85), ends(view.x), ends(view.y), strict=True):
            yield number(end_x, 3), (along, y, -1.0)
            yield number(end_y, 3), (x, along, -1.0)

    def _trace(self, start: Floats, stop: Floats, near: float) -> tuple[Dots, NDArray[np.bool_]]:
        """The dots of strokes (k, 3) in space, and which of them the surface does not hide."""
        (u0, v0, away0), (u1, v1, away1) = (self.camera.seen(end) for end in cut(start, stop))
        dots = self.picture.canvas.trace(Strokes(u0, v0, u1, v1))
        which, part = dots.stroke, dots.part
        u, v, away = (
            first[which] * (1 - part) + last[which] * part
            for first, last in ((u0, u1), (v0, v1), (away0, away1))
        )
        return dots, self.depth.shows(u, v, away, near)


def _spread(size: int, count: int) -> Ints:
    """At most `count` of `size` places, evenly spread, with both ends."""
    return np.unique(np.rint(np.linspace(0, size - 1, count)).astype(np.intp))

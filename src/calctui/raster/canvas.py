"""Canvas: strokes as dots in braille, quadrant blocks or plain ASCII, all at once in NumPy."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from calctui.raster.cells import Cells
from calctui.raster.finite import NOTHING, Strokes, chained
from calctui.raster.marker import Ints, Marker, nearest
from calctui.raster.strokes import ASCII_PATTERNS, ASCII_SIGNS, PATTERNS
from calctui.scene import Floats, Role

_BRAILLE_BITS = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]], dtype=np.uint32)
_BLOCK_BITS = np.array([[1, 2], [4, 8]], dtype=np.uint32)
_BLOCKS = np.array([ord(block) for block in " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"], dtype=np.uint32)
_NONE: Ints = np.empty(0, dtype=np.intp)

Touched: TypeAlias = tuple[Ints, Ints]
"""The rows and columns of cells that were drawn into, shapes (m,)."""


@dataclass(frozen=True, eq=False, slots=True)
class Dots:
    """The dots under strokes in drawing order, shapes (m,); x from the left, y from the bottom."""

    x: Ints
    y: Ints
    place: Ints
    """How many dots of the same unbroken stroke come before."""
    slant: Ints
    """Its stroke's direction: 0 level, 1 rising, 2 upright, 3 falling."""
    stroke: Ints
    """Which stroke it belongs to."""
    part: Floats
    """How far along that stroke it lies, from 0 to 1."""

    def between(self, start: int, stop: int) -> "Dots":
        """Some neighbours among them."""
        some = slice(start, stop)
        return Dots(
            self.x[some], self.y[some], self.place[some], self.slant[some], self.stroke[some], self.part[some]
        )


def trace(strokes: Strokes, columns: int, rows: int, fresh: Ints = _NONE) -> Dots:
    """The dots of strokes on a grid of `columns` x `rows` dots, one dot wide even where they are steep.

    The strokes whose places (k,) are `fresh` do not go on where the one before ended, even if they seem to.
    """
    x0, x1 = strokes.x0 * (columns - 1), strokes.x1 * (columns - 1)
    y0, y1 = strokes.y0 * (rows - 1), strokes.y1 * (rows - 1)
    steps = np.maximum(np.ceil(np.maximum(abs(x1 - x0), abs(y1 - y0))), 1.0).astype(np.intp)
    stroke = np.repeat(np.arange(steps.size), steps + 1)
    first = np.cumsum(steps + 1) - (steps + 1)
    step = np.arange(stroke.size) - first[stroke]
    part = step / steps[stroke]
    x = nearest(x0[stroke] * (1 - part) + x1[stroke] * part)
    y = nearest(y0[stroke] * (1 - part) + y1[stroke] * part)
    joined = strokes.joined
    joined[fresh[fresh < joined.size]] = False
    starts = (step == 0) & ~joined[stroke]
    moved = starts.copy()
    moved[1:] |= (x[1:] != x[:-1]) | (y[1:] != y[:-1])
    x, y, starts = x[moved], y[moved], starts[moved]
    kept = ~_spare_corners(x, y, starts)
    # A corner is never the first dot of its stroke, so `starts` survives the thinning.
    x, y, starts, which = x[kept], y[kept], starts[kept], np.flatnonzero(moved)[kept]
    order = np.arange(x.size)
    place = order - np.maximum.accumulate(np.where(starts, order, 0))
    stroke, part = stroke[which], part[which]
    return Dots(x, y, place, _slants(x1 - x0, y1 - y0)[stroke], stroke, part)


def _spare_corners(x: Ints, y: Ints, starts: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which dots make a step where a diagonal would do, shape (m,)."""
    corner = np.zeros(x.size, dtype=bool)
    corner[1:-1] = (abs(x[2:] - x[:-2]) == 1) & (abs(y[2:] - y[:-2]) == 1) & ~starts[1:-1] & ~starts[2:]
    order = np.arange(x.size)
    # In a staircase each dot is a corner of its neighbours: only every other one can go.
    since = order - np.maximum.accumulate(np.where(corner, 0, order))
    spare: NDArray[np.bool_] = corner & (since % 2 == 1)
    return spare


def _slants(dx: Floats, dy: Floats) -> Ints:
    """Directions of strokes (n,): 0 level, 1 rising, 2 upright, 3 falling."""
    steep, flat = abs(dy) >= 2 * abs(dx), abs(dy) <= 0.4 * abs(dx)
    return np.where(flat, 0, np.where(steep, 2, np.where(dx * dy > 0, 1, 3)))


class Canvas:
    """Dots over a rectangle of cells, drawn stroke by stroke; later roles win the cells that they touch."""

    def __init__(self, width: int, height: int, marker: Marker) -> None:
        self._marker = marker
        self._dots = np.zeros((height * marker.down, width * marker.across), dtype=bool)
        self._signs = np.full((height, width), ord(" "), dtype=np.uint32)
        self._roles = np.zeros((height, width), dtype=np.uint8)

    def draw(self, strokes: Strokes, role: Role) -> Touched:
        """Put strokes onto the canvas in the line pattern of their role."""
        return self.ink(self.trace(strokes), role)

    def draw_all(self, parts: Sequence[tuple[Strokes, Role]]) -> None:
        """The same for strokes of many roles, the first at the bottom: one trace costs less than many."""
        ends = np.cumsum([0, *(strokes.x0.size for strokes, _ in parts)])
        dots = self.trace(chained([strokes for strokes, _ in parts]), ends[:-1])
        edges = np.searchsorted(dots.stroke, ends).tolist()
        for (_, role), (start, stop) in zip(parts, pairwise(edges), strict=True):
            self.ink(dots.between(start, stop), role)

    def ink(self, dots: Dots, role: Role) -> Touched:
        """Put the dots under strokes onto the canvas, in the same pattern."""
        pattern = (ASCII_PATTERNS if self._marker is Marker.ASCII else PATTERNS)[role]
        return self.put(dots, pattern[dots.place % pattern.size], role)

    def trace(self, strokes: Strokes, fresh: Ints = _NONE) -> Dots:
        """The dots under strokes on this canvas; `fresh` as in `trace`."""
        rows, columns = self._dots.shape
        return trace(strokes, columns, rows, fresh) if rows and columns else trace(NOTHING, 1, 1)

    def put(
        self, dots: Dots, on: NDArray[np.bool_], role: Role, signs: NDArray[np.uint32] | None = None
    ) -> Touched:
        """Put those dots that are `on`; in ASCII as `signs` by slant, or else as those of the role."""
        x, y = dots.x[on], self._dots.shape[0] - 1 - dots.y[on]
        self._dots[y, x] = True
        cell = y // self._marker.down, x // self._marker.across
        self._roles[cell] = role
        if self._marker is Marker.ASCII:
            self._signs[cell] = (ASCII_SIGNS[role] if signs is None else signs)[dots.slant[on]]
        return cell

    def fill(self, on: NDArray[np.bool_], role: Role) -> None:
        """Put the dots that are `on`, shape (rows, columns) from the top; ASCII has no sign for them."""
        self._dots |= on
        y, x = np.nonzero(on)
        self._roles[y // self._marker.down, x // self._marker.across] = role

    def cells(self) -> Cells:
        """What has been drawn so far."""
        match self._marker:
            case Marker.BRAILLE:
                bits = self._packed(_BRAILLE_BITS)
                codes = np.where(bits == 0, np.uint32(ord(" ")), bits + np.uint32(0x2800))
            case Marker.BLOCK:
                codes = _BLOCKS[self._packed(_BLOCK_BITS)]
            case Marker.ASCII:
                codes = self._signs
        return Cells(np.ascontiguousarray(codes).view("<U1"), self._roles.copy())

    def _packed(self, bits: NDArray[np.uint32]) -> NDArray[np.uint32]:
        """The dots of each cell as one number, shape (height, width)."""
        height, width = self._roles.shape
        down, across = bits.shape
        dots = self._dots.reshape(height, down, width, across)
        packed = np.zeros((height, width), dtype=np.uint32)
        for row in range(down):
            for column in range(across):
                packed |= dots[:, row, :, column] * bits[row, column]
        return packed

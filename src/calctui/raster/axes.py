"""Axes: the frame, the ticks and their labels, drawn by plotext and kept while nothing in them changes."""

from dataclasses import dataclass
from enum import IntEnum, auto
from functools import lru_cache
from threading import Lock

import numpy as np

from calctui.raster.cells import Cells, blank, paste, write
from calctui.raster.lettering import lettered, shorten
from calctui.raster.marker import Marker
from calctui.raster.scale import Tick, x_ticks, y_ticks
from calctui.scene import Role, Window

_PLOTEXT = Lock()
"""plotext has one global figure."""

_ASCII_FRAME = str.maketrans("┌┐└┘├┤┬┴─│", "++++++++-|")


class Dress(IntEnum):
    """How much stands around a plot; each includes those before it."""

    BARE = 0
    FRAMED = auto()
    Y_TICKS = auto()
    X_TICKS = auto()


@dataclass(frozen=True, eq=False, slots=True)
class Axes:
    """The cells of frame and labels, and the rectangle inside that is free to draw in."""

    cells: Cells
    x: int
    y: int
    width: int
    height: int


@lru_cache(maxsize=256)
def axes(
    window: Window,
    width: int,
    height: int,
    marker: Marker,
    dress: Dress = Dress.X_TICKS,
    *,
    gutter: int = 0,
    title: str = "",
    x_name: str = "",
    log_x: bool = False,
    log_y: bool = False,
) -> Axes:
    """Axes of `width` x `height` cells; y labels take the `gutter` columns left of the frame, if they fit.

    Sides that are `log` show decimal logarithms, and their labels the numbers.
    """
    if dress is Dress.BARE:
        return Axes(blank(width, height), 0, 0, width, height)
    columns, rows = width - gutter - 2, height - 2 - (dress >= Dress.X_TICKS)
    beside = y_ticks(window, rows, marker, log_y)
    beside = beside if label_width(window, rows, marker, log_y) <= gutter else ()
    beside = tuple((row, label.rjust(gutter)) for row, label in beside) if dress >= Dress.Y_TICKS else ()
    below = x_ticks(window, columns, marker, log_x) if dress >= Dress.X_TICKS else ()
    cells = _framed(columns, rows, below, beside)
    cells = paste(blank(width, height), cells, width - cells.width, 0)
    cells = _titled(cells, lettered(title, marker), gutter + 1, marker)
    if dress >= Dress.X_TICKS:
        cells = _named(cells, lettered(x_name, marker), gutter + 1, rows + 1)
    return Axes(_in_ascii(cells) if marker is Marker.ASCII else cells, gutter + 1, 1, columns, rows)


def label_width(window: Window, rows: int, marker: Marker, log: bool = False) -> int:
    """The columns that the labels beside `rows` rows need."""
    return max((len(label) for _, label in y_ticks(window, rows, marker, log)), default=0)


def _framed(columns: int, rows: int, below: tuple[Tick, ...], beside: tuple[Tick, ...]) -> Cells:
    """The frame around `columns` x `rows` cells, with its ticks and labels."""
    left = len(beside[0][1]) if beside else 0
    lines = _plotext(left + columns + 2, rows + 2 + bool(below), columns, rows, below, beside)
    cells = blank(left + columns + 2, rows + 2 + bool(below))
    for y, text in enumerate(lines):
        role = Role.FRAME if y < rows + 2 else Role.TEXT
        cells = write(cells, text, 0, y, role)
    cells.roles[:, :left] = Role.TEXT
    cells.roles[cells.chars == " "] = Role.BLANK
    return cells


def _plotext(
    width: int, height: int, columns: int, rows: int, below: tuple[Tick, ...], beside: tuple[Tick, ...]
) -> list[str]:
    """The same frame as lines of text."""
    import plotext  # 30 ms: not before the first picture

    with _PLOTEXT:
        plotext.clear_figure()
        plotext.theme("clear")
        plotext.limit_size(False, False)
        plotext.plotsize(width, height)
        # In units of cells, plotext puts each tick exactly where the canvas draws its value.
        plotext.xlim(0, max(columns - 1, 1))
        plotext.ylim(0, max(rows - 1, 1))
        plotext.xticks([place for place, _ in below], [label for _, label in below])
        plotext.yticks([rows - 1 - place for place, _ in beside], [label for _, label in beside])
        plotext.scatter([0], [0], marker=" ")  # without data plotext draws no ticks
        lines: list[str] = plotext.uncolorize(plotext.build()).split("\n")[:height]
    return lines


def _titled(cells: Cells, title: str, left: int, marker: Marker) -> Cells:
    """The frame with its title in the upper border."""
    title = shorten(title, cells.width - left - 4, "..." if marker is Marker.ASCII else "…")
    return write(cells, f" {title} ", left, 0, Role.TITLE) if title else cells


def _named(cells: Cells, name: str, left: int, y: int) -> Cells:
    """The frame with the name of x in the lower border, as far right as it covers no tick."""
    border = "".join(cells.chars[y, left : cells.width - 1])
    at = border.rfind("─" * (len(name) + 3)) if name else -1
    return write(cells, f" {name} ", left + at, y, Role.TEXT) if at >= 0 else cells


def _in_ascii(cells: Cells) -> Cells:
    """The same cells with a frame of + - and |."""
    chars = [list("".join(row).translate(_ASCII_FRAME)) for row in cells.chars]
    return Cells(np.array(chars, dtype="<U1"), cells.roles)

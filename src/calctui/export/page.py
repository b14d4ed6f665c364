"""A frame laid out on one page of cells: the picture, the numbers, the table, the sentence."""

import textwrap

from calctui.export.drawing import drawn
from calctui.export.frame import Frame
from calctui.raster import Cells, Marker, blank, paste
from calctui.raster.lettering import lettered
from calctui.raster.lines import Runs, wrapped, written
from calctui.scene import Readout, Role, Table
from calctui.scene.numbers import words
from calctui.scene.tables import columns

WIDEST_COLUMN = 12
"""Of a table: six digits, a sign, an exponent."""


def page(shown: Frame, width: int, height: int, marker: Marker = Marker.BRAILLE) -> Cells:
    """A picture of `width` by `height` cells with its numbers and its sentence below it."""
    scene = shown.scene
    parts = [drawn(shown.state, scene.view, width, height, marker), _readouts(scene.readouts, width, marker)]
    if scene.table:
        parts.append(_table(scene.table, width, marker))
    parts.append(_stacked(wrapped(scene.sentence, width, Role.TITLE, marker), width))
    return _stack(parts, width)


def _stack(parts: list[Cells], width: int) -> Cells:
    """Parts one under the other with an empty row between them."""
    cells = blank(width, sum(part.height + 1 for part in parts) - 1)
    top = 0
    for part in parts:
        cells = paste(cells, part, 0, top)
        top += part.height + 1
    return cells


def _readouts(readouts: tuple[Readout, ...], width: int, marker: Marker) -> Cells:
    labels = [lettered(readout.label, marker) for readout in readouts]
    column = max(map(len, labels), default=0) + 2
    rows = []
    for label, readout in zip(labels, readouts, strict=True):
        value = textwrap.wrap(
            lettered(readout.shown or words(readout.value, 10), marker), max(width - column, 8)
        ) or [""]
        rows += [label.ljust(column) + value[0], *(" " * column + more for more in value[1:])]
    return _stacked([[(row, Role.TEXT)] for row in rows], width)


def _table(table: Table, width: int, marker: Marker) -> Cells:
    rows = columns(table, width - 2, least=6, most=WIDEST_COLUMN)
    rows = [("> " if place - 1 in table.lit else "  ") + row for place, row in enumerate(rows)]
    return _stacked([[(lettered(row, marker), Role.TEXT)] for row in rows], width)


def _stacked(lines: list[Runs], width: int) -> Cells:
    return written(lines, width, len(lines))

"""Notes: what a picture says in its middle, where there is nothing to draw or it can't be trusted."""

import textwrap

from calctui.raster.cells import Cells, blank, paste, write
from calctui.raster.lettering import lettered
from calctui.raster.marker import Marker
from calctui.scene import Role


def noted(cells: Cells, note: str, marker: Marker) -> Cells:
    """Cells with a note in their middle, a blank around it."""
    lines = textwrap.wrap(lettered(note, marker), max(cells.width - 4, 1))[: cells.height]
    if not lines:
        return cells
    width = max(map(len, lines)) + 2
    box = blank(width, len(lines) + 2)
    for y, text in enumerate(lines, start=1):
        box = write(box, text.center(width), 0, y, Role.TEXT)
    left, top = (cells.width - width) // 2, (cells.height - box.height) // 2
    return paste(_without_cut_words(cells, left, top, box), box, left, top)


def _without_cut_words(cells: Cells, left: int, top: int, box: Cells) -> Cells:
    """Cells without the rest of a word that a box would cover in part."""
    for y in range(max(top, 0), min(top + box.height, cells.height)):
        row = cells.chars[y]
        before, after = left, left + box.width
        while 0 < before <= cells.width and row[before - 1].isalnum():
            before -= 1
        while 0 <= after < cells.width and row[after].isalnum():
            after += 1
        cells = write(cells, " " * (after - before), before, y, Role.BLANK)
    return cells

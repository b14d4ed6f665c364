"""What the tests of pictures share: a picture between bars, and the dots of braille cells."""

import numpy as np
from numpy.typing import NDArray

from calctui.raster import Cells, Marker, draw, rows
from calctui.scene import View

_BITS = ((0, 0, 0), (1, 0, 1), (2, 0, 2), (0, 1, 3), (1, 1, 4), (2, 1, 5), (3, 0, 6), (3, 1, 7))
"""Row, column and bit of each dot in a braille character."""


def picture(view: View, width: int, height: int, marker: Marker = Marker.BRAILLE) -> str:
    """The rows between bars, one below the other."""
    return "\n" + "".join(f"|{row}|\n" for row in rows(draw(view, width, height, marker)))


def dots(cells: Cells) -> NDArray[np.bool_]:
    """Which dots are set in braille cells, the lowest row first."""
    codes = np.ascontiguousarray(cells.chars).view(np.uint32)
    bits = np.where((codes >= 0x2800) & (codes < 0x2900), codes - 0x2800, 0)
    found = np.zeros((cells.height * 4, cells.width * 2), dtype=bool)
    for row, column, bit in _BITS:
        found[row::4, column::2] = bits >> bit & 1
    return found[::-1]

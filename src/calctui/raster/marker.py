"""Markers: how fine a raster is, and where a value lands on it."""

from enum import Enum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from calctui.scene import Floats

Ints: TypeAlias = NDArray[np.intp]


class Marker(Enum):
    """How fine a raster is: dots across and down each cell."""

    BRAILLE = (2, 4)
    BLOCK = (2, 2)
    ASCII = (1, 1)

    @property
    def across(self) -> int:
        """Dots across a cell."""
        return self.value[0]

    @property
    def down(self) -> int:
        """Dots down a cell."""
        return self.value[1]


def nearest(place: Floats) -> Ints:
    """The dots nearest to places on their grid, the higher of two."""
    # A hair more than a half: halfway, the dust of arithmetic would scatter a level line over two rows.
    return np.floor(place + (0.5 + 1e-9)).astype(np.intp)


def dot(part: Floats, dots: int) -> Ints:
    """The dots, 0 to `dots` - 1, at fractions of the window: the same map as plotext's."""
    return nearest(part * (dots - 1))


def columns_at(part: Floats, width: int, marker: Marker) -> Ints:
    """The columns of cells, counted from the left, at fractions of the window's width."""
    return dot(part, width * marker.across) // marker.across


def rows_at(part: Floats, height: int, marker: Marker) -> Ints:
    """The rows of cells, counted from the top, at fractions of the window's height."""
    dots = height * marker.down
    return (dots - 1 - dot(part, dots)) // marker.down

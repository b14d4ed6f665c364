"""Cells: a rectangle of characters and roles, the only thing that a raster gives."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from calctui.scene import Role

Run: TypeAlias = tuple[str, Role]


@dataclass(frozen=True, eq=False, slots=True)
class Cells:
    """Characters and what they mean, cell by cell; treat both arrays as read-only."""

    chars: NDArray[np.str_]
    """Shape (height, width), one character a cell."""
    roles: NDArray[np.uint8]
    """Shape (height, width), a `Role` a cell."""

    @property
    def width(self) -> int:
        """Columns."""
        return int(self.chars.shape[1])

    @property
    def height(self) -> int:
        """Rows."""
        return int(self.chars.shape[0])


def blank(width: int, height: int) -> Cells:
    """Empty cells."""
    shape = (max(height, 0), max(width, 0))
    return Cells(np.full(shape, " ", dtype="<U1"), np.zeros(shape, dtype=np.uint8))


def paste(onto: Cells, part: Cells, x: int, y: int) -> Cells:
    """Cells with `part` laid over them, its upper left at column `x`, row `y`; what sticks out is cut off."""
    chars, roles = onto.chars.copy(), onto.roles.copy()
    left, top = max(x, 0), max(y, 0)
    right, bottom = min(x + part.width, onto.width), min(y + part.height, onto.height)
    if left < right and top < bottom:
        source = slice(top - y, bottom - y), slice(left - x, right - x)
        chars[top:bottom, left:right] = part.chars[source]
        roles[top:bottom, left:right] = part.roles[source]
    return Cells(chars, roles)


def overlay(onto: Cells, part: Cells) -> Cells:
    """Cells with those of `part` that mean something laid over them; both have the same size."""
    seen = part.roles != Role.BLANK
    return Cells(np.where(seen, part.chars, onto.chars), np.where(seen, part.roles, onto.roles))


def line(text: str, role: Role) -> Cells:
    """One row of text."""
    chars = np.array(list(text), dtype="<U1").reshape(1, -1)
    return Cells(chars, np.full(chars.shape, role, dtype=np.uint8))


def write(onto: Cells, text: str, x: int, y: int, role: Role) -> Cells:
    """Cells with one line of text from column `x` of row `y` on; what sticks out is cut off."""
    return paste(onto, line(text, role), x, y)


def rows(cells: Cells) -> list[str]:
    """The characters alone, a string for each row."""
    if cells.width == 0:
        return [""] * cells.height
    joined = np.ascontiguousarray(cells.chars).view(f"<U{cells.width}")
    return [str(row) for row in joined[:, 0]]


def runs(cells: Cells) -> Iterator[list[Run]]:
    """Each row as neighbouring cells of one role: what a terminal or an SVG writes in one go."""
    changes = np.diff(cells.roles.astype(np.int16), axis=1) != 0
    for text, role, change in zip(rows(cells), cells.roles, changes, strict=False):
        edges = [0, *(np.flatnonzero(change) + 1).tolist(), cells.width]
        yield [(text[a:b], Role(int(role[a]))) for a, b in pairwise(edges) if a < b]

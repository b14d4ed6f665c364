"""Where two pictures of one size differ: all that has to be sent to a screen that shows the first."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from calctui.raster.cells import Cells, Run, runs


@dataclass(frozen=True, slots=True)
class Change:
    """Neighbouring cells of row `y` that are to be written anew, from column `x` on."""

    x: int
    y: int
    runs: tuple[Run, ...]

    @property
    def end(self) -> int:
        """The column behind it."""
        return self.x + sum(len(text) for text, _ in self.runs)


def changes(old: Cells, new: Cells) -> Iterator[Change]:
    """What turns `old` into `new`: every cell of another character or role, row by row from the left.

    Raises:
        ValueError: they differ in size.
    """
    if old.chars.shape != new.chars.shape:
        raise ValueError("pictures of two sizes can't be compared cell by cell")
    for y, x, end in stretches((old.chars != new.chars) | (old.roles != new.roles)):
        part = Cells(new.chars[y : y + 1, x:end], new.roles[y : y + 1, x:end])
        yield Change(x, y, tuple(next(runs(part))))


def stretches(differs: NDArray[np.bool_], bridged: int = 0) -> Iterator[tuple[int, int, int]]:
    """Row, start and stop of each stretch of cells that differ, row by row from the left.

    Args:
        differs: of shape (height, width).
        bridged: stretches with at most as many cells between them are one.
    """
    rows, columns = np.nonzero(differs)
    apart = (np.diff(columns) > bridged + 1) | (np.diff(rows) > 0)
    first, last = np.append(True, apart)[: rows.size], np.append(apart, True)[: rows.size]
    return zip(rows[first].tolist(), columns[first].tolist(), (columns[last] + 1).tolist(), strict=True)

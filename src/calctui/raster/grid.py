"""Grids: values between the places where they are known."""

import numpy as np

from calctui.scene import Floats


def steps_at(places: Floats, known: Floats) -> Floats:
    """Where places (k,) lie between known ones (n,), which rise: 2.5 is midway from the third to the fourth.

    NaN outside.
    """
    if known.size < 2:
        return np.full(places.shape, np.nan)
    return np.interp(places, known, np.arange(known.size), left=np.nan, right=np.nan)


def between(z: Floats, column: Floats, row: Floats) -> Floats:
    """Values of a grid (m, n) at steps (k,) along its columns and rows, between its corners bilinearly."""
    rows, columns = z.shape
    left = np.minimum(column.astype(np.intp), columns - 2)
    low = np.minimum(row.astype(np.intp), rows - 2)
    right, up = column - left, row - low
    flat, at = z.ravel(), low * columns + left
    below = flat[at] * (1 - right) + flat[at + 1] * right
    above = flat[at + columns] * (1 - right) + flat[at + columns + 1] * right
    result: Floats = below * (1 - up) + above * up
    return result

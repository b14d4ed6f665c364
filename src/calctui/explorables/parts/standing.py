"""What stands still while the rest of a picture moves: windows, whose axes are drawn once, and curves."""

import math
from functools import lru_cache

import numpy as np

from calctui.explore.controls import Numbers
from calctui.maths.curves import Samples, sample
from calctui.maths.evaluate import Floats, function_of
from calctui.maths.expression import Expression
from calctui.scene import Window, spaced
from calctui.scene.framing import LARGEST

STEP = math.sqrt(2)
"""From one size of a window to the next."""
ROOM = 1.4
"""How much wider a window is than its size: its middle, on a grid of halves, is up to 1/4 off."""


def roomy(size: float) -> float:
    """A size rounded up to a power of √2; 1 for none."""
    return STEP ** math.ceil(math.log(size, STEP) - 1e-9) if size > 0 else 1.0


def around(places: Floats) -> Window:
    """A window with equal sides, so that a turn looks like one, around all places (2, k) that can be seen."""
    seen = places[:, (np.isfinite(places) & (np.abs(places) < LARGEST)).all(axis=0)]
    if not seen.size:
        return Window(-1.0, 1.0, -1.0, 1.0)
    low, high = seen.min(axis=1), seen.max(axis=1)
    size = roomy(float((high - low).max()) / 2)
    grid = size / 2
    middle = np.round((low + high) / 2 / grid) * grid
    sides = [spaced(float(each - ROOM * size), float(each + ROOM * size)) for each in middle]
    return Window(*sides[0], *sides[1])


@lru_cache(maxsize=64)
def curve(
    f: Expression, letters: Numbers, low: float, high: float, through: tuple[float, ...] = ()
) -> Samples:
    """The curve of f between two ends, sampled at the places `through` as well."""
    return sample(function_of(f, "x", dict(letters)), low, high, through)

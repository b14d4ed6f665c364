"""What the maps share: a function of x and y, its contours in a window, value and gradient at a point."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from calctui.explore.controls import Numbers
from calctui.maths.autodiff import gradient
from calctui.maths.evaluate import Floats, evaluate
from calctui.maths.expression import Expression
from calctui.maths.pointwise import local
from calctui.maths.surfaces import grid, levels
from calctui.scene import Arrows, Contour, Window, spaced
from calctui.scene.framing import LARGEST, page
from calctui.scene.numbers import number

FINE, COARSE = 81, 17
"""Places along each side: for contours, and for arrows before they are thinned."""
CONTOURS = 7
MESH = 61
"""Places along each side of a wireframe."""
ELEVATION = 35.0
"""Degrees above the horizon from which a wireframe is seen."""
SEEN = 0.1
"""With a smaller share of a surface within what can be drawn, there is none to show."""


class Here(NamedTuple):
    """A function of x and y at one point; NaN where it has no value or slope."""

    value: float
    dx: float
    dy: float

    @property
    def norm(self) -> float:
        """Length of the gradient: the slope straight uphill."""
        return float(np.hypot(self.dx, self.dy))

    @property
    def exists(self) -> bool:
        """Whether there are a value and a gradient."""
        return bool(np.isfinite([self.value, self.dx, self.dy]).all())


def here(f: Expression, letters: Numbers, x: float, y: float) -> Here:
    """Value and partial derivatives at a point; at a corner of the function there are none."""
    at = {**dict(letters), "x": x, "y": y}
    along_x, along_y = local(f, "x", at), local(f, "y", at)
    return Here(along_x.value, along_x.slope, along_y.slope)


def absent(at: Here, place: str) -> str:
    """What to say of a point where there is no value or no slope; empty where there are both."""
    if np.isnan(at.value):
        return f"At {place} f has no value, and so no slopes."
    if np.isinf(at.value):
        return f"At {place} f is too large for a float, and so are its slopes."
    if at.exists:
        return ""
    why = (
        "its slopes are too large for a float" if not np.isnan([at.dx, at.dy]).any() else "it has no gradient"
    )
    return f"At {place} f is {number(at.value, 4)}, but {why} there."


def height(f: Expression, letters: Numbers) -> Callable[[Any, Any], Floats]:
    """The function on arrays."""
    return lambda x, y: evaluate(f, {**dict(letters), "x": x, "y": y})


def window(x: float, y: float, span: float) -> Window:
    """A square window that stands still until the point leaves it."""
    return Window(*page(x, span), *page(y, span))


@lru_cache(maxsize=16)
def contours(f: Expression, letters: Numbers, seen: Window) -> Contour:
    """Lines of equal height, with levels that suit the function."""
    x, y, z = grid(height(f, letters), bounds(seen), FINE, FINE)
    return Contour(x, y, z, levels(z, CONTOURS))


@lru_cache(maxsize=8)
def mesh(f: Expression, letters: Numbers, seen: Window) -> tuple[Floats, Floats, Floats]:
    """The surface over a window, for a wireframe: x, y and heights."""
    return grid(height(f, letters), bounds(seen), MESH, MESH)


def shown_heights(z: Floats, marked: Sequence[float]) -> tuple[float, float] | None:
    """How much of a surface to show: its lower half, and half as high again as what is marked on it.

    None where too little of it can be drawn.
    """
    if np.mean(np.abs(z) < LARGEST) <= SEEN:
        return None
    finite = z[np.abs(z) < LARGEST]
    low, middle = float(finite.min()), float(np.median(finite))
    high = max([middle, *(low + 1.5 * (mark - low) for mark in marked if abs(mark) < LARGEST)])
    return spaced(low, min(high, float(finite.max())))


@lru_cache(maxsize=16)
def uphill(f: Expression, letters: Numbers, seen: Window) -> Arrows:
    """The directions of the gradient over a window."""
    sides = np.linspace(seen.x_low, seen.x_high, COARSE), np.linspace(seen.y_low, seen.y_high, COARSE)
    x, y = (places.ravel() for places in np.meshgrid(*sides))
    slopes = gradient(f, {**dict(letters), "x": x, "y": y}, ["x", "y"])
    dx, dy = (np.broadcast_to(slopes[name], x.shape) for name in ("x", "y"))
    return Arrows(x, y, np.asarray(dx, dtype=float), np.asarray(dy, dtype=float))


def bounds(seen: Window) -> tuple[float, float, float, float]:
    """The window's sides: x from, x to, y from, y to."""
    return seen.x_low, seen.x_high, seen.y_low, seen.y_high

"""Marks: what can stand in a plot. They say what is seen and in which role, never how it is drawn."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum, auto
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]


class Role(IntEnum):
    """What a mark means. A theme turns roles into colours, a raster into glyphs and line patterns."""

    BLANK = 0
    FRAME = auto()
    """Frames, ticks and everything that only holds the picture."""
    GUIDE = auto()
    """Helping lines: axes through zero, the cursor."""
    TEXT = auto()
    """Words and numbers."""
    TITLE = auto()
    """What a plot shows."""
    FUNCTION = auto()
    """The function itself."""
    DERIVATIVE = auto()
    """Its first derivative."""
    CURVATURE = auto()
    """Its second derivative."""
    TANGENT = auto()
    """The limit: tangent lines, exact answers."""
    SECANT = auto()
    """The approximation: secants, estimates."""
    ERROR = auto()
    """What separates the approximation from the truth."""
    POINT = auto()
    """The point under the finger."""
    SPECIAL = auto()
    """Places worth a name: peaks, valleys, inflections, holes."""
    CONTOUR = auto()
    """Lines of equal height."""
    GRADIENT = auto()
    """Uphill: the gradient, and multipliers that flow backward."""
    DESCENT = auto()
    """Downhill: steps against the gradient."""
    LIT = auto()
    """What is happening now: the edge or box in use."""
    FIRST = auto()
    """The first of several things side by side: methods that race, layers, classes."""
    SECOND = auto()
    THIRD = auto()
    FOURTH = auto()
    FIFTH = auto()
    SIXTH = auto()


class Glyph(StrEnum):
    """The sign drawn for a point."""

    DOT = auto()
    """A value that is there."""
    HOLE = auto()
    """A value that is missing: an open circle."""
    PEAK = auto()
    VALLEY = auto()
    FLAT = auto()
    """Level without a turn: a plateau."""
    BEND = auto()
    """Where the curvature changes sign: an inflection."""
    SPECK = auto()
    """The smallest there is: one of thousands."""
    CROSS = auto()
    PLUS = auto()
    STAR = auto()
    RING = auto()
    SQUARE = auto()
    """Signs that tell several trails or classes apart."""


@dataclass(frozen=True, eq=False, slots=True)
class Curve:
    """A curve through samples; `x` and `y` have the same shape (n,), and a NaN in `y` lifts the pen."""

    x: Floats
    y: Floats
    role: Role
    label: str = ""
    """Written beside the curve where there is room."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight stroke from (x0, y0) to (x1, y1); `endless` draws the whole line through both."""

    x0: float
    y0: float
    x1: float
    y1: float
    role: Role
    endless: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One place with a sign and, where there is room, a name beside it."""

    x: float
    y: float
    role: Role
    glyph: Glyph = Glyph.DOT
    label: str = ""


@dataclass(frozen=True, slots=True)
class Guide:
    """A straight helping line across the whole window: vertical at `x` or horizontal at `y`."""

    x: float | None = None
    y: float | None = None
    role: Role = Role.GUIDE


@dataclass(frozen=True, eq=False, slots=True)
class Contour:
    """Lines of equal height over a grid: `x` of shape (n,), `y` of shape (m,), `z` of shape (m, n)."""

    x: Floats
    y: Floats
    z: Floats
    levels: tuple[float, ...]
    role: Role = Role.CONTOUR
    labelled: bool = True
    """Whether heights are written on some of the lines."""


@dataclass(frozen=True, eq=False, slots=True)
class Arrows:
    """A field of directions: arrays of shape (k,). An arrow says where to, not how far; 0 is a dot."""

    x: Floats
    y: Floats
    dx: Floats
    dy: Floats
    role: Role = Role.GRADIENT


@dataclass(frozen=True, slots=True)
class Arrow:
    """One arrow with its head at (x1, y1)."""

    x0: float
    y0: float
    x1: float
    y1: float
    role: Role
    label: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class Trail:
    """A path of single steps: arrays of shape (k,), a sign at each step and a stroke between them."""

    x: Floats
    y: Floats
    role: Role
    glyph: Glyph = Glyph.DOT
    label: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class Scatter:
    """Points without strokes: arrays of shape (k,)."""

    x: Floats
    y: Floats
    role: Role
    glyph: Glyph = Glyph.DOT


@dataclass(frozen=True, eq=False, slots=True)
class Shade:
    """A plane shaded by a value from 0 to 1 over a grid: `x` (n,), `y` (m,), `z` (m, n); 0.5 stays blank.

    Above it is shaded in the role and signs of `above`, below it in those of `below`.
    """

    x: Floats
    y: Floats
    z: Floats
    above: Role = Role.FIRST
    below: Role = Role.SECOND


@dataclass(frozen=True, eq=False, slots=True)
class Region:
    """What lies between two curves: `x`, `low` and `high` of shape (n,), filled lightly below all strokes.

    An infinite height reaches to the border, a NaN leaves a gap.
    """

    x: Floats
    low: Floats
    high: Floats
    role: Role
    label: str = ""
    """Written inside, near a border of the window, where there is room."""


Mark: TypeAlias = (
    Curve | Segment | Point | Guide | Contour | Arrows | Arrow | Trail | Scatter | Shade | Region
)

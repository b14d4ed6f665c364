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


Mark: TypeAlias = Curve | Segment | Point | Guide

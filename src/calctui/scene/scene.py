"""A Scene: everything a person sees of one explorable at one setting, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from calctui.scene.diagram import Diagram
from calctui.scene.marks import Mark
from calctui.scene.matrix import Matrix
from calctui.scene.outline import Outline
from calctui.scene.surface import Wireframe
from calctui.scene.window import Window


@dataclass(frozen=True, eq=False, slots=True)
class Plot:
    """A window on the plane with marks in it: later ones on top, but shades, contours and fields below."""

    window: Window
    marks: tuple[Mark, ...]
    title: str = ""
    x_name: str = ""
    """What runs along the bottom; shown beside the last tick."""
    note: str = ""
    """Said inside the picture where there is nothing to draw, or where it can't be trusted."""
    log_x: bool = False
    log_y: bool = False
    """Whether the coordinates along a side are decimal logarithms; its ticks say the numbers: 1e-3."""


@dataclass(frozen=True, eq=False, slots=True)
class Stack:
    """Views one above the other; where plots show the same x, only the lowest carries its ticks."""

    views: tuple["View", ...]
    weights: tuple[float, ...]
    """How the height is shared, one number a view."""


@dataclass(frozen=True, eq=False, slots=True)
class Beside:
    """Views side by side; where they would be too narrow, one above the other."""

    views: tuple["View", ...]
    weights: tuple[float, ...]
    """How the width is shared, one number a view."""


View: TypeAlias = Plot | Stack | Beside | Diagram | Wireframe | Outline | Matrix

Value: TypeAlias = float | int | str | list["Value"]
"""What a readout may hold. `"inf"`, `"-inf"`, `"undefined"` and `"does not exist"` stand for no number."""


@dataclass(frozen=True, slots=True)
class Readout:
    """One named result. The name is a contract with scripts; the label is for people."""

    name: str
    value: Value
    label: str
    shown: str = ""
    """How people read the value, where that is not simply the value: a formula in textbook notation."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of words and numbers under named columns; some rows may be lit."""

    columns: tuple[str, ...]
    rows: tuple[tuple[float | str, ...], ...]
    """A NaN is a cell without a number."""
    lit: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False, slots=True)
class Scene:
    """A picture, its numbers, one sentence about them, and the same computation as runnable Python."""

    view: View
    readouts: tuple[Readout, ...]
    sentence: str
    code: str
    table: Table | None = None
    formulas: Mapping[str, str] = field(default_factory=dict)
    """Formulas in one line of textbook notation, by what they are called."""
    unanswered: tuple[str, ...] = ()
    """Questions that SymPy had not answered when this scene was made."""

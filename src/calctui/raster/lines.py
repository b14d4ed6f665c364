"""Lines: text in several roles, put into cells, and scrolled where not all of it fits."""

import textwrap
from typing import TypeAlias

from calctui.raster.axes import Axes, Dress, axes
from calctui.raster.cells import Cells, Run, blank
from calctui.raster.lettering import lettered
from calctui.raster.marker import Marker
from calctui.scene import Role, Window

Runs: TypeAlias = list[Run]
"""Neighbouring texts with their roles: what stands in a cell of a table, or in a line."""

INDENT = 2
"""The blanks before how many lines are left out."""
_UNIT = Window(0.0, 1.0, 0.0, 1.0)


def framed(title: str, width: int, height: int, marker: Marker, least: int = 5) -> Axes:
    """A frame with a title and the room in it, or all of the room where it is lower than `least` rows."""
    dress = Dress.FRAMED if width >= 14 and height >= least else Dress.BARE
    return axes(_UNIT, width, height, marker, dress, title=title)


def written(lines: list[Runs], width: int, height: int) -> Cells:
    """The cells of lines, one below the other; what sticks out is cut off."""
    cells = blank(width, height)
    for y, line in enumerate(lines[: cells.height]):
        text = "".join(text for text, _ in line)[: cells.width]
        roles = [role for text, role in line for _ in text][: cells.width]
        cells.chars[y, : len(text)], cells.roles[y, : len(text)] = list(text), roles
    cells.roles[cells.chars == " "] = Role.BLANK
    return cells


def wrapped(text: str, width: int, role: Role, marker: Marker) -> list[Runs]:
    """A text in lines of at most so many columns."""
    return [[(line, role)] for line in textwrap.wrap(lettered(text, marker), max(width, 1))]


def scrolled(lines: list[Runs], room: int, lit: int, marker: Marker) -> list[Runs]:
    """As many lines as there is room for, with the one at `lit`; how many more there are says the rest."""
    start = min(max(lit - room // 2, 0), max(len(lines) - room, 0))
    seen = lines[start : start + room]
    below = len(lines) - start - len(seen)
    # In less room a row says more than how many are left out.
    if start and room > 2:
        seen[0] = _more("↑", start + 1, marker)
    if below and room > 2:
        seen[-1] = _more("↓", below + 1, marker)
    return seen


def _more(sign: str, count: int, marker: Marker) -> Runs:
    """A line that says how many rows are left out."""
    return [(" " * INDENT + lettered(f"{sign} {count} more", marker), Role.GUIDE)]

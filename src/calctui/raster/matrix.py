"""A Matrix and a size to cells: a heat table whose fill shows how large a number is, and of which sign."""

import math
from typing import NamedTuple

import numpy as np

from calctui.raster.cells import Cells, Run, blank, paste
from calctui.raster.lettering import lettered, shorten
from calctui.raster.lines import Runs, framed, scrolled, written
from calctui.raster.marker import Ints, Marker
from calctui.raster.notes import noted
from calctui.scene import Floats, Matrix, Role
from calctui.scene.numbers import fit, number

_FILLS = {Marker.BRAILLE: " ░▒▓∷:·", Marker.BLOCK: " ░▒▓∷:·", Marker.ASCII: " +*#=:."}
"""Blank, above 0 from weakly to strongly and, counted from the end, below it: texture against dots."""
_STRENGTHS = 3
_FAINT = 0.01
"""What is less than this share of a strength stays blank."""
_DIGITS = 4
"""Of a number in much room: more would only hide the pattern."""
_FINEST = 300
"""The last place to round to: beyond it a float has no room for the power of ten."""
_WIDEST, _HIGHEST = 12, 5
"""No cell is larger."""
_MOST = 6
"""Up to so many rows, the frame is rather left out than one of them."""


class _Layout(NamedTuple):
    """Which columns are shown, and the numbers that fit into the `wide` characters of each."""

    shown: range
    wide: int
    texts: list[list[str]]
    """By row and by shown column; empty where not even a rough number fits."""

    @property
    def field(self) -> int:
        """The characters of the longest number."""
        return max((len(text) for row in self.texts for text in row), default=0)

    @property
    def behind(self) -> int:
        """The characters of fill behind a number, which stands in the middle where there is much room."""
        spare = self.wide - self.field
        return (spare - 2) // 2 if spare >= 4 else 0


def draw_matrix(view: Matrix, width: int, height: int, marker: Marker) -> Cells:
    """The cells of a matrix, exactly `width` x `height`."""
    count = len(view.values)
    around = framed(view.title, width, height, marker, max(min(count, _MOST) + 3, 5))
    if around.width <= 0 or around.height <= 0:
        return around.cells
    # In a frame a blank is left at the right, as there is one at the left.
    heat = _Heat(view, around.width - around.x, marker)
    header = [heat.header()] if around.height > 1 else []
    room = around.height - len(header)
    high, gap = _heights(count, room)
    lines = [line for place in range(count) for line in [*heat.row(place, high), *[[]] * gap]]
    lines = header + scrolled(lines[: len(lines) - gap], room, view.row or 0, marker)
    table = written(lines, min(heat.width, around.width), len(lines))
    left, top = (around.width - table.width) // 2, (around.height - table.height) // 2
    inside = paste(blank(around.width, around.height), table, left, top)
    return paste(around.cells, noted(inside, view.note, marker), around.x, around.y)


def _heights(count: int, room: int) -> tuple[int, int]:
    """The lines of each row, and those between rows: one, unless rows need it for a second of their own."""
    together = room // max(count, 1)
    apart = (room + 1) // max(count, 1) - 1
    gap = int(apart >= 2 or apart == together == 1)
    high = max(min(apart if gap else together, _HIGHEST), 1)
    # A number has a middle line to stand in where there are more than two.
    return high if high <= 2 else high - 1 + high % 2, gap


class _Heat:
    """A matrix while it is put into lines `width` characters long."""

    def __init__(self, view: Matrix, width: int, marker: Marker) -> None:
        self._view = view
        self._rows, self._columns = (
            [lettered(name, marker) for name in names] for names in (view.rows, view.columns)
        )
        self._signs, self._ellipsis = lettered("▸▾", marker), lettered("…", marker)
        self._strengths = _strengths(view.values)
        self._fills = np.array(list(_FILLS[marker]))[self._strengths]
        self._stub = 1 + min(max(map(len, self._rows), default=0), width // 3)
        self._layout = _laid_out(view, width - self._stub, 1 + len(self._ellipsis))

    @property
    def width(self) -> int:
        """The characters of the longest line."""
        shown, wide, _ = self._layout
        hidden = shown.stop < len(self._columns)
        return self._stub + len(shown) * (1 + wide) + hidden * (1 + len(self._ellipsis))

    def header(self) -> Runs:
        """The line with the names of the columns, each above the middle of its numbers."""
        shown, wide, _ = self._layout
        more = self._ellipsis if shown.start else ""
        line = [(more.rjust(self._stub)[: self._stub], Role.GUIDE)]
        for place in shown:
            lit = place == self._view.column
            name = shorten(self._signs[1] * lit + self._columns[place], wide, self._ellipsis)
            middle = wide - self._layout.behind - (self._layout.field + len(name)) // 2
            start = max(min(middle, wide - len(name)), 0)
            line.append((" " + (" " * start + name).ljust(wide), _role(lit)))
        return [*line, (f" {self._ellipsis}" * (shown.stop < len(self._columns)), Role.GUIDE)]

    def row(self, place: int, high: int) -> list[Runs]:
        """The lines of a row: its name and numbers in the middle, fill above and below."""
        lit = place == self._view.row
        name = shorten(self._rows[place], self._stub - 1, self._ellipsis)
        sign = self._signs[0] if lit else " "
        numbers: Runs = [((sign + name).ljust(self._stub), _role(lit))]
        fill: Runs = [(" " * self._stub, Role.BLANK)]
        shown, wide, texts = self._layout
        for column, text in zip(shown, texts[place], strict=True):
            heat = self._heat(place, column)
            numbers += [(" ", Role.BLANK), *self._cell(heat, text, lit or column == self._view.column)]
            fill += [(" ", Role.BLANK), (heat[0] * wide, heat[1])]
        return [numbers if line == (high - 1) // 2 else fill for line in range(high)]

    def _heat(self, row: int, column: int) -> Run:
        """The sign that fills a cell, and its role."""
        positive = self._strengths[row, column] > 0
        return str(self._fills[row, column]), self._view.above if positive else self._view.below

    def _cell(self, heat: Run, text: str, lit: bool) -> Runs:
        """A number with fill beside it, a blank between them where there is room."""
        sign, role = heat
        wide = self._layout.wide
        if not text:
            return [(sign * wide, role)]
        field, behind = self._layout.field, self._layout.behind
        before, after = int(wide - field >= 2), int(behind > 0)
        number = " " * before + text.rjust(field) + " " * after
        return [(sign * (wide - len(number) - behind), role), (number, _role(lit)), (sign * behind, role)]


def _role(lit: bool) -> Role:
    return Role.LIT if lit else Role.TEXT


def _strengths(values: Floats) -> Ints:
    """How large values are beside the largest, from -3 to 3; 0 for nothing to speak of and for a NaN."""
    with np.errstate(all="ignore"):
        strength = np.ceil(np.minimum(abs(values) / _largest(values), 1.0) * _STRENGTHS - _FAINT)
    signed: Ints = np.nan_to_num(np.sign(values) * strength).astype(np.intp)
    return signed


def _laid_out(view: Matrix, room: int, more: int) -> _Layout:
    """The layout in `room` characters, `more` of them for what says that columns are left out.

    In little room the fill beside numbers goes first, then their second digit, then the last columns.
    """
    rough = {digits: _rough(view.values, digits) for digits in (1, 2)}
    longest = {
        digits: max((len(text) for row in rough[digits] for text in row), default=0) for digits in rough
    }
    count = len(view.columns)
    shown, wide = range(count), room // max(count, 1) - 1
    if count > 1 and wide < longest[1]:
        fitting = min(max((room - more) // (longest[1] + 1), 1), count - 1)
        first = min(max((view.column or 0) - fitting // 2, 0), count - fitting)
        shown, wide = range(first, first + fitting), (room - more) // fitting - 1
    wide = max(min(wide, _WIDEST), 1)
    rounded = rough[2 if wide >= longest[2] else 1]
    room = wide - min(max(wide - longest[2], 0), 2)
    rows = zip(view.values.tolist(), rounded, strict=True)
    texts = [[_text(values[column], room, names[column]) for column in shown] for values, names in rows]
    return _Layout(shown, wide, texts)


def _rough(values: Floats, digits: int) -> list[list[str]]:
    """Numbers rounded to the place at which the largest has so many digits."""
    largest = _largest(values)
    place = digits - 1 - math.floor(math.log10(largest)) if largest else 0
    with np.errstate(all="ignore"):
        rounded = np.round(values, min(place, _FINEST))
    pairs = (zip(*rows, strict=True) for rows in zip(values.tolist(), rounded.tolist(), strict=True))
    return [[_rounded(value, near, digits) for value, near in row] for row in pairs]


def _rounded(value: float, near: float, digits: int) -> str:
    """What a number is near to: what only rounding makes 0 keeps its sign."""
    if math.isnan(value):
        return "-"
    return "-+"[value > 0] + "0" if value and not near else number(near, digits)


def _largest(values: Floats) -> float:
    """The largest finite distance from 0."""
    return float(np.max(abs(values), where=np.isfinite(values), initial=0.0))


def _text(value: float, room: int, rough: str) -> str:
    """A number with as many digits as fit, or as it is when rounded, or nothing."""
    exact = "-" if math.isnan(value) else fit(value, room, _DIGITS)
    return next((text for text in (exact, rough) if len(text) <= room), "")

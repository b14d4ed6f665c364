"""An Outline and a size to cells: rows in columns, with branches where they form a tree."""

from collections.abc import Iterator

from calctui.raster.cells import Cells, paste
from calctui.raster.lettering import lettered
from calctui.raster.lines import Runs, framed, scrolled, written
from calctui.raster.marker import Marker
from calctui.raster.notes import noted
from calctui.scene import Cell, Outline, Role

_SIGN = "▸ "
"""Stands at the left of a lit row; other rows leave its room."""
_GAP, _WIDEST_GAP = 2, 4
"""Blanks between columns, where there is little room and where there is much."""
_LEAST = 12
"""So much of its width a column of words keeps, before columns at the end are left out."""
_FIRST = 3
"""The first of several keeps one in so many columns of the picture."""
_TRUNK = 4
"""Branches take at most one in so many columns of the picture."""
_BRANCHES = {False: ("├ ", "└ ", "│ ", "  "), True: ("|- ", "`- ", "|  ", "   ")}
"""Before a row with one of its kind below, before the last, and further left for both; and in ASCII."""


def draw_outline(view: Outline, width: int, height: int, marker: Marker) -> Cells:
    """The cells of an outline, exactly `width` x `height`."""
    around = framed(view.title, width, height, marker)
    if around.width <= 0 or around.height <= 0:
        return around.cells
    names, *lines = _table(view, around.width, marker)
    header = [names] if view.columns and around.height > 1 else []
    lit = max((place for place, row in enumerate(view.rows) if row.lit), default=0)
    seen = scrolled(lines, around.height - len(header), lit, marker)
    inside = written(header + seen, around.width, around.height)
    return paste(around.cells, noted(inside, view.note, marker), around.x, around.y)


def _table(view: Outline, width: int, marker: Marker) -> list[Runs]:
    """The line with the names of the columns, then one for each row."""
    grid = list(_grid(view, width, marker))
    sign, ellipsis = lettered(_SIGN, marker), lettered("…", marker)
    room = width - len(sign) - 1
    widths = _fitted([max(map(_long, column)) for column in zip(*grid, strict=True)], room, view.numbers)
    spare = (room - sum(widths)) // max(len(widths) - 1, 1)
    gap = max(min(spare, _WIDEST_GAP), _GAP)
    rights = [view.numbers] * len(widths)
    # Branches only join where they stand below each other.
    rights[:1] = [view.numbers and not any(row.depth > 0 for row in view.rows)]
    table = []
    for lit, cells in zip([False, *(row.lit for row in view.rows)], grid, strict=True):
        line = [(sign if lit else " " * len(sign), Role.LIT)]
        for runs, wide, right in zip(cells, widths, rights, strict=False):
            line += [*_set(_cut(runs, wide, ellipsis), wide, right), (" " * gap, Role.BLANK)]
        table.append(line)
    return table


def _grid(view: Outline, width: int, marker: Marker) -> Iterator[list[Runs]]:
    """The names of the columns, then the cells of each row, all of them as many."""
    count = max([len(view.columns), *(len(row.cells) for row in view.rows)])
    names: list[Runs] = [[(lettered(name, marker), Role.GUIDE)] for name in view.columns]
    yield names + [[]] * (count - len(names))
    parted = {place for row in view.rows for place, cell in enumerate(row.cells) if cell.marked > 0}
    parted = parted if view.numbers else set()
    trunks = _trunks([row.depth for row in view.rows], width // _TRUNK, marker)
    for row, trunk in zip(view.rows, trunks, strict=True):
        cells = [_runs(cell, row.lit, place in parted, marker) for place, cell in enumerate(row.cells)]
        cells[:1] = [[(trunk, Role.FRAME), *runs] for runs in cells[:1]]
        yield cells + [[]] * (count - len(cells))


def _runs(cell: Cell, lit: bool, parted: bool, marker: Marker) -> Runs:
    """A cell's text, its marked start set off by a line.

    In a column that is `parted` a number without a line keeps a blank at its end, so that the points of
    all numbers stay below each other.
    """
    marked = max(cell.marked, 0)
    head, rest = (lettered(text, marker) for text in (cell.text[:marked], cell.text[marked:]))
    text = (rest, Role.LIT if lit else cell.role)
    if head:
        return [(head, Role.LIT), ("|", Role.FRAME), text]
    return [text, (" " * parted, Role.BLANK)]


def _trunks(depths: list[int], room: int, marker: Marker) -> list[str]:
    """The branches before each row; of those that need more than `room` only the innermost."""
    more, last, passing, nothing = _BRANCHES[marker is Marker.ASCII]
    most = max(room // len(more), 1)
    left_out = lettered("…", marker).ljust(len(more))
    found = []
    below: set[int] = set()
    for depth in reversed(depths):
        levels = [passing if level in below else nothing for level in range(1, depth)]
        levels += [more if depth in below else last] if depth > 0 else []
        if len(levels) > most:
            levels = [left_out, *levels[len(levels) - most + 1 :]]
        found.append("".join(levels))
        below = {level for level in below if level < depth} | {depth}
    return found[::-1]


def _fitted(widths: list[int], room: int, numbers: bool) -> list[int]:
    """The widths of as many columns as fit; the first gives way first, and numbers never do."""
    leasts = [max(room // _FIRST, _LEAST), *[_LEAST] * (len(widths) - 1)]
    least = widths if numbers else list(map(min, widths, leasts))
    count = len(widths)
    while count > 1 and sum(least[:count]) + _GAP * (count - 1) > room:
        count -= 1
    widths = widths[:count]
    over = sum(widths) + _GAP * (count - 1) - room
    for place in [0, *sorted(range(1, count), key=lambda place: -widths[place])][:count]:
        kept = max(widths[place] - max(over, 0), least[place] if count > 1 else 0)
        over -= widths[place] - kept
        widths[place] = kept
    return widths


def _long(runs: Runs) -> int:
    """The characters of some texts."""
    return sum(len(text) for text, _ in runs)


def _cut(runs: Runs, width: int, ellipsis: str) -> Runs:
    """Texts of at most `width` characters; what is left out shows as an ellipsis."""
    if _long(runs) <= width:
        return runs
    room = max(width - len(ellipsis), 0)
    kept: Runs = []
    for text, role in runs:
        if len(text) >= room:
            return [*kept, (text[:room] + (ellipsis if len(ellipsis) <= width else ""), role)]
        kept.append((text, role))
        room -= len(text)
    return kept


def _set(runs: Runs, width: int, right: bool) -> Runs:
    """Texts in a column of `width` characters, set to its left or right."""
    pad = (" " * (width - _long(runs)), Role.BLANK)
    return [pad, *runs] if right else [*runs, pad]

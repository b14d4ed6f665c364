"""Cells for a terminal: colours and cursor moves as ECMA-48 has them."""

from collections.abc import Iterable

from calctui.raster import Cells, runs
from calctui.raster.changes import Change
from calctui.raster.palettes import DEFAULT, Palette
from calctui.scene import Role

_RESET = "\x1b[0m"


def ansi_text(cells: Cells, palette: Palette) -> str:
    """Lines with 24-bit colours (SGR), for `cat` and `less -R`."""
    lines = []
    for line in runs(cells):
        text = "".join(_styled(run, role, palette) for run, role in line)
        lines.append(text.rstrip() + "\n")
    return "".join(lines)


def _styled(text: str, role: Role, palette: Palette) -> str:
    return text if role is Role.BLANK else f"\x1b[{_look(role, palette)}m{text}{_RESET}"


def _look(role: Role, palette: Palette) -> str:
    """The parameters of SGR that set a role's colour, and its weight where it is bold."""
    bold = "1;" if role in palette.strong else ""
    number = palette.number(role)
    if number is None:
        red, green, blue = bytes.fromhex(palette.colour(role)[1:])
        return f"{bold}38;2;{red};{green};{blue}"
    if number == DEFAULT:
        return f"{bold}39"
    return f"{bold}{number + (30 if number < 8 else 82)}"  # the brighter eight begin at 90


def update(changes: Iterable[Change], palette: Palette) -> str:
    """Write changes where they belong, on a terminal that is at its default style, and leave it so."""
    parts, look, column, row = [], "", -1, -1
    for change in changes:
        parts.append(move(row, column, change.y, change.x))
        column, row = change.end, change.y
        for text, role in change.runs:
            wanted = look if text.isspace() else _look(role, palette)
            if wanted != look:
                # Weight is not part of a colour: only a reset makes bold letters light again.
                parts.append(f"\x1b[{'0;' * look.startswith('1;')}{wanted}m")
                look = wanted
            parts.append(text)
    return "".join(parts) + (_RESET if look else "")


def move(row: int, column: int, y: int, x: int) -> str:
    """The shortest way to (y, x) from where the cursor is; CUF and CUP (ECMA-48, 8.3.20 and 8.3.21)."""
    if row == y and column < x:
        return f"\x1b[{x - column}C" if x - column > 1 else "\x1b[C"
    return f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H"

"""Cells as lines of text: plain, or with colours for a terminal."""

from calctui.raster import Cells, rows, runs
from calctui.raster.palettes import Palette
from calctui.scene import Role

_RESET = "\x1b[0m"


def plain_text(cells: Cells) -> str:
    """The characters alone, without blanks at the ends of lines."""
    return "".join(row.rstrip() + "\n" for row in rows(cells))


def ansi_text(cells: Cells, palette: Palette) -> str:
    """The characters with 24-bit colours (ECMA-48 SGR), for `cat` and `less -R`."""
    lines = []
    for line in runs(cells):
        text = "".join(_styled(run, role, palette) for run, role in line)
        lines.append(text.rstrip() + "\n")
    return "".join(lines)


def _styled(text: str, role: Role, palette: Palette) -> str:
    if role is Role.BLANK:
        return text
    red, green, blue = bytes.fromhex(palette.colour(role)[1:])
    bold = "1;" if role in palette.strong else ""
    return f"\x1b[{bold}38;2;{red};{green};{blue}m{text}{_RESET}"

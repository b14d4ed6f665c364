"""Options that several commands take, and how they are read."""

from pathlib import Path

from calctui.cli.output import utf8_stdout
from calctui.explore.errors import SettingError, excerpt

LARGEST = (500, 200)
"""A picture larger than this is a slip of the keyboard."""


def size_of(text: str, least: tuple[int, int] = (1, 1)) -> tuple[int, int]:
    """Columns and rows, written `100x30`, `least` or more.

    Raises:
        SettingError: it is none, or out of range.
    """
    columns, _, rows = text.lower().partition("x")
    if not (columns.isdecimal() and rows.isdecimal() and len(text) < 20):
        raise SettingError(f"--size is COLUMNSxROWS, such as 100x30, not '{excerpt(text)}'")
    width, height = int(columns), int(rows)
    if not (least[0] <= width <= LARGEST[0] and least[1] <= height <= LARGEST[1]):
        raise SettingError(f"--size is at most {LARGEST[0]}x{LARGEST[1]}, and at least {least[0]}x{least[1]}")
    return width, height


def within(name: str, value: float, low: float, high: float) -> None:
    """Refuse a number that is out of range, or none.

    Raises:
        SettingError: it is; says the range.
    """
    if not low <= value <= high:
        shown = f"{value:g}" if isinstance(value, float) else excerpt(str(value))  # an int may be no float
        raise SettingError(f"{name} is {low:g} to {high:g}, not {shown}")


def marker_for(name: str | None, form: str, output: Path | None) -> str:
    """The marker asked for; else braille, unless the output can't encode it. An SVG draws it with shapes.

    Raises:
        SettingError: the output can't encode the marker asked for.
    """
    fine = form == "svg" or output is not None or utf8_stdout()
    if not fine and name in ("braille", "block"):
        raise SettingError(f"--marker {name} needs UTF-8, and this output is not: --marker ascii works")
    return name or ("braille" if fine else "ascii")

"""Cells as lines of text."""

from calctui.raster import Cells, rows


def plain_text(cells: Cells) -> str:
    """The characters alone, without blanks at the ends of lines."""
    return "".join(row.rstrip() + "\n" for row in rows(cells))

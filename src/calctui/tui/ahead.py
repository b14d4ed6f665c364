"""What the forerunner runs: it loads all that its picture needs, waits for what is wished, and draws it."""

import gc
import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from calctui.tui.forerunner import Look, Row
    from calctui.tui.sight import Sight

PROBE = (60, 20)
"""Columns and rows of a first drawing, which loads what only drawing loads."""


def main() -> None:
    """Do so; an error ends it, and nobody minds."""
    gc.disable()
    from calctui.explorables.catalogue import state_of
    from calctui.raster import Marker
    from calctui.session.session import Session
    from calctui.tui.sight import PARTS, Sight

    session = Session.start(state_of(sys.argv[1]) if sys.argv[1] else None)
    for part in PARTS:
        Sight.of(session, {}, Marker.BRAILLE).cells(part, *PROBE)
    marker, palette, sizes = json.load(sys.stdin)
    sight = Sight.of(session, {}, Marker[marker.upper()])
    json.dump((looks(palette), {part: rows(sight, part, *size) for part, size in sizes.items()}), sys.stdout)


def looks(palette: str) -> "list[Look]":
    """How a palette shows roles, by their numbers."""
    from calctui.raster.palettes import PALETTES
    from calctui.scene import Role

    return [PALETTES[palette].look(role) for role in Role]


def rows(sight: "Sight", part: str, width: int, height: int) -> "list[Row]":
    """A part of the screen as stretches of characters."""
    from calctui.raster import runs

    return [[(text, int(role)) for text, role in row] for row in runs(sight.cells(part, width, height))]


if __name__ == "__main__":
    main()

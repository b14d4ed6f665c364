"""The transport as cells: the timeline as a scrubber, where it stands, how fast it runs, and the command."""

from calctui.explore.explorable import Explorable
from calctui.explore.link import picture_line
from calctui.explore.timeline import Playback
from calctui.raster import Cells, Marker, blank, write
from calctui.raster.lettering import lettered, shorten
from calctui.scene import Role

WIDEST = 48
"""Columns of the scrubber at most: the command has the rest of the line."""


def scrubber(width: int) -> tuple[int, int]:
    """First column and length of the scrubber in a transport of some width."""
    return 3, max(min(WIDEST, width // 2), 4)


def transport(
    state: Explorable,
    position: float,
    playback: Playback,
    width: int,
    height: int,
    marker: Marker,
    status: str = "",
) -> Cells:
    """The transport line of a state whose timeline stands at `position`, in steps; a status goes with it."""
    cells = blank(width, height)
    _, length = scrubber(width)
    steps = state.timeline.steps
    place = round(position / steps * (length - 1))
    sign = "‖" if playback.playing else "▶"
    told = f" {position:.0f}/{steps} {playback.speed:g}x" + (f"  {status}" if status else "")
    parts = [
        (f" {sign} ", Role.TITLE),
        ("━" * place, Role.TITLE),
        ("●", Role.POINT),
        ("─" * (length - 1 - place), Role.GUIDE),
        (told, Role.TEXT),
    ]
    column = 0
    for text, role in parts:
        cells = write(cells, lettered(text, marker), column, 0, role)
        column += len(text)
    ellipsis = lettered("…", marker)
    line = shorten(lettered(f"calctui {picture_line(state)}", marker), max(width - column - 3, 0), ellipsis)
    return write(cells, line, width - len(line) - 1, 0, Role.GUIDE)


def step_at(steps: int, column: int, width: int) -> int | None:
    """The step, of so many, under a column of the transport, or None beside the scrubber."""
    left, length = scrubber(width)
    if not left <= column < left + length:
        return None
    return round((column - left) / (length - 1) * steps)

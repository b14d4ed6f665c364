"""The transport as cells: the timeline as a scrubber, where it stands, how fast it runs, and the command."""

from calctui.explore.link import command
from calctui.raster import Cells, Marker, blank, write
from calctui.raster.lettering import lettered, shorten
from calctui.scene import Role
from calctui.tui.session import Session

WIDEST = 48
"""Columns of the scrubber at most: the command has the rest of the line."""


def scrubber(width: int) -> tuple[int, int]:
    """First column and length of the scrubber in a transport of some width."""
    return 3, max(min(WIDEST, width // 2), 4)


def transport(session: Session, width: int, height: int, marker: Marker) -> Cells:
    """The transport line."""
    cells = blank(width, height)
    timeline, position = session.state.timeline, session.position()
    _, length = scrubber(width)
    place = round(position / timeline.steps * (length - 1))
    sign = "‖" if session.playback.playing else "▶"
    speed = f"{session.playback.speed:g}x"
    told = f" {position:.0f}/{timeline.steps} {speed}"
    if session.tour:
        told += f"  stop {session.stop + 1}/{len(session.tour.stops)}{' (left)' if session.strayed else ''}"
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
    line = shorten(lettered(command(session.state), marker), max(width - column - 3, 0), ellipsis)
    return write(cells, line, width - len(line) - 1, 0, Role.GUIDE)


def step_at(session: Session, column: int, width: int) -> int | None:
    """The timeline's step under a column of the transport, or None beside the scrubber."""
    left, length = scrubber(width)
    if not left <= column < left + length:
        return None
    return round((column - left) / (length - 1) * session.state.timeline.steps)

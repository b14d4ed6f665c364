"""Readouts where there is little room: a value in so many columns, several in one line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from calctui.raster import Marker, Run
from calctui.raster.lettering import lettered
from calctui.scene import Readout, Role
from calctui.scene.numbers import fit, words

ROOM = 10
"""Columns of a number."""
_BETWEEN = "   "


def value_text(readout: Readout, room: int) -> str:
    """The value as people read it; a number in `room` columns."""
    if readout.shown or not isinstance(readout.value, int | float):
        return readout.shown or words(readout.value)
    return fit(readout.value, room)


def in_letters(readout: Readout, marker: Marker) -> Readout:
    """A readout whose label and shown value are as a raster can show them."""
    shown = lettered(value_text(readout, ROOM), marker)
    return replace(readout, label=lettered(readout.label, marker), shown=shown)


def widest(scenes: Iterable[Sequence[Readout]]) -> Mapping[str, int]:
    """How many columns the shown value of each readout takes at most, by its name."""
    found: dict[str, int] = {}
    for readouts in scenes:
        for readout in readouts:
            found[readout.name] = max(found.get(readout.name, 0), len(readout.shown))
    return found


def in_line(readouts: Sequence[Readout], columns: Mapping[str, int], width: int) -> list[Run]:
    """One line of those that fit into `width`; with columns of its own, none moves while others change."""
    line: list[Run] = []
    for readout in readouts:
        gap = _BETWEEN if line else ""
        part = [
            (f"{gap}{readout.label} ", Role.TEXT),
            (readout.shown.ljust(columns[readout.name]), Role.TITLE),
        ]
        if sum(len(text) for text, _ in line + part) <= width:
            line += part
    return line

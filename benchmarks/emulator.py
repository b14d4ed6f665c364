"""What a recorded stream of frames does to a screen, by a terminal emulator: pyte."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

import pyte

FRAME = re.compile(rb"\x1b\[\?2026h(.*?)\x1b\[\?2026l", re.DOTALL)
"""What Textual sends between holding the screen back and letting it go."""
BYTES_A_CELL = 3
"""Braille in UTF-8."""
BYTES_A_RUN = 12
"""One change of style before each run of changed cells, which leaves nothing for the cursor's way there."""


class Changed(NamedTuple):
    """What one frame changes on the screen."""

    cells: int
    runs: int
    """Stretches of changed cells within a row."""

    @property
    def bytes(self) -> int:
        """The least that says it, as the issue counts."""
        return BYTES_A_CELL * self.cells + BYTES_A_RUN * self.runs


def frames(written: bytes) -> list[bytes]:
    """The frames of a stream that is synchronized."""
    return FRAME.findall(written)


def screen_after(written: bytes, size: tuple[int, int]) -> "tuple[pyte.Screen, pyte.ByteStream]":
    """A screen that has shown this, and the stream it goes on by."""
    screen = pyte.Screen(*size)
    stream = pyte.ByteStream(screen)
    stream.feed(written)
    return screen, stream


def changes(before: bytes, played: bytes, size: tuple[int, int]) -> Iterator[Changed]:
    """What each frame of a stream changes on a screen that has shown `before`."""
    screen, stream = screen_after(before, size)
    old = _cells(screen)
    for frame in frames(played):
        stream.feed(frame)
        new = _cells(screen)
        rows = [[a != b for a, b in zip(*pair, strict=True)] for pair in zip(old, new, strict=True)]
        runs = sum(differs for row in rows for differs, _ in groupby(row))
        yield Changed(sum(map(sum, rows)), runs)
        old = new


def _cells(screen: "pyte.Screen") -> list[list[Any]]:
    return [[_seen(screen.buffer[y][x]) for x in range(screen.columns)] for y in range(screen.lines)]


def _seen(cell: Any) -> Any:
    """A cell as one sees it: a blank looks the same in every colour."""
    if cell.data == " " and not (cell.reverse or cell.underscore or cell.strikethrough):
        return " ", cell.bg
    return cell

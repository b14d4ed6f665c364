"""Lines as they are typed, or come through a pipe. Nothing edits them but the terminal itself."""

import os
import select

LONGEST = 10_000
"""Bytes of a line that are kept; what has more is none that anybody typed."""
_PIECE = 65_536


class Lines:
    """Reads a descriptor line by line."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self._read = b""
        self._ended = False

    def wait(self, seconds: float) -> bool:
        """Whether there is something to be read within so many seconds."""
        there = b"\n" in self._read or self._ended
        return there or bool(select.select([self._handle], [], [], seconds)[0])

    def next(self) -> str | None:
        """The next line, cut where it is too long to be kept; None at the end."""
        pieces = b""
        while True:
            line, newline, rest = self._read.partition(b"\n")
            pieces = (pieces + line)[: LONGEST + 1]
            self._read = rest
            if newline:
                return pieces.decode(errors="replace")
            if self._ended:
                return pieces.decode(errors="replace") if pieces else None
            self._read = self._piece()

    def _piece(self) -> bytes:
        try:
            piece = os.read(self._handle, _PIECE)
        except OSError:  # the terminal is gone
            piece = b""
        self._ended = not piece
        return piece

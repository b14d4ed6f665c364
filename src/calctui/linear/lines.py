"""Lines as they are typed, or come through a pipe. Nothing edits them but the terminal itself."""

import os
import select

LONGEST = 10_000
"""Bytes of a line that are kept; what has more is none that anybody typed."""
_PIECE = 65_536


class Lines:
    """Reads a descriptor line by line.

    A signal that comes just before a call that waits is answered only after it, which may be never.
    So what waits here waits for `woken` too, a descriptor with something to be read after each signal.
    """

    def __init__(self, handle: int, woken: int | None = None) -> None:
        self._handle, self._woken = handle, woken
        self._read = b""
        self._ended = False

    def wait(self, seconds: float) -> bool:
        """Whether there is something to be read within so many seconds."""
        return b"\n" in self._read or self._ended or self._has_come(seconds)

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

    def _has_come(self, seconds: float | None) -> bool:
        watched = [each for each in (self._handle, self._woken) if each is not None]
        ready = select.select(watched, [], [], seconds)[0]
        if self._woken in ready:
            os.read(self._woken, 256)
        return self._handle in ready

    def _piece(self) -> bytes:
        while self._woken is not None and not self._has_come(None):
            pass
        try:
            piece = os.read(self._handle, _PIECE)
        except OSError:  # the terminal is gone
            piece = b""
        self._ended = not piece
        return piece

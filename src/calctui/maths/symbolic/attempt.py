"""One question at work in some process: its deadline, and the best answer that has come so far."""

import time
from abc import ABC, abstractmethod
from typing import Any

from calctui.maths.symbolic import wire
from calctui.maths.symbolic.question import NO_MEMORY, TOO_LONG, timed_out

TIDYING = 0.5
"""Seconds for a shorter form once there is a formula."""


class Attempt(ABC):
    """It can be waited for; whoever ends it gets the last of its answers, each better than those before."""

    grace = 0.0
    """Seconds it may go on when nobody wants its answer any more: where to end it costs more."""

    def __init__(self, limit: float) -> None:
        self._limit = limit
        self._lines = wire.Lines(wire.LONGEST_ANSWER)
        self._best: bytes | None = None
        self._late = False
        self.deadline = time.monotonic() + limit

    @abstractmethod
    def fileno(self) -> int:
        """What to wait on."""

    @property
    def whole(self) -> bool:
        """Whether it has said that no better answer will come; one that ends instead never does."""
        return False

    @abstractmethod
    def _receive(self) -> bytes:
        """What has arrived; nothing where nothing more can."""

    @abstractmethod
    def end(self) -> dict[str, Any]:
        """Stop it, and return the best answer so far as data."""

    def listen(self) -> bool:
        """Take what has arrived; whether there is more to wait for."""
        data = self._receive()
        try:
            for line in self._lines.feed(data):
                self._take(line)
        except wire.Garbage:
            self._best = self._best or wire.answer_line(TOO_LONG)
            return False
        return bool(data) and not self.whole

    def _take(self, line: bytes) -> None:
        self._best = line
        self.hasten(TIDYING)

    def hasten(self, seconds: float) -> None:
        """Leave it no more than so long."""
        self.deadline = min(self.deadline, time.monotonic() + seconds)

    def expire(self) -> None:
        """Note that the deadline has passed."""
        self._late = True

    def result(self) -> dict[str, Any]:
        """The best answer so far as data."""
        silent = timed_out(self._limit) if self._late else NO_MEMORY  # only the system ends it without a word
        return wire.unpack(self._best or wire.answer_line(silent))

"""Draws the first picture in a process of its own, while this one still loads Textual.

A start is imports, one after the other: those that a picture needs find room on a second processor. What the
forerunner draws stands until the app has loaded what it needs to draw it itself.
"""

import contextlib
import json
import os
import sys
from collections.abc import Mapping
from subprocess import TimeoutExpired
from typing import TYPE_CHECKING, NamedTuple, Self, TypeAlias

from calctui.processes import python, started

if TYPE_CHECKING:
    from subprocess import Popen

PATIENCE = 0.25
"""Seconds that the app waits for it: what it draws is of no use much later."""
Look: TypeAlias = tuple[str | int, bool]
"""A colour, or the terminal's own number for it, and whether it is bold."""
Row: TypeAlias = list[tuple[str, int]]
"""Stretches of a row, each with the number of its look."""


class Wish(NamedTuple):
    """What is to be drawn."""

    marker: str
    palette: str
    """Their names, as on the command line."""
    sizes: Mapping[str, tuple[int, int]]
    """Columns and rows of each part of the screen."""


class Forerun(NamedTuple):
    """A picture as it crosses the pipe: the app has no NumPy yet."""

    looks: list[Look]
    parts: dict[str, list[Row]]
    """The rows of each part of the screen."""


class Forerunner:
    """Begun before Textual is imported, asked once the parts of the screen have their sizes."""

    def __init__(self, process: "Popen[bytes]") -> None:
        self._process = process

    @classmethod
    def start(cls, command: str) -> Self | None:
        """Begin with what a command line opens, or the first picture; None where no process can be had."""
        try:
            return cls(started((*python("calctui.tui.ahead"), command)))
        except OSError:  # a kiosk's limit
            return None

    def drawn(self, wish: Wish) -> Forerun | None:
        """What it has drawn; None where that failed, or takes too long. Ends it."""
        with contextlib.suppress(OSError, ValueError, TypeError, TimeoutExpired):
            answer, _ = self._process.communicate(json.dumps(wish).encode(), PATIENCE)
            return Forerun(*json.loads(answer))
        self.end()
        return None

    def end(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        with contextlib.suppress(OSError, ValueError):
            self._process.communicate()


def processor_to_spare() -> bool:
    """Whether there is a second processor here that nobody waits for."""
    if not hasattr(os, "getloadavg"):
        return False
    usable = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return usable > 1 and os.getloadavg()[0] < (os.cpu_count() or 1)

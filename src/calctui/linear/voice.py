"""Lines for those who listen: nothing is drawn, and no sign is left to be swallowed by a voice."""

import re
import shutil
import sys
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from calctui.explore.errors import printable
from calctui.raster.lettering import to_ascii

_PRIMES = {"′": "prime", "″": "double prime", "‴": "triple prime"}
_SWALLOWED = re.compile(r"[′″‴]")
_DRAWN = re.compile(r"[─-◿⠀-⣿]")
"""Boxes, blocks, shapes and braille."""


def spoken(line: str) -> str:
    """A line as it can be said: f prime (x), for voices leave the stroke out and say f(x)."""
    named = re.sub(r"([′″‴])(?=[(\w])", r"\1 ", line)
    named = _SWALLOWED.sub(lambda sign: f" {_PRIMES[sign[0]]}", named.replace("−", "-"))
    return _DRAWN.sub(" ", printable(named.expandtabs(4)))


@dataclass(frozen=True)
class Voice:
    """Where lines go."""

    ascii: bool = False
    """Whether nothing else may be written."""

    def say(self, lines: Iterable[str], *, verbatim: bool = False) -> None:
        """Write lines; for people at a terminal, broken between words before its edge.

        Args:
            lines: what is said.
            verbatim: whether they are not to be broken: programs are copied.
        """
        for line in lines:
            whole = self._lettered(line)
            for part in [whole] if verbatim else self._broken(whole):
                print(part)
        sys.stdout.flush()

    def prompt(self, word: str) -> None:
        """Say what is waited for, and stay on the line."""
        print(f"{word}: ", end="", flush=True)

    def hush(self) -> None:
        """Let go what could not be written: nobody hears it, and Python would try again on leaving."""
        sys.stdout = None

    def _lettered(self, line: str) -> str:
        return to_ascii(spoken(line)) if self.ascii else spoken(line)

    def _broken(self, line: str) -> list[str]:
        if not sys.stdout.isatty():
            return [line]
        room = max(shutil.get_terminal_size().columns - 1, 20)
        return textwrap.wrap(line, room, break_long_words=False, break_on_hyphens=False) or [""]

"""A terminal of the sequences that the explorer may use; anything else fails."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rich.cells import cell_len

TOKEN = re.compile(
    r"\x1b\[(?P<given>[<>=?]?[\d;]*)(?P<final>\$?[A-Za-z])|\x1b\](?P<title>[^\x1b\x07]*)(\x07|\x1b\\)|(?P<char>[^\x1b])",
    re.DOTALL,
)
Pen = tuple[frozenset[str], str, str]
"""Attributes, foreground and background, as SGR parameters (ECMA-48, 8.3.117)."""
PLAIN: Pen = (frozenset(), "39", "49")


def tokens(pattern: re.Pattern[str], output: str) -> Iterator[re.Match[str]]:
    """Characters and sequences, one after the other; fails where the pattern has none."""
    place = 0
    while place < len(output):
        token = pattern.match(output, place)
        assert token, f"no sequence of ours: {output[place : place + 12]!r}"
        place = token.end()
        yield token


@dataclass
class VirtualTerminal:
    """Characters and pens by place, and the modes that are set."""

    width: int
    height: int
    row: int = 0
    column: int = 0
    pen: Pen = PLAIN
    seen: dict[tuple[int, int], tuple[str, Pen]] = field(default_factory=dict)
    modes: dict[str, bool] = field(default_factory=dict)
    """Private modes, by number."""
    pens: set[Pen] = field(default_factory=set)
    """All that anything was written with."""

    def feed(self, output: str) -> None:
        """Take what a program writes."""
        for token in tokens(TOKEN, output):
            if token["char"]:
                self._put(token["char"])
            elif token["final"]:
                self._control(token["given"], token["final"])

    def _put(self, char: str) -> None:
        if char == "\r":
            self.column = 0
        elif char == "\n":
            self.row += 1
        elif char != "\x18":  # which ends a sequence that was cut
            assert char.isprintable() or char == "⠀", f"a control character: {char!r}"
            assert self.column + cell_len(char) <= self.width, "a character beyond the right border"
            self.seen[self.row, self.column] = (char, self.pen)
            for covered in range(1, cell_len(char)):
                self.seen[self.row, self.column + covered] = ("", self.pen)
            self.pens.add(self.pen)
            self.column += cell_len(char)

    def _control(self, given: str, final: str) -> None:
        match final, given:
            case "H", _:
                row, _, column = given.partition(";")
                self.row, self.column = int(row or 1) - 1, int(column or 1) - 1
            case "C", _:
                self.column += int(given or 1)
            case "J", "2":
                self.seen.clear()
            case "m", _:
                self._draw(given.split(";"))
            case (("h" | "l"), _) if given.startswith("?"):
                self.modes[given[1:]] = final == "h"
            case (("u" | "$p"), _):  # the keyboard, and questions
                pass
            case _:
                raise AssertionError(f"no sequence of ours: {given}{final}")

    def _draw(self, codes: list[str]) -> None:
        attributes, front, back = self.pen
        while codes:
            code, *codes = codes
            if code in ("", "0"):
                attributes, front, back = PLAIN
            elif code in ("38", "48"):
                taken = 4 if codes[0] == "2" else 2
                colour = ";".join([code, *codes[:taken]])
                codes = codes[taken:]
                front, back = (colour, back) if code == "38" else (front, colour)
            elif len(code) == 1:
                attributes |= {code}
            else:
                front, back = (code, back) if code[0] in "39" else (front, code)
        self.pen = (attributes, front, back)

    def rows(self, width: int = 0, height: int = 0) -> list[str]:
        """Every row, or only those of the upper left, so wide and high."""
        return [
            "".join(self.seen.get((row, column), (" ", PLAIN))[0] for column in range(width or self.width))
            for row in range(height or self.height)
        ]

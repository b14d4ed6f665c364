"""A terminal of the few sequences that our recordings may use; anything else fails."""

import re
from dataclasses import dataclass, field

from calctui.raster import Cells
from calctui.raster.palettes import Palette
from calctui.scene import Role
from virtual_terminal import tokens

_TOKEN = re.compile(r"\x1b\[(?P<given>\??[\d;]*)(?P<final>[A-Za-z])|(?P<text>.)", re.DOTALL)

Look = tuple[tuple[int, int, int] | None, bool]
"""Red, green and blue, or None for the terminal's own; and whether it is bold."""
PLAIN: Look = (None, False)


@dataclass
class SmallTerminal:
    """Characters and looks, by row and column."""

    width: int
    height: int
    row: int = 0
    column: int = 0
    look: Look = PLAIN
    cursor: bool = True
    chars: dict[tuple[int, int], str] = field(default_factory=dict)
    looks: dict[tuple[int, int], Look] = field(default_factory=dict)

    def feed(self, output: str) -> None:
        """Take what a program writes."""
        for token in tokens(_TOKEN, output):
            if token["text"]:
                self._put(token["text"])
            else:
                self._control(token["given"], token["final"])

    def _put(self, char: str) -> None:
        assert char.isprintable()
        assert self.column < self.width, "a character beyond the right border"
        self.chars[self.row, self.column] = char
        self.looks[self.row, self.column] = self.look
        self.column += 1

    def _control(self, given: str, final: str) -> None:
        match final, given:
            case "H", _:
                self.row, self.column = (int(part) - 1 for part in (*given.split(";"), "1")[:2])
                assert 0 <= self.row < self.height
                assert 0 <= self.column < self.width
            case "C", _:
                self.column += int(given or 1)
                assert self.column < self.width
            case "J", "2":
                self.chars.clear()
                self.looks.clear()
            case (("h" | "l"), "?25"):
                self.cursor = final == "h"
            case "m", _:
                self._style([int(part) for part in given.split(";")])
            case _:
                raise AssertionError(f"no sequence of ours: {given}{final}")

    def _style(self, codes: list[int]) -> None:
        while codes:
            match codes:
                case [0, *rest]:
                    self.look = PLAIN
                case [1, *rest]:
                    self.look = (self.look[0], True)
                case [38, 2, red, green, blue, *rest]:
                    assert max(red, green, blue) < 256
                    self.look = ((red, green, blue), self.look[1])
                case _:
                    raise AssertionError(f"no style of ours: {codes}")
            codes = rest

    def rows(self) -> list[str]:
        """Every row."""
        return [
            "".join(self.chars.get((row, column), " ") for column in range(self.width))
            for row in range(self.height)
        ]

    def seen(self) -> dict[tuple[int, int], tuple[str, Look]]:
        """What is to be seen, by place: a blank looks the same in every colour."""
        return {place: (char, self.looks[place]) for place, char in self.chars.items() if char != " "}


def expected(cells: Cells, palette: Palette) -> dict[tuple[int, int], tuple[str, Look]]:
    """What cells look like, computed without the code that writes them."""
    found: dict[tuple[int, int], tuple[str, Look]] = {}
    for row in range(cells.height):
        for column in range(cells.width):
            char, role = str(cells.chars[row, column]), Role(int(cells.roles[row, column]))
            if char != " ":
                colour = palette.colour(role)
                red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
                found[row, column] = (char, ((red, green, blue), role in palette.strong))
    return found

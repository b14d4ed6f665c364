"""What a terminal can show: its letters, and the signs that tall parts are built of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from calctui.chapter.formula.block import Block

Letters: TypeAlias = Callable[[str], str]
"""A text as the terminal can show it, perhaps longer than it was."""


@dataclass(frozen=True)
class Signs:
    """The signs of one kind of terminal, and how it spells its letters."""

    letters: Letters
    bar: str
    """What fractions are drawn with."""
    tall: Mapping[str, tuple[str, ...]]
    """By sign: its top, middle and bottom, and for braces the tip."""
    slope: tuple[str, str]
    """The two strokes of a root's sign."""
    root: str
    """A root's sign of one line; empty where only strokes can draw it."""

    def bracket(self, sign: str) -> str:
        """A bracket of one line; "||" in ASCII for the two bars of a norm."""
        return self.tall[sign][1] if sign == "‖" else sign

    def column(self, sign: str, height: int, base: int) -> Block:
        """A bracket or an integral sign, `height` lines tall, whose tip points from line `base`."""
        if height == 1 or not sign:
            return Block((self.bracket(sign),) * height, base)
        top, middle, bottom, *tip = self.tall[sign]
        lines = [top, *[middle] * (height - 2), bottom]
        if tip and height > 2:
            lines[min(max(base, 1), height - 2)] = tip[0]
        return Block(tuple(lines), base)


_UNICODE = {
    "(": "⎛⎜⎝", ")": "⎞⎟⎠", "[": "⎡⎢⎣", "]": "⎤⎥⎦", "{": "⎧⎪⎩⎨", "}": "⎫⎪⎭⎬",
    "|": "│││", "‖": "‖‖‖", "∫": "⌠⎮⌡",
}  # fmt: skip
_ASCII = {
    "(": "/|\\", ")": "\\|/", "[": "[[[", "]": "]]]", "{": "/|\\<", "}": "\\|/>", "|": "|||", "∫": "/|/",
}  # fmt: skip


def spelled_out(letters: Letters) -> bool:
    """Whether a terminal has no signs but those of ASCII."""
    return letters("─") != "─"


def signs(letters: Letters) -> Signs:
    """The signs of a terminal that spells its letters so."""
    if not spelled_out(letters):
        tall = {sign: tuple(pieces) for sign, pieces in _UNICODE.items()}
        return Signs(letters, "─", tall, ("╲", "╱"), "√")
    tall = {sign: tuple(pieces) for sign, pieces in _ASCII.items()} | {"‖": ("||",) * 3}
    return Signs(letters, "-", tall, ("\\", "/"), "")

"""Forms of a box: how much of its name, operation, value and gradient is written, and in which rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, TypeAlias

from calctui.raster.cells import Run
from calctui.raster.diagram.layout import Spacing
from calctui.raster.lettering import shorten
from calctui.scene import Role

Words: TypeAlias = tuple[str, str]
"""A name and an operation, in the letters of the raster."""
Lines: TypeAlias = list[list[Run]]

_NUMBER = re.compile(r"[-−]?(\d+\.\d*|\d+)(e[-+−]?\d+)?")
_ROUNDING = (0.01, 0.05, 0.1)
"""How far rounding may move a number, of its size: the plainest text within the first bound that one keeps.

A number that keeps none is cut, and shows that it is.
"""
_LONGEST = 20
"""Columns that a name or an operation may take; what is longer is cut."""


class Style(Enum):
    """What a box looks like."""

    WIDE = auto()
    """A frame around `name = operation`, the value and the gradient."""
    TITLED = auto()
    """The name in the border of a frame around operation, value and gradient."""
    COMPACT = auto()
    """The name in the border of a frame around value and gradient."""
    STACKED = auto()
    """Name, value and gradient below each other without a frame."""
    LINE = auto()
    """All in one line without a frame."""

    @property
    def framed(self) -> bool:
        """Whether boxes have a frame."""
        return self in (Style.WIDE, Style.TITLED, Style.COMPACT)


@dataclass(frozen=True, slots=True)
class Form:
    """A style and the columns kept for numbers, whether or not they have come: nothing moves when they do."""

    style: Style
    number: int
    spacing: Spacing

    def size(self, words: Words, operands: int) -> tuple[int, int]:
        """Columns and rows of a box into which `operands` edges run, each at a row of its own."""
        name, operation = (min(len(word), _LONGEST) for word in words)
        match self.style:
            case Style.WIDE:
                head = name + 3 + operation if operation else name
                return max(min(head, _LONGEST), self.number + 2) + 4, max(3, operands) + 2
            case Style.TITLED:
                return max(name + 2, operation, self.number + 1) + 2, max(2 + bool(operation), operands) + 2
            case Style.COMPACT:
                return max(name + 2, self.number + 1) + 2, max(2, operands) + 2
            case Style.STACKED:
                return max(name + 2, self.number + 1), max(3, operands)
            case Style.LINE:
                return name + 2 * self.number + 5, max(1, operands)

    def lines(self, words: Words, value: str, gradient: str, width: int, dots: str) -> Lines:
        """What is written inside a box of this width, without what stands in its border."""
        name, operation = words
        inside = width - {Style.WIDE: 4, Style.TITLED: 2, Style.COMPACT: 2}.get(self.style, 0)
        # Without a frame, an edge starts in the row of the value and needs its last column.
        worth = [(fitted(value, inside - (not self.style.framed), dots), Role.FUNCTION)]
        slope = [_slope(gradient, inside, dots)]
        match self.style:
            case Style.WIDE:
                return [_equation(name, operation, inside, dots), worth, slope]
            case Style.TITLED if operation:
                return [[(shorten(operation, inside, dots), Role.TEXT)], worth, slope]
            case Style.TITLED | Style.COMPACT:
                return [worth, slope]
            case Style.STACKED:
                return [[(shorten(name, inside, dots), Role.TITLE)], worth, slope]
            case Style.LINE:
                known = [("=", Role.TEXT), (fitted(value, self.number, dots), Role.FUNCTION)] if value else []
                back = [(" ", Role.BLANK), _slope(gradient, self.number + 1, dots)] if gradient else []
                return [[(shorten(name, _LONGEST + 1, dots), Role.TITLE), *known, *back]]


def _forms() -> Iterator[Form]:
    """All forms, the largest first."""
    for number, label in ((7, 8), (6, 6)):
        yield Form(Style.WIDE, number, Spacing(label, pitch=2))
    for number, label in ((6, 6), (5, 5)):
        yield Form(Style.TITLED, number, Spacing(label))
    yield Form(Style.COMPACT, 5, Spacing(5))
    for style, apart in ((Style.STACKED, 1), (Style.LINE, 0)):
        for number, label in ((6, 5), (5, 5), (4, 4)):
            yield Form(style, number, Spacing(label, framed=False, stub=0, apart=apart))
    for number, label in ((4, 3), (4, 0)):
        yield Form(Style.STACKED, number, Spacing(label, framed=False, stub=0))
    yield Form(Style.LINE, 4, Spacing(0, framed=False, stub=0, apart=0))


FORMS: Final = tuple(_forms())
"""The forms to try, in this order."""
PANNED: Final = Form(Style.COMPACT, 5, Spacing(5))
"""The form in which only a part of a diagram is shown, when not even the smallest shows all."""


def fitted(number: str, room: int, dots: str) -> str:
    """A number rounded to fit, or any text cut to fit: never a number that means something else."""
    if len(number) <= room:
        return number
    if not _NUMBER.fullmatch(number):
        return shorten(number, room, dots)
    value = float(number.replace("−", "-"))
    found = [text for text in _rounded(value, room) if len(text) <= room]
    for allowed in _ROUNDING:
        close = (text for text in found if abs(float(text) - value) <= allowed * abs(value))
        if best := next(close, ""):
            return best.replace("-", "−") if "−" in number else best
    return shorten(number, room, dots)


def _rounded(value: float, room: int) -> Iterator[str]:
    """Ways to write a number, the plainest first: 0.090, .0899, 8.99e-2."""
    fixed = [f"{value:.{places}f}" for places in range(room, -1, -1)] if abs(value) < 10.0**room else []
    yield from fixed
    yield from (text.replace("0.", ".", 1) for text in fixed if abs(value) < 1)
    yield from (_short_power(value, places) for places in range(room, -1, -1))


def _short_power(value: float, places: int) -> str:
    """3.2e-5, without the zeros and plus signs that pad the exponent."""
    mantissa, exponent = f"{value:.{places}e}".split("e")
    return f"{mantissa}e{int(exponent)}"


def _slope(gradient: str, room: int, dots: str) -> Run:
    """The gradient behind its sign."""
    if not gradient:
        return "", Role.GRADIENT
    spaced = "∂ " if len(gradient) + 2 <= room else "∂"
    return spaced + fitted(gradient, room - len(spaced), dots), Role.GRADIENT


def _equation(name: str, operation: str, room: int, dots: str) -> list[Run]:
    name = shorten(name, room, dots)
    if not operation:
        return [(name, Role.TITLE)]
    return [(name, Role.TITLE), (shorten(f" = {operation}", room - len(name), dots), Role.TEXT)]

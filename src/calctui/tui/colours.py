"""Colours for terminals that have eight of them, or none: filters behind all of Textual's."""

from functools import lru_cache

from rich.color import Color as RichColor
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

_BLACK, _WHITE, _GREY = 0, 7, 8
"""Of the sixteen of aixterm, of which the second eight are the first, only brighter."""


class NoColours(LineFilter):
    """Leaves weight, underlines and reversal, and the terminal its own two colours."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without any colour."""
        return [Segment(text, style and _plain(style), control) for text, style, control in segments]


class EightColours(LineFilter):
    """Leaves the eight colours of ECMA-48: the bright ones, which came later, become these."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments with no other colours."""
        return [Segment(text, style and _in_eight(style), control) for text, style, control in segments]


FILTERS: dict[int | None, LineFilter] = {0: NoColours(), 8: EightColours()}
"""By the number of colours; more than these Textual itself sees to."""


@lru_cache(1024)
def _plain(style: Style) -> Style:
    # What a click does is kept in the meta, which Rich drops with the colours.
    return style.without_color + Style.from_meta(style.meta) if style.meta else style.without_color


@lru_cache(1024)
def _in_eight(style: Style) -> Style:
    ground = _number(style.bgcolor)
    if ground is not None:
        ground = _BLACK if ground == _GREY else ground % 8
    ink = _number(style.color)
    if ink is not None:
        ink = _farthest(ground) if ink in (_GREY, ground) else ink % 8
        ink = _farthest(ground) if ink == ground else ink
    return style + Style(color=_named(ink), bgcolor=_named(ground))


def _farthest(ground: int | None) -> int:
    """Black or white, whichever can be read on a ground."""
    return _BLACK if ground == _WHITE else _WHITE


def _number(color: RichColor | None) -> int | None:
    return color.downgrade(ColorSystem.STANDARD).number if color else None


def _named(number: int | None) -> RichColor | None:
    return None if number is None else RichColor.from_ansi(number)

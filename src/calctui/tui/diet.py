"""The screen as it should be beside the screen as it was last sent: what brings one to the other, briefly.

Textual 8.2 paints every touched line anew from the widget's left edge, 7 to 8 KB for a moving curve. Here
cells are compared, and only runs of changed ones are sent, with the shortest sequences that say them.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Size
from textual.strip import Strip

from calctui.export.ansi import move
from calctui.raster import Cells
from calctui.raster.changes import stretches

Look: TypeAlias = tuple[tuple[str, ...], str, str]
"""Attributes, foreground and background as SGR parameters (ECMA-48, 8.3.117)."""
PLAIN: Look = ((), "39", "49")
INKED = ("1", "2", "3")
"""Attributes that only show where there is a character: bold, faint, italic."""
BLANK = ord(" ")
UNKNOWN = -1
"""In place of a look: nobody knows what stands there."""
BRIDGED = 3
"""Unchanged cells that are sent again where skipping them would cost as much."""
_ATTRIBUTES = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "21", "51", "52", "53")
"""SGR parameters by Rich's bits."""
Places: TypeAlias = list[tuple[int, int, Strip]]


class Diet:
    """The screen as it should be, and as it was last sent."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._system = console._color_system or ColorSystem.TRUECOLOR
        self._raw: list[str] = []
        """Strips to be sent as they are, ahead of all cells: what was laid over them since is known."""
        self._looks: list[Look] = [PLAIN]
        self._blanks = [0]
        """The look that a blank of each look may have instead."""
        self._numbers: dict[Style | None, int] = {None: 0}
        self._begin(Size(0, 0))

    def _begin(self, size: Size) -> None:
        self._wanted, self._sent = _Screen(size), _Screen(size)
        self._raw.clear()

    @property
    def size(self) -> Size:
        """Of the screen, as it was painted last."""
        return self._wanted.size

    def forget(self) -> None:
        """Know nothing of the terminal any more: something else may have written to it."""
        self._begin(self._wanted.size)

    def take(self, update: object, size: Size) -> bool:
        """Note what an update of Textual's changes; False where it is of a kind that is not known here."""
        places = _places(update)
        if places is None:
            self.forget()
            return False
        if size != self._wanted.size or isinstance(update, LayoutUpdate):
            # Textual paints the whole screen where anything may stand on it: after a resize or a pause.
            self._begin(size)
        for x, y, strip in places:
            if 0 <= y < size.height and x < size.width:
                self._lay(x, y, strip)
        return True

    def lay(self, cells: Cells, styles: Sequence[Style], x: int, y: int) -> None:
        """Put cells at a place, with a style for each role: what `take` does for strips, in one go.

        Args:
            cells: they must fit on the screen.
            styles: by the roles' numbers.
            x: the column of their upper left.
            y: its row.
        """
        looks = np.array([self._number(style) for style in styles])[cells.roles]
        chars = np.ascontiguousarray(cells.chars).view(np.uint32)
        self._put(slice(y, y + cells.height), slice(x, x + cells.width), chars, looks)

    def changes(self) -> str:
        """What brings the terminal from what was last sent to what it should show; and take it as sent."""
        wanted, sent = self._wanted, self._sent
        differs = (wanted.chars != sent.chars) | (wanted.looks != sent.looks)
        written = "".join(self._raw) + "".join(self._write(differs))
        self._raw.clear()
        np.copyto(sent.chars, wanted.chars)
        np.copyto(sent.looks, wanted.looks)
        return written

    def _lay(self, x: int, y: int, strip: Strip) -> None:
        """Put a strip where it belongs; one whose characters are not all one cell wide is sent as it is."""
        text = strip.text
        row, columns = slice(y, y + 1), slice(x, min(x + strip.cell_length, self._wanted.size.width))
        if strip.cell_length != len(text):
            self._wanted.chars[row, columns] = self._sent.chars[row, columns]
            self._wanted.looks[row, columns] = self._sent.looks[row, columns] = UNKNOWN
            self._raw.append(move(-1, -1, y, x) + strip.render(self._console))
            return
        looks = np.repeat(
            [self._number(segment.style) for segment in strip], [len(segment.text) for segment in strip]
        )
        chars = np.frombuffer(text.encode("utf-32-le"), np.uint32)
        fits = columns.stop - x
        self._put(row, columns, chars[None, :fits], looks[None, :fits])

    def _put(self, rows: slice, columns: slice, chars: NDArray[np.uint32], looks: NDArray[np.int_]) -> None:
        """Want characters and looks at a place; blanks in the look that they share with others."""
        self._wanted.chars[rows, columns] = chars
        self._wanted.looks[rows, columns] = np.where(chars == BLANK, np.asarray(self._blanks)[looks], looks)

    def _number(self, style: Style | None) -> int:
        if style not in self._numbers:
            self._numbers[style] = self._listed(_look(style, self._system) if style else PLAIN)
        return self._numbers[style]

    def _listed(self, look: Look) -> int:
        """The number of a look. A blank looks the same in every colour, and bold or not."""
        if look not in self._looks:
            attributes = tuple(code for code in look[0] if code not in INKED)
            blank = (attributes, look[1] if attributes else PLAIN[1], look[2])
            number = len(self._looks) if blank == look else self._listed(blank)
            self._looks.append(look)
            self._blanks.append(number)
        return self._looks.index(look)

    def _write(self, differs: NDArray[np.bool_]) -> Iterator[str]:
        """Cursor moves, looks and characters of all runs of changed cells; ends with a plain look."""
        pen, row, column = 0, -1, -1
        for y, start, stop in stretches(differs, BRIDGED):
            yield move(row, column, y, start)
            if y != row:
                line = self._wanted.chars[y].tobytes().decode("utf-32-le")
                looks = self._wanted.looks[y].tolist()
            for number, begin, end in _alike(looks, start, stop):
                text = line[begin:end]
                if self._blanks[pen] != number or not text.isspace():
                    yield _turn(self._looks[pen], self._looks[number])
                    pen = number
                yield text
            row, column = y, stop
        yield _turn(self._looks[pen], PLAIN)


class _Screen:
    """Code points and looks, both of shape (height, width); nothing is known of a new one."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self.chars = np.full((size.height, size.width), BLANK, np.uint32)
        self.looks = np.full((size.height, size.width), UNKNOWN, np.int32)


def _places(update: object) -> Places | None:
    """Where an update puts which strips."""
    if isinstance(update, ChopsUpdate):
        touched = {y for y, _, _ in update.spans}
        return [(x, y, strip) for y in touched for x, strip in update.chops[y].items() if strip is not None]
    if isinstance(update, LayoutUpdate):
        return list(_laid_out(update))
    return None


def _laid_out(update: LayoutUpdate) -> Iterator[tuple[int, int, Strip]]:
    for y, line in enumerate(update.strips, update.region.y):
        x = update.region.x
        for strip in line:
            yield x, y, strip
            x += strip.cell_length


def _look(style: Style, system: ColorSystem) -> Look:
    bits = style._attributes & style._set_attributes
    attributes = tuple(code for place, code in enumerate(_ATTRIBUTES) if bits & (1 << place))
    front = ";".join(style.color.downgrade(system).get_ansi_codes()) if style.color else "39"
    back = ";".join(style.bgcolor.downgrade(system).get_ansi_codes(False)) if style.bgcolor else "49"
    return attributes, front, back


def _alike(looks: list[int], start: int, stop: int) -> Iterator[tuple[int, int, int]]:
    """The stretches of one look within a run: the look, start and stop. NumPy would take longer."""
    begin = start
    for end in range(start + 1, stop + 1):
        if end == stop or looks[end] != looks[begin]:
            yield looks[begin], begin, end
            begin = end


@lru_cache(maxsize=1000)
def _turn(old: Look, new: Look) -> str:
    """The shortest SGR that turns one look into another."""
    if old == new:
        return ""
    if new == PLAIN:
        return "\x1b[0m"
    if set(old[0]) - set(new[0]):
        old, codes = PLAIN, ["0"]
    else:
        codes = []
    codes += [code for code in new[0] if code not in old[0]]
    codes += [code for was, code in zip(old[1:], new[1:], strict=True) if was != code]
    return f"\x1b[{';'.join(codes)}m"

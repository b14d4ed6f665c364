"""The side panel as cells: settings with their sliders, readouts, the table; less of it in less room.

What the mouse meets follows from the same lines that are drawn.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeAlias

from calctui.explore.controls import Choice, Slider
from calctui.explore.explorable import Explorable, Setting
from calctui.export.readouts import value_text
from calctui.raster import Cells, Marker, blank, write
from calctui.raster.lettering import lettered, shorten
from calctui.scene import Readout, Role, Scene, Table
from calctui.scene.numbers import number
from calctui.scene.tables import columns

LABEL = 9
"""Columns for the names of settings."""
BROAD = 60
"""From so many columns on, the panel shows settings and readouts side by side."""
LOW = 4
"""In fewer rows than this, the panel shows the setting under the finger and nothing else of them."""


@dataclass(frozen=True, slots=True)
class Touch:
    """What the mouse meets in the panel."""

    setting: str
    bar: bool = False
    """Whether it is the setting's slider."""
    choice: str = ""
    """Which of its choices it is."""
    onward: bool = False
    """Whether it stands for the setting after it, which there is no room to show."""


class Part(NamedTuple):
    """A stretch of a line."""

    text: str
    role: Role
    touch: Touch | None = None


class Placed(NamedTuple):
    """A part where it came to stand, in this raster's letters."""

    part: Part
    text: str
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Hit:
    """What the mouse has met, and the columns that it takes."""

    touch: Touch
    column: int
    width: int

    def share(self, column: int) -> float:
        """How far along a bar a column of the panel lies, from 0 to 1; beside it, its nearer end."""
        return min(max((column - self.column) / max(self.width - 1, 1), 0.0), 1.0)


Line: TypeAlias = list[Part]


def panel(state: Explorable, selected: str, scene: Scene, width: int, height: int, marker: Marker) -> Cells:
    """The panel, exactly `width` by `height`; what does not fit is left out from the bottom."""
    cells = blank(width, height)
    for placed in _placed(state, selected, scene, (width, height), marker):
        cells = write(cells, placed.text, placed.column, placed.row, placed.part.role)
    return cells


def touched(
    state: Explorable,
    selected: str,
    scene: Scene,
    size: tuple[int, int],
    marker: Marker,
    cell: tuple[int, int],
) -> Hit | None:
    """What stands at a cell of the panel, its column and row, that answers to the mouse; None if nothing."""
    column, row = cell
    line = [each for each in _placed(state, selected, scene, size, marker) if each.row == row]
    under = [each for each in line if each.column <= column < each.column + len(each.text)]
    touch = under[-1].part.touch if under else None
    if touch is None:
        return None
    same = [each for each in line if each.part.touch == touch]
    return Hit(touch, same[0].column, sum(len(each.text) for each in same))


def _placed(
    state: Explorable, selected: str, scene: Scene, size: tuple[int, int], marker: Marker
) -> Iterator[Placed]:
    """Every part of the panel where it stands."""
    width, height = size
    scene = replace(scene, readouts=tuple(_lettered(readout, marker) for readout in scene.readouts))
    if height < LOW:
        yield from _set(_low(state.setting(selected), scene, width), width, height, marker)
    elif width < BROAD:
        room = max(height - len(scene.readouts) - 2, 1)
        above = _settings(state, selected, width, room)
        below = _results(scene, width, height - len(above) - 1)
        yield from _set([*above, [], *below], width, height, marker)
    else:
        half = width // 2
        yield from _set(_settings(state, selected, half - 1, height), half - 1, height, marker)
        yield from _set(_results(scene, width - half, height), width - half, height, marker, half)


def _set(lines: list[Line], width: int, height: int, marker: Marker, left: int = 0) -> Iterator[Placed]:
    """Lines in `height` rows and `width` columns from `left` on."""
    for row, line in enumerate(lines[:height]):
        column = left
        for part in line:
            shown = lettered(part.text, marker)[: max(left + width - column, 0)]
            yield Placed(part, shown, column, row)
            column += len(shown)


def _lettered(readout: Readout, marker: Marker) -> Readout:
    """A readout in this raster's letters, which may be more of them: they are counted before they are set."""
    return replace(readout, label=lettered(readout.label, marker), shown=lettered(readout.shown, marker))


def _low(setting: Setting, scene: Scene, width: int) -> list[Line]:
    """One line for the setting under the finger, one for the first readouts that fit."""
    shown = [f"{readout.label} {value_text(readout, 10)}" for readout in scene.readouts]
    while len("   ".join(shown)) > width - 2 and len(shown) > 1:
        shown.pop()
    (pointer, *rest) = _setting(setting, True, width)
    onward = pointer._replace(touch=Touch(setting.name, onward=True))
    return [[onward, *rest], [Part("  " + "   ".join(shown), Role.TEXT)]]


def _settings(state: Explorable, selected: str, width: int, height: int) -> list[Line]:
    """A line for each setting, or for as many around the selected one as there is room for."""
    settings = _around(state.adjustable(), selected, height)
    return [_setting(setting, setting.name == selected, width) for setting in settings]


def _results(scene: Scene, width: int, height: int) -> list[Line]:
    """The readouts, and the table where there is room for some of it."""
    lines = [line for readout in scene.readouts for line in _readout(readout, width)]
    if scene.table and height - len(lines) > 3:
        lines += [[], *_table(scene.table, width, height - len(lines) - 1)]
    return lines


def _around(settings: tuple[Setting, ...], selected: str, room: int) -> tuple[Setting, ...]:
    """As many settings as there is room for, with the selected one among them."""
    place = [setting.name for setting in settings].index(selected)
    start = min(max(0, place - room + 1), max(0, len(settings) - room))
    return settings[start : start + room]


def _setting(setting: Setting, selected: bool, width: int) -> Line:
    """A pointer, the name, the value, and a slider where there is room for one."""
    pointer = "▸ " if selected else "  "
    role = Role.TITLE if selected else Role.TEXT
    room = width - len(pointer) - LABEL
    control, value = setting.control, setting.control.write(setting.value)
    touch = Touch(setting.name)
    line = [Part(pointer + shorten(setting.name, LABEL - 1).ljust(LABEL), role, touch)]
    if isinstance(control, Choice):
        return [*line, *_choices(setting.name, control, setting.value, room, role)]
    if not isinstance(control, Slider):
        return [*line, Part(shorten(value, room), role, touch)]
    value = number(setting.value) if len(value) > 8 else value
    bar = room - 9
    line.append(Part(value.ljust(9 if bar > 4 else 0), role, touch))
    if bar > 4:
        line += _slider(Touch(setting.name, bar=True), control.share(setting.value), bar - 1)
    return line


def _slider(touch: Touch, share: float, width: int) -> Line:
    place = round(share * (width - 1))
    return [
        Part("─" * place, Role.GUIDE, touch),
        Part("●", Role.POINT, touch),
        Part("─" * (width - 1 - place), Role.GUIDE, touch),
    ]


def _choices(name: str, control: Choice, value: str, room: int, role: Role) -> Line:
    """All choices with the current one in brackets, or the current one alone between arrows."""
    words = [f"[{each}]" if each == value else each for each in control.choices]
    if len(" ".join(words)) > room:
        before, after = control.step(value, -1), control.step(value, 1)
        between = Part(f" {value} ", role, Touch(name))
        return [
            Part("‹", role, Touch(name, choice=before)),
            between,
            Part("›", role, Touch(name, choice=after)),
        ]
    spaced = [*(f"{word} " for word in words[:-1]), *words[-1:]]
    touches = (Touch(name, choice=choice) for choice in control.choices)
    return [Part(word, role, touch) for word, touch in zip(spaced, touches, strict=True)]


def _readout(readout: Readout, width: int) -> list[Line]:
    """Label and value on one line; only a text that is longer takes a second."""
    label = f"  {readout.label} "
    room = width - len(label) - 1
    value = value_text(readout, room)
    if len(value) <= room:
        return [[Part(label + " " * (room - len(value)), Role.TEXT), Part(value, Role.TITLE)]]
    return [[Part(label, Role.TEXT)], [Part("    " + shorten(value, width - 4), Role.TITLE)]]


def _table(table: Table, width: int, height: int) -> list[Line]:
    """As many columns as fit, numbers in seven characters at least; of the rows those around the lit one."""
    header, *rows = columns(table, width - 1, least=8, most=10)
    room = max(height - 1, 0)
    start = max(0, max(table.lit, default=0) - room + 1)
    lines: list[Line] = [[Part(f" {header}", Role.GUIDE)]]
    for place, row in enumerate(rows[start : start + room], start):
        lit = place in table.lit
        role = Role.TITLE if lit else Role.TEXT
        lines.append([Part("▸" if lit else " ", role), Part(row, role)])
    return lines

"""The side panel as cells: settings with their sliders, readouts, the table; less of it in less room."""

from dataclasses import replace

from calctui.explore.controls import Choice, Slider
from calctui.explore.explorable import Setting
from calctui.export.readouts import value_text
from calctui.raster import Cells, Marker, blank, paste, write
from calctui.raster.lettering import lettered, shorten
from calctui.scene import Readout, Role, Scene, Table
from calctui.scene.numbers import number
from calctui.scene.tables import columns
from calctui.session.session import Session

LABEL = 9
"""Columns for the names of settings."""
BROAD = 60
"""From so many columns on, the panel shows settings and readouts side by side."""
LOW = 4
"""In fewer rows than this, the panel shows the setting under the finger and nothing else of them."""
Line = list[tuple[str, Role]]


def panel(session: Session, scene: Scene, width: int, height: int, marker: Marker) -> Cells:
    """The panel, exactly `width` by `height`; what does not fit is left out from the bottom."""
    scene = replace(scene, readouts=tuple(_lettered(readout, marker) for readout in scene.readouts))
    if height < LOW:
        return _set(_low(session, scene, width), width, height, marker)
    if width < BROAD:
        room = max(height - len(scene.readouts) - 2, 1)
        above = _settings(session, width, room)
        below = _results(scene, width, height - len(above) - 1)
        return _set([*above, [], *below], width, height, marker)
    half = width // 2
    cells = _set(_settings(session, half - 1, height), width, height, marker)
    return paste(cells, _set(_results(scene, width - half, height), width - half, height, marker), half, 0)


def _set(lines: list[Line], width: int, height: int, marker: Marker) -> Cells:
    cells = blank(width, height)
    for row, line in enumerate(lines[:height]):
        column = 0
        for text, role in line:
            shown = lettered(text, marker)
            cells = write(cells, shown, column, row, role)
            column += len(shown)
    return cells


def _lettered(readout: Readout, marker: Marker) -> Readout:
    """A readout in this raster's letters, which may be more of them: they are counted before they are set."""
    return replace(readout, label=lettered(readout.label, marker), shown=lettered(readout.shown, marker))


def _low(session: Session, scene: Scene, width: int) -> list[Line]:
    """One line for the setting under the finger, one for the first readouts that fit."""
    shown = [f"{readout.label} {value_text(readout, 10)}" for readout in scene.readouts]
    while len("   ".join(shown)) > width - 2 and len(shown) > 1:
        shown.pop()
    return [_setting(session.setting, True, width), [("  " + "   ".join(shown), Role.TEXT)]]


def _settings(session: Session, width: int, height: int) -> list[Line]:
    """A line for each setting, or for as many around the selected one as there is room for."""
    settings = _around(session.state.adjustable(), session.selected, height)
    return [_setting(setting, setting.name == session.selected, width) for setting in settings]


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
    line: Line = [(pointer + shorten(setting.name, LABEL - 1).ljust(LABEL), role)]
    if isinstance(control, Choice):
        return [*line, *_choices(control, setting.value, room, role)]
    if not isinstance(control, Slider):
        return [*line, (shorten(value, room), role)]
    value = number(setting.value) if len(value) > 8 else value
    bar = room - 9
    line.append((value.ljust(9 if bar > 4 else 0), role))
    if bar > 4:
        line += _slider(control.share(setting.value), bar - 1)
    return line


def _slider(share: float, width: int) -> Line:
    place = round(share * (width - 1))
    return [("─" * place, Role.GUIDE), ("●", Role.POINT), ("─" * (width - 1 - place), Role.GUIDE)]


def _choices(control: Choice, value: str, room: int, role: Role) -> Line:
    """All choices with the current one in brackets, or the current one alone between arrows."""
    whole = " ".join(f"[{each}]" if each == value else each for each in control.choices)
    return [(whole if len(whole) <= room else f"‹ {value} ›", role)]


def _readout(readout: Readout, width: int) -> list[Line]:
    """Label and value on one line; only a text that is longer takes a second."""
    label = f"  {readout.label} "
    room = width - len(label) - 1
    value = value_text(readout, room)
    if len(value) <= room:
        return [[(label + " " * (room - len(value)), Role.TEXT), (value, Role.TITLE)]]
    return [[(label, Role.TEXT)], [("    " + shorten(value, width - 4), Role.TITLE)]]


def _table(table: Table, width: int, height: int) -> list[Line]:
    """As many columns as fit, numbers in seven characters at least; of the rows those around the lit one."""
    header, *rows = columns(table, width - 1, least=8, most=10)
    room = max(height - 1, 0)
    start = max(0, max(table.lit, default=0) - room + 1)
    lines: list[Line] = [[(f" {header}", Role.GUIDE)]]
    for place, row in enumerate(rows[start : start + room], start):
        lit = place in table.lit
        role = Role.TITLE if lit else Role.TEXT
        lines.append([("▸" if lit else " ", role), (row, role)])
    return lines

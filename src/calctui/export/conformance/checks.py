"""What is asked of one state and its scene: each check says in plain words what is not as it should be."""

import math
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, TypeAlias

from calctui.explore.controls import Point, Slider
from calctui.explore.explorable import Explorable
from calctui.explore.link import picture_line, read_settings, split
from calctui.explore.timeline import stepped
from calctui.export.drawing import drawn
from calctui.raster import Cells
from calctui.scene import Matrix, Outline, Role, Scene, View

SMALL = (56, 18)
"""The least room that a picture gets."""
LINE = 78
"""The sentence has two lines of this width on the smallest screen."""
BESIDE_THE_MARKS = {Role.BLANK, Role.FRAME, Role.GUIDE, Role.TEXT, Role.TITLE}
NO_WORDS = ("nan", "none", "infinity", "true", "false")

Check: TypeAlias = Callable[[Explorable, Scene], Iterator[str]]


def inside(view: View) -> Iterator[View]:
    """A view and all views in it, whichever kinds there are."""
    yield view
    for part in getattr(view, "views", ()):
        yield from inside(part)


def marked(cells: Cells) -> bool:
    """Whether anything but the frame, guides and words is drawn."""
    return bool(set(cells.roles.ravel().tolist()) - BESIDE_THE_MARKS)


def check_views(state: Explorable, scene: Scene) -> Iterator[str]:
    """Every view shows something or says why not."""
    for view in inside(scene.view):
        holds_others, note = hasattr(view, "views"), getattr(view, "note", None)
        words = isinstance(view, Matrix) or (
            isinstance(view, Outline) and any(cell.text for row in view.rows for cell in row.cells)
        )
        if not (holds_others or note or words or marked(drawn(state, view, *SMALL))):
            yield "a view shows nothing and does not say why: give it a note"


def check_readouts(state: Explorable, scene: Scene) -> Iterator[str]:
    """Readouts are finite numbers, words, or lists of them, each under a name of its own."""
    names = [readout.name for readout in scene.readouts]
    if not names:
        yield "there is no readout"
    if len(set(names)) < len(names):
        yield "two readouts have the same name"
    for readout in scene.readouts:
        if not readout.name.isidentifier() or not readout.label:
            yield f"the readout '{readout.name}' needs a name like a variable's, and a label"
        if why := value_fault(readout.value):
            yield f"the readout {readout.name} {why}"


def value_fault(value: Any) -> str:
    """What is wrong with what a readout carries; empty where nothing is."""
    if isinstance(value, list):
        return next((why for each in value if (why := value_fault(each))), "")
    if type(value) not in (int, float, str):  # exactly: a bool or a NumPy float prints otherwise
        return f"carries a {type(value).__name__}: make it a float, an int or a word"
    if isinstance(value, str):
        sound = value and value.isprintable() and value.lower() not in NO_WORDS
        return "" if sound else f"says '{value}', which is no word for people"
    if not math.isfinite(value):
        return f"is {value}: readout_number() turns that into a word"
    minus_zero = value == 0 and math.copysign(1, value) < 0
    return "is -0.0, whose sign would seem to mean something: add 0.0" if minus_zero else ""


def check_names(state: Explorable, scene: Scene) -> Iterator[str]:
    """Readouts keep their names: scripts read them, whatever the settings."""
    names, usual = _steady_names(state, scene), _usual_names(type(state)())
    if names != usual:
        yield f"the readouts change their names: {', '.join(names)}, but {', '.join(usual)} by default"


@cache
def _usual_names(default: Explorable) -> list[str]:
    return _steady_names(default, default.scene({}))


def _steady_names(state: Explorable, scene: Scene) -> list[str]:
    """The readouts' names, without those made from a formula's own names or shape, as dL_dw and j_12."""
    names = [each.name for each in scene.readouts]
    inputs = [name for name, control in state.controls.items() if isinstance(control, Point)]
    made = {f"_d{part}" for name in inputs for part, _ in getattr(state, name)}
    kept = [name for name in names if not any(name.endswith(end) for end in made)]
    return [name for name in kept if not re.fullmatch(r"j_\d\d", name)]


def check_sentence(state: Explorable, scene: Scene) -> Iterator[str]:
    """One sentence or two that fit, and that speak of no NaN."""
    sentence = scene.sentence
    if not sentence.endswith(".") or not (sentence[0] == sentence[0].upper() or sentence.startswith("f ")):
        yield f"the sentence begins with no capital, or ends without a full stop: {sentence}"
    if not sentence.isprintable() or "  " in sentence:
        yield "the sentence has two blanks in a row, or signs that can't be printed"
    if found := re.search(r"\b(nan|inf|none|undefined)\b", sentence, re.IGNORECASE):
        yield f"the sentence says '{found[0]}': say in words what that means"
    if len(textwrap.wrap(sentence, LINE)) > 2:
        yield f"the sentence does not fit into two lines of {LINE} characters: {sentence}"


def check_table(state: Explorable, scene: Scene) -> Iterator[str]:
    """Tables hold words and numbers, as many in each row as there are columns."""
    table = scene.table
    if table is None:
        return
    if any(len(row) != len(table.columns) for row in table.rows):
        yield "a row of the table has not as many cells as there are columns"
    if any(type(cell) not in (float, int, str) for row in table.rows for cell in row):
        yield "a cell of the table is no float, int or word"
    if any(not 0 <= row < len(table.rows) for row in table.lit):
        yield "a row is lit that the table does not have"


def check_line(state: Explorable, scene: Scene) -> Iterator[str]:
    """Every state is a command line, and comes back from it."""
    line = picture_line(state)
    again = read_settings(type(state)(), line.partition(" ")[2])
    if not line.isprintable() or split(line)[0] != state.key() or again != state:
        yield f"its command line opens another picture: {line}"


def check_time(state: Explorable) -> Iterator[str]:
    """Time runs forward through distinct states in range, and back through the same."""
    sweep = state.timeline
    control = state.control(sweep.setting)
    if not isinstance(control, Slider):
        yield f"the timeline moves {sweep.setting}, which is no number"
        return
    low, high = control.ends()
    values = [sweep.value(step, control) for step in range(sweep.steps + 1)]
    if any(not low <= value <= high for value in values):
        yield f"the timeline leaves the range of {sweep.setting}"
    if any(sweep.position(value, control) != step for step, value in enumerate(values)):
        yield f"two steps of the timeline fall together: {sweep.steps} are too many for {sweep.setting}"
        return
    way = [state.at_step(0)]
    for _ in range(sweep.steps + 1):
        way.append(stepped_by(way[-1], 1))
    back = [way[-1]]
    while len(back) < len(way):
        back.append(stepped_by(back[-1], -1))
    if len(set(way)) != sweep.steps + 1 or way[-2] != way[-1] or back[1:] != [*way[-3::-1], way[0]]:
        yield "the timeline does not come back through the states that it went through"


def stepped_by(state: Explorable, by: int) -> Explorable:
    """A step as the shell takes it: from where the state says that it stands."""
    return state.at_step(min(max(stepped(state.position(), by), 0), state.timeline.steps))


CHECKS: tuple[Check, ...] = (
    check_views, check_readouts, check_names, check_sentence, check_table, check_line,
)  # fmt: skip


def check_code(state: Explorable, scene: Scene, printed: Mapping[str, float]) -> Iterator[str]:
    """The code prints the readouts, by their names.

    Args:
        state: what is shown.
        scene: its picture.
        printed: what the code has printed, by the names before the numbers.
    """
    shown = {each.name: float(each.value) for each in scene.readouts if isinstance(each.value, int | float)}
    size = max([1.0, *map(abs, shown.values())])
    # A difference quotient loses up to twelve of a float's sixteen digits to its gap.
    dust = 1e-12 if state == type(state)() else 1e-3
    for name in sorted(shown.keys() & printed.keys()):
        close = math.isclose(printed[name], shown[name], rel_tol=1e-9, abs_tol=dust * size)
        if not close and not _is_chaotic(state, name):
            yield f"the code prints another {name}: {printed[name]}, not {shown[name]}"


def _is_chaotic(state: Explorable, name: str) -> bool:
    """Whether rounding decides a readout: a change in the settings' last digits changes its first ones."""
    found = []
    for change in (0.0, 1e-15, -1e-15, 3e-15):
        shaken = state
        for setting in state.adjustable():
            if type(setting.value) is float:
                shaken = shaken.with_value(setting.name, setting.value * (1 + change))
        found += [each.value for each in shaken.scene({}).readouts if each.name == name]
    numbers = [value for value in found if isinstance(value, int | float)]
    return len(numbers) < len(found) or max(numbers) - min(numbers) > 1e-3 * max(map(abs, numbers))

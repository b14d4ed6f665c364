"""A scene with its answers covered: the picture stays, for reading it is the point, and its numbers go.

Curves, points, axes with their ticks, and the heights on contour lines are left, and so are titles and names:
they say what is drawn, in formulas and settings that anyone may know.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

import numpy as np

from calctui.scene.diagram import Diagram
from calctui.scene.marks import (
    Arrow,
    Arrows,
    Contour,
    Curve,
    Guide,
    Mark,
    Point,
    Region,
    Scatter,
    Segment,
    Shade,
    Trail,
)
from calctui.scene.matrix import Matrix
from calctui.scene.numbers import number
from calctui.scene.outline import Cell, Outline, Row
from calctui.scene.scene import Beside, Plot, Readout, Scene, Stack, Value, View
from calctui.scene.surface import Wireframe

HIDDEN = "?"
NO_CODE = "# after the guess\n"
NUMBER = re.compile(
    r"(?<![\w.])[-+−]?(?:\d+(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?(?!\w|\.\d| ?%)"  # 8 and -1e-5, not 3x and x²
    r"|(?<!\w)[-−]?(?:inf(?:inity)?|nan|∞)(?!\w)",
    re.IGNORECASE,
)
"""A number that stands alone in a text, or the word for what is none; what stands before % is a threshold."""
_DIGITS = range(1, 13)


def covered(scene: Scene, prompt: str, answer: Value, present: str = "") -> Scene:
    """The same scene without whatever gives answers away.

    Args:
        scene: what is covered.
        prompt: said in place of the sentence.
        answer: what is asked; formulas that contain it are covered too.
        present: where the next step is asked, the readout that it is asked of. Its value now may be known,
            and so may the numbers in the picture, which are of this step; other readouts may tell the next.
    """
    return replace(
        scene,
        view=scene.view if present else _view(scene.view),
        readouts=tuple(each if each.name == present else _readout(each) for each in scene.readouts),
        sentence=prompt,
        code=NO_CODE,
        table=None,
        formulas=_formulas(scene.formulas, answer),
    )


def readings(value: Value) -> frozenset[str]:
    """The texts in which a value may stand: a number rounded to any number of digits, or the word."""
    if isinstance(value, list):
        return frozenset().union(*map(readings, value))
    return frozenset((value,) if isinstance(value, str) else (number(value, digits) for digits in _DIGITS))


def _readout(readout: Readout) -> Readout:
    return replace(readout, value=HIDDEN, shown="")


def _formulas(formulas: Mapping[str, str], answer: Value) -> dict[str, str]:
    texts = readings(answer)
    return {
        name: HIDDEN if formula in texts or texts & set(NUMBER.findall(formula)) else formula
        for name, formula in formulas.items()
    }


def _text(text: str) -> str:
    """A text with its numbers covered."""
    return NUMBER.sub(HIDDEN, text)


def _view(view: View) -> View:
    match view:
        case Plot():
            return replace(view, marks=tuple(map(_mark, view.marks)), note=_text(view.note))
        case Stack() | Beside():
            return replace(view, views=tuple(map(_view, view.views)))
        case Diagram():
            return _diagram(view)
        case Wireframe():
            return replace(view, paths=tuple(replace(path, label=_text(path.label)) for path in view.paths))
        case Outline():
            return replace(view, rows=tuple(map(_row, view.rows)), note=_text(view.note))
        case Matrix():
            return replace(view, values=np.full_like(view.values, np.nan))
        case _:
            assert_never(view)


def _mark(mark: Mark) -> Mark:
    match mark:
        case Curve() | Segment() | Point() | Arrow() | Trail() | Region():
            return replace(mark, label=_text(mark.label))
        case Guide() | Contour() | Arrows() | Scatter() | Shade():
            return mark
        case _:
            assert_never(mark)


def _diagram(diagram: Diagram) -> Diagram:
    """What has arrived is marked, but not what it is; the note may say what goes wrong."""
    boxes = (
        replace(box, value=HIDDEN * bool(box.value), gradient=HIDDEN * bool(box.gradient))
        for box in diagram.boxes
    )
    links = (replace(link, label=HIDDEN * bool(link.label)) for link in diagram.links)
    return replace(diagram, boxes=tuple(boxes), links=tuple(links), note="")


def _row(row: Row) -> Row:
    return replace(row, cells=tuple(map(_cell, row.cells)))


def _cell(cell: Cell) -> Cell:
    """A cell that starts with a number goes as a whole, with its role: both say what became of it."""
    if NUMBER.match(cell.text.lstrip(" =")):
        return Cell(HIDDEN)
    return replace(cell, text=_text(cell.text), marked=0)

"""A frame in words, for a screen reader: no picture, and no sign that only the eye can follow."""

import math
from collections.abc import Sequence

from calctui.export.frame import Frame
from calctui.maths.symbolic import Question
from calctui.scene import Readout, Table
from calctui.scene.numbers import number, plain, words


def described(shown: Frame) -> str:
    """What it is, its numbers, its table row by row, its sentence, and formulas, each on a line."""
    scene = shown.scene
    title = [f"{shown.entry.title} ({shown.entry.section})"]
    readouts = [spoken_readout(readout) for readout in scene.readouts]
    parts = [title, readouts, spoken_rows(scene.table), [scene.sentence], spoken_formulas(shown)]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def spoken_formulas(shown: Frame) -> list[str]:
    """The picture's formulas, and what SymPy was asked and said."""
    formulas = [f"{name} = {text}" for name, text in shown.scene.formulas.items()]
    for name, question in shown.state.questions().items():
        if name in shown.answers:
            answer = shown.answers[name]
            formulas.append(f"{_asked(question)}, by SymPy: {answer.plain or answer.reason}")
    return formulas


def spoken_readout(readout: Readout, digits: int = 10) -> str:
    """A readout behind its name, a number with up to so many digits."""
    return f"{readout.label.removesuffix(' =')}: {readout.shown or words(readout.value, digits)}"


def spoken_rows(table: Table | None) -> list[str]:
    """Each row with the names of its columns, which nobody who listens can look up; the lit one says so."""
    if table is None:
        return []
    return [
        ("Here: " if place in table.lit else "") + ", ".join(_named(table.columns, row))
        for place, row in enumerate(table.rows)
    ]


def _named(names: Sequence[str], row: Sequence[float | str]) -> list[str]:
    """The cells that hold something, each behind its column's name."""
    cells = [
        cell.strip() if isinstance(cell, str) else number(cell) if math.isfinite(cell) else "" for cell in row
    ]
    return [f"{name.strip()} {cell}".strip() for name, cell in zip(names, cells, strict=True) if cell]


def _asked(question: Question) -> str:
    """What was asked, as the beginning of a line."""
    match question.kind:
        case "derivative":
            return f"Derivative by {question.wrt}"
        case "limit":
            side = "below" if question.side == "-" else "above"
            return f"Limit as {question.wrt} tends to {plain(question.at)} from {side}"
        case "integral":
            return f"Integral from {plain(question.low)} to {plain(question.high)}"
        case "operations":
            return "Operations in the derivative"

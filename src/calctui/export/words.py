"""A frame in words, for a screen reader: no picture, and no sign that only the eye can follow."""

import math

from calctui.export.frame import Frame
from calctui.maths.symbolic import Question
from calctui.scene import Table
from calctui.scene.numbers import number, plain, words


def described(shown: Frame) -> str:
    """What it is, its numbers, its table row by row, its sentence, and formulas, each on a line."""
    scene = shown.scene
    readouts = [f"{readout.label}: {readout.shown or words(readout.value, 10)}" for readout in scene.readouts]
    formulas = [f"{name} = {text}" for name, text in scene.formulas.items()]
    for name, question in shown.state.questions().items():
        if name in shown.answers:
            answer = shown.answers[name]
            formulas.append(f"{_asked(question)}, by SymPy: {answer.plain or answer.reason}")
    title = [f"{shown.entry.title} ({shown.entry.section})"]
    parts = [title, readouts, _rows(scene.table), [scene.sentence], formulas]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _rows(table: Table | None) -> list[str]:
    """Each row with the names of its columns, which nobody who listens can look up; the lit one says so."""
    if table is None:
        return []
    rows = []
    for place, row in enumerate(table.rows):
        cells = [
            f"{name} {cell if isinstance(cell, str) else number(cell)}"
            for name, cell in zip(table.columns, row, strict=True)
            if isinstance(cell, str) or math.isfinite(cell)
        ]
        rows.append(("Here: " if place in table.lit else "") + ", ".join(cells))
    return rows


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

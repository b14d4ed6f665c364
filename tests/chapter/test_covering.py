"""A covered scene shows its picture and tells no answer."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import cache
from typing import Any

import numpy as np
import pytest
from quiz_states import KEYS, one, questions, scene_of, state, states

from calctui.chapter.quiz import Question
from calctui.explore.explorable import Explorable
from calctui.maths.expression import Expression
from calctui.maths.formatting import pretty
from calctui.raster import draw, rows
from calctui.scene import (
    Box,
    Cell,
    Curve,
    Diagram,
    Link,
    Matrix,
    Outline,
    Plot,
    Point,
    Readout,
    Role,
    Row,
    Scene,
    Stack,
    Table,
    View,
    Window,
    Wireframe,
)
from calctui.scene.covering import HIDDEN, NUMBER, covered, readings
from calctui.scene.numbers import number

WORDS = ("label", "paths")
each_key = pytest.mark.parametrize("key", KEYS)


def inside(view: View) -> Iterator[View]:
    yield view
    for part in getattr(view, "views", ()):
        yield from inside(part)


def texts(view: View) -> Iterator[str]:
    """Everything that a view says, but ticks and the heights of contours."""
    for part in inside(view):
        yield from (getattr(part, name, "") for name in ("title", "note", "x_name", "y_name"))
        yield from (getattr(mark, "label", "") for mark in getattr(part, "marks", ()))
        yield from (path.label for path in getattr(part, "paths", ()))
        yield from getattr(part, "columns", ())
        if isinstance(part, Diagram):
            for box in part.boxes:
                yield from (box.name, box.operation, box.value, box.gradient)
            yield from (link.label for link in part.links)
        if isinstance(part, Outline):
            yield from (cell.text for row in part.rows for cell in row.cells)
        if isinstance(part, Matrix):
            yield from part.rows
            yield from (number(value, 4) for value in part.values.ravel().tolist() if np.isfinite(value))


def numbers_in(parts: Iterable[str]) -> set[str]:
    return {found for text in parts for found in NUMBER.findall(text)}


@cache
def known(shown: Explorable) -> frozenset[str]:
    """Numbers that whoever sees the settings knows."""
    written: list[str] = []
    for setting in shown.settings():
        written.append(setting.control.write(setting.value))
        if isinstance(setting.value, Expression):
            written.append(pretty(setting.value))
        elif isinstance(setting.value, int | float):
            written.append(number(setting.value, 4))
    return frozenset(numbers_in(written))


@cache
def constant(key: str) -> frozenset[str]:
    """What every picture of an explorable says, such as `what is left of 1`: it tells nothing of this one."""
    return frozenset.intersection(*(frozenset(texts(scene_of(shown).view)) for shown in states(key)))


def leaks(scene: Scene, question: Question) -> set[str]:
    """What can be read of a scene that is the answer, and no setting."""
    always = constant(question.state.key())
    seen = numbers_in(text for text in texts(scene.view) if text not in always) | numbers_in(
        scene.formulas.values()
    )
    if scene.table:
        seen |= {text for row in scene.table.rows for cell in row for text in readings(cell)}
    seen |= {
        text for each in scene.readouts if each.name != question.readout for text in readings(each.value)
    }
    return (seen & readings(question.value)) - known(question.state)


@each_key
def test_no_answer_stands_in_a_covered_scene(key: str) -> None:
    for shown in states(key):
        for question in questions(shown):
            assert not leaks(question.cover(scene_of(shown)), question), (key, question.prompt)


@pytest.mark.parametrize(
    ("line", "readout", "kind"),
    [
        ("limits f='sin(x)/x' a=0", "limit", "number"),  # the limit from either side
        ("limits f='x + 0.25' a=1 distance=0.5", "limit", "number"),
        ("secant", "derivative", "number"),
        ("activations", "product", "magnitude"),  # a label
        ("chain", "dL_dx", "number"),  # a diagram
        ("jacobian f='0.8x - 0.6y; 0.6x + 1.4y' at='x=1, y=1'", "j_22", "number"),  # a matrix
        ("hessian f='sin x * cos y' x=1 y=0.5", "h_xx", "number"),
        ("nanclinic case='log(0)' value=0", "stable", "number"),
        ("roll", "x", "next"),  # next_x
        ("rules", "slope", "number"),
    ],
)
def test_the_check_finds_answers_where_nothing_is_covered(line: str, readout: str, kind: str) -> None:
    question = one(line, readout, kind)
    assert leaks(scene_of(question.state), question)


@each_key
def test_no_word_that_is_shown_tells_the_answer(key: str) -> None:
    """Either none of the choices can be read, or others too; of the next step only this one is shown."""
    for shown in states(key):
        for question in questions(shown):
            if question.choices and question.guess.kind == "word":
                said = {*texts(question.cover(scene_of(shown)).view)}
                found = {each for each in question.choices if any(each in text.split() for text in said)}
                assert found != {question.answer}


@each_key
def test_what_is_not_the_picture_goes(key: str) -> None:
    for shown in states(key):
        whole = scene_of(shown)
        for question in questions(shown):
            scene = question.cover(whole)
            assert (scene.sentence, scene.table) == (question.prompt, None)
            assert scene.code.startswith("#")
            assert [each.name for each in scene.readouts] == [each.name for each in whole.readouts]
            present = {question.readout} if question.guess.kind == "next" else set()
            assert {
                each.name for each in scene.readouts if (each.value, each.shown) != (HIDDEN, "")
            } == present
            assert scene.formulas.keys() == whole.formulas.keys()


@each_key
def test_the_picture_stays(key: str) -> None:
    """Plots keep their windows, arrays and titles; only words change."""
    for shown in states(key):
        for question in questions(shown):
            before, after = (
                [each for each in inside(scene.view) if isinstance(each, Plot | Wireframe)]
                for scene in (scene_of(shown), question.cover(scene_of(shown)))
            )
            assert [each.title for each in before] == [each.title for each in after]
            assert [shape(each) for each in before] == [shape(each) for each in after]


def shape(view: Plot | Wireframe) -> list[object]:
    """All of a view that is no word."""
    parts: tuple[Any, ...] = (view.window, *view.marks) if isinstance(view, Plot) else (view, *view.paths)
    values = [getattr(part, each.name) for part in parts for each in fields(part) if each.name not in WORDS]
    return [id(value) if isinstance(value, np.ndarray) else value for value in values]


@each_key
def test_what_is_drawn_without_axes_has_no_answer_in_it(key: str) -> None:
    shown = states(key)[0]
    for question in questions(shown):
        scene = question.cover(scene_of(shown))
        for view in inside(scene.view):
            if isinstance(view, Diagram | Outline | Matrix):
                seen = numbers_in(rows(draw(view, 100, 30)))
                assert not (seen & readings(question.value)) - known(shown)
        assert draw(scene.view, 100, 30).chars.shape == (30, 100)


def test_for_the_next_step_all_of_this_one_stays_but_what_may_tell_it() -> None:
    question = one("rules f='x^2 sin x' step=1", "rule", "next")
    whole = scene_of(question.state)
    scene = question.cover(whole)
    assert scene.view is whole.view
    assert [each.value for each in scene.readouts] == ["product", *[HIDDEN] * (len(scene.readouts) - 1)]


# By hand


def scene(view: View, **rest: object) -> Scene:
    return Scene(view, (Readout("slope", 2.0, "slope", "2.0 or so"),), "It is 2.", "print(2)", **rest)  # type: ignore[arg-type]


def test_numbers_in_labels_go_and_names_stay() -> None:
    x = np.zeros(2)
    labels = ("λ₁ 2", "9.54e-7", "-inf", "1/n^2", "2σ/√n", "log10", "h = 1e-8", "f″(x)", "∞", "at 1 %")
    plot = Plot(Window(0, 1, 0, 1), tuple(Curve(x, x, Role.FUNCTION, each) for each in labels), "f = x² + 2")
    shown = covered(scene(plot), "What?", 2.0).view
    assert isinstance(shown, Plot)
    assert shown.title == "f = x² + 2"
    assert [mark.label for mark in shown.marks if isinstance(mark, Curve)] == [
        "λ₁ ?", "?", "?", "?/n^?", "2σ/√n", "log10", "h = ?", "f″(x)", "?", "at 1 %",
    ]  # fmt: skip


def test_cells_that_begin_with_a_number_go_as_a_whole() -> None:
    cells = (Cell("inf overflow", Role.ERROR, 2), Cell("  = 0"), Cell("3x + 5"), Cell("it is Infinity"))
    outline = Outline((Row(cells, lit=True),), ("e^x",), note="at 2 it ends")
    shown = covered(scene(Stack((outline,), (1.0,))), "What?", 2.0).view
    assert isinstance(shown, Stack)
    (inner,) = shown.views
    assert isinstance(inner, Outline)
    assert inner.rows == (Row((Cell("?"), Cell("?"), Cell("3x + ?"), Cell("it is ?")), lit=True),)
    assert inner.note == "at ? it ends"


def test_boxes_say_that_something_arrived_and_not_what() -> None:
    boxes = (Box(0, "w", value="3", gradient="24"), Box(1, "g", "w·x", lit=True))
    diagram = Diagram(boxes, (Link(0, 1, "×2", lit=True), Link(0, 1)), focus=1, note="mend it")
    shown = covered(scene(diagram), "What?", 24.0).view
    assert shown == Diagram(
        (Box(0, "w", value="?", gradient="?"), boxes[1]), (Link(0, 1, "?", lit=True), Link(0, 1)), focus=1
    )


def test_a_matrix_keeps_its_names_only() -> None:
    shown = covered(scene(Matrix(np.eye(2), ("f", "g"), ("x", "y"), row=1)), "What?", 1.0).view
    assert isinstance(shown, Matrix)
    assert np.isnan(shown.values).all()
    assert (shown.rows, shown.columns, shown.row) == (("f", "g"), ("x", "y"), 1)
    assert "1" not in "".join(rows(draw(shown, 40, 10)))


@pytest.mark.parametrize(
    ("formula", "answer", "stays"),
    [
        ("x² + 3y", 2.0, True),
        ("2x + 3", 2.0, True),  # the 2 is a factor, not the answer
        ("2x + 3", 3.0, False),
        ("2", 2.0, False),
        ("(0.333, 6y)", 1 / 3, False),
        ("2·cos(x)", "power", True),
        ("power", "power", False),
    ],
)
def test_formulas_stay_unless_they_are_the_answer(formula: str, answer: float | str, stays: bool) -> None:
    plot = Plot(Window(0, 1, 0, 1), (Point(0, 0, Role.POINT),))
    shown = covered(scene(plot, formulas={"f": formula}, table=Table(("x",), ((2.0,),))), "What?", answer)
    assert shown.formulas == {"f": formula if stays else HIDDEN}


def test_a_value_reads_in_as_many_ways_as_it_may_be_rounded() -> None:
    assert {"0.3", "0.33", "0.3333333"} <= readings(1 / 3)
    assert readings("pole") == {"pole"}
    assert {"2", "0.5"} <= readings([2.0, 0.5])


def test_covering_twice_changes_nothing_more() -> None:
    question = one("chain", "dL_dw", "number")
    once = question.cover(scene_of(state("chain")))
    twice = question.cover(once)
    assert (once.view, once.readouts, once.formulas) == (twice.view, twice.readouts, twice.formulas)

"""What SymPy counts in derivatives as they come out, against the same written down in SymPy itself."""

from collections.abc import Callable
from typing import Any

import pytest
import sympy as sp

from calctui.maths.costs import composed
from calctui.maths.parser import parse
from calctui.maths.symbolic import Engine
from calctui.maths.symbolic.question import Answer, Question, Status
from calctui.maths.symbolic.solve import solve
from calctui.maths.symbolic.wire import answer_data, answer_from, question_data, question_from


def asked(text: str, times: int) -> Answer:
    return list(solve(Question("operations", composed(parse(text), "x", times))))[-1]


def counts(answer: Answer) -> list[float]:
    assert answer.expression is not None
    return [answer.expression.nodes[output].value for output in answer.expression.outputs]


def test_the_counts_of_the_chapters_function() -> None:
    answer = asked("4x(1-x)", 4)
    assert answer.status is Status.FOUND
    assert counts(answer) == [0, 2, 21, 82, 264]
    assert answer.plain == answer.pretty == "0, 2, 21, 82, 264"


@pytest.mark.parametrize(
    ("text", "f"),
    [
        ("4x(1-x)", lambda x: 4 * x * (1 - x)),
        ("sin x", sp.sin),
        ("x exp(-x^2)", lambda x: x * sp.exp(-(x**2))),
        ("k x + 1", lambda x: sp.Symbol("k", real=True) * x + 1),
        ("3", lambda x: sp.Integer(3)),
    ],
)
def test_the_same_as_in_sympy(text: str, f: Callable[[Any], Any]) -> None:
    x = nested = sp.Symbol("x", real=True)
    expected = []
    for _ in range(6):
        expected.append(sp.count_ops(sp.diff(nested, x)))
        nested = f(nested)
    assert counts(asked(text, 5)) == expected


def test_nothing_is_counted_where_there_is_no_value() -> None:
    assert asked("sqrt(-1-x^2)", 2).status is Status.UNDEFINED


def test_both_cross_the_pipe() -> None:
    question = Question("operations", composed(parse("relu(x) - x"), "x", 3))
    assert question_from(question_data(question)) == question
    answer = asked("relu(x) - x", 3)
    assert answer_from(answer_data(answer)) == answer


def test_the_engine_answers() -> None:
    with Engine() as engine:
        answers = engine.answer(
            {"n": Question("operations", composed(parse("4x(1-x)"), "x", 4))}, timeout=10.0
        )
    assert counts(answers["n"]) == [0, 2, 21, 82, 264]

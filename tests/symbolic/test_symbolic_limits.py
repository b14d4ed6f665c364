"""What SymPy answers about limits, and how it crosses the pipe."""

import pytest
from symbolic_support import derivative, logistic, unary

from calctui.maths.parser import parse
from calctui.maths.primitives import PRIMITIVES
from calctui.maths.symbolic import Engine, wire
from calctui.maths.symbolic.question import (
    INFINITE,
    MINUS_INFINITE,
    NO_FORMULA,
    OSCILLATES,
    Answer,
    Direction,
    Question,
    Status,
    oscillating,
)
from calctui.maths.symbolic.solve import solve


def limit(text: str, at: float = 0.0, side: Direction = "+") -> Answer:
    return list(solve(Question("limit", parse(text), "x", at=at, side=side)))[-1]


@pytest.mark.parametrize(
    ("text", "at", "left", "right"),
    [
        ("(x^2-4)/(x-2)", 2, "4", "4"),
        ("sin(x)/x", 0, "1", "1"),
        ("(1+x)^(1/x)", 0, "e", "e"),
        ("(1-cos x)/x^2", 0, "1/2", "1/2"),
        ("|x|/x", 0, "-1", "1"),
        ("sign(x - 0.1)", 0.1, "-1", "1"),
        ("floor x", 2, "1", "2"),
        ("ceil x", -2, "-2", "-1"),
        ("step(x) + relu(x)/x", 0, "0", "2"),
        ("max(x, 1 - x) + min(x, 2)", 0.5, "1", "1"),
        ("elu(x)/x", 0, "1", "1"),
        ("atan(1/x)", 0, "-pi/2", "pi/2"),
        ("1/x", 0, "-oo", "oo"),
        ("x sin(1/x)", 0, "0", "0"),
        ("(x^2 - 0.01)/(x - 0.1)", 0.1, "1/5", "1/5"),
    ],
)
def test_one_sided_limits(text: str, at: float, left: str, right: str) -> None:
    assert limit(text, at, "-").plain == left
    assert limit(text, at, "+").plain == right


def test_infinity_is_a_limit_and_no_formula() -> None:
    assert limit("1/x^2") == INFINITE == Answer(Status.FOUND, "oo", "∞", None)
    assert limit("ln x") == MINUS_INFINITE


def test_an_oscillation_says_between_what() -> None:
    assert limit("sin(1/x)") == oscillating("-1", "1")
    assert limit("sin(1/x)").reason == "oscillates between -1 and 1"
    assert limit("tan(1/x)").reason == "oscillates between -∞ and ∞"
    assert limit("0.1 + 1e-5 sin(1/x)").reason.startswith(f"{OSCILLATES} 0.09999")


@pytest.mark.parametrize("text", ["sqrt(-1-x^2)", "1/(x-x)", "ln(x-1)", "a x", "cos(1/x)/x", "(-1-x)^0.5"])
def test_what_is_no_real_number_is_no_answer(text: str) -> None:
    assert limit(text) == NO_FORMULA


@pytest.mark.parametrize("op", sorted(name for name, row in PRIMITIVES.items() if row.arity == 1))
def test_a_continuous_function_has_its_value_for_a_limit(op: str) -> None:
    for side in ("-", "+"):
        answer = list(solve(Question("limit", unary(op), "x", at=0.3, side=side)))[-1]
        again = list(solve(Question("limit", unary(op), "x", at=0.3)))[-1]
        assert answer.status is Status.FOUND
        assert answer.plain == again.plain


def test_a_question_crosses_the_pipe() -> None:
    question = Question("limit", logistic(2), "x", at=-0.1, side="-")
    assert wire.question_from(wire.unpack(wire.pack(wire.question_data(question)))) == question


@pytest.mark.parametrize(
    "change",
    [
        {"at": "near"},
        {"at": None},
        {"at": float("nan")},
        {"at": float("inf")},
        {"side": "left"},
        {"side": 1},
        {"wrt": 2},
    ],
)
def test_a_question_of_the_wrong_kind_is_garbage(change: dict[str, object]) -> None:
    data = wire.question_data(derivative(logistic(1)))
    assert wire.question_from(data)
    with pytest.raises(wire.Garbage):
        wire.question_from(data | change)


def test_the_engine_answers() -> None:
    questions = {
        "left": Question("limit", parse("1/x"), "x", side="-"),
        "right": Question("limit", parse("sin(1/x)"), "x"),
        "slope": Question("derivative", parse("x^2")),
    }
    with Engine(limit=10) as engine:
        answers = engine.answer(questions, 60)
        assert answers["left"] == MINUS_INFINITE
        assert answers["right"] == oscillating("-1", "1")
        assert answers["slope"].plain == "2*x"
        assert engine.known(questions) == answers

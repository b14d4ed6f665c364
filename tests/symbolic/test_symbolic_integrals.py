"""What SymPy answers about definite integrals, and that a wrong answer goes no further."""

import math

import mpmath
import pytest
import sympy as sp

from calctui.maths.parser import parse
from calctui.maths.quadrature import Kind, confirmed
from calctui.maths.quadrature import integral as by_numbers
from calctui.maths.symbolic import Engine, wire
from calctui.maths.symbolic.question import INFINITE, MINUS_INFINITE, NO_FORMULA, Answer, Question, Status
from calctui.maths.symbolic.solve import solve

PI = math.pi


def asked(text: str, low: float, high: float) -> Question:
    return Question("integral", parse(text), "x", low=low, high=high)


def area(text: str, low: float, high: float) -> Answer:
    return list(solve(asked(text, low, high)))[-1]


@pytest.mark.parametrize(
    ("text", "low", "high", "plain", "value"),
    [
        ("x^2", 0, 1, "1/3", 1 / 3),
        ("x^2", 1, 0, "-1/3", -1 / 3),
        ("x^2", 2, 2, "0", 0.0),
        ("1/(1+x^2)", 0, 1, "pi/4", PI / 4),
        ("1/x", 1, 2, "log(2)", math.log(2)),
        ("sin x", 0, 1, "1 - cos(1)", 1 - math.cos(1)),
        ("sin x", 0, PI, "2", 2.0),
        ("sin(x)^2", 0, PI / 3, "-sqrt(3)/8 + pi/6", PI / 6 - math.sqrt(3) / 8),
        ("x e^x", 0, 1, "1", 1.0),
        ("e^(-x^2)", 0, 1, "sqrt(pi)*erf(1)/2", math.sqrt(PI) * math.erf(1) / 2),
        ("0.1 x", 0, 0.3, "9/2000", 0.0045),
        ("|x|", -1, 2, "5/2", 2.5),
        ("relu(x)", -1, 2, "2", 2.0),
        ("sign x", -1, 2, "1", 1.0),
        ("max(x, 1-x)", 0, 1, "3/4", 0.75),
        ("x^3 - x", -1, 1, "0", 0.0),
        ("1/(2+sin x)", 0, 2 * PI, "2*sqrt(3)*pi/3", 2 * PI / math.sqrt(3)),
        ("ln x", 0, 1, "-1", -1.0),
        ("1/sqrt(|x|)", -1, 1, "4", 4.0),
        ("1/sqrt(1-x^2)", -1, 1, "pi", PI),
        ("(x^2-4)/(x-2)", 0, 5, "45/2", 22.5),
    ],
)
def test_exact_values(text: str, low: float, high: float, plain: str, value: float) -> None:
    answer = area(text, low, high)
    assert (answer.status, answer.plain) == (Status.FOUND, plain)
    found = confirmed(by_numbers(parse(text), "x", {}, low, high), answer)
    assert found.exact
    assert found.value == pytest.approx(value, rel=1e-15, abs=1e-15)


def test_a_value_without_a_counterpart_of_ours_is_still_a_formula() -> None:
    answer = area("sin(x)/x", 0, 1)
    assert (answer.plain, answer.expression) == ("Si(1)", None)
    found = confirmed(by_numbers(parse("sin(x)/x"), "x", {}, 0, 1), answer)
    assert found.exact
    assert found.value == pytest.approx(float(mpmath.si(1)), abs=1e-14)


def test_what_diverges_to_one_side_is_infinite() -> None:
    assert area("1/x^2", -1, 1) == area("tan x", 0, PI / 2) == INFINITE
    assert area("1/x", 0, 1) == INFINITE
    assert area("1/x", 1, 0) == area("-1/x^2", 0, 1) == MINUS_INFINITE


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("1/x", -1, 1),  # infinite on both sides
        ("floor x", 0, 3),  # stays unevaluated
        ("x^x", 0, 1),
        ("ln x", -1, 1),  # complex
        ("sqrt(-1-x^2)", 0, 1),
        ("1/(x-x)", 0, 1),
        ("a x", 0, 1),
        ("1/(x ln(x)^2)", 0, 0.5),  # right, but the numbers can't tell
    ],
)
def test_in_doubt_there_is_no_formula(text: str, low: float, high: float) -> None:
    assert area(text, low, high) == NO_FORMULA


@pytest.mark.parametrize("wrong", [sp.Integer(0), sp.Rational(1, 2), sp.log(2) + sp.I, sp.oo, -sp.oo, sp.nan])
def test_a_wrong_answer_is_not_believed(wrong: sp.Expr, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sp, "integrate", lambda expr, limits: wrong)
    assert area("1/x", 1, 2) == NO_FORMULA
    assert area("1/x", -1, 1) == NO_FORMULA


def test_a_right_answer_is_believed_whoever_gives_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sp, "integrate", lambda expr, limits: sp.log(2))
    assert area("1/x", 1, 2).plain == "log(2)"


def test_the_numbers_agree_that_there_is_nothing_to_find() -> None:
    assert by_numbers(parse("1/x"), "x", {}, -1, 1).kind is Kind.DIVERGES


def test_a_question_crosses_the_pipe() -> None:
    question = asked("x^2", -0.5, 2.25)
    assert wire.question_from(wire.unpack(wire.pack(wire.question_data(question)))) == question


@pytest.mark.parametrize("name", ["low", "high"])
@pytest.mark.parametrize("value", ["far", None, float("nan"), float("inf")])
def test_bounds_of_the_wrong_kind_are_garbage(name: str, value: object) -> None:
    data = wire.question_data(asked("x^2", 0, 1))
    assert wire.question_from(data)
    with pytest.raises(wire.Garbage):
        wire.question_from(data | {name: value})
    with pytest.raises(wire.Garbage):
        wire.question_from({key: kept for key, kept in data.items() if key != name})


def test_the_engine_answers() -> None:
    questions = {"area": asked("x^2", 0, 1), "pole": asked("1/x^2", 0, 1), "none": asked("floor x", 0, 3)}
    with Engine(limit=10) as engine:
        answers = engine.answer(questions, 60)
    assert answers["area"].plain == "1/3"
    assert answers["pole"] == INFINITE
    assert answers["none"] == NO_FORMULA

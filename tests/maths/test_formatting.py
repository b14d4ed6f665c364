"""How formulas are written out: literal examples, and Python source that is run."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import expressions

from calctui.maths.derive import derivative
from calctui.maths.evaluate import evaluate, node_values
from calctui.maths.expression import Expression, ExpressionError
from calctui.maths.formatting import plain, pretty
from calctui.maths.names import OPERATORS
from calctui.maths.parser import parse
from calctui.maths.primitives import PRIMITIVES
from calctui.maths.source import python

WRITTEN = [
    # typed, plain, pretty
    ("3x^2+2x", "3*x^2 + 2*x", "3x² + 2x"),
    ("3·x·y", "3*x*y", "3x·y"),
    ("2pi x", "2*pi*x", "2π·x"),
    ("2 sin x", "2*sin(x)", "2·sin(x)"),
    ("2(x+1)", "2*(x + 1)", "2(x + 1)"),
    ("x*2", "x*2", "x·2"),
    ("2*3", "2*3", "2·3"),
    ("-x^2", "-x^2", "-x²"),
    ("(-x)^2", "(-x)^2", "(-x)²"),
    ("(-2)^x", "(-2)^x", "(-2)^x"),
    ("-3x", "-3*x", "-3x"),
    ("x*-3", "x*(-3)", "x·(-3)"),
    ("x - -3", "x - (-3)", "x - (-3)"),
    ("--x", "-(-x)", "-(-x)"),
    ("1/2x", "1/2*x", "1/2·x"),
    ("1/(2x)", "1/(2*x)", "1/(2x)"),
    ("x-(y-z)", "x - (y - z)", "x - (y - z)"),
    ("x-y-z", "x - y - z", "x - y - z"),
    ("x/(y/z)", "x/(y/z)", "x/(y/z)"),
    ("(x+1)(x-1)", "(x + 1)*(x - 1)", "(x + 1)·(x - 1)"),
    ("x^-1", "x^(-1)", "x⁻¹"),
    ("x^23", "x^23", "x²³"),
    ("x^1000", "x^1000", "x^1000"),
    ("x^0.5", "x^0.5", "x^0.5"),
    ("x^(1/2)", "x^(1/2)", "x^(1/2)"),
    ("x^(y+1)", "x^(y + 1)", "x^(y + 1)"),
    ("2^-x", "2^(-x)", "2^(-x)"),
    ("(x^2)^3", "(x^2)^3", "(x²)³"),
    ("2^3^2", "2^3^2", "2^3²"),
    ("e^x", "exp(x)", "e^x"),
    ("e^-x^2", "exp(-x^2)", "e^(-x²)"),
    ("e^-2", "exp(-2)", "e⁻²"),
    ("exp(x)^2", "exp(x)^2", "(e^x)²"),
    ("3e^x", "3*exp(x)", "3e^x"),
    ("sin²x cos 2x", "sin(x)^2*cos(2*x)", "sin(x)²·cos(2x)"),
    ("sin^-1 x", "asin(x)", "asin(x)"),
    ("log(x, 2)", "ln(x)/ln(2)", "ln(x)/ln(2)"),
    ("|x|", "abs(x)", "|x|"),
    ("||x|-1|", "abs(abs(x) - 1)", "abs(|x| - 1)"),
    ("2|x||y|", "2*abs(x)*abs(y)", "2·|x|·|y|"),
    ("sqrt x", "sqrt(x)", "√x"),
    ("√(x+1)", "sqrt(x + 1)", "√(x + 1)"),
    ("√(x)²", "sqrt(x)^2", "(√x)²"),
    ("√x²", "sqrt(x^2)", "√(x²)"),
    ("2√x", "2*sqrt(x)", "2·√x"),
    ("cbrt x", "cbrt(x)", "∛x"),
    ("tau", "tau", "τ"),
    ("swish x", "silu(x)", "silu(x)"),
    ("leaky_relu x", "leaky_relu(x, 0.01)", "leaky_relu(x, 0.01)"),
    ("min(x, 1, y)", "min(min(x, 1), y)", "min(min(x, 1), y)"),
    ("1000000x", "1000000*x", "1000000x"),
    ("1e-5x", "1e-05*x", "1e-05x"),
    ("0.1x", "0.1*x", "0.1x"),
    ("θ x", "θ*x", "θ·x"),
    ("g = w x + b; h = tanh g; h²", "g = w*x + b; h = tanh(g); h^2", "g = w·x + b; h = tanh(g); h²"),
    ("g = x²", "g = x^2", "g = x²"),
    ("g = x²; h = g + 1; g", "g = x^2; h = g + 1; g", "g = x²; h = g + 1; g"),
    ("g = x; h = g; 2h", "g = x; h = g; 2*h", "g = x; h = g; 2h"),
    ("q = (x+1)²; p = x+1", "p = x + 1; q = p^2; p", "p = x + 1; q = p²; p"),
    ("x + 1; x²", "x + 1; x^2", "x + 1; x²"),
]


@pytest.mark.parametrize(("text", "as_plain", "as_pretty"), WRITTEN)
def test_a_formula_is_written(text: str, as_plain: str, as_pretty: str) -> None:
    assert plain(parse(text)) == as_plain
    assert pretty(parse(text)) == as_pretty


DERIVED = [
    ("3x² + 2x", "6x + 2"), ("x³", "3x²"), ("sin x", "cos(x)"), ("e^x", "e^x"), ("ln x", "1/x"), ("7", "0"),
    ("x", "1"), ("x^-1", "-x⁻²"), ("sin 2x", "2·cos(2x)"), ("a x", "a"), ("tanh x", "1 - tanh(x)·tanh(x)"),
    ("sigmoid x", "sigmoid(x)·(1 - sigmoid(x))"), ("relu x", "step(x)"), ("|x|", "sign(x)"),
    ("x sin x", "sin(x) + x·cos(x)"), ("√x", "0.5/√x"), ("softplus x", "sigmoid(x)"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "slope"), DERIVED)
def test_the_derivative_reads_as_in_a_textbook(text: str, slope: str) -> None:
    assert pretty(derivative(parse(text), "x")) == slope


@given(expressions())
def test_a_derivative_is_read_back_too(expression: Expression) -> None:
    slope = derivative(expression, "x")
    assume(len(pretty(slope)) <= 300)
    try:
        back = parse(pretty(slope), ("x", "y"))
    except ExpressionError as refusal:
        assume(not str(refusal))  # a constant of no reasonable size, which nobody can type
    assert back == slope


def run(expression: Expression, at: dict[str, Any]) -> Any:
    """Execute the source; the text is our own."""
    scratch: dict[str, Any] = {"np": np, "math": math}
    exec(python(expression, "f", tuple(at)), scratch)  # noqa: S102
    with np.errstate(all="ignore"):
        return scratch["f"](*map(np.float64, at.values()))


@given(expressions(), st.integers(-90, 90).map(lambda k: (k + 0.37) / 32))
def test_python_source_computes_the_same(expression: Expression, x: float) -> None:
    at = {"x": x, "y": 1.75 - x / 2, "a": 0.625, "θ": 0.3}
    values = np.array([float(value) for value in node_values(expression, at)])
    assume((np.abs(values) < 1e12).all())  # at the edge of a domain NumPy answers inf where we answer NaN
    found = run(expression, at)
    last = found[-1] if isinstance(found, tuple) else found
    assert last == pytest.approx(float(evaluate(expression, at)), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("op", sorted(set(PRIMITIVES) - OPERATORS))
def test_every_function_has_python_source(op: str) -> None:
    expression = parse(f"{op}({', '.join('xy'[: PRIMITIVES[op].arity])}) + 1")
    at = {"x": 0.7, "y": 0.2}
    assert run(expression, at) == pytest.approx(float(evaluate(expression, at)), rel=1e-12)


def test_python_source_is_readable() -> None:
    assert python(parse("g = w x; sigmoid(g)² + 3π"), "model", ("x", "w")) == (
        "def sigmoid(u):\n"
        "    return 1 / (1 + np.exp(-u))\n"
        "\n\n"
        "def model(x, w):\n"
        "    g = w*x\n"
        "    return sigmoid(g)**2 + 3*np.pi"
    )
    assert python(parse("-x^2 + ln|x|"), "f", ("x",)) == "def f(x):\n    return -x**2 + np.log(np.abs(x))"


def test_python_returns_every_output() -> None:
    a, b = run(parse("softmax(x, y)"), {"x": 2.0, "y": 1.0})
    assert (a, b) == pytest.approx((1 / (1 + math.exp(-1)), 1 / (1 + math.exp(1))))
    assert run(parse("g = x²; h = g + 1; g; 2h"), {"x": 3.0}) == (9.0, 20.0)
    assert run(parse("g = x²; h = g + 1; g"), {"x": 3.0}) == 9.0
    assert run(parse("q = (x+1)²; p = x+1; p + q"), {"x": 2.0}) == 12.0


NAMES = ["is", "lambda", "def", "np", "math", "neg", "identity", "None", "f", "u", "v"]


@pytest.mark.parametrize("name", NAMES)
def test_a_step_may_be_called_what_python_reserves(name: str) -> None:
    expression = parse(f"{name} = gelu(x); {name}² + {name}")
    value = float(evaluate(expression, {"x": 1.5}))
    assert run(expression, {"x": 1.5}) == pytest.approx(value, rel=1e-14)


@pytest.mark.parametrize("text", ["1/3", "1e22 x", "1e-5 x", "0.1 x", "123456789.125 x", "x^0.1", "1e300 x"])
def test_numbers_are_written_with_all_their_digits(text: str) -> None:
    assert parse(plain(parse(text))) == parse(text)
    assert run(parse(text), {"x": 0.3}) == float(evaluate(parse(text), {"x": 0.3}))

"""Formulas as source over SymPy and PyTorch: literal examples, and SymPy's run."""

from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import assume, given, settings
from strategies import expressions

from calctui.maths.evaluate import evaluate, node_values
from calctui.maths.expression import Expression
from calctui.maths.names import OPERATORS
from calctui.maths.parser import parse
from calctui.maths.primitives import PRIMITIVES
from calctui.maths.source import SYMPY, TORCH, exact, python, shared, statements

SPELLED = [
    # typed, over SymPy, over PyTorch
    ("3x^2 + 2x", "3*x**2 + 2*x", "3*x**2 + 2*x"),
    ("1/3 x", "sp.Rational(1, 3)*x", "1/3*x"),
    ("x^(1/2)", "x**sp.Rational(1, 2)", "x**(1/2)"),
    ("-1/2 x", "sp.S(-1)/2*x", "-1/2*x"),
    ("(1 + 2)/3 x", "sp.S(1 + 2)/3*x", "(1 + 2)/3*x"),
    ("2^10 x", "2**10*x", "2**10*x"),
    ("2^-1 x", "sp.S(2)**(-1)*x", "2**(-1)*x"),
    ("x^-1", "x**(-1)", "x**(-1)"),
    ("0.1x", 'sp.Rational("0.1")*x', "0.1*x"),
    ("π x + e", "sp.pi*x + sp.E", "torch.pi*x + torch.e"),
    ("ln|x|", "sp.log(sp.Abs(x))", "torch.log(torch.abs(x))"),
    ("sqrt(2) x", "sp.sqrt(2)*x", "torch.sqrt(torch.tensor(2.0))*x"),
    ("sin(1 + 2) x", "sp.sin(1 + 2)*x", "torch.sin(torch.tensor(float(1 + 2)))*x"),
    ("max(x, 1)", "sp.Max(x, 1)", "torch.maximum(x, torch.tensor(1.0))"),
    ("asin x", "sp.asin(x)", "torch.asin(x)"),
    ("ceil x", "sp.ceiling(x)", "torch.ceil(x)"),
    ("gelu x", "gelu(x)", "torch.nn.functional.gelu(x)"),
]


@pytest.mark.parametrize(("text", "over_sympy", "over_torch"), SPELLED)
def test_a_formula_is_spelled(text: str, over_sympy: str, over_torch: str) -> None:
    for dialect, spelled in ((SYMPY, over_sympy), (TORCH, over_torch)):
        (output,) = statements(parse(text), dialect)[1]
        assert output.text == spelled


def test_what_sympy_does_not_have_is_defined() -> None:
    assert python(parse("relu(x) + 1"), "f", ("x",), SYMPY) == (
        "def relu(u):\n    return sp.Piecewise((u, u > 0), (0, True))\n\n\ndef f(x):\n    return relu(x) + 1"
    )
    assert SYMPY.helper("sigmoid") == "def sigmoid(u):\n    return 1/(1 + sp.exp(-u))"
    assert SYMPY.helper("cbrt") == "def cbrt(u):\n    return sp.sign(u)*sp.Abs(u)**sp.Rational(1, 3)"


def of_sympy(expression: Expression, arguments: tuple[str, ...]) -> Any:
    """Its value for symbols; the text is our own."""
    scratch: dict[str, Any] = {"sp": sp}
    exec(python(expression, "f", arguments, SYMPY), scratch)  # noqa: S102
    return scratch["f"](*sp.symbols(arguments, real=True))


@pytest.mark.parametrize("op", sorted(set(PRIMITIVES) - OPERATORS))
@pytest.mark.parametrize("at", [{"x": 0.7, "y": 0.2}, {"x": -0.6, "y": 0.4}, {"x": 0.5, "y": 0.5}])
def test_every_function_over_sympy_has_the_value_of_the_table(op: str, at: dict[str, float]) -> None:
    arguments = tuple("xy"[: PRIMITIVES[op].arity])
    expression = parse(f"{op}({', '.join(arguments)})")
    expected = float(evaluate(expression, at))
    found = of_sympy(expression, arguments).subs({sp.Symbol(name, real=True): at[name] for name in arguments})
    assert (
        (complex(found).imag != 0)
        if np.isnan(expected)
        else float(found) == pytest.approx(expected, rel=1e-12)
    )


@pytest.mark.parametrize("op", sorted(set(PRIMITIVES) - OPERATORS))
def test_every_function_has_source_over_torch(op: str) -> None:
    source = python(parse(f"{op}({', '.join('xy'[: PRIMITIVES[op].arity])})"), "f", ("x", "y"), TORCH)
    compile(source, op, "exec")
    assert "torch." in source
    assert "np." not in source


@given(expressions())
@settings(max_examples=60)
def test_over_sympy_numbers_stay_exact(expression: Expression) -> None:
    at = {"x": 0.375, "y": 1.625, "a": 0.625, "θ": 0.3}
    values = np.array([float(value) for value in node_values(expression, at)])
    assume((np.abs(values) < 1e6).all())
    found = of_sympy(expression, tuple(at))
    last = sp.S(found[-1] if isinstance(found, tuple) else found)
    assert not last.atoms(sp.Float)
    number = last.subs({sp.Symbol(name, real=True): sp.Float(value) for name, value in at.items()})
    assert float(number) == pytest.approx(float(evaluate(expression, at)), rel=1e-6, abs=1e-9)


def test_numbers_are_exact() -> None:
    assert [exact(value) for value in (1.0, -2.0, -0.0, 0.1, 1e22, 1e-5)] == [
        "1", "-2", "0", 'sp.Rational("0.1")', 'sp.Rational("1e+22")', 'sp.Rational("1e-05")'
    ]  # fmt: skip


def test_what_is_used_twice_gets_a_name() -> None:
    lines, outputs = statements(shared(parse("sin(x+1); cos(x+1); v = x^2; v + v*x")), SYMPY)
    assert lines == ["v = x**2", "v1 = x + 1"]
    assert [output.text for output in outputs] == ["sp.sin(v1)", "sp.cos(v1)", "v + v*x"]


@given(expressions())
def test_names_for_what_is_used_twice_change_nothing(expression: Expression) -> None:
    at = {"x": 0.375, "y": 1.625, "a": 0.625, "θ": 0.3}
    assert shared(expression).nodes == expression.nodes
    np.testing.assert_equal(evaluate(shared(expression), at), evaluate(expression, at))

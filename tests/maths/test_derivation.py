"""Derivations: every step true when read alone, the whole as SymPy has it, and the texts of a textbook."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from maths_oracle import MP, exact
from strategies import differentiable, expressions

from calctui.maths.derivation import RULES, Rule, Step, derivation, used
from calctui.maths.evaluate import evaluate, node_values
from calctui.maths.expression import Builder, Expression
from calctui.maths.formatting import pretty, statement
from calctui.maths.parser import parse
from calctui.maths.primitives import PRIMITIVES
from calctui.maths.symbolic.bridge import to_sympy

POINTS = st.integers(-190, 190).map(lambda k: (k + 0.37) / 64)
"""Off every corner that a formula of few round numbers has."""


def lines(text: str, wrt: str = "x", notation: str = "lagrange") -> list[str]:
    """A derivation as it is read: what is asked, what the rule gives, and what comes of that."""
    read = []
    for step in derivation(parse(text), wrt, notation):
        giving, result = statement(step.giving), statement(step.derivative)
        more = "" if giving == result else f" = {result}"
        rule = step.rule + (f" and {step.also}" if step.also else "")
        read.append(f"{'  ' * step.depth}{step.name} = {giving}{more}: {rule}")
    return read


TEXTBOOK = {
    "3x² + 2x": [
        "(3x² + 2x)′ = (3x²)′ + (2x)′ = 6x + 2: sum",
        "  (3x²)′ = 3·(x²)′ = 6x: constant multiple",
        "    (x²)′ = 2x: power",
        "  (2x)′ = 2: constant multiple",
    ],
    "x sin x": [
        "(x·sin(x))′ = x′·sin(x) + x·(sin(x))′ = sin(x) + x·cos(x): product",
        "  x′ = 1: identity",
        "  (sin(x))′ = cos(x): trigonometric",
    ],
    "(x² + 1)/x": [
        "((x² + 1)/x)′ = ((x² + 1)′·x - (x² + 1)·x′)/x² = (x² - 1)/x²: quotient",
        "  (x² + 1)′ = (x²)′ + (1)′ = 2x: sum",
        "    (x²)′ = 2x: power",
        "    (1)′ = 0: constant",
        "  x′ = 1: identity",
    ],
    "sin(3x)": [
        "(sin(3x))′ = cos(3x)·(3x)′ = 3·cos(3x): chain and trigonometric",
        "  (3x)′ = 3: constant multiple",
    ],
    "sin²x": [
        "(sin(x)²)′ = 2·sin(x)·(sin(x))′ = 2·sin(x)·cos(x): chain and power",
        "  (sin(x))′ = cos(x): trigonometric",
    ],
    "x^x": [
        "(x^x)′ = x^x·(x·ln(x))′ = x^x·(ln(x) + 1): general power",
        "  (x·ln(x))′ = x′·ln(x) + x·(ln(x))′ = ln(x) + 1: product",
        "    x′ = 1: identity",
        "    (ln(x))′ = 1/x: logarithm",
    ],
    "e^(3x) - x": [
        "(e^(3x) - x)′ = (e^(3x))′ - x′ = 3e^(3x) - 1: sum",
        "  (e^(3x))′ = e^(3x)·(3x)′ = 3e^(3x): chain and exponential",
        "    (3x)′ = 3: constant multiple",
        "  x′ = 1: identity",
    ],
    "√(1 - x²)": [
        "(√(1 - x²))′ = 1/(2·√(1 - x²))·(1 - x²)′ = -x/√(1 - x²): chain and power",
        "  (1 - x²)′ = (1)′ - (x²)′ = -2x: sum",
        "    (1)′ = 0: constant",
        "    (x²)′ = 2x: power",
    ],
    "g = w x + b; tanh(g)²": [
        "(tanh(g)²)′ = 2·tanh(g)·(tanh(g))′ = 2w·tanh(g)·(1 - tanh(g)²): chain and power",
        "  (tanh(g))′ = (1 - tanh(g)²)·g′ = w·(1 - tanh(g)²): chain and hyperbolic",
        "    g′ = (w·x)′ + b′ = w: sum",
        "      (w·x)′ = w: constant multiple",
        "      b′ = 0: constant",
    ],
}


@pytest.mark.parametrize("text", TEXTBOOK)
def test_a_derivation_reads_as_in_a_textbook(text: str) -> None:
    assert lines(text) == TEXTBOOK[text]


def test_leibniz_writes_the_same_with_d_dx() -> None:
    assert lines("g = 2x; 3x·ln(g)", notation="leibniz") == [
        "d/dx(3x·ln(g)) = d/dx(3x)·ln(g) + 3x·d/dx(ln(g)) = 3·ln(g) + 6x/g: product",
        "  d/dx(3x) = 3: constant multiple",
        "  d/dx(ln(g)) = 1/g·dg/dx = 2/g: chain and logarithm",
        "    dg/dx = 2: constant multiple",
    ]
    assert (
        lines("3·sin(y)", "y", "leibniz")[0]
        == "d/dy(3·sin(y)) = 3·d/dy(sin(y)) = 3·cos(y): constant multiple"
    )


RESULTS = [
    # typed, its derivative
    ("7", "0"), ("x", "1"), ("-x", "-1"), ("-(-x)", "1"), ("x*x", "2x"), ("x·2·3·x", "12x"),
    ("x/2 + x", "3/2"), ("x/4·2x", "x"), ("3/(400x)·2", "-3/(200x²)"), ("1/(x/2)²", "-8/x³"),
    ("1/(x·y)", "-1/(y·x²)"), ("3²x", "9"), ("(1e250x)/1e-250", "1e+250/1e-250"),
    ("x³", "3x²"), ("x^-2", "-2x⁻³"), ("1/x", "-1/x²"), ("1/x²", "-2/x³"), ("5/(x²+1)", "-10x/(x² + 1)²"),
    ("√x", "1/(2·√x)"), ("∛x", "1/(3·(∛x)²)"), ("x^0.5", "0.5x^(-0.5)"), ("x^a", "a·x^(a - 1)"),
    ("e^x", "e^x"), ("e^-x", "-e^(-x)"), ("2^x", "2^x·ln(2)"), ("ln(x³)", "3/x"), ("ln(ln x)", "1/(x·ln(x))"),
    ("log2 x", "1/(x·ln(2))"), ("log10(x²)", "2/(x·ln(10))"), ("log(x, 3)", "1/(x·ln(3))"),
    ("cos x", "-sin(x)"), ("tan x", "1 + tan(x)²"), ("sin(x²)", "2x·cos(x²)"),
    ("sin x cos x", "cos(x)² - sin(x)²"),
    ("cos(x)/x", "(-x·sin(x) - cos(x))/x²"), ("x/(x+1)", "1/(x + 1)²"), ("x² e^x", "2x·e^x + x²·e^x"),
    ("asin x", "1/√(1 - x²)"), ("acos x", "-1/√(1 - x²)"), ("atan x", "1/(1 + x²)"),
    ("tanh x", "1 - tanh(x)²"), ("sigmoid x", "sigmoid(x)·(1 - sigmoid(x))"), ("relu x", "step(x)"),
    ("|x|", "sign(x)"), ("floor(x²)", "0"), ("0·sin x", "0"), ("x^0", "0"), ("erf x", "2e^(-x²)/√π"),
    ("gelu x", "(1 + erf(x/√2))/2 + x·e^(-x²/2)/√(2π)"), ("(0.1x)·3", "0.3"), ("1 - x·y", "-y"),
    ("a x² y", "2a·y·x"), ("π x²", "2π·x"), ("(x²)³", "6x⁵"), ("1 - x + x²", "2x - 1"),
    ("cosh²x - sinh²x", "0"), ("g = x; g²", "2g"), ("g = x; h = g; h", "1"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "slope"), RESULTS)
def test_the_result_is_tidy(text: str, slope: str) -> None:
    assert statement(derivation(parse(text), "x")[0].derivative) == slope


PATTERNS = [
    # typed, the rule of its first step in letters
    ("7", "c′ = 0"), ("x", "x′ = 1"), ("x² - 1 + x", "(u + v)′ = u′ + v′"), ("x² - 1", "(u - v)′ = u′ - v′"),
    ("2x", "(c·x)′ = c"), ("2x²", "(c·u)′ = c·u′"), ("x/2", "(x/c)′ = 1/c"), ("-x²", "(-u)′ = -u′"),
    ("x sin x", "(u·v)′ = u′·v + u·v′"), ("x²/sin x", "(u/v)′ = (u′·v - u·v′)/v²"), ("1/x", "(c/x)′ = -c/x²"),
    ("3/sin x", "(c/u)′ = -c·u′/u²"), ("x³", "(xⁿ)′ = n·xⁿ⁻¹"), ("sin²x", "(uⁿ)′ = n·uⁿ⁻¹·u′"),
    ("√x", "(√x)′ = (x^(1/2))′ = 1/(2·√x)"), ("e^(2x)", "(e^u)′ = e^u·u′"), ("2^x", "(a^x)′ = a^x·ln(a)"),
    ("2^(x²)", "(a^u)′ = a^u·ln(a)·u′"), ("x^x", "(u^v)′ = u^v·(v·ln(u))′"), ("sin x", "(sin(x))′ = cos(x)"),
    ("sin(2x)", "(sin(u))′ = cos(u)·u′"),
    ("max(x, 0)", "(max(x, c))′ = (1 + sign(x - c))/2"), ("floor(x²)", "(floor(u))′ = 0"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "pattern"), PATTERNS)
def test_the_rule_in_letters(text: str, pattern: str) -> None:
    assert derivation(parse(text), "x")[0].pattern == pattern


def test_the_rule_in_letters_follows_notation_and_variable() -> None:
    assert derivation(parse("x sin x"), "x", "leibniz")[0].pattern == "d/dx(u·v) = du/dx·v + u·dv/dx"
    assert derivation(parse("√x"), "x", "leibniz")[0].pattern == "d/dx(√x) = d/dx(x^(1/2)) = 1/(2·√x)"
    assert derivation(parse("u³"), "u")[0].pattern == "(uⁿ)′ = n·uⁿ⁻¹"
    assert derivation(parse("sin(2u)"), "u")[0].pattern == "(sin(U))′ = cos(U)·U′"


@pytest.mark.parametrize("op", PRIMITIVES)
def test_every_primitive_has_a_rule(op: str) -> None:
    build = Builder()
    place = build.apply(op, *(build.input(name) for name in "xy"[: PRIMITIVES[op].arity]))
    steps = derivation(build.expression([place]), "x")
    known = {Rule.MULTIPLE} if op in ("mul", "div") else {RULES[op]}
    assert {steps[0].rule} == known


def test_used_is_every_rule_also_the_outer_function_of_a_chain() -> None:
    assert used(derivation(parse("3x² + sin(2x)"), "x")) == {
        Rule.SUM, Rule.MULTIPLE, Rule.POWER, Rule.CHAIN, Rule.TRIGONOMETRIC,
    }  # fmt: skip
    assert used(()) == frozenset()


def test_a_shared_part_is_found_once() -> None:
    steps = derivation(parse("sin(x²)·cos(x²)"), "x")
    assert [step.name for step in steps] == ["(sin(x²)·cos(x²))′", "(sin(x²))′", "(x²)′", "(cos(x²))′"]
    assert [step.uses for step in steps] == [(1, 3), (2,), (), (2,)]
    assert [step.parent for step in steps] == [None, 0, 1, 0]


@given(expressions())
def test_steps_unfold_from_the_whole_to_its_parts(expression: Expression) -> None:
    steps = derivation(expression, "x")
    assert (steps[0].parent, steps[0].depth) == (None, 0)
    assert len({step.name for step in steps}) == len(steps)
    for index, step in enumerate(steps[1:], 1):
        assert step.parent is not None
        assert step.parent < index
        assert index in steps[step.parent].uses
        assert step.depth == steps[step.parent].depth + 1
    for step in steps:
        assert {name for name in step.giving.inputs if "′" in name} == {steps[use].name for use in step.uses}
        assert not any("′" in name for name in step.derivative.inputs)


def slope(part: Expression, at: Mapping[str, float]) -> Any:
    """The true derivative of a part by x, at 50 digits; NaN where mpmath finds none that is real."""
    return real(lambda: MP.diff(lambda x: exact(part, {**at, "x": x}), MP.mpf(at["x"])))


def real(value: Any) -> Any:
    try:
        found = value()
    except (ValueError, ZeroDivisionError, TypeError):  # TypeError: complex numbers have no order
        return MP.nan
    return MP.nan if isinstance(found, MP.mpc) else found


def agree(found: Any, expected: Any) -> bool:
    return bool(abs(found - expected) <= MP.mpf("1e-10") * (1 + abs(expected)))


def check(steps: tuple[Step, ...], at: Mapping[str, float]) -> int:
    """Test each step alone at one point; how many had a value there."""
    slopes = [slope(step.part, at) for step in steps]
    checked = 0
    for step, true in zip(steps, slopes, strict=True):
        pending = {steps[use].name: slopes[use] for use in step.uses}
        giving = real(lambda step=step, pending=pending: exact(step.giving, {**at, **pending}))
        result = real(lambda step=step: exact(step.derivative, at))
        for found in (giving, result):
            if not MP.isnan(true) and not MP.isnan(found):
                assert agree(found, true), (step.name, statement(step.giving), statement(step.derivative))
                checked += 1
    return checked


def tame(expression: Expression, at: Mapping[str, float]) -> bool:
    """Whether every part has a value of reasonable size."""
    values = np.array([float(value) for value in node_values(expression, at)])
    return bool((np.abs(values) < 1e3).all())


def smooth(expression: Expression, at: Mapping[str, float]) -> bool:
    """Whether nothing that moves is at a corner or the edge of a domain, and no power of u < 0 moves."""
    values = np.array([float(value) for value in node_values(expression, at)])
    moves = expression.depends_on(["x"])
    powers = [node.args for node in expression.nodes if node.op == "pow" and moves[node.args[1]]]
    clear = all((np.abs(values[moves] - corner) > 1e-6).all() for corner in (0, 1, -1, 6))
    return clear and all(values[base] > 0 for base, _ in powers)


FILTERED = settings(max_examples=300, suppress_health_check=[HealthCheck.filter_too_much])


@FILTERED
@given(expressions(), POINTS)
def test_each_step_read_alone_is_true(expression: Expression, x: float) -> None:
    at = {"x": x, "y": 1.75 - x / 2, "a": 0.625, "θ": 0.3}
    assume("x" in expression.inputs and tame(expression, at))
    assume(check(derivation(expression, "x"), at) > 0)


@settings(FILTERED, max_examples=100)
@given(differentiable(), POINTS)
def test_each_step_has_a_value_where_its_part_is_smooth(expression: Expression, x: float) -> None:
    at = {"x": x}
    assume("x" in expression.inputs and tame(expression, at) and smooth(expression, at))
    steps = derivation(expression, "x", "leibniz")
    assert check(steps, {"x": x}) == 2 * len(steps)


@FILTERED
@given(differentiable(depth=2), POINTS)
def test_the_result_is_what_sympy_finds(expression: Expression, x: float) -> None:
    assume("x" in expression.inputs and tame(expression, {"x": x}))
    symbol = sp.Symbol("x", real=True)  # a Float, as SymPy takes roots of long fractions by factoring them
    value = sp.diff(to_sympy(expression), symbol).subs(symbol, sp.Float(x, 40)).evalf(30)
    assume(value.is_real)
    found = float(evaluate(derivation(expression, "x")[0].derivative, {"x": x}))
    assume(not math.isnan(found))
    assert math.isclose(found, float(value), rel_tol=1e-9, abs_tol=1e-9)


def test_a_long_chain_needs_no_stack_and_no_room() -> None:
    build = Builder()
    place = build.input("x")
    for _ in range(399):
        place = build.apply("exp", place)
    steps = derivation(build.expression([place]), "x")
    assert len(steps) == 399
    assert steps[-1].depth == 398
    assert max(len(statement(step.giving)) for step in steps[::50]) < 2 * 400 * len("e^()") + 20


def test_what_steps_use_again_and_again_does_not_double() -> None:
    names = "abcdfhijklmnopqrstuvwzABCDEFGH"
    steps = [f"{new}={one}·{two}" for two, one, new in zip(names, names[1:], names[2:], strict=False)]
    text = "; ".join([f"{names[0]}=x²", f"{names[1]}=sin x", *steps])
    root = derivation(parse(text), "x")[0]
    assert len(pretty(root.derivative)) < 5_000
    assert evaluate(root.derivative, {"x": 1.0}) == pytest.approx(
        float(MP.diff(lambda x: exact(root.part, {"x": x}), 1)), rel=1e-9
    )

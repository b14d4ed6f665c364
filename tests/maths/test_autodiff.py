"""Four ways to differentiate the same graph, and SymPy as a fifth that shares no line with them."""

import math
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from maths_oracle import MP, exact
from strategies import differentiable

from calctui.maths.autodiff import forward, gradient, reverse
from calctui.maths.derive import derivative
from calctui.maths.evaluate import evaluate, node_values
from calctui.maths.expression import INPUT, NUMBER, Builder, Expression
from calctui.maths.formatting import plain
from calctui.maths.jets import derivatives
from calctui.maths.parser import parse
from calctui.maths.primitives import PRIMITIVES

POINTS = st.integers(-190, 190).map(lambda k: (k + 0.37) / 64)
"""Off every corner that a formula of few round numbers has."""
NAMED = {"pi": sp.pi, "e": sp.E, "tau": 2 * sp.pi}


def in_sympy(expression: Expression) -> Any:
    """The last output as a SymPy expression, by the table's own SymPy column."""
    parts: list[Any] = []
    for node in expression.nodes:
        if node.op == NUMBER:
            parts.append(NAMED.get(node.name, sp.Rational(node.value)))
        elif node.op == INPUT:
            parts.append(sp.Symbol(node.name, real=True))
        else:
            parts.append(PRIMITIVES[node.op].sympy(sp, *(parts[arg] for arg in node.args)))
    return parts[expression.output]


def sympy_slope(expression: Expression, wrt: str, at: dict[str, float]) -> float:
    """SymPy's derivative by exact rules, worked out at 30 digits."""
    formula = sp.diff(in_sympy(expression), sp.Symbol(wrt, real=True))
    exactly = {sp.Symbol(name, real=True): sp.Rational(value) for name, value in at.items()}
    value = formula.evalf(30, subs=exactly)  # put in exactly, it may be a power of a million digits
    return float(value) if value.is_real else math.nan


def tame(expression: Expression, at: dict[str, float]) -> bool:
    """Whether no intermediate value is so large that rounding alone could part two right answers.

    No power may stand on its corner either, as (x - x)^1.25 does at every point: there two sides must agree
    for one way, and a rule is enough for another.
    """
    values = np.array([float(value) for value in node_values(expression, at)])
    trace = reverse(expression, at)
    flows = np.array([float(edge.contribution) for edge in trace.edges] or [0.0])
    powers = [values[list(node.args)] for node in expression.nodes if node.op == "pow"]
    cornered = any(base == 0 and exponent % 1 for base, exponent in powers)
    return bool((np.abs(values) < 1e3).all() and (np.abs(flows) < 1e3).all()) and not cornered


def agree(found: Any, expected: Any, relative: float = 1e-9) -> bool:
    return math.isclose(float(found), float(expected), rel_tol=relative, abs_tol=relative)


@given(differentiable(), POINTS)
def test_forward_reverse_formula_and_jets_agree(expression: Expression, x: float) -> None:
    at = {"x": x}
    assume(tame(expression, at))
    value, slope = forward(expression, "x", at)
    assert agree(value, evaluate(expression, at))
    assert agree(gradient(expression, at, ["x"])["x"], slope)
    assert agree(evaluate(derivative(expression, "x"), at), slope)
    assert agree(derivatives(expression, "x", at, 1)[1], slope)


@settings(max_examples=60)
@given(differentiable(depth=2), POINTS)
def test_forward_is_what_sympy_differentiates(expression: Expression, x: float) -> None:
    assume("x" in expression.inputs and tame(expression, {"x": x}))
    assert agree(forward(expression, "x", {"x": x})[1], sympy_slope(expression, "x", {"x": x}))


@given(differentiable(), POINTS)
def test_forward_is_the_limit_of_differences_at_50_digits(expression: Expression, x: float) -> None:
    assume(tame(expression, {"x": x}))
    expected = MP.diff(lambda at: exact(expression, {"x": at}), MP.mpf(x))
    assert agree(forward(expression, "x", {"x": x})[1], expected)


@given(differentiable(("x", "y", "a")), st.tuples(POINTS, POINTS, POINTS))
def test_the_gradient_is_every_slope(expression: Expression, values: tuple[float, float, float]) -> None:
    at = dict(zip(("x", "y", "a"), values, strict=True))
    assume(len(set(values)) == 3 and tame(expression, at))  # two equal inputs can be a corner
    slopes = gradient(expression, at, ("x", "y", "a"))
    for name in at:
        assert agree(slopes[name], forward(expression, name, at)[1])

        def moved(value: Any, name: str = name) -> Any:
            return exact(expression, {**at, name: value})

        assert agree(slopes[name], MP.diff(moved, MP.mpf(at[name])))


@given(differentiable(), st.lists(POINTS, min_size=2, max_size=6))
def test_a_batch_is_its_points(expression: Expression, xs: list[float]) -> None:
    """To the last digits: NumPy's vector instructions round in their own way."""
    assume(all(tame(expression, {"x": x}) for x in xs))
    batch = np.broadcast_to(forward(expression, "x", {"x": np.array(xs)})[1], len(xs))
    for found, x in zip(batch, xs, strict=True):
        assert agree(found, forward(expression, "x", {"x": x})[1], 1e-11)


@pytest.mark.parametrize("text", ["1e200x·(1e200x)", "(1e300x)³", "(1e300x)^-3"])
def test_numbers_whose_product_no_float_holds_stay_apart(text: str) -> None:
    first = derivative(parse(text), "x")
    for formula in (first, derivative(first, "x")):
        assert all(math.isfinite(node.value) for node in formula.nodes)


GRADIENTS = [
    ("x² y", {"x": 3.0, "y": -2.0}, {"x": -12.0, "y": 9.0}),
    ("(1-x)² + 100(y-x²)²", {"x": -1.0, "y": 2.0}, {"x": 396.0, "y": 200.0}),  # Rosenbrock
    ("ln(x² + y²)", {"x": 3.0, "y": 4.0}, {"x": 6 / 25, "y": 8 / 25}),
    ("x^y", {"x": 2.0, "y": 3.0}, {"x": 12.0, "y": 8 * math.log(2)}),
    ("g = w x + b; h = tanh g; (h - y)²", {"w": 0.5, "x": 2.0, "b": -1.0, "y": 1.0},
     {"w": -4.0, "x": -1.0, "b": -2.0, "y": 2.0}),
    ("x + 1", {"x": 3.0, "y": 5.0}, {"x": 1.0, "y": 0.0}),
    ("7", {"x": 3.0}, {"x": 0.0}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "at", "expected"), GRADIENTS)
def test_gradients_worked_out_by_hand(text: str, at: dict[str, float], expected: dict[str, float]) -> None:
    found = gradient(parse(text), at, list(expected))
    assert found.keys() == expected.keys()
    for name, slope in expected.items():
        assert found[name] == pytest.approx(slope, rel=1e-14, abs=1e-14)


CONVENTIONS = [
    # At a corner or a jump every operation has the slope that torch gives it.
    ("relu x", 0.0), ("abs x", 0.0), ("leaky_relu(x, 0.1)", 0.1), ("sign x", 0.0), ("floor x", 0.0),
    ("ceil x", 0.0), ("step x", 0.0), ("hardtanh(x + 1)", 0.0), ("hardtanh(x - 1)", 0.0), ("relu6 x", 0.0),
    ("relu6(x + 6)", 0.0), ("elu x", 1.0), ("softsign x", 1.0),
    # A tie shares the slope evenly.
    ("max(x, 0)", 0.5), ("min(x, 0)", 0.5), ("max(x, -x)", 0.0), ("max(3x, x)", 2.0), ("min(3x, x)", 2.0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "slope"), CONVENTIONS)
def test_the_slope_at_a_corner_is_by_convention(text: str, slope: float) -> None:
    expression = parse(text)
    assert forward(expression, "x", {"x": 0.0})[1] == pytest.approx(slope, abs=1e-15)
    assert gradient(expression, {"x": 0.0}, ["x"])["x"] == pytest.approx(slope, abs=1e-15)


@pytest.mark.parametrize("text", ["ln x", "sqrt x", "1/(x+1)", "asin(x-1)", "x^0.5", "log10 x"])
def test_there_is_no_slope_where_there_is_no_value(text: str) -> None:
    expression = parse(text)
    assert math.isnan(forward(expression, "x", {"x": -1.0})[1])
    assert math.isnan(gradient(expression, {"x": -1.0}, ["x"])["x"])
    assert np.isnan(derivatives(expression, "x", {"x": -1.0}, 2)).all()


WHOLE_POWERS = [
    ("x³", -2.0, 12.0),
    ("x^-1", -2.0, -0.25),
    ("(-2)^2 x", 1.0, 4.0),
    ("x²", 0.0, 0.0),
    ("x^1", 0.0, 1.0),
]


@pytest.mark.parametrize(("text", "x", "slope"), WHOLE_POWERS)
def test_a_whole_power_of_a_negative_base_has_a_slope(text: str, x: float, slope: float) -> None:
    """By a constant exponent nothing flows, so its logarithm is never asked for."""
    assert forward(parse(text), "x", {"x": x})[1] == slope
    assert gradient(parse(text), {"x": x}, ["x"])["x"] == slope


@pytest.mark.parametrize(
    ("text", "slope"), [("x^1", "1"), ("(x + 1)^1", "1"), ("x^0", "0"), ("x^2", "2*x"), ("x/1", "1")]
)
def test_the_formula_of_a_slope_has_no_trivial_operation(text: str, slope: str) -> None:
    assert plain(derivative(parse(text), "x")) == slope


def test_the_trace_tells_the_whole_sweep() -> None:
    expression = parse("x·x + sin x")
    trace = reverse(expression, {"x": 2.0})
    x = expression.nodes.index(next(node for node in expression.nodes if node.op == INPUT))
    into_x = [edge for edge in trace.edges if edge.operand == x]
    assert [float(edge.local) for edge in into_x if expression.nodes[edge.node].op == "mul"] == [2.0, 2.0]
    assert sum(float(edge.contribution) for edge in into_x) == float(trace.adjoints[x])
    assert float(trace.adjoints[expression.output]) == 1.0
    assert [edge.node for edge in trace.edges] == sorted((edge.node for edge in trace.edges), reverse=True)


def test_a_sweep_to_some_inputs_leaves_out_the_rest() -> None:
    trace = reverse(parse("a^x"), {"x": 2.0, "a": -3.0}, wrt=["a"])
    assert [float(edge.local) for edge in trace.edges] == [-6.0]  # no NaN from ln(-3)


def chain(length: int) -> Expression:
    """x/2 + 1 of x/2 + 1 of ...: tends to 2, with slope 2^-length."""
    build = Builder()
    place, half, one = build.input("x"), build.number(0.5), build.number(1.0)
    for _ in range(length // 2):
        place = build.apply("add", build.apply("mul", place, half), one)
    return build.expression([place])


def test_a_chain_of_a_hundred_thousand_nodes_needs_no_stack() -> None:
    long = chain(100_000)
    assert len(long.nodes) == 100_003
    assert evaluate(long, {"x": 5.0}) == 2.0
    assert gradient(long, {"x": 5.0}, ["x"])["x"] == 0.0  # 2^-50000 is no float
    assert hash(long) == hash(chain(100_000))
    short = chain(200)
    assert gradient(short, {"x": 5.0}, ["x"])["x"] == 2.0**-100
    assert forward(short, "x", {"x": 5.0})[1] == 2.0**-100


def test_a_long_sum_has_every_slope() -> None:
    build = Builder()
    x = build.input("x")
    total = x
    for _ in range(20_000):
        total = build.apply("add", total, x)
    expression = build.expression([total])
    assert gradient(expression, {"x": 1.5}, ["x"])["x"] == 20_001.0
    assert forward(expression, "x", {"x": 1.5}) == (30_001.5, 20_001.0)
    assert evaluate(derivative(expression, "x"), {"x": 1.5}) == 20_001.0


def test_evaluation_keeps_the_shape_of_its_inputs() -> None:
    at = {"x": np.zeros((3, 1)), "y": np.zeros(4)}
    assert evaluate(parse("7"), at).shape == (3, 4)
    assert evaluate(parse("x + y"), at).shape == (3, 4)
    assert evaluate(parse("7"), {}).shape == ()


def test_an_input_without_a_value_is_named() -> None:
    with pytest.raises(KeyError, match="a"):
        evaluate(parse("a x"), {"x": 1.0})

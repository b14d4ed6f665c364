"""Graph -> SymPy -> graph, judged by values that neither had a hand in."""

from typing import Any

import mpmath
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from symbolic_support import MEANINGS, unary, value

from calctui.maths.expression import Builder, Expression
from calctui.maths.primitives import PRIMITIVES
from calctui.maths.symbolic.bridge import exact, from_sympy, to_sympy
from calctui.maths.symbolic.functions import OWN

POINTS = ("-2.37", "-0.41", "0.29", "0.83", "3.71")
FLAT = ("sign", "floor", "ceil", "step")
X = sp.Symbol("x", real=True)


def sympy_value(expr: Any, x: str) -> Any:
    """SymPy's own value of an expression, NaN where it is not real."""
    number = expr.xreplace({X: sp.Rational(*fraction(x))}).evalf(30)
    return mpmath.mpf(str(number)) if number.is_Float or number.is_Rational else mpmath.nan


def fraction(x: str) -> tuple[int, int]:
    whole = exact(float(x))
    return int(whole.p), int(whole.q)


def agree(first: Any, second: Any) -> bool:
    return bool(mpmath.almosteq(first, second, rel_eps=1e-15, abs_eps=1e-15))


def with_arguments(op: str) -> Expression:
    if PRIMITIVES[op].arity == 1:
        return unary(op)
    build = Builder()
    x = build.input("x")
    return build.expression([build.apply(op, build.apply("exp", x), build.number(0.3))])


def test_every_primitive_has_a_meaning_here() -> None:
    assert set(MEANINGS) == set(PRIMITIVES)


@pytest.mark.parametrize("op", PRIMITIVES)
def test_a_primitive_means_the_same_to_sympy(op: str) -> None:
    expression = with_arguments(op)
    for x in POINTS:
        expected = value(expression, x)
        if not mpmath.isnan(expected):
            assert agree(sympy_value(to_sympy(expression), x), expected)


@pytest.mark.parametrize("op", PRIMITIVES)
def test_a_primitive_comes_back(op: str) -> None:
    expression = with_arguments(op)
    back = from_sympy(to_sympy(expression, OWN))
    assert back is not None
    for x in POINTS:
        expected = value(expression, x)
        assert mpmath.isnan(expected) or agree(value(back, x), expected)


@st.composite
def graphs(draw: st.DrawFn) -> Expression:
    """Small graphs over every primitive; what jumps stands on x only, where it can be judged."""
    build = Builder()
    x = build.input("x")
    places = [x, build.apply(draw(st.sampled_from(FLAT)), x)]
    places += [build.number(number) for number in (0.1, 2.0, -1.5)] + [build.number(3.0, "pi")]
    smooth = sorted(set(PRIMITIVES) - set(FLAT) - {"pow"})
    for _ in range(draw(st.integers(1, 6))):
        op = draw(st.sampled_from([*smooth, "pow"]))
        first = draw(st.sampled_from(places))
        if op == "pow":
            places.append(build.apply(op, first, build.number(draw(st.sampled_from([2.0, 3.0, -1.0, 0.5])))))
        elif PRIMITIVES[op].arity == 1:
            places.append(build.apply(op, first))
        else:
            places.append(build.apply(op, first, draw(st.sampled_from(places))))
    return build.expression([places[-1]])


@settings(max_examples=120)
@given(graphs(), st.sampled_from(POINTS))
def test_any_graph_keeps_its_values_there_and_back(expression: Expression, x: str) -> None:
    expected = value(expression, x)
    expr = to_sympy(expression, OWN)
    back = from_sympy(expr)
    if mpmath.isnan(expected) or abs(expected) > 1e9 or expr.has(sp.zoo, sp.nan, sp.I):
        return
    assert back is not None
    assert agree(value(back, x), expected)


def test_numbers_are_exact_and_constants_have_names() -> None:
    build = Builder()
    tenth, circle = build.number(0.1), build.number(6.28, "tau")
    expr = to_sympy(build.expression([build.apply("add", tenth, circle)]))
    assert expr == sp.Rational(1, 10) + 2 * sp.pi


def test_symbols_are_real_and_several_inputs_stay_apart() -> None:
    build = Builder()
    expr = to_sympy(build.expression([build.apply("mul", build.input("w"), build.input("b"))]))
    assert {(symbol.name, symbol.is_real) for symbol in expr.free_symbols} == {("w", True), ("b", True)}


@pytest.mark.parametrize(
    ("expr", "ops"),
    [
        (X - 2, ["sub"]),
        (X / 2, ["div"]),
        (1 / X, ["div"]),
        (X**-2, ["pow", "div"]),
        (-X, ["neg"]),
        (sp.sqrt(X), ["sqrt"]),
        (1 / sp.sqrt(X), ["sqrt", "div"]),
        (sp.exp(-X), ["neg", "exp"]),
        (sp.Rational(-1, 3) * X, ["div", "neg"]),
        (2 - 3 * X, ["mul", "sub"]),
        (sp.Max(X, 1, 2 * X), ["max", "mul", "max"]),
    ],
)
def test_results_take_the_shapes_people_write(expr: Any, ops: list[str]) -> None:
    back = from_sympy(expr)
    assert back is not None
    assert [node.op for node in back.nodes if node.args] == ops


@pytest.mark.parametrize(
    "expr",
    [
        sp.Piecewise((X, X > 1), (0, True)),
        sp.zoo,
        sp.oo,
        sp.nan,
        sp.I * X,
        sp.gamma(X),
        sp.Integer(10) ** 400,
    ],
)
def test_what_has_no_counterpart_is_none(expr: Any) -> None:
    assert from_sympy(expr) is None


def test_a_tree_that_explodes_is_not_converted() -> None:
    expr = X
    for _ in range(30):
        expr = sp.sin(expr) + sp.cos(expr)
    assert from_sympy(expr) is None


def test_deep_nesting_is_no_recursion() -> None:
    build = Builder()
    place = build.input("x")
    for _ in range(300):
        place = build.apply("sin", place)
    expression = build.expression([place])
    back = from_sympy(to_sympy(expression))
    assert back is not None
    assert len(back.nodes) == 301

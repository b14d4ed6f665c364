"""The chain rule by paths: their sum is reverse mode, their number is that of the walks."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calctui.maths.autodiff import gradient
from calctui.maths.expression import INPUT, Builder, Expression
from calctui.maths.parser import parse
from calctui.maths.paths import MOST_PATHS, chain_paths

ONE, TWO = ("sin", "tanh", "sigmoid", "neg", "exp"), ("add", "sub", "mul")


@st.composite
def graphs(draw: st.DrawFn) -> Expression:
    """A few operations on what is there already, so that paths part and meet."""
    builder = Builder()
    places = [builder.input("x"), builder.input("y"), builder.number(0.5)]
    for _ in range(draw(st.integers(1, 9))):
        chosen = draw(st.sampled_from(ONE + TWO))
        operands = [draw(st.sampled_from(places)) for _ in range(2 if chosen in TWO else 1)]
        places.append(builder.apply(chosen, *operands))
    return builder.expression([places[-1]])


def walks(expression: Expression, place: int, name: str) -> int:
    """How many ways lead down from a node to an input, counted the slow way."""
    node = expression.nodes[place]
    if node.op == INPUT:
        return int(node.name == name)
    return sum(walks(expression, arg, name) for arg in node.args)


@settings(max_examples=200)
@given(graphs(), st.floats(-1.5, 1.5), st.floats(-1.5, 1.5))
def test_the_products_add_up_to_reverse_mode(expression: Expression, x: float, y: float) -> None:
    at = {"x": x, "y": y}
    for name in at:
        found = chain_paths(expression, at, name, most=10**5)
        assert found.count == len(found.listed) == walks(expression, expression.output, name)
        size = 1 + sum(abs(path.product) for path in found.listed)
        slope = float(gradient(expression, at, [name])[name])
        if np.isfinite(slope):
            assert found.total == pytest.approx(slope, rel=1e-12, abs=1e-12 * size)


def test_a_path_names_its_nodes_and_its_local_derivatives() -> None:
    expression = parse("g = w*x + b; L = (g - y)^2", ("w", "x", "b", "y"))
    (path,) = chain_paths(expression, {"w": 3.0, "x": 2.0, "b": 1.0, "y": 5.0}, "w").listed
    ops = [expression.nodes[place].op for place in path.nodes]
    assert ops[:3] == ["input", "mul", "add"]
    assert ops[-1] == expression.nodes[expression.output].op
    assert len(path.locals) == len(path.nodes) - 1
    assert path.product == 2 * (3 * 2 + 1 - 5) * 2
    for before, after in zip(path.nodes[:-1], path.nodes[1:], strict=True):
        assert before in expression.nodes[after].args


def test_both_sides_of_a_product_are_paths() -> None:
    found = chain_paths(parse("x * x"), {"x": 3.0}, "x")
    assert [path.locals for path in found.listed] == [(3.0,), (3.0,)]
    assert found.total == 6.0


def test_an_input_is_its_own_path() -> None:
    found = chain_paths(parse("x"), {"x": 3.0}, "x")
    assert (found.count, found.listed[0].nodes, found.total) == (1, (0,), 1.0)


@pytest.mark.parametrize("text", ["3", "y^2", "3^y"])
def test_an_input_that_does_not_reach_the_output_has_none(text: str) -> None:
    found = chain_paths(parse(text, ("x", "y")), {"x": 1.0, "y": 2.0}, "x")
    assert (found.count, found.listed, found.total) == (0, (), 0.0)


def test_only_what_reaches_the_output_counts() -> None:
    builder = Builder()
    x = builder.input("x")
    aside, out = builder.apply("sin", x), builder.apply("exp", x)
    expression = builder.expression([out], [("aside", aside)])
    assert chain_paths(expression, {"x": 0.0}, "x").count == 1


def test_paths_beyond_counting_are_counted_and_not_walked() -> None:
    """x + x, doubled again and again: 2^5000 paths, and the first 200 of them are there at once."""
    builder = Builder()
    place = builder.input("x")
    for _ in range(5000):
        place = builder.apply("add", place, place)
    found = chain_paths(builder.expression([place]), {"x": 1.0}, "x")
    assert found.count == 2**5000
    assert len(found.listed) == MOST_PATHS
    assert {path.product for path in found.listed} == {1.0}
    assert len(set(map(id, found.listed))) == MOST_PATHS

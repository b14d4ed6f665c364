"""Reverse mode on graphs far beyond what a person types. The figures are those of benchmarks/autodiff.py."""

import inspect
import math
import sys
import timeit
from collections.abc import Callable

import pytest

from calctui.maths.autodiff import forward, gradient, reverse
from calctui.maths.evaluate import evaluate, node_values
from calctui.maths.expression import Builder, Expression

AT = {"x": 0.3, "y": 0.7}


def chain(size: int) -> Expression:
    """z <- sin(z) + x z, over and over: deep, and every node is used twice."""
    builder = Builder()
    x, place = builder.input("x"), builder.input("y")
    while len(builder.nodes) < size:
        place = builder.apply("add", builder.apply("sin", place), builder.apply("mul", x, place))
    return builder.expression([place])


def by_hand(size: int) -> tuple[float, float, float]:
    """The value and both derivatives, carried along in plain floats."""
    x, z, dx, dy = AT["x"], AT["y"], 0.0, 1.0
    for _ in range(math.ceil((size - 2) / 3)):
        z, dx, dy = math.sin(z) + x * z, (math.cos(z) + x) * dx + z, (math.cos(z) + x) * dy
    return z, dx, dy


def fastest(run: Callable[[], object]) -> float:
    """In seconds, without the collector, which would count what other tests left behind."""
    return min(timeit.repeat(run, number=1, repeat=4))


@pytest.mark.parametrize("size", [1_000, 100_000])
def test_a_graph_of_any_size_is_differentiated_without_recursion(size: int) -> None:
    expression = chain(size)
    assert len(expression.nodes) >= size
    value, dx, dy = by_hand(size)
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + 60)
    try:
        found = gradient(expression, AT, ["x", "y"])
        onward = forward(expression, "x", AT)
        stood = float(evaluate(expression, AT))
    finally:
        sys.setrecursionlimit(limit)
    assert stood == pytest.approx(value, rel=1e-9)
    assert (found["x"], found["y"]) == pytest.approx((dx, dy), rel=1e-9)
    assert float(onward[1]) == pytest.approx(dx, rel=1e-9)


@pytest.mark.soak  # a busy machine may break any bound on time
def test_the_cost_grows_with_the_graph_and_stays_by_that_of_evaluating_it() -> None:
    """Bounds with room for a busy machine; benchmarks/autodiff.py has the figures."""
    costs = {}
    for size in (1_000, 10_000, 100_000):
        expression = chain(size)
        costs[size] = fastest(lambda e=expression: reverse(e, AT))  # type: ignore[misc]
        assert costs[size] < 8 * fastest(lambda e=expression: node_values(e, AT))  # type: ignore[misc]
    assert costs[10_000] < 40 * costs[1_000]
    assert costs[100_000] < 40 * costs[10_000]

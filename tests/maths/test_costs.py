"""Operations counted: written out, shared and swept; and functions put into themselves."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calctui.maths.costs import composed, shared, swept, written_out
from calctui.maths.derive import derivative
from calctui.maths.evaluate import evaluate
from calctui.maths.parser import parse

FORMULAS = ("4x(1-x)", "sin x", "x exp(-x^2)", "sqrt(1 + x^2) / (2 + cos x)", "gelu(tanh(x) + x^2)")


@given(st.sampled_from(FORMULAS), st.integers(0, 6), st.floats(-2, 2))
def test_composed_is_applied_again_and_again(text: str, times: int, x: float) -> None:
    whole = composed(parse(text), "x", times)
    assert len(whole.outputs) == times + 1
    value = x
    for _ in range(times):
        value = float(evaluate(parse(text), {"x": value}))
    assert float(evaluate(whole, {"x": x})) == value


def test_letters_stay_and_are_shared() -> None:
    whole = composed(parse("k x + sin(k)"), "x", 3)
    assert set(whole.inputs) == {"k", "x"}
    assert sum(node.op == "sin" for node in whole.nodes) == 1


@pytest.mark.parametrize("text", FORMULAS)
def test_the_graph_grows_by_as_much_each_time(text: str) -> None:
    sizes = [shared(composed(parse(text), "x", times)) for times in range(1, 8)]
    assert {after - before for before, after in pairwise(sizes)} == {sizes[0]}


def test_written_out_doubles_where_x_stands_twice() -> None:
    sizes = [written_out(composed(parse("4x(1-x)"), "x", times)) for times in range(9)]
    assert sizes == [3 * (2**times - 1) for times in range(9)]  # s(n) = 3 + 2 s(n - 1)


@pytest.mark.parametrize(
    ("text", "all_of_it", "once"), [("x", 0, 0), ("x + 1", 1, 1), ("(x^2 + x^2)^2", 4, 3)]
)
def test_a_shared_part_counts_once_or_each_time(text: str, all_of_it: int, once: int) -> None:
    assert (written_out(parse(text)), shared(parse(text))) == (all_of_it, once)


@pytest.mark.parametrize(
    ("text", "operations"),
    [
        ("x", 0),
        ("3", 0),
        ("sin x", 2),  # sin, and cos for its slope
        ("sin(sin x)", 5),  # two of both, and their product
        ("x x", 2),  # the square; x + x
        ("4x(1-x)", 6),  # three there; -(4x), (1 - x)·4 and their sum
    ],
)
def test_a_sweep_counted_by_hand(text: str, operations: int) -> None:
    assert swept(parse(text), "x") == operations


@pytest.mark.parametrize("text", FORMULAS)
def test_a_sweep_grows_evenly_and_the_formula_outgrows_it(text: str) -> None:
    wholes = [composed(parse(text), "x", times) for times in range(9)]
    sweeps = [swept(whole, "x") for whole in wholes]
    growth = {after - before for before, after in pairwise(sweeps[2:])}
    assert len(growth) == 1
    assert written_out(derivative(wholes[-1], "x")) > sweeps[-1]

"""Modes: sweeps by definition, checked against sweeps that are really made, and the words about them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shown import plots, readouts, scene

from calctui.maths.autodiff import backward, onward
from calctui.maths.evaluate import node_values
from calctui.maths.expression import Builder
from calctui.scene import Curve, Point


@given(st.integers(1, 6), st.integers(1, 6))
def test_so_many_sweeps_fill_the_whole_matrix(inputs: int, outputs: int) -> None:
    """A forward sweep gives a column of the Jacobian, a reverse sweep a row."""
    builder = Builder()
    x = [builder.input(f"x{place}") for place in range(inputs)]
    total = x[0]
    for each in x[1:]:
        total = builder.apply("mul", total, each)
    made = [builder.apply("pow", total, builder.number(float(power))) for power in range(1, outputs + 1)]
    expression = builder.expression(made)
    values = node_values(expression, {f"x{place}": 1.5 for place in range(inputs)})
    columns = [onward(expression, values, f"x{place}") for place in range(inputs)]
    forward = np.array([[sweep.adjoints[output] for sweep in columns] for output in expression.outputs])
    rows = []
    for output in expression.outputs:
        single = type(expression)(expression.nodes, (output,))
        trace = backward(single, values, expression.inputs)
        places = [place for place, node in enumerate(expression.nodes) if node.op == "input"]
        rows.append([trace.adjoints[place] for place in places])
    assert np.array(rows) == pytest.approx(forward)
    found = readouts(f"modes inputs={inputs} outputs={outputs}")
    assert (found["forward_sweeps"], found["reverse_sweeps"]) == (len(columns), len(rows))


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_the_better_end_is_the_one_with_fewer(inputs: int, outputs: int) -> None:
    found = readouts(f"modes inputs={inputs} outputs={outputs}")
    better = "equal" if inputs == outputs else "forward" if inputs < outputs else "reverse"
    assert found["better"] == better
    said = scene(f"modes inputs={inputs} outputs={outputs}").sentence
    assert ("in reverse" in said) == (better == "reverse")
    assert ("sweeps forward" in said) == (better == "forward")


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ("", "1000000 inputs and 1 output: 1000000 times fewer sweeps in reverse, one an output, "
         "for 40 MB of remembered values."),
        ("inputs=3 outputs=1000", "3 inputs and 1000 outputs: 333 times fewer sweeps forward, one an input, "
         "and nothing to remember."),
        ("inputs=7 outputs=7", "7 inputs and 7 outputs: as many sweeps either way, "
         "and forward has nothing to remember."),
    ],
)  # fmt: skip
def test_what_is_said(settings: str, sentence: str) -> None:
    assert scene(f"modes {settings}").sentence == sentence


def test_the_lines_cross_where_there_are_as_many_inputs_as_outputs() -> None:
    sweeps, memory = plots(scene("modes inputs=100 outputs=1000").view)
    forward, reverse = (mark for mark in sweeps.marks if isinstance(mark, Curve))
    assert np.interp(3, forward.x, forward.y) == pytest.approx(3) == np.interp(3, reverse.x, reverse.y)
    cross = next(mark for mark in sweeps.marks if isinstance(mark, Point) and mark.label == "cross")
    assert (cross.x, cross.y) == (3, 3)
    assert sweeps.log_x
    assert memory.log_y


def test_reverse_keeps_four_bytes_an_operation() -> None:
    assert readouts("modes operations=1000000")["reverse_memory"] == "4 MB"

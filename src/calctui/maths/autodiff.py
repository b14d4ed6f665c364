"""Automatic differentiation of the graph: forward, reverse, and as a formula.

All three are one walk over the nodes with the same table of partial derivatives. Forward carries the
derivative by one input along with the values, a sweep for each input; reverse records the values, then
carries the derivative of one output back to every input, a sweep for each output. Griewank and Walther,
"Evaluating Derivatives", 2nd ed., chapter 3.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from calctui.maths.evaluate import Values, node_values
from calctui.maths.expression import INPUT, Expression
from calctui.maths.primitives import ARRAYS, PRIMITIVES


@dataclass(frozen=True, eq=False, slots=True)
class Edge:
    """One multiplication of the backward sweep: the adjoint of `node` times `local` flows into `operand`."""

    node: int
    operand: int
    local: Any
    """The partial derivative of the node by this operand."""
    contribution: Any
    """What arrives at the operand along this edge."""


@dataclass(frozen=True, eq=False, slots=True)
class Trace:
    """What a reverse sweep recorded."""

    values: list[Any]
    """The value of every node."""
    adjoints: list[Any]
    """The derivative of the output by every node; 0 where none flows."""
    edges: list[Edge]
    """Every multiplication, in the order of the sweep."""


def forward(expression: Expression, wrt: str, at: Values) -> tuple[Any, Any]:
    """The last output and its derivative by the input `wrt`, in one forward sweep.

    The derivative is NaN where the function has no value.
    """
    values = node_values(expression, at)
    active = expression.depends_on([wrt])
    tangents: list[Any] = []
    with np.errstate(all="ignore"):
        for place, node in enumerate(expression.nodes):
            if not active[place] or node.op == INPUT:
                tangents.append(np.float64(active[place]))
                continue
            terms = [local * tangents[arg] for arg, local in _partials(expression, place, values, active)]
            tangents.append(sum(terms[1:], terms[0]))
    value = values[expression.output]
    return value, np.where(np.isnan(value), np.nan, tangents[expression.output])


def reverse(expression: Expression, at: Values, wrt: Sequence[str] | None = None) -> Trace:
    """Record one reverse sweep from the last output to the inputs `wrt`, or to all."""
    values = node_values(expression, at)
    active = expression.depends_on(expression.inputs if wrt is None else wrt)
    adjoints: list[Any] = [np.float64(0.0)] * len(values)
    adjoints[expression.output] = np.float64(1.0)
    edges: list[Edge] = []
    reached = {expression.output}
    with np.errstate(all="ignore"):
        for place in range(expression.output, -1, -1):
            if place not in reached or not active[place]:
                continue
            for arg, local in _partials(expression, place, values, active):
                contribution = adjoints[place] * local
                adjoints[arg] = adjoints[arg] + contribution
                edges.append(Edge(place, arg, local, contribution))
                reached.add(arg)
    return Trace(values, adjoints, edges)


def gradient(expression: Expression, at: Values, wrt: Sequence[str]) -> dict[str, Any]:
    """The derivative of the last output by each input named, in one reverse sweep.

    NaN where the function has no value; 0 for an input that does not occur.
    """
    trace = reverse(expression, at, wrt)
    undefined = np.isnan(trace.values[expression.output])
    slopes = dict.fromkeys(wrt, np.where(undefined, np.nan, 0.0)[()])
    for place, node in enumerate(expression.nodes):
        if node.op == INPUT and node.name in slopes:
            slopes[node.name] = np.where(undefined, np.nan, trace.adjoints[place])[()]
    return slopes


def _partials(
    expression: Expression, place: int, values: list[Any], active: list[bool]
) -> list[tuple[int, Any]]:
    """(operand, partial derivative) for every operand through which an input reaches this node.

    The others are left out, not multiplied by 0: by a constant exponent the partial has a logarithm in it,
    which is NaN for a negative base.
    """
    node = expression.nodes[place]
    operands = [values[arg] for arg in node.args]
    partials = PRIMITIVES[node.op].partials if node.op in PRIMITIVES else ()
    return [
        (arg, partial(ARRAYS, *operands, values[place]))
        for arg, partial in zip(node.args, partials, strict=True)
        if active[arg]
    ]

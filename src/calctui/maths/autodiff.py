"""Automatic differentiation of the graph: forward, reverse, and as a formula.

All three are one walk over the nodes with the same table of partial derivatives. Forward carries the
derivative by one input along with the values, a sweep for each input; reverse records the values, then
carries the derivative of one output back to every input, a sweep for each output. Griewank and Walther,
"Evaluating Derivatives", 2nd ed., chapter 3.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from calctui.maths.evaluate import Values, node_values
from calctui.maths.expression import INPUT, Expression
from calctui.maths.primitives import ARRAYS, PRIMITIVES


class Edge(NamedTuple):
    """One multiplication of a sweep: `local` times what stands at one end flows to the other."""

    node: int
    slot: int
    """Which of the node's operands, counted from 0."""
    operand: int
    local: Any
    """The partial derivative of the node by this operand."""
    contribution: Any
    """What arrives along this edge: at the operand backward, at the node forward."""


ZERO = np.float64(0.0)
_PARTIALS = {row.name: row.partials for row in PRIMITIVES.values()}


@dataclass(frozen=True, eq=False, slots=True)
class Trace:
    """What a sweep recorded."""

    values: list[Any]
    """The value of every node."""
    adjoints: list[Any]
    """The derivative of the output by every node (backward), or of every node by an input (forward)."""
    edges: list[Edge]
    """Every multiplication, in the order of the sweep."""


def forward(expression: Expression, wrt: str, at: Values) -> tuple[Any, Any]:
    """The last output and its derivative by the input `wrt`, in one forward sweep.

    The derivative is NaN where the function has no value.
    """
    trace = onward(expression, node_values(expression, at), wrt)
    value = trace.values[expression.output]
    return value, np.where(np.isnan(value), np.nan, trace.adjoints[expression.output])


def onward(expression: Expression, values: list[Any], wrt: str) -> Trace:
    """Record one forward sweep over known values: in place of adjoints, every node's derivative by `wrt`."""
    active = expression.depends_on([wrt])
    tangents: list[Any] = []
    edges: list[Edge] = []
    with np.errstate(all="ignore"):
        for place, node in enumerate(expression.nodes):
            tangent: Any = np.float64(active[place] and node.op == INPUT)
            for slot, local in _partials(expression, place, values, active):
                arg = expression.nodes[place].args[slot]
                contribution = local * tangents[arg]
                edges.append(Edge(place, slot, arg, local, contribution))
                tangent = tangent + contribution
            tangents.append(tangent)
    return Trace(values, tangents, edges)


def reverse(expression: Expression, at: Values, wrt: Sequence[str] | None = None) -> Trace:
    """Record one reverse sweep from the last output to the inputs `wrt`, or to all."""
    return backward(expression, node_values(expression, at), expression.inputs if wrt is None else wrt)


def backward(expression: Expression, values: list[Any], wrt: Sequence[str], *, record: bool = True) -> Trace:
    """Record one reverse sweep over stored values; it is as right as they are.

    Without `record` the trace has no edges, and a sweep takes two thirds of the time.
    """
    active = expression.depends_on(wrt)
    adjoints: list[Any] = [ZERO] * len(values)
    adjoints[expression.output] = np.float64(1.0)
    reached = [False] * len(values)
    reached[expression.output] = True
    edges: list[Edge] = []
    with np.errstate(all="ignore"):
        for place in range(expression.output, -1, -1):
            node = expression.nodes[place]
            if not (reached[place] and active[place] and node.args):
                continue
            operands, adjoint = [values[arg] for arg in node.args], adjoints[place]
            for slot, (arg, partial) in enumerate(zip(node.args, _PARTIALS[node.op], strict=True)):
                if not active[arg]:
                    continue  # left out, not multiplied by 0: see _partials
                local = partial(ARRAYS, *operands, values[place])
                contribution = adjoint * local
                adjoints[arg] = adjoints[arg] + contribution if reached[arg] else contribution
                reached[arg] = True
                if record:
                    edges.append(Edge(place, slot, arg, local, contribution))
    return Trace(values, adjoints, edges)


def gradient(expression: Expression, at: Values, wrt: Sequence[str]) -> dict[str, Any]:
    """The derivative of the last output by each input named, in one reverse sweep.

    NaN where the function has no value; 0 for an input that does not occur.
    """
    trace = backward(expression, node_values(expression, at), wrt, record=False)
    undefined = np.isnan(trace.values[expression.output])
    slopes = dict.fromkeys(wrt, np.where(undefined, np.nan, 0.0)[()])
    for place, node in enumerate(expression.nodes):
        if node.op == INPUT and node.name in slopes:
            slopes[node.name] = np.where(undefined, np.nan, trace.adjoints[place])[()]
    return slopes


def _partials(
    expression: Expression, place: int, values: list[Any], active: list[bool]
) -> list[tuple[int, Any]]:
    """(slot, partial derivative) for every operand through which an input reaches this node.

    The others are left out, not multiplied by 0: by a constant exponent the partial has a logarithm in it,
    which is NaN for a negative base.
    """
    node = expression.nodes[place]
    operands = [values[arg] for arg in node.args]
    partials = PRIMITIVES[node.op].partials if node.op in PRIMITIVES else ()
    return [
        (slot, partial(ARRAYS, *operands, values[place]))
        for slot, (arg, partial) in enumerate(zip(node.args, partials, strict=True))
        if active[arg]
    ]

"""An Expression as a plain function of numbers, for loops that call it again and again.

`evaluate` looks up every node at every call; here that is done once. An optimiser's path is one call after
another and can't be vectorised along its steps, so the cost of a call is what a person waits for.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from calctui.maths.evaluate import Floats
from calctui.maths.expression import INPUT, NUMBER, Builder, Expression, Node
from calctui.maths.primitives import PRIMITIVES

Operation: TypeAlias = Callable[..., Any]

_OPERATORS: Mapping[str, Operation] = {
    "add": operator.add, "sub": operator.sub, "mul": operator.mul, "neg": operator.neg,
}  # fmt: skip
"""The same values as the table's ufuncs, at a tenth of the cost on a single number."""


class Compiled:
    """An expression as a function of some of its inputs, the others fixed."""

    def __init__(self, expression: Expression, names: Sequence[str], letters: Mapping[str, float]) -> None:
        """Work out what is constant, and list the rest.

        Raises:
            KeyError: an input that is neither among `names` nor among `letters`.
        """
        varying = expression.depends_on(names)
        self._outputs = expression.outputs
        self._inputs: list[tuple[int, int]] = []
        self._program: list[tuple[int, Operation, tuple[int, ...]]] = []
        self._values: list[Any] = []
        for place, node in enumerate(expression.nodes):
            operands = [self._values[arg] for arg in node.args]
            if not varying[place]:
                self._values.append(_constant(node, operands, letters))
                continue
            self._values.append(None)
            if node.op == INPUT:
                self._inputs.append((place, names.index(node.name)))
            else:
                self._program.append((place, _operation(node.op, operands), node.args))

    def __call__(self, at: Sequence[Any] | Floats) -> list[Any]:
        """Every output, given a float for each name, or arrays of one shape; constants come as floats.

        Floating-point warnings are the caller's to silence, once for many calls.
        """
        values = self._values.copy()
        for place, which in self._inputs:
            values[place] = at[which]
        for place, operation, args in self._program:
            values[place] = operation(*[values[arg] for arg in args])
        return [values[place] for place in self._outputs]


def _constant(node: Node, operands: Sequence[Any], letters: Mapping[str, float]) -> Any:
    if node.op == NUMBER:
        return np.float64(node.value)
    if node.op == INPUT:
        return np.float64(letters[node.name])
    with np.errstate(all="ignore"):
        return PRIMITIVES[node.op].array(*operands)


def _operation(op: str, operands: Sequence[Any]) -> Operation:
    """What computes `op`; its operands are known where they are constant."""
    if op == "pow" and operands[1] is not None and operands[1] > 0:
        return operator.pow  # the table's own also looks for what has no value, and costs ten times this
    return _OPERATORS.get(op, PRIMITIVES[op].array)


def joined(parts: Sequence[Expression]) -> Expression:
    """One graph whose outputs are the last outputs of all parts; what they share is there once."""
    builder = Builder()
    outputs: list[int] = []
    for part in parts:
        places: list[int] = []
        for node in part.nodes:
            if node.op == NUMBER:
                places.append(builder.number(node.value, node.name))
            elif node.op == INPUT:
                places.append(builder.input(node.name))
            else:
                places.append(builder.apply(node.op, *(places[arg] for arg in node.args)))
        outputs.append(places[part.output])
    return builder.expression(outputs)

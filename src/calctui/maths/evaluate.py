"""Values of an Expression on numbers and arrays."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from calctui.maths.expression import INPUT, NUMBER, Expression
from calctui.maths.primitives import PRIMITIVES

Values: TypeAlias = Mapping[str, Any]
"""What each input stands for: a float, or arrays that broadcast together."""
Floats: TypeAlias = NDArray[np.float64]


def node_values(expression: Expression, at: Values) -> list[Any]:
    """The value of every node, in the order of the nodes.

    Raises:
        KeyError: an input without a value.
    """
    values: list[Any] = []
    with np.errstate(all="ignore"):  # NaN and inf are answers here, and stderr is the screen
        for node in expression.nodes:
            if node.op == NUMBER:
                values.append(np.float64(node.value))
            elif node.op == INPUT:
                values.append(np.asarray(at[node.name], dtype=float)[()])
            else:
                values.append(PRIMITIVES[node.op].array(*[values[arg] for arg in node.args]))
    return values


def evaluate(expression: Expression, at: Values) -> Floats:
    """The last output, with the shape that the inputs broadcast to, also where it is constant."""
    shape = np.broadcast_shapes(*(np.shape(at[name]) for name in at))
    value = node_values(expression, at)[expression.output]
    return np.broadcast_to(np.asarray(value, dtype=float), shape)


def function_of(expression: Expression, name: str, at: Values) -> Callable[[Any], Floats]:
    """The expression as a function of one input, of any shape, the others held at their values."""
    return lambda x: evaluate(expression, {**at, name: x})

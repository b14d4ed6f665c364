"""How many digits of a value hold: running error analysis along the graph.

Every node adds its own rounding to what its operands bring along, multiplied by its partial derivatives.
Higham, "Accuracy and Stability of Numerical Algorithms", 2nd ed., 3.3.
"""

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from calctui.maths.evaluate import Floats, Values, node_values
from calctui.maths.expression import INPUT, NUMBER, Expression, Node
from calctui.maths.primitives import ARRAYS, PRIMITIVES, Primitive

UNIT = 1.2e-16
"""Relative error of a sum, product or root: half a unit in the last place, and a little to reach the next."""
LIBRARY = 5e-16
"""The same for other functions, which NumPy computes to within 4 units (its SVML)."""
TINY = 5e-324
"""What underflow may take away."""
BENT = 4.0
"""Where a function moves by more than this times what its slope explains, the slope is not believed..."""
FAINT = 0.1
"""...and neither where rounding takes more than this share of the value."""

_SUMS = frozenset({"add", "sub"})
_ARITHMETIC = _SUMS | {"mul", "div", "sqrt"}
_STAIRS = frozenset({"sign", "floor", "ceil", "step"})
_WAVES = frozenset({"sin", "cos", "tan"})
_EXACT = _STAIRS | {"identity", "neg", "abs", "min", "max", "relu", "hardtanh", "relu6"}
_STRAIGHT = _SUMS | {"identity", "neg", "mul"}
"""Operations whose slopes explain them however far an operand moves."""


def bounded(
    expression: Expression, at: Values, doubts: Mapping[str, Any] | None = None
) -> tuple[Floats, Floats]:
    """The last output and a first-order bound on its absolute rounding error, in the inputs' common shape.

    Constants such as pi and 0.1 carry the error of their floats; inputs are exact, or as far off as
    `doubts` says. The bound is inf where nothing is known, as past an overflow or beside a jump, and NaN
    where the function has no value and rounding is not the reason.
    """
    shape = np.broadcast_shapes(*(np.shape(at[name]) for name in at))
    values = node_values(expression, at)
    errors: list[Any] = []
    with np.errstate(all="ignore"):
        for node, value in zip(expression.nodes, values, strict=True):
            if node.op == NUMBER:
                errors.append(_number_error(node))
            elif node.op == INPUT:
                errors.append(np.asarray((doubts or {}).get(node.name, 0.0), dtype=float))
            else:
                operands, theirs = [values[arg] for arg in node.args], [errors[arg] for arg in node.args]
                errors.append(_error(PRIMITIVES[node.op], operands, theirs, value))
    result, error = values[expression.output], errors[expression.output]
    return np.broadcast_to(np.asarray(result, dtype=float), shape), np.broadcast_to(error, shape)


def _number_error(node: Node) -> float:
    """How far a float may be from the number it was typed as."""
    exact = not math.isfinite(node.value) or Fraction(repr(float(node.value))) == Fraction(node.value)
    return 0.0 if exact else UNIT * abs(node.value)


def _error(row: Primitive, operands: Sequence[Any], errors: Sequence[Any], value: Any) -> Any:
    """The bound of one operation from those of its operands."""
    if row.name == "gelu":  # it divides by √2 first, and far to the left that is what matters
        errors = [errors[0] + 2 * UNIT * np.abs(operands[0])]
    own = _own(row.name, value)
    nothing = [(operand == 0) & (error == 0) for operand, error in zip(operands, errors, strict=True)]
    own = np.where((value == 0) & np.any(np.broadcast_arrays(*nothing), axis=0), 0.0, own)
    first, reach, nowhere = own, np.float64(0.0), np.isnan(value)
    for slot, error in enumerate(errors):
        nowhere = nowhere & np.isfinite(error)
        if not np.any(error):
            continue
        slope = row.partials[slot](ARRAYS, *operands, value)
        first = first + np.where(error == 0, 0.0, np.abs(slope) * error)
        if row.name in _STRAIGHT:
            continue
        for moved in _moved(row.name, operands[slot], error):
            other = row.array(*operands[:slot], moved, *operands[slot + 1 :])
            reach = np.maximum(reach, np.abs(other - value))  # a NaN, past the edge of a domain, stays
            nowhere = nowhere & np.isnan(other)
    believed = (reach <= first) | (reach <= BENT * first) & (first <= FAINT * np.abs(value))
    bound = np.where(believed, first, np.inf if row.name in _STAIRS else own + reach)
    outside = np.any([np.isnan(error) for error in np.broadcast_arrays(*errors)], axis=0)  # an operand is
    known = np.isfinite(value + first + bound) & ~outside & ~_swamped(row.name, operands, errors)
    return np.where(nowhere | outside & np.isnan(value), np.nan, np.where(known, bound, np.inf))


def _moved(op: str, operand: Any, error: Any) -> tuple[Any, Any]:
    """An operand as far down and up as it may be; on stairs at least to the next float."""
    low, high = operand - error, operand + error
    if op not in _STAIRS:
        return low, high
    sure = error == 0
    down, up = np.nextafter(operand, -np.inf), np.nextafter(operand, np.inf)
    return np.where(sure, low, np.minimum(low, down)), np.where(sure, high, np.maximum(high, up))


def _own(op: str, value: Any) -> Any:
    """The rounding of the operation itself."""
    if op in _EXACT:
        return np.float64(0.0)
    share = (UNIT if op in _ARITHMETIC else LIBRARY) * np.abs(value)
    return share if op in _SUMS else share + TINY  # a sum never underflows


def _swamped(op: str, operands: Sequence[Any], errors: Sequence[Any]) -> Any:
    """Whether what is divided by may as well be 0, or the phase of an oscillation is lost."""
    if op == "div":
        return errors[1] >= np.abs(operands[1])
    if op == "pow":
        return (errors[0] >= np.abs(operands[0])) & (operands[1] < 0)
    return errors[0] >= 1.0 if op in _WAVES else False

"""Arithmetic in real float16, float32 and float64: what a formula comes to there, and where it goes wrong.

Here numbers do what the hardware does (IEEE 754): 1/0 and ln 0 are infinite, where `evaluate` says that the
function has no value.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from calctui.maths.evaluate import Values
from calctui.maths.expression import INPUT, NUMBER, Expression, Node
from calctui.maths.primitives import PRIMITIVES

Array: TypeAlias = NDArray[Any]

PRECISIONS: Mapping[str, type[np.floating[Any]]] = {
    "float16": np.float16,
    "float32": np.float32,
    "float64": np.float64,
}
"""What a person may compute in, by name."""

_OWN: Mapping[str, Callable[..., Any]] = {
    "add": np.add, "sub": np.subtract, "mul": np.multiply, "div": np.divide, "pow": np.power,
    "sqrt": np.sqrt, "cbrt": np.cbrt, "exp": np.exp, "ln": np.log, "log2": np.log2, "log10": np.log10,
    "sin": np.sin, "cos": np.cos, "tan": np.tan, "asin": np.arcsin, "acos": np.arccos, "atan": np.arctan,
    "sinh": np.sinh, "cosh": np.cosh, "tanh": np.tanh, "softplus": lambda u: np.logaddexp(u.dtype.type(0), u),
}  # fmt: skip
"""What NumPy computes in the type it is given. The rest of the table is computed in float64 and rounded."""
WIDENED = frozenset({"sigmoid", "erf", "gelu", "silu", "elu", "selu", "mish", "softsign"})
"""Of that rest, what would come out otherwise in the type itself: one rounding stands for several."""


def values_in(expression: Expression, at: Values, dtype: type[np.floating[Any]]) -> list[Any]:
    """The value of every node, in the order of the nodes, as scalars (or arrays) of `dtype`.

    Inputs and constants are rounded too.

    Raises:
        KeyError: an input without a value.
    """
    values: list[Any] = []
    with np.errstate(all="ignore"):
        for node in expression.nodes:
            if node.op in (NUMBER, INPUT):
                values.append(np.asarray(_typed(node, at)).astype(dtype)[()])
                continue
            operands = [values[arg] for arg in node.args]
            if node.op in _OWN:
                values.append(_OWN[node.op](*operands))
            else:
                wide = PRIMITIVES[node.op].array(*(np.float64(operand) for operand in operands))
                values.append(np.asarray(wide).astype(dtype)[()])
    return values


def _typed(node: Node, at: Values) -> Any:
    """What a number or an input stands for before it is rounded."""
    return np.float64(node.value) if node.op == NUMBER else np.asarray(at[node.name], dtype=float)


class Kind(StrEnum):
    """What can happen to a value that was in order until then."""

    OVERFLOW = "overflow"
    """Too large for the type."""
    UNDERFLOW = "underflow"
    """Rounded to 0, though it is not 0."""
    POLE = "pole"
    """Infinite by rights: a division by 0, the logarithm of 0."""
    NAN = "nan"
    """Not a number, from operands that were."""
    CANCELLATION = "cancellation"
    """More than half of the digits gone in a difference of rounded numbers."""


@dataclass(frozen=True, eq=False, slots=True)
class Trouble:
    """Where something goes wrong: `op` on `operands`, all of which are still numbers or infinities."""

    node: int
    kind: Kind
    op: str
    operands: tuple[Any, ...]


def troubles(expression: Expression, at: Values, values: Sequence[Any]) -> list[Trouble]:
    """Every place where something goes wrong anew, in the order of the nodes; `values` are scalars.

    What an infinity or a NaN makes of the nodes after it is no new trouble, unless it is a NaN from numbers.
    """
    found: list[Trouble] = []
    for place, (node, value) in enumerate(zip(expression.nodes, values, strict=True)):
        leaf = node.op in (NUMBER, INPUT)
        operands = (_typed(node, at)[()],) if leaf else tuple(values[arg] for arg in node.args)
        kind = _kind(node.op, operands, value)
        if kind is None and _cancels(expression, node, operands, value):
            kind = Kind.CANCELLATION
        if kind is not None:
            found.append(Trouble(place, kind, node.op, operands))
    return found


def first_trouble(expression: Expression, at: Values, values: Sequence[Any]) -> Trouble | None:
    """The first overflow, underflow, pole or NaN; None if all goes well. Lost digits alone are none."""
    serious = (each for each in troubles(expression, at, values) if each.kind != Kind.CANCELLATION)
    return next(serious, None)


_LOGARITHMS = frozenset({"ln", "log2", "log10"})
_REACH_ZERO = _LOGARITHMS | {
    "add",
    "sub",
    "cos",
    "acos",
    "floor",
    "ceil",
    "step",
    "relu",
    "relu6",
    "min",
    "max",
}
"""Operations that are exactly 0 somewhere besides 0; none of them underflows."""


def _kind(op: str, operands: Sequence[Any], value: Any) -> Kind | None:
    """What happened between operands and value, if anything did."""
    if any(np.isnan(operand) for operand in operands):
        return None
    if np.isnan(value):
        return Kind.NAN
    if any(np.isinf(operand) for operand in operands):
        return None
    if np.isinf(value):
        return Kind.POLE if _pole(op, operands) else Kind.OVERFLOW
    gone = value == 0 and op not in _REACH_ZERO and all(operand != 0 for operand in operands)
    return Kind.UNDERFLOW if gone else None


def _pole(op: str, operands: Sequence[Any]) -> bool:
    """Whether an infinite result from finite operands is the true one."""
    return bool(op in _LOGARITHMS or (op == "div" and operands[1] == 0) or (op == "pow" and operands[0] == 0))


def _cancels(expression: Expression, node: Node, operands: Sequence[Any], value: Any) -> bool:
    """Whether a sum or difference keeps less than half of the digits of operands that are rounded."""
    if node.op not in ("add", "sub") or len(set(node.args)) == 1 or not np.isfinite(value):
        return False
    if all(expression.nodes[arg].op in (NUMBER, INPUT) for arg in node.args):
        return False
    largest = max(abs(float(operand)) for operand in operands)
    return abs(float(value)) < math.sqrt(np.finfo(type(value)).eps) * largest


@dataclass(frozen=True, eq=False, slots=True)
class LogSumExp:
    """ln Σ e^x in both ways, row by row; arrays and scalars of one type."""

    x: Array
    exponentials: Array
    sums: Array
    """Σ e^x as it grows, rounded at every step."""
    naive: Any
    maximum: Any
    shifted: Array
    """x - maximum."""
    shifted_exponentials: Array
    shifted_sums: Array
    logarithm: Any
    """ln Σ e^(x - maximum)."""
    stable: Any
    softmax_naive: Array
    softmax: Array


def logsumexp(x: Sequence[float], dtype: type[np.floating[Any]]) -> LogSumExp:
    """Compute ln Σ e^x and softmax as they are written, and with the maximum taken out first.

    An infinite maximum is not taken out, as ∞ - ∞ is no number (so does scipy.special.logsumexp).

    Raises:
        ValueError: x is empty.
    """
    if not len(x):
        raise ValueError("at least one number is needed")
    with np.errstate(all="ignore"):
        row = np.asarray(x, dtype=float).astype(dtype)
        powers = np.exp(row)
        sums = np.add.accumulate(powers)  # np.sum would add float16 in float32
        maximum = row.max()
        shifted = row - maximum if np.isfinite(maximum) else row
        small = np.exp(shifted)
        small_sums = np.add.accumulate(small)
        logarithm = np.log(small_sums[-1])
        return LogSumExp(
            x=row,
            exponentials=powers,
            sums=sums,
            naive=np.log(sums[-1]),
            maximum=maximum,
            shifted=shifted,
            shifted_exponentials=small,
            shifted_sums=small_sums,
            logarithm=logarithm,
            stable=maximum + logarithm if np.isfinite(maximum) else logarithm,
            softmax_naive=powers / sums[-1],
            softmax=small / small_sums[-1],
        )

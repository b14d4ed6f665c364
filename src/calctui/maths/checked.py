"""A Builder that refuses, with the column, what would take too long or mean nothing."""

import math
from collections.abc import Sequence

import numpy as np

from calctui.maths.expression import NUMBER, Builder, ExpressionError
from calctui.maths.primitives import PRIMITIVES

MAX_NODES = 400
"""Keeps evaluation under a frame and SymPy's derivative under a second."""
MAX_EXPONENT = 1000
"""A constant exponent beyond this overflows a float for every base above 2."""
LARGEST, SMALLEST = 1e300, 1e-300
"""Constants outside overflow or vanish in the first multiplication."""


class CheckedBuilder(Builder):
    """Places what a person typed; every constant part has a real value of reasonable size.

    All methods raise ExpressionError with the column they are given.
    """

    def __init__(self) -> None:
        super().__init__()
        self._constants: dict[int, float] = {}

    def literal(self, value: float, column: int, name: str = "") -> int:
        """Place a number as typed."""
        _check_size(value, column)
        place = self._counted(self.number(value, name), column)
        self._constants[place] = value
        return place

    def letter(self, name: str, column: int) -> int:
        """Place an input as typed."""
        return self._counted(self.input(name), column)

    def operation(self, op: str, *args: int, column: int) -> int:
        """Place an operation as typed; e^x becomes the exponential, whichever way it is written.

        Raises:
            ExpressionError: it divides by zero, or has too large an exponent.
        """
        base = self.nodes[args[0]]
        if op == "pow" and base.op == NUMBER and base.name == "e":
            op, args = "exp", args[1:]
        if op == "pow" and abs(self._constants.get(args[1], 0.0)) > MAX_EXPONENT:
            raise ExpressionError("the exponent is too large", column, f"at most {MAX_EXPONENT}")
        divisor = {"div": args[-1], "pow": args[0]}.get(op, -1)
        if self._constants.get(divisor) == 0 and (op == "div" or self._constants.get(args[1], 0.0) < 0):
            raise ExpressionError("division by zero", column)
        place = self._counted(self.apply(op, *args), column)
        if all(arg in self._constants for arg in args):
            self._constants[place] = self._folded(op, args, column)
        return place

    def _folded(self, op: str, args: Sequence[int], column: int) -> float:
        """The value of an operation on constants."""
        values = [self._constants[arg] for arg in args]
        with np.errstate(all="ignore"):
            value = float(PRIMITIVES[op].array(*map(np.float64, values)))
        if math.isnan(value):
            shown = ", ".join(f"{value:g}" for value in values)
            raise ExpressionError(f"{op}({shown}) is not a real number", column)
        _check_size(value, column)
        return value

    def _counted(self, place: int, column: int) -> int:
        if place >= MAX_NODES:
            raise ExpressionError("the formula is too complex", column, f"at most {MAX_NODES} operations")
        return place


def _check_size(value: float, column: int) -> None:
    if abs(value) > LARGEST:
        raise ExpressionError("the number is too large", column, f"at most {LARGEST:g}")
    if 0 < abs(value) < SMALLEST:
        raise ExpressionError("the number is too small", column, f"at least {SMALLEST:g}")

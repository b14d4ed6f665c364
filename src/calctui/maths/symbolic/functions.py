"""Our primitives as SymPy functions, for differentiating.

SymPy's own |x|, sign and floor expect complex numbers: their derivatives are Dirac deltas, real parts or
stay unevaluated, and ReLU is a table of cases. Here they keep their names, and their derivatives are the
partials of our one table: relu' is step, sigmoid' is sigmoid (1 - sigmoid). The rest stays SymPy's.
"""

from collections.abc import Callable
from functools import partial
from types import SimpleNamespace, new_class
from typing import Any

import sympy as sp

from calctui.maths.primitives import PRIMITIVES
from calctui.maths.symbolic.bridge import exact

NAMES = (
    "abs", "sign", "floor", "ceil", "step", "min", "max", "cbrt", "relu", "leaky_relu", "elu", "selu",
    "hardtanh", "relu6", "sigmoid", "softplus", "silu", "mish", "softsign",
)  # fmt: skip
"""The primitives that are functions of our own here."""


class Elementary(sp.Function):  # type: ignore[misc]
    """A primitive under its own name; its subclasses are made below, one a name."""

    @classmethod
    def eval(cls, *args: Any) -> Any:
        """Leave everything standing but numbers; of one that is not real there is no value."""
        if any(arg.is_number and arg.is_extended_real is False for arg in args):
            return sp.nan
        if all(arg.is_number for arg in args):
            return PRIMITIVES[cls.__name__].sympy(sp, *args)
        return None

    def fdiff(self, argindex: int = 1) -> Any:
        """Derivative by one operand, from the table."""
        slope = PRIMITIVES[self.func.__name__].partials[argindex - 1](ALGEBRA, *self.args, self)
        expr = sp.Integer(0) + slope  # the table writes constants as floats
        return expr.xreplace({number: exact(float(number)) for number in expr.atoms(sp.Float)})


def _own(name: str) -> Any:
    return new_class(name, (Elementary,), exec_body=lambda body: body.update(nargs=PRIMITIVES[name].arity))


OWN: dict[str, Callable[..., Any]] = {name: _own(name) for name in NAMES}
"""Name -> SymPy function, for the primitives that are our own."""

ALGEBRA = SimpleNamespace(**{name: partial(row.sympy, sp) for name, row in PRIMITIVES.items()} | OWN)
"""The algebra of SymPy expressions: every primitive by name."""

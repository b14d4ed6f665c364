"""What is minimised: an Expression with its gradient and Hessian, exact and fast enough to be dragged."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations_with_replacement

import numpy as np

from calctui.maths.derive import derivative
from calctui.maths.descent.compiled import Compiled, joined
from calctui.maths.evaluate import Floats, node_values
from calctui.maths.expression import Expression


@dataclass(frozen=True)
class Objective:
    """A loss over points of shape (..., n), whose last axis runs over the inputs `names`.

    Gradient and Hessian come from the formulas of the derivatives, which are the table's own partials,
    worked out once: on the named surfaces 1.3 to 3 times faster than a reverse sweep, and equal to it.
    NaN where the loss has no value; an infinite slope, as of √x at 0, is none and NaN as well.
    """

    expression: Expression
    names: tuple[str, ...] = ("x", "y")
    letters: tuple[tuple[str, float], ...] = ()
    """The values of the formula's other inputs."""

    def value(self, x: Floats) -> Floats:
        """The loss, shape (...)."""
        return self.value_and_gradient(x)[0]

    def value_and_gradient(self, x: Floats) -> tuple[Floats, Floats]:
        """The loss, shape (...), and its gradient, shape (..., n)."""
        with np.errstate(all="ignore"):
            value, *slopes = self._first(x.T)  # one point gives numbers, the fastest there is
        loss, gradient = np.empty(x.shape[:-1]), np.empty(x.shape)
        loss.T[...] = value
        for i, slope in enumerate(slopes):
            gradient.T[i] = slope
        gradient[np.isnan(loss)] = np.nan
        return loss, gradient

    def hessian(self, x: Floats) -> Floats:
        """The matrix of second derivatives, shape (..., n, n)."""
        with np.errstate(all="ignore"):
            entries = self._second(x.T)
        hessian = np.empty((*x.shape, len(self.names)))
        pairs = combinations_with_replacement(range(len(self.names)), 2)
        for (i, j), entry in zip(pairs, entries, strict=True):
            hessian.T[i, j] = hessian.T[j, i] = entry
        return hessian

    def overflows(self, x: Floats) -> bool:
        """Whether at one point, shape (n,), something grows beyond a float, so that a NaN means too large."""
        at = dict(self.letters) | dict(zip(self.names, x, strict=True))
        return bool(np.isinf([float(value) for value in node_values(self.expression, at)]).any())

    @cached_property
    def _first(self) -> Compiled:
        return Compiled(_slopes(self.expression, self.names), self.names, dict(self.letters))

    @cached_property
    def _second(self) -> Compiled:
        return Compiled(_curvatures(self.expression, self.names), self.names, dict(self.letters))


@lru_cache(maxsize=32)
def _slopes(expression: Expression, names: tuple[str, ...]) -> Expression:
    """The loss and its first derivatives as one graph."""
    return joined([expression, *(derivative(expression, name) for name in names)])


@lru_cache(maxsize=32)
def _curvatures(expression: Expression, names: tuple[str, ...]) -> Expression:
    """The upper triangle of the Hessian, row by row, as one graph."""
    return joined(
        [
            derivative(derivative(expression, one), other)
            for one, other in combinations_with_replacement(names, 2)
        ]
    )

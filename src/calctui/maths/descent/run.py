"""A method run from a start: every point, loss and gradient on the way, and how it ended."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from math import isfinite
from typing import Any

import numpy as np

from calctui.maths.descent.adam import Adam
from calctui.maths.descent.gd import GradientDescent
from calctui.maths.descent.method import Local, Method, NoStep
from calctui.maths.descent.momentum import Momentum
from calctui.maths.descent.nesterov import Nesterov
from calctui.maths.descent.newton import Newton
from calctui.maths.descent.objective import Objective
from calctui.maths.descent.rmsprop import RMSprop
from calctui.maths.evaluate import Floats

METHODS: Mapping[str, Callable[[float, float], Method[Any]]] = {
    "gd": lambda rate, momentum: GradientDescent(rate),
    "momentum": Momentum,
    "nesterov": Nesterov,
    "rmsprop": lambda rate, momentum: RMSprop(rate),
    "adam": lambda rate, momentum: Adam(rate),
    "newton": lambda rate, momentum: Newton(rate),
}
"""Every method by name, made from a rate and a momentum, which most of them don't use."""


class End(StrEnum):
    """How a path ended."""

    RAN = "all steps taken"
    OVERFLOW = "too large for a float"
    UNDEFINED = "no value or no slope here"
    SINGULAR = "the Hessian can't be inverted here"


@dataclass(frozen=True, eq=False, slots=True)
class Path:
    """Where a method went: arrays with a row for the start and one for each step.

    A path that ends early stays where it ended: the rows after `last` repeat it.
    """

    x: Floats
    """Shape (steps + 1, n); row `last` can be infinite or NaN where the end is OVERFLOW."""
    loss: Floats
    """Shape (steps + 1,)."""
    gradient: Floats
    """Shape (steps + 1, n)."""
    gradient_norm: Floats
    """Shape (steps + 1,)."""
    end: End
    last: int
    """The last row that was reached by a step."""

    @property
    def finite(self) -> int:
        """How many rows from the start have a finite point, loss and gradient."""
        rows = np.isfinite(self.x).all(axis=1) & np.isfinite(self.loss) & np.isfinite(self.gradient_norm)
        return int(np.argmin(rows)) if not rows.all() else len(rows)


def path(
    objective: Objective, start: Sequence[float], method: str, rate: float, momentum: float, steps: int
) -> Path:
    """Take `steps` steps from `start`.

    Args:
        objective: the loss of n inputs.
        start: n finite coordinates.
        method: a key of METHODS.
        rate: the learning rate; for Newton the damping, 1 for full steps.
        momentum: of "momentum" and "nesterov"; the others have none.
        steps: how many, 0 or more.

    Raises:
        KeyError: no such method.
    """
    rule = METHODS[method](rate, momentum)
    with np.errstate(all="ignore"):  # NaN and inf are answers here, and stderr is the screen
        rows, end = _walk(objective, np.array(start, dtype=float), rule, steps)
    kept = np.minimum(np.arange(steps + 1), len(rows) - 1)
    x, loss, gradient = (np.array(column)[kept] for column in zip(*rows, strict=True))
    norm = np.hypot.reduce(gradient, axis=1)  # no square of it that could overflow
    if end is End.OVERFLOW:  # inf - inf is too large as well, and must not read as having no value
        loss[np.isnan(loss)], norm[np.isnan(norm)] = np.inf, np.inf
    return Path(x, loss, gradient, norm, end, len(rows) - 1)


def _walk(
    objective: Objective, x: Floats, rule: Method[Any], steps: int
) -> tuple[list[tuple[Floats, Floats, Floats]], End]:
    """(point, loss, gradient) at the start and after every step, until one can't be taken."""
    rows: list[tuple[Floats, Floats, Floats]] = []
    state = rule.init(x)
    while True:
        loss, gradient = objective.value_and_gradient(x)
        rows.append((x, loss, gradient))
        if not isfinite(x.dot(gradient)) and (end := _end(objective, x, gradient)):
            return rows, end
        if len(rows) > steps:
            return rows, End.RAN
        try:
            x, state = rule.step(state, x, Local(gradient, partial(objective.hessian, x)))
        except NoStep:
            return rows, End.SINGULAR


def _end(objective: Objective, x: Floats, gradient: Floats) -> End | None:
    """Why no step can be taken from here; None if one can, as from a finite point with an infinite slope."""
    if not np.isfinite(x).all():
        return End.OVERFLOW
    if np.isnan(gradient).any():
        return End.OVERFLOW if objective.overflows(x) else End.UNDEFINED
    return None


def steps_to_tolerance(path: Path, tolerance: float) -> int | None:
    """The step from which on the gradient's norm stays at or below `tolerance`; None if it never does."""
    above = np.flatnonzero(~(path.gradient_norm <= tolerance))
    first = int(above[-1]) + 1 if above.size else 0
    return first if first <= path.last else None

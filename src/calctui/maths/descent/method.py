"""What a method of descent is: a pure `init` and a pure `step`, its state threaded through by the caller."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from calctui.maths.evaluate import Floats

State = TypeVar("State")


@dataclass(frozen=True, eq=False, slots=True)
class Local:
    """What a method may ask about the loss of n inputs at the point where it stands."""

    gradient: Floats
    """Shape (n,)."""
    hessian: Callable[[], Floats]
    """Works out the Hessian, shape (n, n), for who needs it."""


class Method(Protocol[State]):
    """One update rule; what it remembers from step to step is its state and nothing else."""

    def init(self, x: Floats) -> State:
        """The state before the first step from `x`, shape (n,)."""
        ...

    def step(self, state: State, x: Floats, local: Local) -> tuple[Floats, State]:
        """The next point, shape (n,) as `x`, and the next state.

        Raises:
            NoStep: the rule has no answer here.
        """
        ...


class NoStep(ArithmeticError):
    """A method has no step from here."""

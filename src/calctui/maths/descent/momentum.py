"""Heavy-ball momentum, as torch.optim.SGD(momentum=...) without dampening. Polyak 1964."""

from dataclasses import dataclass

import numpy as np

from calctui.maths.descent.method import Local
from calctui.maths.evaluate import Floats


@dataclass(frozen=True, slots=True)
class Momentum:
    """A velocity that gathers gradients: v ← momentum · v + g, then x ← x - rate · v."""

    rate: float
    momentum: float = 0.9

    def init(self, x: Floats) -> Floats:
        """At rest: torch starts the velocity with the first gradient, which is the same."""
        return np.zeros_like(x)

    def step(self, state: Floats, x: Floats, local: Local) -> tuple[Floats, Floats]:
        """One step along the velocity."""
        velocity = self.momentum * state + local.gradient
        return x - self.rate * velocity, velocity

"""Nesterov's momentum in the form of torch.optim.SGD(nesterov=True). Sutskever et al. 2013, section 2."""

from dataclasses import dataclass

import numpy as np

from calctui.maths.descent.method import Local
from calctui.maths.evaluate import Floats


@dataclass(frozen=True, slots=True)
class Nesterov:
    """Momentum that looks ahead: v ← momentum · v + g, then x ← x - rate · (g + momentum · v).

    The gradient is taken where the step starts, as torch does it; x is Nesterov's point ahead.
    """

    rate: float
    momentum: float = 0.9

    def init(self, x: Floats) -> Floats:
        """At rest."""
        return np.zeros_like(x)

    def step(self, state: Floats, x: Floats, local: Local) -> tuple[Floats, Floats]:
        """One step along where the velocity will point."""
        velocity = self.momentum * state + local.gradient
        return x - self.rate * (local.gradient + self.momentum * velocity), velocity

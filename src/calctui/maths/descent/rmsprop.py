"""RMSprop, as torch.optim.RMSprop. Tieleman and Hinton 2012, lecture 6e of "Neural Networks"."""

from dataclasses import dataclass

import numpy as np

from calctui.maths.descent.method import Local
from calctui.maths.evaluate import Floats


@dataclass(frozen=True, slots=True)
class RMSprop:
    """Each gradient over its recent size, √s: s ← alpha · s + (1 - alpha) g², x ← x - rate · g / (√s + ε)."""

    rate: float
    alpha: float = 0.99
    epsilon: float = 1e-8

    def init(self, x: Floats) -> Floats:
        """The mean square of no gradients."""
        return np.zeros_like(x)

    def step(self, state: Floats, x: Floats, local: Local) -> tuple[Floats, Floats]:
        """One step, every coordinate on its own scale."""
        square = self.alpha * state + (1 - self.alpha) * local.gradient**2
        return x - self.rate * local.gradient / (np.sqrt(square) + self.epsilon), square

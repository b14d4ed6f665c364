"""Adam, as torch.optim.Adam. Kingma and Ba 2015, algorithm 1."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from calctui.maths.descent.method import Local
from calctui.maths.evaluate import Floats


class Moments(NamedTuple):
    """What Adam remembers."""

    taken: int
    """Steps so far."""
    mean: Floats
    """Running mean of the gradients, not yet corrected for its start at 0."""
    square: Floats
    """Running mean of their squares, likewise."""


@dataclass(frozen=True, slots=True)
class Adam:
    """Momentum over recent size, both corrected for their start at 0: x ← x - rate · m̂ / (√ŝ + ε)."""

    rate: float
    beta_1: float = 0.9
    beta_2: float = 0.999
    epsilon: float = 1e-8

    def init(self, x: Floats) -> Moments:
        """Nothing seen yet."""
        return Moments(0, np.zeros_like(x), np.zeros_like(x))

    def step(self, state: Moments, x: Floats, local: Local) -> tuple[Floats, Moments]:
        """One step, every coordinate on its own scale."""
        taken = state.taken + 1
        mean = self.beta_1 * state.mean + (1 - self.beta_1) * local.gradient
        square = self.beta_2 * state.square + (1 - self.beta_2) * local.gradient**2
        corrected = mean / (1 - self.beta_1**taken)
        size = np.sqrt(square / (1 - self.beta_2**taken))
        return x - self.rate * corrected / (size + self.epsilon), Moments(taken, mean, square)

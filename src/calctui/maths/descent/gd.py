"""Gradient descent, as torch.optim.SGD."""

from dataclasses import dataclass

from calctui.maths.descent.method import Local
from calctui.maths.evaluate import Floats


@dataclass(frozen=True, slots=True)
class GradientDescent:
    """Against the slope: x ← x - rate · g. It remembers nothing."""

    rate: float

    def init(self, x: Floats) -> None:
        """No state."""

    def step(self, state: None, x: Floats, local: Local) -> tuple[Floats, None]:
        """One step down the gradient."""
        return x - self.rate * local.gradient, None

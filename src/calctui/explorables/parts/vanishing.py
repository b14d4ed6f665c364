"""A slider for what vanishes: down from 1 by factors, and at its end 0 itself."""

from dataclasses import dataclass
from math import log10

from calctui.explore.controls import Slider

LEAST = 1e-300
"""The smallest number besides 0 that can be typed."""


@dataclass(frozen=True)
class Vanishing(Slider):
    """A number from 0 to 1; steps multiply, as far down as 10^-depth, below which there is only 0."""

    low: float = 0.0
    high: float = 1.0
    stride: float = 0.25
    """Of the decimal logarithm."""
    depth: float = 20.0

    @property
    def scale(self) -> str:
        """How steps are spaced: by factors."""
        return "log"

    def step(self, value: float, by: float) -> float:
        """Along the grid of factors, to three digits."""
        grid = self.stride * min(1.0, abs(by))
        stepped = self._value(round((self.exponent(value) + by * self.stride) / grid) * grid)
        return 0.0 if by < 0 and stepped == value else stepped

    def share(self, value: float) -> float:
        """Where a value stands between 0 and 1, by its logarithm."""
        return 1.0 + self.exponent(value) / self.depth

    def between(self, start: float, stop: float, share: float) -> float:
        """The value a share of the way from `start` to `stop`, by logarithm, to three digits."""
        if share in (0, 1):
            return stop if share else start
        first, last = self.exponent(start), self.exponent(stop)
        return self._value(first + (last - first) * share)

    def exponent(self, value: float) -> float:
        """Its decimal logarithm; the deepest there is for 0."""
        return max(log10(value), -self.depth) if value > 0 else -self.depth

    def _value(self, exponent: float) -> float:
        return max(float(f"{10.0 ** min(exponent, 0.0):.3g}"), LEAST) if exponent > -self.depth else 0.0

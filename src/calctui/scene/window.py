"""The stretch of the plane that a plot shows, and the ticks along its sides."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Window:
    """From (x_low, y_low) to (x_high, y_high).

    Raises:
        ValueError: a side is not finite, or is empty.
    """

    x_low: float
    x_high: float
    y_low: float
    y_high: float

    def __post_init__(self) -> None:
        for low, high in ((self.x_low, self.x_high), (self.y_low, self.y_high)):
            if not (math.isfinite(low) and math.isfinite(high) and math.isfinite(high - low) and low < high):
                raise ValueError(f"a window needs a finite stretch, not {low} to {high}")


def spaced(low: float, high: float) -> tuple[float, float]:
    """Widen a stretch that floats can't divide, so that a flat function still gets a window.

    The result is at least 1e-9 of the numbers' own size wide, and 1 wide around a single number.
    """
    size = max(abs(low), abs(high))
    if high - low > 1e-9 * size and high - low > 1e-300:
        return low, high
    pad = max(0.5, 0.05 * size)
    return low - pad, high + pad


def ticks(low: float, high: float, about: int) -> list[float]:
    """Round numbers between `low` and `high`, 1, 2 or 5 times a power of ten apart, near `about` of them."""
    raw = (high - low) / max(about, 1)
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(factor * power for factor in (1.0, 2.0, 5.0, 10.0) if factor * power >= raw * 0.9999)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [_tidy(k * step, step) for k in range(first, last + 1)]


def _tidy(value: float, step: float) -> float:
    """Drop the binary dust that k * step leaves, keeping what the step can tell apart."""
    decimals = max(0, 2 - math.floor(math.log10(step)))
    return round(value, decimals) + 0.0 if decimals < 300 else value


def tick_label(value: float, step: float) -> str:
    """Write a tick with as many decimals as its step needs."""
    if value == 0:
        return "0"
    if not 1e-4 <= abs(value) < 1e6 or step < 1e-5:
        digits = max(0, math.floor(math.log10(abs(value))) - math.floor(math.log10(step)))
        mantissa, exponent = f"{value:.{min(digits, 15)}e}".split("e")
        return f"{mantissa}e{int(exponent)}"
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    return f"{value:.{decimals}f}"

"""A cursor that crosses its window: the timeline of pictures over one variable or on a map."""

from calctui.explore.timeline import Sweep
from calctui.scene.framing import page
from calctui.scene.numbers import canonical

FURTHEST = 100.0
"""Of a coordinate."""


def crossing(name: str, value: float, span: float, steps: int) -> Sweep:
    """A coordinate's way across its window; it stays inside, for at a border the page would turn under it."""
    low, high = page(value, span)
    low, high = max(low, -FURTHEST), min(high, FURTHEST)
    inset = (high - low) / steps  # a border belongs to the page nearer to 0
    start = canonical(low + inset) if low > 0 else low
    stop = canonical(high - inset) if high < 0 else high
    return Sweep(name, start=start, stop=stop, steps=steps)

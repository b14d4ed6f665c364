"""Areas under curves: by strips, as exactly as floats allow, and growing along the way."""

from calctui.maths.quadrature.accumulation import running
from calctui.maths.quadrature.agreement import confirmed
from calctui.maths.quadrature.definite import Integral, Kind, integral
from calctui.maths.quadrature.rules import RULES, THEORY, Strips, estimate, estimates, order, strips

__all__ = [
    "RULES",
    "THEORY",
    "Integral",
    "Kind",
    "Strips",
    "confirmed",
    "estimate",
    "estimates",
    "integral",
    "order",
    "running",
    "strips",
]

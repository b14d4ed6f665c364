"""Finite differences: the slope of a function from its values alone.

Forward and backward differences are wrong by about |f''| h / 2, the central one by |f'''| h² / 6; each also
by about ε |f| / h, because the values that are subtracted are rounded (Nocedal and Wright, section 8.1).
"""

from collections.abc import Callable
from typing import Any

SCHEMES = ("forward", "backward", "central")


def offsets(scheme: str, h: Any) -> tuple[Any, Any]:
    """Where a scheme looks, as distances from the point: left and right end of the secant.

    Raises:
        ValueError: an unknown scheme.
    """
    match scheme:
        case "forward":
            return 0.0 * h, h
        case "backward":
            return -h, 0.0 * h
        case "central":
            return -h, h
    raise ValueError(f"unknown scheme {scheme!r}: one of {', '.join(SCHEMES)}")


def slope(function: Callable[[Any], Any], x: Any, h: Any, scheme: str) -> Any:
    """The difference quotient (f(right) - f(left)) / (right - left), for arrays of `x` or `h` too."""
    left, right = offsets(scheme, h)
    return (function(x + right) - function(x + left)) / (right - left)

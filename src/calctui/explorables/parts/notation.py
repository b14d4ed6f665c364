"""How derivatives are written: f′(x) after Lagrange, df/dx after Leibniz. A setting of its own."""

from typing import Annotated, TypeAlias

from calctui.explore.controls import Choice

NOTATIONS = ("lagrange", "leibniz")
Notation: TypeAlias = Annotated[
    str, Choice(choices=NOTATIONS, help="how derivatives are written: f′(x) or df/dx")
]
_PRIMES, _RAISED = ("", "′", "″", "‴"), ("", "", "²", "³")


def derivative_name(notation: str, order: int, at: str = "x") -> str:
    """The name of a derivative of f, of order 0 to 3, at a place: f″(a), or d²f/dx² at a."""
    if notation == "lagrange" or order == 0:
        return f"f{_PRIMES[order]}({at})"
    name = f"d{_RAISED[order]}f/dx{_RAISED[order]}"
    return name if at == "x" else f"{name} at {at}"

"""What the pictures of integrals share: the true value, by numbers at once, by SymPy when it answers."""

from functools import lru_cache

from calctui.explore.controls import Numbers
from calctui.maths.expression import Expression, fixed
from calctui.maths.quadrature import Integral, Kind, confirmed, integral
from calctui.maths.symbolic import Answer, Question
from calctui.scene.numbers import readout_number


def questions(name: str, f: Expression, letters: Numbers, a: float, b: float) -> dict[str, Question]:
    """The exact integral from a to b, asked under a name; nothing where numbers say that there is none."""
    if _numerical(f, letters, a, b).kind in (Kind.DIVERGES, Kind.UNDEFINED):
        return {}
    return {name: Question("integral", fixed(f, dict(letters)), low=a, high=b)}


@lru_cache(maxsize=128)
def _numerical(f: Expression, letters: Numbers, a: float, b: float) -> Integral:
    return integral(f, "x", dict(letters), a, b)


def true_area(f: Expression, letters: Numbers, a: float, b: float, answer: Answer | None) -> Integral:
    """The integral, sharpened by SymPy's answer where there is one."""
    return confirmed(_numerical(f, letters, a, b), answer)


def word(found: Integral) -> float | str:
    """What a readout says of the true value."""
    match found.kind:
        case Kind.PROPER | Kind.IMPROPER:
            return readout_number(found.value)
        case Kind.DIVERGES:
            return "diverges"
        case Kind.UNDEFINED:
            return "undefined"
        case _:
            return "not found"


def clause(found: Integral) -> str:
    """Why there is no true value, in words; empty where there is one."""
    match found.kind:
        case Kind.DIVERGES:
            return "the area grows without end: the integral diverges"
        case Kind.UNDEFINED:
            return "f has no value on a whole stretch: there is no integral"
        case Kind.UNCLEAR:
            return "the true area was not found"
        case _:
            return ""


def source(found: Integral) -> str:
    """Where the true value comes from."""
    if word(found) == "not found":
        return "not found"
    return "exactly, by SymPy" if found.exact else f"by numbers, to {found.error:.0e}"

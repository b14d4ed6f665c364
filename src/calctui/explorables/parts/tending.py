"""What a function does near a place, in words: the verdict on a limit and how sure it is."""

import numpy as np

from calctui.maths.limits import Behaviour, Limit, Place, Side
from calctui.scene.numbers import number


def verdict(a: str, found: Limit) -> str:
    """What f does at a, as a clause without a full stop."""
    if np.isinf(found.value_at):
        return f"At {a} f is too large for a float, and so is what it tends to"
    both = f"From both sides f tends to {number(found.value)}"
    match found.place:
        case Place.CONTINUOUS:
            return f"{both}, and that is its value at {a}: continuous"
        case Place.HOLE:
            return f"{both}, but it has no value at {a}: a hole"
        case Place.DISPLACED:
            return f"{both}, but its value at {a} is {number(found.value_at, 4)}"
        case Place.NOWHERE:
            return f"f has no values near {a}, so there is nothing to approach"
        case Place.UNCLEAR:
            return f"What f does near {a} was not found: neither numbers nor SymPy settle it"
        case _:
            return _apart(a, found)


def _apart(a: str, found: Limit) -> str:
    """What f does where its sides have no common number."""
    left, right = found.left, found.right
    if left.behaviour is Behaviour.ABSENT:
        return f"f has values only right of {a}, and from there it {_tends(right)}"
    if right.behaviour is Behaviour.ABSENT:
        return f"f has values only left of {a}, and from there it {_tends(left)}"
    if left.behaviour is not right.behaviour or left.behaviour is Behaviour.TENDS:
        return f"Left of {a} f {_tends(left)}, right of it f {_tends(right)}: {_name(found.place)}no limit"
    if left.behaviour is Behaviour.OSCILLATES:
        return f"Towards {a} f {_tends(right)} and settles on nothing: no limit"
    return f"Towards {a} f {_tends(left)} on both sides: a pole"


def _name(place: Place) -> str:
    return {Place.JUMP: "a jump, ", Place.POLE: "a pole, "}.get(place, "")


def _tends(side: Side) -> str:
    match side.behaviour:
        case Behaviour.TENDS:
            return f"tends to {number(side.value)}"
        case Behaviour.GROWS:
            return "grows without end"
        case Behaviour.FALLS:
            return "falls without end"
        case Behaviour.OSCILLATES:
            return _swings(side)
        case _:
            return "does what was not found"


def _swings(side: Side) -> str:
    if np.isfinite([side.low, side.high]).all():
        return f"keeps swinging between {number(side.low, 3)} and {number(side.high, 3)}"
    return "swings ever more wildly"


def confidence(found: Limit) -> str:
    """How sure the limit is: SymPy's word, or how many digits the numbers warrant."""
    sides = [side for side in (found.left, found.right) if side.behaviour is not Behaviour.ABSENT]
    if any(side.behaviour is Behaviour.UNCLEAR for side in sides):
        return "not found out"
    if sides and all(side.exact for side in sides):
        return "exactly, by SymPy"
    digits = [side.digits for side in sides if side.behaviour is Behaviour.TENDS]
    return f"to {min(digits)} digits, by numbers" if digits else "by numbers"

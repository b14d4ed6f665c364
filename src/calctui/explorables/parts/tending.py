"""What a function does near a place: its curve there, the verdict on a limit, and how sure that is."""

import math
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import lru_cache
from itertools import takewhile

import numpy as np

from calctui.explorables.parts import standing
from calctui.explore.controls import Numbers
from calctui.maths.curves import Samples, sample
from calctui.maths.evaluate import Floats
from calctui.maths.expression import Expression
from calctui.maths.limits import Behaviour, Limit, Place, Side
from calctui.maths.rounding import bounded
from calctui.scene import Cell
from calctui.scene.numbers import number

SPOILED = 0.01
"""A value of which rounding may take this share tells nothing; so may a height, of itself and the curve's."""
ROWS = 5
"""Of the table: each ten times as close as the one before."""
DECIMALS = 9
WIDEST = 1e5
"""Values above this are written with an exponent."""


@lru_cache(maxsize=32)
def unspoiled(f: Expression, parameters: Numbers, a: float, span: float) -> Samples:
    """The curve around a, without what only rounding draws; it stays while points move or terms are added.

    (1 - cos x)/x² is 0/x² in floats where x is next to nothing: no dip of the curve.
    """
    curve = standing.curve(f, parameters, a - span, a + span, (a,))
    seen = curve.y[np.isfinite(curve.y)]
    height = float(np.subtract(*np.percentile(seen, [95, 5]))) if seen.size else 0.0

    def sure(x: Floats) -> Floats:
        values, errors = bounded(f, {**dict(parameters), "x": x})
        with np.errstate(all="ignore"):
            return np.where(errors > SPOILED * (np.abs(values) + height), np.nan, values)

    kept = np.isfinite(sure(curve.x))
    if curve.wild or kept[np.isfinite(curve.y)].all() or not kept.any():
        return curve
    return sample(sure, a - span, a + span, (a,))


def inward(end: float, a: float) -> str:
    """Write `end` with three digits of its distance from `a`, rounded towards `a`: what holds up to there."""
    if end == a:
        return number(a)
    last = math.floor(math.log10(abs(end - a))) - 2
    rounding = ROUND_FLOOR if end > a else ROUND_CEILING
    return number(float(Decimal(repr(end)).quantize(Decimal((0, (1,), last)), rounding)), 15)


class Closing:
    """Values on the way to a from both sides, ten times closer a step: a row a side, left first."""

    def __init__(self, f: Expression, parameters: Numbers, a: float, distance: float) -> None:
        self.distances = distance * 10.0 ** -np.arange(ROWS + 1)
        self.x = a + np.array([[-1.0], [1.0]]) * self.distances
        self.values, errors = bounded(f, {**dict(parameters), "x": self.x})
        self.errors = np.where(self.x == a, np.inf, errors)
        with np.errstate(all="ignore"):
            least = np.maximum(SPOILED * np.abs(self.values), 10.0**-DECIMALS)
        self.lost = np.isfinite(self.values) & (self.errors > least)
        """Which values are only rounding."""

    def cell(self, side: int, step: int, tends: bool) -> Cell:
        """A value, with the digits marked that the next one has too, however both were rounded.

        None where the side tends to nothing, or the decimal point moves.
        """
        values, errors = self.values[side, step : step + 2], self.errors[side, step : step + 2]
        if self.lost[side, step]:
            return Cell("lost to rounding")
        text = _text(float(values[0]))
        if not tends or not np.isfinite([values, errors]).all():
            return Cell(text)
        texts = [text, *map(_text, [*(values - errors).tolist(), *(values + errors).tolist()])]
        alike = list(takewhile(lambda same: len(set(same)) == 1, zip(*texts, strict=False)))
        same = "e" not in text and len({each.find(".") for each in texts}) == 1
        return Cell(text, marked=len(alike) if same and any(each.isdigit() for each, *_ in alike) else 0)


def _text(value: float) -> str:
    if not np.isfinite(value):
        return number(value) if np.isinf(value) else "no value"
    return f"{value:.{DECIMALS}f}" if abs(value) < WIDEST else f"{value:.{DECIMALS}e}"


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
        case _:
            return _unsettled(a, found) or _apart(a, found)


def _unsettled(a: str, found: Limit) -> str:
    """What is known where a side was not found out; empty where both were."""
    match (found.left.behaviour, found.right.behaviour):
        case (Behaviour.UNCLEAR, Behaviour.UNCLEAR):
            return f"What f does near {a} was not found: neither numbers nor SymPy settle it"
        case (Behaviour.UNCLEAR, Behaviour.ABSENT):
            return f"f has values only left of {a}; what it does there was not found"
        case (Behaviour.ABSENT, Behaviour.UNCLEAR):
            return f"f has values only right of {a}; what it does there was not found"
        case (Behaviour.UNCLEAR, _):
            return f"Right of {a} f {_tends(found.right)}; what it does left of it was not found"
        case (_, Behaviour.UNCLEAR):
            return f"Left of {a} f {_tends(found.left)}; what it does right of it was not found"
    return ""


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
        case _:
            return _swings(side)


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

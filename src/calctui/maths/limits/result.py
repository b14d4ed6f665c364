"""What became of a limit: each side's behaviour, and the word for the place."""

import math
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TypeAlias

Range: TypeAlias = tuple[float, float]
"""Lowest and highest value."""

APART = 4.0
"""Two values are different when they are this many times further apart than their errors together."""


class Behaviour(StrEnum):
    """What a function does on its way to a point from one side."""

    TENDS = auto()
    GROWS = auto()
    FALLS = auto()
    OSCILLATES = auto()
    ABSENT = auto()
    UNCLEAR = auto()


class Place(StrEnum):
    """What a point is for a function."""

    CONTINUOUS = auto()
    HOLE = auto()
    DISPLACED = auto()
    JUMP = auto()
    POLE = auto()
    OSCILLATION = auto()
    EDGE = auto()
    NOWHERE = auto()
    UNCLEAR = auto()


ENDLESS = (Behaviour.GROWS, Behaviour.FALLS)
SETTLED = (Behaviour.TENDS, *ENDLESS)


@dataclass(frozen=True, slots=True)
class Side:
    """The way to a point from one side."""

    behaviour: Behaviour
    value: float = math.nan
    """The limit; an infinity where it grows or falls without end, NaN where there is none."""
    digits: int = 0
    """How many significant digits of the limit hold; of a limit 0, in units of the values around it."""
    low: float = math.nan
    """The range that an oscillation keeps covering, infinite where its swings grow; else NaN."""
    high: float = math.nan
    exact: bool = False
    """Whether SymPy found the same."""
    error: float = 0.0
    """How far `value` may be off."""
    seen: tuple[Range, ...] = ()
    """The values met on equal stretches of the way, on a logarithmic scale, the last one nearest."""


@dataclass(frozen=True, slots=True)
class Limit:
    """Both ways to a point, and the value there: NaN where there is none."""

    left: Side
    right: Side
    value_at: float
    error_at: float = 0.0
    """How far `value_at` may be off."""

    @property
    def place(self) -> Place:
        """What the point is for the function."""
        sides = (self.left.behaviour, self.right.behaviour)
        if Behaviour.ABSENT in sides:
            return Place.NOWHERE if sides[0] == sides[1] else Place.EDGE
        if Behaviour.OSCILLATES in sides:
            return Place.OSCILLATION
        if any(side in ENDLESS for side in sides):
            return Place.POLE
        if Behaviour.UNCLEAR in sides:
            return Place.UNCLEAR
        if _differ(self.left, self.right):
            return Place.JUMP
        if math.isnan(self.value_at):
            return Place.HOLE
        return Place.CONTINUOUS if self._met(self._best) else Place.DISPLACED

    @property
    def value(self) -> float:
        """The limit along the domain: a number or an infinity, NaN where there is none or it is unclear."""
        sides = [side for side in (self.left, self.right) if side.behaviour is not Behaviour.ABSENT]
        settled = all(side.behaviour in SETTLED for side in sides)
        if not sides or not settled or _differ(sides[0], sides[-1]):
            return math.nan
        best = self._best
        return self.value_at if self._met(best) and not best.exact else best.value

    @property
    def _best(self) -> Side:
        """The side that knows its limit best."""
        settled = [side for side in (self.left, self.right) if side.behaviour in SETTLED]
        return min(settled, key=lambda side: (not side.exact, side.error))

    def _met(self, side: Side) -> bool:
        """Whether the value at the point is that side's limit, as far as can be told."""
        return abs(side.value - self.value_at) <= APART * (side.error + self.error_at)

    @property
    def exists(self) -> bool | None:
        """Whether there is a limit, infinite ones included; None where that was not found out."""
        sides = (self.left, self.right)
        if any(side.behaviour is Behaviour.OSCILLATES for side in sides):
            return False
        if any(side.behaviour is Behaviour.UNCLEAR for side in sides):
            return None
        return not math.isnan(self.value)


def _differ(one: Side, other: Side) -> bool:
    """Whether two limits are different, and not only by their errors."""
    if math.isinf(one.value) or math.isinf(other.value):
        return one.value != other.value
    return abs(one.value - other.value) > APART * (one.error + other.error)

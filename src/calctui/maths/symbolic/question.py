"""What is asked of SymPy, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

from calctui.maths.expression import Expression

Kind: TypeAlias = Literal["derivative", "limit", "integral", "operations"]
"""What can be asked; `operations` is how many the derivative of each output takes, before it is tidied."""
Direction: TypeAlias = Literal["-", "+"]
"""From below or from above."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to find out about an expression; hashable, so that answers can be kept by it."""

    kind: Kind
    expression: Expression
    wrt: str = "x"
    """The input to differentiate or integrate by, or that moves."""
    order: int = 1
    """Which derivative."""
    at: float = 0.0
    """For a limit, the finite number that the input tends to; it is taken for the decimal it was typed as."""
    side: Direction = "+"
    """For a limit, the side it comes from."""
    low: float = 0.0
    """For an integral, the finite number it starts from, taken like `at`; multiples of π are known."""
    high: float = 1.0
    """Where it ends; it may be below `low`."""


class Status(StrEnum):
    """How a question ended."""

    FOUND = "found"
    TIMEOUT = "not found in time"
    UNDEFINED = "undefined"
    TOO_LONG = "too long to show"
    UNAVAILABLE = "unavailable"


LASTING = frozenset({Status.FOUND, Status.UNDEFINED, Status.TOO_LONG})
"""The endings that asking again would not change."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A formula, or the reason why there is none."""

    status: Status
    plain: str = ""
    """The formula on one line, such as `6*x + 2`; it can be typed in again. Limits and areas may be `oo`."""
    pretty: str = ""
    """The formula as it is set in a book, on several lines."""
    expression: Expression | None = None
    """The formula as a graph, where every part of it has a counterpart."""
    reason: str = ""
    """Why there is no formula, in one line for people."""


Answers: TypeAlias = Mapping[str, Answer]
"""Answers by the names their questions were asked under."""


def timed_out(limit: float) -> Answer:
    """The answer where the deadline came first."""
    return Answer(Status.TIMEOUT, reason=f"not found in {limit:g} s")


def oscillating(low: str, high: str) -> Answer:
    """The answer where a limit does not exist for that reason."""
    return Answer(Status.UNDEFINED, reason=f"{OSCILLATES} {low} and {high}")


OSCILLATES = "oscillates between"
"""How the reason begins where there is no limit."""
INFINITE, MINUS_INFINITE = Answer(Status.FOUND, "oo", "∞"), Answer(Status.FOUND, "-oo", "-∞")
UNDEFINED = Answer(Status.UNDEFINED, reason="not defined anywhere")
TOO_LONG = Answer(Status.TOO_LONG, reason="too long to show")
NO_ENGINE = Answer(Status.UNAVAILABLE, reason="SymPy is unavailable")
NO_FORMULA = Answer(Status.UNAVAILABLE, reason="no formula found")
NO_MEMORY = Answer(Status.UNAVAILABLE, reason="needs too much memory")

"""Three ways to a derivative of a function put into itself: what each costs, and how far it is off."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from calctui.explore.controls import Numbers
from calctui.maths.autodiff import gradient
from calctui.maths.costs import composed, shared, swept, written_out
from calctui.maths.derive import derivative
from calctui.maths.differences import slope, theory_h
from calctui.maths.evaluate import Floats, evaluate, function_of
from calctui.maths.expression import Expression
from calctui.maths.precise import slopes
from calctui.maths.symbolic import Answer, Question

MOST = 8
"""How many times a function is put into itself at most."""
ASKED = 4
"""How many times at least when SymPy is asked, so that it need not be asked anew at each."""
WAYS = ("symbolic", "difference", "autodiff")
AROUND = 4
"""Operations of a central difference beside its two evaluations: x + h, x - h, minus, divided by 2h."""
COUNTS = "operations"
"""What SymPy is asked under."""

LEAST = 1e-40
"""Errors below this share of slope or value are none."""


class Level(NamedTuple):
    """The derivative of one of the composed functions, by every way."""

    value: float
    """The function itself."""
    slopes: Mapping[str, float]
    """NaN where the function has no value."""
    errors: Mapping[str, float]
    """NaN where there is no slope, or none was found."""


def step(x: float) -> float:
    """The best h of central differences, as theory has it."""
    return theory_h("central", x, np.float64)


def question(f: Expression, times: int) -> Question:
    """How many operations the derivatives take as formulas, by SymPy's count."""
    return Question("operations", composed(f, "x", max(times, ASKED)))


@lru_cache(maxsize=64)
def levels(f: Expression) -> tuple[Expression, ...]:
    """x, f(x), f(f(x)) and so on."""
    return tuple(composed(f, "x", times) for times in range(MOST + 1))


@lru_cache(maxsize=64)
def formulas(f: Expression) -> tuple[Expression, ...]:
    """The derivatives of the levels as formulas."""
    return tuple(derivative(level, "x") for level in levels(f))


@lru_cache(maxsize=64)
def _own_costs(f: Expression) -> dict[str, tuple[int, ...]]:
    """Operations of every way at every level, without SymPy."""
    return {
        "symbolic": tuple(map(written_out, formulas(f))),
        "difference": tuple(2 * shared(level) + AROUND for level in levels(f)),
        "autodiff": tuple(swept(level, "x") for level in levels(f)),
    }


@dataclass(frozen=True)
class Costs:
    """Operations of every way for 0, 1, 2 … times."""

    by_way: Mapping[str, tuple[int, ...]]
    source: str
    """Who counted the operations of the formulas."""


def costs(f: Expression, answer: Answer | None) -> Costs:
    """The costs, with SymPy's count of the formulas, as far as it was asked, if there is one."""
    numbers = answer.expression if answer else None
    if numbers is None:
        return Costs(_own_costs(f), "our count")
    counted = tuple(int(numbers.nodes[output].value) for output in numbers.outputs)
    return Costs({**_own_costs(f), "symbolic": counted}, "SymPy's count")


@lru_cache(maxsize=64)
def race(f: Expression, letters: Numbers, x: float) -> tuple[Level, ...]:
    """The slope at x of every level by every way, beside slopes from values with 80 digits."""
    at = {**dict(letters), "x": x}
    exact = slopes(levels(f)[-1], "x", at)
    return tuple(_level(f, times, at, exact[times]) for times in range(MOST + 1))


def _level(f: Expression, times: int, at: Mapping[str, float], exact: Any) -> Level:
    level = levels(f)[times]
    value = float(evaluate(level, at))
    with np.errstate(all="ignore"):
        found = {
            "symbolic": float(evaluate(formulas(f)[times], at)),
            "difference": float(slope(function_of(level, "x", at), at["x"], step(at["x"]), "central")),
            "autodiff": float(gradient(level, at, ["x"])["x"]),
        }
    if np.isnan(value):
        found = dict.fromkeys(WAYS, np.nan)
    return Level(value, found, {way: _error(exact, each, value) for way, each in found.items()})


def _error(exact: Any, found: float, value: float) -> float:
    """How far a slope is off; 0 where that is no more than the last digits of the exact one."""
    if not np.isfinite(found):
        return np.nan
    off = float(abs(exact - found))
    return 0.0 if off < LEAST * max(abs(found), abs(value)) else off


def logs(numbers: "Floats | tuple[float, ...]", floor: "Floats | float" = 0.0) -> Floats:
    """Decimal logarithms for a picture: what is below the floor lies on it, NaN is left for what has none."""
    sizes = np.maximum(np.array(numbers, dtype=float), floor)
    with np.errstate(all="ignore"):
        return np.asarray(np.where(sizes > 0, np.log10(sizes), np.nan))

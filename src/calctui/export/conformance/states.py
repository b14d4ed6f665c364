"""States of an explorable that are worth trying, made from its declaration alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from calctui.explore.controls import Choice, Formula
from calctui.explore.errors import SettingError
from calctui.explore.explorable import Explorable
from calctui.explore.link import read_settings

FORMULAS = (
    "tan x",
    "1/x",
    "|x|/x",
    "floor x",
    "ln x",
    "sqrt x",
    "sin(1/x)",
    "(x^2-4)/(x-2)",
    "3",
    "sqrt(-1-x^2)",  # no value anywhere
    "exp(exp(x))",  # beyond a float from x = 6.57 on
    "k sin(w x)",
    "cbrt x",
    "x^1000",
    "1e300 x^2",
    "1e-300 x",
)
"""Poles, jumps, edges of domains, wiggles, holes, nothing at all, overflow and underflow, letters."""
AT_ENDS = frozenset(
    {"tan x", "sin(1/x)", "ln x", "exp(exp(x))", "x^1000", "x y", "ln(x) + 1/y", "exp(exp(x y))"}
)
"""Those that are also tried with all other settings at their ends: one of each kind of trouble."""
IN_TWO = ("x y", "ln(x) + 1/y", "sqrt(x - y)", "|x| + floor y", "exp(exp(x y))", "3y", "sqrt(-1-x^2-y^2)")
"""The same for formulas that take two variables."""


@dataclass(frozen=True)
class Case:
    """One state and how it came about."""

    name: str
    state: Explorable


def default(explorable: type[Explorable]) -> Case:
    """The state to begin with."""
    return Case(explorable.key(), explorable())


def presets(explorable: type[Explorable]) -> Iterator[Case]:
    """The examples."""
    for place, preset in enumerate(explorable.presets):
        yield Case(f"{explorable.key()}-preset{place}", read_settings(explorable(), preset.settings))


def ends(explorable: type[Explorable]) -> Iterator[Case]:
    """Every setting at both ends of its range, or at each of its choices."""
    state = explorable()
    for setting in state.settings():
        limits = setting.control.ends() or ()
        values = setting.control.choices if isinstance(setting.control, Choice) else limits
        for value in values:
            name = f"{explorable.key()}-{setting.name}={value}"
            yield Case(name, state.with_value(setting.name, value))


def formulas(explorable: type[Explorable]) -> Iterator[Case]:
    """Every formula setting with every formula that it takes, some with all others at their ends."""
    for name, control in explorable().controls.items():
        if isinstance(control, Formula):
            two = len(control.variables) > 1
            for formula in (*FORMULAS, *IN_TWO) if two else FORMULAS:
                yield from _with_formula(explorable, name, control, formula)


def _with_formula(
    explorable: type[Explorable], setting: str, control: Formula, formula: str
) -> Iterator[Case]:
    names = dict(zip("xy", control.variables, strict=False))
    text = re.sub(r"\b[xy]\b", lambda name: names.get(name[0], name[0]), formula)
    try:
        state = explorable().with_text(setting, text)
    except SettingError as error:
        if "already a setting" not in str(error):  # a letter is taken: nothing else is wrong
            raise
        return
    name = f"{explorable.key()}-{setting}={formula}"
    yield Case(name, state)
    if formula in AT_ENDS:
        yield Case(f"{name}-lowest", _at_ends(state, 0))
        yield Case(f"{name}-highest", _at_ends(state, 1))


def _at_ends(state: Explorable, which: int) -> Explorable:
    """All settings together at their lowest or highest."""
    for setting in state.settings():
        if limits := setting.control.ends():
            state = state.with_value(setting.name, limits[which])
    return state


def along(explorable: type[Explorable]) -> Iterator[Explorable]:
    """The steps of the timeline, and all settings together at their lowest and at their highest."""
    state = explorable()
    yield from (state.at_step(step) for step in range(state.timeline.steps + 1))
    yield from (_at_ends(state, which) for which in (0, 1))


def cases(explorable: type[Explorable]) -> Iterator[Case]:
    """All of them."""
    yield default(explorable)
    for kind in (presets, ends, formulas):
        yield from kind(explorable)

"""Differentiation rules: the derivation of a slope, one rule a step, as a tree that unfolds."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Annotated, NamedTuple

import numpy as np

from calctui.explorables.parts import sympycode
from calctui.explorables.parts.notation import Notation, derivative_name
from calctui.explorables.parts.snippet import program
from calctui.explore.controls import END, Control, Formula, Numbers, Slider, Steps
from calctui.explore.explorable import Explorable, Preset
from calctui.explore.guess import Guess
from calctui.explore.timeline import Sweep
from calctui.maths.derivation import Rule, Step, derivation
from calctui.maths.differences import slope as quotient
from calctui.maths.evaluate import Floats, evaluate, function_of
from calctui.maths.expression import Expression
from calctui.maths.formatting import plain, pretty, statement
from calctui.maths.parser import parse
from calctui.maths.pointwise import local
from calctui.maths.symbolic import Answer, Question
from calctui.scene import Cell, Outline, Readout, Role, Row, Scene, Stack, Table
from calctui.scene.numbers import number, readout_number

CHAPTER = (
    (Rule.POWER, "xⁿ", "n·xⁿ⁻¹"),
    (Rule.CONSTANT, "c", "0"),
    (Rule.SUM, "f + g", "f′ + g′"),
    (Rule.PRODUCT, "f·g", "f′g + fg′"),
    (Rule.QUOTIENT, "f/g", "(f′g - fg′)/g²"),
    (Rule.EXPONENTIAL, "e^x", "e^x"),
    (Rule.LOGARITHM, "ln x", "1/x"),
)
"""The seven rules of the chapter's table."""
GAP = 1e-5
"""Of the difference quotient that checks the result: as far out as x goes, it is good to 1e-8 or so."""
PLACES = 40
"""Where our formula and SymPy's are compared, in ever wider windows until f has values there."""
SAME = 1e-9
ROWS = 4
"""Of the lower part on the smallest stage, while it takes a third of it."""
LONGEST, WIDEST = 46, 50
"""Characters of a formula in the sentence, and of one line of it on the stage."""


@dataclass(frozen=True, kw_only=True)
class Rules(Explorable):
    """No limits any more: a handful of rules turns every formula into that of its slope."""

    f: Annotated[Expression, Formula(help="the function")] = parse("3x^2 + 2x")
    step: Annotated[int, Steps(help="how far the derivation has come")] = END
    x: Annotated[float, Slider(-100, 100, stride=0.1, help="where the result is checked by numbers")] = 1.0
    notation: Notation = "lagrange"

    presets = (
        Preset("3x² + 2x: power and sum", "step=end"),
        Preset("A product", "f='x^2 sin x' step=0"),
        Preset("A quotient", "f='(x^2 + 1)/(x - 2)' step=0"),
        Preset("A chain: the outer slope times the inner", "f='sin(3x + 1)' step=0"),
        Preset("Chains in chains", "f='exp(-(x - 1)^2/2)' step=0"),
        Preset("The sigmoid from its definition", "f='1/(1 + e^(-x))' step=0 x=0"),
        Preset("Logarithm of a sum: softplus is the sigmoid's integral", "f='ln(1 + e^x)' step=0"),
        Preset("An inverse function", "f='x atan(2x)' step=0"),
        Preset("General power: base and exponent both move", "f='x^x' step=0"),
        Preset("A letter is a constant", "f='k x^n' k=3 n=4 step=0"),
        Preset("A corner: the rule holds beside it", "f='relu(2x - 1)' step=0"),
    )
    guesses = (
        Guess("rule", "next", "Which rule comes next?"),
        Guess("slope"),
        Guess("slope", "sign"),
    )

    @property
    def timeline(self) -> Sweep:
        """Rule after rule, and the result with its checks at the end."""
        last = len(self._steps()) + 1
        return Sweep("step", start=0, stop=last, steps=last)

    def control(self, name: str) -> Control:
        """`step` is one of the steps of this derivation, or the one past them."""
        control = super().control(name)
        return replace(control, high=len(self._steps()) + 1) if isinstance(control, Steps) else control

    def questions(self) -> Mapping[str, Question]:
        """The same derivative, worked out by SymPy."""
        return {"derivative": Question("derivative", self.f, "x")}

    def programs(self) -> Mapping[str, str]:
        """The same derivative by SymPy's rules."""
        return {"sympy": _sympy(self)}

    def scene(self, answers: Mapping[str, Answer]) -> Scene:
        """The tree as far as it has unfolded, the rule of this step, and the result with its checks."""
        steps = self._steps()
        at = min(self.step, len(steps) + 1)
        now = steps[at - 1] if 0 < at <= len(steps) else None
        result = steps[0].derivative
        check = _checked(self, result, answers.get("derivative"))
        name = derivative_name(self.notation, 1)
        rule = _rule(self, now, at, check)
        return Scene(
            view=Stack((_tree(self, steps, at), rule), (2.0, min(max(len(rule.rows) / ROWS, 1.0), 2.0))),
            readouts=(
                Readout("rule", _named(now) if now else "all found" if at else "none yet", "rule"),
                Readout("steps", len(steps), "steps"),
                Readout("result", plain(result), f"{name} =", shown=statement(result)),
                Readout("agrees", check.agrees, "SymPy agrees"),
                Readout("slope", readout_number(check.slope), f"{name} at {number(self.x, 4)}"),
                Readout("quotient", readout_number(check.quotient), "by numbers"),
            ),
            sentence=_sentence(self, steps, at, check),
            code=_code(self, result),
            table=_table(steps, at),
            formulas={derivative_name(self.notation, 0): pretty(self.f), name: statement(result)},
            unanswered=self.unanswered(answers),
        )

    def _steps(self) -> tuple[Step, ...]:
        return _derivation(self.f, self.notation)


@lru_cache(maxsize=32)
def _derivation(f: Expression, notation: str) -> tuple[Step, ...]:
    return derivation(f, "x", notation)


_ANSWERED = dict.fromkeys(("yes", "no"), " gives the same numbers")


class _Check(NamedTuple):
    """Whether the result holds."""

    agrees: str
    """`yes` or `no`, or why it could not be compared."""
    slope: float
    """The result at x."""
    quotient: float
    """The central difference there."""


def _checked(state: Rules, result: Expression, answer: Answer | None) -> _Check:
    letters = dict(state.parameters)
    f = function_of(state.f, "x", letters)
    here = local(state.f, "x", {**letters, "x": state.x})
    found = float(evaluate(result, {**letters, "x": state.x}))
    with np.errstate(all="ignore"):
        by_numbers = float(quotient(f, state.x, GAP, "central"))
    exists = np.isfinite([here.value, here.slope]).all()
    slopes = (found, by_numbers) if exists else (np.nan, np.nan)
    return _Check(_compared(state, result, answer), *slopes)


def _compared(state: Rules, result: Expression, answer: Answer | None) -> str:
    """Our formula against SymPy's, at places where both have a value."""
    if answer is None:
        return "not asked"
    if answer.expression is None:
        return answer.reason or "in words we can't compare"
    return _same(result, answer.expression, state.parameters)


@lru_cache(maxsize=64)
def _same(ours: Expression, theirs: Expression, parameters: Numbers) -> str:
    shares = (np.arange(PLACES) + 0.5) / PLACES * 2 - 1 + 0.0031  # no round numbers: corners stand there
    for reach in (3.0, 30.0, 300.0):
        at: dict[str, float | Floats] = {**dict(parameters), "x": reach * shares}
        values = np.stack([evaluate(ours, at), evaluate(theirs, at)])
        both = np.isfinite(values).all(axis=0)
        if both.sum() >= PLACES // 4:
            one, other = values[:, both]
            near = np.abs(one - other) <= SAME * np.maximum(1.0, np.abs(one))
            return "yes" if near.all() else "no"
    return "too few places to compare"


def _tree(state: Rules, steps: tuple[Step, ...], at: int) -> Outline:
    """A line for each step so far: what it gives, until all below it is known and it folds into its slope."""
    rows = []
    for place, step in enumerate(steps[:at]):
        known = _finished(steps, place, at)
        found = statement(step.derivative if known else step.giving)
        lit = place == at - 1
        cells = Cell(f"{_asked(state, step)} = {found}"), Cell(_named(step), Role.SPECIAL)
        rows.append(Row(cells, step.depth, lit))
    if not rows:
        rows.append(Row((Cell(f"{_asked(state, steps[0])} = ?"), Cell(""))))
    return Outline(tuple(rows), ("derivation", "rule"), f"f(x) = {pretty(state.f)}")


def _asked(state: Rules, step: Step) -> str:
    """What a step is to find; for the whole f′(x), as the title says what f is."""
    return step.name if step.depth else derivative_name(state.notation, 1)


def _named(step: Step) -> str:
    return f"{step.rule}, {step.also}" if step.also else str(step.rule)


def _finished(steps: tuple[Step, ...], place: int, at: int) -> bool:
    """Whether everything that a step waits for has been found among the first `at` steps."""
    waiting, seen = list(steps[place].uses), set()
    while waiting:
        use = waiting.pop()
        if use >= at:
            return False
        if use not in seen:
            seen.add(use)
            waiting += steps[use].uses
    return True


def _rule(state: Rules, now: Step | None, at: int, check: _Check) -> Outline:
    """The rule of this step in letters and on its part; at the end the result and its checks."""
    if now:
        name, giving = _asked(state, now), statement(now.giving)
        lines = [now.pattern]
        if now.pattern != f"{now.name} = {giving}":
            lines.append(f"{name} = {giving}")
        if now.uses:
            lines.append(f"{' ' * len(name)} = {statement(now.derivative)}, in the end")
        return _lines(_named(now), lines)
    if not at:
        return _lines("rule", ["No rule has been used yet."])
    slope = derivative_name(state.notation, 1)
    place = f"at x = {number(state.x, 4)}"
    return _lines(
        "result",
        [
            f"{slope} = {statement(_derivation(state.f, state.notation)[0].derivative)}",
            f"SymPy's formula{_ANSWERED.get(check.agrees, '')}: {check.agrees}",
            f"{place}: {number(check.slope, 8)}, by differences {number(check.quotient, 8)}",
        ],
    )


def _lines(title: str, lines: Sequence[str]) -> Outline:
    first, *rest = (part for line in lines for part in _broken(line))
    return Outline((Row((Cell(first, Role.TITLE),)), *(Row((Cell(line),)) for line in rest)), title=title)


def _broken(line: str) -> list[str]:
    """A line in as many as it needs on a small stage, each further one a little to the right."""
    return textwrap.wrap(line, WIDEST, subsequent_indent="   ") if len(line) > WIDEST else [line]


def _table(steps: tuple[Step, ...], at: int) -> Table:
    """The chapter's rules, and below them any other that is used; those used so far are lit."""
    used = [rule for step in steps for rule in (step.rule, step.also) if rule]
    others = [rule for rule in dict.fromkeys(used) if rule not in {each for each, _, _ in CHAPTER}]
    rows = (*CHAPTER, *((rule, "", "") for rule in others))
    so_far = {rule for step in steps[:at] for rule in (step.rule, step.also)}
    lit = tuple(place for place, (rule, _, _) in enumerate(rows) if rule in so_far)
    return Table(("rule", "f", "slope"), tuple((str(rule), f, slope) for rule, f, slope in rows), lit)


def _sentence(state: Rules, steps: tuple[Step, ...], at: int, check: _Check) -> str:
    if not at:
        return f"{len(steps)} steps lead to the slope of f: step forward to see the first rule at work."
    if at > len(steps):
        result = statement(steps[0].derivative)
        count = "One step gives" if len(steps) == 1 else f"{len(steps)} steps give"
        sure = "; SymPy's formula gives the same numbers" if check.agrees == "yes" else ""
        found = f" = {result}" if len(result) <= LONGEST else ", a long formula"
        return f"{count} {derivative_name(state.notation, 1)}{found}{sure}."
    step = steps[at - 1]
    part, giving = (statement(each) for each in (step.part, step.giving))
    fits = max(len(part), len(giving)) <= LONGEST
    said = f"the slope of {part} is {giving}" if fits else step.pattern
    return f"Step {at} of {len(steps)}, {_named(step)}: {said}."


def _code(state: Rules, result: Expression) -> str:
    lines = [
        f"h = {GAP:g}",
        'print("slope", slope(x))',
        'print("quotient", (f(x + h) - f(x - h)) / (2 * h))',
    ]
    return program({"f": state.f, "slope": result}, {**dict(state.parameters), "x": state.x}, lines)


def _sympy(state: Rules) -> str:
    if not sympycode.has_no_stairs(state.f, ("x",)):
        return ""
    lines = [
        "result = sp.diff(f, x)",
        'print("result", result)',
        "",
        sympycode.place({"x": state.x}),
        'print("slope", sp.N(result.subs(at)))',
    ]
    return sympycode.program(state.f, ("x",), dict(state.parameters), lines)

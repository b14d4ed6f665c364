"""Slope and curvature: f, f' and f'' one above the other, over one cursor."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

import numpy as np

from calctui.explorables.parts import sympycode
from calctui.explorables.parts.cursor import crossing
from calctui.explorables.parts.notation import Notation, derivative_name
from calctui.explorables.parts.snippet import program
from calctui.explore.controls import Formula, LogSlider, Numbers, Slider
from calctui.explore.explorable import Explorable, Preset
from calctui.explore.guess import Guess
from calctui.explore.timeline import Sweep
from calctui.maths.curves import Samples, sample
from calctui.maths.derive import derivative
from calctui.maths.evaluate import Floats, evaluate, function_of
from calctui.maths.expression import Expression
from calctui.maths.formatting import pretty
from calctui.maths.jets import derivatives
from calctui.maths.landmarks import Feature, Landmark, landmarks
from calctui.maths.parser import parse
from calctui.maths.pointwise import Local, local
from calctui.maths.symbolic import Answer, Question
from calctui.scene import (
    Curve,
    Glyph,
    Guide,
    Mark,
    Plot,
    Point,
    Readout,
    Role,
    Scene,
    Segment,
    Stack,
    Value,
    Window,
)
from calctui.scene.framing import blank_note, page, vertical
from calctui.scene.numbers import number, readout_number

_ROLES = (Role.FUNCTION, Role.DERIVATIVE, Role.CURVATURE)
STEPS = 160
"""Of the timeline: the cursor across the window."""
_GLYPHS = {
    Feature.PEAK: Glyph.PEAK,
    Feature.VALLEY: Glyph.VALLEY,
    Feature.PLATEAU: Glyph.FLAT,
    Feature.INFLECTION: Glyph.BEND,
}


@dataclass(frozen=True, kw_only=True)
class Derivative(Explorable):
    """The slope at every point is a function of its own, and so is the slope of that."""

    f: Annotated[Expression, Formula(help="the function")] = parse("3x^2 + 2x")
    x: Annotated[float, Slider(-100, 100, stride=0.1, help="the point")] = 1.0
    notation: Notation = "lagrange"
    span: Annotated[float, LogSlider(0.01, 1000, help="half the width of the window")] = 4.0

    presets = (
        Preset("3x² + 2x: its slope is 6x + 2", "x=1"),
        Preset("A peak, a valley and an inflection", "f='x^3 - 3x' x=-1 span=2.5"),
        Preset("A plateau is no turn", "f='x^3' x=0"),
        Preset("The slope of sin is cos", "f='sin x' x=0"),
        Preset("e^x is its own slope", "f='e^x' x=1"),
        Preset("The sigmoid's slope, at most 1/4", "f='sigmoid(x)' x=0"),
        Preset("The chapter's line is 1 - sigmoid: slope -1/4", "f='exp(-x)/(1+exp(-x))' x=0"),
        Preset("ReLU has a corner", "f='relu(x)' x=0"),
        Preset("A pole", "f='1/x' x=1"),
    )
    guesses = (
        Guess("slope"),
        Guess("trend", "word", "Is f rising, falling or flat here?"),
        Guess("curvature", "sign"),
    )

    @property
    def timeline(self) -> Sweep:
        """The cursor crosses the window."""
        return crossing("x", self.x, self.span, STEPS)

    def landings(self, name: str) -> tuple[float, ...]:
        """Along x: the ends of what is marked."""
        if name != "x":
            return ()
        found = _standing(self.f, self.parameters, *page(self.x, self.span)).landmarks
        return tuple(sorted({place for each in found for place in (each.start, each.stop)}))

    def questions(self) -> Mapping[str, Question]:
        """The formula of the slope."""
        return {"derivative": Question("derivative", self.f, "x")}

    def programs(self) -> Mapping[str, str]:
        """The same derivatives as SymPy's formulas."""
        return {"sympy": _sympy(self)}

    def scene(self, answers: Mapping[str, Answer]) -> Scene:
        """Three stacked plots and what stands at the cursor."""
        here = local(self.f, "x", {**dict(self.parameters), "x": self.x})
        standing = _standing(self.f, self.parameters, *page(self.x, self.span))
        answer = answers.get("derivative")
        formula, shown = _formula(answer)
        names = [derivative_name(self.notation, order) for order in range(3)]
        return Scene(
            view=_view(self, here, standing),
            readouts=(
                Readout("value", readout_number(here.value), names[0]),
                Readout("slope", readout_number(here.slope), names[1]),
                Readout("curvature", readout_number(here.curvature), names[2]),
                Readout("trend", _trend(self.x, here), "trend"),
                Readout("formula", formula, f"{names[1]} =", shown=shown),
                Readout("critical_points", _critical(standing.landmarks), "level at"),
            ),
            sentence=_sentence(self, here, standing.landmarks),
            code=_code(self),
            formulas={names[0]: pretty(self.f), names[1]: shown},
            unanswered=self.unanswered(answers),
        )


class _Standing:
    """What stays while the cursor moves: three curves and their landmarks."""

    def __init__(self, state_f: Expression, letters: Mapping[str, float], low: float, high: float) -> None:
        self.f = function_of(state_f, "x", letters)
        curve = sample(self.f, low, high)

        def row(order: int) -> Samples:
            def values(x: Floats) -> Floats:
                return np.asarray(derivatives(state_f, "x", {**letters, "x": x}, order)[order])

            return sample(values, low, high)

        self.curves = (curve, row(1), row(2))
        with np.errstate(all="ignore"):  # heights beyond a float
            self.landmarks = () if curve.wild else landmarks(state_f, "x", letters, low, high)


@lru_cache(maxsize=16)
def _standing(f: Expression, parameters: Numbers, low: float, high: float) -> _Standing:
    return _Standing(f, dict(parameters), low, high)


def _formula(answer: Answer | None) -> tuple[str, str]:
    """The derivative's formula in plain notation and as shown, or the word for why there is none."""
    if answer is None:
        return "not asked", "…"
    if not answer.plain:
        return answer.reason, answer.reason
    return answer.plain, pretty(answer.expression) if answer.expression else answer.plain


def _view(state: Derivative, here: Local, standing: _Standing) -> Stack:
    return Stack(tuple(_plot(state, order, here, standing) for order in range(3)), (2.0, 1.0, 1.0))


def _plot(state: Derivative, order: int, here: Local, standing: _Standing) -> Plot:
    low, high = page(state.x, state.span)
    curve, level = standing.curves[order], (here.value, here.slope, here.curvature)[order]
    window = Window(low, high, *vertical(curve.y, [0.0] if order else [level]))
    marks: list[Mark] = [Guide(y=0.0), Guide(x=state.x), Curve(curve.x, curve.y, _ROLES[order])]
    marks += [Point(x, y, Role.SPECIAL, Glyph.HOLE) for x, y in curve.holes]
    marks += _special(order, standing)
    if order == 0 and np.isfinite([here.value, here.slope]).all():
        reach = state.span / 4
        rise = reach * here.slope
        ends = (state.x - reach, here.value - rise, state.x + reach, here.value + rise)
        marks.append(Segment(*ends, Role.TANGENT))
    if np.isfinite(level):
        marks.append(Point(state.x, level, Role.POINT))
    name = derivative_name(state.notation, order)
    title = f"{name} = {pretty(state.f)}" if order == 0 else name
    short = name.removesuffix("(x)")
    return Plot(window, tuple(marks), title, "x", blank_note(short, curve.y, curve.wild))


def _special(order: int, standing: _Standing) -> list[Mark]:
    """Landmarks on the curve where they are seen, and on f' and f'' where they come from: their zeros."""
    shown = (set(Feature), {Feature.PEAK, Feature.VALLEY, Feature.PLATEAU}, {Feature.INFLECTION})[order]
    marks: list[Mark] = []
    for each in standing.landmarks:
        if each.feature not in shown or (order and each.corner):
            continue
        height = float(standing.f(np.array(each.x))) if order == 0 else 0.0
        marks.append(Point(each.x, height, Role.SPECIAL, _GLYPHS[each.feature]))
    return marks


def _critical(found: tuple[Landmark, ...]) -> Value:
    """Where the slope is 0 or jumps across it: [x, what], or [from, to, what] for a level stretch."""
    rows: list[Value] = []
    for each in found:
        if each.feature is not Feature.INFLECTION:
            places: list[Value] = [each.start] if each.start == each.stop else [each.start, each.stop]
            rows.append([*places, f"{each.feature} (corner)" if each.corner else str(each.feature)])
    return rows


def _is_level(x: float, here: Local) -> bool:
    """Whether the slope is 0, or so small that rounding x to a float explains it: cos x at pi."""
    tilt = np.finfo(float).eps * abs(x * here.curvature)
    return bool(abs(here.slope) <= (tilt if np.isfinite(tilt) else 0.0))


def _trend(x: float, here: Local) -> str:
    if not np.isfinite(here.slope):
        return "undefined"
    if _is_level(x, here):
        return "flat"
    return "rising" if here.slope > 0 else "falling"


def _sentence(state: Derivative, here: Local, found: tuple[Landmark, ...]) -> str:
    x = number(state.x)
    if np.isnan(here.value):
        return f"At x = {x}, f has no value, and so no slope."
    if np.isinf(here.value):
        return f"At x = {x}, f is too large for a float."
    start = f"At x = {x}, f is {number(here.value)}"
    if np.isinf(here.slope):
        return f"{start} and its slope is too large for a float."
    if np.isnan(here.slope):
        return f"{start}, but it has no slope there{_sides(state, here)}."
    name = next((each for each in found if each.start <= state.x <= each.stop and not each.corner), None)
    if _is_level(state.x, here):
        return f"{start} and level{_level(name)}."
    size = number(abs(here.slope))
    how = "rises" if here.slope > 0 else "falls"
    return f"{start} and {how} at a rate of {size} for each unit of x{_bend(here)}."


def _sides(state: Derivative, here: Local) -> str:
    left, right = here.slope_left, here.slope_right
    if np.isfinite([left, right]).all() and abs(left - right) > 1e-6 * max(1.0, abs(left), abs(right)):
        taken = evaluate(derivative(state.f, "x"), {**dict(state.parameters), "x": state.x})
        zero = "; frameworks take 0" if (left, right, float(taken)) == (0, 1, 0) else ""
        return f": {number(left, 3)} on the left, {number(right, 3)} on the right{zero}"
    return ""


def _level(name: Landmark | None) -> str:
    if name is None or name.feature is Feature.INFLECTION:
        return ""
    return f": a {name.feature}" if name.feature is not Feature.PLATEAU else ": a plateau, no turn"


def _bend(here: Local) -> str:
    """What the curvature says of the slope, where there is one."""
    if not np.isfinite(here.curvature):
        return ""
    if here.curvature == 0:
        return "; just here its slope is not changing"
    return f"; its slope is {'growing' if here.curvature > 0 else 'shrinking'}"


def _code(state: Derivative) -> str:
    slope = derivative(state.f, "x")
    functions = {"f": state.f, "slope": slope, "curvature": derivative(slope, "x")}
    lines = [f'print("{name}", {function}(x))' for name, function in _PRINTED]
    return program(functions, {**dict(state.parameters), "x": state.x}, lines)


def _sympy(state: Derivative) -> str:
    if not sympycode.has_no_stairs(state.f, ("x",)):
        return ""
    lines = [
        "slope = sp.diff(f, x)",
        "curvature = sp.diff(f, x, 2)",
        'print("formula", slope)',
        "",
        sympycode.place({"x": state.x}),
        'print("value", sp.N(f.subs(at)))',
        'print("slope", sp.N(slope.subs(at)))',
        'print("curvature", sp.N(curvature.subs(at)))',
    ]
    return sympycode.program(state.f, ("x",), dict(state.parameters), lines)


_PRINTED = (("value", "f"), ("slope", "slope"), ("curvature", "curvature"))

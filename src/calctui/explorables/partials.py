"""Partial derivatives: the slope along one variable while the other is frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

import numpy as np

from calctui.explorables.parts import sympycode
from calctui.explorables.parts.snippet import program
from calctui.explorables.parts.terrain import Here, absent, contours, height, here, window
from calctui.explore.controls import Formula, LogSlider, Numbers, Slider
from calctui.explore.explorable import Explorable, Preset
from calctui.explore.guess import Guess
from calctui.explore.timeline import Sweep
from calctui.maths.curves import Samples, sample
from calctui.maths.derive import derivative
from calctui.maths.evaluate import Floats
from calctui.maths.expression import Expression
from calctui.maths.formatting import pretty
from calctui.maths.parser import parse
from calctui.maths.symbolic import Answer, Question
from calctui.scene import (
    Beside,
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
    Window,
)
from calctui.scene.framing import blank_note, vertical
from calctui.scene.numbers import number, readout_number


@dataclass(frozen=True, kw_only=True)
class Partials(Explorable):
    """Nudge one variable, freeze the other: two slopes at one point."""

    f: Annotated[Expression, Formula(variables=("x", "y"), help="the function of x and y")] = parse(
        "x^2*y + 3y", ("x", "y")
    )
    x: Annotated[float, Slider(-100, 100, stride=0.1, help="the point, along x")] = 2.0
    y: Annotated[float, Slider(-100, 100, stride=0.1, help="the point, along y")] = 1.0
    nudge: Annotated[float, LogSlider(1e-6, 2, help="how far each variable is moved")] = 0.5
    span: Annotated[float, LogSlider(0.01, 1000, help="half the width of the window")] = 4.0

    cursor = ("x", "y")
    presets = (
        Preset("x²y + 3y at (2, 1): the partials are 4 and 7", "x=2 y=1"),
        Preset("A stretched bowl: y counts three times as much", "f='x^2 + 3y^2' x=1 y=1"),
        Preset("A saddle: up along x, down along y", "f='x^2 - y^2' x=1 y=1"),
        Preset("A product: each slope is the other variable", "f='x*y' x=2 y=-1"),
        Preset("A weight and its input", "f='sigmoid(x*y)' x=1 y=0.5"),
        Preset("A straight plane: nudges never lie", "f='2x + 3y' x=1 y=1"),
    )
    guesses = (
        Guess("df_d?"),
        Guess("df_d?", "sign"),
        Guess("actual_dx", ask="By how much does f change if x is nudged?"),
    )

    @property
    def timeline(self) -> Sweep:
        """The nudge shrinks, and what the partials promise comes true."""
        return Sweep("nudge", start=2.0, stop=0.01, steps=100)

    def questions(self) -> Mapping[str, Question]:
        """The formulas of both partials."""
        return {name: Question("derivative", self.f, name) for name in ("x", "y")}

    def programs(self) -> Mapping[str, str]:
        """The same partials as SymPy's formulas."""
        return {"sympy": _sympy(self)}

    def scene(self, answers: Mapping[str, Answer]) -> Scene:
        """The map with the point, and the two slices through it."""
        at = here(self.f, self.parameters, self.x, self.y)
        f = height(self.f, self.parameters)
        with np.errstate(all="ignore"):  # values beyond a float
            moved = f(self.x + np.array([self.nudge, 0.0]), self.y + np.array([0.0, self.nudge]))
            actual = moved - at.value
            predicted = np.array([at.dx, at.dy]) * self.nudge
        return Scene(
            view=Beside((_map(self, at), _slices(self, at)), (1.0, 1.0)),
            readouts=(
                Readout("value", readout_number(at.value), "f(x, y)"),
                Readout("df_dx", readout_number(at.dx), "∂f/∂x"),
                Readout("df_dy", readout_number(at.dy), "∂f/∂y"),
                Readout("actual_dx", readout_number(actual[0]), "Δf, x nudged"),
                Readout("predicted_dx", readout_number(predicted[0]), "∂f/∂x · nudge"),
                Readout("actual_dy", readout_number(actual[1]), "Δf, y nudged"),
                Readout("predicted_dy", readout_number(predicted[1]), "∂f/∂y · nudge"),
            ),
            sentence=_sentence(self, at, actual),
            code=_code(self),
            formulas={"f(x, y)": pretty(self.f)} | _formulas(answers),
            unanswered=self.unanswered(answers),
        )


def _formulas(answers: Mapping[str, Answer]) -> dict[str, str]:
    return {
        f"∂f/∂{name}": pretty(answer.expression) if answer.expression else answer.plain
        for name, answer in answers.items()
        if answer.plain
    }


def _map(state: Partials, at: Here) -> Plot:
    seen = window(state.x, state.y, state.span)
    heights = contours(state.f, state.parameters, seen)
    marks: list[Mark] = [heights, Guide(x=state.x), Guide(y=state.y)]
    if np.isfinite(at.value):
        marks.append(Point(state.x + state.nudge, state.y, Role.DERIVATIVE, Glyph.RING))
        marks.append(Point(state.x, state.y + state.nudge, Role.CURVATURE, Glyph.SQUARE))
    marks.append(Point(state.x, state.y, Role.POINT))
    return Plot(seen, tuple(marks), f"f = {pretty(state.f)}", "x", blank_note("f", heights.z))


@lru_cache(maxsize=32)
def _line(f: Expression, letters: Numbers, axis: str, frozen: float, low: float, high: float) -> Samples:
    """The function along one axis, the other variable frozen."""
    values = height(f, letters)

    def along(place: Floats) -> Floats:
        other = np.full_like(place, frozen)
        return values(place, other) if axis == "x" else values(other, place)

    return sample(along, low, high)


def _slices(state: Partials, at: Here) -> Stack:
    """One above the other; each in a view of its own, for they have different axes."""
    return Stack(tuple(Beside((_slice(state, at, axis),), (1.0,)) for axis in ("x", "y")), (1.0, 1.0))


def _slice(state: Partials, at: Here, axis: str) -> Plot:
    """One slice: what changes along one axis, with its tangent and what a nudge does."""
    seen = window(state.x, state.y, state.span)
    along_x = axis == "x"
    low, high = (seen.x_low, seen.x_high) if along_x else (seen.y_low, seen.y_high)
    place, frozen, slope = (state.x, state.y, at.dx) if along_x else (state.y, state.x, at.dy)
    curve = _line(state.f, state.parameters, axis, frozen, low, high)
    f = height(state.f, state.parameters)
    moved = float(f(state.x + state.nudge * along_x, state.y + state.nudge * (not along_x)))
    role = Role.DERIVATIVE if along_x else Role.CURVATURE
    glyph = Glyph.RING if along_x else Glyph.SQUARE
    bounds = Window(low, high, *vertical(curve.y, [at.value]))
    marks: list[Mark] = [Guide(y=0.0), Curve(curve.x, curve.y, role)]
    if at.exists:
        rise = place, at.value, place + state.nudge, at.value + slope * state.nudge
        marks.append(Segment(*rise, Role.TANGENT, endless=True))
        marks.append(Segment(place + state.nudge, rise[3], place + state.nudge, moved, Role.ERROR))
    if np.isfinite(moved):
        marks.append(Point(place + state.nudge, moved, role, glyph))
    if np.isfinite(at.value):
        marks.append(Point(place, at.value, Role.POINT))
    other = "y" if along_x else "x"
    title = f"{other} frozen at {number(frozen, 4)}"
    return Plot(bounds, tuple(marks), title, axis, blank_note("f", curve.y))


def _sentence(state: Partials, at: Here, actual: Floats) -> str:
    place = f"({number(state.x, 4)}, {number(state.y, 4)})"
    if why_not := absent(at, place):
        return why_not
    start = f"At {place} f changes {number(at.dx, 4)}× as fast as x and {number(at.dy, 4)}× as fast as y"
    if not np.isfinite(actual).all():
        return f"{start}; where a nudge of {number(state.nudge, 3)} leads it has no value."
    deeds = f"{number(float(actual[0]), 4)} and {number(float(actual[1]), 4)}"
    return f"{start}; nudges of {number(state.nudge, 3)} really change it by {deeds}."


def _code(state: Partials) -> str:
    lines = [
        'print("value", f(x, y))',
        'print("df_dx", df_dx(x, y))',
        'print("df_dy", df_dy(x, y))',
        'print("actual_dx", f(x + nudge, y) - f(x, y))',
        'print("predicted_dx", df_dx(x, y) * nudge)',
        'print("actual_dy", f(x, y + nudge) - f(x, y))',
        'print("predicted_dy", df_dy(x, y) * nudge)',
    ]
    values = {**dict(state.parameters), "x": state.x, "y": state.y, "nudge": state.nudge}
    functions = {"f": state.f, "df_dx": derivative(state.f, "x"), "df_dy": derivative(state.f, "y")}
    return program(functions, values, lines, ("x", "y"))


def _sympy(state: Partials) -> str:
    if not sympycode.has_no_stairs(state.f, ("x", "y")):
        return ""
    lines = [
        "df_dx, df_dy = sp.diff(f, x), sp.diff(f, y)",
        'print("formulas:", df_dx, "and", df_dy)',
        "",
        sympycode.place({"x": state.x, "y": state.y}),
        *sympycode.values({"nudge": state.nudge}),
        "value = f.subs(at)",
        'print("value", sp.N(value))',
        'print("df_dx", sp.N(df_dx.subs(at)))',
        'print("df_dy", sp.N(df_dy.subs(at)))',
        'print("actual_dx", sp.N(f.subs({x: at[x] + nudge, y: at[y]}) - value))',
        'print("predicted_dx", sp.N(df_dx.subs(at)*nudge))',
        'print("actual_dy", sp.N(f.subs({x: at[x], y: at[y] + nudge}) - value))',
        'print("predicted_dy", sp.N(df_dy.subs(at)*nudge))',
    ]
    return sympycode.program(state.f, ("x", "y"), dict(state.parameters), lines)

"""Secant becomes tangent: the slope between two points settles down to the slope at one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from calctui.explorables.parts import standing
from calctui.explorables.parts.notation import Notation, derivative_name
from calctui.explorables.parts.snippet import program
from calctui.explore.controls import Choice, Formula, LogSlider, Slider
from calctui.explore.explorable import Explorable, Preset
from calctui.explore.guess import Guess
from calctui.explore.timeline import Sweep
from calctui.maths.curves import Samples, sample
from calctui.maths.derive import derivative
from calctui.maths.differences import SCHEMES, offsets, slope
from calctui.maths.evaluate import function_of
from calctui.maths.expression import Expression
from calctui.maths.formatting import pretty
from calctui.maths.parser import parse
from calctui.maths.pointwise import Local, local
from calctui.maths.symbolic import Answer, Question
from calctui.scene import Curve, Glyph, Guide, Mark, Plot, Point, Readout, Role, Scene, Segment, Table, Window
from calctui.scene.framing import blank_note, vertical
from calctui.scene.numbers import number, readout_number

HALVINGS = 6
"""Rows of the table: enough to see the error settle into its rhythm."""
CLOSE = 2.5
"""Half the width of the microscope's window, in gaps."""


@dataclass(frozen=True, kw_only=True)
class Secant(Explorable):
    """The slope between two points settles down to the slope at one."""

    f: Annotated[Expression, Formula(help="the function")] = parse("3x^2 + 2x")
    a: Annotated[float, Slider(-100, 100, stride=0.1, help="the point")] = 1.0
    h: Annotated[float, LogSlider(1e-12, 2, help="the gap between the two points")] = 1.0
    scheme: Annotated[str, Choice(choices=SCHEMES, help="on which side the second point lies")] = "forward"
    view: Annotated[
        str, Choice(choices=("wide", "microscope"), help="the curve, or what the gap sees of it")
    ] = "wide"
    notation: Notation = "lagrange"
    span: Annotated[float, LogSlider(0.01, 1000, help="half the width of the window")] = 3.0

    presets = (
        Preset("3x² + 2x at 1: the slope is 8", "h=0.001"),
        Preset("Central difference: exact for a parabola", "h=0.5 scheme=central"),
        Preset("Under the microscope a curve is straight", "f='sin x' a=0.5 h=0.05 view=microscope"),
        Preset("A corner never settles", "f='|x|' a=0 h=0.5"),
        Preset("Two sides, two slopes", "f='|x|' a=0 h=0.5 scheme=central"),
        Preset("So small a gap that the digits run out", "f='1e6 + sin x' h=1e-9 view=microscope"),
        Preset("A letter becomes a slider", "f='k sin(w x)' a=1 w=2 h=0.5"),
        Preset("No slope at a vertical climb", "f='cbrt x' a=0 h=0.1"),
    )
    guesses = (
        Guess("slope_secant"),
        Guess("derivative"),
        Guess("error", "sign"),
        Guess("error", "magnitude"),
    )

    @property
    def timeline(self) -> Sweep:
        """The gap closes."""
        return Sweep("h", start=2.0, stop=1e-3, steps=120)

    def questions(self) -> Mapping[str, Question]:
        """The formula of the slope."""
        return {"derivative": Question("derivative", self.f, "x")}

    def scene(self, answers: Mapping[str, Answer]) -> Scene:
        """Curve, secant and tangent, with the numbers of the difference quotient."""
        fit = _Fit(self)
        answer = answers.get("derivative")
        formulas = {"f(x)": pretty(self.f)}
        if answer and answer.plain:
            formulas[derivative_name(self.notation, 1)] = (
                pretty(answer.expression) if answer.expression else answer.plain
            )
        return Scene(
            view=_microscope(self, fit) if self.view == "microscope" else _wide(self, fit),
            readouts=(
                Readout("f_a", readout_number(fit.here.value), "f(a)"),
                Readout("f_ah", readout_number(fit.value_there), f"f(a {'-' if fit.far < 0 else '+'} h)"),
                Readout("slope_secant", readout_number(fit.slope), "secant slope"),
                Readout("derivative", readout_number(fit.here.slope), derivative_name(self.notation, 1, "a")),
                Readout("error", readout_number(fit.error), "error"),
            ),
            sentence=_sentence(self, fit),
            code=_code(self),
            table=_table(fit),
            formulas=formulas,
            unanswered=self.unanswered(answers),
        )


class _Fit:
    """The numbers of one state: both ends of the secant, its slope, the true slope and the error."""

    def __init__(self, state: Secant) -> None:
        self.f = function_of(state.f, "x", dict(state.parameters))
        self.here: Local = local(state.f, "x", {**dict(state.parameters), "x": state.a})
        self.near, self.far = sorted(offsets(state.scheme, state.h), key=abs)
        self.left, self.right = offsets(state.scheme, state.h)
        ends = self.f(state.a + np.array([self.left, self.right, self.far]))
        self.value_left, self.value_right, self.value_there = (float(value) for value in ends)
        self.gaps = state.h * 0.5 ** np.arange(HALVINGS)
        with np.errstate(all="ignore"):
            self.slopes = slope(self.f, state.a, self.gaps, state.scheme)
            self.errors = self.slopes - self.here.slope
        self.slope, self.error = float(self.slopes[0]), float(self.errors[0])
        # Each value is rounded to half a unit in its last place, and the gap divides the rounding.
        size = max(abs(self.value_left), abs(self.value_right), abs(state.a * self.here.slope))
        self.rounding = float(np.finfo(float).eps * size / (self.right - self.left))


def _wide(state: Secant, fit: _Fit) -> Plot:
    low, high = state.a - state.span, state.a + state.span
    curve = standing.curve(state.f, state.parameters, low, high, (state.a,))
    sides = (fit.left, fit.value_left), (fit.right, fit.value_right)
    ends = [value for place, value in sides if abs(place) <= state.span]
    window = Window(low, high, *vertical(curve.y, [fit.here.value, *_near(curve, ends)]))
    holes = [Point(x, y, Role.SPECIAL, Glyph.HOLE) for x, y in curve.holes]
    marks = (
        *(Guide(y=0.0), Guide(x=0.0)),
        Curve(curve.x, curve.y, Role.FUNCTION, "f"),
        *holes,
        *_lines(state, fit, state.a, fit.here.value),
    )
    note = blank_note("f", curve.y, curve.wild)
    return Plot(window, marks, f"f(x) = {pretty(state.f)}", "x", note)


def _near(curve: Samples, values: list[float]) -> list[float]:
    """Those values that do not flatten the curve if they are shown with its usual heights."""
    finite = curve.y[np.isfinite(curve.y)]
    if not finite.size:
        return values
    low, high = np.percentile(finite, [2, 98])
    room = 3 * max(float(high - low), 1e-9)
    return [value for value in values if low - room <= value <= high + room]


def _microscope(state: Secant, fit: _Fit) -> Plot:
    """The curve as the gap sees it, measured from the point, so that ever smaller gaps look alike."""
    reach = CLOSE * state.h
    with np.errstate(all="ignore"):  # heights beyond a float
        curve = sample(lambda x: fit.f(state.a + x) - fit.here.value, -reach, reach, (0.0,))
    window = Window(-reach, reach, *vertical(curve.y, [0.0]))
    marks = [Curve(curve.x, curve.y, Role.FUNCTION, "f"), *_lines(state, fit, 0.0, 0.0)]
    note = blank_note("f", curve.y) and f"f has no value at {number(state.a)} to measure from"
    title = f"f(x) = {pretty(state.f)}, measured from the point"
    return Plot(window, (Guide(y=0.0), Guide(x=0.0), *marks), title, "x - a", note)


def _lines(state: Secant, fit: _Fit, x: float, y: float) -> list[Mark]:
    """Tangent, secant and their points, with the point of the curve drawn at (x, y)."""
    marks: list[Mark] = []
    if np.isfinite([fit.here.value, fit.here.slope]).all():
        marks.append(Segment(x, y, x + 1.0, y + fit.here.slope, Role.TANGENT, endless=True, label="tangent"))
    lift = y - fit.here.value if np.isfinite(fit.here.value) else 0.0
    ends = [(x + fit.left, fit.value_left + lift), (x + fit.right, fit.value_right + lift)]
    if np.isfinite(ends).all():
        (x0, y0), (x1, y1) = ends
        marks.append(Segment(x0, y0, x1, y1, Role.SECANT, endless=True, label="secant"))
        marks.append(Segment(x0, y0, x1, y0, Role.ERROR))
        marks.append(Segment(x1, y0, x1, y1, Role.ERROR))
        names = {"forward": "AB", "backward": "BA", "central": "CB"}[state.scheme]
        marks += [Point(*end, Role.POINT, label=name) for end, name in zip(ends, names, strict=True)]
    if np.isfinite(fit.here.value) and state.scheme == "central":
        marks.append(Point(x, y, Role.POINT, label="A"))
    return marks


def _table(fit: _Fit) -> Table:
    with np.errstate(all="ignore"):
        ratios = np.concatenate([[np.nan], fit.errors[1:] / fit.errors[:-1]])
    columns = (fit.gaps, fit.slopes, fit.errors, ratios)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return Table(("h", "slope", "error", "ratio"), tuple(rows), lit=(0,))


def _sentence(state: Secant, fit: _Fit) -> str:
    h, here = number(state.h), number(state.a)
    if np.isnan(fit.here.value):
        return f"f has no value at {here}, so there is no point for a tangent to touch."
    if np.isinf(fit.here.value):
        return f"At {here} f is too large for a float, so there is no point to measure from."
    if not np.isfinite(fit.slope):
        leaves = np.isnan([fit.value_left, fit.value_right]).any()
        why = "f leaves its domain" if leaves else "f grows too large for a float"
        return f"Over a gap of {h} from {here}, {why}: there is no secant to draw."
    average = f"Over a gap of {h} the average slope is {number(fit.slope)}"
    if not np.isfinite(fit.here.slope):
        return f"{average}, but {_no_slope(fit, here)}"
    return f"{average}; the slope at {here} is {number(fit.here.slope)}. {_outlook(fit)}"


def _no_slope(fit: _Fit, here: str) -> str:
    left, right = fit.here.slope_left, fit.here.slope_right
    if np.isinf(fit.here.slope):
        return f"at {here} the slope is too large for a float."
    if np.isfinite([left, right]).all() and abs(left - right) > 1e-6 * max(1.0, abs(left), abs(right)):
        jump = f"from {number(left, 3)} to {number(right, 3)}"
        return f"at {here} the slope jumps {jump}: no tangent fits both sides."
    return f"at {here} the two sides do not settle on one slope."


def _outlook(fit: _Fit) -> str:
    """What halving the gap does to the error, from the numbers themselves."""
    error, after = float(fit.errors[0]), float(fit.errors[1])
    if abs(error) <= 4 * fit.rounding:
        if abs(error) <= 4 * np.finfo(float).eps * abs(fit.here.slope):
            return "They agree to the last digits that a float holds."
        return f"What is left, {number(abs(error), 3)}, is rounding: digits cancel."
    size = number(abs(error), 3)
    if not np.isfinite(after):
        return f"The error is {size}; over half the gap there is no secant."
    ratio = after / error
    if 0.45 <= ratio <= 0.55:
        return f"Halve the gap: the error of {size} {_about(ratio, 0.5)}halves too."
    if 0.2 <= ratio <= 0.3:
        return f"Halve the gap: the error of {size} falls to {_about(ratio, 0.25)}a quarter."
    return f"The error is {size}; with half the gap it would be {number(abs(after), 3)}."


def _about(ratio: float, exact: float) -> str:
    return "" if abs(ratio / exact - 1) < 0.02 else "about "


def _code(state: Secant) -> str:
    quotients = {
        "forward": "(f(a + h) - f(a)) / h",
        "backward": "(f(a) - f(a - h)) / h",
        "central": "(f(a + h) - f(a - h)) / (2 * h)",
    }
    lines = [
        f"secant = {quotients[state.scheme]}",
        'print("slope_secant", secant)',
        'print("derivative", slope(a))',
        'print("error", secant - slope(a))',
    ]
    values = {**dict(state.parameters), "a": state.a, "h": state.h}
    return program({"f": state.f, "slope": derivative(state.f, "x")}, values, lines)

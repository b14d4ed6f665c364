"""The fundamental theorem: the area so far is a curve of its own, and its slope is f again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Annotated

import numpy as np

from calctui.explorables.parts import standing, sympycode
from calctui.explorables.parts.area import clause, questions, true_area, word
from calctui.explorables.parts.snippet import program
from calctui.explore.controls import Formula, LogSlider, Numbers, Slider
from calctui.explore.explorable import Explorable, Preset
from calctui.explore.guess import Guess
from calctui.explore.timeline import Sweep
from calctui.maths.evaluate import Floats, function_of
from calctui.maths.expression import Expression
from calctui.maths.formatting import pretty
from calctui.maths.parser import parse
from calctui.maths.quadrature import running
from calctui.maths.source import exact
from calctui.maths.symbolic import Answer, Question
from calctui.scene import (
    Curve,
    Guide,
    Mark,
    Plot,
    Point,
    Readout,
    Region,
    Role,
    Scene,
    Segment,
    Stack,
    Window,
)
from calctui.scene.framing import blank_note, vertical
from calctui.scene.numbers import canonical, number, plain, readout_number

SAMPLES = 601
"""Places at which the area so far is drawn."""
GAP = 1e-6
"""Of the quotient that measures the slope of the area, as a share of the window."""
JUMP = 1e-3
"""Mean heights to both sides of t that are further apart, as a share of them, make a jump."""


@dataclass(frozen=True, kw_only=True)
class Ftc(Explorable):
    """Sweep out the area under f: how fast it grows is how high f is."""

    f: Annotated[Expression, Formula(help="the function")] = parse("x^2 - 1")
    a: Annotated[float, Slider(-100, 100, stride=0.1, help="where the area begins")] = 0.0
    t: Annotated[float, Slider(-100, 100, stride=0.05, help="how far it has come")] = 1.5
    span: Annotated[float, LogSlider(0.01, 100, help="how far the window reaches from a")] = 3.0

    presets = (
        Preset("x² - 1: first the area falls, then it grows", "t=1.5"),
        Preset("A constant: the area is a straight line", "f='2' t=1"),
        Preset("A line: the area is a parabola", "f='x' t=2"),
        Preset("cos x: the area is sin x", "f='cos x' t=2 span=7"),
        Preset("1/x: the area from 1 is ln x", "f='1/x' a=1 t=2.718281828459045 span=4"),
        Preset("A jump: the area has a corner", "f='sign(x - 1)' t=1.5"),
        Preset("The bell: an area without a formula of its own", "f='exp(-x^2)' a=-2 t=0 span=5"),
        Preset("Backward from a the sign turns", "f='x^2' a=1 t=0 span=2"),
    )
    guesses = (
        Guess("area"),
        Guess("area", "sign"),
        Guess("slope_of_area", ask="What is the slope of the area so far?"),
    )

    @property
    def timeline(self) -> Sweep:
        """The area is swept out."""
        stop = min(canonical(self.a + self.span), 100.0)
        return Sweep("t", *((self.a, stop) if self.a < stop else (-100.0, 100.0)), steps=120)

    def questions(self) -> Mapping[str, Question]:
        """The area so far, exactly."""
        return questions("area", self.f, self.parameters, self.a, self.t)

    def programs(self) -> Mapping[str, str]:
        """The area as a formula in t, and its derivative."""
        return {"sympy": _sympy(self)}

    def scene(self, answers: Mapping[str, Answer]) -> Scene:
        """The area under f, and below it the area so far as a curve with its tangent."""
        sweep = _Sweep(self, answers.get("area"))
        return Scene(
            view=Stack((_under(self, sweep), _area(self, sweep)), (1.0, 1.0)),
            readouts=(
                Readout("area", word(sweep.found), "area so far"),
                Readout("slope_of_area", readout_number(sweep.slope), "its slope"),
                Readout("f_t", readout_number(sweep.height), "f(t)"),
            ),
            sentence=_sentence(self, sweep),
            code=_code(self, sweep),
            formulas={"f(x)": pretty(self.f)},
            unanswered=self.unanswered(answers),
        )


@lru_cache(maxsize=16)
def _areas(f: Expression, letters: Numbers, a: float, low: float, high: float) -> tuple[Floats, Floats]:
    """Places in the window, and the area from a to each, on either side as far as it exists."""
    function = function_of(f, "x", dict(letters))
    sides = []
    for end in (low, high):
        whole = true_area(f, letters, a, end, None)
        t = np.linspace(a, end, SAMPLES)
        sides.append((t, running(function, a, end, SAMPLES, whole.breaks, whole.stops)))
    (left, before), (right, after) = sides
    return np.concatenate([left[::-1], right[1:]]), np.concatenate([before[::-1], after[1:]])


class _Sweep:
    """The area so far, the slope of its curve, and the height of f."""

    def __init__(self, state: Ftc, answer: Answer | None) -> None:
        self.low, self.high = _window(state)
        f = function_of(state.f, "x", dict(state.parameters))
        self.found = true_area(state.f, state.parameters, state.a, state.t, answer)
        area = word(self.found)
        self.area = area if isinstance(area, float) else np.nan
        self.height = float(f(state.t))
        gap = GAP * (self.high - self.low)
        with np.errstate(all="ignore"):
            before, after = (running(f, state.t, state.t + side * gap, 2)[1] * side / gap for side in (-1, 1))
            self.jumps = bool(abs(before - after) > JUMP * max(1.0, abs(before), abs(after)))
            middle = float(before + after) / 2
        self.sides = float(before), float(after)
        """The mean height of f just before and just after t: the slope of the area to either side."""
        self.slope = middle if np.isfinite(self.area) and not self.jumps else np.nan


def _window(state: Ftc) -> tuple[float, float]:
    """From a to the right, or as far as t has come, with a little room."""
    low, high = min(state.a, state.t), max(state.a + state.span, state.t)
    room = 0.06 * (high - low)
    return low - room, high + room


def _under(state: Ftc, sweep: _Sweep) -> Plot:
    """f with the area swept out so far, above and below the axis."""
    curve = standing.curve(state.f, state.parameters, sweep.low, sweep.high)
    swept = (curve.x >= min(state.a, state.t)) & (curve.x <= max(state.a, state.t))
    x, y = curve.x[swept], curve.y[swept]
    marks: list[Mark] = [
        Region(x, np.minimum(0.0, y * 0), np.maximum(y, 0.0), Role.SECANT, "+"),
        Region(x, np.minimum(y, 0.0), np.minimum(0.0, y * 0), Role.ERROR, "-"),
        *(Guide(y=0.0), Guide(x=state.t)),
        Curve(curve.x, curve.y, Role.FUNCTION, "f"),
    ]
    if np.isfinite(sweep.height):
        marks.append(Point(state.t, sweep.height, Role.POINT, label="f(t)"))
    window = Window(sweep.low, sweep.high, *vertical(curve.y, [0.0]))
    return Plot(window, tuple(marks), f"f(x) = {pretty(state.f)}", "x", blank_note("f", curve.y))


def _area(state: Ftc, sweep: _Sweep) -> Plot:
    """The area so far against t, with its tangent, whose slope is f(t)."""
    t, areas = _areas(state.f, state.parameters, state.a, sweep.low, sweep.high)
    marks: list[Mark] = [Guide(y=0.0), Guide(x=state.t), Curve(t, areas, Role.DERIVATIVE, "area so far")]
    if np.isfinite([sweep.area, sweep.slope]).all():
        reach = (sweep.high - sweep.low) / 8
        rise = reach * sweep.slope
        ends = (state.t - reach, sweep.area - rise, state.t + reach, sweep.area + rise)
        marks.append(Segment(*ends, Role.TANGENT, label="slope f(t)"))
    if np.isfinite(sweep.area):
        marks.append(Point(state.t, sweep.area, Role.POINT))
    window = Window(sweep.low, sweep.high, *vertical(areas, [0.0, sweep.area]))
    return Plot(
        window, tuple(marks), f"area from {number(state.a, 4)} to t", "t", blank_note("the area", areas)
    )


def _sentence(state: Ftc, sweep: _Sweep) -> str:
    a, t = number(state.a, 4), number(state.t, 4)
    if reason := clause(sweep.found):
        return f"From {a} to {t} {reason}."
    said = f"The area from {a} to {t} is {number(sweep.area)}"
    if sweep.jumps:
        left, right = sweep.sides
        return f"{said}; at the jump its slope changes from {number(left, 3)} to {number(right, 3)}."
    if np.isnan(sweep.height):
        return f"{said}; f has no value at {t}, so nothing says how fast it grows there."
    if not np.isfinite(sweep.slope):
        return f"{said}; beyond {t} it is not known."
    grows = "grows" if sweep.height > 0 else "shrinks" if sweep.height < 0 else "rests"
    return f"{said}, and it {grows} as t moves on: its slope is f(t) = {number(sweep.height)}."


def _code(state: Ftc, sweep: _Sweep) -> str:
    """Gauss's rule between the places where f breaks; called the area only where it comes to the same."""
    inner = [each for each in sweep.found.breaks if min(state.a, state.t) < each < max(state.a, state.t)]
    edges = [state.a, *(inner if state.a < state.t else inner[::-1]), state.t]
    f = function_of(state.f, "x", dict(state.parameters))
    same = abs(_gauss(f, edges) - sweep.area) <= 1e-12 * max(sweep.found.size, 1e-300)
    lines = [
        "nodes, weights = np.polynomial.legendre.leggauss(40)",
        f"edges = [{', '.join(['a', *map(plain, edges[1:-1]), 't'])}]",
        "area = 0.0",
        "for low, high in zip(edges, edges[1:]):",
        "    area += (high - low) / 2 * np.sum(weights * f((low + high) / 2 + (high - low) / 2 * nodes))",
        f'print("{"area" if same else "roughly"}", area)',
        'print("f_t", f(t))',
    ]
    return program({"f": state.f}, {**dict(state.parameters), "a": state.a, "t": state.t}, lines)


def _gauss(f: Callable[[Floats], Floats], edges: list[float]) -> float:
    """What the program computes."""
    nodes, weights = np.polynomial.legendre.leggauss(40)
    with np.errstate(all="ignore"):
        return sum(
            float((high - low) / 2 * np.sum(weights * f((low + high) / 2 + (high - low) / 2 * nodes)))
            for low, high in pairwise(edges)
        )


def _sympy(state: Ftc) -> str:
    """The area so far as SymPy integrates it; nothing where there is none."""
    if not (sympycode.has_no_stairs(state.f, ("x",)) and np.isfinite(_Sweep(state, None).area)):
        return ""
    lines = [
        f"area = sp.integrate(f, (x, {exact(state.a)}, t))",
        'print("area of t:", area)',
        "",
        sympycode.place({"t": state.t}),
        'print("area", sp.N(area.subs(at)))',
        'print("slope_of_area", sp.N(sp.diff(area, t).subs(at)))',
        'print("f_t", sp.N(f.subs(x, at[t])))',
    ]
    return sympycode.program(state.f, ("x", "t"), dict(state.parameters), lines)

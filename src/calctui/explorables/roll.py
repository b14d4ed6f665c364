"""A ball rolls down a loss curve: at every step it reads the slope and steps against it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

import numpy as np

from calctui.explorables.parts import standing
from calctui.explorables.parts.snippet import program
from calctui.explore.controls import Formula, Integer, LogSlider, Numbers, Slider
from calctui.explore.explorable import Explorable, Preset
from calctui.explore.guess import Guess
from calctui.explore.timeline import Sweep
from calctui.maths.derive import derivative
from calctui.maths.descent import Objective, Path, Verdict, path, verdict
from calctui.maths.expression import Expression
from calctui.maths.formatting import pretty
from calctui.maths.parser import parse
from calctui.maths.symbolic import Answer
from calctui.scene import (
    Arrow,
    Curve,
    Glyph,
    Guide,
    Mark,
    Plot,
    Point,
    Readout,
    Role,
    Scatter,
    Scene,
    Segment,
    Window,
)
from calctui.scene.framing import blank_note, outgrown, vertical
from calctui.scene.numbers import number, readout_number

STEPS = 200
"""Steps that are worked out, and from which the verdict is read."""
SHOWN = (12, 60)
"""Fewest and most steps that playing shows: until the ball has all but stopped."""

FATES = {
    Verdict.CREEPING: "At this rate it creeps",
    Verdict.CONVERGING: "At this rate it converges",
    Verdict.ZIG_ZAGGING: "At this rate it overshoots at every step, but converges",
    Verdict.IN_ONE_STEP: "At this rate it lands in one step",
    Verdict.OSCILLATING: "At this rate it swings to and fro for ever",
    Verdict.DIVERGING: "At this rate it diverges",
    Verdict.STUCK: "It stays where it is",
    Verdict.UNDEFINED: "Then it leaves the domain",
}


@dataclass(frozen=True, kw_only=True)
class Roll(Explorable):
    """Read the slope, step against it, again and again: that is training."""

    f: Annotated[Expression, Formula(help="the loss")] = parse("x^2")
    start: Annotated[float, Slider(-100, 100, stride=0.1, help="where the ball is put")] = 2.0
    rate: Annotated[float, LogSlider(0.001, 10, help="the learning rate: how far a slope of 1 carries")] = 0.1
    step: Annotated[int, Integer(0, STEPS, help="how many steps it has taken")] = 0
    span: Annotated[float, LogSlider(0.01, 1000, help="half the width of the window")] = 3.0

    presets = (
        Preset("x² with a rate of 1/2: in one step", "rate=0.5 step=1"),
        Preset("A small rate: step by step into the bowl", "step=8"),
        Preset("A rate of 1: to and fro for ever", "rate=1 step=5"),
        Preset("A rate above 1: it diverges", "rate=1.05 step=5"),
        Preset("A tiny rate: it creeps", "rate=0.003 step=20"),
        Preset("Two valleys: the start decides", "f='x^4 - 3x^2 + x' start=2 rate=0.02 span=2.2 step=6"),
        Preset("A plateau: no slope, no step", "f='sigmoid(5x)' start=-2 rate=1 step=5"),
    )
    guesses = (
        Guess("slope"),
        Guess("x", "next"),
        Guess("verdict", "word", "How does it go on at this rate?"),
    )

    @property
    def timeline(self) -> Sweep:
        """The ball rolls on."""
        last = _shown(self._path())
        return Sweep("step", start=0, stop=last, steps=last)

    def scene(self, answers: Mapping[str, Answer]) -> Scene:
        """The curve with the ball on it, the slope it reads, and where it has been."""
        way = self._path()
        x, loss, slope = (float(values[self.step]) for values in (way.x[:, 0], way.loss, way.gradient[:, 0]))
        word = verdict(way)
        return Scene(
            view=_plot(self, way, x, loss, slope),
            readouts=(
                Readout("x", readout_number(x), "x"),
                Readout("loss", readout_number(loss), "loss f(x)"),
                Readout("slope", readout_number(slope), "slope f′(x)"),
                Readout("next_x", readout_number(x - self.rate * slope), "next x"),
                Readout("verdict", str(word), "verdict"),
            ),
            sentence=_sentence(self, x, slope, word),
            code=_code(self),
            formulas={"f(x)": pretty(self.f)},
        )

    def _path(self) -> Path:
        return _way(self.f, self.parameters, self.start, self.rate)


@lru_cache(maxsize=64)
def _way(f: Expression, letters: Numbers, start: float, rate: float) -> Path:
    return path(Objective(f, ("x",), letters), (start,), "gd", rate, 0.0, STEPS)


def _shown(way: Path) -> int:
    """Steps until the ball is within a thousandth of where it ends, or the most, where it does not end."""
    few, many = SHOWN
    places = way.x[: way.finite, 0]
    if not len(places):
        return few
    far = np.flatnonzero(np.abs(places - places[-1]) > 1e-3 * np.ptp(places))
    return int(np.clip(far[-1] + 2 if len(far) else few, few, many))


def _plot(state: Roll, way: Path, x: float, loss: float, slope: float) -> Plot:
    been = way.x[: state.step + 1, 0]
    half = outgrown(state.span, [*been, state.start])
    curve = standing.curve(state.f, state.parameters, -half, half, (state.start,))
    losses = way.loss[: state.step + 1]
    window = Window(-half, half, *vertical(curve.y, [loss] if np.isfinite(loss) else []))
    marks: list[Mark] = [Guide(y=0.0), Guide(x=0.0), Curve(curve.x, curve.y, Role.FUNCTION)]
    if np.isfinite([x, loss, slope]).all():
        reach = half / 4 / max(1.0, abs(slope) * half / (window.y_high - window.y_low) / 2)
        ends = x - reach, loss - reach * slope, x + reach, loss + reach * slope
        marks.append(Segment(*ends, Role.TANGENT))
    marks.append(Scatter(been, losses, Role.DESCENT, Glyph.RING))
    ahead = x - state.rate * slope
    if np.isfinite([x, loss, ahead]).all() and slope:
        marks.append(Arrow(x, loss, ahead, loss, Role.DESCENT))
    if np.isfinite([x, loss]).all():
        marks.append(Point(x, loss, Role.POINT))
    lost = not np.isfinite(x) or abs(x) > half
    note = "the ball has left every window" if lost else blank_note("the loss", curve.y)
    return Plot(window, tuple(marks), f"loss = {pretty(state.f)}", "x", note)


def _sentence(state: Roll, x: float, slope: float, word: Verdict) -> str:
    fate = FATES[word]
    if not np.isfinite(x):
        return f"After {state.step} steps x is too large for a float. {fate}."
    if not np.isfinite(slope):
        return f"At x = {number(x, 4)} the loss has no slope to read, and the ball stays there."
    if slope == 0:
        return f"At x = {number(x, 4)} the slope is 0: level ground, nowhere to step. {fate}."
    side = "right" if slope > 0 else "left"
    step = f"{number(state.rate, 3)} × {number(abs(slope), 3)}"
    return f"At x = {number(x, 4)} uphill is to the {side}, so it steps the other way by {step}. {fate}."


def _code(state: Roll) -> str:
    lines = [
        f"for _ in range({state.step}):",
        "    g = slope(x)",
        "    if np.isnan([f(x), g]).any() or np.isfinite(f(x)) and np.isinf(g):",
        "        break  # no slope to step against",
        "    x = x - rate * g",
        'print("x", x)',
        'print("loss", f(x))',
        'print("slope", slope(x))',
        'print("next_x", x - rate * slope(x))',
    ]
    values = {**dict(state.parameters), "x": state.start, "rate": state.rate}
    return program({"f": state.f, "slope": derivative(state.f, "x")}, values, lines)

"""Gradient descent and its relatives step down a surface: one method, or all of them in a race."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from calctui.explorables.parts.descending import (
    ALL,
    LOOKS,
    STEPS,
    Runner,
    leader,
    newton_rate,
    race,
    shown_steps,
    told,
)
from calctui.explorables.parts.descentcode import code
from calctui.explorables.parts.descenttorch import code as torch_code
from calctui.explorables.parts.terrain import ELEVATION, contours, mesh, shown_heights
from calctui.explore.controls import Choice, Formula, Integer, LogSlider, Slider, Vector
from calctui.explore.explorable import Explorable, Preset
from calctui.explore.guess import Guess
from calctui.explore.timeline import Sweep
from calctui.maths.descent import METHODS, Verdict
from calctui.maths.evaluate import Floats
from calctui.maths.expression import Expression
from calctui.maths.formatting import pretty
from calctui.maths.parser import parse
from calctui.maths.surfaces import SURFACES
from calctui.maths.symbolic import Answer
from calctui.scene import (
    Beside,
    Curve,
    Mark,
    Path3,
    Plot,
    Point,
    Readout,
    Role,
    Scene,
    Table,
    Trail,
    View,
    Window,
    Wireframe,
)
from calctui.scene.framing import blank_note, outgrown, vertical
from calctui.scene.numbers import readout_number

DEEPEST = 16.0
"""Powers of ten of the loss that are shown below the start's."""
TURN = 1.5
"""Degrees by which the wireframe turns with every step."""

NAMED = {name: surface.formula for name, surface in SURFACES.items()}


@dataclass(frozen=True, kw_only=True)
class Descent(Explorable):
    """Step against the gradient, with or without memory, and see who is down first."""

    f: Annotated[
        Expression, Formula(variables=("x", "y"), named=NAMED, help="the loss, or the name of a surface")
    ] = parse("x^2 + 3y^2", ("x", "y"))
    start: Annotated[tuple[float, ...], Vector(names=("x0", "y0"), help="where all begin")] = (3.0, 2.0)
    method: Annotated[str, Choice(choices=(*METHODS, ALL), help="the update rule, as in torch.optim")] = "gd"
    rate: Annotated[float, LogSlider(1e-5, 10, help="the learning rate; for Newton a share of its step")] = (
        0.1
    )
    momentum: Annotated[float, Slider(0, 0.99, stride=0.01, help="of momentum and nesterov")] = 0.9
    step: Annotated[int, Integer(0, STEPS, help="how many steps have been taken")] = 10
    view: Annotated[str, Choice(choices=("contour", "surface"), help="the map, or the surface itself")] = (
        "contour"
    )
    turn: Annotated[float, Slider(0, 360, stride=5, help="from which side the surface is seen, degrees")] = (
        300.0
    )
    span: Annotated[float, LogSlider(0.01, 1000, help="half the width of the window")] = 4.0

    presets = (
        Preset("x² + 3y² with a rate of 1/4: the best there is", "rate=0.25"),
        Preset("Above 1/6 it zig-zags across the valley", "rate=0.3"),
        Preset("Above 1/3 it diverges", "rate=0.34"),
        Preset("Newton: the bottom in one step", "method=newton rate=1 step=1"),
        Preset("Momentum remembers, and overshoots", "method=momentum rate=0.02 step=40"),
        Preset("All methods from one start", "method=all rate=0.1 step=25"),
        Preset("A saddle: off it goes, slowly first", "f=saddle start='3, 0.01' rate=0.1 step=25"),
        Preset(
            "Rosenbrock's bent valley", "f=rosenbrock start='-1.5, 2' method=all rate=0.001 step=60 span=3.2"
        ),
        Preset(
            "Himmelblau: four valleys, one start", "f=himmelblau start='0, 0' method=all rate=0.01 span=6"
        ),
        Preset("Beale's plain", "f=beale start='1, 1' method=adam rate=0.05 step=60 span=4.5"),
        Preset(
            "A plateau: far out there is no slope",
            "f=plateau start='1.5, 1' rate=0.3 step=30 view=surface span=3",
        ),
    )
    guesses = (
        Guess("verdict", "word", "How does it go on at this rate?"),
        Guess("x", "next"),
        Guess("y", "next"),
        Guess("steps_to_tolerance", "magnitude", "How many steps until it has arrived, to a factor of 3?"),
    )

    @property
    def timeline(self) -> Sweep:
        """Step by step down."""
        last = shown_steps(self._race())
        return Sweep("step", start=0, stop=last, steps=last)

    def guessable(self) -> tuple[Guess, ...]:
        """None of a race: who leads may change with every step."""
        return () if self.method == ALL else self.guesses

    def programs(self) -> Mapping[str, str]:
        """The same path by torch.optim."""
        first = leader(self._race(), self.step)
        rates = self._rates(first)
        return {"torch": torch_code(self.f, self.parameters, self.start, first.method, rates, self.step)}

    def scene(self, answers: Mapping[str, Answer]) -> Scene:
        """The map or the surface with the trails, and how the loss falls."""
        runners = self._race()
        first = leader(runners, self.step)
        x, y = first.place(self.step)
        arrival = f"not in {STEPS}" if first.arrival is None else first.arrival
        return Scene(
            view=Beside((_ground(self, runners), _losses(self, runners)), (1.1, 1.0)),
            readouts=(
                Readout("x", readout_number(x), "x"),
                Readout("y", readout_number(y), "y"),
                Readout("value", readout_number(first.loss(self.step)), "loss"),
                Readout("gradient_norm", readout_number(first.steepness(self.step)), "steepness"),
                Readout("steps_to_tolerance", arrival, "steps to 1/1000"),
                Readout("verdict", str(first.word), "verdict"),
            ),
            sentence=told(runners, first, self.step),
            code=code(self.f, self.parameters, self.start, first.method, self._rates(first), self.step),
            table=_table(runners, self.step) if self.method == ALL else None,
            formulas={"f(x, y)": pretty(self.f)},
        )

    def _rates(self, first: Runner) -> tuple[float, float]:
        return newton_rate(self.method, first.method, self.rate), self.momentum

    def _race(self) -> tuple[Runner, ...]:
        return race(self.f, self.parameters, self.start, self.method, self.rate, self.momentum)


def _window(state: Descent, runners: tuple[Runner, ...]) -> Window:
    """A square window that grows with the path; in a race those that diverge leave it."""
    staying = [each for each in runners if len(runners) == 1 or each.word is not Verdict.DIVERGING]
    half = outgrown(state.span, [state.start, *(part for each in staying for part in each.been(state.step))])
    return Window(-half, half, -half, half)


def _ground(state: Descent, runners: tuple[Runner, ...]) -> Plot | Wireframe:
    """The surface, if it is asked for and there is one; else the map."""
    seen = _window(state, runners)
    if state.view == "surface":
        x, y, z = mesh(state.f, state.parameters, seen)
        if shown := shown_heights(z, [each.loss(0) for each in runners]):
            return _surface(state, runners, (x, y, z), shown)
    return _map(state, runners, seen)


def _map(state: Descent, runners: tuple[Runner, ...], seen: Window) -> Plot:
    heights = contours(state.f, state.parameters, seen)
    marks: list[Mark] = [heights]
    for each in runners:
        x, y, _ = each.trail(state.step)
        role, glyph = LOOKS[each.method]
        marks.append(Trail(x, y, role, glyph, each.method if len(runners) > 1 else ""))
    if len(runners) == 1:
        marks.append(Point(*runners[0].place(state.step), Role.POINT))
    lost = len(runners) == 1 and not max(map(abs, runners[0].place(state.step))) <= seen.x_high
    note = "the path has left every window" if lost else blank_note("f", heights.z)
    return Plot(seen, tuple(marks), f"f = {pretty(state.f)}", "x", note)


def _surface(
    state: Descent,
    runners: tuple[Runner, ...],
    sampled: tuple[Floats, Floats, Floats],
    heights: tuple[float, float],
) -> Wireframe:
    paths = []
    for each in runners:
        role, glyph = LOOKS[each.method]
        paths.append(Path3(*each.trail(state.step), role, glyph, each.method if len(runners) > 1 else ""))
    azimuth = (state.turn + TURN * state.step) % 360
    return Wireframe(*sampled, *heights, azimuth, ELEVATION, tuple(paths), f"f = {pretty(state.f)}")


def _losses(state: Descent, runners: tuple[Runner, ...]) -> View:
    """The loss against the number of steps, in powers of ten where it spans several."""
    last = max(shown_steps(runners), state.step)
    losses = np.array([each.way.loss[: last + 1] for each in runners])
    powers = _spans_powers(losses)
    if powers:
        losses = _powers(losses)
    marks: list[Mark] = []
    for each, loss in zip(runners, losses, strict=True):
        role, glyph = LOOKS[each.method]
        marks.append(Curve(np.arange(state.step + 1.0), loss[: state.step + 1], role))
        if np.isfinite(loss[state.step]):
            marks.append(Point(float(state.step), float(loss[state.step]), role, glyph))
    window = Window(0.0, float(last), *vertical(losses))
    note = blank_note("the loss", losses[:, : state.step + 1])
    return Plot(window, tuple(marks), "log10(loss)" if powers else "loss", "step", note)


def _spans_powers(losses: Floats) -> bool:
    """Whether no loss is negative, and those above 0 are far apart, or all far from 1."""
    finite = losses[np.isfinite(losses)]
    above = finite[finite > 0]
    if not above.size or finite.min() < 0:
        return False
    low, high = np.log10([above.min(), above.max()])
    return bool(high - low > 2 or max(abs(low), abs(high)) > 6)


def _powers(losses: Floats) -> Floats:
    """Their powers of ten; what lies DEEPEST below the highest start, as 0 does, is drawn there."""
    with np.errstate(all="ignore"):
        powers = np.log10(losses)
    starts = powers[np.isfinite(powers[:, 0]), 0]
    return np.maximum(powers, starts.max() - DEEPEST) if starts.size else powers


def _table(runners: tuple[Runner, ...], step: int) -> Table:
    best = leader(runners, step)
    rows = [(each.method, each.loss(step), str(each.word)) for each in runners]
    return Table(("method", "loss", "verdict"), tuple(rows), lit=(runners.index(best),))

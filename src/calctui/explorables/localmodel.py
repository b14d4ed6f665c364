"""Local models: the tangent's step beside the parabola's, what each promised and what happened."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, NamedTuple

import numpy as np

from calctui.explorables.parts import standing
from calctui.explorables.parts.notation import Notation, derivative_name
from calctui.explorables.parts.snippet import program
from calctui.explore.controls import Formula, LogSlider, Slider
from calctui.explore.explorable import Explorable, Preset
from calctui.explore.guess import Guess
from calctui.explore.timeline import Sweep
from calctui.maths.derive import derivative
from calctui.maths.evaluate import Floats, function_of
from calctui.maths.expression import Expression
from calctui.maths.formatting import pretty
from calctui.maths.parser import parse
from calctui.maths.pointwise import Local, local
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
    Region,
    Role,
    Scene,
    Segment,
    Table,
    Window,
)
from calctui.scene.framing import blank_note, page, vertical
from calctui.scene.numbers import number, readout_number


@dataclass(frozen=True, kw_only=True)
class LocalModel(Explorable):
    """Gradient descent trusts the tangent, Newton's method the parabola; both trust it only so far."""

    f: Annotated[Expression, Formula(help="the loss")] = parse("x^4/4 - x^2 + x/2 + 2")
    x: Annotated[float, Slider(-100, 100, stride=0.1, help="where both models touch the loss")] = 2.0
    rate: Annotated[float, LogSlider(1e-4, 10, help="learning rate of the tangent's step")] = 0.05
    trust: Annotated[float, LogSlider(1e-3, 100, help="how far the models are trusted")] = 0.8
    notation: Notation = "lagrange"
    span: Annotated[float, LogSlider(0.01, 1000, help="half the width of the window")] = 3.0

    presets = (
        Preset("A tangent and a parabola, a step each", "x=2 rate=0.05"),
        Preset("For a parabola Newton needs one step", "f='3x^2 - 2x' x=2 rate=0.05"),
        Preset("Too large a rate leaves where the tangent holds", "x=2 rate=0.5"),
        Preset("On a concave stretch Newton climbs", "x=0.3 rate=0.5 trust=0.6 span=1.2"),
        Preset("Where the loss is straight, Newton has no step", "f='x^3 + x' x=0"),
        Preset("Newton overshoots further each time", "f='sqrt(1 + x^2)' x=1.5 rate=1 trust=1 span=4"),
        Preset("A quartic valley: Newton takes a third of the way", "f='x^4' x=1.5 rate=0.05 span=2"),
        Preset("A corner has no parabola", "f='|x|' x=0"),
    )
    guesses = (
        Guess("gd_next", ask="Where does descent step to?"),
        Guess("newton_next", ask="Where does Newton's method step to?"),
        Guess("delivered", "sign", "The fall that Newton's step delivers: positive, negative or zero?"),
    )

    @property
    def timeline(self) -> Sweep:
        """The rate grows until the tangent's step goes too far."""
        return Sweep("rate", start=0.001, stop=1.0, steps=120)

    def scene(self, answers: Mapping[str, Answer]) -> Scene:
        """The loss with both models, where each leads, and the ledger of promises."""
        models = _Models(self)
        gd, newton = models.gd, models.newton
        return Scene(
            view=_view(self, models),
            readouts=(
                Readout("gd_next", readout_number(gd.there), "descent to"),
                Readout("newton_next", readout_number(newton.there), "Newton to"),
                Readout("gd_value", readout_number(gd.value), "f after descent"),
                Readout("newton_value", readout_number(newton.value), "f after Newton"),
                Readout("promised", readout_number(newton.promised), "Newton promised"),
                Readout("delivered", readout_number(newton.delivered), "Newton delivered"),
                Readout("gd_promised", readout_number(gd.promised), "descent promised"),
                Readout("gd_delivered", readout_number(gd.delivered), "descent delivered"),
            ),
            sentence=_sentence(self, models),
            code=_code(self),
            table=_table(models),
            formulas={derivative_name(self.notation, 0): pretty(self.f)},
        )


class _Step(NamedTuple):
    """Where a model leads, and what came of it; NaN where there is no such step."""

    length: float
    there: float
    value: float
    """The loss there."""
    promised: float
    """By how much the model said that the loss would fall."""
    delivered: float
    """By how much it fell."""


class _Models:
    """The tangent and the parabola at x, and the step that each proposes."""

    def __init__(self, state: LocalModel) -> None:
        letters = dict(state.parameters)
        self.f = function_of(state.f, "x", letters)
        self.here: Local = local(state.f, "x", {**letters, "x": state.x})
        self.x, slope, curvature = state.x, self.here.slope, self.here.curvature
        with np.errstate(all="ignore"):
            newton = -slope / curvature if curvature else math.nan
        self.gd = self._step(-state.rate * slope, 0.0)
        self.newton = self._step(newton, curvature)
        self.trusted = self._step(self._within(state.trust, newton), curvature)

    def _within(self, trust: float, newton: float) -> float:
        """The lowest place of the parabola no further than `trust` away."""
        if self.here.curvature > 0 and abs(newton) <= trust:
            return newton
        return -math.copysign(trust, self.here.slope) if self.here.slope else math.nan

    def _step(self, length: float, curvature: float) -> _Step:
        there = self.x + length
        value = float(self.f(there))
        with np.errstate(all="ignore"):
            promised = -(np.float64(self.here.slope) * length + np.float64(curvature) * length * length / 2)
            delivered = np.float64(self.here.value) - value
        return _Step(length, there, value, float(promised), float(delivered))

    def tangent(self, x: Floats) -> Floats:
        """The straight model."""
        with np.errstate(all="ignore"):
            return np.asarray(self.here.value + self.here.slope * (x - self.x))

    def parabola(self, x: Floats) -> Floats:
        """The model that bends."""
        with np.errstate(all="ignore"):
            return np.asarray(self.tangent(x) + self.here.curvature * (x - self.x) ** 2 / 2)


def _view(state: LocalModel, models: _Models) -> Plot:
    low, high = page(state.x, state.span)
    curve = standing.curve(state.f, state.parameters, low, high)
    marks: list[Mark] = [_trusted(state), Guide(y=0.0), Curve(curve.x, curve.y, Role.FUNCTION, "f")]
    x = np.linspace(low, high, 401)
    both = (models.tangent(x), models.parabola(x))
    for y, role, name in zip(both, (Role.TANGENT, Role.CURVATURE), ("tangent", "parabola"), strict=True):
        if np.isfinite(y).all():
            marks.append(Curve(x, y, role, name))
    gd = _Landing(models, models.gd, models.tangent, Role.TANGENT, Glyph.RING, "descent")
    newton = _Landing(models, models.newton, models.parabola, Role.CURVATURE, Glyph.SQUARE, "Newton")
    marks += [*gd.marks(low, high), *newton.marks(low, high)]
    if np.isfinite(models.here.value):
        marks.append(Point(state.x, models.here.value, Role.POINT))
    seen = [models.here.value, *gd.heights(low, high), *newton.heights(low, high)]
    window = Window(low, high, *_tall(curve.y, seen))
    return Plot(window, tuple(marks), f"f(x) = {pretty(state.f)}", "x", blank_note("f", curve.y))


def _tall(curve: Floats, heights: list[float]) -> tuple[float, float]:
    """The curve's own height, and up to as much again for what else there is to see."""
    low, high = vertical(curve, spare=False)
    spare = high - low
    return vertical(curve, [height for height in heights if low - spare <= height <= high + spare])


def _trusted(state: LocalModel) -> Region:
    """The stretch in which the models are trusted."""
    ends = np.array([state.x - state.trust, state.x + state.trust])
    return Region(ends, np.full(2, -np.inf), np.full(2, np.inf), Role.GUIDE, "trust")


@dataclass(frozen=True)
class _Landing:
    """Where a step ends on its model and on the loss."""

    models: _Models
    step: _Step
    model: Callable[[Floats], Floats]
    role: Role
    glyph: Glyph
    name: str

    @property
    def foretold(self) -> float:
        """Its height on the model."""
        return float(self.model(np.array(self.step.there)))

    def heights(self, low: float, high: float) -> tuple[float, ...]:
        """What is to be seen of it between `low` and `high`."""
        return (self.step.value, self.foretold) if low <= self.step.there <= high else ()

    def marks(self, low: float, high: float) -> list[Mark]:
        """The promised place, the one on the loss, and what lies between; or an arrow out of the window."""
        there, here = self.step.there, self.models.here.value
        if not np.isfinite([there, self.foretold]).all():
            return []
        if not low <= there <= high:
            return [Arrow(self.models.x, here, there, here, self.role, f"{self.name} leaves")]
        glyph = Glyph.CROSS if self.role is Role.TANGENT else Glyph.PLUS
        promised = Point(there, self.foretold, self.role, glyph)
        if not np.isfinite(self.step.value):
            return [replace(promised, label=f"{self.name}: no value")]
        return [
            Segment(there, self.foretold, there, self.step.value, Role.ERROR),
            promised,
            Point(there, self.step.value, self.role, self.glyph, self.name),
        ]


def _table(models: _Models) -> Table:
    """Each step: where it leads, what was promised, what came, and the share of it."""
    steps = (("descent", models.gd), ("Newton", models.newton), ("trusted", models.trusted))
    rows = []
    for name, step in steps:
        with np.errstate(all="ignore"):
            share = float(np.float64(step.delivered) / step.promised) if step.promised else math.nan
        rows.append((name, step.there, step.promised, step.delivered, share))
    return Table(("step", "to", "promised", "came", "share"), tuple(rows))


def _sentence(state: LocalModel, models: _Models) -> str:
    here, x = models.here, number(state.x, 4)
    if np.isnan(here.value):
        return f"At x = {x} f has no value, so no model can touch it."
    if np.isinf(here.value):
        return f"At x = {x} f is too large for a float, so no model can touch it."
    if not np.isfinite(here.slope):
        why = "no slope" if np.isnan(here.slope) else "a slope too large for a float"
        return f"At x = {x} f has {why}, so there is no tangent and no parabola."
    if here.slope == 0:
        return f"At x = {x} f is level: both models say that this is the place, and neither steps."
    steps = {"Descent": models.gd, "Newton": models.newton}
    # A step to the very edge is not past it, though rounding may put it there.
    edge = state.trust * (1 + 1e-9)
    beyond = [name for name, step in steps.items() if edge < abs(step.length) < np.inf]
    past = {name: ", past the trust radius" for name in beyond if len(beyond) == 1}
    gd = f"Descent to {number(models.gd.there, 4)}{past.get('Descent', '')}: {_promise(models.gd)}"
    both = " Both go past the trust radius." if len(beyond) == 2 else ""
    return f"{gd}. {_newton(models, past.get('Newton', ''))}.{both}"


def _newton(models: _Models, past: str) -> str:
    """What the parabola promised and what came of it."""
    step, curvature = models.newton, models.here.curvature
    if np.isnan(curvature):
        return "There is no curvature, so no parabola"
    if not np.isfinite(step.there):
        return "The curve does not bend here, so Newton has no step"
    there = f"{number(step.there, 4)}{past}"
    if curvature < 0:
        return f"Concave here: Newton heads for the top at {there}: {_change(step)}"
    return f"Newton to {there}: {_promise(step)}"


def _promise(step: _Step) -> str:
    return _missing(step) or f"{number(step.promised, 3)} promised, {number(step.delivered, 3)} delivered"


def _change(step: _Step) -> str:
    if step.delivered == 0:
        return "f stays"
    way = "falls" if step.delivered > 0 else "rises"
    return _missing(step) or f"f {way} by {number(abs(step.delivered), 3)}"


def _missing(step: _Step) -> str:
    """Why nothing can be said of a step's outcome; empty where something can."""
    if np.isfinite([step.promised, step.delivered]).all():
        return ""
    return "f has no value there" if np.isnan(step.value) else "too far for a float"


def _code(state: LocalModel) -> str:
    slope = derivative(state.f, "x")
    lines = [
        "gd_next = x - rate * slope(x)",
        "step = -np.divide(slope(x), curvature(x))",
        "newton_next = x + step",
        'print("gd_next", gd_next)',
        'print("newton_next", newton_next)',
        'print("gd_value", f(gd_next))',
        'print("newton_value", f(newton_next))',
        'print("promised", -(slope(x) * step + curvature(x) * step * step / 2))',
        'print("delivered", f(x) - f(newton_next))',
        'print("gd_promised", rate * slope(x) ** 2)',
        'print("gd_delivered", f(x) - f(gd_next))',
    ]
    functions = {"f": state.f, "slope": slope, "curvature": derivative(slope, "x")}
    return program(functions, {**dict(state.parameters), "x": state.x, "rate": state.rate}, lines)

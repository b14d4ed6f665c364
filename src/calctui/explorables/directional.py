"""Directional derivatives: the slope along a chosen heading, beside the slopes along all of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import atan2, cos, degrees, nan, radians, sin
from typing import Annotated

import numpy as np

from calctui.explorables.parts.snippet import program
from calctui.explorables.parts.standing import roomy
from calctui.explorables.parts.terrain import Here, absent, contours, here, window
from calctui.explore.controls import Choice, Formula, LogSlider, Slider
from calctui.explore.explorable import Explorable, Preset
from calctui.explore.guess import Guess
from calctui.explore.timeline import Sweep
from calctui.maths.derive import derivative
from calctui.maths.expression import Expression
from calctui.maths.formatting import pretty
from calctui.maths.parser import parse
from calctui.maths.symbolic import Answer
from calctui.scene import (
    Arrow,
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
    Window,
)
from calctui.scene.framing import LARGEST, blank_note
from calctui.scene.numbers import number, readout_number

REACH = 0.45
"""Length of the arrows, as a share of half the window."""
ROUND = np.linspace(0.0, 360.0, 361)
"""All headings, in degrees."""
SNAP = 1e-9
"""Degrees within which a heading is one of the four that have a name."""
ROOM = 1.1
"""How much higher the slopes' window is than the steepest."""


@dataclass(frozen=True, kw_only=True)
class Directional(Explorable):
    """The gradient and a heading: one dot product, and proof that straight against it is steepest."""

    f: Annotated[Expression, Formula(variables=("x", "y"), help="the function of x and y")] = parse(
        "x^2 + y^2", ("x", "y")
    )
    x: Annotated[float, Slider(-100, 100, stride=0.1, help="the point, along x")] = 3.0
    y: Annotated[float, Slider(-100, 100, stride=0.1, help="the point, along y")] = 4.0
    angle: Annotated[float, Slider(0, 360, stride=5, help="the heading, in degrees from x")] = 0.0
    view: Annotated[str, Choice(choices=("cosine", "rose"), help="all headings on a line, or around")] = (
        "cosine"
    )
    span: Annotated[float, LogSlider(0.01, 1000, help="half the width of the window")] = 6.0

    cursor = ("x", "y")
    presets = (
        Preset("x² + y² at (3, 4): along x the slope is 6", "x=3 y=4 angle=0"),
        Preset("Straight uphill: the slope is the gradient's length", "x=3 y=4 angle=53.13010235415598"),
        Preset("Straight against: the steepest way down", "x=3 y=4 angle=233.13010235415598"),
        Preset("Along the contour: level", "x=3 y=4 angle=143.13010235415598"),
        Preset("All headings around the point: two circles", "x=3 y=4 angle=30 view=rose"),
        Preset(
            "A stretched bowl: downhill is not towards the middle", "f='x^2 + 3y^2' x=2 y=1 angle=180 span=3"
        ),
        Preset("A saddle: no heading counts in the middle", "f='x^2 - y^2' x=0 y=0 span=3"),
        Preset("A plane has the same slopes everywhere", "f='x + 2y' x=1 y=1 angle=45 span=3"),
    )
    guesses = (
        Guess("directional", ask="What is the slope along the heading?"),
        Guess("directional", "sign", "Is the slope along the heading positive, negative or zero?"),
        Guess("norm"),
    )

    @property
    def timeline(self) -> Sweep:
        """The heading goes round once."""
        return Sweep("angle", start=0.0, stop=360.0, steps=180)

    def landings(self, name: str) -> tuple[float, ...]:
        """Along the angle: uphill, downhill and both ways along the contour."""
        at = here(self.f, self.parameters, self.x, self.y)
        if name != "angle" or not at.exists or not at.norm:
            return ()
        return tuple(sorted((_uphill(at) + quarter) % 360 for quarter in (0, 90, 180, 270)))

    def scene(self, answers: Mapping[str, Answer]) -> Scene:
        """The map with both arrows, and the slopes along all headings."""
        at = here(self.f, self.parameters, self.x, self.y)
        slope = at.dx * cos(radians(self.angle)) + at.dy * sin(radians(self.angle)) if at.exists else nan
        uphill = _uphill(at)
        cosine = slope / at.norm if at.norm else nan
        around = _rose if self.view == "rose" else _cosine
        return Scene(
            view=Beside((_map(self, at), around(self, at, slope)), (1.0, 1.0)),
            readouts=(
                Readout("directional", readout_number(slope), "slope along it"),
                Readout("norm", readout_number(at.norm), "steepest slope"),
                Readout("gradient_angle", readout_number(uphill), "uphill, degrees"),
                Readout("cosine", readout_number(cosine), "cosine between"),
                Readout("df_dx", readout_number(at.dx), "∂f/∂x"),
                Readout("df_dy", readout_number(at.dy), "∂f/∂y"),
            ),
            sentence=_sentence(self, at, slope, uphill),
            code=_code(self),
            formulas={"f(x, y)": pretty(self.f)},
        )


def _uphill(at: Here) -> float:
    """The gradient's heading in degrees from 0 to 360; NaN where it has none."""
    return degrees(atan2(at.dy + 0.0, at.dx + 0.0)) % 360 if at.exists and at.norm else nan


def _map(state: Directional, at: Here) -> Plot:
    reach = REACH * state.span
    seen = _roomy_for(state.x, state.y, reach, window(state.x, state.y, state.span))
    heights = contours(state.f, state.parameters, seen)
    marks: list[Mark] = [heights]
    if at.exists and at.norm:
        dx, dy = (reach * part / at.norm for part in (at.dx, at.dy))
        marks.append(Arrow(state.x, state.y, state.x + dx, state.y + dy, Role.GRADIENT, "∇f"))
    heading = radians(state.angle)
    end = state.x + reach * cos(heading), state.y + reach * sin(heading)
    marks.append(Arrow(state.x, state.y, *end, Role.TANGENT, "heading"))
    marks.append(Point(state.x, state.y, Role.POINT))
    return Plot(seen, tuple(marks), f"f = {pretty(state.f)}", "x", blank_note("f", heights.z))


def _roomy_for(x: float, y: float, reach: float, seen: Window) -> Window:
    """The window, wider on a side from which the point is no further than its arrows reach."""
    return Window(
        seen.x_low - reach * (x - reach < seen.x_low),
        seen.x_high + reach * (x + reach > seen.x_high),
        seen.y_low - reach * (y - reach < seen.y_low),
        seen.y_high + reach * (y + reach > seen.y_high),
    )


def _cosine(state: Directional, at: Here, slope: float) -> Plot:
    """The slope along every heading, with the four that have a name."""
    slopes = _slopes(at)
    high = ROOM * roomy(at.norm if at.exists and at.norm < LARGEST else 0.0)
    marks: list[Mark] = [Guide(y=0.0), Guide(x=state.angle), Curve(ROUND, slopes, Role.DERIVATIVE)]
    if at.exists and at.norm:
        uphill = _uphill(at)
        marks.append(Point(uphill, at.norm, Role.SPECIAL, Glyph.PEAK, "uphill"))
        marks.append(Point((uphill + 180) % 360, -at.norm, Role.SPECIAL, Glyph.VALLEY, "downhill"))
        marks += [Point((uphill + turn) % 360, 0.0, Role.SPECIAL, Glyph.FLAT) for turn in (90, 270)]
    if np.isfinite(slope):
        marks.append(Point(state.angle, slope, Role.POINT))
    window = Window(0.0, 360.0, -high, high)
    return Plot(window, tuple(marks), "slope by heading", "degrees", blank_note("the slope", slopes))


def _slopes(at: Here) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """The dot product of the gradient with every heading."""
    with np.errstate(all="ignore"):
        found = at.dx * np.cos(np.radians(ROUND)) + at.dy * np.sin(np.radians(ROUND))
    return found if at.exists else np.full_like(ROUND, np.nan)


def _rose(state: Directional, at: Here, slope: float) -> Plot:
    """The same around the point: how far out a heading's petal reaches is how steep it is."""
    size = at.norm if at.exists and at.norm else 1.0
    shares = _slopes(at) / size
    turn = np.radians(ROUND)
    marks: list[Mark] = [Guide(x=0.0), Guide(y=0.0)]
    for side, role, name in ((shares > 0, Role.GRADIENT, "up"), (shares < 0, Role.DESCENT, "down")):
        out = np.where(side, np.abs(shares), np.nan)
        marks.append(Curve(out * np.cos(turn), out * np.sin(turn), role, name))
    if np.isfinite(slope):
        share, heading = abs(slope) / size, radians(state.angle)
        end = share * cos(heading), share * sin(heading)
        marks += [Segment(0.0, 0.0, *end, Role.TANGENT), Point(*end, Role.POINT)]
    note = blank_note("the slope", shares)
    return Plot(Window(-1.2, 1.2, -1.2, 1.2), tuple(marks), "share of steepest", "", note)


def _sentence(state: Directional, at: Here, slope: float, uphill: float) -> str:
    place, heading = f"({number(state.x, 4)}, {number(state.y, 4)})", f"{number(state.angle, 4)}°"
    if why_not := absent(at, place):
        return why_not
    if at.norm == 0:
        return f"At {place} the gradient is 0: the slope is 0 along {heading} and along every other heading."
    start = f"Heading {heading} from {place} f changes by {number(slope, 4)} a unit"
    apart = abs((state.angle - uphill + 180) % 360 - 180)
    if apart < SNAP:
        return f"{start}: straight uphill, and no heading climbs faster."
    if apart > 180 - SNAP:
        return f"{start}: straight against the gradient, and no heading falls faster."
    if abs(apart - 90) < SNAP:
        return f"{start.rsplit(' by ', 1)[0]} by 0 at first: along the contour, square to the gradient."
    off = number(apart, 5)
    off = number(apart, 12) if off in ("90", "180") else off  # it has been told from those headings above
    return f"{start}: {number(at.norm, 4)} · cos {off}°, as it is {off}° off the gradient."


def _code(state: Directional) -> str:
    lines = [
        "gradient = np.array([df_dx(x, y), df_dy(x, y)])",
        "heading = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])",
        'print("directional", gradient @ heading)',
        'print("norm", np.hypot(*gradient))',
        'print("gradient_angle", np.degrees(np.arctan2(gradient[1], gradient[0])) % 360)',
        'print("cosine", gradient @ heading / np.hypot(*gradient))',
    ]
    values = {**dict(state.parameters), "x": state.x, "y": state.y, "angle": state.angle}
    functions = {"f": state.f, "df_dx": derivative(state.f, "x"), "df_dy": derivative(state.f, "y")}
    return program(functions, values, lines, ("x", "y"))

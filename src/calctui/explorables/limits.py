"""Limits: two points close in on a place from both sides, and f shows what it does there."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

import numpy as np

from calctui.explorables.parts import sympycode
from calctui.explorables.parts.snippet import program
from calctui.explorables.parts.tending import ROWS, Closing, confidence, inward, unspoiled, verdict
from calctui.explore.controls import Choice, Formula, LogSlider, Numbers, Slider
from calctui.explore.explorable import Explorable, Preset
from calctui.explore.guess import Guess
from calctui.explore.timeline import Sweep
from calctui.maths.expression import Expression, fixed
from calctui.maths.formatting import pretty
from calctui.maths.limits import Behaviour, Limit, Side, approach, confirmed, delta
from calctui.maths.parser import parse
from calctui.maths.symbolic import Answer, Question
from calctui.scene import (
    Cell,
    Curve,
    Glyph,
    Guide,
    Mark,
    Outline,
    Plot,
    Point,
    Readout,
    Region,
    Role,
    Row,
    Scene,
    Stack,
    Window,
)
from calctui.scene.framing import blank_note, vertical
from calctui.scene.numbers import canonical, number, readout_number

SIDES = ("left", "right")


@dataclass(frozen=True, kw_only=True)
class Limits(Explorable):
    """What a function is heading for, whatever it does on arrival."""

    f: Annotated[Expression, Formula(help="the function")] = parse("(x^2-4)/(x-2)")
    a: Annotated[float, Slider(-100, 100, stride=0.1, help="the place that is approached")] = 2.0
    distance: Annotated[float, LogSlider(1e-9, 2, help="how far both points are from it")] = 0.5
    side: Annotated[str, Choice(choices=("both", "left", "right"), help="from where it is approached")] = (
        "both"
    )
    epsilon: Annotated[float, LogSlider(1e-3, 10, help="how close to the limit f must stay")] = 0.5
    span: Annotated[float, LogSlider(0.01, 100, help="half the width of the window")] = 3.0

    presets = (
        Preset("A hole: (x² - 4)/(x - 2) tends to 4", "a=2"),
        Preset("sin x / x tends to 1", "f='sin(x)/x' a=0 span=6 epsilon=0.1"),
        Preset("A jump: two sides, two limits", "f='|x|/x' a=0"),
        Preset("Wild: sin(1/x) settles on nothing", "f='sin(1/x)' a=0 span=0.5 distance=0.2"),
        Preset("A pole: without end, and in two directions", "f='1/x' a=0"),
        Preset("Squeezed: x sin(1/x) tends to 0", "f='x sin(1/x)' a=0 span=0.5 distance=0.2 epsilon=0.1"),
        Preset("(1 + x)^(1/x) tends to e", "f='(1+x)^(1/x)' a=0 span=0.6 distance=0.4 epsilon=0.2"),
        Preset("A staircase", "f='floor x' a=1"),
        Preset("Continuous: the limit is the value", "f='x^2' a=1 span=1.5 epsilon=0.3"),
        Preset("The same limit from below and above: 1/x²", "f='1/x^2' a=0"),
    )
    guesses = (
        Guess("limit"),
        Guess("limit", "word", "What is the limit: a number, or something else?"),
        Guess("place", "word", "What kind of place is a for f?"),
        Guess("delta", ask="How close to a must x be for f to stay within ε of the limit?"),
    )

    @property
    def timeline(self) -> Sweep:
        """Both points close in, from inside the window."""
        start = min(2.0, self.span)
        return Sweep("distance", start=start, stop=canonical(start / 2000), steps=120)

    def questions(self) -> Mapping[str, Question]:
        """The limit from either side."""
        f = fixed(self.f, dict(self.parameters))
        return {
            "limit_left": Question("limit", f, at=self.a, side="-"),
            "limit_right": Question("limit", f, at=self.a, side="+"),
        }

    def programs(self) -> Mapping[str, str]:
        """The limits from both sides, as SymPy finds them."""
        return {"sympy": _sympy(self)}

    def scene(self, answers: Mapping[str, Answer]) -> Scene:
        """The curve with both points and both bands, the table of the approach, and the verdict."""
        found = confirmed(
            _approach(self.f, self.parameters, self.a), answers.get("limit_left"), answers.get("limit_right")
        )
        aim = _aim(self, found)
        width = _delta(self, aim)
        closing = Closing(self.f, self.parameters, self.a, self.distance)
        left, right = closing.values[:, 0].tolist()
        return Scene(
            view=Stack((_graph(self, found, closing, aim, width), _table(self, found, closing)), (3.0, 2.0)),
            readouts=(
                Readout("left", readout_number(left), "f(a - distance)"),
                Readout("right", readout_number(right), "f(a + distance)"),
                Readout("limit_left", _side_word(found.left), "from the left"),
                Readout("limit_right", _side_word(found.right), "from the right"),
                Readout("limit", _limit_word(found), "limit"),
                Readout("value_at", readout_number(found.value_at), "f(a)"),
                Readout("delta", _delta_word(self, found, aim, width), "δ for this ε"),
                Readout("place", str(found.place), "at a"),
                Readout("confidence", confidence(found), "known"),
            ),
            sentence=_sentence(self, found, aim, width),
            code=_code(self),
            formulas={"f(x)": pretty(self.f)},
            unanswered=self.unanswered(answers),
        )


@lru_cache(maxsize=64)
def _approach(f: Expression, parameters: Numbers, a: float) -> Limit:
    return approach(f, "x", {**dict(parameters), "x": a})


@lru_cache(maxsize=256)
def _widest(
    f: Expression, parameters: Numbers, a: float, aim: float, epsilon: float, furthest: float, side: str
) -> float | None:
    return delta(f, "x", {**dict(parameters), "x": a}, aim, epsilon, furthest, side)


def _aim(state: Limits, found: Limit) -> float:
    """The number that f tends to from the sides looked at; NaN where there is none."""
    if state.side == "both":
        return found.value if np.isfinite(found.value) else np.nan
    side = found.left if state.side == "left" else found.right
    return side.value if side.behaviour is Behaviour.TENDS else np.nan


def _delta(state: Limits, aim: float) -> float | None:
    """How close to a is close enough, up to the window's edge; None where nothing is."""
    if np.isnan(aim):
        return None
    width = _widest(state.f, state.parameters, state.a, aim, state.epsilon, state.span, state.side)
    return None if width is None else canonical(width)


def _graph(state: Limits, found: Limit, closing: Closing, aim: float, width: float | None) -> Plot:
    curve = unspoiled(state.f, state.parameters, state.a, state.span)
    low, high = state.a - state.span, state.a + state.span
    tending = [side for side in (found.left, found.right) if side.behaviour is Behaviour.TENDS]
    ends = list(dict.fromkeys(side.value for side in tending))
    window = Window(low, high, *vertical(curve.y, [found.value_at, *ends]))
    marks: list[Mark] = [*_bands(state, window, aim, width), Guide(y=0.0), Guide(x=state.a)]
    marks.append(Curve(curve.x, curve.y, Role.FUNCTION, "f"))
    marks += [Point(x, y, Role.SPECIAL, Glyph.HOLE) for x, y in curve.holes if x != state.a]
    marks += [Point(state.a, end, Role.SPECIAL, Glyph.HOLE) for end in ends if end != found.value_at]
    if np.isfinite(found.value_at):
        marks.append(Point(state.a, found.value_at, Role.SPECIAL))
    marks += _closing_in(state, closing)
    note = blank_note("f", curve.y, curve.wild)
    return Plot(window, tuple(marks), f"f(x) = {pretty(state.f)}", "x", note)


def _bands(state: Limits, window: Window, aim: float, width: float | None) -> list[Mark]:
    """As far from the limit as f may be, and as close to a as that takes: f never enters the second."""
    if np.isnan(aim):
        return []
    ends, whole = state.a + state.span * np.array([-1.0, 1.0]), np.full(2, np.inf)
    low, high = np.full(2, aim - state.epsilon), np.full(2, aim + state.epsilon)
    bands: list[Mark] = [Region(ends, low, high, Role.TANGENT, "ε")]
    if width and width < state.span:
        left = 0.0 if state.side == "right" else -width
        right = 0.0 if state.side == "left" else width
        x, upper = state.a + np.array([left, right]), window.y_high - high[0] >= low[0] - window.y_low
        bands.append(Region(x, high, whole, Role.SECANT, "δ" if upper else ""))
        bands.append(Region(x, -whole, low, Role.SECANT, "" if upper else "δ"))
    return bands


def _closing_in(state: Limits, closing: Closing) -> list[Mark]:
    """The points that close in, on the curve."""
    told = np.isfinite(closing.values) & ~closing.lost
    return [
        Point(x, y, Role.POINT, label=side)
        for side, x, y, there in zip(SIDES, closing.x[:, 0], closing.values[:, 0], told[:, 0], strict=True)
        if there and state.side in ("both", side)
    ]


def _table(state: Limits, found: Limit, closing: Closing) -> Outline:
    """The approach, ten times closer a row."""
    columns = []
    for row, (side, way) in enumerate(zip(SIDES, (found.left, found.right), strict=True)):
        if state.side in ("both", side):
            tends = way.behaviour is Behaviour.TENDS
            columns.append((f"from the {side}", [closing.cell(row, step, tends) for step in range(ROWS)]))
    distances = [Cell(number(distance, 4)) for distance in closing.distances[:-1].tolist()]
    rows = zip(distances, *(cells for _, cells in columns), strict=True)
    return Outline(
        tuple(Row(cells, lit=place == 0) for place, cells in enumerate(rows)),
        ("distance", *(name for name, _ in columns)),
        "digits that the next row keeps",
        numbers=True,
    )


def _side_word(side: Side) -> float | str:
    match side.behaviour:
        case Behaviour.TENDS | Behaviour.GROWS | Behaviour.FALLS:
            return readout_number(side.value)
        case Behaviour.OSCILLATES:
            return "does not exist"
        case Behaviour.ABSENT:
            return "undefined"
        case Behaviour.UNCLEAR:
            return "not found"


def _limit_word(found: Limit) -> float | str:
    if found.exists is None:
        return "not found"
    return readout_number(found.value) if found.exists else "does not exist"


def _delta_word(state: Limits, found: Limit, aim: float, width: float | None) -> float | str:
    if np.isnan(aim):
        ways = {"left": (found.left,), "right": (found.right,)}.get(state.side, (found.left, found.right))
        return "not found" if any(way.behaviour is Behaviour.UNCLEAR for way in ways) else "no limit"
    if width is None:
        return "not found"
    return f"over {number(state.span)}" if width >= state.span else width


def _sentence(state: Limits, found: Limit, aim: float, width: float | None) -> str:
    place = number(state.a, 4)
    alone = state.side != "both" and not np.isnan(aim) and not found.exists
    said = f"{state.side.title()} of {place} f tends to {number(aim)}" if alone else verdict(place, found)
    return f"{said}{_band_clause(state, aim, width)}."


def _band_clause(state: Limits, aim: float, width: float | None) -> str:
    """What the bands say."""
    if np.isnan(aim) or width is None:
        return ""
    within = f"within {number(state.epsilon, 3)} of {number(aim, 4)}"
    there = "" if state.side == "both" else f"{state.side} of {number(state.a, 4)}, "
    if width >= state.span:
        return f"; {there}all over this window it stays {within}"
    return f"; {there}closer than δ = {inward(width, 0.0)} it stays {within}"


def _code(state: Limits) -> str:
    lines = [
        'print("left", f(a - distance))',
        'print("right", f(a + distance))',
        'with np.errstate(all="ignore"):  # f may have no value at a itself',
        '    print("value_at", f(a))',
        "for k in range(5):  # ten times closer each time",
        "    d = distance / 10**k",
        '    print(f"{d:.1e}", f(a - d), f(a + d))',
    ]
    values = {**dict(state.parameters), "a": state.a, "distance": state.distance}
    return program({"f": state.f}, values, lines)


def _sympy(state: Limits) -> str:
    lines = [
        'print("left", sp.N(f.subs(x, a - distance)))',
        'print("right", sp.N(f.subs(x, a + distance)))',
        'print("limit_left", sp.N(sp.limit(f, x, a, "-")))',
        'print("limit_right", sp.N(sp.limit(f, x, a, "+")))',
    ]
    numbers = sympycode.values({"a": state.a, "distance": state.distance})
    return sympycode.program(state.f, ("x",), dict(state.parameters), [*numbers, *lines])

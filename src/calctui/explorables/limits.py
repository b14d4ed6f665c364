"""Limits: two points close in on a place from both sides, and f shows what it does there."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Annotated

import numpy as np

from calctui.explorables.parts.snippet import program
from calctui.explorables.parts.tending import confidence, verdict
from calctui.explore.controls import Choice, Formula, LogSlider, Slider
from calctui.explore.explorable import Explorable, Preset
from calctui.explore.timeline import Sweep
from calctui.maths.curves import Samples, sample
from calctui.maths.evaluate import function_of
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

ROWS = 5
"""Of the table: each ten times as close as the one before."""
DECIMALS = 9
WIDEST = 1e5
"""Values above this are written with an exponent."""
Letters = tuple[tuple[str, float], ...]


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
        Preset("(1 + x)^(1/x) tends to e", "f='(1+x)^(1/x)' a=0 span=1 epsilon=0.2"),
        Preset("A staircase", "f='floor x' a=1"),
        Preset("Continuous: the limit is the value", "f='x^2' a=1 epsilon=0.3"),
        Preset("The same limit from below and above: 1/x²", "f='1/x^2' a=0"),
    )

    @property
    def timeline(self) -> Sweep:
        """Both points close in."""
        return Sweep("distance", start=2.0, stop=1e-3, steps=120)

    def questions(self) -> Mapping[str, Question]:
        """The limit from either side."""
        f = fixed(self.f, dict(self.parameters))
        return {
            "limit_left": Question("limit", f, at=self.a, side="-"),
            "limit_right": Question("limit", f, at=self.a, side="+"),
        }

    def scene(self, answers: Mapping[str, Answer]) -> Scene:
        """The curve with both points and both bands, the table of the approach, and the verdict."""
        found = confirmed(
            _approach(self.f, self.parameters, self.a), answers.get("limit_left"), answers.get("limit_right")
        )
        aim = _aim(self, found)
        width = _delta(self, aim)
        f = function_of(self.f, "x", dict(self.parameters))
        left, right = f(self.a + np.array([-self.distance, self.distance])).tolist()
        return Scene(
            view=Stack((_graph(self, found, aim, width), _table(self)), (3.0, 2.0)),
            readouts=(
                Readout("left", readout_number(left), "f(a - distance)"),
                Readout("right", readout_number(right), "f(a + distance)"),
                Readout("limit_left", _side_word(found.left), "from the left"),
                Readout("limit_right", _side_word(found.right), "from the right"),
                Readout("limit", _limit_word(found), "limit"),
                Readout("value_at", readout_number(found.value_at), "f(a)"),
                Readout("delta", _delta_word(self, aim, width), "δ for this ε"),
                Readout("place", str(found.place), "at a"),
                Readout("confidence", confidence(found), "known"),
            ),
            sentence=_sentence(self, found, aim, width),
            code=_code(self),
            formulas={"f(x)": pretty(self.f)},
            unanswered=self.unanswered(answers),
        )


@lru_cache(maxsize=64)
def _approach(f: Expression, parameters: Letters, a: float) -> Limit:
    return approach(f, "x", {**dict(parameters), "x": a})


@lru_cache(maxsize=256)
def _widest(
    f: Expression, parameters: Letters, a: float, aim: float, epsilon: float, furthest: float, side: str
) -> float | None:
    return delta(f, "x", {**dict(parameters), "x": a}, aim, epsilon, furthest, side)


@lru_cache(maxsize=32)
def _standing(f: Expression, parameters: Letters, a: float, span: float) -> Samples:
    """The curve, which stays while the points move."""
    return sample(function_of(f, "x", dict(parameters)), a - span, a + span, (a,))


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


def _graph(state: Limits, found: Limit, aim: float, width: float | None) -> Plot:
    curve = _standing(state.f, state.parameters, state.a, state.span)
    low, high = state.a - state.span, state.a + state.span
    tending = [side for side in (found.left, found.right) if side.behaviour is Behaviour.TENDS]
    ends = list(dict.fromkeys(side.value for side in tending))
    window = Window(low, high, *vertical(curve.y, [found.value_at, *ends]))
    marks: list[Mark] = [*_bands(state, aim, width), Guide(y=0.0), Guide(x=state.a)]
    marks.append(Curve(curve.x, curve.y, Role.FUNCTION, "f"))
    marks += [Point(x, y, Role.SPECIAL, Glyph.HOLE) for x, y in curve.holes if x != state.a]
    marks += [Point(state.a, end, Role.SPECIAL, Glyph.HOLE) for end in ends if end != found.value_at]
    if np.isfinite(found.value_at):
        marks.append(Point(state.a, found.value_at, Role.SPECIAL))
    marks += _closing_in(state)
    note = "f wiggles faster than a screen can show" if curve.wild else blank_note("f", curve.y)
    return Plot(window, tuple(marks), f"f(x) = {pretty(state.f)}", "x", note)


def _bands(state: Limits, aim: float, width: float | None) -> list[Mark]:
    """As far from the limit as f may be, and as close to a as that takes."""
    if np.isnan(aim):
        return []
    edges, whole = np.array([-1.0, 1.0]), np.full(2, np.inf)
    ends = state.a + state.span * edges
    bands: list[Mark] = [
        Region(ends, np.full(2, aim - state.epsilon), np.full(2, aim + state.epsilon), Role.TANGENT, "ε")
    ]
    if width:
        left = 0.0 if state.side == "right" else -width
        right = 0.0 if state.side == "left" else width
        bands.append(Region(state.a + np.array([left, right]), -whole, whole, Role.SECANT, "δ"))
    return bands


def _closing_in(state: Limits) -> list[Mark]:
    """The points that close in, on the curve."""
    f = function_of(state.f, "x", dict(state.parameters))
    marks: list[Mark] = []
    for side, sign in (("left", -1.0), ("right", 1.0)):
        x = state.a + sign * state.distance
        y = float(f(x))
        if state.side in ("both", side) and np.isfinite(y):
            marks.append(Point(x, y, Role.POINT, label=side))
    return marks


def _table(state: Limits) -> Outline:
    """The approach, ten times closer a row; digits that the next row leaves as they are stand out."""
    f = function_of(state.f, "x", dict(state.parameters))
    distances = state.distance * 10.0 ** -np.arange(ROWS + 1)
    columns = []
    for side, sign in (("left", -1.0), ("right", 1.0)):
        if state.side in ("both", side):
            texts = [_text(value) for value in f(state.a + sign * distances).tolist()]
            columns.append((f"from the {side}", [_settled(*pair) for pair in pairwise(texts)]))
    rows = []
    for place, distance in enumerate(distances[:-1].tolist()):
        cells = [Cell(number(distance, 4)), *(cells[place] for _, cells in columns)]
        rows.append(Row(tuple(cells), lit=place == 0))
    return Outline(
        tuple(rows), ("distance", *(name for name, _ in columns)), "digits that have settled", numbers=True
    )


def _text(value: float) -> str:
    if not np.isfinite(value):
        return number(value) if np.isinf(value) else "no value"
    return f"{value:.{DECIMALS}f}" if abs(value) < WIDEST else f"{value:.{DECIMALS}e}"


def _settled(text: str, closer: str) -> Cell:
    """A value with the digits marked that the next one has too; none where the point stands elsewhere."""
    if "e" in text or "." not in text or text.find(".") != closer.find("."):
        return Cell(text)
    alike = next(
        (place for place, (one, other) in enumerate(zip(text, closer, strict=False)) if one != other),
        len(text),
    )
    return Cell(text, marked=alike if any(digit.isdigit() for digit in text[:alike]) else 0)


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


def _delta_word(state: Limits, aim: float, width: float | None) -> float | str:
    if np.isnan(aim):
        return "no limit"
    if width is None:
        return "not found"
    return f"over {number(state.span)}" if width >= state.span else width


def _sentence(state: Limits, found: Limit, aim: float, width: float | None) -> str:
    return f"{verdict(number(state.a, 4), found)}{_band_clause(state, aim, width)}."


def _band_clause(state: Limits, aim: float, width: float | None) -> str:
    """What the bands say."""
    if np.isnan(aim) or width is None:
        return ""
    within = f"within {number(state.epsilon, 3)} of {number(aim, 4)}"
    if width >= state.span:
        return f"; all over this window it stays {within}"
    return f"; closer than δ = {number(width, 3)} it stays {within}"


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

"""Taylor series: a polynomial made of the derivatives at one point hugs the curve, as far as it can."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from calctui.explorables.parts import sympycode
from calctui.explorables.parts.polynomial import CLOSE, ENOUGH, Fit
from calctui.explorables.parts.snippet import program
from calctui.explorables.parts.tending import inward
from calctui.explore.controls import Formula, Integer, LogSlider, Slider
from calctui.explore.explorable import Explorable, Preset
from calctui.explore.guess import Guess
from calctui.explore.timeline import Sweep
from calctui.maths.expression import Expression
from calctui.maths.formatting import pretty
from calctui.maths.parser import parse
from calctui.maths.source import exact
from calctui.maths.symbolic import Answer
from calctui.scene import (
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
    Stack,
    Table,
    Window,
)
from calctui.scene.framing import blank_note, vertical
from calctui.scene.numbers import number, plain, readout_number

HIGHEST = 60
"""Order that can be shown."""


@dataclass(frozen=True, kw_only=True)
class Taylor(Explorable):
    """Know every derivative at one point, and you know the curve around it."""

    f: Annotated[Expression, Formula(help="the function")] = parse("exp(x)")
    a: Annotated[float, Slider(-100, 100, stride=0.1, help="the point that the series is built at")] = 0.0
    order: Annotated[int, Integer(0, HIGHEST, help="the highest power")] = 2
    x: Annotated[float, Slider(-100, 100, stride=0.1, help="where both are compared")] = 1.0
    span: Annotated[float, LogSlider(0.01, 100, help="half the width of the window")] = 3.0

    presets = (
        Preset("e^x: three terms give 1.105 at 0.1", "order=2 x=0.1 span=1"),
        Preset("Two terms more reach x = 1", "order=4 x=1"),
        Preset("sin x: each term buys another bend", "f='sin x' order=9 x=3 span=8"),
        Preset("1/(1+x²) is smooth, but its series ends at 1", "f='1/(1+x^2)' order=20 x=0.8 span=2"),
        Preset("ln(1+x): a wall on both sides", "f='ln(1+x)' order=20 x=0.9 span=2"),
        Preset("The flat function: every derivative is 0", "f='exp(-1/x^2)' order=10 x=1 span=2"),
        Preset("|x|³ has two derivatives, and no third", "f='|x|^3' order=3 x=0.5 span=2"),
        Preset("The sigmoid's series ends at π", "f='sigmoid(x)' order=25 x=2 span=5"),
        Preset("√x around 1 can't see past 0", "f='sqrt x' a=1 order=15 x=1.8 span=2"),
        Preset("Waves inside an exponential", "f='exp(sin x)' order=12 x=1 span=4"),
    )
    guesses = (
        Guess("taylor"),
        Guess("error", "magnitude"),
        Guess("error", "sign"),
        Guess("radius", ask="What is the radius of convergence?"),
    )

    @property
    def timeline(self) -> Sweep:
        """Term after term."""
        return Sweep("order", start=0, stop=HIGHEST, steps=HIGHEST)

    def programs(self) -> Mapping[str, str]:
        """The same polynomial by SymPy's series."""
        return {"sympy": _sympy(self)}

    def scene(self, answers: Mapping[str, Answer]) -> Scene:
        """The curve under its polynomial, the error below, and the numbers at x."""
        fit = Fit(self.f, self.parameters, self.a, self.order, self.x, self.span)
        return Scene(
            view=Stack((_graph(self, fit), _errors(self, fit)), (3.0, 2.0)),
            readouts=(
                Readout("taylor", fit.readout(fit.here), "polynomial at x"),
                Readout("true", readout_number(fit.true), "f(x)"),
                Readout("error", fit.readout(fit.error), "error"),
                Readout("coefficients", fit.listed(), "coefficients"),
                Readout("radius", _radius(fit), "radius", shown=_radius_shown(fit)),
            ),
            sentence=_sentence(self, fit),
            code=_code(self, fit),
            table=_table(self, fit),
            formulas={"f(x)": pretty(self.f)},
        )


def _graph(state: Taylor, fit: Fit) -> Plot:
    curve = fit.curve
    low, high = state.a - state.span, state.a + state.span
    value = float(fit.coefficients[0]) if fit.order >= 0 else np.nan
    bottom, top = vertical(curve.y, [value])
    marks: list[Mark] = [_band(fit), Guide(y=0.0), *_borders(fit, bottom, top)]
    marks.append(Curve(curve.x, curve.y, Role.FUNCTION, "f"))
    marks += [Point(x, y, Role.SPECIAL, Glyph.HOLE) for x, y in curve.holes]
    if fit.order >= 0:
        marks.append(Curve(curve.x, fit.newest(curve.x), Role.CURVATURE, _term(fit.order)))
        marks.append(Curve(curve.x, fit.drawn, Role.TANGENT, f"order {fit.order}"))
    if np.isfinite([fit.here, fit.true]).all():
        marks.append(Segment(state.x, fit.here, state.x, fit.true, Role.ERROR))
        marks.append(Point(state.x, fit.true, Role.POINT, Glyph.RING))
    if np.isfinite(value):
        marks.append(Point(state.a, value, Role.POINT, label="a"))
    title = f"f(x) = {pretty(state.f)}"
    return Plot(Window(low, high, bottom, top), tuple(marks), title, "x", blank_note("f", curve.y))


def _band(fit: Fit) -> Region:
    """The stretch in which the polynomial is close."""
    ends = np.array(fit.stretch or ())
    return Region(ends, np.full_like(ends, -np.inf), np.full_like(ends, np.inf), Role.GUIDE, "within 1 %")


def _borders(fit: Fit, bottom: float, top: float) -> list[Mark]:
    """The ends of the disc of convergence, where they are in sight."""
    reach = fit.reach
    if reach is None or reach > fit.span:
        return []
    ends = (fit.a - reach, fit.a + reach)
    return [Segment(x, bottom, x, top, Role.SPECIAL, label="radius") for x in ends]


def _term(order: int) -> str:
    return f"term {order}"


def _errors(state: Taylor, fit: Fit) -> Plot:
    """The size of the error on a logarithmic scale, with the line of one per cent."""
    x, y = fit.curve.x, fit.curve.y
    low, high = state.a - state.span, state.a + state.span
    with np.errstate(all="ignore"):
        size = np.nanmax(np.abs(y), initial=0.0)
        floor = np.log10(max(float(size), 1e-290)) - 17
        error = np.log10(np.maximum(np.abs(fit.drawn - y), 10.0**floor))
        allowed = np.log10(np.maximum(CLOSE * np.abs(y), 10.0**floor))
    bottom, top = vertical(np.concatenate([error, allowed]))
    marks = _borders(fit, bottom, top)
    marks += [Curve(x, allowed, Role.GUIDE, "1 % of f"), Curve(x, error, Role.ERROR)]
    if np.isfinite(fit.error) and fit.error:
        marks.append(Point(state.x, float(np.log10(abs(fit.error))), Role.POINT))
    note = blank_note("the error", error)
    return Plot(Window(low, high, bottom, top), tuple(marks), "size of the error", "x", note, log_y=True)


def _radius(fit: Fit) -> float | str:
    return "not found" if fit.reach is None else readout_number(fit.reach)


def _radius_shown(fit: Fit) -> str:
    if fit.reach is None:
        return "not found"
    return "∞" if np.isinf(fit.reach) else f"≈ {number(fit.reach, 4)}"


def _table(state: Taylor, fit: Fit) -> Table:
    """Each power with its coefficient and the sum up to it."""
    powers = np.arange(len(fit.coefficients))
    with np.errstate(all="ignore"):
        terms = fit.coefficients * (np.float64(state.x) - state.a) ** powers
        sums = np.cumsum(terms)
    rows = tuple(zip(map(str, powers), fit.coefficients.tolist(), sums.tolist(), strict=True))
    return Table(("k", "c_k", "sum at x"), rows, lit=(len(rows) - 1,) if rows else ())


def _sentence(state: Taylor, fit: Fit) -> str:
    a, x = number(state.a, 4), number(state.x, 4)
    if fit.order < 0:
        return f"There is no Taylor polynomial at {a}: {fit.series.why}."
    if not fit.whole:
        end = "a constant" if fit.order == 0 else f"order {fit.order}"
        return f"At {a} there is no polynomial of order {state.order}: {fit.series.why}; it ends with {end}."
    start = f"To order {fit.order} around {a}"
    if fit.flat:
        level = number(float(fit.coefficients[0]))
        why = f"each of its first {ENOUGH} derivatives is 0"
        return f"{start} the polynomial stays {level}, and f leaves it: {why}."
    there = f"{number(fit.here)} at x = {x}, where f"
    if not np.isfinite(fit.true):
        return f"{start} the polynomial is {there} has no finite value."
    return f"{start}: {there} is {number(fit.true)}; {_reach(state, fit)}."


def _reach(state: Taylor, fit: Fit) -> str:
    """Where the polynomial is close, and how far the series converges."""
    if fit.stretch is None:
        close = "within 1 % only at the point itself"
    elif fit.stretch == (state.a - state.span, state.a + state.span):
        close = "within 1 % all over this window"
    else:
        low, high = (inward(end, state.a) for end in fit.stretch)
        close = f"within 1 % from {low} to {high}"
    if fit.aside:
        close += ", zeros of f aside"
    if fit.reach is None or np.isinf(fit.reach):
        return close
    return f"{close}; radius of convergence ≈ {number(fit.reach, 3)}"


def _code(state: Taylor, fit: Fit) -> str:
    coefficients = ", ".join(
        plain(each) if np.isfinite(each) else f'float("{each}")' for each in fit.coefficients
    )
    lines = [
        f"coefficients = [{coefficients}]  # f's derivatives at a, each over k!",
        'print("true", f(x))',
    ]
    if fit.whole:
        lines.insert(1, "taylor = sum(c * (x - a) ** k for k, c in enumerate(coefficients))")
        lines += ['print("taylor", taylor)', 'print("error", taylor - f(x))']
    values = {**dict(state.parameters), "a": state.a, "x": state.x}
    return program({"f": state.f}, values, lines)


def _sympy(state: Taylor) -> str:
    """SymPy's series; nothing where the series says nothing of f, or ends before the order asked for."""
    fit = Fit(state.f, state.parameters, state.a, state.order, state.x, state.span)
    if not fit.whole or fit.flat or not sympycode.is_smooth(state.f, ("x",)):
        return ""
    lines = [
        f"series = sp.series(f, x, {exact(state.a)}, {state.order + 1})",
        "taylor = series.removeO()",
        "print(series)",
        "",
        sympycode.place({"x": state.x}),
        'print("taylor", sp.N(taylor.subs(at)))',
        'print("true", sp.N(f.subs(at)))',
        'print("error", sp.N((taylor - f).subs(at)))',
    ]
    return sympycode.program(state.f, ("x",), dict(state.parameters), lines)

"""Riemann sums: strips fill the area under a curve, and the error falls as a power of their number."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log10
from typing import Annotated

import numpy as np

from calctui.explorables.parts import standing, sympycode
from calctui.explorables.parts.area import clause, questions, source, true_area, word
from calctui.explorables.parts.snippet import program
from calctui.explore.controls import Choice, Formula, Integer, Numbers, Slider
from calctui.explore.explorable import Explorable, Preset
from calctui.explore.guess import Guess
from calctui.explore.timeline import Sweep
from calctui.maths.curves import Samples
from calctui.maths.evaluate import Floats, function_of
from calctui.maths.expression import Expression
from calctui.maths.formatting import pretty
from calctui.maths.parser import parse
from calctui.maths.quadrature import RULES, THEORY, Strips, estimates, order, strips
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
    Stack,
    Table,
    Window,
    spaced,
)
from calctui.scene.framing import blank_note, vertical
from calctui.scene.numbers import number, readout_number

COUNTS = tuple(2**power for power in range(11))
"""Numbers of strips at which the error is looked at: 1 to 1024."""
ARC = 9
"""Points on the top of each strip."""
SINGLE = 48
"""Strips up to which each has a border of its own."""
ROUNDING = 1e-15
"""An error of this share of the area is none."""


@dataclass(frozen=True, kw_only=True)
class Riemann(Explorable):
    """An area is a sum of strips, and better strips need fewer."""

    f: Annotated[Expression, Formula(help="the function")] = parse("x^2")
    a: Annotated[float, Slider(-100, 100, stride=0.1, help="from here")] = 0.0
    b: Annotated[float, Slider(-100, 100, stride=0.1, help="to here")] = 1.0
    n: Annotated[int, Integer(1, 1000, help="how many strips")] = 4
    rule: Annotated[str, Choice(choices=RULES, help="how high a strip is")] = "trapezoid"

    presets = (
        Preset("x² from 0 to 1 by four trapezoids", "n=4 rule=trapezoid"),
        Preset("Left ends: too low where f rises", "n=8 rule=left"),
        Preset("Midpoints: twice as good as trapezoids", "n=8 rule=midpoint"),
        Preset("Simpson is exact for a parabola", "n=2 rule=simpson"),
        Preset("Area below the axis counts negative", "f='sin x' a=0 b=6 n=20 rule=midpoint"),
        Preset("A bell without a formula for its area", "f='exp(-x^2)' a=-2 b=2 n=12 rule=simpson"),
        Preset("A corner slows Simpson down", "f='|x - 0.3|' n=8 rule=simpson"),
        Preset("An end too steep: √x", "f='sqrt x' n=10 rule=trapezoid"),
        Preset("Improper, but finite: 1/√x", "f='1/sqrt(x)' n=20 rule=midpoint"),
        Preset("A pole: no area at all", "f='1/x' a=-1 b=1 n=20 rule=midpoint"),
    )
    guesses = (
        Guess("estimate"),
        Guess("exact", ask="What is the exact area?"),
        Guess("error", "sign"),
        Guess("order", ask="To which power of 1/n does the error fall?"),
    )

    @property
    def timeline(self) -> Sweep:
        """More and more strips."""
        return Sweep("n", start=1, stop=100, steps=99)

    def questions(self) -> Mapping[str, Question]:
        """The exact area."""
        return questions("exact", self.f, self.parameters, self.a, self.b)

    def programs(self) -> Mapping[str, str]:
        """The sum in exact numbers, and the area as SymPy integrates."""
        return {"sympy": _sympy(self)}

    def scene(self, answers: Mapping[str, Answer]) -> Scene:
        """The strips, and the error against their number."""
        sums = _Sums(self, answers.get("exact"))
        return Scene(
            view=Stack((_strips(self, sums), _errors(self, sums)), (3.0, 2.0)),
            readouts=(
                Readout("estimate", readout_number(sums.estimate), "sum"),
                Readout("exact", word(sums.found), "exact"),
                Readout("error", readout_number(sums.error), "error"),
                Readout("order", readout_number(sums.order), "order", shown=_order_shown(sums)),
                Readout("source", source(sums.found), "exact known"),
            ),
            sentence=_sentence(self, sums),
            code=_code(self),
            table=_table(sums),
            formulas={"f(x)": pretty(self.f)},
            unanswered=self.unanswered(answers),
        )


@lru_cache(maxsize=32)
def _series(f: Expression, letters: Numbers, a: float, b: float, rule: str) -> Floats:
    """The sums for all numbers of strips that the error is looked at."""
    return estimates(function_of(f, "x", dict(letters)), a, b, COUNTS, rule)


def _curve(f: Expression, letters: Numbers, a: float, b: float) -> Samples:
    """The function, a little beyond both ends; it stays while strips are added."""
    low, high = spaced(min(a, b), max(a, b))
    room = 0.08 * (high - low)
    return standing.curve(f, letters, low - room, high + room, (a, b))


class _Sums:
    """The sum of one state, its error, and how the error falls."""

    def __init__(self, state: Riemann, answer: Answer | None) -> None:
        f = function_of(state.f, "x", dict(state.parameters))
        self.found = true_area(state.f, state.parameters, state.a, state.b, answer)
        exact = word(self.found)
        self.exact = exact if isinstance(exact, float) else np.nan
        self.cut = strips(f, state.a, state.b, state.n, state.rule)
        self.estimate = float(self.cut.areas.sum())
        self.sums = _series(state.f, state.parameters, state.a, state.b, state.rule)
        with np.errstate(all="ignore"):
            self.error = float(np.float64(self.estimate) - self.exact)
            self.errors = self.sums - self.exact
        self.order = order(COUNTS, self.errors, self.found.size) if np.isfinite(self.exact) else np.nan
        self.theory = THEORY[state.rule]

    @property
    def told(self) -> str:
        """The sum as it is said: what is only rounding beside the strips' own sizes is 0."""
        dust = ROUNDING * float(np.abs(self.cut.areas).sum()) * self.cut.areas.size
        return number(0.0 if abs(self.estimate) <= dust else self.estimate)

    @property
    def perfect(self) -> bool:
        """Whether nothing but rounding is left of the error."""
        return abs(self.error) <= ROUNDING * max(1.0, abs(self.exact))


def _strips(state: Riemann, sums: _Sums) -> Plot:
    """The strips as areas above and below the axis, under the curve."""
    curve = _curve(state.f, state.parameters, state.a, state.b)
    x, y = _outline(sums.cut)
    low, high = spaced(min(state.a, state.b), max(state.a, state.b))
    room = 0.08 * (high - low)
    marks: list[Mark] = [
        Region(x, np.zeros_like(x), np.maximum(y, 0.0), Role.SECANT),
        Region(x, np.minimum(y, 0.0), np.zeros_like(x), Role.ERROR),
        Guide(y=0.0),
        Curve(x, y, Role.SECANT, state.rule),
    ]
    if state.n <= SINGLE:
        marks.append(Curve(*_borders(x, y), Role.SECANT))
    marks.append(Curve(curve.x, curve.y, Role.FUNCTION, "f"))
    window = Window(low - room, high + room, *vertical(curve.y, [0.0]))
    return Plot(window, tuple(marks), f"f(x) = {pretty(state.f)}", "x", blank_note("f", curve.y))


def _outline(cut: Strips) -> tuple[Floats, Floats]:
    """The tops of all strips from left to right: each the parabola through its three heights."""
    share = np.linspace(0.0, 1.0, ARC)
    weights = np.stack([(1 - share) * (1 - 2 * share), 4 * share * (1 - share), share * (2 * share - 1)])
    with np.errstate(all="ignore"):
        y = np.stack([cut.left, cut.middle, cut.right], axis=1) @ weights
    x = cut.start[:, np.newaxis] + (cut.stop - cut.start)[:, np.newaxis] * share
    return x.ravel(), y.ravel()


def _borders(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """The upright sides of the strips, from the axis to their tops."""
    ends = np.zeros(x.size, dtype=bool)
    ends[::ARC] = ends[ARC - 1 :: ARC] = True
    x, y = np.repeat(x[ends], 3), y[ends]
    return x, np.stack([np.zeros_like(y), y, np.full_like(y, np.nan)], axis=1).ravel()


def _errors(state: Riemann, sums: _Sums) -> Plot:
    """The error against the number of strips on logarithmic axes, beside the line that theory draws."""
    n = np.log10(np.array(COUNTS, dtype=float))
    with np.errstate(all="ignore"):
        logs = np.log10(np.abs(sums.errors))
    logs = np.where(np.isfinite(logs), logs, np.nan)
    marks: list[Mark] = [Guide(x=log10(state.n)), Curve(n, logs, Role.ERROR, "error")]
    here = log10(abs(sums.error)) if sums.error and np.isfinite(sums.error) else np.nan
    if np.isfinite(here) and not sums.perfect:
        line = here - sums.theory * (n - log10(state.n))
        marks.insert(1, Curve(n, line, Role.TANGENT, f"1/n^{sums.theory}" if sums.theory > 1 else "1/n"))
        marks.append(Point(log10(state.n), here, Role.POINT))
    note = "" if np.isfinite(logs).any() else clause(sums.found) or "no error is left"
    window = Window(0.0, float(n[-1]), *vertical(logs, [here]))
    return Plot(window, tuple(marks), "size of the error", "strips", note, log_x=True, log_y=True)


def _order_shown(sums: _Sums) -> str:
    measured = number(sums.order, 3) if np.isfinite(sums.order) else "none"
    return f"{measured}, in theory {sums.theory}"


def _table(sums: _Sums) -> Table:
    """Sum and error as strips are doubled, and by what the error falls."""
    with np.errstate(all="ignore"):
        ratios = np.concatenate([[np.nan], sums.errors[1:] / sums.errors[:-1]])
    rows = zip(map(str, COUNTS), sums.sums.tolist(), sums.errors.tolist(), ratios.tolist(), strict=True)
    return Table(("n", "sum", "error", "ratio"), tuple(rows))


def _sentence(state: Riemann, sums: _Sums) -> str:
    strips = f"{state.n} strip{'s' * (state.n != 1)}"
    if not np.isfinite(sums.estimate):
        return f"One of the {strips} has no finite height: there is no sum."
    add = "adds" if state.n == 1 else "add"
    said = f"{strips[0].upper()}{strips[1:]} by {state.rule} {add} up to {sums.told}"
    if reason := clause(sums.found):
        return f"{said}, but {reason}."
    if sums.perfect:
        return f"{said}, which is the area but for rounding."
    off = f"{said}; the area is {number(sums.exact)}, so {number(abs(sums.error), 3)} is {_way(sums.error)}"
    return f"{off}{_outlook(sums)}."


def _way(error: float) -> str:
    return "too much" if error > 0 else "missing"


def _outlook(sums: _Sums) -> str:
    """What twice as many strips do to the error, as measured."""
    if not np.isfinite(sums.order) or sums.order < 0.2:
        return ""
    return f"; twice the strips, 1/{number(2**sums.order, 2)} of it"


def _code(state: Riemann) -> str:
    sums = {
        "left": "np.sum(g(x[:-1])) * h",
        "right": "np.sum(g(x[1:])) * h",
        "midpoint": "np.sum(g(x[:-1] + h / 2)) * h",
        "trapezoid": "np.sum(g(x[:-1]) + g(x[1:])) * h / 2",
        "simpson": "np.sum(g(x[:-1]) + 4 * g(x[:-1] + h / 2) + g(x[1:])) * h / 6",
    }
    lines = [
        f"n = {state.n}",
        "h = (b - a) / n",
        "x = a + h * np.arange(n + 1)",
        "g = lambda x: np.broadcast_to(f(x), x.shape)",
        f'print("estimate", {sums[state.rule]})',
    ]
    return program({"f": state.f}, {**dict(state.parameters), "a": state.a, "b": state.b}, lines)


def _sympy(state: Riemann) -> str:
    """The sum, and the exact area where there is one."""
    heights = {
        "left": "f.subs(x, u)",
        "right": "f.subs(x, u + h)",
        "midpoint": "f.subs(x, u + h/2)",
        "trapezoid": "(f.subs(x, u) + f.subs(x, u + h))/2",
        "simpson": "(f.subs(x, u) + 4*f.subs(x, u + h/2) + f.subs(x, u + h))/6",
    }
    lines = [
        *sympycode.values({"a": state.a, "b": state.b}),
        f"n = {state.n}",
        "h = (b - a)/n",
        "starts = [a + k*h for k in range(n)]",
        f"estimate = sp.N(h*sum({heights[state.rule]} for u in starts))",
        'print("estimate", estimate)',
    ]
    if sympycode.has_no_stairs(state.f, ("x",)) and np.isfinite(_Sums(state, None).exact):
        lines += [
            "exact = sp.integrate(f, (x, a, b))",
            'print("exact", sp.N(exact))',
            'print("error", estimate - sp.N(exact))',
        ]
    return sympycode.program(state.f, ("x",), dict(state.parameters), lines)

"""Differences: too large a step is not the limit, too small a step leaves no digits."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite, log10
from typing import Annotated

import numpy as np

from calctui.explorables.parts.quotient import Check, Quotient, Valley
from calctui.explorables.parts.snippet import program
from calctui.explorables.parts.subtraction import nothing_subtracted, subtraction
from calctui.explore.controls import Choice, Formula, LogSlider, Slider
from calctui.explore.explorable import Explorable, Preset
from calctui.explore.guess import Guess
from calctui.explore.timeline import Sweep
from calctui.maths.derive import derivative
from calctui.maths.evaluate import Floats
from calctui.maths.expression import Expression
from calctui.maths.formatting import pretty
from calctui.maths.parser import parse
from calctui.maths.symbolic import Answer
from calctui.scene import (
    Curve,
    Glyph,
    Guide,
    Mark,
    Outline,
    Plot,
    Point,
    Readout,
    Role,
    Scene,
    Segment,
    Stack,
    Table,
    Window,
)
from calctui.scene.framing import vertical
from calctui.scene.numbers import number, readout_number

SMALLEST = 1e-16
"""The smallest h."""
THEORY = {"forward": "√ε", "central": "∛ε", "complex": "√ε"}
"""Where theory puts the best h."""
CLAIM = parse("cos x")
CBRT = """def cbrt(u):
    side = np.where(u.real < 0, -1, 1)
    return side * (side * u) ** (1 / 3)
"""


@dataclass(frozen=True, kw_only=True)
class Differences(Explorable):
    """Too large a step is not the limit, too small a step leaves no digits."""

    f: Annotated[Expression, Formula(help="the function")] = parse("sin x")
    x: Annotated[float, Slider(-100, 100, stride=0.1, help="where the slope is wanted")] = 1.0
    h: Annotated[float, LogSlider(SMALLEST, 1, help="the step")] = 1e-8
    scheme: Annotated[
        str, Choice(choices=("forward", "central", "complex"), help="which values the slope is made of")
    ] = "forward"
    precision: Annotated[
        str, Choice(choices=("float32", "float64"), help="the numbers that all is computed in")
    ] = "float64"
    claim: Annotated[Expression, Formula(help="what is claimed to be f′, for a gradient check")] = CLAIM

    presets = (
        Preset("The best of forward differences: half of the digits", "h=1e-8"),
        Preset("Too large a step: not the limit yet", "h=0.1"),
        Preset("Too small a step: the digits cancel", "h=1e-13"),
        Preset("So small that x + h is x", "h=1e-16"),
        Preset("Central: two thirds of the digits", "h=1e-5 scheme=central"),
        Preset("The complex step subtracts nothing", "h=1e-16 scheme=complex"),
        Preset("float32 has little to lose", "h=1e-6 precision=float32"),
        Preset("A gradient check finds a wrong sign", "f='cos x' claim='sin x' h=1e-6 scheme=central"),
        Preset("A false alarm: h is wrong, not the claim", "f='x^3' claim='3x^2' h=1e-15"),
        Preset("A corner has no slope, and gets one", "f='|x|' x=0 h=1e-6 scheme=central"),
    )
    guesses = (
        Guess("error", "magnitude"),
        Guess("best_h", "magnitude", "Which h is best, to a factor of 3?"),
        Guess("check", "word", "Does the claim pass the gradient check?"),
    )

    @property
    def timeline(self) -> Sweep:
        """h falls from 1 to nothing."""
        return Sweep("h", start=1.0, stop=SMALLEST, steps=160)

    def scene(self, answers: Mapping[str, Answer]) -> Scene:
        """The error against h above the two numbers that are subtracted."""
        at = Quotient(self.f, self.parameters, self.x, self.h, self.scheme, self.precision)
        check = Check(self.claim, at)
        return Scene(
            view=Stack((_graph(self, at), _digits(self, at)), (5.0, 3.0)),
            readouts=(
                Readout("estimate", readout_number(at.estimate), "estimate"),
                Readout("exact", readout_number(at.exact), "f′(x)"),
                Readout("error", readout_number(at.error), "error"),
                Readout("best_h", readout_number(at.valley.best_h), "best h"),
                Readout(
                    "digits_left", readout_number(at.digits_left), "digits left", number(at.digits_left, 3)
                ),
                Readout("check", check.verdict, "claim"),
                Readout("claim_error", readout_number(check.off), "claim is off by"),
            ),
            sentence=at.sentence() if self.claim == CLAIM else check.sentence(),
            code=_code(self, at),
            table=_table(at),
            formulas={"f(x)": pretty(self.f), "claim": pretty(self.claim)},
        )


def _graph(state: Differences, at: Quotient) -> Plot:
    """The error of every h on logarithmic axes, between the two lines that theory draws."""
    valley = at.valley
    logs = _logs(valley.errors, valley.floor)
    h = np.log10(valley.sweep.h)
    here = float(_logs(np.array([at.error]), valley.floor)[0])
    low, high = vertical(np.append(logs, log10(valley.floor)), spare=False)
    window = Window(h[0], h[-1], low - 0.5, high + 0.5)
    marks: list[Mark] = [Guide(x=log10(state.h))]
    if np.isfinite(logs).any():
        marks += [*_theory(valley, window, state.scheme), Curve(h, logs, Role.ERROR, "error")]
    if isfinite(valley.best_h) and valley.least >= 0:
        best = float(_logs(np.array([valley.least]), valley.floor)[0])
        marks.append(Point(log10(valley.best_h), best, Role.SPECIAL, Glyph.VALLEY, "best"))
    if isfinite(here):
        marks.append(Point(log10(state.h), here, Role.POINT, label=f"h = {number(state.h, 3)}"))
    title = f"error of {state.scheme} differences, f = {pretty(state.f)}"
    if state.scheme == "complex":
        title = f"error of the complex step, f = {pretty(state.f)}"
    note = "" if np.isfinite(logs).any() else _blank(at)
    return Plot(window, tuple(marks), title, "h", note, log_x=True, log_y=True)


def _blank(at: Quotient) -> str:
    """Why no error can be drawn."""
    if at.reason:
        return f"no complex step: {at.reason}"
    return "no error to draw: f has no slope here, or no finite values around"


def _logs(errors: Floats, floor: float) -> Floats:
    """Decimal logarithms; what is below the rounding of the slope itself lies on that floor."""
    sizes = np.where(np.isfinite(errors), np.maximum(np.abs(errors), floor / 2), np.nan)
    return np.asarray(np.log10(sizes))


def _theory(valley: Valley, window: Window, scheme: str) -> list[Mark]:
    """The error that theory expects: what is missing of the limit, and what cancels; and the h for that."""
    place = log10(valley.theory_h)
    marks: list[Mark] = [
        Segment(place, window.y_low, place, window.y_high, Role.TANGENT, label=THEORY[scheme])
    ]
    if valley.expected is not None:
        h, logs = np.log10(valley.sweep.h), np.log10(valley.expected)
        turn = int(np.argmin(logs))
        marks.append(Curve(h[: turn + 1], logs[: turn + 1], Role.TANGENT, "cancellation" if turn else ""))
        rises = logs[-1] > logs[turn]
        marks.append(Curve(h[turn:], logs[turn:], Role.TANGENT, "not the limit" if rises else ""))
    return marks


def _digits(state: Differences, at: Quotient) -> Outline:
    """What is subtracted, digit below digit."""
    if not at.subtracts:
        return nothing_subtracted(at.imaginary, "h", at.slopes)
    names = ("f(x + h)", "f(x − h)" if state.scheme == "central" else "f(x)")
    return subtraction(names, (at.right, at.left), "2h" if state.scheme == "central" else "h", at.slopes)


def _table(at: Quotient) -> Table:
    """Estimate and error, a hundredth of h a row."""
    sweep, errors = at.valley.sweep, at.valley.errors
    rows = zip(
        *(column[::-20].astype(float).tolist() for column in (sweep.h, sweep.estimates, errors)), strict=True
    )
    return Table(("h", "estimate", "error"), tuple(rows))


def _code(state: Differences, at: Quotient) -> str:
    values = {**dict(state.parameters), "x": state.x, "h": state.h}
    names, single = ", ".join(values), f"np.{state.precision}"
    lines = [
        f"there = np.float64({single}(x))",
        "exact = slope(there)",
        'print("exact", exact)',
        'print("claim_error", claim(there) - exact)',
        f"{names} = {single}([{names}])  # from here on all is {state.precision}",
        *_quotient(state, at),
    ]
    whole = program({"f": state.f, "slope": derivative(state.f, "x"), "claim": state.claim}, values, lines)
    return whole if at.subtracts else _for_complex(whole)


def _quotient(state: Differences, at: Quotient) -> list[str]:
    """The lines that compute the estimate."""
    if at.reason:
        return [f"# no complex step: {at.reason}"]
    single = f"np.{state.precision}"
    match state.scheme:
        case "complex":
            estimate = f"{single}(np.imag(f(x + 1j * h))) / h"
        case "central":
            estimate = f"({single}(f(x + h)) - {single}(f(x - h))) / (2 * h)"
        case _:
            estimate = f"({single}(f(x + h)) - {single}(f(x))) / h"
    return [
        f"estimate = np.float64({estimate})",
        'print("estimate", estimate)',
        'print("error", estimate - exact)',
    ]


def _for_complex(code: str) -> str:
    """The same with what takes complex numbers in place of the functions of NumPy that don't."""
    code = code.replace("np.logaddexp(0.0, u)", "np.log1p(np.exp(u))")
    if "np.cbrt(" not in code:
        return code
    head, body = code.split("import numpy as np\n", 1)
    return f"{head}import numpy as np\n\n\n{CBRT}\n{body.replace('np.cbrt(', 'cbrt(')}"

"""Monte Carlo: dots rain down at random, and what they say of an area settles as 1 over the root of n."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

import numpy as np

from calctui.explorables.parts import standing
from calctui.explorables.parts.area import clause, questions, true_area, word
from calctui.explorables.parts.snippet import program
from calctui.explorables.parts.walk import walk
from calctui.explore.controls import Choice, Count, Formula, Integer, Numbers, Slider
from calctui.explore.explorable import Explorable, Preset
from calctui.explore.guess import Guess
from calctui.explore.timeline import Sweep
from calctui.maths.curves import Samples
from calctui.maths.evaluate import function_of
from calctui.maths.expression import Expression
from calctui.maths.formatting import pretty
from calctui.maths.parser import parse
from calctui.maths.quadrature import Integral
from calctui.maths.sampling import MOST, Run, Sampler, dart_sampler, mean_sampler
from calctui.maths.symbolic import Answer, Question
from calctui.scene import (
    Beside,
    Curve,
    Glyph,
    Guide,
    Mark,
    Plot,
    Readout,
    Role,
    Scatter,
    Scene,
    Table,
    Window,
    spaced,
)
from calctui.scene.framing import blank_note, vertical
from calctui.scene.numbers import number, readout_number

DECADES = 8
DARTS = 1500
"""Darts that are drawn: with more of them the box is full."""
GAP = 0.03
"""Room to both sides of the curve, as a share of the box."""


@dataclass(frozen=True, kw_only=True)
class MonteCarlo(Explorable):
    """Replace an area by the mean of random samples, and trust it within two standard errors."""

    f: Annotated[Expression, Formula(help="the function")] = parse("x^2")
    a: Annotated[float, Slider(-100, 100, stride=0.1, help="from here")] = 0.0
    b: Annotated[float, Slider(-100, 100, stride=0.1, help="to here")] = 1.0
    n: Annotated[int, Count(1, MOST, help="how many samples")] = 100_000
    seed: Annotated[int, Integer(0, 9999, help="which random samples")] = 0
    method: Annotated[str, Choice(choices=("mean", "hit"), help="average f, or count hits of a box")] = "mean"

    presets = (
        Preset("The chapter's run: x² from 0 to 1", "n=100000 seed=0 method=mean"),
        Preset("Darts: the share of hits", "n=2000 method=hit"),
        Preset("A quarter of a circle gives π/4", "f='sqrt(1 - x^2)' n=20000 method=hit"),
        Preset("Few samples, a wild guess", "n=20"),
        Preset("Another seed, another path", "n=1000 seed=7"),
        Preset("Areas below the axis count negative", "f='sin x' b=6 n=5000 method=hit"),
        Preset("No closed form: e^(-x²)", "f='exp(-x^2)' a=-2 b=2 n=10000"),
        Preset("A spike that samples miss", "f='exp(-1000(x - 0.3)^2)' n=200"),
    )
    guesses = (
        Guess("exact", ask="What is the exact area?"),
        Guess("error", "magnitude"),
        Guess("standard_error", "magnitude", "How large is the standard error, to a factor of 3?"),
    )

    @property
    def timeline(self) -> Sweep:
        """The rain goes on."""
        return Sweep("n", start=10, stop=100_000, steps=120)

    def questions(self) -> Mapping[str, Question]:
        """The exact area."""
        return questions("exact", self.f, self.parameters, self.a, self.b)

    def scene(self, answers: Mapping[str, Answer]) -> Scene:
        """The samples under the curve, and the running estimate inside its envelope."""
        found = true_area(self.f, self.parameters, self.a, self.b, answers.get("exact"))
        run = _run(self)
        exact = word(found)
        error = run.estimate - exact if isinstance(exact, float) else np.nan
        return Scene(
            view=Beside(
                (_rain(self, run), walk(run, exact if isinstance(exact, float) else np.nan, "estimate")),
                (1.0, 1.0),
            ),
            readouts=(
                Readout("estimate", readout_number(run.estimate), "estimate"),
                Readout("exact", exact, "exact"),
                Readout("error", readout_number(error), "error"),
                Readout("standard_error", readout_number(run.standard_error), "σ/√n"),
                Readout("hits", run.hits, "hits" if self.method == "hit" else "with a value"),
            ),
            sentence=_sentence(self, run, found, error),
            code=_code(self),
            table=_table(run, exact),
            formulas={"f(x)": pretty(self.f)},
            unanswered=self.unanswered(answers),
        )


def _curve(f: Expression, letters: Numbers, a: float, b: float) -> Samples:
    """The function over the stretch, which stays while samples fall."""
    low, high = spaced(min(a, b), max(a, b))
    return standing.curve(f, letters, low, high)


@lru_cache(maxsize=16)
def _box(f: Expression, letters: Numbers, a: float, b: float) -> tuple[float, float]:
    """The heights between which darts are thrown: all of the curve but its spikes, and the axis."""
    low, high = vertical(_curve(f, letters, a, b).y, [0.0], spare=False)
    return min(low, 0.0), max(high, 0.0)


@lru_cache(maxsize=16)
def _sampler(f: Expression, letters: Numbers, a: float, b: float, seed: int, method: str) -> Sampler:
    function = function_of(f, "x", dict(letters))
    if method == "mean":
        return mean_sampler(function, a, b, seed)
    return dart_sampler(function, a, b, *_box(f, letters, a, b), seed)


@lru_cache(maxsize=64)
def _ran(f: Expression, letters: Numbers, a: float, b: float, seed: int, method: str, n: int) -> Run:
    return _sampler(f, letters, a, b, seed, method).run(n)


def _run(state: MonteCarlo) -> Run:
    return _ran(state.f, state.parameters, state.a, state.b, state.seed, state.method, state.n)


def _rain(state: MonteCarlo, run: Run) -> Plot:
    """The curve over the samples: where they fell, and which of them count."""
    curve = _curve(state.f, state.parameters, state.a, state.b)
    low, high = spaced(min(state.a, state.b), max(state.a, state.b))
    marks: list[Mark] = [Guide(y=0.0)]
    dots = run.shown
    if state.method == "hit":
        marks += _darts(state, run)
    else:
        marks.append(Scatter(dots.x, np.zeros_like(dots.x), Role.ERROR, Glyph.SPECK))
        marks.append(Scatter(dots.x, dots.y, Role.SECANT, Glyph.SPECK))
    marks.append(Curve(curve.x, curve.y, Role.FUNCTION, "f"))
    if state.method == "mean" and state.a != state.b and np.isfinite(run.estimate):
        level = run.estimate / (state.b - state.a)
        marks.append(Guide(y=level, role=Role.TANGENT))
    window = Window(low, high, *vertical(curve.y, _box(state.f, state.parameters, state.a, state.b)))
    return Plot(window, tuple(marks), f"f(x) = {pretty(state.f)}", "x", blank_note("f", curve.y))


def _darts(state: MonteCarlo, run: Run) -> list[Mark]:
    """The first darts, hits and misses; none so close to the curve that it could not be seen between them."""
    dots = run.shown
    height = function_of(state.f, "x", dict(state.parameters))(dots.x)
    low, high = _box(state.f, state.parameters, state.a, state.b)
    with np.errstate(all="ignore"):
        clear = np.abs(dots.y - height) > GAP * (high - low)
    clear[DARTS:] = False
    parts = ((clear & ~dots.inside, Role.ERROR), (clear & dots.inside, Role.SECANT))
    return [Scatter(dots.x[some], dots.y[some], role, Glyph.SPECK) for some, role in parts]


def _table(run: Run, exact: float | str) -> Table:
    """The estimate and its error at powers of ten."""
    rows = []
    for power in range(1, DECADES):
        at = np.flatnonzero(run.counts == 10**power)
        if at.size:
            estimate = float(run.estimates[at[0]])
            error = estimate - exact if isinstance(exact, float) else np.nan
            rows.append((number(10.0**power), estimate, error, float(run.standard_errors[at[0]])))
    return Table(("n", "estimate", "error", "σ/√n"), tuple(rows))


def _sentence(state: MonteCarlo, run: Run, found: Integral, error: float) -> str:
    count = f"{number(run.n)} sample{'s' * (run.n != 1)}"
    if not np.isfinite(run.estimate):
        why = "f has no value at any of them" if np.isnan(run.estimate) else "f is too large for a float"
        return f"{count} say nothing: {why}."
    said = f"{count} estimate the area as {number(run.estimate)}"
    if reason := clause(found):
        return f"{said}, but {reason}."
    off = f"{said}; off by {number(abs(error), 3)}"
    if not np.isfinite(run.standard_error):
        return f"{off}, and one sample can't tell its own error."
    inside = "within" if abs(error) <= 2 * run.standard_error else "outside"
    chapter = " (the chapter prints about 0.3334)" if state == type(state)() else ""
    cut = "; the curve leaves the box" if run.cut else ""
    sure = f"{inside} two standard errors of {number(run.standard_error, 3)}"
    return f"{off}, {sure}{chapter}{cut}."


def _code(state: MonteCarlo) -> str:
    if state.method == "mean":
        lines = [
            f"x = np.random.default_rng({state.seed}).uniform(min(a, b), max(a, b), size=n)",
            "y = np.broadcast_to(f(x), x.shape)",
            'print("estimate", (b - a) * np.where(np.isnan(y), 0, y).mean())',
        ]
    else:
        low, high = _box(state.f, state.parameters, state.a, state.b)
        lines = [
            f"low, high = {low!r}, {high!r}",
            f"x = np.random.default_rng({state.seed}).uniform(min(a, b), max(a, b), size=n)",
            f"dart = np.random.default_rng([{state.seed}, 1]).uniform(low, high, size=n)",
            "y = np.broadcast_to(f(x), x.shape)",
            "hits = np.sum((dart > 0) & (dart <= y)), np.sum((dart < 0) & (dart >= y))",
            'print("hits", hits[0] + hits[1])',
            'print("estimate", (b - a) * (high - low) * (hits[0] - hits[1]) / n)',
        ]
    values = {**dict(state.parameters), "a": state.a, "b": state.b}
    return program({"f": state.f}, values, [f"n = {state.n}", *lines])

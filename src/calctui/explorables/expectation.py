"""Expectation: g weighted by how likely each x is, and the mean of samples that walks to the same number."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

import numpy as np

from calctui.explorables.parts.snippet import program
from calctui.explorables.parts.walk import walk
from calctui.explore.controls import Choice, Count, Formula, Integer, Numbers, Slider
from calctui.explore.explorable import Explorable, Preset, Setting
from calctui.explore.guess import Guess
from calctui.explore.timeline import Sweep
from calctui.maths.densities import DENSITIES, Density, Mean, expectation
from calctui.maths.evaluate import Floats, function_of
from calctui.maths.expression import Expression
from calctui.maths.formatting import pretty
from calctui.maths.parser import parse
from calctui.maths.sampling import Run, Sampler, value_sampler, values_at
from calctui.maths.symbolic import Answer
from calctui.scene import Beside, Curve, Guide, Mark, Plot, Readout, Region, Role, Scene, Stack, Window
from calctui.scene.framing import blank_note, vertical
from calctui.scene.numbers import canonical, number, readout_number

MOST = 100_000
"""Samples that may be asked for."""
BAR = 0.3
"""Half the width of a bar of the coin."""
FINE = 801
NARROWEST = 0.01
"""Width of a uniform density whose ends meet."""


def _parameter(name: str) -> Slider:
    """The slider of a parameter, with the range that its family of densities gives it."""
    every = ((family.title, each) for family in DENSITIES.values() for each in family.parameters)
    title, found = next((title, each) for title, each in every if each.name == name)
    stride = 0.01 if found.high - found.low <= 1 else 0.1
    return Slider(found.low, found.high, stride=stride, help=f"{title.lower()}: {name}")


@dataclass(frozen=True, kw_only=True)
class Expectation(Explorable):
    """A weighted average: every x counts as much as it is likely."""

    g: Annotated[Expression, Formula(help="what is averaged")] = parse("x^2")
    density: Annotated[str, Choice(choices=tuple(DENSITIES), help="how likely each x is")] = "normal"
    low: Annotated[float, _parameter("low")] = 0.0
    high: Annotated[float, _parameter("high")] = 1.0
    mu: Annotated[float, _parameter("mu")] = 0.0
    sigma: Annotated[float, _parameter("sigma")] = 1.0
    rate: Annotated[float, _parameter("rate")] = 1.0
    alpha: Annotated[float, _parameter("alpha")] = 2.0
    beta: Annotated[float, _parameter("beta")] = 5.0
    p: Annotated[float, _parameter("p")] = 0.5
    n: Annotated[int, Count(1, MOST, help="how many samples")] = 1000
    seed: Annotated[int, Integer(0, 9999, help="which random samples")] = 0

    presets = (
        Preset("The variance of a bell is E[x²] = 1", "n=1000"),
        Preset("Uniform: the mean of x² is 1/3", "density=uniform g='x^2' n=10000"),
        Preset("A coin: a sum of two terms", "density=coin g='10x - 4' p=0.6"),
        Preset("Waiting times: the mean is 1/rate", "density=exponential g=x rate=0.5"),
        Preset("A share between 0 and 1", "density=beta g=x alpha=2 beta=5"),
        Preset("Expected loss: squared error around 1", "g='(x - 1)^2' mu=0.5 sigma=0.5"),
        Preset("Area under a ROC curve: scores 1.5 apart", "g='(1 + erf(x/sqrt(2)))/2' mu=1.5"),
        Preset("E[e^x] is more than e^E[x]", "g='exp(x)'"),
        Preset("1/x has no expectation under a bell", "g='1/x'"),
    )
    guesses = (
        Guess("expectation", ask="What is the expectation of g?"),
        Guess("error", "sign"),
        Guess("standard_error", "magnitude", "How large is the standard error, to a factor of 3?"),
    )

    @property
    def timeline(self) -> Sweep:
        """More and more samples."""
        return Sweep("n", start=10, stop=MOST, steps=100)

    def adjustable(self) -> tuple[Setting, ...]:
        """Of the parameters only those of the density in use."""
        every = {each.name for family in DENSITIES.values() for each in family.parameters}
        others = every - {each.name for each in DENSITIES[self.density].parameters}
        return tuple(setting for setting in super().adjustable() if setting.name not in others)

    def scene(self, answers: Mapping[str, Answer]) -> Scene:
        """The density, g weighted by it, and the sample mean on its way."""
        known = _Known(self.g, self.parameters, self.density, self._shaped(), self.seed)
        found, run = known.expected, known.run(self.n)
        error = run.estimate - found.value
        return Scene(
            view=Beside((_weighted(self, known), walk(run, found.value, "sample mean")), (1.0, 1.0)),
            readouts=(
                Readout("expectation", _word(found), "E[g]"),
                Readout("estimate", readout_number(run.estimate), "sample mean"),
                Readout("error", readout_number(error), "error"),
                Readout("standard_error", readout_number(run.standard_error), "σ/√n"),
                Readout("normalisation", readout_number(known.mass), "all p together"),
            ),
            sentence=_sentence(self, known, run, error),
            code=_code(self, known),
            formulas={"g(x)": pretty(self.g)},
        )

    def _shaped(self) -> Numbers:
        """The parameters in use; the ends of a uniform density are put in order, and kept apart."""
        if self.density == "uniform":
            low, high = sorted((self.low, self.high))
            return ("low", low), ("high", max(high, canonical(low + NARROWEST)))
        return tuple((each.name, getattr(self, each.name)) for each in DENSITIES[self.density].parameters)


class _Known:
    """What stays while samples are added: the density, the expectation, and the source of samples."""

    def __init__(self, g: Expression, letters: Numbers, name: str, parameters: Numbers, seed: int) -> None:
        self.name, self.parameters = name, parameters
        self.shape = _density(name, parameters)
        self.expected, self.mass = _expected(g, letters, name, parameters)
        self._key = (g, letters, name, parameters, seed)

    def run(self, n: int) -> Run:
        """What the first n samples say."""
        return _sampler(*self._key).run(n)


@lru_cache(maxsize=64)
def _density(name: str, parameters: Numbers) -> Density:
    return DENSITIES[name].make(**dict(parameters))


@lru_cache(maxsize=64)
def _expected(g: Expression, letters: Numbers, name: str, parameters: Numbers) -> tuple[Mean, float]:
    """The expectation of g, and that of 1: what all probability adds up to."""
    shape = _density(name, parameters)
    return expectation(function_of(g, "x", dict(letters)), shape), expectation(np.ones_like, shape).value


@lru_cache(maxsize=16)
def _sampler(g: Expression, letters: Numbers, name: str, parameters: Numbers, seed: int) -> Sampler:
    x = _density(name, parameters).sample(MOST, seed)
    return value_sampler(x, values_at(function_of(g, "x", dict(letters)), x))


def _word(found: Mean) -> float | str:
    return "not found" if np.isnan(found.value) else readout_number(found.value)


def _weighted(state: Expectation, known: _Known) -> Stack:
    """The density over g times the density: the area below is the expectation."""
    low, high = known.shape.window
    x, p, product = _curves(state, known)
    marks: list[Mark] = [
        Guide(y=0.0),
        Region(x, np.zeros_like(x), p, Role.GUIDE),
        Curve(x, p, Role.DERIVATIVE, "p"),
    ]
    above = Plot(Window(low, high, *vertical(p, [0.0])), tuple(marks), f"p, {state.density}", "x")
    parts = (np.maximum(product, 0.0), Role.SECANT), (np.minimum(product, 0.0), Role.ERROR)
    areas: list[Mark] = [
        Region(x, np.minimum(part, 0.0), np.maximum(part, 0.0), role) for part, role in parts
    ]
    areas += [Guide(y=0.0), Curve(x, product, Role.FUNCTION, "g·p")]
    title = f"g·p, g = {pretty(state.g)}"
    window = Window(low, high, *vertical(product, [0.0]))
    below = Plot(window, tuple(areas), title, "x", blank_note("g·p", product))
    return Stack((above, below), (1.0, 1.0))


def _curves(state: Expectation, known: _Known) -> tuple[Floats, Floats, Floats]:
    """Places, the density there, and g times it; of a coin two bars."""
    g = function_of(state.g, "x", dict(state.parameters))
    if known.shape.discrete:
        edges = np.array([[side - BAR, side - BAR, side + BAR, side + BAR] for side in (0.0, 1.0)]).ravel()
        sides, on = np.repeat([0.0, 1.0], 4), np.tile([0.0, 1.0, 1.0, 0.0], 2)
        p = known.shape.pdf(sides) * on
        with np.errstate(all="ignore"):
            return edges, p, np.where(on > 0, g(sides) * p, 0.0)
    x = np.linspace(*known.shape.window, FINE)
    p = known.shape.pdf(x)
    with np.errstate(all="ignore"):
        product = g(x) * p
    return x, p, np.where(np.isfinite(product), product, np.nan)


def _sentence(state: Expectation, known: _Known, run: Run, error: float) -> str:
    found = known.expected.value
    samples = f"{number(run.n)} sample{'s' * (run.n != 1)}"
    if np.isnan(found):
        return f"No expectation of g was found under this density; the mean of {samples} says nothing of one."
    if np.isinf(found):
        return f"The expectation of g is too large for a float; the mean of {samples} is no match for it."
    kind = "sum" if known.shape.discrete else "area"
    said = f"Each x counts as much as it is likely: the {kind} is {number(found)}"
    if not np.isfinite(run.estimate):
        return f"{said}; among {samples} one has no finite g."
    mean = f"{samples} average{'s' * (run.n == 1)} {number(run.estimate)}"
    if not np.isfinite(run.standard_error):
        return f"{said}; {mean}, and one can't tell its own error."
    inside = "within" if abs(error) <= 2 * run.standard_error else "outside"
    return f"{said}; {mean}, {inside} two standard errors of {number(run.standard_error, 3)}."


def _code(state: Expectation, known: _Known) -> str:
    draws = {
        "uniform": "rng.uniform(low, high, n)",
        "normal": "rng.normal(mu, sigma, n)",
        "exponential": "rng.exponential(1 / rate, n)",
        "beta": "rng.beta(alpha, beta, n)",
        "coin": "(rng.random(n) < p).astype(float)",
    }
    lines = [
        f"rng, n = np.random.default_rng({state.seed}), {state.n}",
        f"x = {draws[state.density]}",
        "y = np.broadcast_to(g(x), x.shape)",
        'print("estimate", np.where(np.isnan(y), 0, y).mean())',
    ]
    values = {**dict(state.parameters), **dict(known.parameters)}
    return program({"g": state.g}, values, lines)

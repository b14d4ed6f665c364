"""Probability densities, and what a function is worth on average under one.

Each density brings a variable of its own in which its mass is spread smoothly, so that a beta density with
poles at its ends is integrated as easily as a bell.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from calctui.maths.elementary import SQRT_2PI, sigmoid, softplus
from calctui.maths.evaluate import Floats
from calctui.maths.sampling import Function, values_at

Span: TypeAlias = tuple[float, float]

SPARE = 1e-18
"""The mass that may lie outside the core of a density."""
CLOSE = 1e-13
"""The error that a piece of an integral may have, as a share of the whole."""
UNCLEAR = 1e-6
"""An integral is not told when its error may be a larger share than this."""
DEEPEST = 100
CROWDED = 4096
"""More pieces than this at once, and there is no value on a whole stretch, or an oscillation without end."""
NARROW = 256 * np.finfo(float).eps
"""Pieces are not split below this, as a share of where they lie, or nodes would fall on their ends."""


@dataclass(frozen=True, eq=False, slots=True)
class Density:
    """A density over the real line, or the probabilities of 0 and 1.

    Its own variable s turns ∫ g(x) pdf(x) dx into ∫ g(place(s)) weight(s) ds.
    """

    pdf: Callable[[Any], Floats]
    """The density at x, in the shape of x; of a discrete one the probability."""
    sample: Callable[[int, int], Floats]
    """(n, seed) to n samples; those of a smaller n are the first of a larger one."""
    mean: float
    variance: float
    window: Span
    """Where to look at it."""
    place: Callable[[Floats], Floats]
    weight: Callable[[Floats], Floats]
    core: Span
    """Where s finds all mass but SPARE."""
    reach: Span
    """As far as the weight is a float: a g that grows fast may count out there."""
    discrete: bool = False


def uniform(low: float, high: float) -> Density:
    """The same everywhere between two ends.

    Raises:
        ValueError: low is not below high.
    """
    _require(low < high, "low must be below high")
    width = high - low
    return Density(
        pdf=lambda x: np.where((low <= np.asarray(x)) & (np.asarray(x) <= high), 1 / width, 0.0),
        sample=lambda n, seed: np.random.default_rng(seed).uniform(low, high, n),
        mean=low + width / 2,
        variance=width**2 / 12,
        window=(low - width / 4, high + width / 4),
        place=lambda s: low + width * s,
        weight=np.ones_like,
        core=(0.0, 1.0),
        reach=(0.0, 1.0),
    )


def normal(mu: float, sigma: float) -> Density:
    """The bell around mu.

    Raises:
        ValueError: sigma is not above 0.
    """
    _require(sigma > 0, "sigma must be above 0")
    return Density(
        pdf=lambda x: _bell((np.asarray(x) - mu) / sigma) / sigma,
        sample=lambda n, seed: np.random.default_rng(seed).normal(mu, sigma, n),
        mean=mu,
        variance=sigma**2,
        window=(mu - 4 * sigma, mu + 4 * sigma),
        place=lambda s: mu + sigma * s,
        weight=_bell,
        core=(-9.0, 9.0),
        reach=(-38.0, 38.0),
    )


def exponential(rate: float) -> Density:
    """How long one waits for what happens `rate` times in a unit of time on average; written λ.

    Raises:
        ValueError: the rate is not above 0.
    """
    _require(rate > 0, "rate must be above 0")
    return Density(
        pdf=lambda x: np.where(np.asarray(x) < 0, 0.0, rate * np.exp(-rate * np.maximum(x, 0.0))),
        sample=lambda n, seed: np.random.default_rng(seed).exponential(1 / rate, n),
        mean=1 / rate,
        variance=1 / rate**2,
        window=(0.0, 6 / rate),
        place=lambda s: s / rate,
        weight=lambda s: np.exp(-s),
        core=(0.0, -math.log(SPARE)),
        reach=(0.0, 700.0),
    )


def beta(alpha: float, beta: float) -> Density:
    """A share between 0 and 1, as after alpha - 1 successes and beta - 1 failures.

    Its variable is s = ln(x / (1 - x)): both ends are far away, and 1 - x keeps its digits as x does.

    Raises:
        ValueError: a parameter is below 0.1, where the mass crowds into the last floats before 0 and 1.
    """
    _require(alpha >= 0.1 and beta >= 0.1, "alpha and beta must be 0.1 or more")
    norm = math.lgamma(alpha) + math.lgamma(beta) - math.lgamma(alpha + beta)
    # The mass below x is at most x^shape / (shape B), but for a factor that only pulls the end further in.
    left, right = (max(1.0, -(math.log(SPARE * shape) + norm) / shape) for shape in (alpha, beta))
    total = alpha + beta

    def pdf(x: Any) -> Floats:
        inside = np.where((np.asarray(x) >= 0) & (np.asarray(x) <= 1), x, np.nan)
        with np.errstate(all="ignore"):
            found = np.power(inside, alpha - 1) * np.power(1 - inside, beta - 1) * math.exp(-norm)
        return np.where(np.isnan(found), 0.0, found)

    return Density(
        pdf=pdf,
        sample=lambda n, seed: np.random.default_rng(seed).beta(alpha, beta, n),
        mean=alpha / total,
        variance=alpha * beta / (total**2 * (total + 1)),
        window=(0.0, 1.0),
        place=sigmoid,
        weight=lambda s: np.exp(-alpha * softplus(-s) - beta * softplus(s) - norm),
        core=(-left, right),
        reach=(-max(left, 700 / max(alpha, 1)), max(right, 700 / max(beta, 1))),
    )


def coin(p: float) -> Density:
    """1 with probability p, else 0.

    Raises:
        ValueError: p is not between 0 and 1.
    """
    _require(0 <= p <= 1, "p must be between 0 and 1")
    return Density(
        pdf=lambda x: np.where(np.asarray(x) == 1, p, np.where(np.asarray(x) == 0, 1 - p, 0.0)),
        sample=lambda n, seed: (np.random.default_rng(seed).random(n) < p).astype(float),
        mean=p,
        variance=p * (1 - p),
        window=(-0.5, 1.5),
        place=lambda s: s,
        weight=lambda s: np.where(s == 1, p, 1 - p),
        core=(0.0, 1.0),
        reach=(0.0, 1.0),
        discrete=True,
    )


class Parameter(NamedTuple):
    """A number that shapes a density."""

    name: str
    default: float
    low: float
    high: float


class Family(NamedTuple):
    """Densities of one kind, and the parameters that `make` takes by name."""

    title: str
    make: Callable[..., Density]
    parameters: tuple[Parameter, ...]


_ENDS = (Parameter("low", 0.0, -10.0, 10.0), Parameter("high", 1.0, -10.0, 10.0))
_BELL = (Parameter("mu", 0.0, -10.0, 10.0), Parameter("sigma", 1.0, 0.05, 10.0))
_SHAPES = (Parameter("alpha", 2.0, 0.1, 50.0), Parameter("beta", 5.0, 0.1, 50.0))

DENSITIES: Mapping[str, Family] = {
    "uniform": Family("Uniform", uniform, _ENDS),
    "normal": Family("Normal", normal, _BELL),
    "exponential": Family("Exponential", exponential, (Parameter("rate", 1.0, 0.05, 20.0),)),
    "beta": Family("Beta", beta, _SHAPES),
    "coin": Family("Coin", coin, (Parameter("p", 0.5, 0.0, 1.0),)),
}
"""By name. No two families share the name of a parameter."""


class Mean(NamedTuple):
    """A value and an estimate of its error; NaN and inf where no value can be told."""

    value: float
    error: float


def expectation(g: Function, density: Density) -> Mean:
    """The mean of g(x) for x drawn from the density: the integral of g · p, for a coin a sum.

    It can't be told where g has no value on a stretch, or where the integral does not converge. That of 1/x
    around 0 does not, though its halves would cancel.
    """
    if density.discrete:
        places = np.array([0.0, 1.0])
        terms = zip(density.pdf(places).tolist(), values_at(g, places).tolist(), strict=True)
        return Mean(sum(p * value for p, value in terms if p), 0.0)

    def integrand(s: Floats) -> Floats:
        return values_at(g, density.place(s)) * density.weight(s)

    edges, beyond = [np.linspace(*density.core, 65)], 0.0
    with np.errstate(all="ignore"):
        for core, far in zip(density.core, density.reach, strict=True):
            if core != far:
                end, rest = _tail(integrand, core, far)
                edges.append(np.linspace(core, end, 17))
                beyond += rest
        total, error, size = _integral(integrand, np.unique(np.concatenate(edges)))
    told = math.isfinite(size) and error + beyond <= UNCLEAR * size
    return Mean(total, error + beyond) if told else Mean(math.nan, math.inf)


def _tail(integrand: Function, core: float, far: float) -> tuple[float, float]:
    """Where to stop on the way out: before g is no number any more; and how much may lie beyond."""
    places = np.linspace(core, far, 257)
    values = np.abs(integrand(places))
    lost = np.flatnonzero(~np.isfinite(values))
    last = max(int(lost[0]) - 1, 0) if lost.size else -1
    return float(places[last]), float(values[last]) * abs(far - core)


def _integral(function: Function, edges: Floats) -> tuple[float, float, float]:
    """The integral from the first edge to the last, a bound on its error, and the integral of |f|.

    Pieces whose halves say something else than the whole are split. Davis and Rabinowitz, section 6.2.
    """
    left, right = edges[:-1], edges[1:]
    known = _gauss(function, left, right)
    total = error = size = 0.0
    for depth in range(DEEPEST):
        middle = (left + right) / 2
        halves = _gauss(function, np.stack([left, middle]), np.stack([middle, right]))
        sums = halves.sum(axis=1)
        wide = right - left > NARROW * np.maximum(np.abs(left), np.abs(right))
        doubt = np.where(wide, np.abs(sums[0] - known[0]), sums[1])
        finite = sums[1, np.isfinite(sums[1])].sum()
        rough = ~(doubt <= CLOSE * (size + finite)) & wide
        if np.count_nonzero(rough) > CROWDED or depth == DEEPEST - 1:
            rough[:] = False
        total, error = total + float(sums[0, ~rough].sum()), error + float(doubt[~rough].sum())
        size += float(sums[1, ~rough].sum())
        if not rough.any():
            break
        left, right = np.append(left[rough], middle[rough]), np.append(middle[rough], right[rough])
        known = halves[:, :, rough].reshape(2, -1)
    return total, error, size


def _gauss(function: Function, left: Floats, right: Floats) -> Floats:
    """Gauss-Legendre on every piece: the integrals of f and of |f|; shape (2, ...)."""
    nodes, weights = _rule()
    half = (right - left)[..., None] / 2
    values = function((left + right)[..., None] / 2 + half * nodes) * (half * weights)
    return np.stack([values.sum(axis=-1), np.abs(values).sum(axis=-1)])


@lru_cache(maxsize=1)
def _rule() -> tuple[Floats, Floats]:
    return np.polynomial.legendre.leggauss(15)


def _bell(s: Floats) -> Floats:
    return np.exp(-s * s / 2) / SQRT_2PI


def _require(condition: bool, otherwise: str) -> None:
    if not condition:
        raise ValueError(otherwise)

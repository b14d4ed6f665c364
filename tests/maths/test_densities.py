"""Densities and expectations against closed forms, mpmath's quadrature and their own samples."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from maths_oracle import MP

from calctui.maths.densities import (
    DENSITIES,
    SPARE,
    Density,
    beta,
    coin,
    expectation,
    exponential,
    normal,
    uniform,
)
from calctui.maths.elementary import normal_cdf

CONTINUOUS = {
    "uniform": uniform(-1.5, 4.0),
    "normal": normal(0.7, 2.5),
    "narrow normal": normal(-9.0, 0.05),
    "exponential": exponential(3.0),
    "slow exponential": exponential(0.05),
    "beta": beta(2.0, 5.0),
    "arcsine": beta(0.5, 0.5),
    "extreme beta": beta(0.1, 0.1),
    "sharp beta": beta(50.0, 50.0),
    "lopsided beta": beta(0.1, 50.0),
}
ALL = {**CONTINUOUS, "coin": coin(0.3)}
every = pytest.mark.parametrize("density", ALL.values(), ids=ALL)
continuous = pytest.mark.parametrize("density", CONTINUOUS.values(), ids=CONTINUOUS)


def drawn(name: str) -> st.SearchStrategy[Density]:
    family = DENSITIES[name]
    numbers = [st.floats(each.low, each.high) for each in family.parameters]
    # Narrower ones have a variance below the smallest float.
    possible = st.tuples(*numbers).filter(lambda n: name != "uniform" or n[1] - n[0] > 1e-150)
    return possible.map(lambda n: family.make(*n))


@given(st.sampled_from(sorted(DENSITIES)).flatmap(drawn))
def test_every_density_adds_up_to_1(density: Density) -> None:
    assert expectation(lambda x: 1.0, density).value == pytest.approx(1, abs=1e-9)


@given(st.sampled_from(sorted(DENSITIES)).flatmap(drawn))
def test_mean_and_variance_are_expectations(density: Density) -> None:
    mean, variance = density.mean, density.variance
    assert expectation(lambda x: x, density).value == pytest.approx(mean, rel=1e-9, abs=1e-9)
    found = expectation(lambda x: (x - mean) ** 2, density)
    assert found.value == pytest.approx(variance, rel=1e-8)
    assert found.error <= 1e-6 * variance + 1e-300


@continuous
def test_its_own_variable_carries_the_same_density(density: Density) -> None:
    """weight(s) = pdf(place(s)) · dx/ds, the derivative taken by differences."""
    s = np.linspace(*density.core, 41)[1:-1]
    s = s[(density.weight(s) > 1e-9) & (density.place(s) != 1)]
    if density.window == (0, 1):
        s = s[s < 7]  # nearer to 1, 1 - x has too few digits for the pdf
    h = 1e-5
    slope = (density.place(s + h) - density.place(s - h)) / (2 * h)
    np.testing.assert_allclose(density.weight(s), density.pdf(density.place(s)) * slope, rtol=1e-5)
    assert len(s) > 4


@pytest.mark.parametrize(
    ("density", "outside"),
    [
        (normal(0, 1), lambda d: 2 * MP.ncdf(d.core[0])),
        (exponential(1), lambda d: MP.exp(-d.core[1])),
        (beta(2, 5), lambda d: MP.betainc(2, 5, 0, _share(d.core[0]), regularized=True)),
        (beta(2, 5), lambda d: MP.betainc(5, 2, 0, _share(-d.core[1]), regularized=True)),
        (beta(0.2, 0.7), lambda d: MP.betainc(0.2, 0.7, 0, _share(d.core[0]), regularized=True)),
    ],
)
def test_little_lies_outside_the_core(density: Density, outside: Callable[[Density], Any]) -> None:
    assert 0 < outside(density) <= 1.01 * SPARE


def _share(s: float) -> Any:
    return 1 / (1 + MP.exp(-s))


@pytest.mark.parametrize(
    ("density", "x", "true"),
    [
        (uniform(1, 3), [0.9, 1, 2, 3, 3.1], [0, 0.5, 0.5, 0.5, 0]),
        (normal(1, 2), [1, 3], [MP.npdf(1, 1, 2), MP.npdf(3, 1, 2)]),
        (exponential(2), [-1, 0, 1], [0, 2, 2 * MP.exp(-2)]),
        (beta(2, 5), [-0.1, 0, 0.3, 1, 1.1], [0, 0, 30 * MP.mpf(0.3) * MP.mpf(0.7) ** 4, 0, 0]),
        (beta(1, 1), [0, 0.5, 1], [1, 1, 1]),
        (beta(0.5, 0.5), [0, 0.5, 1], [math.inf, 2 / MP.pi, math.inf]),
        (coin(0.3), [0, 0.5, 1], [0.7, 0, 0.3]),
    ],
)
def test_pdf(density: Density, x: list[float], true: list[Any]) -> None:
    assert density.pdf(np.array(x, dtype=float)) == pytest.approx([float(each) for each in true], rel=1e-12)
    assert float(density.pdf(x[0])) == pytest.approx(float(true[0]), rel=1e-12)


@every
def test_samples_have_the_mean_and_variance(density: Density) -> None:
    x = density.sample(200_000, 4)
    error = math.sqrt(density.variance / len(x))
    assert x.mean() == pytest.approx(density.mean, abs=4.5 * error)
    assert x.var() == pytest.approx(density.variance, rel=0.05)


@every
def test_fewer_samples_are_the_first_ones(density: Density) -> None:
    np.testing.assert_array_equal(density.sample(1000, 8)[:37], density.sample(37, 8))
    assert not np.array_equal(density.sample(37, 8), density.sample(37, 9))


@every
def test_the_window_holds_nearly_all(density: Density) -> None:
    low, high = density.window
    x = density.sample(20_000, 0)
    assert np.mean((low <= x) & (x <= high)) > 0.99


N = normal(0, 1)
KNOWN: list[tuple[str, Callable[[Any], Any], Density, float]] = [
    ("|x|", np.abs, N, math.sqrt(2 / math.pi)),
    ("x⁴", lambda x: x**4, N, 3),
    ("a jump", lambda x: x > 0.3, N, float(MP.ncdf(-0.3))),
    ("ln|x|", lambda x: np.log(np.abs(x)), N, -(np.euler_gamma + math.log(2)) / 2),
    ("e^x", np.exp, normal(0, 3), math.exp(4.5)),
    ("e^20x", lambda x: np.exp(20 * x), N, math.exp(200)),
    ("e^(x²/4)", lambda x: np.exp(x * x / 4), N, math.sqrt(2)),
    ("AUC", lambda x: normal_cdf(x + 1.5), N, float(MP.ncdf(1.5 / MP.sqrt(2)))),
    ("ln x", np.log, uniform(0, 1), -1),
    ("sin 100x", lambda x: np.sin(100 * x), uniform(0, 1), (1 - math.cos(100)) / 100),
    ("e^0.9x", lambda x: np.exp(0.9 * x), exponential(1), 10),
    ("ln x", np.log, exponential(2), -np.euler_gamma - math.log(2)),
    ("e^x/(1 + e^x)", lambda x: np.exp(x) / (1 + np.exp(x)), exponential(0.1),
     float(MP.quad(lambda x: MP.exp(-x / 10) / 10 / (1 + MP.exp(-x)), [0, 10, 100, 1000]))),
    ("1/(1 - x)", lambda x: 1 / (1 - x), beta(2, 2), 3),
    ("x^-1.5", lambda x: x**-1.5, beta(2, 2), 8),
    ("-x ln x", lambda x: -x * np.log(x), beta(3, 4), 3 / 7 * float(MP.digamma(8) - MP.digamma(4))),
    ("0", lambda x: 0.0, N, 0),
]  # fmt: skip


@pytest.mark.parametrize(("g", "density", "true"), [row[1:] for row in KNOWN], ids=[row[0] for row in KNOWN])
def test_known_expectations(g: Callable[[Any], Any], density: Density, true: float) -> None:
    found = expectation(g, density)
    assert found.value == pytest.approx(true, rel=1e-11)
    assert found.error <= 1e-9 * max(1.0, abs(true))


def test_a_pole_that_can_be_integrated_keeps_fewer_digits_away_from_0() -> None:
    found = expectation(lambda x: 1 / np.sqrt(1 - x), uniform(0, 1))
    assert found.value == pytest.approx(2, abs=found.error)
    assert found.error < 1e-6


UNTOLD = {
    "1/x": (lambda x: 1 / x, N),
    "1/x, off centre": (lambda x: 1 / x, normal(1, 1)),
    "1/x²": (lambda x: 1 / x**2, N),
    "e^(x²)": (lambda x: np.exp(x * x), N),
    "e^x": (np.exp, exponential(1)),
    "1/x on one side": (lambda x: 1 / x, exponential(1)),
    "√x": (np.sqrt, N),
    "ln x": (np.log, normal(3, 1)),
    "tan x": (np.tan, N),
    "nowhere": (lambda x: np.nan, N),
    "infinite": (lambda x: np.inf, N),
}


@pytest.mark.parametrize(("g", "density"), UNTOLD.values(), ids=UNTOLD)
def test_what_does_not_converge_is_not_told(g: Callable[[Any], Any], density: Density) -> None:
    found = expectation(g, density)
    assert math.isnan(found.value)
    assert found.error == math.inf


def test_a_coin_is_a_sum() -> None:
    assert expectation(lambda x: 10 * x + 2, coin(0.25)).value == 4.5
    assert expectation(lambda x: 1 / x, coin(1)).value == 1  # what can't happen does not count
    assert math.isnan(expectation(lambda x: np.log(x - 1), coin(0.5)).value)


@pytest.mark.parametrize(
    ("make", "numbers", "word"),
    [(uniform, (1, 1), "low"), (normal, (0, 0), "sigma"), (exponential, (0,), "rate"),
     (beta, (0, 1), "alpha"), (beta, (1, math.nan), "beta"), (coin, (1.1,), "p"), (coin, (-0.1,), "p")],
)  # fmt: skip
def test_impossible_parameters_are_named(
    make: Callable[..., Density], numbers: tuple[float, ...], word: str
) -> None:
    with pytest.raises(ValueError, match=word):
        make(*numbers)


def test_the_table() -> None:
    names = [each.name for family in DENSITIES.values() for each in family.parameters]
    assert len(names) == len(set(names))
    for family in DENSITIES.values():
        defaults = {each.name: each.default for each in family.parameters}
        assert family.make(**defaults).discrete == (family.title == "Coin")
        assert all(each.low <= each.default <= each.high for each in family.parameters)

"""Expectation: closed forms for every density, samples against NumPy's, and what is drawn and said."""

from math import e, erf, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shown import plots, readouts, scene, state

from calctui.scene import Curve, Region, Stack

CLOSED = [
    ("density=normal g=x mu=1.5 sigma=2", 1.5),
    ("density=normal g='x^2' mu=1 sigma=2", 5.0),
    ("density=normal g='exp(x)'", sqrt(e)),
    ("density=normal g='(1 + erf(x/sqrt(2)))/2' mu=1.5", (1 + erf(1.5 / 2)) / 2),
    ("density=uniform g='x^2'", 1 / 3),
    ("density=uniform g='x' low=3 high=-1", 1.0),
    ("density=exponential g=x rate=0.5", 2.0),
    ("density=exponential g='x^2' rate=2", 0.5),
    ("density=beta g=x alpha=2 beta=5", 2 / 7),
    ("density=beta g='x^2' alpha=2 beta=2", 0.3),
    ("density=coin g='10x - 4' p=0.6", 2.0),
    ("density=coin g='1/(x + 1)' p=0.25", 0.75 + 0.25 / 2),
    ("density=normal g='k x + 1' k=3 mu=2", 7.0),
]


@pytest.mark.parametrize(("settings", "value"), CLOSED)
def test_closed_forms(settings: str, value: float) -> None:
    found = readouts(f"expectation {settings}")
    assert found["expectation"] == pytest.approx(value, rel=1e-9)
    assert found["normalisation"] == pytest.approx(1, abs=1e-9)
    assert abs(found["error"]) < 6 * found["standard_error"]


@given(st.integers(2, 5000), st.integers(0, 100))
def test_the_sample_mean_is_numpys(n: int, seed: int) -> None:
    found = readouts(f"expectation g='x^2' mu=1 sigma=0.5 n={n} seed={seed}")
    values = np.random.default_rng(seed).normal(1, 0.5, n) ** 2
    assert found["estimate"] == pytest.approx(values.mean(), rel=1e-9)
    assert found["standard_error"] == pytest.approx(values.std(ddof=1) / sqrt(n), rel=1e-6)


def test_what_has_no_expectation_gets_none() -> None:
    shown = scene("expectation g='1/x'")
    assert {each.name: each.value for each in shown.readouts}["expectation"] == "not found"
    assert shown.sentence.startswith("No expectation of g was found")


@pytest.mark.parametrize(
    ("density", "names"),
    [("normal", {"mu", "sigma"}), ("uniform", {"low", "high"}), ("beta", {"alpha", "beta"}), ("coin", {"p"})],
)
def test_only_the_parameters_in_use_are_stepped(density: str, names: set[str]) -> None:
    every = {"low", "high", "mu", "sigma", "rate", "alpha", "beta", "p"}
    shown = {setting.name for setting in state(f"expectation density={density}").adjustable()}
    assert shown & every == names
    assert every <= {setting.name for setting in state(f"expectation density={density}").settings()}


@pytest.mark.parametrize(
    "settings", ["", "density=coin g='10x - 4' p=0.6", "density=beta g=x alpha=2 beta=5"]
)
def test_the_areas_are_one_and_the_expectation(settings: str) -> None:
    line = f"expectation {settings}"
    (left, _) = scene(line).view.views  # type: ignore[union-attr]
    assert isinstance(left, Stack)
    density, weighted = plots(left)
    (region,) = (mark for mark in density.marks if isinstance(mark, Region))
    widths = 1.0 if "coin" not in settings else 0.6  # a bar is that wide, and as high as its probability
    assert np.trapezoid(region.high, region.x) / widths == pytest.approx(1, abs=2e-3)
    above, below = (mark for mark in weighted.marks if isinstance(mark, Region))
    area = (np.trapezoid(above.high, above.x) + np.trapezoid(below.low, below.x)) / widths
    assert area == pytest.approx(readouts(line)["expectation"], abs=3e-3)
    (curve,) = (mark for mark in weighted.marks if isinstance(mark, Curve))
    assert curve.label == "g·p"


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ("n=1 density=uniform g='5 + 0x'", "Each x counts as much as it is likely: the area is 5; "
         "1 sample averages 5, and one can't tell its own error."),
        ("density=coin g='10x - 4' p=1 n=20", "Each x counts as much as it is likely: the sum is 6; "
         "20 samples average 6, within two standard errors of 0."),
    ],
)  # fmt: skip
def test_what_is_said(settings: str, sentence: str) -> None:
    assert scene(f"expectation {settings}").sentence == sentence

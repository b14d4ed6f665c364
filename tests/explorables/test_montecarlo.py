"""Monte Carlo's picture and words; its numbers stand in tests/maths/test_sampling.py."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shown import plots, readouts, scene

from calctui.scene import Curve, Region, Scatter


def test_the_chapters_run_and_what_it_prints() -> None:
    rng = np.random.default_rng(0)
    estimate = float(np.mean(rng.uniform(0, 1, size=100_000) ** 2))
    assert estimate == 0.33277607571922885
    assert readouts("montecarlo")["estimate"] == pytest.approx(estimate, abs=1e-12)
    assert "the chapter prints about 0.3334" in scene("montecarlo").sentence
    assert "chapter" not in scene("montecarlo seed=1").sentence


@given(st.integers(2, 20_000), st.integers(0, 50))
@settings(max_examples=30)
def test_mean_and_standard_error_are_numpys(n: int, seed: int) -> None:
    found = readouts(f"montecarlo f='exp(x)' a=-1 b=2 n={n} seed={seed}")
    values = 3 * np.exp(np.random.default_rng(seed).uniform(-1, 2, size=n))
    assert found["estimate"] == pytest.approx(values.mean(), rel=1e-9)
    assert found["standard_error"] == pytest.approx(values.std(ddof=1) / sqrt(n), rel=1e-6)
    assert found["hits"] == n


@given(st.integers(1, 5000), st.integers(0, 20))
@settings(max_examples=30)
def test_hits_are_a_share_of_the_box(n: int, seed: int) -> None:
    found = readouts(f"montecarlo n={n} seed={seed} method=hit")
    assert found["estimate"] == pytest.approx(found["hits"] / n, rel=1e-6)


def test_below_the_axis_hits_count_negative() -> None:
    found = readouts("montecarlo f='-1 + 0x' n=1000 method=hit")
    assert found["estimate"] == -1
    assert found["exact"] == pytest.approx(-1)


def test_dots_are_told_by_whether_they_hit() -> None:
    rain, _ = plots(scene("montecarlo n=2000 method=hit").view)
    misses, hits = (mark for mark in rain.marks if isinstance(mark, Scatter))
    assert (hits.y < hits.x**2).all()
    assert (misses.y > misses.x**2).all()
    assert 100 < hits.x.size < misses.x.size


def test_the_estimate_walks_inside_its_envelope() -> None:
    _, walk = plots(scene("montecarlo n=100000").view)
    (band,) = (mark for mark in walk.marks if isinstance(mark, Region))
    (line,) = (mark for mark in walk.marks if isinstance(mark, Curve))
    assert walk.log_x
    sigma = sqrt(1 / 5 - 1 / 9)
    assert band.high - 1 / 3 == pytest.approx(2 * sigma / np.sqrt(10**band.x), rel=0.02)
    late = line.x > 2
    inside = np.abs(line.y - 1 / 3) <= 2 * sigma / np.sqrt(10**line.x) * 1.5
    assert inside[late].mean() > 0.9


@pytest.mark.parametrize(
    ("settings", "part"),
    [
        ("n=1", "and one sample can't tell its own error."),
        ("f='ln x' a=-2 b=-1 n=10", "10 samples say nothing: f has no value at any of them."),
        ("f='1/x' a=-1 b=1 n=100", "but the area grows without end: the integral diverges."),
        ("f='sqrt x' a=-1 b=1 n=1000", "but f has no value on a whole stretch: there is no integral."),
        ("f='1/sqrt(x)' n=1000 method=hit", "; the curve leaves the box."),
    ],
)
def test_what_is_said(settings: str, part: str) -> None:
    assert scene(f"montecarlo {settings}").sentence.endswith(part)


def test_ten_million_samples() -> None:
    found = readouts("montecarlo n=10000000 seed=3")
    assert abs(found["error"]) < 4 * found["standard_error"]
    assert found["standard_error"] == pytest.approx(sqrt(4 / 45 / 1e7), rel=0.01)

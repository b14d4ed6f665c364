"""Monte Carlo against whole arrays in plain NumPy, closed forms, and pairs counted one by one."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calctui.maths.evaluate import Floats, function_of
from calctui.maths.parser import parse
from calctui.maths.sampling import (
    CHUNK,
    MOST,
    SHOWN,
    Sampler,
    dart_sampler,
    hit_or_miss,
    mean_sampler,
    mean_value,
    value_sampler,
)


def places(n: int, seed: int = 0, a: float = 0.0, b: float = 1.0) -> Floats:
    return np.random.default_rng(seed).uniform(a, b, size=n)


def test_the_fact_of_the_chapter() -> None:
    run = mean_value(function_of(parse("x^2"), "x", {}), 0, 1, 100_000, 0)
    assert run.estimate == pytest.approx(0.33277607571922885, abs=1e-15)
    assert run.hits == run.n == 100_000


@pytest.mark.parametrize("n", [2, 3, 4001, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK + 7, 300_000])
def test_the_mean_is_that_of_the_whole_array(n: int) -> None:
    y = np.exp(places(n, 5, -1, 2))
    run = mean_value(np.exp, -1, 2, n, 5)
    assert run.estimate == pytest.approx(3 * y.mean(), rel=1e-13)
    assert run.standard_error == pytest.approx(3 * y.std(ddof=1) / math.sqrt(n), rel=1e-11)


@pytest.mark.parametrize("n", [1, 10, 5000, CHUNK + 3, 150_000])
def test_darts_are_those_of_two_streams(n: int) -> None:
    x, y = places(n, 3, -2, 2), places(n, [3, 1], -2, 1)  # type: ignore[arg-type]
    signs = ((y > 0) & (y <= np.sin(x))) * 1 - ((y < 0) & (y >= np.sin(x)))
    run = hit_or_miss(np.sin, -2, 2, -2, 1, n, 3)
    assert run.estimate == pytest.approx(12 * signs.mean(), abs=1e-13)
    assert run.hits == np.count_nonzero(signs)
    assert run.cut == run.missing == 0


MAKERS: dict[str, Callable[[], Sampler]] = {
    "mean": lambda: mean_sampler(np.tan, 0, 1, 9),
    "darts": lambda: dart_sampler(np.tan, 0, 1, 0, 1.6, 9),
}


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
@settings(max_examples=20)
@given(asked=st.lists(st.integers(1, 3 * CHUNK), min_size=1, max_size=6))
def test_what_was_asked_before_changes_nothing(make: Callable[[], Sampler], asked: list[int]) -> None:
    used = make()
    for n in asked:
        run = used.run(n)
    fresh = make().run(n)
    for name in ("estimate", "standard_error", "hits", "missing", "cut"):
        np.testing.assert_equal(getattr(run, name), getattr(fresh, name))
    np.testing.assert_array_equal(run.estimates, fresh.estimates)
    np.testing.assert_array_equal(run.shown.y, fresh.shown.y)


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_the_running_estimates_are_the_estimates_of_smaller_n(make: Callable[[], Sampler]) -> None:
    run = make().run(100_000)
    assert run.counts[0] == 1
    assert run.counts[-1] == 100_000
    assert (np.diff(run.counts) > 0).all()
    assert 100 < len(run.counts) < 400
    for place in range(0, len(run.counts), 7):
        smaller = make().run(int(run.counts[place]))
        assert smaller.estimate == run.estimates[place]
        np.testing.assert_equal(smaller.standard_error, run.standard_errors[place])


def test_the_dots_are_the_first_samples() -> None:
    run = hit_or_miss(np.square, 0, 1, 0, 1, 10**5, 0)
    assert len(run.shown.x) == SHOWN
    np.testing.assert_array_equal(run.shown.x, places(SHOWN))
    np.testing.assert_array_equal(run.shown.inside, run.shown.y <= run.shown.x**2)
    few = mean_value(np.square, 0, 1, 7, 0).shown
    np.testing.assert_array_equal(few.x, places(7))
    np.testing.assert_array_equal(few.y, places(7) ** 2)
    assert few.inside.all()


def test_a_backward_interval_changes_the_sign() -> None:
    assert mean_value(np.exp, 1, 0, 500, 0).estimate == -mean_value(np.exp, 0, 1, 500, 0).estimate
    forth, back = (hit_or_miss(np.exp, *ends, 0, 3, 500, 0) for ends in ((0, 1), (1, 0)))
    assert (forth.estimate, forth.standard_error) == (-back.estimate, back.standard_error)


def test_below_the_axis_counts_negative() -> None:
    run = hit_or_miss(lambda x: -1.0, 0, 1, -2, 0, 20_000, 0)
    assert run.estimate == pytest.approx(-1, abs=5 * run.standard_error)
    assert run.hits == pytest.approx(10_000, rel=0.05)


def test_places_without_a_value_add_nothing_and_are_counted() -> None:
    with np.errstate(all="raise"):  # the warning of √ stays inside
        run = mean_value(np.sqrt, -1, 1, 100_000, 0)
    assert run.missing == np.count_nonzero(places(100_000, 0, -1, 1) < 0)
    assert run.hits + run.missing == run.n
    assert run.estimate == pytest.approx(2 / 3, abs=4 * run.standard_error)
    darts = hit_or_miss(np.sqrt, -1, 1, 0, 1, 100_000, 0)
    assert darts.missing == run.missing
    assert darts.estimate == pytest.approx(2 / 3, abs=4 * darts.standard_error)


def test_no_value_anywhere_is_no_estimate() -> None:
    for run in (mean_value(np.log, -2, -1, 50, 0), hit_or_miss(np.log, -2, -1, 0, 1, 50, 0)):
        assert math.isnan(run.estimate)
        assert run.missing == 50


def test_too_large_is_infinite() -> None:
    run = mean_value(np.exp, 0, 1e4, 1000, 0)
    assert run.estimate == run.standard_error == math.inf


def test_what_leaves_the_box_is_told() -> None:
    run = hit_or_miss(lambda x: 2 * x, 0, 1, 0, 1, 10_000, 0)
    assert run.cut == np.count_nonzero(places(10_000) > 0.5)


def test_one_sample_has_no_spread() -> None:
    assert math.isnan(mean_value(np.exp, 0, 1, 1, 0).standard_error)


def test_a_constant_is_exact_also_far_from_0() -> None:
    run = mean_value(lambda x: 3.0, 0, 2, 1000, 0)
    assert (run.estimate, run.standard_error) == (6.0, 0.0)
    shifted, plain = (mean_value(lambda x, up=up: up + x, 0, 1, 10_000, 0) for up in (1e9, 0.0))  # type: ignore[misc]
    assert shifted.standard_error == pytest.approx(plain.standard_error, rel=1e-6)


def test_the_error_falls_as_one_over_the_root_of_n() -> None:
    counts = 10 ** np.arange(1, 6)
    samplers = [mean_sampler(np.square, 0, 1, seed) for seed in range(60)]
    runs = [[sampler.run(int(n)) for n in counts] for sampler in samplers]
    errors = np.sqrt(np.mean([[(run.estimate - 1 / 3) ** 2 for run in row] for row in runs], axis=0))
    slope = np.polyfit(np.log10(counts), np.log10(errors), 1)[0]
    assert slope == pytest.approx(-0.5, abs=0.06)
    told = np.mean([[run.standard_error for run in row] for row in runs], axis=0)
    variance = 4 / 45  # of x²
    np.testing.assert_allclose(told[1:], np.sqrt(variance / counts[1:]), rtol=0.05)


def test_two_standard_errors_hold_the_truth_19_times_in_20() -> None:
    runs = [hit_or_miss(np.sin, 0, math.pi, 0, 1, 2000, seed) for seed in range(400)]
    inside = np.mean([abs(run.estimate - 2) < 1.96 * run.standard_error for run in runs])
    assert inside == pytest.approx(0.95, abs=0.035)


def test_values_that_are_there_are_averaged_in_their_order() -> None:
    x = np.random.default_rng(0).normal(size=100_000)
    run = value_sampler(x, x**2).run(len(x))
    assert run.estimate == pytest.approx(np.mean(x**2), rel=1e-12)
    assert run.estimates[99] == pytest.approx(np.mean(x[: run.counts[99]] ** 2), rel=1e-12)
    np.testing.assert_array_equal(run.shown.x, x[:SHOWN])


@pytest.mark.parametrize("n", [0, -5, MOST + 1])
def test_how_many_may_be_asked_for(n: int) -> None:
    with pytest.raises(ValueError, match=f"from 1 to {MOST}"):
        mean_value(np.exp, 0, 1, n, 0)


def test_as_many_as_may_be_asked_for() -> None:
    run = mean_value(np.square, 0, 1, MOST, 0)
    assert run.counts[-1] == MOST
    assert run.estimate == pytest.approx(np.mean(places(MOST) ** 2), rel=1e-12)

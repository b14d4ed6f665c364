"""Where a drawn curve is cut: exactly at the jump, pole or end of the domain, and nowhere else."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calctui.maths.curves import SAMPLES, Samples, sample
from calctui.maths.evaluate import Floats, function_of
from calctui.maths.parser import parse

LOW, HIGH = -5.0, 5.0


def curve(text: str, low: float = LOW, high: float = HIGH, extra: tuple[float, ...] = ()) -> Samples:
    return sample(function_of(parse(text), "x", {}), low, high, extra)


def runs(samples: Samples) -> list[tuple[float, float]]:
    """The stretches drawn without lifting the pen, as (first x, last x); single dots left out."""
    drawn = np.concatenate([[False], np.isfinite(samples.y), [False]])
    edges = np.flatnonzero(drawn[1:] != drawn[:-1]).reshape(-1, 2)
    ends = [(float(samples.x[start]), float(samples.x[stop - 1])) for start, stop in edges]
    return [(first, last) for first, last in ends if last - first > 1e-12]


BREAKS = [
    ("tan x", [-3 * math.pi / 2, -math.pi / 2, math.pi / 2, 3 * math.pi / 2]),
    ("1/x", [0.0]),
    ("1/(x - 0.3)²", [0.3]),
    ("1/(x² - 2)", [-math.sqrt(2), math.sqrt(2)]),
    ("|x|/x", [0.0]),
    ("sign(x - 1/3)", [1 / 3]),
    ("step x", [0.0]),
    ("floor x", [-4.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0]),
    ("x - floor(x/2)", [-4.0, -2.0, 0.0, 2.0, 4.0]),
    ("atan(1/(x-2))", [2.0]),
]


@pytest.mark.parametrize(("text", "places"), BREAKS)
def test_the_pen_is_lifted_at_exactly_the_right_places(text: str, places: list[float]) -> None:
    stretches = runs(curve(text))
    expected = list(zip([LOW, *places], [*places, HIGH], strict=True))
    assert len(stretches) == len(expected)
    np.testing.assert_allclose(stretches, expected, rtol=0, atol=1e-12)


DOMAINS = [
    ("ln x", [(0.0, HIGH)]), ("√x", [(0.0, HIGH)]), ("√(2 - x²)", [(-math.sqrt(2), math.sqrt(2))]),
    ("asin(x/3)", [(-3.0, 3.0)]), ("√(x² - 3)", [(LOW, -math.sqrt(3)), (math.sqrt(3), HIGH)]),
    ("ln(x + π)", [(-math.pi, HIGH)]), ("x^0.5 + (1 - x)^0.5", [(0.0, 1.0)]), ("√(x - 4.9)", [(4.9, HIGH)]),
    ("e^(1/x)", [(LOW, 0.0),
    (1 / math.log(1.7976931348623157e308), HIGH)]),  # beyond, no float is large enough
]  # fmt: skip


@pytest.mark.parametrize(("text", "stretches"), DOMAINS)
def test_the_ends_of_a_domain_are_reached(text: str, stretches: list[tuple[float, float]]) -> None:
    np.testing.assert_allclose(runs(curve(text)), stretches, rtol=0, atol=1e-12)


UNBROKEN = ["x", "x³ - x", "sin 5x", "∛x", "√|x|", "|x|", "e^x", "e^(3x)", "tanh 50x", "sigmoid(200x)",
"x^9", "3",
            "0", "gelu x", "x²/(1 + x²)", "atan 1000x", "max(x, 1 - x)", "100|x|", "√(x + 5)"]  # fmt: skip


@pytest.mark.parametrize("text", UNBROKEN)
def test_a_steep_curve_is_not_torn(text: str) -> None:
    samples = curve(text)
    assert np.isfinite(samples.y).all()
    assert runs(samples) == [(LOW, HIGH)]
    assert not samples.wild
    assert not samples.holes


HOLES = [("(x^2-4)/(x-2)", [(2.0, 4.0)]), ("sin(x)/x", [(0.0, 1.0)]), ("(e^x - 1)/x", [(0.0, 1.0)]),
         ("x/x", [(0.0, 1.0)]), ("(x²-1)/(x²-1)·x", [(-1.0, -1.0), (1.0, 1.0)]),
         ("x ln|x|", [(0.0, 0.0)])]  # fmt: skip


@pytest.mark.parametrize(("text", "holes"), HOLES)
def test_a_hole_is_found_with_the_value_that_both_sides_tend_to(
    text: str, holes: list[tuple[float, float]]
) -> None:
    np.testing.assert_allclose(curve(text).holes, holes, atol=2e-4 if "ln" in text else 1e-8)


@pytest.mark.parametrize("text", ["1/x", "|x|/x", "1/x²", "ln x", "ln|x|", "e^(1/x)", "floor x", "sin(1/x)"])
def test_a_pole_or_jump_is_no_hole(text: str) -> None:
    assert curve(text).holes == ()


@pytest.mark.parametrize("text", ["√(-1-x²)", "ln(-|x|)", "1/(x-x)", "e^(1000 + x²)"])
def test_nothing_finite_is_nothing_drawn(text: str) -> None:
    samples = curve(text)
    assert np.isnan(samples.y).all()
    assert not samples.wild
    assert samples.holes == ()


def test_what_wiggles_faster_than_samples_is_told() -> None:
    assert curve("sin(1000000x)").wild
    assert curve("tan(1000000x)").wild
    assert not curve("sin(20x)").wild
    assert not curve("sin(1/x)").wild


def test_an_infinity_is_never_drawn() -> None:
    samples = curve("e^(e^(2x))")
    assert not np.isinf(samples.y).any()
    assert runs(samples)[0][0] == LOW


def test_samples_are_in_order_and_cover_the_window() -> None:
    for text in ("tan x", "floor(7x)", "x", "1/x"):
        samples = curve(text, extra=(0.123456789,))
        assert (np.diff(samples.x) >= 0).all()
        assert (samples.x[0], samples.x[-1]) == (LOW, HIGH)
        assert len(samples.x) >= SAMPLES
        assert 0.123456789 in samples.x


def test_a_drawn_value_is_the_function_itself() -> None:
    samples = curve("tan x")
    drawn = np.isfinite(samples.y)
    np.testing.assert_array_equal(samples.y[drawn], np.tan(samples.x[drawn]))


@pytest.mark.parametrize(("low", "high"), [(0.0, 1e-9), (-1e9, 1e9), (1e6, 1e6 + 1), (-3e-300, 3e-300)])
def test_windows_of_any_size(low: float, high: float) -> None:
    samples = curve("x", low, high)
    assert (samples.x[0], samples.x[-1]) == (low, high)
    np.testing.assert_array_equal(samples.x, samples.y)


def straddles(samples: Samples, place: float) -> bool:
    """Whether a stroke is drawn across a place, seen at the precision of floats."""
    across = (samples.x[:-1] < place - 1e-12) & (samples.x[1:] > place + 1e-12)
    return bool((across & np.isfinite(samples.y[:-1]) & np.isfinite(samples.y[1:])).any())


CENTRES = st.floats(-4.9, 4.9)


def shifted(function: Callable[[Floats], Floats]) -> Samples:
    def quiet(x: Floats) -> Floats:
        with np.errstate(all="ignore"):
            return function(x)

    return sample(quiet, LOW, HIGH)


@given(CENTRES, st.sampled_from([-3, -1]), st.sampled_from([-7.0, 0.01, 1.0]))
def test_no_stroke_crosses_a_pole(centre: float, power: int, scale: float) -> None:
    """Of odd order: across an even one both ends are far off the picture, on the same side."""
    samples = shifted(lambda x: np.where(x == centre, np.nan, scale * (x - centre) ** float(power)))
    assert not straddles(samples, centre)
    assert samples.holes == ()


@given(CENTRES)
def test_no_stroke_crosses_a_jump(centre: float) -> None:
    samples = shifted(lambda x: np.floor(x - centre))
    for k in range(-10, 11):
        assert not straddles(samples, centre + k)
    steps = np.diff(samples.y)
    assert (steps[np.isfinite(steps)] == 0).all()


@given(CENTRES, st.floats(0.05, 3.0))
def test_no_stroke_crosses_a_gap_in_the_domain(centre: float, width: float) -> None:
    samples = shifted(lambda x: np.sqrt(np.abs(x - centre) - width))
    assert not straddles(samples, centre)
    ends = [end for run in runs(samples) for end in run]
    for border in (centre - width, centre + width):
        if LOW < border < HIGH:
            assert min(abs(end - border) for end in ends) <= 1e-12


@pytest.mark.parametrize("text", ["sin(x)^2 + cos(x)^2", "1e6 (x/x)", "-7 (sin(x)^2 + cos(x)^2)"])
def test_what_is_level_but_for_rounding_is_one_stroke_and_does_not_wiggle(text: str) -> None:
    samples = curve(text)
    assert not samples.wild
    assert (np.abs(samples.x[np.isnan(samples.y)]) < 0.01).all(), "at 0, where some have no value"


def test_a_small_jump_on_a_level_curve_lifts_the_pen() -> None:
    samples = curve("sin(x)^2 + cos(x)^2 + 1e-9 step(x - 1)")
    assert np.count_nonzero(np.isnan(samples.y)) == 1


def test_rounding_that_grows_towards_a_hole_is_no_wiggle() -> None:
    assert not curve("(e^x)^(1/x)").wild

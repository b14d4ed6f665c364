"""Difference quotients: how fast each scheme closes in, and what it gives exactly."""

import math

import numpy as np
import pytest

from calctui.maths.differences import SCHEMES, offsets, slope
from calctui.maths.evaluate import function_of
from calctui.maths.parser import parse

ORDERS = {"forward": 1, "backward": 1, "central": 2}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "x", "true"), [("e^x", 0.5, math.exp(0.5)), ("sin x", 1.0, math.cos(1.0)),
                                                 ("x^5", 1.5, 5 * 1.5**4)])  # fmt: skip
def test_the_error_falls_with_the_order_of_the_scheme(scheme: str, text: str, x: float, true: float) -> None:
    h = 2.0 ** -np.arange(4, 10)
    errors = np.abs(slope(function_of(parse(text), "x", {}), x, h, scheme) - true)
    measured = np.log2(errors[:-1] / errors[1:])
    np.testing.assert_allclose(measured, ORDERS[scheme], atol=0.08)


@pytest.mark.parametrize(("scheme", "leading"), [("forward", 0.5), ("backward", -0.5)])
def test_one_sided_errors_are_half_the_curvature_times_h(scheme: str, leading: float) -> None:
    h = 1e-4
    error = slope(np.exp, 1.0, h, scheme) - math.e
    assert error == pytest.approx(leading * math.e * h, rel=1e-3)


def test_the_central_error_is_a_sixth_of_the_third_derivative_times_h_squared() -> None:
    h = 1e-3
    assert slope(np.exp, 1.0, h, "central") - math.e == pytest.approx(math.e * h**2 / 6, rel=1e-3)


@pytest.mark.parametrize("h", [2.0, 1.0, 0.5, 0.125, -0.25])
def test_facts_a_person_can_check_by_hand(h: float) -> None:
    """3x² + 2x at 1: the slope is 8, and its quotient 8 + 3h."""
    function = function_of(parse("3x² + 2x"), "x", {})
    assert slope(function, 1.0, h, "forward") == 8 + 3 * h
    assert slope(function, 1.0, h, "backward") == 8 - 3 * h
    assert slope(function, 1.0, h, "central") == 8  # exact for every parabola


def test_rounding_takes_over_for_tiny_steps() -> None:
    h = np.array([1e-8, 1e-15])
    errors = np.abs(slope(np.exp, 1.0, h, "forward") - math.e)
    assert errors[0] < 1e-6
    assert errors[1] > 1e-3


def test_a_corner_shows_in_the_schemes() -> None:
    assert [slope(np.abs, 0.0, 0.1, scheme) for scheme in SCHEMES] == [1.0, -1.0, 0.0]


def test_arrays_of_places() -> None:
    x = np.array([0.0, 1.0, 2.0])
    np.testing.assert_allclose(slope(np.square, x, 0.5, "central"), 2 * x)


@pytest.mark.parametrize(
    ("scheme", "ends"), [("forward", (0.0, 0.1)), ("backward", (-0.1, 0.0)), ("central", (-0.1, 0.1))]
)
def test_offsets(scheme: str, ends: tuple[float, float]) -> None:
    assert offsets(scheme, 0.1) == ends
    assert [end.tolist() for end in offsets(scheme, np.array([0.1]))] == [[end] for end in ends]


def test_an_unknown_scheme_is_named_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"'sideways'.*forward, backward, central"):
        offsets("sideways", 0.1)

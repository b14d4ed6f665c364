"""Difference quotients: how fast each scheme closes in, what it gives exactly, and what rounding leaves."""

import math
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from maths_oracle import MP, exact

from calctui.maths.autodiff import forward
from calctui.maths.differences import (
    SCHEMES,
    STEPS,
    difference,
    digits_left,
    offsets,
    shared_digits,
    slope,
    sweep,
    theory_h,
)
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


TYPES = (np.float32, np.float64)
Type = type[np.floating[Any]]
types = pytest.mark.parametrize("dtype", TYPES)


@types
@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_difference_is_what_the_type_makes_of_it(scheme: str, dtype: Type) -> None:
    x, h = dtype(0.3), STEPS.astype(dtype)
    found = difference(parse("sin x"), "x", {"x": 0.3}, STEPS, scheme, dtype)
    before, after = offsets(scheme, h)
    np.testing.assert_array_equal(found.left, np.sin(x + before))
    np.testing.assert_array_equal(found.right, np.sin(x + after))
    np.testing.assert_array_equal(found.estimate, slope(np.sin, x, h, scheme))
    assert {each.dtype for each in (found.left, found.right, found.estimate)} == {np.dtype(dtype)}


def test_an_unknown_scheme_of_a_difference() -> None:
    with pytest.raises(ValueError, match="sideways"):
        difference(parse("x"), "x", {"x": 1.0}, 0.1, "sideways", np.float64)


def test_letters_are_held_and_constants_have_the_shape_of_h() -> None:
    found = difference(parse("k^2", ("x",)), "x", {"x": 1.0, "k": 3.0}, [0.1, 0.2], "forward", np.float64)
    assert found.left.tolist() == [9, 9]
    assert found.estimate.tolist() == [0, 0]
    complex_step = difference(
        parse("3 + 0k", ("x",)), "x", {"x": 1.0, "k": 3.0}, [0.1, 0.2], "complex", np.float32
    )
    assert complex_step.estimate.tolist() == [0, 0]


def test_one_h_gives_one_number() -> None:
    found = difference(parse("x^2"), "x", {"x": 3.0}, 0.5, "forward", np.float32)
    assert found.estimate.shape == ()
    assert found.left.dtype == np.float32
    assert float(found.estimate) == 6.5


ANALYTIC = (
    ("x + 1/x - 3x", 0.7), ("x^5", -1.3), ("x^2.5", 0.3), ("x^x", 0.5), ("2^x", -3.0), ("√x", 2.0),
    ("cbrt(x)", 2.0), ("cbrt(x)", -2.0), ("e^x", 1.0), ("ln x", 0.2), ("log2(x)", 5.0), ("log10(x)", 5.0),
    ("sin x", 0.5), ("cos x", 0.5), ("tan x", 1.2), ("asin(x)", 0.4), ("acos(x)", -0.4), ("atan(x)", 3.0),
    ("sinh x", 1.0), ("cosh x", 1.0), ("tanh x", 0.3), ("sigmoid(x)", -30.0), ("sigmoid(x)", 3.0),
    ("softplus(x)", -30.0), ("softplus(x)", 800.0), ("silu(x)", 2.0), ("mish(x)", -2.0),
    ("e^x/(sin(x)^3 + cos(x)^3)", 1.5),
)  # fmt: skip


@types
@pytest.mark.parametrize(("text", "x"), ANALYTIC)
def test_the_complex_step_is_true_to_rounding(text: str, x: float, dtype: Type) -> None:
    h = np.array([1e-8, 1e-12, 1e-16])
    found = difference(parse(text), "x", {"x": x}, h, "complex", dtype)
    assert found.reason == ""
    assert found.estimate.dtype == dtype
    assert np.isnan(found.left).all()  # nothing is subtracted
    true = float(MP.diff(lambda at: exact(parse(text), {"x": at}), MP.mpf(float(dtype(x)))))
    np.testing.assert_allclose(found.estimate, true, rtol=30 * float(np.finfo(dtype).eps))


def test_the_complex_step_is_wrong_by_a_sixth_of_the_third_derivative() -> None:
    h = 1e-3
    found = difference(parse("e^x"), "x", {"x": 1.0}, h, "complex", np.float64)
    assert math.e - float(found.estimate) == pytest.approx(math.e * h**2 / 6, rel=1e-4)


@pytest.mark.parametrize(
    ("text", "x", "word"),
    [("|x|", 1.0, "abs"), ("relu(x) + x", 1.0, "relu"), ("max(x, 2)", 3.0, "max"),
     ("erf(x)", 0.0, "complex erf"), ("gelu(x)", 0.0, "complex gelu"), ("√x", -1.0, "no finite value"),
     ("1/x", 0.0, "no finite value"), ("(-2)^x", 3.0, "not positive"), ("floor(x)", 0.5, "floor")],
)  # fmt: skip
def test_where_there_is_no_complex_step_it_says_why(text: str, x: float, word: str) -> None:
    found = difference(parse(text), "x", {"x": x}, STEPS, "complex", np.float64)
    assert word in found.reason
    assert np.isnan(found.estimate).all()
    assert math.isnan(sweep(parse(text), "x", {"x": x}, "complex", np.float64).best_h)


def test_what_x_does_not_reach_may_have_corners() -> None:
    found = difference(parse("|k| x", ("x",)), "x", {"x": 2.0, "k": -3.0}, 1e-9, "complex", np.float64)
    assert float(found.estimate) == 3


BENT = ("e^x", "sin x", "e^x/(sin(x)^3 + cos(x)^3)", "tanh x", "1/(1 + x^2)", "√(x + 2)")


@types
@pytest.mark.parametrize("text", BENT)
@pytest.mark.parametrize("scheme", ["forward", "central", "complex"])
def test_the_best_h_is_near_the_theory(text: str, scheme: str, dtype: Type) -> None:
    found = sweep(parse(text), "x", {"x": 0.8}, scheme, dtype)
    assert 0.1 < found.best_h / theory_h(scheme, 0.8, dtype) < 10


@types
@pytest.mark.parametrize("text", BENT)
def test_the_errors_make_a_v_or_a_floor(text: str, dtype: Type) -> None:
    epsilon = float(np.finfo(dtype).eps)
    least = {}
    for scheme in ("forward", "central", "complex"):
        found = sweep(parse(text), "x", {"x": 0.8}, scheme, dtype)
        size = abs(found.exact)
        least[scheme] = found.errors[found.h == found.best_h][0] / size
        if scheme == "complex":
            assert found.errors[found.h < 1e-9].max() < 20 * epsilon * size
        else:
            assert found.errors[found.h < 1e-15].max() > 0.05 * size
            assert found.errors[found.h == 1][0] > 1e-3 * size
    assert epsilon**0.5 / 30 < least["forward"] < 30 * epsilon**0.5
    assert least["central"] < 30 * epsilon ** (2 / 3)
    assert least["complex"] <= 8 * epsilon


@types
def test_errors_are_measured_where_x_stands_once_rounded(dtype: Type) -> None:
    found = sweep(parse("x^3"), "x", {"x": 0.1}, "central", dtype)
    assert found.exact == forward(parse("x^3"), "x", {"x": float(dtype(0.1))})[1]
    np.testing.assert_array_equal(found.errors, np.abs(found.estimates.astype(float) - found.exact))


def test_where_many_h_do_equally_well_the_largest_is_named() -> None:
    assert sweep(parse("x^2"), "x", {"x": 1.0}, "central", np.float64).best_h == 1
    assert math.isnan(sweep(parse("√x"), "x", {"x": -1.0}, "central", np.float64).best_h)


@pytest.mark.parametrize("text", BENT)
def test_the_best_h_has_good_neighbours(text: str) -> None:
    found = sweep(parse(text), "x", {"x": 0.8}, "forward", np.float64)
    around = [found.errors[max(0, place - 2) : place + 3].max() for place in range(len(found.h))]
    assert around[int(np.flatnonzero(found.h == found.best_h)[0])] == min(around)


@pytest.mark.parametrize(("scheme", "power"), [("forward", 1 / 2), ("central", 1 / 3), ("complex", 1 / 2)])
def test_theory(scheme: str, power: float) -> None:
    assert theory_h(scheme, 0.5, np.float64) == pytest.approx(2.0 ** (-52 * power))
    assert theory_h(scheme, -100, np.float32) == pytest.approx(100 * 2.0 ** (-23 * power))


@pytest.mark.parametrize(
    ("u", "v", "digits"),
    [(2.71828, 2.71829, 5), (1.25, 1.75, 1), (1.0, 2.0, 0), (9.99, 10.01, 2), (0.99998, 1.00001, 4),
     (3.0, -3.0, 0), (0.0, 1.0, 0), (-1e-300, 1e-300, 0), (123456.0, 123457.0, 5), (-5.25, -5.375, 1),
     (5.0, 50.0, 0), (math.inf, 1.0, 0), (math.nan, 1.0, 0), (1e-300, 1.5e-300, 1)],
)  # fmt: skip
def test_shared_digits(u: float, v: float, digits: int) -> None:
    one, other = np.float64(u), np.float64(v)
    assert shared_digits(one, other) == shared_digits(other, one) == digits


def test_equal_numbers_share_every_digit() -> None:
    shared = [shared_digits(kind(0.1), kind(0.1)) for kind in (np.float16, np.float32, np.float64)]
    assert shared == [5, 9, 17]


@given(st.floats(1, 10), st.integers(0, 14), st.floats(1, 9.5))
def test_what_cancels_and_what_is_left_make_up_the_whole(u: float, lost: int, step: float) -> None:
    v = u + step * 10.0**-lost
    shared, left = shared_digits(np.float64(u), np.float64(v)), digits_left(np.float64(u), np.float64(v))
    gone = float(-(abs(Decimal(u) - Decimal(v)) / Decimal(max(u, v))).log10())
    assert left == pytest.approx(max(0.0, 52 * math.log10(2) - gone), abs=1e-9)
    assert gone - 1 < shared <= gone + 1
    assert shared + left == pytest.approx(52 * math.log10(2), abs=1.01)


def test_digits_left_at_the_ends() -> None:
    assert digits_left(np.float64(2), np.float64(2)) == 0
    assert digits_left(np.float32(1), np.float32(0)) == pytest.approx(23 * math.log10(2))
    assert digits_left(np.float64(1), np.float64(-1)) == pytest.approx(52 * math.log10(2))
    assert digits_left(np.float64(math.nan), np.float64(1)) == 0

"""Value, slope and curvature at a point, and where one of them does not exist."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calctui.maths.parser import parse
from calctui.maths.pointwise import local

NAN = math.nan
POINTS = [
    # text, x, value, slope, curvature
    ("x²", 3.0, 9.0, 6.0, 2.0),
    ("x²", 0.0, 0.0, 0.0, 2.0),
    ("3x² + 2x", 1.0, 5.0, 8.0, 6.0),
    ("sin x", math.pi / 2, 1.0, 0.0, -1.0),
    ("e^x", 0.0, 1.0, 1.0, 1.0),
    ("e^(20x)", 1.0, math.exp(20), 20 * math.exp(20), 400 * math.exp(20)),
    ("tan x", 1.57, math.tan(1.57), 1 + math.tan(1.57) ** 2, 2 * math.tan(1.57) * (1 + math.tan(1.57) ** 2)),
    ("1/x", 0.01, 100.0, -1e4, 2e6),
    ("7", 0.0, 7.0, 0.0, 0.0),
    ("floor x", 0.5, 0.0, 0.0, 0.0),
    ("relu x", 1e-3, 1e-3, 1.0, 0.0),
    ("x|x|", 1.0, 1.0, 2.0, 2.0),
    # corners: a value, no slope
    ("|x|", 0.0, 0.0, NAN, NAN),
    ("|x - 2|", 2.0, 0.0, NAN, NAN),
    ("relu x", 0.0, 0.0, NAN, NAN),
    ("max(x, x²)", 1.0, 1.0, NAN, NAN),
    ("hardtanh x", 1.0, 1.0, NAN, NAN),
    ("selu x", 0.0, 0.0, NAN, NAN),
    ("|x² - 1|", -1.0, 0.0, NAN, NAN),
    # jumps: a value by convention, no slope
    ("floor x", 2.0, 2.0, NAN, NAN),
    ("sign x", 0.0, 0.0, NAN, NAN),
    ("step x", 0.0, 0.0, NAN, NAN),
    ("ceil x", -1.0, -1.0, NAN, NAN),
    # the slope holds, the curvature jumps
    ("x|x|", 0.0, 0.0, 0.0, NAN),
    ("elu x", 0.0, 0.0, 1.0, NAN),
    ("relu(x)²", 0.0, 0.0, 0.0, NAN),
    ("softsign x", 0.0, 0.0, 1.0, NAN),
    # looks like a corner, and is none
    ("|x|²", 0.0, 0.0, 0.0, 2.0),
    ("|x³|", 0.0, 0.0, 0.0, 0.0),
    ("relu(x)³", 0.0, 0.0, 0.0, 0.0),
    ("max(x, x)", 0.0, 0.0, 1.0, 0.0),
    ("tanh(1000x)", 0.0, 0.0, 1000.0, 0.0),
    # no value, or none beside it
    ("ln x", -1.0, NAN, NAN, NAN),
    ("1/x", 0.0, NAN, NAN, NAN),
    ("sin(x)/x", 0.0, NAN, NAN, NAN),
    ("√x", 0.0, 0.0, NAN, NAN),
    ("∛x", 0.0, 0.0, NAN, NAN),
]


@pytest.mark.parametrize(("text", "x", "value", "slope", "curvature"), POINTS)
def test_a_point(text: str, x: float, value: float, slope: float, curvature: float) -> None:
    here = local(parse(text), "x", {"x": x})
    expected = pytest.approx((value, slope, curvature), rel=1e-9, abs=1e-12, nan_ok=True)
    assert (here.value, here.slope, here.curvature) == expected


SIDES = [("|x|", -1.0, 1.0), ("relu x", 0.0, 1.0), ("max(x, -2x)", -2.0, 1.0), ("min(3x, x)", 3.0, 1.0),
         ("x²", 0.0, 0.0), ("step x", 0.0, 0.0), ("leaky_relu(x, 0.1)", 0.1, 1.0)]  # fmt: skip


@pytest.mark.parametrize(("text", "left", "right"), SIDES)
def test_the_slopes_beside_0(text: str, left: float, right: float) -> None:
    here = local(parse(text), "x", {"x": 0.0})
    assert (here.slope_left, here.slope_right) == pytest.approx((left, right), abs=1e-6)


@given(
    st.floats(-1e3, 1e3),
    st.sampled_from(["a|x - c|", "a·relu(x - c)", "a·max(x, c)", "a·step(x-c)"]),
    st.floats(0.01, 100),
)
def test_corners_and_jumps_have_no_slope_wherever_they_stand(centre: float, text: str, scale: float) -> None:
    here = local(parse(text), "x", {"x": centre, "c": centre, "a": scale})
    assert math.isnan(here.slope)
    assert math.isfinite(here.value)


SMOOTH = [
    "sin(5x)",
    "e^(x/10)",
    "x³ - x",
    "tanh(3x)",
    "gelu x",
    "mish x",
    "1/(1 + x²)",
    "softplus(10x)",
    "x/3",
]


@given(st.floats(-30, 30), st.sampled_from(SMOOTH))
def test_a_smooth_function_has_a_slope_everywhere(x: float, text: str) -> None:
    here = local(parse(text), "x", {"x": x})
    assert all(math.isfinite(number) for number in here)


def test_other_inputs_are_held() -> None:
    here = local(parse("a x² + b"), "x", {"x": 2.0, "a": 3.0, "b": 1.0})
    assert here == pytest.approx((13.0, 12.0, 6.0, 12.0, 12.0), rel=1e-5)

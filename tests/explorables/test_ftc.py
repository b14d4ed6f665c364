"""The fundamental theorem: areas against antiderivatives, the slope of the area against f."""

from collections.abc import Callable
from math import cos, exp, log, pi, sin

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shown import plots, readouts, scene

from calctui.scene import Curve, Region, Segment

PAIRS: dict[str, tuple[Callable[[float], float], Callable[[float], float]]] = {
    "x^2 - 1": (lambda x: x**2 - 1, lambda x: x**3 / 3 - x),
    "cos x": (cos, sin),
    "exp(-x)": (lambda x: exp(-x), lambda x: -exp(-x)),
    "|x|": (abs, lambda x: x * abs(x) / 2),
    "3": (lambda x: 3.0, lambda x: 3 * x),
}
"""f and an antiderivative."""


@given(
    st.sampled_from(sorted(PAIRS)),
    st.integers(-30, 30).map(lambda k: k / 10),
    st.integers(-30, 30).map(lambda k: k / 10),
)
def test_area_and_slope(f: str, a: float, t: float) -> None:
    found = readouts(f"ftc f='{f}' a={a} t={t}")
    height, area = PAIRS[f]
    assert found["area"] == pytest.approx(area(t) - area(a), abs=1e-9)
    assert found["f_t"] == pytest.approx(height(t), abs=1e-12)
    assert found["slope_of_area"] == pytest.approx(height(t), abs=1e-5)


def test_the_area_under_one_over_x_is_the_logarithm() -> None:
    assert readouts("ftc f='1/x' a=1 t=7")["area"] == pytest.approx(log(7))
    assert readouts("ftc f='1/x' a=1 t=0.5")["area"] == pytest.approx(log(0.5))


def test_beyond_a_pole_there_is_no_area() -> None:
    shown = scene("ftc f='1/x' a=1 t=-1 span=3")
    found = {each.name: each.value for each in shown.readouts}
    assert found["area"] == "diverges"
    assert found["slope_of_area"] == "undefined"
    assert shown.sentence == "From 1 to -1 the area grows without end: the integral diverges."


def test_the_curve_below_is_the_area_so_far() -> None:
    under, area = plots(scene("ftc f='cos x' a=0 t=2 span=7").view)
    curve = next(mark for mark in area.marks if isinstance(mark, Curve))
    assert curve.y == pytest.approx(np.sin(curve.x), abs=1e-9)
    (tangent,) = (mark for mark in area.marks if isinstance(mark, Segment))
    assert (tangent.y1 - tangent.y0) / (tangent.x1 - tangent.x0) == pytest.approx(cos(2), abs=1e-5)
    above, below = (mark for mark in under.marks if isinstance(mark, Region))
    swept = np.trapezoid(above.high, above.x) + np.trapezoid(below.low, below.x)
    assert swept == pytest.approx(sin(2), abs=1e-3)


@pytest.mark.parametrize(
    ("settings", "part"),
    [
        ("", "The area from 0 to 1.5 is -0.375, and it grows as t moves on: its slope is f(t) = 1.25."),
        ("t=0.5", "it shrinks as t moves on: its slope is f(t) = -0.75."),
        ("t=1", "it rests as t moves on: its slope is f(t) = 0."),
        ("f='sign(x - 1)' t=1", "at the jump its slope changes from -1 to 1."),
        ("f='sin(x)/x' a=-1 t=0", "f has no value at 0, so nothing says how fast it grows there."),
        ("f='sqrt(-1-x^2)' t=1", "f has no value on a whole stretch: there is no integral."),
    ],
)
def test_what_is_said(settings: str, part: str) -> None:
    assert scene(f"ftc {settings}").sentence.endswith(part)


def test_half_a_wave() -> None:
    assert readouts(f"ftc f='sin x' a=0 t={pi}")["area"] == pytest.approx(2)

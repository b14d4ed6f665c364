"""Riemann sums against closed sums and closed integrals; what is drawn, and what is said."""

from math import cos, exp, pi

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shown import plots, readouts, scene

from calctui.scene import Curve, Region, Role

RULES = ("left", "right", "midpoint", "trapezoid", "simpson")


@given(
    st.integers(1, 60), st.integers(-40, 40).map(lambda k: k / 10), st.integers(-40, 40).map(lambda k: k / 10)
)
def test_sums_of_a_parabola_are_those_of_the_textbook(n: int, a: float, b: float) -> None:
    """Σ x² over equal steps, as a sum that is written out."""
    h = (b - a) / n
    left = [a + h * k for k in range(n)]
    sums = {
        "left": sum(x**2 for x in left) * h,
        "right": sum((x + h) ** 2 for x in left) * h,
        "midpoint": sum((x + h / 2) ** 2 for x in left) * h,
        "trapezoid": sum(x**2 + (x + h) ** 2 for x in left) * h / 2,
        "simpson": (b**3 - a**3) / 3,
    }
    for rule, total in sums.items():
        found = readouts(f"riemann f='x^2' a={a} b={b} n={n} rule={rule}")
        assert found["estimate"] == pytest.approx(total, rel=1e-9, abs=1e-9)
        assert found["exact"] == pytest.approx((b**3 - a**3) / 3, rel=1e-12, abs=1e-12)
        assert found["error"] == pytest.approx(found["estimate"] - found["exact"], abs=1e-12)


@pytest.mark.parametrize(("rule", "order"), zip(RULES, (1, 1, 2, 2, 4), strict=True))
@pytest.mark.parametrize(("f", "a", "b", "area"), [("exp(x)", 0, 1, exp(1) - 1), ("sin x", 0, 2, 1 - cos(2))])
def test_the_measured_order_is_that_of_theory(
    rule: str, order: int, f: str, a: float, b: float, area: float
) -> None:
    found = readouts(f"riemann f='{f}' a={a} b={b} n=8 rule={rule}")
    assert found["exact"] == pytest.approx(area, rel=1e-12)
    assert found["order"] == pytest.approx(order, abs=0.1)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ("", "4 strips by trapezoid add up to 0.34375; the area is 0.333333, so 0.0104 is too much; "
         "twice the strips, 1/4 of it."),
        ("n=1 rule=left", "1 strip by left adds up to 0; the area is 0.333333, so 0.333 is missing; "
         "twice the strips, 1/2 of it."),
        ("n=2 rule=simpson", "2 strips by simpson add up to 0.333333, which is the area but for rounding."),
        ("f='1/x' a=-1 b=1 n=20 rule=midpoint", "20 strips by midpoint add up to 0, but the area grows "
         "without end: the integral diverges."),
        ("f='ln x' a=-2 b=-1", "One of the 4 strips has no finite height: there is no sum."),
        ("f='1/x' n=3 rule=left", "One of the 3 strips has no finite height: there is no sum."),
    ],
)  # fmt: skip
def test_what_is_said(settings: str, sentence: str) -> None:
    assert scene(f"riemann {settings}").sentence == sentence


@pytest.mark.parametrize(
    ("settings", "exact"),
    [
        ("f='1/sqrt(x)' a=0 b=1", 2.0),
        ("f='ln x' a=0 b=1", -1.0),
        ("f='|x|' a=-1 b=2", 2.5),
        ("f='floor x' a=0 b=3", 3.0),
        ("f='x^2' a=1 b=0", -1 / 3),
        ("f='x^2' a=2 b=2", 0.0),
        ("f='sin x' a=0 b=3.141592653589793", 2.0),
        ("f='k x' k=4 a=0 b=1", 2.0),
        ("f='1/x' a=-1 b=1", "diverges"),
        ("f='1/x^2' a=0 b=1", "diverges"),
        ("f='sqrt(-1-x^2)'", "undefined"),
    ],
)
def test_the_true_area(settings: str, exact: float | str) -> None:
    found = readouts(f"riemann {settings} n=10 rule=midpoint")["exact"]
    assert found == (exact if isinstance(exact, str) else pytest.approx(exact, rel=1e-9, abs=1e-12))


@pytest.mark.parametrize("rule", RULES)
def test_what_is_drawn_has_the_area_of_the_sum(rule: str) -> None:
    line = f"riemann f='sin x' a=0 b=6 n=7 rule={rule}"
    strips, _ = plots(scene(line).view)
    above, below = (mark for mark in strips.marks if isinstance(mark, Region))
    area = np.trapezoid(above.high, above.x) + np.trapezoid(below.low, below.x)
    assert area == pytest.approx(readouts(line)["estimate"], abs=0.03)
    assert (above.high >= 0).all()
    assert (below.low <= 0).all()


def test_the_error_is_drawn_beside_the_line_of_theory() -> None:
    _, errors = plots(scene("riemann n=8 rule=trapezoid").view)
    assert errors.log_x
    assert errors.log_y
    curves = {mark.role: mark for mark in errors.marks if isinstance(mark, Curve)}
    assert curves[Role.ERROR].y == pytest.approx(curves[Role.TANGENT].y, abs=1e-6)  # 1/(6 n²) exactly
    assert curves[Role.ERROR].y[0] == pytest.approx(np.log10(1 / 6))


def test_a_circle() -> None:
    assert readouts("riemann f='sqrt(1 - x^2)' n=500 rule=midpoint")["estimate"] == pytest.approx(
        pi / 4, abs=1e-4
    )

"""The gradient against mpmath, and its arrows against what the function does along them."""

import itertools
import math
from collections.abc import Callable
from typing import Any

import mpmath
import pytest
from shown import plots, readouts, scene, state

from calctui.maths.parser import parse
from calctui.maths.symbolic import Answer, Status
from calctui.maths.symbolic.question import timed_out
from calctui.scene import Arrow, Arrows, Contour

FUNCTIONS: dict[str, Callable[[Any, Any], Any]] = {
    "x^2 + 3y^2": lambda x, y: x**2 + 3 * y**2,
    "sin x * cos y": lambda x, y: mpmath.sin(x) * mpmath.cos(y),
    "(1-x)^2 + 100(y-x^2)^2": lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2,
    "exp(x*y)": lambda x, y: mpmath.exp(x * y),
}
PLACES = ((1.0, 2.0), (-1.5, 0.5), (0.3, -2.2))


@pytest.mark.parametrize(("f", "place"), [*itertools.product(FUNCTIONS, PLACES)])
def test_the_gradient_its_length_and_its_angle(f: str, place: tuple[float, float]) -> None:
    found = readouts(f"gradient f='{f}' x={place[0]} y={place[1]}")
    with mpmath.workdps(40):
        dx, dy = (float(mpmath.diff(FUNCTIONS[f], place, order)) for order in ((1, 0), (0, 1)))
    assert found["df_dx"] == pytest.approx(dx, rel=1e-11, abs=1e-11)
    assert found["df_dy"] == pytest.approx(dy, rel=1e-11, abs=1e-11)
    assert found["norm"] == pytest.approx(math.sqrt(dx * dx + dy * dy), rel=1e-11)
    assert found["norm"] * math.cos(math.radians(found["angle"])) == pytest.approx(dx, rel=1e-9, abs=1e-9)
    assert found["norm"] * math.sin(math.radians(found["angle"])) == pytest.approx(dy, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("f", FUNCTIONS)
def test_no_direction_climbs_faster(f: str) -> None:
    """A small step along the gradient gains most of all headings, one against it loses most."""
    x, y, reach = 0.7, -0.4, 1e-4
    angle = readouts(f"gradient f='{f}' x={x} y={y}")["angle"]
    headings = [math.radians(angle + turn) for turn in range(0, 360, 5)]
    gains = [FUNCTIONS[f](x + reach * math.cos(a), y + reach * math.sin(a)) for a in headings]
    assert gains.index(max(gains)) == 0
    assert gains.index(min(gains)) == 36


def test_straight_left_is_180_degrees_and_not_minus_180() -> None:
    """The slope along y is -0.0 here, which atan2 would tell from 0."""
    assert readouts("gradient f='1/x - 0*y' x=2 y=0")["angle"] == 180
    assert readouts("gradient f='1/x' x=-100 y=-100")["angle"] == 180


def test_uphill_and_downhill_point_against_each_other() -> None:
    (plot,) = plots(scene("gradient x=1 y=2").view)
    up, down = (mark for mark in plot.marks if isinstance(mark, Arrow))
    assert (up.label, down.label) == ("uphill", "downhill")
    assert (up.y1 - 2) / (up.x1 - 1) == pytest.approx(6)  # the gradient is (2, 12)
    assert (down.x1 - 1, down.y1 - 2) == pytest.approx((1 - up.x1, 2 - up.y1))


def test_the_field_is_the_gradient_everywhere() -> None:
    (plot,) = plots(scene("gradient f='x^2 - y^2 + 3x'").view)
    (field,) = (mark for mark in plot.marks if isinstance(mark, Arrows))
    assert field.dx == pytest.approx(2 * field.x + 3)
    assert field.dy == pytest.approx(-2 * field.y)
    (heights,) = (mark for mark in plot.marks if isinstance(mark, Contour))
    assert all(heights.z.min() < level < heights.z.max() for level in heights.levels)


@pytest.mark.parametrize("x", ["-100", "-3", "0", "3", "9", "100"])
def test_the_timeline_stays_on_its_page(x: str) -> None:
    """Otherwise playing would turn the page under itself."""
    there = state(f"gradient x={x}")
    sweep = there.timeline
    for value in (sweep.start, sweep.stop):
        assert there.with_value("x", value).timeline == sweep


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ("x=1 y=2", "At (1, 2) the gradient is (2, 12): straight uphill, 80.5° from x, "
         "f climbs by 12.17 a unit."),
        ("f='x^2 - y^2' x=0 y=0", "At (0, 0) the gradient is 0: level in every direction, "
         "and no step is uphill."),
        ("f='|x|' x=0 y=0", "At (0, 0) f is 0, but it has no gradient there."),
        ("f='ln x' x=-1 y=0", "At (-1, 0) f has no value, and so no slopes."),
    ],
)  # fmt: skip
def test_what_is_said(settings: str, sentence: str) -> None:
    assert scene(f"gradient {settings}").sentence == sentence


def test_a_formula_that_is_missing_is_not_shown_as_awaited() -> None:
    half = {"x": Answer(Status.FOUND, "2*x", "2⋅x", parse("2x"))}
    shown = state("gradient").scene
    assert shown(half).formulas["∇f"] == "(2x, …)"
    assert shown(half | {"y": timed_out(2)}).formulas["∇f"] == "not found in 2 s"

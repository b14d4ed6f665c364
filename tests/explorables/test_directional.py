"""Directional derivatives: one dot product, against differences along the heading and closed forms."""

from math import cos, degrees, hypot, radians, sin

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from shown import plots, readouts, scene, state

from calctui.scene import Arrow, Curve, Point, Role

PLACE = st.integers(-30, 30).map(lambda k: k / 10)
ANGLE = st.integers(0, 360)


def f(x: float, y: float) -> float:
    return x * x + x * y + 3 * y * y


@given(PLACE, PLACE, ANGLE)
def test_the_slope_is_that_of_small_steps_along_the_heading(x: float, y: float, angle: int) -> None:
    found = readouts(f"directional f='x^2 + x y + 3y^2' x={x} y={y} angle={angle}")
    u, v, h = cos(radians(angle)), sin(radians(angle)), 1e-4
    steps = (f(x + h * u, y + h * v) - f(x - h * u, y - h * v)) / (2 * h)
    assert found["directional"] == pytest.approx(steps, abs=1e-8)
    assert found["norm"] == pytest.approx(hypot(2 * x + y, x + 6 * y), abs=1e-12)
    if found["norm"]:
        assert found["directional"] == pytest.approx(found["norm"] * found["cosine"], abs=1e-9)


@given(PLACE, PLACE)
def test_a_whole_sweep_proves_that_straight_against_is_steepest(x: float, y: float) -> None:
    assume((x, y) != (0, 0))
    settings = f"directional f='x^2 + x y + 3y^2' x={x} y={y}"
    here = readouts(settings)
    slopes = [readouts(f"{settings} angle={angle}")["directional"] for angle in range(0, 361, 15)]
    up, down = here["gradient_angle"], (here["gradient_angle"] + 180) % 360
    assert readouts(f"{settings} angle={up}")["directional"] == pytest.approx(here["norm"])
    assert readouts(f"{settings} angle={down}")["directional"] == pytest.approx(-here["norm"])
    assert -here["norm"] * (1 + 1e-12) <= min(slopes) <= max(slopes) <= here["norm"] * (1 + 1e-12)


def test_home_and_end_snap_to_the_four_headings_with_a_name() -> None:
    uphill = degrees(np.arctan2(8, 6))
    places = state("directional").landings("angle")
    assert places == pytest.approx([uphill, uphill + 90, uphill + 180, uphill + 270])
    assert state("directional").landings("x") == ()
    assert state("directional f='x^2 - y^2' x=0 y=0").landings("angle") == ()


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ("", "Heading 0° from (3, 4) f changes by 6 a unit: 10 · cos 53.13°, "
         "as it is 53.13° off the gradient."),
        ("angle=53.13010235415598", "Heading 53.13° from (3, 4) f changes by 10 a unit: straight uphill, "
         "and no heading climbs faster."),
        ("angle=233.13010235415598", "Heading 233.1° from (3, 4) f changes by -10 a unit: "
         "straight against the gradient, and no heading falls faster."),
        ("angle=143.13010235415598", "Heading 143.1° from (3, 4) f changes by 0 at first: "
         "along the contour, square to the gradient."),
        ("x=0 y=0", "At (0, 0) the gradient is 0: the slope is 0 along 0° and along every other heading."),
        ("f='ln x' x=-1 y=0", "At (-1, 0) f has no value, and so no slopes."),
    ],
)  # fmt: skip
def test_what_is_said(settings: str, sentence: str) -> None:
    assert scene(f"directional {settings}").sentence == sentence


def test_where_there_is_no_gradient_there_is_no_angle() -> None:
    found = readouts("directional x=0 y=0 angle=30")
    assert (found["directional"], found["norm"]) == (0, 0)
    assert found["gradient_angle"] == found["cosine"] == "undefined"


def test_the_cosine_has_its_peak_at_the_gradient() -> None:
    _, around = plots(scene("directional").view)
    (curve,) = (mark for mark in around.marks if isinstance(mark, Curve))
    assert curve.y.max() == pytest.approx(10, abs=1e-3)
    assert curve.x[curve.y.argmax()] == 53
    named = {mark.label: mark for mark in around.marks if isinstance(mark, Point) and mark.label}
    assert named["uphill"].y == 10
    assert named["downhill"].x == pytest.approx(233.13010235415598)


def test_the_rose_reaches_as_far_as_it_is_steep() -> None:
    _, rose = plots(scene("directional view=rose angle=90").view)
    petals = [mark for mark in rose.marks if isinstance(mark, Curve)]
    assert [petal.role for petal in petals] == [Role.GRADIENT, Role.DESCENT]
    reach = np.hypot(petals[0].x, petals[0].y)
    assert np.nanmax(reach) == pytest.approx(1, abs=1e-3)
    (end,) = (mark for mark in rose.marks if isinstance(mark, Point))
    assert (end.x, end.y) == pytest.approx((0, 0.8))


def test_both_arrows_are_on_the_map() -> None:
    ground, _ = plots(scene("directional angle=90").view)
    arrows = {mark.label: mark for mark in ground.marks if isinstance(mark, Arrow)}
    assert arrows["heading"].x1 == pytest.approx(3)
    up = arrows["∇f"]
    assert (up.y1 - up.y0) / (up.x1 - up.x0) == pytest.approx(8 / 6)


def test_a_heading_that_only_rounds_to_a_named_one_keeps_its_digits() -> None:
    """The gradient of x³ + y at (100, 100) is 0.0019° off the x axis."""
    said = scene("directional f='x^3 + y' x=100 y=100 angle=180").sentence
    assert "179.9980901" in said
    assert "straight" not in said


@pytest.mark.parametrize(("x", "y"), [(6, 6), (-5.9, 5.9), (0, -5), (3, 4), (100, -100)])
def test_the_map_has_room_for_the_arrows(x: float, y: float) -> None:
    for angle in (0, 90, 180, 270):
        ground, _ = plots(scene(f"directional f='x + 2y' x={x} y={y} angle={angle}").view)
        arrows = [mark for mark in ground.marks if isinstance(mark, Arrow)]
        assert len(arrows) == 2
        for arrow in arrows:
            assert ground.window.x_low <= arrow.x1 <= ground.window.x_high
            assert ground.window.y_low <= arrow.y1 <= ground.window.y_high


def test_the_map_stands_still_while_the_heading_goes_round() -> None:
    windows = {
        plots(scene(f"directional x=6 y=6 angle={angle}").view)[0].window for angle in range(0, 360, 20)
    }
    assert len(windows) == 1

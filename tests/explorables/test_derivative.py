"""Slope and curvature: numbers against mpmath, named places against closed forms, words against numbers."""

import itertools
from collections.abc import Callable
from typing import Any

import mpmath
import numpy as np
import pytest

from calctui.explorables.catalogue import load
from calctui.explore.explorable import Explorable
from calctui.explore.link import with_settings
from calctui.maths.parser import parse
from calctui.maths.symbolic import Answer, Status
from calctui.scene import Curve, Glyph, Guide, Plot, Point, Role, Scene, Segment, Stack

FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "3x^2 + 2x": lambda x: 3 * x**2 + 2 * x,
    "x^4 - 2x^3": lambda x: x**4 - 2 * x**3,
    "exp(-x^2)": lambda x: mpmath.exp(-(x**2)),
    "sin(3x)": lambda x: mpmath.sin(3 * x),
    "ln(x^2 + 1)": lambda x: mpmath.log(x**2 + 1),
    "1/(x + 200)": lambda x: 1 / (x + 200),
    "sigmoid(x)": lambda x: 1 / (1 + mpmath.exp(-x)),
    "softplus(x)": lambda x: mpmath.log(1 + mpmath.exp(x)),
    "gelu(x)": lambda x: x * mpmath.ncdf(x),
    "x^2 tanh(x)": lambda x: x**2 * mpmath.tanh(x),
}
PLACES = (-100.0, -2.5, -0.1, 0.0, 0.7, 3.0, 100.0)


def derivative(*settings: str) -> Explorable:
    return with_settings(load("derivative")(), settings)


def scene(*settings: str) -> Scene:
    return derivative(*settings).scene({})


def readouts(shown: Scene) -> dict[str, Any]:
    return {each.name: each.value for each in shown.readouts}


def plots(shown: Scene) -> tuple[Plot, Plot, Plot]:
    view = shown.view
    assert isinstance(view, Stack)
    first, second, third = view.views
    assert isinstance(first, Plot)
    assert isinstance(second, Plot)
    assert isinstance(third, Plot)
    return first, second, third


@pytest.mark.parametrize(("f", "x"), [*itertools.product(FUNCTIONS, PLACES)])
def test_value_slope_and_curvature(f: str, x: float) -> None:
    found = readouts(scene(f"f={f}", f"x={x}"))
    with mpmath.workdps(60):
        truth = [float(mpmath.diff(FUNCTIONS[f], mpmath.mpf(x), order)) for order in range(3)]
    names = ("value", "slope", "curvature")
    # Sines of large arguments and differences of nearly equal parts keep fewer digits.
    for name, value in zip(names, truth, strict=True):
        assert found[name] == pytest.approx(value, rel=1e-11, abs=1e-11), name
    if abs(truth[1]) > 1e-12:
        assert found["trend"] == ("rising" if truth[1] > 0 else "falling")


# Sentences


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (["x=1"], "At x = 1, f is 5 and rises at a rate of 8 for each unit of x; its slope is growing."),
        (["x=-2"], "At x = -2, f is 8 and falls at a rate of 10 for each unit of x; its slope is growing."),
        (["f=sin x", "x=0"], "At x = 0, f is 0 and rises at a rate of 1 for each unit of x; "
         "just here its slope is not changing."),
        (["f=ln x", "x=1"], "At x = 1, f is 0 and rises at a rate of 1 for each unit of x; "
         "its slope is shrinking."),
        (["f=x^2", "x=0"], "At x = 0, f is 0 and level: a valley."),
        (["f=-x^2", "x=0"], "At x = 0, f is 0 and level: a peak."),
        (["f=x^4", "x=0"], "At x = 0, f is 0 and level: a valley."),
        (["f=x^3", "x=0"], "At x = 0, f is 0 and level: a plateau, no turn."),
        (["f=7", "x=2"], "At x = 2, f is 7 and level: a plateau, no turn."),
        (["f=relu(x)", "x=-1"], "At x = -1, f is 0 and level: a plateau, no turn."),
        (["f=cos x", "x=pi"], "At x = 3.14159, f is -1 and level: a valley."),
        (["f=ln x", "x=0"], "At x = 0, f has no value, and so no slope."),
        (["f=1/x", "x=0"], "At x = 0, f has no value, and so no slope."),
        (["f=sqrt x", "x=0"], "At x = 0, f is 0, but it has no slope there."),
        (["f=cbrt x", "x=0"], "At x = 0, f is 0, but it has no slope there."),
        (["f=floor x", "x=2"], "At x = 2, f is 2, but it has no slope there."),
        (["f=floor x + x^2", "x=1"], "At x = 1, f is 2, but it has no slope there."),
        (["f=|x|", "x=0"], "At x = 0, f is 0, but it has no slope there: -1 on the left, 1 on the right."),
        (["f=relu(x)", "x=0"], "At x = 0, f is 0, but it has no slope there: "
         "0 on the left, 1 on the right; frameworks take 0."),
        (["f=max(x, 0)", "x=0"], "At x = 0, f is 0, but it has no slope there: "
         "0 on the left, 1 on the right."),  # frameworks share a tie: they take one half
        (["f=exp(exp(x))", "x=100"], "At x = 100, f is too large for a float."),
    ],
)  # fmt: skip
def test_what_is_said(settings: list[str], sentence: str) -> None:
    assert scene(*settings).sentence == sentence


def test_a_slope_too_large_for_a_float_is_not_missing() -> None:
    shown = scene("f=1e300 exp(20 x)", "x=0.9")
    found = readouts(shown)
    assert found["value"] == pytest.approx(1e300 * np.exp(18), rel=1e-9)
    assert found["slope"] == "inf"
    assert shown.sentence.endswith("and its slope is too large for a float.")


@pytest.mark.parametrize(
    ("f", "x"),
    [("|x|", 0), ("relu(x)", 0), ("floor x", 1), ("cbrt x", 0), ("sqrt x", 0), ("|sin x|", 0), ("sign x", 0)],
)
def test_without_a_slope(f: str, x: float) -> None:
    shown = scene(f"f={f}", f"x={x}")
    found = readouts(shown)
    assert isinstance(found["value"], float)
    assert (found["slope"], found["curvature"], found["trend"]) == ("undefined",) * 3
    assert not [mark for mark in plots(shown)[0].marks if isinstance(mark, Segment)]


def test_a_slope_without_a_curvature() -> None:
    """x |x| has the slope 2 |x|, which has a corner at 0."""
    shown = scene("f=x |x|", "x=0")
    found = readouts(shown)
    assert (found["slope"], found["curvature"]) == (0.0, "undefined")


@pytest.mark.parametrize(("f", "word"), [("cos x", "flat"), ("sin x", "falling"), ("-sin x", "rising")])
def test_the_trend_at_pi(f: str, word: str) -> None:
    """The float nearest to pi is not pi, so the slope of cos is 1e-16 there, which is no fall."""
    assert readouts(scene(f"f={f}", "x=pi"))["trend"] == word


def test_there_is_no_minus_zero() -> None:
    """-x² at 0 is -0.0 in floats."""
    found = readouts(scene("f=-x^2", "x=0"))
    assert (repr(found["value"]), repr(found["slope"])) == ("0.0", "0.0")


# Named places


@pytest.mark.parametrize(
    ("settings", "places"),
    [
        (["f=3x^2 + 2x"], [[-1 / 3, "valley"]]),
        (["f=x^3 - 3x", "x=0"], [[-1.0, "peak"], [1.0, "valley"]]),
        (["f=x^3", "x=0"], [[0.0, "plateau"]]),
        (["f=x^4", "x=0"], [[0.0, "valley"]]),
        (["f=sin x", "x=0"], [[-np.pi / 2, "valley"], [np.pi / 2, "peak"]]),
        (["f=|x|", "x=1"], [[0.0, "valley (corner)"]]),
        (["f=-|x - 1|", "x=1"], [[1.0, "peak (corner)"]]),
        (["f=relu(x)", "x=1"], [[-4.0, 0.0, "plateau"]]),
        (["f=7", "x=1"], [[-4.0, 4.0, "plateau"]]),
        (["f=e^x"], []),
        (["f=1/x"], []),
        (["f=tan x"], []),
        (["f=ln x"], []),
        (["f=sqrt(-1-x^2)"], []),
        (["f=x exp(-x)"], [[1.0, "peak"]]),
        (["f=x + 1/x", "x=1"], [[-1.0, "peak"], [1.0, "valley"]]),
        (["f=(x-1)^3 (x+1)", "x=0"], [[-0.5, "valley"], [1.0, "plateau"]]),
    ],
)
def test_critical_points(settings: list[str], places: list[list[Any]]) -> None:
    found = readouts(scene(*settings))["critical_points"]
    assert [row[-1] for row in found] == [row[-1] for row in places]
    for row, expected in zip(found, places, strict=True):
        assert row[:-1] == pytest.approx(expected[:-1], abs=1e-9)


def test_places_are_marked_on_f_and_below_at_their_zeros() -> None:
    """x³ - 3x: a peak at (-1, 2), a valley at (1, -2), an inflection at the origin."""
    first, second, third = plots(scene("f=x^3 - 3x", "x=0.5", "span=2.5"))
    assert special(first) == {(-1, 2): Glyph.PEAK, (0, 0): Glyph.BEND, (1, -2): Glyph.VALLEY}
    assert special(second) == {(-1, 0): Glyph.PEAK, (1, 0): Glyph.VALLEY}
    assert special(third) == {(0, 0): Glyph.BEND}


def special(plot: Plot) -> dict[tuple[float, float], Glyph]:
    found = (mark for mark in plot.marks if isinstance(mark, Point) and mark.role is Role.SPECIAL)
    return {(round(mark.x, 9), round(mark.y, 9) + 0.0): mark.glyph for mark in found}


def test_a_hole_is_an_open_circle_on_the_curve() -> None:
    first, _, _ = plots(scene("f=(x^2-4)/(x-2)", "x=1"))
    assert special(first) == {(2, 4): Glyph.HOLE}


# Pictures


def test_three_curves_over_one_cursor() -> None:
    shown = plots(scene("f=sin x", "x=0.5"))
    functions: tuple[Callable[[Any], Any], ...] = (np.sin, np.cos, lambda x: -np.sin(x))
    for plot, function in zip(shown, functions, strict=True):
        (curve,) = (mark for mark in plot.marks if isinstance(mark, Curve))
        np.testing.assert_allclose(curve.y, function(curve.x), atol=1e-14)
        (point,) = (mark for mark in plot.marks if isinstance(mark, Point) and mark.role is Role.POINT)
        assert point.x == 0.5
        assert point.y == pytest.approx(float(function(0.5)))
        assert Guide(x=0.5) in plot.marks
    assert [plot.title for plot in shown] == ["f(x) = sin(x)", "f′(x)", "f″(x)"]


def test_the_tangent_touches_with_the_slope() -> None:
    (tangent,) = (mark for mark in plots(scene("x=1"))[0].marks if isinstance(mark, Segment))
    assert tangent.role is Role.TANGENT
    assert (tangent.x0 + tangent.x1) / 2 == 1
    assert (tangent.y0 + tangent.y1) / 2 == 5
    assert (tangent.y1 - tangent.y0) / (tangent.x1 - tangent.x0) == 8


@pytest.mark.parametrize("span", ["0.01", "4", "1000"])
@pytest.mark.parametrize("x", ["-100", "0", "99.99", "100"])
@pytest.mark.parametrize("f", ["exp(x)", "x^5", "tan x", "1/x", "exp(exp(x))", "x^1000"])
def test_windows_are_finite_and_hold_the_cursor(f: str, x: str, span: str) -> None:
    for plot in plots(scene(f"f={f}", f"x={x}", f"span={span}")):
        window = plot.window
        assert np.isfinite([window.x_low, window.x_high, window.y_low, window.y_high]).all()
        assert window.x_low <= float(x) <= window.x_high


@pytest.mark.parametrize(
    ("x", "page"),
    [("0", (-4, 4)), ("4", (-4, 4)), ("-4", (-4, 4)), ("4.1", (4, 12)), ("-4.1", (-12, -4)), ("12", (4, 12)),
     ("100", (92, 100))],
)  # fmt: skip
def test_the_window_turns_pages(x: str, page: tuple[float, float]) -> None:
    """It stands still while the cursor crosses it; a border belongs to the page nearer to 0."""
    window = plots(scene(f"x={x}"))[0].window
    assert (window.x_low, window.x_high) == page


@pytest.mark.parametrize("x", ["-100", "-12", "-5", "-4", "0", "4", "5", "12", "99"])
@pytest.mark.parametrize("span", ["4", "0.123456", "1000", "3"])
def test_the_timeline_stays_on_its_page(x: str, span: str) -> None:
    """Otherwise playing would turn the page under itself, and stepping back would not come back."""
    state = derivative(f"x={x}", f"span={span}")
    sweep = state.timeline
    for value in (sweep.start, sweep.stop):
        assert state.with_value("x", value).timeline == sweep


# SymPy's formula


@pytest.mark.parametrize(
    ("answers", "plain", "shown"),
    [
        ({}, "not asked", "…"),
        ({"derivative": Answer(Status.TIMEOUT, reason="not found in 2 s")}, *["not found in 2 s"] * 2),
        ({"derivative": Answer(Status.FOUND, "6*x + 2", expression=parse("6*x + 2"))}, "6*x + 2", "6x + 2"),
        ({"derivative": Answer(Status.FOUND, "besselj(0, x)")}, *["besselj(0, x)"] * 2),
    ],
)
def test_the_formula(answers: dict[str, Answer], plain: str, shown: str) -> None:
    readout = next(each for each in derivative().scene(answers).readouts if each.name == "formula")
    assert (readout.value, readout.shown) == (plain, shown)

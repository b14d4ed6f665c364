"""Partial derivatives against mpmath, and what a nudge does against the function itself."""

import itertools
from collections.abc import Callable
from typing import Any

import mpmath
import pytest
from shown import plots, readouts, scene

from calctui.scene import Curve, Plot, Point, Role, Segment

FUNCTIONS: dict[str, Callable[[Any, Any], Any]] = {
    "x^2*y + 3y": lambda x, y: x**2 * y + 3 * y,
    "sin(x*y)": lambda x, y: mpmath.sin(x * y),
    "exp(x - y^2)": lambda x, y: mpmath.exp(x - y**2),
    "ln(x^2 + y^2 + 1)": lambda x, y: mpmath.log(x**2 + y**2 + 1),
    "sigmoid(x*y)": lambda x, y: 1 / (1 + mpmath.exp(-x * y)),
}
PLACES = ((2.0, 1.0), (-1.3, 0.4), (0.0, -2.0))


@pytest.mark.parametrize(("f", "place"), [*itertools.product(FUNCTIONS, PLACES)])
def test_partials_and_nudges(f: str, place: tuple[float, float]) -> None:
    x, y = place
    found = readouts(f"partials f='{f}' x={x} y={y} nudge=0.25")
    function = FUNCTIONS[f]
    with mpmath.workdps(40):
        value = function(mpmath.mpf(x), mpmath.mpf(y))
        slopes = [mpmath.diff(function, (x, y), order) for order in ((1, 0), (0, 1))]
        actual = [function(mpmath.mpf(x) + 0.25, mpmath.mpf(y)) - value,
                  function(mpmath.mpf(x), mpmath.mpf(y) + 0.25) - value]  # fmt: skip
    assert found["value"] == pytest.approx(float(value), rel=1e-12, abs=1e-12)
    for axis, slope, change in zip("xy", slopes, actual, strict=True):
        assert found[f"df_d{axis}"] == pytest.approx(float(slope), rel=1e-11, abs=1e-11)
        assert found[f"actual_d{axis}"] == pytest.approx(float(change), rel=1e-11, abs=1e-11)
        assert found[f"predicted_d{axis}"] == pytest.approx(float(slope) / 4, rel=1e-11, abs=1e-11)


@pytest.mark.parametrize("nudge", ["2", "0.5", "0.01"])
def test_on_a_plane_nudges_keep_their_promise(nudge: str) -> None:
    found = readouts(f"partials f='2x + 3y' nudge={nudge}")
    assert found["actual_dx"] == pytest.approx(found["predicted_dx"], rel=1e-9)
    assert found["actual_dy"] == pytest.approx(3 * float(nudge), rel=1e-9)


def test_the_broken_promise_shrinks_with_the_square_of_the_nudge() -> None:
    """Of x²y at (2, 1) a nudge of h in x brings 4h + h²."""
    for nudge in (0.5, 0.25, 0.125):
        found = readouts(f"partials nudge={nudge}")
        assert found["actual_dx"] - found["predicted_dx"] == pytest.approx(nudge**2, rel=1e-9)


def test_each_slice_freezes_the_other_variable() -> None:
    """x²y + 3y: with y = 1 it is x² + 3, with x = 2 it is 7y."""
    _, along_x, along_y = plots(scene("partials x=2 y=1").view)
    slices: list[tuple[Plot, str, float, Callable[[Any], Any]]] = [
        (along_x, "y frozen at 1", 4.0, lambda x: x**2 + 3),
        (along_y, "x frozen at 2", 7.0, lambda y: 7 * y),
    ]
    for plot, name, slope, function in slices:
        assert plot.title == name
        (curve,) = (mark for mark in plot.marks if isinstance(mark, Curve))
        assert curve.y == pytest.approx(function(curve.x), abs=1e-12)
        (tangent,) = (m for m in plot.marks if isinstance(m, Segment) and m.role is Role.TANGENT)
        assert (tangent.y1 - tangent.y0) / (tangent.x1 - tangent.x0) == pytest.approx(slope)


@pytest.mark.parametrize(("x", "y"), [("100", "-100"), ("0", "99.9"), ("-4", "4")])
def test_every_window_holds_the_point(x: str, y: str) -> None:
    for plot, (across, up) in zip(
        plots(scene(f"partials x={x} y={y}").view), ((x, y), (x, None), (y, None)), strict=True
    ):
        assert plot.window.x_low <= float(across) <= plot.window.x_high
        assert up is None or plot.window.y_low <= float(up) <= plot.window.y_high
        assert any(isinstance(mark, Point) and mark.x == float(across) for mark in plot.marks)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ("x=2 y=1 nudge=0.1", "At (2, 1) f changes 4× as fast as x and 7× as fast as y; "
         "nudges of 0.1 really change it by 0.41 and 0.7."),
        ("f='ln(x) + y' x=-1", "At (-1, 1) f has no value, and so no slopes."),
        ("f='|x| + y' x=0", "At (0, 1) f is 1, but it has no gradient there."),
        ("f='exp(exp(x)) + y' x=50", "At (50, 1) f is too large for a float, and so are its slopes."),
        ("f='sqrt(4 - x) + y' x=3 nudge=2", "At (3, 1) f changes -0.5× as fast as x and 1× as fast as y; "
         "where a nudge of 2 leads it has no value."),
    ],
)  # fmt: skip
def test_what_is_said(settings: str, sentence: str) -> None:
    assert scene(f"partials {settings}").sentence == sentence

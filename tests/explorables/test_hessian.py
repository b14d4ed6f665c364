"""The Hessian's picture, words and sizes; its numbers stand in tests/maths/test_curvature.py."""

import numpy as np
import pytest
from shown import plots, readouts, scene, state

from calctui.explorables.parts.sizes import felt, size
from calctui.scene import Contour, Curve, Plot, Point, Segment, Trail, Wireframe


@pytest.mark.parametrize(
    ("settings", "kind"),
    [
        ("", "minimum"),
        ("f='x^2 - y^2' x=0 y=0", "saddle"),
        ("f='4 - x^2 - 2y^2' x=0 y=0", "maximum"),
        ("f='exp(x) + y^2' x=0 y=0.5", "bowl-like"),
        ("f='-exp(x) - y^2' x=0 y=0.5", "dome-like"),
        ("f='exp(x) - y^2' x=0 y=0.5", "saddle-like"),
        ("f='2x + y' x=0 y=0", "flat"),
        ("f='(x + y)^2' x=0 y=0", "inconclusive"),
        ("f='|x| + y^2' x=0 y=1", "undefined"),
    ],
)
def test_the_word_for_the_shape(settings: str, kind: str) -> None:
    assert readouts(f"hessian {settings}")["kind"] == kind


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ("", "At (1, 2) f bends by 2 and 6 along its axes: a minimum at (0, 0); condition 3, best rate 0.25, "
         "with a zig-zag."),
        ("f='x^2 + y^2' x=1 y=1", "At (1, 1) f bends by 2 and 2 along its axes: a minimum at (0, 0); "
         "condition 1, best rate 0.5."),
        ("f='x^2 - y^2' x=1 y=0", "At (1, 0) f bends by -2 and 2 along its axes: a saddle at (0, 0)."),
        ("f='exp(x) - y^2' x=0 y=0", "At (0, 0) f bends by -2 and 1 along its axes: saddle-like, "
         "though not level."),
        ("f='2x + y' x=0 y=0", "At (0, 0) f does not bend at all: second derivatives decide nothing here."),
        ("f='(x + y)^2' x=0 y=0", "At (0, 0) f bends by 0 and 4 along its axes: straight along one of them, "
         "so second derivatives do not decide."),
        ("f='|x| + y^2' x=0 y=1", "At (0, 1) f has a value, but not all of its second derivatives."),
        ("f='ln x' x=-1 y=0", "At (-1, 0) f has no value, and so no Hessian."),
        ("f='exp(exp(x)) + y' x=100 y=0", "At (100, 0) f or one of its derivatives "
         "is too large for a float."),
    ],
)  # fmt: skip
def test_what_is_said(settings: str, sentence: str) -> None:
    assert scene(f"hessian {settings}").sentence == sentence


def test_the_fit_touches_the_ground() -> None:
    """Of a quadratic the fit is the function itself: the same contours twice."""
    (ground,) = plots(scene("hessian x=1 y=2").view)
    (heights,) = (mark for mark in ground.marks if isinstance(mark, Contour))
    (fit,) = (mark for mark in ground.marks if isinstance(mark, Curve) and mark.label == "fit")
    here = np.isfinite(fit.x)
    z = fit.x[here] ** 2 + 3 * fit.y[here] ** 2
    assert here.sum() > 100
    assert np.abs(z[:, np.newaxis] - heights.levels).min(axis=1) == pytest.approx(0, abs=1e-9)


def test_the_axes_carry_their_bends() -> None:
    (ground,) = plots(scene("hessian f='x^2 + x y + y^2' x=1 y=0.5").view)
    axes = [mark for mark in ground.marks if isinstance(mark, Segment)]
    assert [axis.label for axis in axes] == ["λ₁ 1", "λ₂ 3"]
    for axis, slope in zip(axes, (-1, 1), strict=True):
        assert (axis.y1 - axis.y0) / (axis.x1 - axis.x0) == pytest.approx(slope)


def test_the_zig_zag_is_gradient_descent_at_the_best_rate() -> None:
    """On x² + 3y² a rate of 1/4 multiplies x by 1/2 and y by -1/2."""
    (ground,) = plots(scene("hessian x=1 y=2").view)
    (trail,) = (mark for mark in ground.marks if isinstance(mark, Trail))
    k = np.arange(trail.x.size)
    assert trail.x == pytest.approx(0.5**k)
    assert trail.y == pytest.approx(2 * (-0.5) ** k)
    (round_one,) = plots(scene("hessian f='x^2 + y^2' x=1 y=1").view)
    assert not [mark for mark in round_one.marks if isinstance(mark, Trail)]


def test_the_surface_carries_two_arcs_of_the_fit() -> None:
    view = scene("hessian f='x^2 - y^2' x=0.5 y=0 view=surface").view
    assert isinstance(view, Wireframe)
    assert len(view.paths) == 2
    for path in view.paths:
        assert path.z == pytest.approx(path.x**2 - path.y**2)


def test_the_hessian_is_shown_as_the_derivative_of_the_gradient() -> None:
    formulas = scene("hessian f='x^2*y + 3y'").formulas
    assert formulas["∂f/∂x"] == "2x·y"
    assert formulas["∂/∂y of ∂f/∂x"] == "2x"
    assert formulas["∂/∂y of ∂f/∂y"] == "0"


@pytest.mark.parametrize(
    ("count", "text"),
    [(2, "8 B"), (1e3, "4 kB"), (1e6, "4 MB"), (1e9, "4 GB"), (1e12, "4 TB"), (1e18, "4 EB")],
)
def test_bytes_have_prefixes(count: float, text: str) -> None:
    assert size(count) == text


def test_bytes_that_people_can_feel() -> None:
    assert felt(1e18) == "4 EB, 4 million disks of 1 TB"
    assert felt(1e12) == "4 TB, 4 disks of 1 TB"
    assert felt(2) == "8 B"
    found = readouts("hessian n=1e9")
    assert (found["gradient_size"], found["hessian_size"]) == ("4 GB", "4 EB, 4 million disks of 1 TB")


def test_the_counter_grows_with_n_and_with_its_square() -> None:
    table = scene("hessian n=5e4 view=size").table
    assert table is not None
    assert [row[0] for row in table.rows] == ["2", "1000", "50000", "1000000", "1e9"]
    assert table.rows[2][1:] == ("200 kB", "10 GB")
    assert table.lit == (2,)


@pytest.mark.parametrize(
    ("place", "swings"), [("x=1 y=2", True), ("x=0 y=0.1", True), ("x=1 y=0", False), ("x=0 y=0", False)]
)
def test_a_zig_zag_is_said_where_there_is_one(place: str, swings: bool) -> None:
    """On x² + 3y² the best rate overshoots along y alone: a start on the x axis goes straight in."""
    shown = scene(f"hessian {place}")
    (ground,) = plots(shown.view)
    assert ("zig-zag" in shown.sentence) == swings
    assert any(isinstance(mark, Trail) for mark in ground.marks) == swings


def test_a_level_place_is_where_it_is_but_for_rounding() -> None:
    assert "a minimum at (0, 0)" in scene("hessian f='1e8(x-y)^2 + (x+y)^2' x=1 y=1").sentence
    assert "a minimum at (0, 0)" in scene("hessian f='1e-8 x^2 + y^2' x=3 y=0").sentence
    assert "a minimum at (1e-5, 0)" in scene("hessian f='(x - 1e-5)^2 + 2y^2' x=3 y=1").sentence


def test_the_table_is_the_jacobian_of_the_gradient() -> None:
    table = scene("hessian f='x^2*y + 3y' x=2 y=1").table
    assert table is not None
    assert table.columns == ("slope", "by x", "by y", "formula")
    assert table.rows == (("∂f/∂x", 2.0, 4.0, "2x·y"), ("∂f/∂y", 4.0, 0.0, "x² + 3"))
    corner = scene("hessian f='|x| + y^2' x=0 y=1").table
    assert corner is not None
    assert np.isnan(corner.rows[0][1])
    assert corner.rows[1][2] == 2


def test_the_sizes_are_a_picture_too() -> None:
    shown = scene("hessian view=size n=5e5")
    assert isinstance(shown.view, Plot)
    marked = {mark.label: (mark.x, mark.y) for mark in shown.view.marks if isinstance(mark, Point)}
    assert marked["2 MB"] == pytest.approx((np.log10(5e5), np.log10(2e6)))
    assert marked["1 TB"] == pytest.approx((np.log10(5e5), 12))
    assert shown.sentence == "500000 parameters: the gradient takes 2 MB, the Hessian 1 TB, 1 disk of 1 TB."
    assert state("hessian view=size").timeline.setting == "n"
    assert state("hessian").timeline.setting == "x"

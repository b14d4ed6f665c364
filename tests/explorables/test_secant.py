"""Secant becomes tangent: its numbers against mpmath at 50 digits, its sentences against the truth."""

import itertools
import re
from collections.abc import Callable
from typing import Any

import mpmath
import numpy as np
import pytest

from calctui.explorables.catalogue import load
from calctui.explore.explorable import Explorable
from calctui.explore.link import with_settings
from calctui.scene import Curve, Plot, Point, Role, Scene, Segment

FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "3x^2 + 2x": lambda x: 3 * x**2 + 2 * x,
    "x^3 - x": lambda x: x**3 - x,
    "exp(x)": mpmath.exp,
    "sin x": mpmath.sin,
    "ln(x + 9)": lambda x: mpmath.log(x + 9),
    "1/(x^2 + 1)": lambda x: 1 / (x**2 + 1),
    "sigmoid(x)": lambda x: 1 / (1 + mpmath.exp(-x)),
    "tanh(x)": mpmath.tanh,
    "sqrt(x + 9)": lambda x: mpmath.sqrt(x + 9),
    "x exp(-x^2)": lambda x: x * mpmath.exp(-(x**2)),
}
PLACES = (-2.0, 0.0, 0.3, 1.0, 7.7)
GAPS = (2.0, 0.5, 0.1, 1e-2, 1e-4, 1e-7, 1e-10)
SCHEMES = ("forward", "backward", "central")
GRID = [*itertools.product(FUNCTIONS, PLACES, GAPS, SCHEMES)]
EPSILON = float(np.finfo(float).eps)


def secant(*settings: str) -> Explorable:
    return with_settings(load("secant")(), settings)


def scene(*settings: str) -> Scene:
    return secant(*settings).scene({})


def readouts(shown: Scene) -> dict[str, Any]:
    return {each.name: each.value for each in shown.readouts}


def plot(*settings: str) -> Plot:
    view = scene(*settings).view
    assert isinstance(view, Plot)
    return view


def true_quotient(function: Callable[[Any], Any], a: float, h: float, scheme: str) -> Any:
    """The difference quotient without rounding, for the very floats a and h."""
    a, h = mpmath.mpf(a), mpmath.mpf(h)
    left, right = {"forward": (0, h), "backward": (-h, 0), "central": (-h, h)}[scheme]
    return (function(a + right) - function(a + left)) / (right - left)


def noise(function: Callable[[Any], Any], a: float, h: float) -> float:
    """How far rounding may move a quotient: a few units in the last place of what is subtracted, over h."""
    size = max(abs(function(mpmath.mpf(a) + side)) for side in (-h, 0, h))
    slope = abs(mpmath.diff(function, a))
    return float(8 * EPSILON * (size + slope * (abs(a) + 1) + 1) / h)


@pytest.mark.parametrize(("f", "a", "h", "scheme"), GRID)
def test_numbers_and_sentence(f: str, a: float, h: float, scheme: str) -> None:
    with mpmath.workdps(50):
        function = FUNCTIONS[f]
        shown = scene(f"f={f}", f"a={a}", f"h={h}", f"scheme={scheme}")
        found = readouts(shown)
        far = -h if scheme == "backward" else h
        slope = mpmath.diff(function, a)
        truth = true_quotient(function, a, h, scheme)
        half = true_quotient(function, a, h / 2, scheme)
        dust = noise(function, a, h)
        assert found["f_a"] == pytest.approx(float(function(mpmath.mpf(a))), rel=1e-13, abs=1e-15)
        assert found["f_ah"] == pytest.approx(float(function(mpmath.mpf(a) + far)), rel=1e-12, abs=1e-14)
        assert found["derivative"] == pytest.approx(float(slope), rel=1e-12, abs=1e-13)
        assert found["slope_secant"] == pytest.approx(float(truth), rel=1e-12, abs=dust)
        assert found["error"] == pytest.approx(float(truth - slope), rel=1e-9, abs=dust)
        assert found["error"] == found["slope_secant"] - found["derivative"]
        check_outlook(shown.sentence, truth - slope, half - slope, dust, found["derivative"])


def check_outlook(sentence: str, error: Any, after: Any, dust: float, slope: float) -> None:
    """What is said of the error must be true of the error without rounding."""
    small = abs(error) <= dust
    ratio = float(after / error) if error else 0.0
    if "halves" in sentence:
        assert abs(ratio - 0.5) <= (0.06 if "about" in sentence else 0.02)
    elif "quarter" in sentence:
        assert abs(ratio - 0.25) <= (0.06 if "about" in sentence else 0.02)
    elif "is rounding" in sentence:
        assert small
        (left,) = re.findall(r"What is left, ([^,]+), is", sentence)
        assert 0 < float(left) <= 2 * dust
    elif "agree to the last digits" in sentence:
        assert abs(error) <= 8 * EPSILON * max(abs(slope), 1e-300) or small
    else:
        told = re.findall(r"The error is (\S+); with half the gap it would be (\S+)\.$", sentence)
        ((now, then),) = told
        assert float(now) == pytest.approx(abs(float(error)), rel=0.01, abs=dust)
        assert float(then) == pytest.approx(abs(float(after)), rel=0.01, abs=2 * dust)


def test_every_outlook_occurs_on_the_grid() -> None:
    """Or the checks above would check nothing."""
    said = "\n".join(
        scene(f"f={f}", f"a={a}", f"h={h}", f"scheme={scheme}").sentence for f, a, h, scheme in GRID
    )
    for words in ("halves too", "about halves", "a quarter", "is rounding", "agree", "with half the gap"):
        assert words in said


def test_agreement_is_claimed_only_where_the_digits_agree() -> None:
    """A central difference of a parabola has only rounding in it, which a small gap makes large."""
    for h in GAPS:
        shown = scene("a=1.1", f"h={h}", "scheme=central")
        agree = abs(readouts(shown)["error"]) <= 4 * EPSILON * readouts(shown)["derivative"]
        assert ("agree to the last digits" in shown.sentence) == agree
        assert agree or "is rounding" in shown.sentence


@pytest.mark.parametrize("h", [1e-11, 1e-12, 3e-12])
@pytest.mark.parametrize(("f", "a"), [("exp(x)", 1.0), ("sin x", 2.0), ("x^2", 100.0)])
def test_a_tiny_gap_leaves_rounding(f: str, a: float, h: float) -> None:
    assert "is rounding" in scene(f"f={f}", f"a={a}", f"h={h}").sentence


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_average_slope_and_the_slope_are_told(scheme: str) -> None:
    shown = scene("f=x^3", "a=2", "h=0.5", f"scheme={scheme}")
    average = {"forward": 15.25, "backward": 9.25, "central": 12.25}[scheme]
    assert shown.sentence.startswith(
        f"Over a gap of 0.5 the average slope is {average}; the slope at 2 is 12. "
    )


# Where there is no slope


@pytest.mark.parametrize(
    ("f", "a", "slope_secant", "words"),
    [
        ("|x|", 0, 1.0, ["the slope jumps from -1 to 1", "no tangent fits both sides"]),
        ("relu(x)", 0, 1.0, ["the slope jumps from 0 to 1", "no tangent fits both sides"]),
        ("|x - 2| + x", 2, 2.0, ["at 2 the slope jumps from 0 to 2"]),
        ("max(x^2, 1)", -1, 0.0, ["at -1 the slope jumps from -2 to 0"]),
        ("floor x", 0, 0.0, ["at 0 the two sides do not settle on one slope"]),
        ("floor x", 3, 0.0, ["at 3 the two sides do not settle on one slope"]),
        ("ceil x", 3, 2.0, ["do not settle on one slope"]),
        ("cbrt x", 0, 0.5 ** (-2 / 3), ["at 0 the two sides do not settle on one slope"]),
        ("sqrt x", 0, 0.5**-0.5, ["do not settle on one slope"]),
    ],
)
def test_corners_jumps_and_climbs(f: str, a: float, slope_secant: float, words: list[str]) -> None:
    shown = scene(f"f={f}", f"a={a}", "h=0.5")
    found = readouts(shown)
    assert (found["derivative"], found["error"]) == ("undefined", "undefined")
    assert found["slope_secant"] == pytest.approx(slope_secant)
    for part in ["Over a gap of 0.5 the average slope is ", ", but at ", *words]:
        assert part in shown.sentence
    assert not marks(shown, Role.TANGENT)
    assert marks(shown, Role.SECANT)


@pytest.mark.parametrize(("scheme", "slope"), [("forward", 1.0), ("backward", -1.0), ("central", 0.0)])
def test_the_two_sides_of_a_corner(scheme: str, slope: float) -> None:
    assert readouts(scene("f=|x|", "a=0", "h=0.5", f"scheme={scheme}"))["slope_secant"] == slope


@pytest.mark.parametrize("f", ["ln x", "1/x", "sin(1/x)", "|x|/x", "x^-2", "(x^2 - x)/x"])
def test_without_a_value_there_is_no_point(f: str) -> None:
    shown = scene(f"f={f}", "a=0", "h=0.5")
    found = readouts(shown)
    assert [found[name] for name in ("f_a", "slope_secant", "derivative", "error")] == ["undefined"] * 4
    assert shown.sentence == "f has no value at 0, so there is no point for a tangent to touch."
    assert not marks(shown, Role.TANGENT)
    assert not marks(shown, Role.SECANT)


@pytest.mark.parametrize(
    ("settings", "there"),
    [
        (["f=ln x", "a=0.5", "h=0.5", "scheme=backward"], "undefined"),
        (["f=ln x", "a=0.5", "h=0.5", "scheme=central"], 0.0),
        (["f=sqrt x", "a=0", "h=0.5", "scheme=backward"], "undefined"),
        (["f=1/(x-2)", "a=1", "h=1"], "undefined"),
    ],
)
def test_a_gap_that_leaves_the_domain(settings: list[str], there: float | str) -> None:
    shown = scene(*settings)
    found = readouts(shown)
    assert isinstance(found["f_a"], float)
    assert found["f_ah"] == there
    assert (found["slope_secant"], found["error"]) == ("undefined", "undefined")
    assert "f leaves its domain: there is no secant to draw." in shown.sentence
    assert not marks(shown, Role.SECANT)


@pytest.mark.parametrize(
    ("settings", "words", "undefined"),
    [
        (["f=exp(exp(x))", "a=100"], "At 100 f is too large for a float", set[str]()),
        (["f=exp(exp(x))", "a=6", "h=1"], "f grows too large for a float", set[str]()),
    ],
)
def test_too_large_is_not_undefined(settings: list[str], words: str, undefined: set[str]) -> None:
    """An overflow is a limit of floats: f has a value there."""
    shown = scene(*settings)
    assert words in shown.sentence
    assert "domain" not in shown.sentence
    assert "no value" not in shown.sentence
    assert readouts(shown)["f_ah"] == "inf"


def test_half_the_gap_may_end_in_a_hole() -> None:
    shown = scene("f=(x^2-4)/(x-2) + x^2", "a=1.5", "h=1")
    assert readouts(shown)["error"] == pytest.approx(1.0)
    assert shown.sentence.endswith("The error is 1; over half the gap there is no secant.")


# The table


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("f", "a", "h"), [("exp(x)", 0.0, 1.0), ("sin x", 1.0, 0.5), ("x^3 - x", 2.0, 2.0)])
def test_the_table_halves_the_gap(f: str, a: float, h: float, scheme: str) -> None:
    shown = scene(f"f={f}", f"a={a}", f"h={h}", f"scheme={scheme}")
    table = shown.table
    assert table is not None
    assert table.columns == ("h", "slope", "error", "ratio")
    assert table.lit == (0,)
    assert [row[0] for row in table.rows] == [h / 2**k for k in range(6)]
    with mpmath.workdps(50):
        slope = mpmath.diff(FUNCTIONS[f], a)
        slopes = [true_quotient(FUNCTIONS[f], a, h / 2**k, scheme) for k in range(6)]
        errors = [each - slope for each in slopes]
    assert [row[1] for row in table.rows] == pytest.approx([float(each) for each in slopes], rel=1e-12)
    assert [row[2] for row in table.rows] == pytest.approx([float(each) for each in errors], rel=1e-9)
    assert np.isnan(float(table.rows[0][3]))
    ratios = [float(errors[k] / errors[k - 1]) for k in range(1, 6)]
    assert [row[3] for row in table.rows[1:]] == pytest.approx(ratios, rel=1e-8)
    assert ratios[-1] == pytest.approx(0.25 if scheme == "central" else 0.5, rel=0.05)


def test_the_first_row_is_what_the_readouts_say() -> None:
    shown = scene("f=sin x", "h=0.3")
    found = readouts(shown)
    assert shown.table is not None
    assert shown.table.rows[0][:3] == (0.3, found["slope_secant"], found["error"])


# The pictures


def marks(shown: Scene, role: Role) -> list[Segment]:
    view = shown.view
    assert isinstance(view, Plot)
    return [mark for mark in view.marks if isinstance(mark, Segment) and mark.role is role]


def test_the_wide_view_shows_the_span_around_the_point() -> None:
    window = plot("a=2", "span=5").window
    assert (window.x_low, window.x_high) == (-3, 7)
    assert window.y_low <= 3 * 2**2 + 2 * 2 <= window.y_high


@pytest.mark.parametrize(
    ("scheme", "left", "right"), [("forward", 1.0, 1.5), ("backward", 0.5, 1.0), ("central", 0.5, 1.5)]
)
def test_secant_and_tangent_go_through_their_points(scheme: str, left: float, right: float) -> None:
    shown = scene("f=x^2", "a=1", "h=0.5", f"scheme={scheme}")
    (line,) = marks(shown, Role.SECANT)
    assert (line.x0, line.y0, line.x1, line.y1) == (left, left**2, right, right**2)
    (tangent,) = marks(shown, Role.TANGENT)
    assert (tangent.x0, tangent.y0) == (1, 1)
    assert (tangent.y1 - tangent.y0) / (tangent.x1 - tangent.x0) == 2
    assert line.endless
    assert tangent.endless
    view = shown.view
    assert isinstance(view, Plot)
    named = {mark.label: mark.x for mark in view.marks if isinstance(mark, Point) and mark.label}
    assert named["A"] == 1
    assert sorted(named.values()) == sorted({left, right, 1.0})


@pytest.mark.parametrize("h", [1.0, 1e-3, 1e-6])
@pytest.mark.parametrize("a", [0.5, -20.0])
def test_the_microscope_measures_from_the_point(a: float, h: float) -> None:
    """The window is centred on the point, five gaps wide, and the curve goes through (0, 0) in it."""
    view = plot("f=sin x", f"a={a}", f"h={h}", "view=microscope")
    assert (view.window.x_low, view.window.x_high) == pytest.approx((-2.5 * h, 2.5 * h))
    assert view.window.y_low < 0 < view.window.y_high
    assert view.x_name == "x - a"
    (curve,) = (mark for mark in view.marks if isinstance(mark, Curve))
    middle = int(np.flatnonzero(curve.x == 0)[0])
    assert curve.y[middle] == 0
    expected = np.sin(a + curve.x) - np.sin(a)
    np.testing.assert_allclose(curve.y, expected, atol=4 * EPSILON)
    (line,) = (mark for mark in view.marks if isinstance(mark, Segment) and mark.role is Role.SECANT)
    assert (line.x0, line.y0, line.x1) == (0, 0, h)


def test_under_the_microscope_a_curve_is_straight() -> None:
    """The curve's distance from its tangent shrinks with the gap, measured in windows."""
    bends = []
    for h in (1.0, 0.1, 0.01):
        view = plot("f=sin x", "a=0.5", f"h={h}", "view=microscope")
        (curve,) = (mark for mark in view.marks if isinstance(mark, Curve))
        bends.append(float(np.abs(curve.y - np.cos(0.5) * curve.x).max()) / h)
    assert bends[1] == pytest.approx(bends[0] / 10, rel=0.5)
    assert bends[2] == pytest.approx(bends[1] / 10, rel=0.2)


@pytest.mark.parametrize("view", ["wide", "microscope"])
@pytest.mark.parametrize("span", ["0.01", "3", "1000"])
@pytest.mark.parametrize("a", ["-100", "0", "100"])
@pytest.mark.parametrize("h", ["1e-12", "2"])
@pytest.mark.parametrize("f", ["exp(x)", "x^5", "tan x", "1/x"])
def test_windows_are_finite_at_every_end(f: str, h: str, a: str, span: str, view: str) -> None:
    """A Window refuses anything else; the numbers it is made of must not warn either."""
    window = plot(f"f={f}", f"a={a}", f"h={h}", f"span={span}", f"view={view}").window
    assert np.isfinite([window.x_low, window.x_high, window.y_low, window.y_high]).all()


def test_a_spike_does_not_flatten_the_curve() -> None:
    """exp over ±1000 reaches 1e434, and a gap at the edge of 1/x reaches far: the window stays readable."""
    assert plot("f=1/x", "a=0.001", "h=1", "span=3").window.y_high < 1e4


def test_a_climb_too_small_for_floats_is_drawn_level() -> None:
    """Six thousandths on top of a million million: the window is not narrowed to what is rounding."""
    window = plot("f=1e12 + 1e-3 x").window
    assert window.y_high - window.y_low > 1


def test_a_letter_changes_the_curve() -> None:
    assert readouts(scene("f=k sin(w x)", "a=0", "k=3", "w=2"))["derivative"] == pytest.approx(6)


def test_the_timeline_closes_the_gap() -> None:
    sweep = secant().timeline
    assert (sweep.setting, sweep.start, sweep.stop) == ("h", 2.0, 1e-3)

"""Local models: both steps against closed forms, promises against the models they were read from."""

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from shown import plots, readouts, scene

from calctui.scene import Arrow, Curve, Glyph, Point, Role


def quartic(x: float) -> float:
    return x**4 / 4 - x**2 + x / 2 + 2


@given(
    st.floats(-3, 3).map(lambda x: round(x, 2)), st.floats(0.001, 2).map(lambda rate: float(f"{rate:.3g}"))
)
def test_both_steps_are_those_of_the_textbook(x: float, rate: float) -> None:
    slope, curvature = x**3 - 2 * x + 0.5, 3 * x**2 - 2
    assume(abs(curvature) > 1e-3)
    found = readouts(f"localmodel x={x} rate={rate}")
    there = x - rate * slope
    assert found["gd_next"] == pytest.approx(there, abs=1e-12)
    assert found["gd_value"] == pytest.approx(quartic(there), rel=1e-9, abs=1e-12)
    assert found["gd_promised"] == pytest.approx(rate * slope**2, rel=1e-9, abs=1e-12)
    assert found["gd_delivered"] == pytest.approx(quartic(x) - quartic(there), rel=1e-6, abs=1e-9)
    there = x - slope / curvature
    assert found["newton_next"] == pytest.approx(there, rel=1e-9, abs=1e-12)
    assert found["newton_value"] == pytest.approx(quartic(there), rel=1e-6, abs=1e-9)
    assert found["promised"] == pytest.approx(slope**2 / curvature / 2, rel=1e-9, abs=1e-12)
    assert found["delivered"] == pytest.approx(quartic(x) - quartic(there), rel=1e-6, abs=1e-9)


@given(
    st.floats(0.1, 9),
    st.integers(-900, 900).map(lambda b: b / 100),
    st.floats(-50, 50).map(lambda x: round(x, 2)),
)
def test_for_a_parabola_newton_keeps_its_promise(a: float, b: float, x: float) -> None:
    found = readouts(f"localmodel f='{a}x^2 + {b}x' x={x}")
    assert found["newton_next"] == pytest.approx(-b / (2 * a), abs=1e-9)
    size = max(1.0, abs(found["promised"]), a * x * x)
    assert found["delivered"] == pytest.approx(found["promised"], abs=1e-9 * size)


@pytest.mark.parametrize(("trust", "to"), [("0.1", 1.9), ("10", 2 - 4.5 / 10), ("0.45", 1.55)])
def test_a_trusted_step_goes_no_further_than_the_radius(trust: str, to: float) -> None:
    table = scene(f"localmodel x=2 trust={trust}").table
    assert table is not None
    name, there, *_ = table.rows[2]
    assert name == "trusted"
    assert there == pytest.approx(to)


def test_on_a_concave_stretch_a_trusted_step_goes_down_and_newton_up() -> None:
    table = scene("localmodel x=0.3 trust=0.5").table
    assert table is not None
    (_, _, _, newton, _), (name, to, _, trusted, _) = table.rows[1:]
    assert newton < 0  # type: ignore[operator]
    assert (name, to) == ("trusted", 0.8)  # f falls to the right
    assert trusted > 0  # type: ignore[operator]


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ("", "Descent to 1.775: 1.01 promised, 0.782 delivered. "
         "Newton to 1.55: 1.01 promised, 1.18 delivered."),
        ("rate=0.5", "Descent to -0.25, past the trust radius: 10.1 promised, 1.19 delivered. "
         "Newton to 1.55: 1.01 promised, 1.18 delivered."),
        ("f='x^3 + x' x=0 rate=0.1", "Descent to -0.1: 0.1 promised, 0.101 delivered. "
         "The curve does not bend here, so Newton has no step."),
        ("f='3x^2 - 2x' x=2 rate=0.05", "Descent to 1.5: 5 promised, 4.25 delivered. "
         "Newton to 0.3333, past the trust radius: 8.33 promised, 8.33 delivered."),
        ("f='x^4' x=1.5 rate=0.1 trust=0.1", "Descent to 0.15: 18.2 promised, 5.06 delivered. "
         "Newton to 1: 3.38 promised, 4.06 delivered. Both go past the trust radius."),
        ("f='ln x' x=1 rate=2 trust=1.5", "Descent to -1, past the trust radius: f has no value there. "
         "Concave here: Newton heads for the top at 2: f rises by 0.693."),
        ("f='x^2' x=0", "At x = 0 f is level: both models say that this is the place, and neither steps."),
        ("f='|x|' x=0", "At x = 0 f has no slope, so there is no tangent and no parabola."),
        ("f='ln x' x=-1", "At x = -1 f has no value, so no model can touch it."),
        ("f='exp(exp(x))' x=100", "At x = 100 f is too large for a float, so no model can touch it."),
        ("f='x |x| + x' x=0 rate=0.1", "Descent to -0.1: 0.1 promised, 0.11 delivered. "
         "There is no curvature, so no parabola."),
    ],
)  # fmt: skip
def test_what_is_said(settings: str, sentence: str) -> None:
    assert scene(f"localmodel {settings}").sentence == sentence


def test_newton_uphill_is_said() -> None:
    assert "Concave here: Newton heads for the top at" in scene("localmodel x=0.3").sentence
    assert "f rises by" in scene("localmodel x=0.3").sentence


def test_a_missing_step_is_a_word() -> None:
    found = readouts("localmodel f='2x + 1' x=1")
    assert found["newton_next"] == found["newton_value"] == found["promised"] == "undefined"
    assert found["gd_next"] == pytest.approx(1 - 0.05 * 2)


def test_the_models_touch_the_curve() -> None:
    """Both share the value at x; the parabola also shares the bend, so it stays closer."""
    (plot,) = plots(scene("localmodel x=1.2").view)
    curves = {mark.role: mark for mark in plot.marks if isinstance(mark, Curve)}
    tangent, parabola = curves[Role.TANGENT], curves[Role.CURVATURE]
    near = np.abs(tangent.x - 1.2) < 0.2
    truth = quartic(tangent.x[near])  # type: ignore[arg-type]
    assert np.abs(parabola.y[near] - truth).max() < np.abs(tangent.y[near] - truth).max()
    assert np.interp(1.2, tangent.x, tangent.y) == pytest.approx(quartic(1.2), abs=1e-3)


def test_each_step_is_marked_where_it_lands() -> None:
    (plot,) = plots(scene("localmodel x=2").view)
    found = readouts("localmodel x=2")
    named = {mark.label: mark for mark in plot.marks if isinstance(mark, Point) and mark.label}
    assert (named["descent"].x, named["descent"].y) == (found["gd_next"], found["gd_value"])
    assert (named["Newton"].x, named["Newton"].y) == (found["newton_next"], found["newton_value"])


def test_a_promise_that_can_be_seen_is_seen() -> None:
    """At a rate of 0.5 the tangent promises 3 - 0.5 · 4.5², below all of the loss."""
    (plot,) = plots(scene("localmodel x=2 rate=0.5").view)
    promised = [mark for mark in plot.marks if isinstance(mark, Point) and mark.glyph is Glyph.CROSS]
    assert min(mark.y for mark in promised) == pytest.approx(3 - 0.5 * 4.5**2)
    for mark in promised:
        assert plot.window.y_low < mark.y < plot.window.y_high
    (far,) = plots(scene("localmodel f='x^4' x=1.5 rate=0.25 span=2").view)
    assert far.window.y_low > -2  # a promise of 41 below would make the loss a flat line


@pytest.mark.parametrize(
    ("settings", "label", "left"),
    [("rate=2", "descent leaves", True), ("f='sqrt(1 + x^2)' x=1.5 span=3", "Newton leaves", True),
     ("f='-x^2' x=2 rate=3", "descent leaves", False)],
)  # fmt: skip
def test_a_step_out_of_the_window_is_an_arrow(settings: str, label: str, left: bool) -> None:
    (plot,) = plots(scene(f"localmodel {settings}").view)
    (arrow,) = (mark for mark in plot.marks if isinstance(mark, Arrow))
    assert arrow.label == label
    assert (arrow.x1 < plot.window.x_low) == left
    assert (arrow.x1 > plot.window.x_high) != left


def test_a_step_to_where_f_has_no_value_ends_on_its_model() -> None:
    (plot,) = plots(scene("localmodel f='ln x' x=1 rate=2").view)
    named = {mark.label: mark for mark in plot.marks if isinstance(mark, Point)}
    assert (named["descent: no value"].x, named["descent: no value"].y) == pytest.approx((-1, -2))


@given(
    st.sampled_from(
        ["ln x", "sqrt x", "x^4", "-x^2", "tan x", "exp(x)", "acos x", "1/x", "x^2 + 10 sin(5x)"]
    ),
    st.floats(-100, 100).map(lambda x: round(x, 1)),
    st.sampled_from([1e-4, 0.05, 1.0, 10.0]),
    st.sampled_from([1e-3, 0.8, 100.0]),
)
@example("x^4", 2.4, 1e-4, 0.8)  # Newton steps to the very edge, and a rounding further
def test_the_sentence_fits_and_tells_what_is_past_the_trust_radius(
    f: str, x: float, rate: float, trust: float
) -> None:
    line = f"localmodel f='{f}' x={x} rate={rate} trust={trust}"
    said, found = scene(line).sentence, readouts(line)
    assert len(said) <= 156
    if "Descent to" not in said:
        return
    far = [
        isinstance(found[name], float) and abs(found[name] - x) > trust * (1 + 1e-9)
        for name in ("gd_next", "newton_next")
    ]
    assert ("Both go past" in said) == all(far)
    assert (", past the trust radius" in said) == (sum(far) == 1)

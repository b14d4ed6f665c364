"""The three ways: what each costs, how far each is off, and what is said and drawn of it."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shown import plots, readouts, scene, state

from calctui.explorables.catalogue import load
from calctui.export.frame import frame
from calctui.maths.costs import composed
from calctui.maths.parser import parse
from calctui.maths.symbolic import Answer, Engine, Question, Status
from calctui.scene import Curve, Diagram, Plot, Point

NAMES = ("symbolic_operations", "autodiff_operations", "symbolic_value", "difference_error", "autodiff_error")


def test_sympys_own_count() -> None:
    counted = []
    with Engine() as engine:
        for repeats in range(5):
            shown = frame(state(f"autodiff repeats={repeats}"), engine).scene
            counted.append(shown.readouts[0].value)
            assert shown.readouts[0].shown == f"{counted[-1]}, SymPy's count"
            assert shown.unanswered == ()
    assert counted == [0, 2, 21, 82, 264]


def test_without_sympy_the_count_is_ours_and_says_so() -> None:
    shown = scene("autodiff")
    assert shown.readouts[0].shown == "183, our count"
    assert shown.unanswered == ("operations",)
    late = state("autodiff").scene({"operations": Answer(Status.TIMEOUT, reason="not found in 2 s")})
    assert late.readouts[0].value == 183


def test_sympy_is_asked_once_for_the_first_four() -> None:
    asked = {state(f"autodiff repeats={repeats}").questions()["operations"] for repeats in range(5)}
    assert asked == {Question("operations", composed(parse("4x(1-x)"), "x", 4))}


@given(st.floats(-1.5, 2.5), st.integers(0, 8))
def test_values_and_errors_against_the_chain_rule_in_forty_digits(x: float, repeats: int) -> None:
    found = {
        each.name: each.value
        for each in load("autodiff")().with_value("x", x).with_value("repeats", repeats).scene({}).readouts
    }
    with mpmath.workdps(60):
        at, slope = mpmath.mpf(x), mpmath.mpf(1)
        for _ in range(repeats):
            slope *= 4 * (1 - 2 * at)
            at = 4 * at * (1 - at)
        for way in ("autodiff", "difference"):
            value, error = found[f"{way}_value"], found[f"{way}_error"]
            if isinstance(value, float) and isinstance(error, float):
                off = abs(mpmath.mpf(value) - slope)
                assert float(off) == pytest.approx(error, rel=1e-9, abs=1e-40 * max(1, abs(value), abs(at)))
        if isinstance(found["symbolic_value"], float):
            scale = max(1.0, *(abs(float(each)) for each in (slope, at)))
            assert found["symbolic_value"] == pytest.approx(float(slope), abs=1e-9 * scale)


@pytest.mark.parametrize("f", ["4x(1-x)", "sin x", "tanh(3x)", "x exp(-x)", "gelu x"])
def test_autodiff_is_right_to_the_last_digits_and_differences_are_not(f: str) -> None:
    found = readouts(f"autodiff f='{f}' repeats=4")
    assert found["autodiff_error"] <= 1e-13 * max(1, abs(found["symbolic_value"]))
    assert 10 * found["autodiff_error"] < found["difference_error"] < 1e-6


def test_the_formula_explodes_and_autodiff_is_a_straight_line() -> None:
    operations, errors = plots(scene("autodiff").view)
    by_name = {mark.label: 10**mark.y for mark in operations.marks if isinstance(mark, Curve)}
    growth = by_name["formula"][2:] / by_name["formula"][1:-1]
    assert (growth > 2).all()
    assert np.diff(by_name["autodiff"][1:]) == pytest.approx(8.0)
    assert by_name["differences"] == pytest.approx(2 * 3 * np.arange(9) + 4)
    assert operations.log_y
    assert errors.log_y
    assert {mark.label for mark in errors.marks if isinstance(mark, Curve)} == set(by_name)


def points(plot: Plot) -> list[tuple[float, float]]:
    return [(mark.x, round(10**mark.y)) for mark in plot.marks if isinstance(mark, Point)]


def test_the_points_stand_at_repeats() -> None:
    found = readouts("autodiff repeats=6")
    ways = (found["symbolic_operations"], 2 * 18 + 4, found["autodiff_operations"])
    assert points(plots(scene("autodiff repeats=6").view)[0]) == [(6, way) for way in ways]
    assert points(plots(scene("autodiff repeats=0").view)[0]) == [(0, 4)]  # nothing to do is on no log axis


def test_the_chart_has_all_three_and_what_they_cost() -> None:
    chart = scene("autodiff view=chart").view
    assert isinstance(chart, Diagram)
    assert [box.name for box in chart.boxes][:4] == ["derivative?", "symbolic", "differences", "automatic"]
    assert [box.value for box in chart.boxes][4:] == ["183 operations", "28 operations", "30 operations"]
    assert {(link.start, link.stop) for link in chart.links} == {
        (0, 1),
        (0, 2),
        (0, 3),
        (1, 4),
        (2, 5),
        (3, 6),
    }


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ("", "f 4 times over: 183 operations as a formula, 30 by autodiff, which is off by 5.2e-16; "
         "differences are off by 2.8e-8."),
        ("f='3' repeats=1", "f 1 time over: 0 operations as a formula, 0 by autodiff, which is exact; "
         "differences are exact."),
        ("f='|x|' x=0", "f 4 times over has no slope at x = 0 that its values confirm; "
         "autodiff says 0 all the same."),
        ("f='ln x' x=-1 repeats=1", "f 1 time over has no value at x = -1: there is no slope to find."),
        ("f='exp(exp x)'", "f 4 times over: at x = 0.3 automatic differentiation gets no finite slope."),
        ("f='sqrt x' x=1e-9 repeats=1", "f 1 time over: 2 operations as a formula, 2 by autodiff, "
         "which is off by 4.2e-14; differences get no number."),
    ],
)  # fmt: skip
def test_what_is_said(settings: str, sentence: str) -> None:
    assert scene(f"autodiff {settings}").sentence == sentence


def test_readouts_where_there_is_no_value() -> None:
    found = readouts("autodiff f='1/x' x=0 repeats=1")
    assert {name: found[name] for name in NAMES[2:]} == dict.fromkeys(NAMES[2:], "undefined")


def test_every_preset_says_what_its_title_says() -> None:
    titled = {preset.settings for preset in load("autodiff").presets}
    assert titled >= {"repeats=1", "repeats=8", "f='tanh(3x)' repeats=8", "f='|x|' x=0 repeats=2"}
    once = readouts("autodiff repeats=1")
    assert once["symbolic_operations"] < once["autodiff_operations"]
    assert readouts("autodiff repeats=8")["symbolic_operations"] > 5000
    assert 0 < readouts("autodiff f='tanh(3x)' repeats=8")["symbolic_value"] < 1e-9
    assert "has no slope" in scene("autodiff f='|x|' x=0 repeats=2").sentence

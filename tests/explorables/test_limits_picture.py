"""Limits as they are shown; what they are is tested in tests/maths/test_limits.py."""

import re
from collections.abc import Callable
from math import e, expm1, inf, sin, sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shown import readouts, scene, state

from calctui.maths.symbolic import Engine
from calctui.scene import Curve, Glyph, Outline, Plot, Point, Region, Scene, Stack


def views(shown: Scene) -> tuple[Plot, Outline]:
    assert isinstance(shown.view, Stack)
    plot, table = shown.view.views
    assert isinstance(plot, Plot)
    assert isinstance(table, Outline)
    return plot, table


PRESETS: list[tuple[str, float, Any, Any, Any]] = [
    ("(x^2-4)/(x-2)", 2, 4, 4, 4),
    ("sin(x)/x", 0, 1, 1, 1),
    ("|x|/x", 0, -1, 1, "does not exist"),
    ("sin(1/x)", 0, "does not exist", "does not exist", "does not exist"),
    ("1/x", 0, "-inf", "inf", "does not exist"),
    ("x sin(1/x)", 0, 0, 0, 0),
    ("(1+x)^(1/x)", 0, e, e, e),
    ("floor x", 1, 0, 1, "does not exist"),
    ("1/x^2", 0, "inf", "inf", "inf"),
    ("sqrt x", 0, "undefined", 0, 0),
    ("ln x", 0, "undefined", "-inf", "-inf"),
    ("sqrt(-1-x^2)", 0, "undefined", "undefined", "does not exist"),
    ("x^2", 1, 1, 1, 1),
    ("e^(1/x)", 0, 0, "inf", "does not exist"),
]


@pytest.mark.parametrize(("f", "a", "left", "right", "both"), PRESETS)
def test_the_limits(f: str, a: float, left: Any, right: Any, both: Any) -> None:
    found = readouts(f"limits f='{f}' a={a}")
    for name, wanted in (("limit_left", left), ("limit_right", right), ("limit", both)):
        value = found[name]
        if isinstance(wanted, str):
            assert value == wanted, name
        else:
            assert value == pytest.approx(wanted, abs=1e-9), name


def test_sympy_makes_them_exact() -> None:
    with Engine() as engine:
        for f, a, left, right, _ in PRESETS:
            there = state(f"limits f='{f}' a={a}")
            shown = there.scene(engine.answer(there.questions(), timeout=20))
            found = {each.name: each.value for each in shown.readouts}
            for name, wanted in (("limit_left", left), ("limit_right", right)):
                assert found[name] == (
                    wanted if isinstance(wanted, str) else pytest.approx(wanted, abs=1e-12)
                )
            if f in ("(x^2-4)/(x-2)", "sin(x)/x", "(1+x)^(1/x)", "|x|/x", "1/x"):
                assert found["confidence"] == "exactly, by SymPy"


@given(
    st.floats(0.001, 3).map(lambda each: float(f"{each:.3g}")), st.floats(-3, 3).map(lambda a: round(a, 2))
)
def test_the_largest_delta_of_a_parabola(epsilon: float, a: float) -> None:
    """|x² - a²| < ε holds up to √(a² + ε) - |a| beyond |a|, and further on the other side."""
    found = readouts(f"limits f='x^2' a={a} epsilon={epsilon} span=10")["delta"]
    assert found == pytest.approx(sqrt(a * a + epsilon) - abs(a), rel=1e-6)


@pytest.mark.parametrize(
    ("settings", "delta"),
    [
        ("f='(x^2-4)/(x-2)' a=2 epsilon=0.1", 0.1),
        ("f='floor x' a=1.5 epsilon=0.5", 0.5),
        ("f='floor x' a=1 epsilon=0.5 side=right", 1.0),
        ("f='floor x' a=1 epsilon=0.5 side=left", 1.0),
        ("f='|x|/x' a=0 side=left epsilon=0.5 span=2", "over 2"),
        ("f='7' a=0 span=2", "over 2"),
        ("f='1/x' a=0", "no limit"),
        ("f='sin(1/x)' a=0", "no limit"),
    ],
)
def test_the_delta(settings: str, delta: float | str) -> None:
    found = readouts(f"limits {settings}")["delta"]
    assert found == (delta if isinstance(delta, str) else pytest.approx(delta, rel=1e-9))


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ("", "From both sides f tends to 4, but it has no value at 2: a hole; "
         "closer than δ = 0.5 it stays within 0.5 of 4."),
        ("f='x^2' a=1 epsilon=0.3", "From both sides f tends to 1, and that is its value at 1: continuous; "
         "closer than δ = 0.14 it stays within 0.3 of 1."),
        ("f='|x|/x' a=0", "Left of 0 f tends to -1, right of it f tends to 1: a jump, no limit."),
        ("f='1/x' a=0", "Left of 0 f falls without end, right of it f grows without end: a pole, no limit."),
        ("f='1/x^2' a=0", "Towards 0 f grows without end on both sides: a pole."),
        ("f='sin(1/x)' a=0", "Towards 0 f keeps swinging between -1 and 1 and settles on nothing: no limit."),
        ("f='sqrt x' a=0", "f has values only right of 0, and from there it tends to 0; "
         "closer than δ = 0.25 it stays within 0.5 of 0."),
        ("f='ln x' a=0", "f has values only right of 0, and from there it falls without end."),
        ("f='sqrt(-1-x^2)' a=0", "f has no values near 0, so there is nothing to approach."),
        ("f='sin(1/x) ln|x|' a=0", "What f does near 0 was not found: neither numbers nor SymPy settle it."),
        ("f='7' a=0", "From both sides f tends to 7, and that is its value at 0: continuous; "
         "all over this window it stays within 0.5 of 7."),
    ],
)  # fmt: skip
def test_what_is_said(settings: str, sentence: str) -> None:
    assert scene(f"limits {settings}").sentence == sentence


@pytest.mark.parametrize(
    ("settings", "ending"),
    [
        ("f='|x|/x' a=0 side=left",
         "Left of 0 f tends to -1; left of 0, all over this window it stays within 0.5 of -1."),
        ("f='x^3' a=1 side=right", "continuous; right of 1, closer than δ = 0.144 it stays within 0.5 of 1."),
        ("f='x^3' a=1 side=left", "continuous; left of 1, closer than δ = 0.206 it stays within 0.5 of 1."),
        ("f='x^(1/x)' a=0", "Right of 0 f tends to 0; what it does left of it was not found."),
        ("f='|sin(1/x)|' a=0", "keeps swinging between 0 and 1 and settles on nothing: no limit."),
    ],
)  # fmt: skip
def test_what_holds_on_one_side_is_said_of_that_side(settings: str, ending: str) -> None:
    assert scene(f"limits {settings}").sentence.endswith(ending)


@given(st.floats(0.001, 9).map(lambda each: float(f"{each:.3g}")), st.sampled_from(["sin(x)/x", "(e^x-1)/x"]))
def test_the_delta_in_the_sentence_is_never_too_large(epsilon: float, f: str) -> None:
    """1.895 rounds to 1.9, and there sin(x)/x is further than 0.5 from 1."""
    shown = scene(f"limits f='{f}' a=0 epsilon={epsilon}")
    if found := re.search(r"δ = (\S+) ", shown.sentence):
        delta = float(found[1]) * (1 - 1e-9)
        value = {"sin(x)/x": sin(delta) / delta, "(e^x-1)/x": expm1(delta) / delta}[f]
        assert abs(value - 1) < epsilon
        assert delta == pytest.approx({each.name: each.value for each in shown.readouts}["delta"], rel=0.01)


def test_no_delta_is_not_found_where_the_limit_is_not() -> None:
    assert readouts("limits f='sin(1/x) ln|x|' a=0")["delta"] == "not found"


def test_what_only_rounding_says_is_neither_drawn_nor_marked() -> None:
    """In floats (1 - cos x)/x² falls to 0 where x is next to nothing."""
    plot, table = views(scene("limits f='(1-cos x)/x^2' a=0 distance=1e-6"))
    (curve,) = (mark for mark in plot.marks if isinstance(mark, Curve))
    assert np.nanmin(curve.y[np.abs(curve.x) < 0.1]) > 0.49
    cells = [row.cells[1] for row in table.rows]
    assert [cell.text for cell in cells[1:]] == ["lost to rounding"] * 4
    assert not any(cell.marked for cell in cells[1:])
    plot, _ = views(scene("limits f='(1-cos x)/x^2' a=0 distance=1e-9"))
    assert not [mark for mark in plot.marks if isinstance(mark, Point) and mark.label]
    plot, _ = views(scene("limits f='(1+x)^(1/x)' a=0 span=0.5"))
    (curve,) = (mark for mark in plot.marks if isinstance(mark, Curve))
    near = curve.y[np.abs(curve.x) < 0.01]
    assert np.nanmax(np.abs(near - e)) < 0.05


def test_marked_digits_hold_whatever_rounding_did() -> None:
    for f, true in (("(1+x)^(1/x)", e), ("(e^x-1)/x", 1.0), ("(x-1)/(x^2-1)", 0.5)):
        for distance in (1e-3, 1e-6, 1e-9):
            a = 1 if "x^2" in f else 0
            _, table = views(scene(f"limits f='{f}' a={a} distance={distance}"))
            for step, row in enumerate(table.rows):
                for cell in row.cells[1:]:
                    if "." in cell.text[: cell.marked]:
                        places = cell.marked - 1 - cell.text.index(".")
                        off = abs(float(cell.text[: cell.marked]) - true)
                        assert off < 10.0**-places + 2 * e * distance * 10.0**-step


def test_the_points_start_inside_the_window() -> None:
    for span in (0.01, 0.5, 3, 100):
        timeline = state(f"limits span={span}").timeline
        assert timeline.stop < timeline.start <= span


def test_a_hole_is_an_open_circle_and_a_jump_has_two() -> None:
    def holes(line: str) -> list[tuple[float, float]]:
        plot, _ = views(scene(line))
        return [(m.x, m.y) for m in plot.marks if isinstance(m, Point) and m.glyph is Glyph.HOLE]

    assert holes("limits") == [(2.0, 4.0)]
    assert holes("limits f='|x|/x' a=0") == [(0.0, -1.0), (0.0, 1.0)]
    assert holes("limits f='floor x' a=1") == [(1.0, 0.0)]  # from the right it is the value
    assert holes("limits f='1/x' a=0") == []
    assert holes("limits f='x^2' a=1") == []


def test_the_bands_are_as_wide_as_epsilon_and_delta() -> None:
    plot, _ = views(scene("limits epsilon=0.25"))
    flat, above, below = (mark for mark in plot.marks if isinstance(mark, Region))
    assert (flat.low[0], flat.high[0]) == (3.75, 4.25)
    assert above.x == pytest.approx([1.75, 2.25])
    assert below.x == pytest.approx([1.75, 2.25])
    assert [*above.low, *above.high] == [4.25, 4.25, inf, inf]  # nothing hatches the curve where it runs
    assert [*below.low, *below.high] == [-inf, -inf, 3.75, 3.75]
    plot, _ = views(scene("limits f='1/x' a=0"))
    assert not [mark for mark in plot.marks if isinstance(mark, Region)]


def test_digits_that_the_next_row_keeps_are_marked() -> None:
    _, table = views(scene("limits distance=0.5"))
    left = [row.cells[1] for row in table.rows]
    assert [cell.text[: cell.marked] for cell in left] == ["3.", "3.9", "3.99", "3.999", "3.9999"]
    right = [row.cells[2] for row in table.rows]
    assert [cell.text[: cell.marked] for cell in right] == ["4.", "4.0", "4.00", "4.000", "4.0000"]
    _, table = views(scene("limits f='1/x' a=0 distance=0.5"))
    assert [row.cells[1].marked for row in table.rows] == [0] * 5  # the point moves on every row
    for f in ("ln|x|", "sin(1/x)"):
        _, table = views(scene(f"limits f='{f}' a=0 distance=1e-6"))
        assert not any(cell.marked for row in table.rows for cell in row.cells[1:])


def test_one_side_shows_only_that_side() -> None:
    plot, table = views(scene("limits side=left"))
    assert table.columns == ("distance", "from the left")
    names = [mark.label for mark in plot.marks if isinstance(mark, Point) and mark.label]
    assert names == ["left"]


@given(st.sampled_from([-9, -6, -3, -1, 0]), st.sampled_from(["(x^2-4)/(x-2)", "x^3", "sin x"]))
def test_the_points_are_on_the_curve(power: int, f: str) -> None:
    distance = 10.0**power
    found = readouts(f"limits f='{f}' a=2 distance={distance}")
    functions: dict[str, Callable[[float], float]] = {
        "(x^2-4)/(x-2)": lambda x: x + 2,
        "x^3": lambda x: x**3,
        "sin x": sin,
    }
    assert found["left"] == pytest.approx(functions[f](2 - distance), abs=1e-6)
    assert found["right"] == pytest.approx(functions[f](2 + distance), abs=1e-6)

"""Log-sum-exp: against mpmath with as many digits as it takes, and breaks where the types end."""

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shown import plots, readouts, scene, state

from calctui.explore.controls import Slider
from calctui.scene import Curve, Outline, Point, Region, Role, Stack

TYPES = ("float16", "float32", "float64")
vectors = st.lists(st.integers(-3000, 3000).map(lambda tenths: tenths / 10), min_size=1, max_size=8)


def line(x: list[float], precision: str = "float64", shift: float = 0.0) -> str:
    return f"logsumexp x='{', '.join(map(repr, x))}' precision={precision} shift={shift!r}"


def outline(text: str) -> Outline:
    view = scene(text).view
    assert isinstance(view, Stack)
    found = view.views[0]
    assert isinstance(found, Outline)
    return found


@given(vectors, st.sampled_from(TYPES), st.integers(-1000, 1000))
def test_the_stable_way_is_right_wherever_it_is(x: list[float], precision: str, shift: int) -> None:
    with mpmath.workdps(60):
        rounded = [np.dtype(precision).type(each + shift) for each in x]
        powers = [mpmath.exp(mpmath.mpf(float(each))) for each in rounded]
        total = sum(powers)
        true, shares = float(mpmath.log(total)), [float(power / total) for power in powers]
    found = readouts(line(x, precision, float(shift)))
    epsilon = float(np.finfo(precision).eps)
    assert found["stable"] == pytest.approx(true, abs=10 * epsilon * (1 + abs(true)))
    assert found["softmax"] == pytest.approx(shares, abs=20 * epsilon)
    assert sum(found["softmax"]) == pytest.approx(1, abs=20 * epsilon)


@given(vectors, st.sampled_from(TYPES))
def test_the_naive_way_breaks_exactly_where_the_type_ends(x: list[float], precision: str) -> None:
    found, limits = readouts(line(x, precision)), np.finfo(precision)
    largest = max(float(np.dtype(precision).type(each)) for each in x)
    highest = float(mpmath.log(mpmath.mpf(float(limits.max))))
    lowest = float(mpmath.log(mpmath.mpf(float(limits.smallest_subnormal)) / 2))
    if largest > highest + 0.01:
        assert found["naive"] == "inf"
    elif largest < lowest - 0.01:
        assert found["naive"] == "-inf"
    elif largest < highest - 2.2 and largest > lowest + 1:  # eight of them are 2.1 above one
        assert isinstance(found["naive"], float)


def test_what_is_added_to_all_comes_out_again() -> None:
    for shift in (-500.0, -3.0, 700.0):
        moved = readouts(line([0.0, 1.0, 2.0], shift=shift))
        still = readouts(line([0.0, 1.0, 2.0]))
        assert moved["stable"] - still["stable"] == pytest.approx(shift)
        assert moved["softmax"] == pytest.approx(still["softmax"])
        assert moved["maximum"] == 2 + shift


# Time


@pytest.mark.parametrize("precision", TYPES)
def test_playing_takes_the_naive_way_through_both_disasters(precision: str) -> None:
    made = state(f"logsumexp precision={precision}")
    control = made.control("shift")
    assert isinstance(control, Slider)
    seen, stable = [], []
    for step in range(made.timeline.steps + 1):
        shown = made.with_value("shift", made.timeline.value(step, control)).scene({})
        values = {each.name: each.value for each in shown.readouts}
        word = values["naive"]
        seen.append(word if isinstance(word, str) else "a number")
        stable.append(values["stable"])
    assert list(dict.fromkeys(seen)) == ["-inf", "a number", "inf"]
    assert all(isinstance(each, float) for each in stable)
    assert (np.diff(stable) > 0).all()


# Picture


def test_overflow_is_marked_where_it_strikes() -> None:
    rows = outline("logsumexp x='88, 89, 90' precision=float32").rows
    assert [row.cells[1].text.endswith("overflow") for row in rows[:3]] == [False, True, True]
    assert all(row.cells[1].role is Role.ERROR for row in rows[1:3])
    assert [row.cells[3].text for row in rows[:3]] == ["0.135335", "0.367879", "1"]
    assert rows[-1].lit
    assert (rows[-1].cells[1].text, rows[-1].cells[3].text) == ("inf", "90.4076")


def test_underflow_hurts_only_as_written() -> None:
    cells = outline("logsumexp x='-800, 0, 2'").rows[0].cells
    assert (cells[1].text, cells[1].role) == ("0 underflow", Role.ERROR)
    assert (cells[3].text, cells[3].role) == ("0 underflow", Role.GUIDE)
    assert outline("logsumexp x='-744, 0'").rows[0].cells[1].text.endswith("coarse")


@given(vectors, st.sampled_from(TYPES))
@settings(max_examples=50)
def test_bars_are_as_high_as_the_shares(x: list[float], precision: str) -> None:
    (plot,) = plots(scene(line(x, precision)).view)
    shares = readouts(line(x, precision))["softmax"]
    bars = [mark for mark in plot.marks if isinstance(mark, Region) and mark.role is Role.TANGENT]
    assert [bar.high.max() for bar in bars] == shares
    assert [bar.x[0] for bar in bars] == list(range(1, len(x) + 1))
    naive = [mark for mark in plot.marks if isinstance(mark, Region) and mark.role is Role.SECANT]
    crosses = [mark for mark in plot.marks if isinstance(mark, Point)]
    assert len(naive) + len(crosses) == len(x)
    assert all(mark.label == "nan" for mark in crosses)
    borders = [mark for mark in plot.marks if isinstance(mark, Curve)]
    assert len(borders) == len(bars) + len(naive)


# Words


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            "",
            "In float64 e^1002 is too large: the naive way ends in ∞; "
            "with 1002 taken out first it comes to 1002.41.",
        ),
        ("x='0, 1, 2'", "Both ways come to 2.40761"),
        ("x='11, 11, 11' precision=float16", "Each e^x fits into float16, but not their sum"),
        ("x='-1000, -1001'", "In float64 every e^x underflows to 0, and ln 0 is -∞; with -1000 taken out"),
        ("x='-744, -744.2'", "float64 has few digits for e^x: the naive way is off by 0.06"),
        ("x='-18, -18' precision=float16", "every e^x underflows"),
    ],
)
def test_what_is_said(settings: str, said: str) -> None:
    assert said in scene(f"logsumexp {settings}").sentence


@given(vectors, st.sampled_from(TYPES), st.floats(-21000, 21000))
def test_the_sentence_is_true_everywhere(x: list[float], precision: str, shift: float) -> None:
    text = line(x, precision, round(shift, 1))
    found, said = readouts(text), scene(text).sentence
    assert len(said) <= 156
    assert ("ends in ∞" in said) == (found["naive"] == "inf")
    assert ("ln 0 is -∞" in said) == (found["naive"] == "-inf")
    if "Both ways" in said:
        assert found["naive"] == pytest.approx(found["stable"], rel=10 * np.finfo(precision).eps, abs=1e-2)


@pytest.mark.parametrize("precision", TYPES)
@pytest.mark.parametrize("x", ["1000, 1001, 1002", "0.1, 0.2, -3, 5", "-900"])
def test_the_code_prints_the_same(x: str, precision: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = f"logsumexp x='{x}' precision={precision} shift=0.5"
    exec(compile(scene(text).code, "snippet", "exec"), {})  # noqa: S102 - our own code
    printed = dict(each.split(" ", 1) for each in capsys.readouterr().out.splitlines())
    found = readouts(text)
    for name in ("maximum", "naive", "stable"):
        assert float(printed[name]) == float(found[name])
    assert np.fromstring(printed["softmax"].strip("[]"), sep=" ") == pytest.approx(found["softmax"], abs=1e-3)

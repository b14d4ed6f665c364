"""Differences: digits against decimal arithmetic, errors against mpmath, words that are true on both arms."""

import re
from decimal import Decimal

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shown import plots, readouts, scene, state

from calctui.explorables.parts.subtraction import nothing_subtracted, subtraction
from calctui.explore.link import command, read_settings
from calctui.scene import Curve, Outline, Point, Role, Segment, Stack

ALL = ("forward", "central", "complex")
tenths = st.integers(-30, 30).map(lambda count: count / 10)


def outline(line: str) -> Outline:
    view = scene(line).view
    assert isinstance(view, Stack)
    found = view.views[1]
    assert isinstance(found, Outline)
    return found


def texts(found: Outline) -> list[str]:
    return ["".join(cell.text for cell in row.cells[1:]).strip() for row in found.rows]


# Numbers


@pytest.mark.parametrize("scheme", ALL)
@pytest.mark.parametrize(("f", "x", "true"), [
    ("sin x", 1.0, lambda x: mpmath.cos(x)),
    ("e^x", 0.5, lambda x: mpmath.exp(x)),
    ("x^3 - 2x", -1.5, lambda x: 3 * x**2 - 2),
])  # fmt: skip
def test_the_error_is_what_is_missing_of_the_true_slope(scheme: str, f: str, x: float, true: object) -> None:
    assert callable(true)
    for h in (0.1, 1e-4, 1e-9):
        found = readouts(f"differences f='{f}' x={x} h={h} scheme={scheme}")
        exact = float(true(mpmath.mpf(x)))
        assert found["exact"] == pytest.approx(exact, rel=1e-14)
        assert found["error"] == pytest.approx(found["estimate"] - exact, abs=1e-14)


def test_the_chapters_two_ends_of_h() -> None:
    """Too large an h is off by truncation, about h/2; too small a one by rounding, about ε/h."""
    large, small = (readouts(f"differences h={h}") for h in (0.01, 1e-13))
    assert abs(large["error"]) == pytest.approx(0.01 / 2 * np.sin(1), rel=0.01)
    assert 1e-6 < abs(small["error"]) < 1e-2
    best = abs(readouts("differences h=1e-8")["error"])
    assert best < 1e-7 < min(abs(large["error"]), abs(small["error"]))


@pytest.mark.parametrize(("scheme", "precision", "low", "high"), [
    ("forward", "float64", 3e-9, 1e-7), ("central", "float64", 1e-6, 5e-5),
    ("forward", "float32", 5e-5, 5e-3),
    ("central", "float32", 2e-3, 5e-2), ("complex", "float64", 1e-9, 1e-6),
])  # fmt: skip
def test_the_best_h_is_where_theory_puts_it(scheme: str, precision: str, low: float, high: float) -> None:
    """√ε and ∛ε, within a factor; for a complex step the largest h of those that are all as good."""
    assert low < readouts(f"differences scheme={scheme} precision={precision}")["best_h"] < high


@pytest.mark.parametrize("h", [1e-3, 1e-8, 1e-12])
def test_digits_that_cancel_are_those_of_decimal_arithmetic(h: float) -> None:
    upper, lower, rest, *_ = texts(outline(f"differences h={h}"))
    assert Decimal(upper) - Decimal(lower) == pytest.approx(Decimal(rest), abs=Decimal("2e-17"))
    assert float(upper) == pytest.approx(np.sin(1 + h), abs=1e-16)
    assert float(lower) == pytest.approx(np.sin(1.0), abs=1e-16)
    name = outline(f"differences h={h}").rows[2].cells[0].text
    gone, left = map(int, re.findall(r"\d+", name))
    assert left == round(readouts(f"differences h={h}")["digits_left"])
    assert 15 <= gone + left <= 17


sizes = st.floats(1e-12, 1e12) | st.floats(-1e12, -1e-12)


@given(sizes, st.floats(-1.0, 1.0), st.integers(0, 17))
def test_numbers_stand_point_below_point(u: float, change: float, power: int) -> None:
    v = u * (1 + change * 10.0**-power)
    rows = subtraction(
        ("f(x + h)", "f(x)"), (np.float64(u), np.float64(v)), "h", (np.float64(1), np.float64(2))
    ).rows
    heads, tails = ([row.cells[place].text for row in rows[:3]] for place in (1, 2))
    assert len({len(text) for text in heads}) == len({len(text) for text in tails}) == 1
    assert len({(head + tail).find(".") for head, tail in zip(heads, tails, strict=True)}) == 1
    written = float(heads[0].strip() + tails[0]), float(heads[1].strip() + tails[1])
    size = max(abs(u), abs(v))
    assert written == pytest.approx((u, v), abs=1e-15 * size)
    cancelled = re.sub(r"[-.\s]", "", heads[2])
    assert set(cancelled) <= {"0", "1"}  # 1 where the digits straddle a round number
    assert float(heads[2].strip() + tails[2]) == pytest.approx(u - v, abs=1e-15 * size)


def test_numbers_that_are_none_are_named() -> None:
    rows = subtraction(
        ("a", "b"), (np.float64(np.inf), np.float64(1)), "h", (np.float64(np.nan), np.float64(2))
    ).rows
    assert [row.cells[1].text for row in rows] == ["inf", "1", "no number", "undefined", "2"]
    assert nothing_subtracted(np.float64(np.nan), "h", (np.float64(1), np.float64(1))).rows[0].cells[1].text


# Pictures


def test_the_valley_hugs_theory_on_both_arms() -> None:
    (plot,) = plots(scene("differences").view)
    assert plot.log_x
    assert plot.log_y
    curves = {mark.label: mark for mark in plot.marks if isinstance(mark, Curve)}
    error = curves["error"]
    for name, near in (("cancellation", 1.0), ("not the limit", 0.1)):
        theory = curves[name]
        missing = theory.y - np.interp(theory.x, error.x, error.y)
        middle = missing[len(missing) // 4 : -len(missing) // 4]
        assert middle.min() > -0.1  # decades: rounding is at most what theory says, and by luck far less
        assert np.median(middle) < near
    slopes = [np.polyfit(curves[name].x, curves[name].y, 1)[0] for name in ("cancellation", "not the limit")]
    assert slopes == pytest.approx([-1, 1], abs=0.1)
    mark = next(mark for mark in plot.marks if isinstance(mark, Segment))
    assert mark.x0 == pytest.approx(np.log10(np.sqrt(np.finfo(float).eps)))


@pytest.mark.parametrize("scheme", ALL)
def test_the_point_stands_on_the_curve(scheme: str) -> None:
    for h in (1e-2, 1e-6, 1e-11):
        (plot,) = plots(scene(f"differences h={h} scheme={scheme}").view)
        error = next(mark for mark in plot.marks if isinstance(mark, Curve) and mark.label == "error")
        point = next(mark for mark in plot.marks if isinstance(mark, Point) and mark.role is Role.POINT)
        assert point.x == pytest.approx(np.log10(h))
        assert point.y == pytest.approx(np.interp(point.x, error.x, error.y), abs=1.0)


def test_the_complex_step_is_flat_at_rounding() -> None:
    (plot,) = plots(scene("differences scheme=complex").view)
    error = next(mark for mark in plot.marks if isinstance(mark, Curve) and mark.label == "error")
    assert (error.y[error.x < -8.5] < -15.5).all()


@given(st.sampled_from(ALL), st.sampled_from(["float32", "float64"]), st.floats(-16, 0))
def test_the_window_stands_still_while_h_falls(scheme: str, precision: str, power: float) -> None:
    lines = (f"differences scheme={scheme} precision={precision} h={h}" for h in (1, min(10.0**power, 1)))
    first, then = (plots(scene(line).view)[0] for line in lines)
    assert first.window == then.window


# Words


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("h=0.1", "A step of 0.1 is too large, not yet the limit"),
        ("h=1e-13", "A step of 1e-13 is too small: digits cancel"),
        ("h=1e-8", "about as good as it gets"),
        ("h=1e-16", "x + h rounds to x in float64: all digits cancel"),
        ("h=1e-9 precision=float32", "x + h rounds to x in float32"),
        ("f='1e9 + x^2' h=1e-9", "both values round alike in float64"),
        ("f='3' h=0.1", "Both numbers are the same, and that is right"),
        ("f='x^2' x=0 h=0.1 scheme=central", "and that is right: the slope is 0"),
        ("f='x^2' h=0.5 scheme=central", "right to the last digit that float64 holds"),
        ("f='|x|' x=0 h=0.1", "At 0 f has no slope, yet the quotient comes to 1"),
        ("f='ln x' x=-1", "f has no value at -1"),
        ("f='ln x' x=0.1 h=0.5 scheme=central", "not every value is a finite float64"),
        ("f='e^(e^x)' x=7", "too large for a float"),
        ("f='e^x' x=89 precision=float32", "not every value is a finite float32"),
        ("f='1e38 sin(100 x)' x=0.01 h=1e-4 precision=float32", "the quotient is too large for float32"),
        ("f='relu x' scheme=complex", "No complex step: relu is put together from pieces"),
        ("f='erf x' scheme=complex", "No complex step: NumPy has no complex erf"),
        ("h=1e-16 scheme=complex", "Nothing is subtracted: with h = 1e-16"),
        ("h=0.1 scheme=complex", "the complex step is off by 0.0009: too large"),
    ],
)
def test_what_is_said(settings: str, said: str) -> None:
    assert said in scene(f"differences {settings}").sentence


@given(st.sampled_from(["sin x", "e^x", "x^2", "1/x", "|x|", "1e6 + x"]), st.floats(-16, 0),
       st.sampled_from(ALL), st.sampled_from(["float32", "float64"]), tenths)  # fmt: skip
@settings(max_examples=300)
def test_a_step_is_only_called_too_small_or_large_beside_a_better_one(
    f: str, power: float, scheme: str, precision: str, x: float
) -> None:
    line = f"differences f='{f}' x={x} h={max(10.0**power, 1e-16)} scheme={scheme} precision={precision}"
    found, said = readouts(line), scene(line).sentence
    assert len(said) <= 156
    if "is too large, not" in said:
        assert state(line).setting("h").value > found["best_h"]
    if "is too small: digits" in said:
        assert state(line).setting("h").value < found["best_h"]
    if "is too large, not" in said or "is too small: digits" in said:
        best = readouts(re.sub(r" h=\S+", f" h={found['best_h']}", line))
        assert abs(found["error"]) > abs(best["error"])
    if "right to the last digit" in said:
        assert found["error"] == pytest.approx(0, abs=4 * np.finfo(precision).eps * abs(found["exact"]))


# The gradient check


@pytest.mark.parametrize(
    ("settings", "verdict", "said"),
    [
        ("claim='cos(x) + 0'", "passes", "it passes, rightly"),
        ("claim='-cos x'", "fails", "it fails, and it is wrong by 1.1"),
        ("claim='1.0005 cos x'", "passes wrongly", "The claim passes, though it is wrong by 0.00027"),
        ("claim='cos(x) + 0' h=0.3", "fails wrongly", "A false alarm: the claim is right"),
        ("claim='ln(x - 2)'", "undefined", "can't be checked here"),
        ("f='|x|' x=0 claim='0'", "undefined", "can't be checked here"),
    ],
)
def test_a_claim_is_checked(settings: str, verdict: str, said: str) -> None:
    line = f"differences {settings}"
    assert readouts(line)["check"] == verdict
    assert said in scene(line).sentence


def test_the_check_is_that_of_torch() -> None:
    """|claim - estimate| <= 1e-5 + 1e-3 |estimate|, on both sides of the border."""
    estimate = readouts("differences f='x^2' x=1 h=1e-6 scheme=central")["estimate"]
    border = estimate * 1.001 + 1e-5
    for claim, word in ((border - 1e-7, "passes wrongly"), (border + 1e-7, "fails")):
        line = f"differences f='x^2' x=1 h=1e-6 scheme=central claim={claim!r}"
        assert readouts(line)["check"] == word


def test_both_formulas_share_their_letters() -> None:
    line = "differences f='sin(k x)' claim='k cos(k x) + j' k=2 j=0.5"
    made = state(line)
    assert dict(made.parameters) == {"k": 2.0, "j": 0.5}
    names = [setting.name for setting in made.settings()]
    assert len(set(names)) == len(names)
    assert readouts(line)["claim_error"] == pytest.approx(0.5)
    words = command(made).removeprefix("calctui differences ")
    assert read_settings(type(made)(), words) == made
    assert dict(made.with_text("f", "cos x").parameters) == {"k": 2.0, "j": 0.5}


# Code


@pytest.mark.parametrize(
    "f", ["cbrt x", "softplus x", "sigmoid x", "mish x", "silu(x)^2", "x^3 / 7", "ln(x) + erf(1)"]
)
@pytest.mark.parametrize("precision", ["float32", "float64"])
@pytest.mark.parametrize("scheme", ALL)
def test_the_code_prints_the_same(
    f: str, precision: str, scheme: str, capsys: pytest.CaptureFixture[str]
) -> None:
    line = f"differences f='{f}' x=0.7 h=0.01 precision={precision} scheme={scheme}"
    exec(compile(scene(line).code, "snippet", "exec"), {})  # noqa: S102 - our own code
    printed = dict(each.split() for each in capsys.readouterr().out.splitlines())
    found = readouts(line)
    for name in ("estimate", "exact", "error", "claim_error"):
        assert float(printed[name]) == pytest.approx(
            found[name], abs=1e-4 if precision == "float32" else 1e-12
        )

"""The clinic: ailments against mpmath, formulas value by value, and every step on the way down to 0."""

import math
import re
from itertools import pairwise

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shown import plots, readouts, scene, state

from calctui.explorables.parts.vanishing import LEAST, Vanishing
from calctui.explore.controls import Slider
from calctui.explore.errors import SettingError
from calctui.explore.explorable import Explorable
from calctui.explore.link import command, read_settings
from calctui.maths.ailments import AILMENTS
from calctui.scene import Curve, Diagram, Outline, Point, Region, Role, Stack

TYPES = ("float16", "float32", "float64")
CASES = (*AILMENTS, "formula")
TRUE = {
    "e^big": lambda x: mpmath.log1p(mpmath.exp(x)),
    "log(1+tiny)": mpmath.log1p,
    "e^tiny - 1": mpmath.expm1,
}


def line(case: str, value: float, precision: str = "float64") -> str:
    return f"nanclinic case='{case}' value={value!r} precision={precision}"


def control(made: Explorable) -> Slider:
    found = made.control("value")
    assert isinstance(found, Slider)
    return found


def as_float(word: float | str) -> float:
    return math.nan if word == "undefined" else float(word)


# Ailments


@pytest.mark.parametrize("precision", ["float32", "float64"])
@pytest.mark.parametrize("case", TRUE)
@given(share=st.floats(0, 1))
def test_the_stable_way_is_right_and_the_naive_way_is_off_where_it_is_said(
    case: str, precision: str, share: float
) -> None:
    made = state(line(case, AILMENTS[case].value, precision))
    value = made.timeline.value(round(share * made.timeline.steps), control(made))
    found = readouts(line(case, value, precision))
    with mpmath.workdps(50):
        true = float(TRUE[case](mpmath.mpf(float(np.dtype(precision).type(value)))))
    epsilon = float(np.finfo(precision).eps)
    assert found["stable"] == pytest.approx(true, rel=8 * epsilon, abs=1e-300)
    said, naive = scene(line(case, value, precision)).sentence, as_float(found["naive"])
    if "all is well" in said:
        assert naive == pytest.approx(true, rel=16 * epsilon)
    if digits := re.search(r"with (\d+) digit", said):
        off = abs(naive - true) / true
        assert int(digits[1]) == pytest.approx(-np.log10(off), abs=1.1)
    assert ("∞" in said) == math.isinf(naive)


@pytest.mark.parametrize("precision", TYPES)
@pytest.mark.parametrize("case", AILMENTS)
def test_every_ailment_breaks_and_its_remedy_holds(case: str, precision: str) -> None:
    made = state(line(case, AILMENTS[case].value, precision))
    words = []
    for step in range(made.timeline.steps + 1):
        there = made.with_value("value", made.timeline.value(step, control(made)))
        found = {each.name: each.value for each in there.scene({}).readouts}
        assert isinstance(found["stable"], float)
        assert found["remedy"] == AILMENTS[case].remedy
        assert len(there.scene({}).sentence) <= 156
        naive = as_float(found["naive"])  # type: ignore[arg-type]
        words.append(math.isclose(naive, found["stable"], rel_tol=1e-3))
    assert words[0] or case == "e^tiny - 1"
    assert not all(words) or precision == "float16"


@pytest.mark.parametrize("precision", TYPES)
@pytest.mark.parametrize("case", AILMENTS)
def test_failure_is_shaded_where_it_is(case: str, precision: str) -> None:
    plot = plots(scene(line(case, AILMENTS[case].value, precision)).view)[0]
    naive, stable = (
        next(mark for mark in plot.marks if isinstance(mark, Curve) and mark.label == name)
        for name in ("naive", "stable")
    )
    shaded = np.zeros(naive.x.shape, dtype=bool)
    for mark in plot.marks:
        if isinstance(mark, Region):
            shaded |= (naive.x >= mark.x[0]) & (naive.x <= mark.x[-1])
    assert shaded[~np.isfinite(naive.y) & np.isfinite(stable.y)].all()
    assert shaded.any()
    assert np.isfinite(stable.y).sum() >= np.isfinite(naive.y).sum()
    kept = ~shaded & np.isfinite(naive.y)
    if case not in ("log(0)", "0/0", "sqrt(negative)"):
        assert naive.y[kept] == pytest.approx(stable.y[kept], rel=2e-3, abs=1e-3)


def test_a_value_that_is_none_stands_at_the_border() -> None:
    for text, border in ((line("e^big", 1000.0), "y_high"), (line("log(0)", 0.0), "y_low")):
        plot = plots(scene(text).view)[0]
        cross = next(mark for mark in plot.marks if isinstance(mark, Point) and mark.role is Role.ERROR)
        assert cross.y == getattr(plot.window, border)
        assert cross.label in ("inf", "-inf")


# The slider to 0, and the value that a case brings


@pytest.mark.parametrize("depth", [10.0, 20.0, 50.0, 301.0])
def test_the_way_down_to_nothing_and_up_again(depth: float) -> None:
    slider = Vanishing(depth=depth, help="x")
    value, way = 1.0, [1.0]
    while value and len(way) < 5 * depth:
        value = slider.step(value, -1)
        way.append(value)
    assert way[-1] == 0
    assert slider.step(LEAST, -0.1) == 0 or depth < 300
    assert all(high > low for high, low in pairwise(way))
    assert slider.step(0.0, 1) > 0
    assert slider.step(1.0, 10) == 1.0
    assert [slider.share(0.0), slider.share(1.0)] == [0, 1]
    assert all(slider.read(slider.write(each)) == each for each in way)
    assert min(each for each in way if each) >= LEAST


@pytest.mark.parametrize("precision", TYPES)
@pytest.mark.parametrize("case", CASES)
def test_every_frame_of_the_timeline_is_a_command(case: str, precision: str) -> None:
    made = state(f"nanclinic case='{case}' precision={precision}")
    for step in range(made.timeline.steps + 1):
        there = made.with_value("value", made.timeline.value(step, control(made)))
        assert read_settings(type(made)(), command(there).removeprefix("calctui nanclinic")) == there


def test_a_case_brings_the_value_that_it_breaks_at() -> None:
    made = state("nanclinic")
    for case in (*CASES, *CASES):
        made = made.with_value("case", case)
        typical = AILMENTS[case].value if case in AILMENTS else 1000.0
        assert made.setting("value").value == typical
    assert state("nanclinic case=e^big value=5").with_value("case", "log(0)").setting("value").value == 0.0
    assert state("nanclinic value=0.5 case='0/0'") == state("nanclinic case='0/0' value=0.5")
    with pytest.raises(SettingError, match="out of range"):
        state("nanclinic case='log(0)' value=2")


# A formula of one's own


def diagram(text: str) -> Diagram:
    view = scene(text).view
    assert isinstance(view, Stack)
    found = view.views[0]
    assert isinstance(found, Diagram)
    return found


@pytest.mark.parametrize(
    ("f", "value", "precision", "lit", "said"),
    [
        ("z = e^x; p = z/(1 + z); L = -ln p", 1000, "float64", "z",
         "z = e^x overflows; the first that is no number is born at p = z/v1 = ∞/∞."),
        ("z = e^x; p = z/(1 + z); L = -ln p", -1000, "float64", "z",
         "z = e^x rounds to 0; in the end L = ∞."),
        ("(x - x)/(x - x)", 3, "float32", "f", "the first that is no number is born at f = v1/v1 = 0/0."),
        ("sqrt(x)", -4, "float64", "f", "the first that is no number is born at f = √x = sqrt(-4)."),
        ("1/x", 0, "float64", "f", "f = 1/x is infinite; in the end f = ∞."),
        ("ln(x) - ln(x)", 0, "float64", "v1", "v1 = ln(x) is infinite; the first that is no number"),
        ("1 + x", 1, "float16", None, "Nothing goes wrong in float16: f = 2."),
        ("x", 1, "float16", None, "Nothing goes wrong in float16: x = 1."),
        ("e^x - 1", 1e-10, "float64", None, "more than half of the digits cancel in f = v1 - 1"),
        ("1e300 x", 1, "float32", "f", "1e+300 overflows"),
        ("x + 1e-300", 0, "float32", "f", "1e-300 rounds to 0"),
    ],
)  # fmt: skip
def test_the_first_trouble_is_found(f: str, value: float, precision: str, lit: str | None, said: str) -> None:
    text = f"nanclinic case=formula f='{f}' value={value} precision={precision}"
    assert said in scene(text).sentence
    assert [box.name for box in diagram(text).boxes if box.lit] == ([lit] if lit else [])
    assert all(link.lit == (link.stop == box.key) for box in diagram(text).boxes if box.lit
               for link in diagram(text).links)  # fmt: skip


@pytest.mark.parametrize("precision", TYPES)
@pytest.mark.parametrize("f", [
    "z = e^x; p = z/(1 + z); L = -ln p", "sigmoid(x)^2/7", "gelu(x) + 0.1", "exp(2) x", "sqrt(x^2 - 2)",
    "|x|^3 - 1/3",
])  # fmt: skip
@pytest.mark.parametrize("value", [-1000.0, 0.3, 5.5, 1000.0])
def test_the_code_computes_the_same_values(
    f: str, value: float, precision: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"nanclinic case=formula f='{f}' value={value} precision={precision}"
    shown = scene(text)
    exec(compile(shown.code, "snippet", "exec"), {})  # noqa: S102 - our own code
    printed = dict(each.split() for each in capsys.readouterr().out.splitlines())
    assert float(printed["naive"]) == pytest.approx(as_float(readouts(text)["naive"]), rel=1e-6, nan_ok=True)
    assert shown.table is not None
    for name, word in shown.table.rows:
        assert float(printed[str(name)]) == pytest.approx(float(word), rel=1e-5, nan_ok=True)


formulas = st.sampled_from(
    [
        "x^900 - x",
        "ln(ln x)",
        "1/(x - x)",
        "sqrt(1 - x^2)",
        "e^(-x^2)/e^(-x^2)",
        "tan x",
        "3",
        "firstlongname = e^(e^x); secondlongname = firstlongname/firstlongname",
    ]
)


@given(formulas, st.floats(-2000, 2000), st.sampled_from(TYPES))
def test_every_state_of_a_formula_is_told_in_a_sentence_that_fits(
    f: str, value: float, precision: str
) -> None:
    text = f"nanclinic case=formula f='{f}' value={round(value, 3)!r} precision={precision}"
    said, found = scene(text).sentence, readouts(text)
    assert len(said) <= 156
    assert ("no number is born" in said) == (found["naive"] == "undefined")
    assert (found["remedy"] == "nothing to mend") == ("Nothing goes wrong" in said)
    assert found["stable"] == "not known"


def test_the_card_says_what_ails() -> None:
    for case, ailment in AILMENTS.items():
        card = scene(line(case, ailment.value)).view.views[1]  # type: ignore[union-attr]
        assert isinstance(card, Outline)
        whole = " ".join(cell.text for row in card.rows for cell in row.cells)
        for said in (ailment.code, ailment.symptom, ailment.cause, ailment.remedy):
            assert said in whole

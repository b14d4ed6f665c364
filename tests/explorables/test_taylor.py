"""Taylor series: coefficients and sums against mpmath, the radius and all words against closed forms."""

import re
from collections.abc import Callable
from math import inf, pi, sqrt
from typing import Any

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shown import plots, readouts, scene

from calctui.scene import Curve, Point, Region, Role, Segment

FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "exp(x)": mpmath.exp,
    "sin x": mpmath.sin,
    "1/(1+x^2)": lambda x: 1 / (1 + x**2),
    "ln(3 + x)": lambda x: mpmath.log(3 + x),
    "sigmoid(x)": lambda x: 1 / (1 + mpmath.exp(-x)),
    "exp(sin x)": lambda x: mpmath.exp(mpmath.sin(x)),
    "x tanh(x)": lambda x: x * mpmath.tanh(x),
    "gelu(x)": lambda x: x * mpmath.ncdf(x),
}


@pytest.mark.parametrize("f", FUNCTIONS)
@pytest.mark.parametrize("a", [-1.3, 0.0, 0.7])
@pytest.mark.parametrize("order", [0, 1, 5, 30])
def test_the_polynomial(f: str, a: float, order: int) -> None:
    found = readouts(f"taylor f='{f}' a={a} order={order} x=0.4")
    with mpmath.workdps(60):
        truth = mpmath.taylor(FUNCTIONS[f], mpmath.mpf(a), order, radius=mpmath.mpf(1) / 100)
        total = sum(each * (mpmath.mpf("0.4") - mpmath.mpf(a)) ** k for k, each in enumerate(truth))
        value = FUNCTIONS[f](mpmath.mpf("0.4"))
    assert found["coefficients"] == pytest.approx([float(each) for each in truth], rel=1e-9, abs=1e-12)
    assert found["taylor"] == pytest.approx(float(total), rel=1e-9)
    assert found["true"] == pytest.approx(float(value), rel=1e-12)
    assert found["error"] == pytest.approx(found["taylor"] - found["true"], abs=1e-15)


@pytest.mark.parametrize(
    ("f", "a", "radius"),
    [
        ("exp(x)", 0, inf),
        ("x^3 - x", 2, inf),
        ("1/(1+x^2)", 0, 1),
        ("1/(1+x^2)", 2, sqrt(5)),
        ("ln(1+x)", 0, 1),
        ("ln(1+x)", 1.5, 2.5),
        ("sqrt x", 1, 1),
        ("sigmoid(x)", 0, pi),
        ("tan x", 0, pi / 2),
    ],
)
def test_the_radius_of_convergence(f: str, a: float, radius: float) -> None:
    found = readouts(f"taylor f='{f}' a={a} order=3")["radius"]
    assert float(found) == pytest.approx(radius, rel=0.03)


@pytest.mark.parametrize(
    ("f", "a", "order", "exists"),
    [("|x|", 0, 1, 0), ("|x|^3", 0, 3, 2), ("x |x|", 0, 2, 1), ("relu(x)", 0, 5, 0), ("|x - 1|^5", 1, 5, 4)],
)
def test_no_polynomial_where_a_derivative_does_not_exist(f: str, a: float, order: int, exists: int) -> None:
    shown = scene(f"taylor f='{f}' a={a} order={order}")
    found = {each.name: each.value for each in shown.readouts}
    assert found["taylor"] == found["error"] == "does not exist"
    assert found["radius"] == "not found"
    assert len(found["coefficients"]) == exists + 1  # type: ignore[arg-type]
    assert f"there is no polynomial of order {order}" in shown.sentence
    lower = readouts(f"taylor f='{f}' a={a} order={exists}")
    assert isinstance(lower["taylor"], float)


@pytest.mark.parametrize(("f", "a"), [("ln x", -1), ("floor x", 2), ("1/x", 0), ("sqrt(-1-x^2)", 0)])
def test_no_polynomial_at_all(f: str, a: float) -> None:
    shown = scene(f"taylor f='{f}' a={a}")
    found = {each.name: each.value for each in shown.readouts}
    assert found["taylor"] == "does not exist"
    assert found["coefficients"] == [] or f == "floor x"
    assert "no Taylor polynomial" in shown.sentence or "ends with a constant" in shown.sentence


def test_the_flat_function_has_only_zeros_and_says_so() -> None:
    shown = scene("taylor f='exp(-1/x^2)' order=8 x=1")
    found = {each.name: each.value for each in shown.readouts}
    assert found["coefficients"] == [0.0] * 9
    assert found["taylor"] == 0.0
    assert found["error"] == pytest.approx(-np.exp(-1))
    assert "each of its first 80 derivatives is 0" in shown.sentence
    (band,) = (mark for mark in plots(shown.view)[0].marks if isinstance(mark, Region))
    assert not band.x.size  # where f is too small for a float, it is not met
    assert "derivatives is 0" not in scene("taylor f='7' order=8").sentence


def test_a_hole_is_filled() -> None:
    """sin(x)/x is 1 - x²/6 + x⁴/120 … around 0, where it has no value."""
    found = readouts("taylor f='sin(x)/x' order=4 x=0.5")
    assert found["coefficients"] == pytest.approx([1, 0, -1 / 6, 0, 1 / 120], abs=1e-12)


@given(st.integers(0, 30), st.sampled_from(["exp(x)", "1/(1+x^2)", "sin x + 2", "ln(1+x) + 3"]))
def test_the_stretch_is_where_the_error_is_under_one_per_cent(order: int, f: str) -> None:
    graph, _ = plots(scene(f"taylor f='{f}' order={order} span=2").view)
    curves = {mark.label: mark for mark in graph.marks if isinstance(mark, Curve)}
    (band,) = (mark for mark in graph.marks if isinstance(mark, Region))
    low, high = band.x
    true, fit = curves["f"], curves[f"order {order}"]
    y = np.interp(fit.x, true.x, true.y)
    close = np.abs(fit.y - y) <= 0.01 * np.abs(y) + 1e-12
    inside = (fit.x > low + 1e-6) & (fit.x < high - 1e-6)
    assert close[inside].all()
    for edge, step in ((low, -1e-3), (high, 1e-3)):
        if abs(edge) < 2:
            beyond = np.argmin(np.abs(fit.x - (edge + step * 4)))
            assert not close[beyond]


STRETCHES: list[tuple[str, float, int, float, Callable[[Any], Any]]] = [
    ("exp(x)", 0, 2, 3, mpmath.exp),
    ("1/(1+x^2)", 2, 2, 3, lambda x: 1 / (1 + x**2)),
    ("x^1000", 1, 2, 0.01, lambda x: x**1000),
    ("ln x", 0.01, 2, 3, mpmath.log),
    ("1/x", 0.001, 2, 3, lambda x: 1 / x),
    ("cosh x", 3, 15, 100, mpmath.cosh),
    ("atan x", 3, 0, 0.5, mpmath.atan),
]


@pytest.mark.parametrize(("f", "a", "order", "span", "oracle"), STRETCHES)
def test_the_stretch_in_the_sentence_holds_and_goes_no_further(
    f: str, a: float, order: int, span: float, oracle: Callable[[Any], Any]
) -> None:
    """Ends are rounded towards a, with digits enough for their distance from it."""
    sentence = scene(f"taylor f='{f}' a={a} order={order} span={span}").sentence
    found = re.search(r"within 1 % from (\S+) to ([^\s;]*\d)", sentence)
    assert found, sentence
    with mpmath.workdps(50):
        terms = mpmath.taylor(oracle, mpmath.mpf(a), order)[::-1]

        def share(x: Any) -> Any:
            return abs(mpmath.polyval(terms, x - mpmath.mpf(a)) / oracle(x) - 1)

        for end in map(mpmath.mpf, found.groups()):
            out = end - mpmath.mpf(a)
            assert share(end) <= 0.01
            assert abs(out) >= span or share(mpmath.mpf(a) + out * 1.02) > 0.01


@pytest.mark.parametrize("f", ["x^30", "x^60", "|x|^3"])
def test_underflow_is_no_agreement(f: str) -> None:
    assert scene(f"taylor f='{f}' order=1 span=0.01").sentence.endswith(
        "within 1 % only at the point itself."
    )


@pytest.mark.parametrize(
    ("settings", "aside"),
    [
        ("f='sin x' order=17", True),
        ("f='sin x' order=9", False),
        ("f='cos x' order=60", False),
        ("f='x^3 - x' order=3", False),
    ],
)
def test_zeros_that_a_polynomial_all_but_meets_are_set_aside(settings: str, aside: bool) -> None:
    """Where f is 0 an error of 1e-8 is not under 1 % of it; where there is only rounding nothing is said."""
    shown = scene(f"taylor span=6 {settings}")
    assert ("zeros of f aside" in shown.sentence) is aside
    if aside:
        (band,) = (mark for mark in plots(shown.view)[0].marks if isinstance(mark, Region))
        assert band.x[1] > 4  # beyond π


def test_the_newest_term_is_shown_alone() -> None:
    graph, errors = plots(scene("taylor order=4 span=2").view)
    term = next(mark for mark in graph.marks if isinstance(mark, Curve) and mark.label == "term 4")
    assert term.y == pytest.approx(term.x**4 / 24)
    assert errors.log_y


def test_the_error_is_drawn_as_its_logarithm() -> None:
    _, errors = plots(scene("taylor order=2 x=1").view)
    error = next(mark for mark in errors.marks if isinstance(mark, Curve) and mark.role is Role.ERROR)
    at = np.argmin(np.abs(error.x - 1))
    assert error.y[at] == pytest.approx(np.log10(np.e - 2.5), abs=1e-6)
    (point,) = (mark for mark in errors.marks if isinstance(mark, Point))
    assert (point.x, point.y) == pytest.approx((1, np.log10(np.e - 2.5)))


def test_the_disc_of_convergence_has_borders() -> None:
    graph, _ = plots(scene("taylor f='1/(1+x^2)' order=8 span=2").view)
    borders = sorted(
        mark.x0 for mark in graph.marks if isinstance(mark, Segment) and mark.role is Role.SPECIAL
    )
    assert borders == pytest.approx([-1, 1], rel=0.01)
    graph, _ = plots(scene("taylor f='exp(x)' order=8 span=2").view)
    assert not [mark for mark in graph.marks if isinstance(mark, Segment) and mark.role is Role.SPECIAL]


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ("order=2 x=0.1", "To order 2 around 0: 1.105 at x = 0.1, where f is 1.10517; "
         "within 1 % from -0.357 to 0.436."),
        ("f='x^2' order=2", "To order 2 around 0: 1 at x = 1, where f is 1; "
         "within 1 % all over this window."),
        ("f='|x|^3' order=3", "At 0 there is no polynomial of order 3: "
         "its 3rd derivative jumps from -6 to 6; "
         "it ends with order 2."),
        ("f='ln x' a=1 order=3 x=-1", "To order 3 around 1 the polynomial is -6.66667 at x = -1, "
         "where f has no finite value."),
        ("f='x + 0' order=0", "To order 0 around 0: 0 at x = 1, where f is 1; "
         "within 1 % only at the point itself."),
    ],
)  # fmt: skip
def test_what_is_said(settings: str, sentence: str) -> None:
    assert scene(f"taylor {settings}").sentence == sentence


def test_the_table_adds_the_terms_up() -> None:
    table = scene("taylor order=4 x=1").table
    assert table is not None
    assert [row[2] for row in table.rows] == pytest.approx([1, 2, 2.5, 2.5 + 1 / 6, 65 / 24])
    assert table.lit == (4,)

"""The radius of convergence against the distance of the nearest singularity, at many centres."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from calctui.maths.expansion import expansion
from calctui.maths.jets import taylor
from calctui.maths.parser import parse
from calctui.maths.radius import radius

INF, PI, SQRT2 = math.inf, math.pi, math.sqrt(2)
hypot = math.hypot

DISTANCES: dict[str, Callable[[float], float]] = {
    "1/(1 + x²)": lambda a: hypot(1, a),
    "1/(x² - 2x + 5)": lambda a: hypot(2, a - 1),
    "1/(1 + 25x²)": lambda a: hypot(0.2, a),
    "1/((1 + x²)(4 + x²))": lambda a: hypot(1, a),
    "1/(1 + x^4)": lambda a: hypot(1 / SQRT2, abs(a) - 1 / SQRT2),
    "√(1 + x²)": lambda a: hypot(1, a),
    "(1 + x²)^-2.5": lambda a: hypot(1, a),
    "ln(2 + x²)": lambda a: hypot(SQRT2, a),
    "atan(2x)": lambda a: hypot(0.5, a),
    "sigmoid x": lambda a: hypot(PI, a),
    "softplus x": lambda a: hypot(PI, a),
    "silu x": lambda a: hypot(PI, a),
    "tanh x": lambda a: hypot(PI / 2, a),
    "1/cosh x": lambda a: hypot(PI / 2, a),
    "mish x": lambda a: hypot(3 * PI / 4, a - math.log(2) / 2),
    "tan x": lambda a: PI / 2 - abs((a + PI / 2) % PI - PI / 2),
    "1/(2 + sin x)": lambda a: hypot((a + 1.5 * PI) % (2 * PI) - PI, math.acosh(2)),
    "1/x": abs,
    "1/(1 - x)³": lambda a: abs(1 - a),
    "e^(-1/x²)": abs,
    "ln(x + 6)": lambda a: a + 6,
    "√(x + 6)": lambda a: a + 6,
    "asin(x/6)": lambda a: 6 - abs(a),
    "ln(x)/(x - 7)": lambda a: min(abs(a), abs(a - 7)),
    **dict.fromkeys(
        ("e^x", "e^(x/3)", "sin x", "cos(3x)", "e^(sin x)", "e^(e^(x/5))", "erf x", "gelu x", "e^(-x²)",
         "sin(x²)", "x e^(-x)", "cosh(x)cos(x)", "x³ - 2x + 1", "(x - 1)^12", "(x² - 4)/(x - 2)"),
        lambda a: INF,
    ),
}  # fmt: skip
CENTRES = [*np.linspace(-5, 5, 41).tolist(), -20.0, -10.3, 12.0, 20.0]


def coefficients(text: str, at: float, order: int = 80) -> tuple[float, ...]:
    return expansion(parse(text), "x", {"x": at}, order).coefficients


@pytest.mark.parametrize("text", DISTANCES)
def test_no_certain_estimate_is_off_by_3_percent(text: str) -> None:
    """The rest is asked to be certain at most centres within ±5, and near the truth at nearly all."""
    usual, certain, near = 0, 0, 0
    for at in CENTRES:
        row, true = coefficients(text, at), DISTANCES[text](at)
        if not np.isfinite(row).all() or true == 0:
            continue
        found = radius(row)
        good = found.value == true or abs(found.value / true - 1) < 0.03
        assert good or not found.certain, (at, found, true)
        usual, certain, near = usual + 1, certain + found.certain, near + good
    assert usual > 15
    assert certain >= 0.4 * usual
    assert near >= 0.85 * usual


KNOWN = [("1/(1 + x²)", 0.0, 1.0), ("1/(1 + x²)", 1.0, SQRT2), ("ln(1 + x)", 0.0, 1.0),
         ("ln(1 + x)", 2.0, 3.0),
         ("√(1 + x)", 0.0, 1.0), ("tan x", 0.0, PI / 2), ("sigmoid x", 0.0, PI), ("tanh x", 0.0, PI / 2),
         ("softplus x", 0.0, PI), ("asin x", 0.0, 1.0), ("atan(2x)", 0.0, 0.5), ("e^(-1/x²)", 1.0, 1.0),
         ("1/(1 + x³)", 0.0, 1.0), ("1/(1 - x) + 1/(1.05 - x)", 0.0, 1.0), ("1/(1 + x)^12", 0.0, 1.0),
         ("e^(1/(1 - x))", 0.0, 1.0), ("√(1 - x) + 1/(1 + x)", 0.0, 1.0), ("1/(1 - 1000x)", 0.0, 1e-3),
         ("1/(1 - x/1000)", 0.0, 1e3), ("1e-200/(2 - x)", 0.0, 2.0), ("5 + 1/(3 + x²)", 0.0, math.sqrt(3)),
         ("sin(x)/x/(1 + x²)", 0.0, 1.0), ("e^x", 0.0, INF), ("e^(sin x)", 0.0, INF), ("erf x", 0.0, INF),
         ("gelu x", 0.0, INF), ("cos x", 3.0, INF), ("sin(x)/x", 0.0, INF), ("x³ - x", 0.5, INF),
         ("7", 0.0, INF)]  # fmt: skip


@pytest.mark.parametrize(("text", "at", "true"), KNOWN)
@pytest.mark.parametrize("order", [60, 80])
def test_the_known_radii_are_certain(text: str, at: float, true: float, order: int) -> None:
    found = radius(coefficients(text, at, order))
    assert found.certain
    assert found.value == pytest.approx(true, rel=5e-3)


UNCERTAIN = [
    ("e^x/1e300", 0.0, "too small for floats before they tell anything"),
    ("(x³ - 1)/(x - 1)", 0.3, "a pole that cancels, but for rounding"),
    ("tanh x", 40.0, "more singularities at the same distance than can be told apart"),
    ("sigmoid x", -40.0, "e^x until long after"),
    ("1/(1 - x^30)", 0.0, "three coefficients"),
]


@pytest.mark.parametrize(("text", "at"), [row[:2] for row in UNCERTAIN], ids=[row[2] for row in UNCERTAIN])
def test_what_80_coefficients_do_not_tell_is_uncertain(text: str, at: float) -> None:
    assert not radius(coefficients(text, at)).certain


@pytest.mark.parametrize("text", ["x^300", "x^1000"])
def test_a_polynomial_longer_than_what_is_looked_at_is_given_no_end(text: str) -> None:
    assert radius(coefficients(text, 1.0)).value == INF


def test_few_coefficients_and_broken_ones() -> None:
    assert radius([]).value == INF
    assert radius([0.0] * 81) == radius(coefficients("e^(-1/x²)", 0.0))
    assert not radius([1.0, 2.0, 4.0]).certain
    assert not radius([math.nan] * 30).certain
    assert radius([2.0**k for k in range(60)] + [math.nan] * 20).value == pytest.approx(0.5)
    assert radius([1e10**k for k in range(31)] + [INF] * 40).value == pytest.approx(1e-10)


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), max_size=90), st.floats(1e-3, 1e3))
@example([1.0] * 6 + [2.28e201, 6.36e-227], 1.0)
def test_any_row_of_floats_has_an_answer(noise: list[float], ratio: float) -> None:
    for row in (
        noise,
        [each * ratio**k for k, each in enumerate(noise)],
        [*noise, *(ratio**k for k in range(40))],
    ):
        assert radius(row).value > 0


def test_the_unit_does_not_matter() -> None:
    row = taylor(parse("tanh(x) + √(4 - x)"), "x", {"x": 0.7}, 80)
    plain = radius(row)
    for unit in (1e-3, 0.5, 30.0):
        scaled = radius(row * unit ** -np.arange(81.0) * 1e5)
        assert scaled.certain == plain.certain
        assert scaled.value == pytest.approx(plain.value * unit, rel=1e-6)

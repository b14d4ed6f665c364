"""Which Taylor coefficients exist, against mpmath and against what is known of corners, roots and holes."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from maths_oracle import MP, close, exact
from strategies import expressions

from calctui.maths.expansion import expansion
from calctui.maths.expression import Expression
from calctui.maths.parser import parse

PI = math.pi
BROKEN = [
    # text, the point, how many derivatives exist, why not one more
    ("|x|", 0.0, 0, "its slope jumps from -1 to 1"),
    ("|x - 0.3|", 0.1 * 3, 0, "its slope jumps from -1 to 1"),
    ("relu x", 0.0, 0, "its slope jumps from 0 to 1"),
    ("leaky_relu(x, 0.1)", 0.0, 0, "its slope jumps from 0.1 to 1"),
    ("max(x, x²)", 0.0, 0, "its slope jumps from 0 to 1"),
    ("max(x, x²)", 1.0, 0, "its slope jumps from 1 to 2"),
    ("min(x, 2x)", 0.0, 0, "its slope jumps from 2 to 1"),
    ("hardtanh x", 1.0, 0, "its slope jumps from 1 to 0"),
    ("relu6 x", 6.0, 0, "its slope jumps from 1 to 0"),
    ("selu x", 0.0, 0, "its slope jumps from 1.758 to 1.051"),
    ("|sin x|", 0.0, 0, "its slope jumps from -1 to 1"),
    ("|sin x|", PI, 0, "its slope jumps from -1 to 1"),
    ("asin(sin x)", PI / 2, 0, "its slope jumps from 1 to -1"),
    ("acos(cos x)", 0.0, 0, "its slope jumps from -1 to 1"),
    ("cos √|x|", 0.0, 0, "its slope jumps from 0.5 to -0.5"),
    ("√(x² + x⁴)", 0.0, 0, "its slope jumps from -1 to 1"),
    ("x|x|", 0.0, 1, "its 2nd derivative jumps from -2 to 2"),
    ("relu(x)²", 0.0, 1, "its 2nd derivative jumps from 0 to 2"),
    ("sign(x) x²", 0.0, 1, "its 2nd derivative jumps from -2 to 2"),
    ("x² floor x", 0.0, 1, "its 2nd derivative jumps from -2 to 0"),
    ("elu x", 0.0, 1, "its 2nd derivative jumps from 1 to 0"),
    ("softsign x", 0.0, 1, "its 2nd derivative jumps from 2 to -2"),
    ("|x|³", 0.0, 2, "its 3rd derivative jumps from -6 to 6"),
    ("|x|^7", 0.0, 6, "its 7th derivative jumps from -5040 to 5040"),
    ("floor x", 2.0, 0, "f jumps from 1 to 2 there"),
    ("floor(10x)", 0.3, 0, "f jumps from 2 to 3 there"),
    ("ceil x", -1.0, 0, "f jumps from -1 to 0 there"),
    ("step x", 0.0, 0, "f jumps from 0 to 1 there"),
    ("sign(x)²", 0.0, 0, "f jumps from 1 to 0 there"),
    ("√x", 0.0, 0, "its slope grows without end"),
    ("∛x", 0.0, 0, "its slope grows without end"),
    ("|x|^0.1", 0.0, 0, "its slope grows without end"),
    ("acos x", 1.0, 0, "its slope grows without end"),
    ("x^x", 0.0, 0, "its slope grows without end"),
    ("x|x|^0.5", 0.0, 1, "its 2nd derivative grows without end"),
    ("|x|^2.5", 0.0, 2, "its 3rd derivative grows without end"),
    ("|x|^2.37", 0.0, 2, "its 3rd derivative grows without end"),
    ("|x|^π", 0.0, 3, "its 4th derivative grows without end"),
    ("x^2.5", 0.0, 0, "f has no value to the left of it"),
    ("(-x)^2.5", 0.0, 0, "f has no value to the right of it"),
    ("√x^3", 0.0, 0, "f has no value to the left of it"),
    ("ln x", 0.0, -1, "f has no value there"),
    ("ln x", -1.0, -1, "f has no value there"),
    ("1/x", 0.0, -1, "f has no value there"),
    ("1/x²", 0.0, -1, "f has no value there"),
    ("tan x", PI / 2, -1, "f grows without end there"),
    ("e^x", 800.0, -1, "f is too large for a float there"),
    ("1/(1 + e^(-x))", -800.0, 0, "a coefficient is too large for a float"),
    ("1/x", 1e-80, 2, "a coefficient is too large for a float"),
]


@pytest.mark.parametrize(("text", "at", "exists", "why"), BROKEN)
def test_what_does_not_exist_is_not_made_up(text: str, at: float, exists: int, why: str) -> None:
    found = expansion(parse(text), "x", {"x": at}, 9)
    assert (found.exists, found.why, found.filled) == (exists, why, False)
    assert np.isfinite(found.coefficients).tolist() == [k <= exists for k in range(10)]


SMOOTH_AFTER_ALL = [
    ("|x|²", [0, 0, 1, 0, 0]), ("x + 0|x|", [0, 1, 0, 0, 0]), ("max(x², x³)", [0, 0, 1, 0, 0]),
    ("relu(x²)", [0, 0, 1, 0, 0]), ("√|x|^4", [0, 0, 1, 0, 0]), ("(∛x)³", [0, 1, 0, 0, 0]),
    ("∛(x³)", [0, 1, 0, 0, 0]), ("√(x²)²", [0, 0, 1, 0, 0]), ("relu(x) - relu(-x)", [0, 1, 0, 0, 0]),
    ("cosh|x|", [1, 0, 1 / 2, 0, 1 / 24]), ("x^0", [1, 0, 0, 0, 0]),
    ("min(x, x)", [0, 1, 0, 0, 0]), ("e^(|x|²)", [1, 0, 1, 0, 1 / 2]),
    ("cos √(x²)", [1, 0, -1 / 2, 0, 1 / 24]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SMOOTH_AFTER_ALL)
def test_what_only_looks_like_a_corner(text: str, expected: list[float]) -> None:
    found = expansion(parse(text), "x", {"x": 0.0}, 4)
    assert (found.exists, found.why, found.filled) == (4, "", False)
    assert found.coefficients == pytest.approx(expected, rel=1e-13, abs=1e-15)
    assert found == expansion(parse(text), "x", {"x": 0.0}, 4)


HOLES = [
    ("sin(x)/x", 0.0, [1, 0, -1 / 6, 0, 1 / 120]), ("(1 - cos x)/x²", 0.0, [1 / 2, 0, -1 / 24, 0, 1 / 720]),
    ("(x² - 4)/(x - 2)", 2.0, [4, 1, 0, 0, 0]), ("(x² - 0.01)/(x - 0.1)", 0.1, [0.2, 1, 0, 0, 0]),
    ("sin(x)/(x - π)", PI, [-1, 0, 1 / 6, 0, -1 / 120]),
    ("ln(x)/(x - 1)", 1.0, [1, -1 / 2, 1 / 3, -1 / 4, 1 / 5]),
    ("1/x - 1/sin x", 0.0, [0, -1 / 6, 0, -7 / 360, 0]), ("x/tan x", 0.0, [1, 0, -1 / 3, 0, -1 / 45]),
    ("1/(1/x)", 0.0, [0, 1, 0, 0, 0]), ("0/x", 0.0, [0, 0, 0, 0, 0]), ("x²/x - x", 0.0, [0, 0, 0, 0, 0]),
    ("e^(-1/x²)", 0.0, [0, 0, 0, 0, 0]), ("e^(-1/|x|)/x³", 0.0, [0, 0, 0, 0, 0]),
    ("sigmoid(1/x²)", 0.0, [1, 0, 0, 0, 0]), ("gelu(1/x²) - 1/x²", 0.0, [0, 0, 0, 0, 0]),
    ("(sin(x)/x)²", 0.0, [1, 0, -1 / 3, 0, 2 / 45]), ("x|x|/|x|", 0.0, [0, 1, 0, 0, 0]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "at", "expected"), HOLES)
def test_a_hole_in_a_smooth_function_is_filled(text: str, at: float, expected: list[float]) -> None:
    found = expansion(parse(text), "x", {"x": at}, 4)
    assert (found.exists, found.why, found.filled) == (4, "", True)
    assert found.coefficients == pytest.approx(expected, rel=1e-12, abs=1e-14)


@pytest.mark.parametrize(
    "text",
    ["x/|x|", "|x|³/x", "tanh(1/x)", "e^(-1/x)", "1/(1 + e^(1/x))", "sin(1/x)", "x³ sin(1/x)", "x ln|x|",
     "x/(x - x)", "sin(|x|)/x", "elu(x)/x", "√x/x", "atan(1/x)", "x√x/x"],
)  # fmt: skip
@pytest.mark.parametrize("order", [0, 1, 8])
def test_other_holes_are_not(text: str, order: int) -> None:
    found = expansion(parse(text), "x", {"x": 0.0}, order)
    assert (found.exists, found.filled) == (-1, False)
    assert np.isnan(found.coefficients).all()


SMOOTH = ["e^x", "sin x", "1/(1 + x²)", "tan x", "sigmoid x", "e^(sin x)", "gelu x", "silu x", "mish x",
          "softplus x", "erf x", "tanh x", "1e-8 sin x", "1e8 e^x", "e^(-x²)", "sin²x + cos²x", "ln(1 + x²)",
          "|1 + x²|", "e^x e^(-x)", "√((1 + x²)²)", "sin(2x)/2 - sin(x)cos(x)", "1/(x + 1.001)", "e^(x/1e8)",
          "∛(x + 200)", "2^x", "max(x, x - 1)", "atan x", "cosh x"]  # fmt: skip


@pytest.mark.parametrize("text", SMOOTH)
def test_no_smooth_function_is_accused(text: str) -> None:
    for at in (0.0, 0.5, 3.0, -40.0, 100.0, -1.0, PI / 2 - 1e-3, 1 / 3):
        found = expansion(parse(text), "x", {"x": at}, 60)
        assert (found.exists, found.why, found.filled) == (60, "", False), at


def test_up_to_the_end_of_a_domain_nothing_is_missing() -> None:
    for text, at in (("ln x", 1e-3), ("√x", 1e-3), ("√(1 + x)", 0.5), ("ln(1 + x)", -0.999), ("x^x", 1e-3)):
        assert expansion(parse(text), "x", {"x": at}, 60).exists == 60


@pytest.mark.parametrize(
    ("text", "at"),
    [("e^(sin x)", 0.3), ("tan x", 1.0), ("gelu x", -1.0), ("√(1 + x)/(2 + cos x)", 0.5), ("asin x", 0.25),
     ("x^x", 1.5), ("ln(2 + sin x)", 3.0), ("|x - 3|^3", 1.0), ("softsign x", -2.0)],
)  # fmt: skip
def test_coefficients_are_those_of_mpmath(text: str, at: float) -> None:
    expression = parse(text)
    with MP.workdps(150):
        expected = MP.taylor(lambda x: exact(expression, {"x": x}), MP.mpf(at), 16)
    found = expansion(expression, "x", {"x": at}, 16).coefficients
    scale = 1e-13 * max(abs(each) for each in expected)
    assert all(close(each, true, 1e-10, scale) for each, true in zip(found, expected, strict=True))


def test_a_filled_hole_has_the_limits_of_the_derivatives() -> None:
    expression = parse("(e^x - 1 - x)/x²")
    found = expansion(expression, "x", {"x": 0.0}, 20)
    assert found.coefficients == pytest.approx([1 / math.factorial(k + 2) for k in range(21)], rel=1e-13)


INNER = st.sampled_from(["x", "2x", "x/3", "x + 1", "x - 0.7", "x²", "-x", "x² + 1"])
OUTER = st.sampled_from(["sin(#)", "cos(#)", "tanh(#)", "sigmoid(#)", "atan(#)", "erf(#)", "gelu(#)",
                         "silu(#)", "softplus(#)", "1/(1 + (#)²)", "√(1 + (#)²)", "ln(2 + sin(#))",
                         "e^(sin(#))",
                         "mish(#)", "(#)³ - (#)", "sin(#)/(2 + cos(#))"])  # fmt: skip


@st.composite
def smooth(draw: st.DrawFn) -> str:
    """A composition that has every derivative on the whole line."""
    text = draw(INNER)
    for _ in range(draw(st.integers(1, 3))):
        text = draw(OUTER).replace("#", text)
    return text


@given(smooth(), st.floats(-3, 3))
def test_a_smooth_composition_has_all_its_coefficients(text: str, at: float) -> None:
    assume(abs(at) > 1e-12 or at == 0)
    found = expansion(parse(text), "x", {"x": at}, 20)
    assert (found.exists, found.why, found.filled) == (20, "", False)


@given(smooth(), st.integers(1, 8), st.floats(-3, 3), st.floats(0.1, 10))
def test_a_corner_of_order_k_is_found_on_any_smooth_function(
    text: str, k: int, at: float, size: float
) -> None:
    corner = parse(f"{text} + a·|x - c|·(x - c)^{k - 1}")
    found = expansion(corner, "x", {"x": at, "c": at, "a": size}, 12)
    plain = expansion(parse(text), "x", {"x": at}, 12)
    assume(max(map(abs, plain.coefficients)) < 1e7)  # beside 1e13, a jump of 1 may be rounding
    assert found.exists == k - 1
    assert " jumps from " in found.why
    assert found.coefficients[:k] == pytest.approx(plain.coefficients[:k], rel=1e-9, abs=1e-9)


@given(smooth(), st.integers(1, 6), st.floats(-3, 3), st.floats(-3, 3))
def test_a_hole_punched_into_a_smooth_function_is_filled(text: str, k: int, at: float, other: float) -> None:
    assume(at != other)
    punched = expansion(parse(f"({text})·(x - c)^{k}/(x - c)^{k}"), "x", {"x": at, "c": at}, 10)
    plain = expansion(parse(text), "x", {"x": at}, 10)
    assert punched.filled
    assert punched.coefficients == pytest.approx(plain.coefficients, rel=1e-9, abs=1e-12)


@given(expressions(), st.sampled_from([0.0, 1.0, -1.0, 0.5, 2.0, -3.3, 1e-9, 1e6]))
def test_any_formula_has_an_answer_that_hangs_together(expression: Expression, x: float) -> None:
    found = expansion(expression, "x", {**dict.fromkeys(expression.inputs, 1.0), "x": x}, 8)
    assert [math.isfinite(each) for each in found.coefficients] == [k <= found.exists for k in range(9)]
    assert (found.why == "") == (found.exists == 8)

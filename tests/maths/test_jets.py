"""Power series against closed forms, and against mpmath at 50 digits where there is none."""

import math
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from maths_oracle import MP, close, exact
from strategies import differentiable

from calctui.maths.derive import derivative
from calctui.maths.evaluate import evaluate, node_values
from calctui.maths.expression import Expression
from calctui.maths.jets import derivatives, germ, taylor
from calctui.maths.parser import parse
from calctui.maths.series import side

ORDER = 20


def bernoulli_tan(k: int) -> float:
    """Coefficient k of tan x around 0, from the Bernoulli numbers."""
    if k % 2 == 0:
        return 0.0
    n = (k + 1) // 2
    return float(
        (-1) ** (n - 1) * MP.mpf(4) ** n * (MP.mpf(4) ** n - 1) * MP.bernoulli(2 * n) / MP.fac(2 * n)
    )


def binomial(power: Fraction, k: int) -> float:
    out = Fraction(1)
    for i in range(k):
        out *= (power - i) / (i + 1)
    return float(out)


CLOSED: dict[str, Callable[[int], float]] = {
    "e^x": lambda k: 1 / math.factorial(k),
    "sin x": lambda k: [0, 1, 0, -1][k % 4] / math.factorial(k),
    "cos x": lambda k: [1, 0, -1, 0][k % 4] / math.factorial(k),
    "sinh x": lambda k: (k % 2) / math.factorial(k),
    "cosh x": lambda k: (1 - k % 2) / math.factorial(k),
    "ln(1+x)": lambda k: 0.0 if k == 0 else (-1) ** (k + 1) / k,
    "1/(1-x)": lambda k: 1.0,
    "1/(1+x)²": lambda k: (-1) ** k * (k + 1),
    "(1+x)^0.5": lambda k: binomial(Fraction(1, 2), k),
    "√(1+x)": lambda k: binomial(Fraction(1, 2), k),
    "∛(1+x)": lambda k: binomial(Fraction(1, 3), k),
    "(1+x)^-2.5": lambda k: binomial(Fraction(-5, 2), k),
    "(1+x)^12": lambda k: float(math.comb(12, k)),
    "(1+x)^x·(1+x)^(-x)": lambda k: float(k == 0),
    "2^x": lambda k: math.log(2) ** k / math.factorial(k),
    "log2(1+x)": lambda k: 0.0 if k == 0 else (-1) ** (k + 1) / k / math.log(2),
    "tan x": bernoulli_tan,
    "tanh x": lambda k: bernoulli_tan(k) * (-1) ** (k // 2),
    "sigmoid x": lambda k: 0.5 if k == 0 else bernoulli_tan(k) * (-1) ** (k // 2) / 2 ** (k + 1),
    "atan x": lambda k: (k % 2) * (-1) ** (k // 2) / max(k, 1),
    "asin x": lambda k: math.comb(k - 1, k // 2) / 2 ** (k - 1) / k if k % 2 else 0.0,
    "√π/2·erf x": lambda k: (k % 2) * (-1) ** (k // 2) / math.factorial(k // 2) / max(k, 1),
    "e^(-x²)": lambda k: 0.0 if k % 2 else (-1) ** (k // 2) / math.factorial(k // 2),
    "x³ - 2x + 5": lambda k: ([5.0, -2.0, 0.0, 1.0] + [0.0] * ORDER)[k],
    "1/(1 - x - x²)": lambda k: ([1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597, 2584,
                                 4181, 6765, 10946])[k],
}  # fmt: skip


@pytest.mark.parametrize("text", CLOSED)
def test_coefficients_around_0_are_the_known_ones(text: str) -> None:
    found = taylor(parse(text), "x", {"x": 0.0}, ORDER)
    expected = [CLOSED[text](k) for k in range(ORDER + 1)]
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-14)


ELSEWHERE = [
    ("sigmoid x", 1.3), ("softplus x", -0.7), ("gelu x", 0.4), ("gelu x", -3.0), ("silu x", 1.1),
    ("mish x", -0.6),
    ("tanh x", 0.9), ("tan x", 0.8), ("acos x", 0.3), ("asin x", -0.5), ("atan x", 2.0), ("x^x", 1.5),
    ("ln x", 3.0),
    ("√x", 2.5), ("∛x", -2.5), ("x^-1.5", 0.7), ("x^-3", -0.7), ("e^sin x", 0.5), ("softsign x", -0.5),
    ("elu x", -0.5), ("selu x", -0.5), ("|x³ - 2|", 1.0), ("max(sin x, cos x)", 2.0),
    ("(x² - 1)/(x² + 1)", 0.3),
]  # fmt: skip


@pytest.mark.parametrize(("text", "x"), ELSEWHERE)
def test_coefficients_elsewhere_are_those_of_mpmath(text: str, x: float) -> None:
    expression = parse(text)
    with MP.workdps(120):  # mpmath differentiates by differences: 12 orders cost it many of these digits
        expected = MP.taylor(lambda at: exact(expression, {"x": at}), MP.mpf(x), 12)
    found = taylor(expression, "x", {"x": x}, 12)
    scale = 1e-13 * max(abs(each) for each in expected)
    assert all(close(each, true, 1e-9, scale) for each, true in zip(found, expected, strict=True))


NUMBERS = [
    *("asin(1)", "acos(-1)", "sqrt(0)", "cbrt(1 - 1)", "0^0.5", "|0|", "sin(π)", "sqrt(k)", "asin(k + 1)"),
    *("floor(2)", "relu(k)", "max(k, 0)", "1/(k + 2)", "ln(k + 1)", "sign(k)"),
]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("x", [-0.5, 0.0, 1.0])
def test_a_number_has_no_slope_whatever_it_is_made_of(number: str, x: float) -> None:
    """The slope of asin at 1 is infinite, and that of x + asin(1) is 1."""
    expression, at = parse(f"x^2 + {number}*x"), {"x": x, "k": 0.0}
    value = float(evaluate(parse(number), {"k": 0.0}))
    expected = pytest.approx([x * x + value * x, 2 * x + value, 1.0, 0.0], abs=1e-15)
    assert taylor(expression, "x", at, 3) == expected
    assert germ(expression, "x", at, 3, 1)[0].between(0, 4) == expected


def test_a_number_that_is_none_leaves_no_value() -> None:
    for text in ("x + 1/k", "x + ln(k)", "x*sqrt(k - 1)", "asin(k + 2) - x"):
        expression, at = parse(text), {"x": 0.5, "k": 0.0}
        assert np.isnan(taylor(expression, "x", at, 3)).all()
        assert germ(expression, "x", at, 3, 1)[0].void


@given(differentiable(depth=2), st.integers(-190, 190).map(lambda k: (k + 0.37) / 64))
def test_the_second_derivative_is_the_formula_differentiated_twice(expression: Expression, x: float) -> None:
    at = {"x": x}
    twice = derivative(derivative(expression, "x"), "x")
    first = node_values(expression, at)
    values = np.array([float(value) for value in (*first, *node_values(twice, at))])
    assume((np.abs(values) < 1e3).all())  # false for NaN too
    # Of √(x - x) the formula knows that it is 0 for every x, and the series at one x can't.
    assume(all(first[node.args[0]] for node in expression.nodes if node.op in ("sqrt", "cbrt", "pow")))
    expected = float(evaluate(twice, at))
    assert float(derivatives(expression, "x", at, 2)[2]) == pytest.approx(expected, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(("text", "x"), [("e^(sin x)", 0.0), ("e^(sin x)", 1.0), ("tanh(x) e^x", 0.25)])
def test_31_coefficients_keep_10_digits(text: str, x: float) -> None:
    expression = parse(text)
    with MP.workdps(300):
        expected = MP.taylor(lambda at: exact(expression, {"x": at}), MP.mpf(x), 30)
    found = taylor(expression, "x", {"x": x}, 30)
    assert all(close(each, true, 1e-10, 1e-40) for each, true in zip(found, expected, strict=True))


def test_an_exponential_stays_finite_to_order_60() -> None:
    coefficients = taylor(parse("e^x"), "x", {"x": np.array([-30.0, 0.0, 30.0])}, 60)
    assert coefficients.shape == (61, 3)
    assert np.isfinite(coefficients).all()
    assert (coefficients > 0).all()
    np.testing.assert_allclose(
        derivatives(parse("e^x"), "x", {"x": 1.0}, 60), np.full(61, math.e), rtol=1e-12
    )


def test_a_series_sums_to_the_function() -> None:
    for text in ("e^x sin x", "tanh(x)/(2 + x)", "softplus(x)²", "gelu(x) - mish(x)"):
        coefficients = taylor(parse(text), "x", {"x": 0.5}, 30)
        summed = np.polynomial.polynomial.polyval(0.25, coefficients)
        assert summed == pytest.approx(float(evaluate(parse(text), {"x": 0.75})), rel=1e-12)


def test_overflow_is_an_answer_not_a_warning() -> None:
    assert not np.isfinite(derivatives(parse("e^x"), "x", {"x": 800.0}, 3)).any()
    derivatives(parse("x^1000"), "x", {"x": np.array([0.0, 2.0, 1e3])}, 3)


def test_other_inputs_stand_still() -> None:
    at = {"x": np.array([1.0, 2.0]), "a": 3.0}
    np.testing.assert_allclose(derivatives(parse("a x²"), "x", at, 2), [[3, 12], [6, 12], [6, 6]])
    np.testing.assert_allclose(derivatives(parse("a²"), "x", at, 2), [[9, 9], [0, 0], [0, 0]])


def test_order_0_is_the_value() -> None:
    assert taylor(parse("sin x"), "x", {"x": 1.0}, 0).tolist() == [math.sin(1.0)]


KINKS = [
    # expression, at 0, the derivatives by convention: the mean of both sides, or the side torch takes
    ("|x|", [0, 0, 0]), ("|x²|", [0, 0, 2]), ("|x³|", [0, 0, 0]), ("|-x²|", [0, 0, 2]), ("relu x", [0, 0, 0]),
    ("relu(x²)", [0, 0, 2]), ("relu(-x²)", [0, 0, 0]), ("max(x, 0)", [0, 0.5, 0]), ("min(x, 0)", [0, 0.5, 0]),
    ("max(x², x³)", [0, 0, 2]), ("max(x, -x)", [0, 0, 0]), ("min(x, x)", [0, 1, 0]),
    ("leaky_relu(x, 0.1)", [0, 0.1, 0]), ("sign x", [0, 0, 0]), ("step x", [0, 0, 0]),
    ("floor(x + 0.5)", [0, 0, 0]),
    ("softsign(x²)", [0, 0, 2]), ("x^2", [0, 0, 2]), ("x^0", [1, 0, 0]), ("elu x", [0, 1, 1]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), KINKS)
def test_kinks_at_0(text: str, expected: list[float]) -> None:
    np.testing.assert_allclose(derivatives(parse(text), "x", {"x": 0.0}, 2), expected, atol=1e-15)


@pytest.mark.parametrize("text", ["√x", "∛x", "x^1.5", "1/x", "ln x", "x^-2"])
def test_what_does_not_exist_at_0_is_nan(text: str) -> None:
    assert np.isnan(taylor(parse(text), "x", {"x": 0.0}, 3)[1:]).all()


@pytest.mark.parametrize(
    "text", ["x^-1.5", "min(x, x^-1.5)", "relu(-(x^-0.5))", "1/x", "min(1, 1/x)", "min(1, x^-2)"]
)
def test_where_there_is_no_value_there_is_no_series(text: str) -> None:
    assert np.isnan(evaluate(parse(text), {"x": 0.0}))
    assert np.isnan(taylor(parse(text), "x", {"x": 0.0}, 2)).all()


SIDES = [([3.0, -1.0], 1), ([-3.0, 9.0], -1), ([0.0, 1.0], 0), ([0.0, 0.0, 2.0], 1),
([0.0, 0.0, -2.0, 1.0], -1),
         ([0.0, 0.0, 0.0, 5.0], 0), ([0.0, 0.0, 0.0, 0.0], 0), ([0.0, 1.0, 7.0], 0)]  # fmt: skip


@pytest.mark.parametrize(("series", "sign"), SIDES)
def test_side_is_the_sign_kept_on_both_sides(series: list[float], sign: int) -> None:
    assert side(np.array(series)) == sign
    both = np.array([series, [-each for each in series]]).T
    assert side(both).tolist() == [sign, -sign]


GERMS = [
    # text, sign of the side, the power of the first term, the first terms, the root in which they are taken
    ("1/x²", 1, -2, [1, 0, 0], 1), ("1/x", -1, -1, [-1, 0, 0], 1), ("√x", 1, 1, [1, 0, 0], 2),
    ("1/sin x", 1, -1, [1, 0, 1 / 6], 1), ("|x|", -1, 1, [1, 0, 0], 1),
    ("x^(1/3) + x", 1, 1, [1, 0, 1, 0], 3),
    ("cos(x)/sin(x)", -1, -1, [-1, 0, 1 / 3], 1), ("floor x", -1, 0, [-1, 0, 0], 1),
    ("acos(1 - x²)", 1, 1, [math.sqrt(2), 0, math.sqrt(2) / 12], 1), ("max(x, x²)", -1, 2, [1, 0, 0], 1),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sign", "low", "terms", "roots"), GERMS)
def test_a_germ_is_the_series_of_one_side(
    text: str, sign: int, low: int, terms: list[float], roots: int
) -> None:
    found, degree = germ(parse(text), "x", {"x": 0.0}, 12, sign)
    assert (found.low, degree) == (low, roots)
    assert found.terms[: len(terms)] == pytest.approx(terms, rel=1e-13, abs=1e-15)


def test_a_side_without_a_value_is_void_and_one_without_a_limit_unknown() -> None:
    assert germ(parse("√x"), "x", {"x": 0.0}, 9, -1)[0].void
    assert germ(parse("ln x"), "x", {"x": 0.0}, 9, -1)[0].void
    assert germ(parse("sin(1/x)"), "x", {"x": 0.0}, 9, 1)[0].known < 0
    assert germ(parse("e^(1/x)"), "x", {"x": 0.0}, 9, 1)[0].known < 0
    assert germ(parse("floor(1/x)"), "x", {"x": 0.0}, 9, 1)[0].known < 0


@given(differentiable(depth=2), st.integers(-190, 190).map(lambda k: (k + 0.37) / 64))
def test_away_from_corners_both_sides_are_the_series(expression: Expression, x: float) -> None:
    series = taylor(expression, "x", {"x": x}, 6)
    assume(np.isfinite(series).all() and (np.abs(series) < 1e6).all())
    right, left = (germ(expression, "x", {"x": x}, 6, sign)[0].between(0, 7) for sign in (1, -1))
    np.testing.assert_allclose(right, series, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(left * (-1.0) ** np.arange(7), series, rtol=1e-9, atol=1e-9)


def test_side_of_nothing_is_nothing() -> None:
    assert np.isnan(side(np.array([np.nan, 1.0])))

"""What SymPy answers about derivatives."""

import mpmath
import pytest
from symbolic_support import derivative, unary, value

from calctui.maths.autodiff import forward
from calctui.maths.names import OPERATORS
from calctui.maths.parser import parse
from calctui.maths.primitives import PRIMITIVES
from calctui.maths.symbolic.question import Answer, Question, Status
from calctui.maths.symbolic.solve import solve


def found(text: str, order: int = 1, wrt: str = "x") -> Answer:
    return list(solve(Question("derivative", parse(text, ("x", "w")), wrt, order)))[-1]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("3x^2 + 2x", "6*x + 2"),
        ("5", "0"),
        ("x", "1"),
        ("sin x", "cos(x)"),
        ("ln x", "1/x"),
        ("0.1x^2", "x/5"),
        ("e^-x / (1 + e^-x)", "-exp(x)/(exp(x) + 1)**2"),
        ("x/sqrt(x^2 + 1)", "(x**2 + 1)**(-3/2)"),
        ("sigmoid(x)", "(1 - sigmoid(x))*sigmoid(x)"),
        ("softplus(x)", "sigmoid(x)"),
        ("tanh(x)", "1 - tanh(x)**2"),
        ("|x|", "sign(x)"),
        ("|ln x|", "sign(log(x))/x"),
        ("relu(x)", "step(x)"),
        ("relu(2x - 1)^2", "4*relu(2*x - 1)*step(2*x - 1)"),
        ("cbrt(x)", "1/(3*cbrt(x)**2)"),
        ("hardtanh(x)", "step(1 - x)*step(x + 1)"),
        ("e x", "e"),
    ],
)
def test_first_derivatives(text: str, plain: str) -> None:
    assert found(text).plain == plain


@pytest.mark.parametrize("op", ["floor", "ceil", "sign", "step"])
def test_what_is_flat_between_its_jumps_has_derivative_zero(op: str) -> None:
    assert found(f"{op}(x^2)").plain == "0"
    assert found(f"x {op}(x)").plain == f"{op}(x)"


@pytest.mark.parametrize(("order", "plain"), [(2, "12*x**2"), (4, "24"), (5, "0")])
def test_higher_derivatives(order: int, plain: str) -> None:
    assert found("x^4", order).plain == plain


def test_by_another_input() -> None:
    assert found("w^2 x", wrt="w").plain == "2*w*x"


def test_the_pretty_form_takes_several_lines() -> None:
    assert found("x^3").pretty == "   2\n3⋅x "
    assert "│" in found("x |x|").pretty


@pytest.mark.parametrize("text", ["1/(x - x)", "ln(-1 - x^2)", "x sqrt(-1 - x^2)", "asin(2 + x - x) x"])
def test_what_is_real_nowhere_is_undefined(text: str) -> None:
    answer = found(text)
    assert answer.status is Status.UNDEFINED
    assert answer.reason == "not defined anywhere"


def test_plain_forms_can_be_typed_in_again() -> None:
    for name in sorted(set(PRIMITIVES) - OPERATORS - {"leaky_relu"}):
        text = f"x {name}(x, 2)" if name in ("min", "max") else f"x {name}(x)"
        answer = found(text)
        assert answer.expression is not None
        again = parse(answer.plain)
        assert mpmath.almosteq(value(again, "0.37"), value(answer.expression, "0.37"), 1e-12)


@pytest.mark.parametrize("op", sorted(name for name, row in PRIMITIVES.items() if row.arity == 1))
def test_derivatives_agree_with_automatic_differentiation(op: str) -> None:
    for order in (1, 2):
        answer = list(solve(derivative(unary(op), order)))[-1]
        assert answer.expression is not None
        below = list(solve(derivative(unary(op), order - 1)))[-1].expression
        assert below is not None
        for x in ("-2.37", "-0.41", "0.29", "0.83", "3.71"):
            expected = float(forward(below, "x", {"x": float(x)})[1])
            if mpmath.isfinite(expected):
                assert float(value(answer.expression, x)) == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_no_dirac_delta_and_no_unevaluated_derivative_leaves() -> None:
    for text in ("sign(sin x) |x|^3", "floor(x) max(x, x^2, 1)", "|sqrt x| floor(x/2)", "min(|x|, ln x)"):
        for order in (1, 2, 3):
            plain = found(text, order).plain
            assert plain
            assert not any(word in plain for word in ("Dirac", "Derivative", "Subs", "re(", "Heaviside"))


def test_a_formula_nobody_could_read_is_too_long() -> None:
    product = "*".join(f"sin({factor}x)" for factor in range(1, 25))
    assert found(product, 2).status is Status.TOO_LONG

"""Jacobians against mpmath and closed forms; corners and jumps have no entry."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from maths_oracle import MP, exact

from calctui.maths.expression import Expression
from calctui.maths.jacobian import jacobian
from calctui.maths.parser import parse

MAPS = (
    "x^2 - y^2; 2x y", "x cos y; x sin y", "exp(x - y); ln(9 + x y); x^3", "softmax(x, y)",
    "softmax(x, y, x y)", "tanh(x + 2y); gelu(x y)", "x/(1 + y^2); sqrt(5 + x); atan(y)", "x", "3; x y",
    "u = x y; sin(u); cos(u); u^2; y; x",
)  # fmt: skip


@pytest.mark.parametrize("f", MAPS)
@given(st.integers(-20, 20).map(lambda k: k / 7), st.integers(-20, 20).map(lambda k: k / 9))
def test_against_mpmath(f: str, x: float, y: float) -> None:
    expression = parse(f, ("x", "y"))
    found = jacobian(expression, {"x": x, "y": y}, ("x", "y"))
    assert found.shape == (len(expression.outputs), 2)
    for row, output in zip(found, expression.outputs, strict=True):
        single = replace(expression, outputs=(output,))
        assert row == pytest.approx(gradient(single, x, y), rel=1e-9, abs=1e-9)


def gradient(expression: Expression, x: float, y: float) -> list[float]:
    """Both derivatives by mpmath."""

    def value(u: Any, v: Any) -> Any:
        return exact(expression, {"x": u, "y": v})

    return [float(MP.diff(value, (MP.mpf(x), MP.mpf(y)), orders)) for orders in ((1, 0), (0, 1))]


@given(st.lists(st.floats(-30, 30), min_size=2, max_size=6))
def test_softmax_is_symmetric_and_its_rows_sum_to_0(logits: list[float]) -> None:
    """J = diag(s) - s sᵀ."""
    names = "abcdgh"[: len(logits)]
    at = dict(zip(names, logits, strict=True))
    found = jacobian(parse(f"softmax({', '.join(names)})", ()), at, tuple(names))
    shares = np.exp(np.array(logits) - max(logits))
    shares /= shares.sum()
    assert found == pytest.approx(np.diag(shares) - np.outer(shares, shares), abs=1e-9)
    assert found == pytest.approx(found.T, abs=1e-12)
    assert found.sum(axis=1) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize(
    ("f", "row"),
    [
        ("|x| + y", (np.nan, 1)),
        ("x |x|", (0, 0)),
        ("floor x + y", (np.nan, 1)),  # along y it is smooth, though it jumps along x
        ("max(x, y)", (np.nan, np.nan)),
        ("relu(x) y", (0, 0)),
        ("x^2 sign(x)", (0, 0)),
        ("ln x", (np.nan, np.nan)),
        ("|x|^3 + |y|", (0, np.nan)),
    ],
)
def test_a_corner_has_no_entry(f: str, row: tuple[float, float]) -> None:
    (found,) = jacobian(parse(f, ("x", "y")), {"x": 0.0, "y": 0.0}, ("x", "y"))
    assert found == pytest.approx(row, nan_ok=True)


def test_the_hessian_is_the_jacobian_of_the_gradient() -> None:
    gradient = parse("2x + y; x + 6y^2", ("x", "y"))  # of x² + x y + 2y³
    assert jacobian(gradient, {"x": 1.0, "y": 2.0}, ("x", "y")).tolist() == [[2, 1], [1, 24]]

"""Activations: values and slopes against mpmath's own definitions, products against powers."""

from collections.abc import Callable
from typing import Any

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shown import plots, readouts, scene

from calctui.scene import Curve, Point

MP: dict[str, Callable[[Any], Any]] = {
    "sigmoid": lambda x: 1 / (1 + mpmath.exp(-x)),
    "tanh": mpmath.tanh,
    "relu": lambda x: max(x, mpmath.mpf(0)),
    "leaky_relu": lambda x: x if x > 0 else x / 100,
    "softplus": lambda x: mpmath.log(1 + mpmath.exp(x)),
    "gelu": lambda x: x * mpmath.ncdf(x),
    "silu": lambda x: x / (1 + mpmath.exp(-x)),
}
"""As their papers and torch define them."""
STEEPEST = {
    "sigmoid": 0.25,
    "tanh": 1.0,
    "relu": 1.0,
    "leaky_relu": 1.0,
    "softplus": 1.0,
    "gelu": float(mpmath.diff(MP["gelu"], mpmath.sqrt(2))),  # its curvature is φ(x) (2 - x²)
    "silu": float(mpmath.diff(MP["silu"], mpmath.findroot(lambda x: mpmath.diff(MP["silu"], x, 2), 2.4))),
}


@pytest.mark.parametrize("kind", MP)
@pytest.mark.parametrize("x", [-10, -3.1, -0.4, 0.3, 2, 10])
def test_values_and_slopes(kind: str, x: float) -> None:
    found = readouts(f"activations kind={kind} x={x} depth=7")
    with mpmath.workdps(40):
        value, slope = float(MP[kind](mpmath.mpf(x))), float(mpmath.diff(MP[kind], mpmath.mpf(x)))
    assert found["value"] == pytest.approx(value, rel=1e-12, abs=1e-15)
    assert found["slope"] == pytest.approx(slope, rel=1e-12, abs=1e-15)
    assert found["product"] == pytest.approx(slope**7, rel=1e-11, abs=1e-15)
    assert found["max_slope"] == pytest.approx(STEEPEST[kind], rel=1e-12)


@given(st.sampled_from(sorted(MP)), st.floats(-10, 10).map(lambda x: round(x, 3)), st.integers(1, 100))
def test_no_slope_is_above_the_largest(kind: str, x: float, depth: int) -> None:
    found = readouts(f"activations kind={kind} x={x} depth={depth}")
    assert found["slope"] <= found["max_slope"] * (1 + 1e-12)
    assert abs(found["product"]) <= max(1.0, found["max_slope"]) ** depth * (1 + 1e-9)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ("", "At x = 0 sigmoid multiplies a gradient by 0.25, its best; 10 layers leave 9.537e-7 of it: "
         "it vanishes."),
        ("depth=1", "At x = 0 sigmoid multiplies a gradient by 0.25, its best; one layer leaves 0.25 of it."),
        ("kind=tanh", "At x = 0 tanh multiplies a gradient by 1; 10 layers leave all of it."),
        ("kind=relu x=0.1", "At x = 0.1 relu multiplies a gradient by 1; 10 layers leave all of it."),
        ("kind=relu x=-0.1", "At x = -0.1 relu is level: its slope is 0, and nothing of a gradient passes."),
        ("kind=relu x=0", "ReLU has a corner at 0, where any slope from 0 to 1 touches it from below; "
         "frameworks ask whether x > 0, which it is not, and take 0."),
        ("kind=gelu x=1.4 depth=30", "At x = 1.4 gelu multiplies a gradient by 1.129; "
         "30 layers leave 37.95 of it: it explodes."),
        ("kind=silu x=-3 depth=3", "At x = -3 silu multiplies a gradient by -0.0881; "
         "3 layers leave 0.0006839 of it, turned round: it vanishes."),
    ],
)  # fmt: skip
def test_what_is_said(settings: str, sentence: str) -> None:
    assert scene(f"activations {settings}").sentence == sentence


def test_the_corner_of_relu_has_the_slope_that_frameworks_take() -> None:
    """torch.relu and jax.nn.relu both have the gradient 0 at 0."""
    found = readouts("activations kind=relu x=0 depth=5")
    assert (found["value"], found["slope"], found["product"]) == (0.0, 0.0, 0.0)


def test_survival_is_a_straight_line_of_logarithms() -> None:
    survival = plots(scene("activations depth=20 x=2").view)[2]
    assert survival.log_y
    best, here = (mark for mark in survival.marks if isinstance(mark, Curve))
    assert best.y == pytest.approx(np.arange(21) * np.log10(0.25))
    slope = readouts("activations x=2")["slope"]
    assert here.y == pytest.approx(np.arange(21) * np.log10(slope))
    (end,) = (mark for mark in survival.marks if isinstance(mark, Point))
    assert (end.x, end.y) == pytest.approx((20, 20 * np.log10(slope)))


def test_where_nothing_passes_the_plot_says_so() -> None:
    survival = plots(scene("activations kind=relu x=-1").view)[2]
    assert "nothing is left" in survival.note


def test_the_table_compares_all_seven_here() -> None:
    table = scene("activations kind=gelu x=1 depth=4").table
    assert table is not None
    assert [row[0] for row in table.rows] == list(MP)
    assert table.lit == (5,)
    for kind, product, largest, slope in table.rows:
        found = readouts(f"activations kind={kind} x=1 depth=4")
        assert (product, largest, slope) == (found["product"], found["max_slope"], found["slope"])


def test_a_leak_has_a_corner_too() -> None:
    assert scene("activations kind=leaky_relu x=0").sentence == (
        "Leaky ReLU has a corner at 0: its slope is 0.01 before, 1 behind; frameworks take 0.01."
    )


@pytest.mark.parametrize(
    ("settings", "end"),
    [
        ("kind=gelu x=1.4 depth=1", "one layer leaves 1.129 of it."),
        ("kind=gelu x=1.4 depth=30", "30 layers leave 37.95 of it: it explodes."),
        ("kind=gelu x=-9.9 depth=100", "100 layers leave less of it than a float can hold."),
    ],
)
def test_what_becomes_of_a_gradient(settings: str, end: str) -> None:
    assert scene(f"activations {settings}").sentence.endswith(end)

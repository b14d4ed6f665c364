"""Verdicts at the thresholds that are known, just beside them, and on paths of every kind."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calctui.maths.descent import METHODS, End, Objective, Path, Verdict, path, verdict
from calctui.maths.parser import parse

V = Verdict
STRETCHED, LINE = "x^2 + 3y^2", "x^2"
LENGTHS = (40, 200, 600)


def judged(
    text: str, start: tuple[float, ...], rate: float, steps: int = 200, method: str = "gd", mu: float = 0.9
) -> Verdict:
    names = ("x", "y")[: len(start)]
    return verdict(path(Objective(parse(text, names), names), start, method, rate, mu, steps))


@pytest.mark.parametrize("steps", LENGTHS)
@pytest.mark.parametrize(
    ("rate", "word"),
    [
        (1e-4, V.CREEPING),
        (1e-3, V.CREEPING),
        (0.05, V.CONVERGING),
        (0.1, V.CONVERGING),
        (0.16, V.CONVERGING),
        (1 / 6, V.CONVERGING),
        (0.17, V.ZIG_ZAGGING),
        (0.2, V.ZIG_ZAGGING),
        (0.25, V.ZIG_ZAGGING),
        (0.3, V.ZIG_ZAGGING),
        (0.33, V.ZIG_ZAGGING),
        (0.3333, V.ZIG_ZAGGING),
        (1 / 3 - 1e-7, V.ZIG_ZAGGING),
        (1 / 3, V.OSCILLATING),
        (1 / 3 + 1e-7, V.DIVERGING),
        (0.3334, V.DIVERGING),
        (0.34, V.DIVERGING),
        (0.5, V.DIVERGING),
        (1.0, V.DIVERGING),
        (10.0, V.DIVERGING),
    ],
)
def test_the_stretched_bowl(rate: float, word: Verdict, steps: int) -> None:
    assert judged(STRETCHED, (3, 2), rate, steps) is word


@pytest.mark.parametrize("steps", LENGTHS)
@pytest.mark.parametrize(
    ("rate", "word"),
    [
        (1e-4, V.CREEPING),
        (1e-3, V.CREEPING),
        (0.05, V.CONVERGING),
        (0.1, V.CONVERGING),
        (0.49, V.CONVERGING),
        (0.5, V.IN_ONE_STEP),
        (0.51, V.CONVERGING),
        (0.9, V.CONVERGING),
        (0.999, V.CONVERGING),
        (1 - 1e-7, V.CONVERGING),
        (1.0, V.OSCILLATING),
        (1 + 1e-9, V.DIVERGING),
        (1.001, V.DIVERGING),
        (1.1, V.DIVERGING),
        (3.0, V.DIVERGING),
    ],
)
def test_the_parabola(rate: float, word: Verdict, steps: int) -> None:
    assert judged(LINE, (2,), rate, steps) is word


@pytest.mark.parametrize("start", [(1.0,), (-7.3,), (1e-8,), (1e12,)])
@pytest.mark.parametrize(
    ("rate", "word"),
    [(0.1, V.CONVERGING), (0.5, V.IN_ONE_STEP), (1.0, V.OSCILLATING), (1.01, V.DIVERGING)],
)
def test_the_start_does_not_matter(start: tuple[float, ...], rate: float, word: Verdict) -> None:
    if start == (1e-8,) and word is not V.DIVERGING:
        start = (1e-6,)  # nearer to 0 than 1e-9 of 1 is at rest already
    assert judged(LINE, start, rate) is word


@settings(max_examples=60)
@given(
    st.floats(1.5, 6.0),
    st.floats(0.01, 100.0),
    st.floats(0.0, math.pi),
    st.floats(-100.0, 100.0),
    st.sampled_from(
        [
            (0.8, V.CONVERGING),
            (1.3, V.ZIG_ZAGGING),
            (1.9, V.ZIG_ZAGGING),
            (2.01, V.DIVERGING),
            (3.0, V.DIVERGING),
        ]
    ),
)
def test_thresholds_move_with_the_curvature(
    ratio: float, low: float, angle: float, offset: float, case: tuple[float, Verdict]
) -> None:
    """On any bowl, turned and lifted: overshooting from 1 over the largest curvature on, diverging from 2."""
    high = low * ratio
    cos, sin = math.cos(angle), math.sin(angle)
    a, b = (low * cos**2 + high * sin**2) / 2, (low * sin**2 + high * cos**2) / 2
    c = (low - high) * sin * cos
    text = f"{a:.17f} x^2 + {b:.17f} y^2 + ({c:.17f}) x y + ({offset:.6f})"
    start = (3 * cos - 2 * sin, 3 * sin + 2 * cos)  # the same in the bowl's own axes
    assert judged(text, start, case[0] / high) is case[1]


@pytest.mark.parametrize(
    ("text", "start", "method", "rate", "word"),
    [
        (STRETCHED, (3, 2), "newton", 1.0, V.IN_ONE_STEP),
        (STRETCHED, (3, 2), "newton", 0.1, V.CONVERGING),
        (STRETCHED, (3, 2), "newton", 1e-3, V.CREEPING),
        (STRETCHED, (3, 2), "newton", 2.0, V.OSCILLATING),
        (STRETCHED, (3, 2), "momentum", 0.1, V.CONVERGING),
        (STRETCHED, (3, 2), "momentum", 1.0, V.DIVERGING),
        (STRETCHED, (3, 2), "nesterov", 0.1, V.CONVERGING),
        (STRETCHED, (3, 2), "nesterov", 0.3, V.DIVERGING),
        (STRETCHED, (3, 2), "adam", 0.1, V.CONVERGING),
        (STRETCHED, (3, 2), "adam", 1e-3, V.CREEPING),
        (STRETCHED, (3, 2), "rmsprop", 0.1, V.CONVERGING),
        ("x^2 + y^2", (3, 2), "gd", 0.9, V.ZIG_ZAGGING),
        ("x^2 + y^2", (3, 2), "gd", 0.5, V.IN_ONE_STEP),
        ("x^2 + 1000", (2,), "gd", 1.0, V.OSCILLATING),
        ("(x - 0.3)^2", (2,), "gd", 0.5, V.IN_ONE_STEP),
        ("|x|", (2,), "gd", 0.3, V.OSCILLATING),
        ("x^4 - 3x^2", (0.01,), "gd", 0.2, V.OSCILLATING),  # chaos in a bounded band
        ("sin x", (2,), "gd", 0.3, V.CONVERGING),
        ("relu(x)", (2,), "gd", 0.3, V.CONVERGING),
        ("relu(x)", (-2,), "gd", 0.3, V.STUCK),
        ("x^2 + y^2", (0, 0), "gd", 0.3, V.STUCK),
        ("1 - exp(-(x^2 + y^2))", (5, 5), "gd", 0.3, V.STUCK),
        ("1 - exp(-(x^2 + y^2))", (2, 1.5), "gd", 0.01, V.CREEPING),
        ("1 - exp(-(x^2 + y^2))", (1, 1), "newton", 0.5, V.DIVERGING),
        ("tanh(x)^2", (8,), "gd", 0.1, V.CREEPING),
        ("x^2 + y", (3, 2), "newton", 1.0, V.STUCK),
        ("x^2 - y^2", (2, 0.01), "gd", 0.1, V.DIVERGING),
        ("x^2 - y^2", (2, 0), "gd", 0.1, V.CONVERGING),
        ("x^2 - y^2", (2, 0.01), "newton", 1.0, V.IN_ONE_STEP),
        ("-x^2", (0.1,), "gd", 0.01, V.DIVERGING),
        ("x", (2,), "gd", 0.1, V.DIVERGING),
        ("(x - 100)^2", (0,), "gd", 0.001, V.CREEPING),
        ("x^4", (2,), "gd", 0.5, V.DIVERGING),
        ("ln x", (2,), "gd", 0.3, V.UNDEFINED),
        ("sqrt x", (2,), "gd", 0.3, V.UNDEFINED),
        ("(1-x)^2 + 100(y-x^2)^2", (-1.5, 2), "gd", 0.001, V.CREEPING),
        ("(1-x)^2 + 100(y-x^2)^2", (-1.5, 2), "gd", 0.01, V.DIVERGING),
        ("(x^2+y-11)^2 + (x+y^2-7)^2", (0, 0), "gd", 0.01, V.CONVERGING),
        ("(x^2+y-11)^2 + (x+y^2-7)^2", (0, 0), "gd", 0.02, V.ZIG_ZAGGING),
        ("(x^2+y-11)^2 + (x+y^2-7)^2", (0, 0), "gd", 0.03, V.OSCILLATING),
    ],
)
def test_paths_of_every_kind(
    text: str, start: tuple[float, ...], method: str, rate: float, word: Verdict
) -> None:
    assert judged(text, start, rate, 200, method) is word


@pytest.mark.parametrize("rate", [0.3, 0.5])
@pytest.mark.parametrize("steps", [600, 1500])
def test_rmsprop_ends_in_a_swing_as_wide_as_its_rate(rate: float, steps: int) -> None:
    """Its steps shrink on, to half the rate on each side and not to 0."""
    assert judged(LINE, (2,), rate, steps, "rmsprop") is V.OSCILLATING
    assert judged(STRETCHED, (3, 2), rate, steps, "rmsprop") is V.OSCILLATING


@pytest.mark.parametrize("rate", [0.3, 0.5, 1.0, 2.0, 10.0])
def test_an_outburst_of_rmsprop_is_no_divergence(rate: float) -> None:
    """At rest it forgets how large gradients were, steps too far, and grows until it remembers."""
    for steps in range(100, 400, 10):
        assert judged(LINE, (2,), rate, steps, "rmsprop") is not V.DIVERGING


def test_swinging_through_the_valley_now_and_then_is_no_zig_zag() -> None:
    assert judged("x^2 + y^2", (1, 1), 0.01, 200, "momentum") is V.CONVERGING
    assert judged("x^2 + y^2", (1, 1), 0.1, 200, "adam") is V.CONVERGING


@pytest.mark.parametrize("steps", range(5))
@pytest.mark.parametrize("start", [(0.0, 0.0), (3.0, 2.0)])
def test_the_shortest_paths_have_a_verdict_too(start: tuple[float, float], steps: int) -> None:
    still = start == (0.0, 0.0) or not steps
    assert judged(STRETCHED, start, 0.1, steps) is (V.STUCK if still else V.CONVERGING)


def test_a_few_steps_tell_what_they_can() -> None:
    assert judged(LINE, (2,), 0.5, 1) is V.IN_ONE_STEP
    assert judged(LINE, (2,), 1.1, 1) is V.DIVERGING
    assert judged(LINE, (2,), 0.1, 1) is V.CONVERGING
    assert judged(LINE, (2,), 0.001, 1) is V.CREEPING
    assert judged(LINE, (2,), 1.0, 2) is V.OSCILLATING


FORMULAS = (
    "x^2 + y^2", "x^4 - y^4", "x^y", "ln x + ln y", "1/(x y)", "exp(x) - exp(y)", "|x| + sqrt y", "tan x + y",
    "relu(x) - softplus(y)", "floor x + y", "sin(1/x) y", "min(x, y)", "1e300x^2 - 1e-300y", "gelu(x y)", "7",
)  # fmt: skip


@settings(max_examples=40)
@given(
    st.sampled_from(FORMULAS),
    st.tuples(*[st.floats(-1e300, 1e300) | st.floats(-3, 3) | st.integers(-2, 2).map(float)] * 2),
    st.floats(-12, 3).map(lambda k: 10**k),
    st.sampled_from((0, 1, 3, 7, 60)),
)
@pytest.mark.parametrize("method", METHODS)
def test_any_path_has_a_verdict(
    method: str, text: str, start: tuple[float, float], rate: float, steps: int
) -> None:
    """Warnings are errors here, so whatever it meets passes without a word."""
    way = path(Objective(parse(text, ("x", "y"))), start, method, rate, 0.9, steps)
    assert isinstance(verdict(way), Verdict)
    assert way.x.shape == way.gradient.shape == (steps + 1, 2)
    assert way.loss.shape == way.gradient_norm.shape == (steps + 1,)
    assert 0 <= way.finite <= steps + 1
    assert (way.last == steps) or way.end is not End.RAN


def test_a_path_is_judged_as_it_is_whoever_made_it() -> None:
    """Only points, losses and slopes are read."""
    x = 0.5 ** np.arange(60.0)[:, None] * [1.0, -1.0]
    loss, norm = (x**2).sum(axis=1), np.linalg.norm(2 * x, axis=1)
    assert verdict(Path(x, loss, 2 * x, norm, End.RAN, 59)) is V.CONVERGING
    back = x * [1.0, -1.0] ** np.arange(60.0)[:, None]
    assert verdict(Path(back, loss, 2 * back, norm, End.RAN, 59)) is V.ZIG_ZAGGING

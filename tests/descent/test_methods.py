"""Paths against the published update rules, written here in plain Python, and against what torch printed."""

import math
from collections.abc import Callable, Iterator

import mpmath
import numpy as np
import pytest
from torch_numbers import PATHS, RATES, STARTS, STEPS

from calctui.maths.descent import METHODS, End, Local, NoStep, Objective, Path, path, steps_to_tolerance
from calctui.maths.descent.newton import Newton
from calctui.maths.evaluate import Floats
from calctui.maths.parser import parse
from calctui.maths.surfaces import SURFACES

Point = tuple[float, float]
Slope = Callable[[float, float], Point]


def objective(text: str, *names: str) -> Objective:
    names = names or ("x", "y")
    return Objective(parse(text, names), names)


# The gradients by hand and the rules as published, a coordinate at a time

SLOPES: dict[str, Slope] = {
    "stretched bowl": lambda x, y: (2 * x, 6 * y),
    "rosenbrock": lambda x, y: (-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)),
    "himmelblau": lambda x, y: (
        4 * x * (x * x + y - 11) + 2 * (x + y * y - 7),
        2 * (x * x + y - 11) + 4 * y * (x + y * y - 7),
    ),
}

Rule = Callable[[float], Callable[[int, float], float]]
"""rate -> (step counted from 1, slope) -> what to subtract; it remembers what the rule remembers."""


def gd(rate: float) -> Callable[[int, float], float]:
    return lambda k, g: rate * g


def momentum(rate: float, mu: float = 0.9) -> Callable[[int, float], float]:
    """torch.optim.SGD: b_1 = g_1, b_k = mu b_(k-1) + (1 - dampening) g_k, dampening 0."""
    buffer = math.nan

    def step(k: int, g: float) -> float:
        nonlocal buffer
        buffer = g if k == 1 else mu * buffer + g
        return rate * buffer

    return step


def nesterov(rate: float, mu: float = 0.9) -> Callable[[int, float], float]:
    """torch.optim.SGD(nesterov=True): the same buffer, then g <- g + mu b."""
    buffer = math.nan

    def step(k: int, g: float) -> float:
        nonlocal buffer
        buffer = g if k == 1 else mu * buffer + g
        return rate * (g + mu * buffer)

    return step


def rmsprop(rate: float) -> Callable[[int, float], float]:
    """torch.optim.RMSprop: alpha 0.99, eps 1e-8 outside the root, not centred, no momentum."""
    square = 0.0

    def step(k: int, g: float) -> float:
        nonlocal square
        square = 0.99 * square + 0.01 * g * g
        return rate * g / (math.sqrt(square) + 1e-8)

    return step


def adam(rate: float) -> Callable[[int, float], float]:
    """Kingma and Ba 2015, algorithm 1, with their defaults."""
    m = v = 0.0

    def step(k: int, g: float) -> float:
        nonlocal m, v
        m = 0.9 * m + 0.1 * g
        v = 0.999 * v + 0.001 * g * g
        return rate * (m / (1 - 0.9**k)) / (math.sqrt(v / (1 - 0.999**k)) + 1e-8)

    return step


RULES: dict[str, Rule] = {
    "gd": gd, "momentum": momentum, "nesterov": nesterov, "rmsprop": rmsprop, "adam": adam,
}  # fmt: skip


def published(surface: str, method: str) -> Iterator[Point]:
    """The start and the points after 1 to 25 steps."""
    (x, y), rate = STARTS[surface], RATES[surface]
    move_x, move_y = RULES[method](rate), RULES[method](rate)
    yield x, y
    for k in range(1, 26):
        slope_x, slope_y = SLOPES[surface](x, y)
        x, y = x - move_x(k, slope_x), y - move_y(k, slope_y)
        yield x, y


def walked(surface: str, method: str) -> Path:
    loss = objective(SURFACES[surface].formula)
    return path(loss, STARTS[surface], method, RATES[surface], 0.9, 25)


@pytest.mark.parametrize("method", RULES)
@pytest.mark.parametrize("surface", SLOPES)
def test_a_path_follows_the_published_rule(surface: str, method: str) -> None:
    np.testing.assert_allclose(walked(surface, method).x, list(published(surface, method)), rtol=0, atol=1e-9)


@pytest.mark.parametrize(("surface", "method"), PATHS)
def test_a_path_is_the_one_torch_takes(surface: str, method: str) -> None:
    points = walked(surface, method).x[list(STEPS)]
    np.testing.assert_allclose(points, PATHS[surface, method], rtol=0, atol=1e-9)


def test_the_momentum_is_a_setting() -> None:
    """With none left, both forms of momentum are gradient descent."""
    loss = objective("x^2 + 3y^2")
    plain = path(loss, (3, 2), "gd", 0.1, 0.9, 25)
    for method in ("momentum", "nesterov"):
        np.testing.assert_array_equal(path(loss, (3, 2), method, 0.1, 0.0, 25).x, plain.x)
        assert path(loss, (3, 2), method, 0.1, 0.5, 25).x[25, 0] != plain.x[25, 0]


def test_the_chapters_numbers() -> None:
    assert path(objective("x^2 + 3y^2"), (3, 2), "gd", 0.25, 0.9, 10).x[10].tolist() == [
        0.0029296875,
        0.001953125,
    ]
    assert path(objective("x^2 + 3y^2"), (3, 2), "newton", 1.0, 0.9, 1).x[1].tolist() == [0.0, 0.0]
    assert path(objective("x^2", "x"), (2,), "gd", 0.5, 0.9, 1).x[1].tolist() == [0.0]


@pytest.mark.parametrize("method", METHODS)
def test_steps_are_pure(method: str) -> None:
    """The same state and point give the same step, and nothing that was handed in changes."""
    rule = METHODS[method](0.1, 0.9)
    x = np.array([3.0, 2.0])
    local = Local(np.array([6.0, 12.0]), lambda: np.array([[2.0, 0.0], [0.0, 6.0]]))
    for array in (x, local.gradient):
        array.flags.writeable = False
    _, state = rule.step(rule.init(x), x, local)
    first, second = rule.step(state, x, local), rule.step(state, x, local)
    np.testing.assert_array_equal(first[0], second[0])
    assert str(first[1]) == str(second[1])


@pytest.mark.parametrize("n", [1, 3, 5])
def test_any_number_of_inputs(n: int) -> None:
    names = tuple("xyzuv"[:n])
    loss = objective(" + ".join(f"{k + 1}{name}^2" for k, name in enumerate(names)), *names)
    for method in METHODS:
        way = path(loss, [1.0] * n, method, 0.1, 0.5, 300)
        assert way.x.shape == (301, n)
        assert np.abs(way.x[-1]).max() < 1e-2, method


# Newton's method


def solved(hessian: list[list[float]], gradient: list[float]) -> Floats:
    """H⁻¹ g by Cramer's rule."""
    (a, b), (c, d) = hessian
    g, h = gradient
    return np.array([g * d - b * h, a * h - g * c]) / (a * d - b * c)


@pytest.mark.parametrize("rate", [0.3, 1.0])
def test_a_newton_step_is_the_damped_solution(rate: float) -> None:
    x, y = -0.7, 1.9
    hessian = [[2 - 400 * (y - x * x) + 800 * x * x, -400 * x], [-400 * x, 200.0]]
    expected = np.array([x, y]) - rate * solved(hessian, list(SLOPES["rosenbrock"](x, y)))
    way = path(objective(SURFACES["rosenbrock"].formula), (x, y), "newton", rate, 0.9, 1)
    np.testing.assert_allclose(way.x[1], expected, rtol=1e-12)


def test_a_newton_step_in_space() -> None:
    """Where the axes of the quadratic are no mirror images of each other."""
    loss = objective("5x^2 + 3y^2 + 2z^2 + x y - 3y z + 2x z - 4x + y", "x", "y", "z")
    hessian = mpmath.matrix([[10, 1, 2], [1, 6, -3], [2, -3, 4]])
    minimum = mpmath.lu_solve(hessian, mpmath.matrix([4, -1, 0]))
    np.testing.assert_allclose(
        path(loss, (1, -2, 3), "newton", 1.0, 0.9, 1).x[1], [float(c) for c in minimum], rtol=1e-12
    )


def test_newton_walks_to_a_saddle_and_to_a_maximum() -> None:
    assert path(objective("x^2 - y^2"), (2, 1), "newton", 1.0, 0.9, 1).x[1].tolist() == [0.0, 0.0]
    assert path(objective("-x^2 - y^2"), (2, 1), "newton", 1.0, 0.9, 1).x[1].tolist() == [0.0, 0.0]


def test_newton_ends_where_the_hessian_is_singular() -> None:
    way = path(objective("x^2 + y"), (3, 2), "newton", 1.0, 0.9, 10)
    assert (way.end, way.last) == (End.SINGULAR, 0)
    assert way.x.tolist() == [[3.0, 2.0]] * 11
    with pytest.raises(NoStep, match="singular"):
        Newton().step(None, np.ones(2), Local(np.ones(2), lambda: np.array([[1.0, 1.0], [1.0, 1.0 + 1e-16]])))
    with pytest.raises(NoStep, match="finite"):
        Newton().step(None, np.ones(1), Local(np.ones(1), lambda: np.array([[np.inf]])))


def test_newton_stays_where_the_gradient_is_zero_and_asks_nothing() -> None:
    def refuse() -> Floats:
        raise AssertionError

    x = np.array([1.0, 2.0])
    assert Newton().step(None, x, Local(np.zeros(2), refuse))[0] is x


# How paths end


def test_a_diverging_path_grows_to_the_largest_float_and_beyond() -> None:
    way = path(objective("x^2 + 3y^2"), (3, 2), "gd", 1.0, 0.9, 1000)
    assert way.end is End.OVERFLOW
    heights = np.abs(way.x[: way.last, 1])
    assert heights[-1] > 1e307
    np.testing.assert_allclose(heights[1:] / heights[:-1], 5.0, rtol=1e-12)
    assert np.isinf(way.x[way.last :, 1]).all()
    assert np.isinf(way.loss[way.last :]).all()
    assert np.isinf(way.gradient_norm[way.last :]).all()
    assert 0 < way.finite < way.last  # x² leaves the floats before x does
    assert np.isfinite(way.loss[: way.finite]).all()
    assert np.isinf(way.loss[way.finite])


@pytest.mark.parametrize("method", ["gd", "momentum", "nesterov"])
@pytest.mark.parametrize("text", ["x^4 - y^4 + x^2", "exp(x^2 + y^2)", "x^4 + y^4 - 3x^2"])
def test_a_nan_that_comes_from_too_large_numbers_reads_as_too_large(text: str, method: str) -> None:
    way = path(objective(text), (3, 2), method, 0.9, 0.9, 60)
    assert way.end is End.OVERFLOW
    assert not np.isnan(way.loss).any()
    assert not np.isnan(way.gradient_norm).any()


def test_a_path_ends_where_the_loss_has_no_value() -> None:
    way = path(objective("ln(x)", "x"), (2,), "gd", 1.0, 0.9, 50)
    assert way.end is End.UNDEFINED
    assert way.x[way.last, 0] <= 0 < way.x[way.last - 1, 0]
    assert np.isnan(way.loss[way.last :]).all()
    assert way.finite == way.last
    assert len(way.x) == 51


def test_a_path_ends_where_there_is_no_slope() -> None:
    way = path(objective("sqrt(x)", "x"), (0,), "gd", 0.1, 0.9, 5)
    assert (way.end, way.last, way.finite) == (End.UNDEFINED, 0, 0)
    assert way.loss.tolist() == [0.0] * 6


def test_no_steps() -> None:
    way = path(objective("x^2 + y^2"), (3, 4), "adam", 0.1, 0.9, 0)
    assert (way.x.tolist(), way.loss.tolist(), way.gradient_norm.tolist()) == ([[3, 4]], [25], [10])
    assert (way.end, way.last, way.finite) == (End.RAN, 0, 1)


def test_an_unknown_method() -> None:
    with pytest.raises(KeyError):
        path(objective("x^2 + y^2"), (3, 4), "sgd", 0.1, 0.9, 1)


# Steps to a tolerance


def test_a_quarter_is_the_best_rate_on_the_stretched_bowl() -> None:
    """In the long run: both coordinates halve. At first, the start decides which rate is ahead."""
    loss = objective("x^2 + 3y^2")
    rates = np.arange(0.2, 0.31, 0.005)
    counts = [steps_to_tolerance(path(loss, (3, 2), "gd", r, 0.9, 1000), 1e-60) for r in rates]
    arrived = [1001 if count is None else count for count in counts]
    assert rates[int(np.argmin(arrived))] == pytest.approx(0.25)


def test_steps_to_tolerance_counts_from_where_it_stays_below() -> None:
    norms = np.array([4.0, 0.5, 3.0, 1.0, 0.5, 0.25])
    way = Path(np.zeros((6, 1)), norms, norms[:, None], norms, End.RAN, 5)
    assert [steps_to_tolerance(way, t) for t in (4.0, 3.0, 1.0, 0.3, 0.25, 0.2)] == [0, 1, 3, 5, 5, None]
    broken = Path(
        np.zeros((3, 1)), norms[:3], norms[:3, None], np.array([1.0, 0.5, np.nan]), End.UNDEFINED, 2
    )
    assert steps_to_tolerance(broken, 10.0) is None

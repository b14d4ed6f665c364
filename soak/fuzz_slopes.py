"""What has to hold of derivatives: each way to one leads to the same number, up to its rounding."""

from random import Random
from typing import Any

import numpy as np

from calctui.maths.autodiff import gradient, onward
from calctui.maths.derivation import derivation
from calctui.maths.derive import derivative
from calctui.maths.evaluate import evaluate, node_values
from calctui.maths.expression import INPUT, Builder, Expression
from calctui.maths.formatting import plain
from calctui.maths.jets import derivatives
from calctui.maths.precise import slopes
from fuzz_endings import ACCEPTED, UNDECIDED, Case, require
from fuzz_graphs import beside, graph, points, tame

ORDER = 3
"""Derivatives that power series are compared in."""
CLOSE = 1e-8
JITTER = 1e3
"""Differences below so many times what a few floats further makes are rounding."""
ROUNDING = 2e-15
"""Of one local derivative: relative to it, and to the values it is computed from."""


def sloped(rng: Random) -> Case:
    """A graph and a few points."""
    made, at = graph(rng, 10), points(rng, 3)
    return f"{plain(made)} at {at}", (made, at)


def check_slopes(case: tuple[Expression, dict[str, Any]]) -> str:
    """Forward, reverse, the formula and the first term of the series are one slope, up to their rounding."""
    expression, at = case
    values = node_values(expression, at)
    trace = onward(expression, values, "x")
    slope, value = trace.adjoints[expression.output], values[expression.output]
    others = {
        "reverse": gradient(expression, at, ["x"])["x"],
        "formula": evaluate(derivative(expression, "x"), at),
        "series": derivatives(expression, "x", at, 1)[1],
    }
    for name in ("reverse", "series"):
        require(np.isnan(others[name]) | ~np.isnan(value), f"{name}: a slope without a value")
    good = tame(expression, values, 1e50)
    with np.errstate(all="ignore"):
        bound = _rounding(expression, values, trace.edges)
        good = good & (bound < 1e-3 * (1 + np.abs(slope)))
        for name, other in others.items():
            near = (np.abs(other - slope) <= bound) | ~good
            near = near if np.all(near) else near | _within_jitter(expression, at, slope, other)
            require(near, f"forward {slope}, {name} {other}")
    return ACCEPTED if np.any(good) else UNDECIDED


def _within_jitter(expression: Expression, at: dict[str, Any], slope: Any, other: Any) -> Any:
    """Whether slopes are no further apart than those a few floats along, as beside the pole of a tangent."""
    moved = []
    for by in (2e-16, -2e-16, 5e-16, -5e-16):
        values = node_values(expression, {**at, "x": at["x"] * (1 + by)})
        moved.append(onward(expression, values, "x").adjoints[expression.output])
    spread = np.max([np.abs(each - slope) for each in moved], axis=0)
    return np.abs(other - slope) <= 10 * spread


def _rounding(expression: Expression, values: list[Any], edges: list[Any]) -> Any:
    """How far slopes that were computed in different ways may be apart."""
    reach: list[Any] = [float(node.op == INPUT and node.name == "x") for node in expression.nodes]
    error: list[Any] = [0.0] * len(values)
    with np.errstate(all="ignore"):
        for edge in edges:
            size = 1 + np.abs(values[edge.node])
            for arg in expression.nodes[edge.node].args:
                size = size + np.abs(values[arg])
            local = np.abs(edge.local)
            error[edge.node] = error[edge.node] + local * error[edge.operand]
            error[edge.node] = error[edge.node] + ROUNDING * (local + size) * reach[edge.operand]
            reach[edge.node] = reach[edge.node] + local * reach[edge.operand]
    return error[expression.output] + 1e-290


def small(rng: Random) -> Case:
    """A small graph and one place."""
    made, at = graph(rng, 5), beside(rng)
    return f"{plain(made)} at x={float(at['x'][0])!r} y={at['y']!r}", (made, at)


def check_series(case: tuple[Expression, dict[str, Any]]) -> str:
    """Derivatives by power series are those of the formula differentiated again and again."""
    expression, at = case
    found = derivatives(expression, "x", at, ORDER)
    formula, ended = expression, UNDECIDED
    for order in range(ORDER + 1):
        ended = _check_formula(expression, formula, at, found[order], f"order {order}", ended)
        if order < ORDER:
            formula = derivative(formula, "x")
    return ended


def check_derivation(case: tuple[Expression, dict[str, Any]]) -> str:
    """What the steps of a derivation fold up to is the slope of automatic differentiation."""
    expression, at = case
    slope = onward(expression, node_values(expression, at), "x").adjoints[expression.output]
    result = derivation(expression, "x")[0].derivative
    return _check_formula(expression, result, at, slope, "derivation", UNDECIDED, judge=True)


def _check_formula(
    expression: Expression,
    formula: Expression,
    at: dict[str, Any],
    found: Any,
    what: str,
    ended: str,
    *,
    judge: bool = False,
) -> str:
    """Compare numbers with a formula; with `judge`, eighty digits decide where floats can't."""
    values = node_values(formula, at)
    good = tame(expression, node_values(expression, at), 1e4) & tame(formula, values, 1e8)
    if not np.all(good):
        return ended
    expected, found = (np.broadcast_to(each, at["x"].shape) for each in (values[formula.output], found))
    if not np.all(
        np.abs(expected - found) <= CLOSE * (1 + np.abs(expected)) + JITTER * _spread(expected, found)
    ):
        require(judge and _same_exactly(expression, formula, at), f"{what}: {found}, formula {expected}")
    return ACCEPTED


def _spread(*rows: Any) -> float:
    """How much values change over a few floats."""
    return max(float(np.max(row) - np.min(row)) for row in rows)


def _same_exactly(expression: Expression, formula: Expression, at: dict[str, Any]) -> bool:
    """Whether a formula is the slope to 15 digits, computed with 80; or there is no slope to compare with."""
    here = {"x": float(at["x"][0]), "y": at["y"]}
    slope = slopes(expression, "x", here)[-1]
    value = slopes(_times_t(formula), "t", {**here, "t": 1.0})[-1]
    return bool(slope != slope or abs(slope - value) <= 1e-15 * (1 + abs(slope)))


def _times_t(formula: Expression) -> Expression:
    """A formula times t, whose slope by t is the formula's own value."""
    build = Builder()
    places: list[int] = []
    for node in formula.nodes:
        places.append(
            build.add(type(node)(node.op, tuple(places[arg] for arg in node.args), node.value, node.name))
        )
    return build.expression([build.apply("mul", build.input("t"), places[formula.output])])


def check_exact(case: tuple[Expression, dict[str, Any]]) -> str:
    """Automatic differentiation is the limit of differences of values alone, taken with eighty digits."""
    expression, at = case
    values = node_values(expression, at)
    trace = onward(expression, values, "x")
    slope = np.broadcast_to(trace.adjoints[expression.output], at["x"].shape)
    good = tame(expression, values, 1e4) & (_rounding(expression, values, trace.edges) < 1e-6)
    if not np.all(good):
        return UNDECIDED
    true = slopes(expression, "x", {"x": float(at["x"][0]), "y": at["y"]})[-1]
    if true != true:
        return UNDECIDED
    allowed = CLOSE * (1 + abs(float(true))) + JITTER * _spread(slope)
    require(abs(float(true) - slope[0]) <= allowed, f"slope {slope[0]}, by eighty digits {float(true)}")
    return ACCEPTED

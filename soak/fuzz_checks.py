"""What has to hold of a random case: each check says how it ended, or raises Disagreement."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from random import Random
from typing import Any, TypeAlias

import numpy as np

from calctui.explorables.catalogue import CATALOGUE, load, state_of
from calctui.explore.controls import Choice, Formula, Slider
from calctui.explore.errors import SettingError
from calctui.explore.explorable import Explorable, Setting
from calctui.explore.link import command
from calctui.maths.autodiff import gradient, onward
from calctui.maths.checked import MAX_NODES
from calctui.maths.derivation import derivation
from calctui.maths.derive import derivative
from calctui.maths.evaluate import evaluate, node_values
from calctui.maths.expression import INPUT, Builder, Expression, ExpressionError
from calctui.maths.formatting import plain, pretty
from calctui.maths.jets import derivatives
from calctui.maths.parser import parse
from calctui.maths.precise import slopes
from fuzz_graphs import beside, graph, points, tame
from fuzz_texts import MOST, garbage, program, spoilt, value

ACCEPTED, REFUSED, UNDECIDED = "accepted", "refused", "undecided"
"""Ways to end well; undecided is where a float has too few digits to compare anything."""
Case: TypeAlias = tuple[str, Any]
"""What a message calls the case, and whatever its check needs."""
ORDER = 3
"""Derivatives that power series are compared in."""
CLOSE = 1e-8
JITTER = 1e3
"""Differences below so many times what a few floats further makes are rounding."""
ROUNDING = 2e-15
"""Of one local derivative: relative to it, and to the values it is computed from."""


class Disagreement(AssertionError):
    """Two ways to the same thing that lead elsewhere."""


def require(holds: Any, what: str) -> None:
    """See that something holds.

    Raises:
        Disagreement: it does not.
    """
    if not np.all(holds):
        raise Disagreement(what)


# Texts


def texts(rng: Random) -> Case:
    """A formula."""
    text = program(rng)
    return text, text


def spoilt_texts(rng: Random) -> Case:
    """What is hardly one."""
    text = garbage(rng)
    return text, text


def check_text(text: str) -> str:
    """A text is refused in one line, or is a formula that can be computed and written out again."""
    try:
        expression = parse(text)
    except ExpressionError as error:
        require(1 <= error.column <= len(text) + 1, f"column {error.column}")
        require(str(error).isprintable() and len(str(error)) < 200, f"message {str(error)!r}")
        return REFUSED
    require(len(expression.nodes) <= 2 * MAX_NODES, "too many nodes")  # steps that rename have their own
    at = dict.fromkeys((*expression.inputs, "x"), 0.7)
    evaluate(expression, at)
    evaluate(derivative(expression, "x"), at)
    if len(expression.text) <= MOST // 3:  # what is longer may be too long once it has its brackets
        _check_written(expression, ("x",))
    return ACCEPTED


def _check_written(expression: Expression, variables: tuple[str, ...]) -> bool:
    """What is written out is read back to the same graph; False where it is too long to be read."""
    for written in (plain(expression), pretty(expression)):
        try:
            again = parse(written, variables)
        except ExpressionError as error:
            too_much = ("too long", "nested too deeply", "too complex")
            require(any(words in error.problem for words in too_much), f"{written!r} is refused: {error}")
            return False
        require(again == expression, f"{written!r} is read as another graph")
    return True


def graphs(rng: Random) -> Case:
    """A graph with named steps."""
    made = graph(rng, 12, steps=True)
    return plain(made), made


def check_written(expression: Expression) -> str:
    """A graph is read back from what is written of it."""
    return ACCEPTED if _check_written(expression, ("x", "y")) else UNDECIDED


# Derivatives


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
            require((np.abs(other - slope) <= bound) | ~good, f"forward {slope}, {name} {other}")
    return ACCEPTED if np.any(good) else UNDECIDED


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


# Settings


@lru_cache(maxsize=1)
def _states() -> tuple[Explorable, ...]:
    return tuple(load(each.key)() for each in CATALOGUE)


def settings(rng: Random) -> Case:
    """A text for some setting of some explorable."""
    state = rng.choice(_states())
    setting = rng.choice(state.settings())
    text = _typed(rng, setting) if rng.random() < 0.5 else value(rng)
    return f"{state.key()} {setting.name}={text}", (state, setting.name, text)


def _typed(rng: Random, setting: Setting) -> str:
    """What somebody may well type for a setting."""
    control = setting.control
    if isinstance(control, Formula):
        return program(rng)
    if isinstance(control, Slider):
        return control.write(control.between(control.low, control.high, rng.random()))
    return rng.choice(control.choices) if isinstance(control, Choice) else control.write(setting.value)


def check_setting(case: tuple[Explorable, str, str]) -> str:
    """A setting refuses a text in one short line, or takes a value that is written so that it reads back."""
    state, name, text = case
    try:
        changed = state.with_text(name, text)
    except SettingError as error:
        return _refused(error)
    return _check_command(changed)


def lines(rng: Random) -> Case:
    """A command line, mostly spoilt."""
    state = rng.choice(_states())
    chosen = rng.choices(state.settings(), k=rng.choice((0, 1, 2)))
    line = " ".join([state.key(), *(f"{each.name}='{_typed(rng, each)}'" for each in chosen)])
    line = spoilt(rng, line) if rng.random() < 0.5 else line
    return line, line


def check_line(line: str) -> str:
    """A command line opens a picture that can be opened again, or is refused in one short line."""
    try:
        state = state_of(line)
    except SettingError as error:
        return _refused(error)
    return _check_command(state)


def _refused(error: SettingError) -> str:
    require(str(error).isprintable() and len(str(error)) < 200, f"message {str(error)!r}")
    return REFUSED


def _check_command(state: Explorable) -> str:
    written = command(state)
    require(written.isprintable(), f"command {written!r}")
    require(state_of(written) == state, f"{written!r} opens another picture")
    return ACCEPTED


KINDS: Mapping[str, tuple[float, Callable[[Random], Case], Callable[[Any], str]]] = {
    "garbage: parser": (0.36, spoilt_texts, check_text),
    "formulas: parser, values, writer": (0.15, texts, check_text),
    "graphs: writer": (0.07, graphs, check_written),
    "slopes: forward, reverse, formula, series": (0.12, sloped, check_slopes),
    "series to the third order": (0.05, small, check_series),
    "derivations": (0.06, small, check_derivation),
    "slopes to eighty digits": (0.05, small, check_exact),
    "settings": (0.09, settings, check_setting),
    "command lines": (0.05, lines, check_line),
}
"""Share of all cases, what makes one, and what checks it."""

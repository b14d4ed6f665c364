"""Random graphs of elementary operations, as the parser could have made them, and places to look at them."""

from collections.abc import Mapping
from random import Random
from typing import Any

import numpy as np

from calctui.maths.expression import INPUT, NUMBER, Builder, Expression
from calctui.maths.primitives import PRIMITIVES

ONE_OPERAND = tuple(
    row.name for row in PRIMITIVES.values() if row.arity == 1 and row.name != "identity"
)  # a renaming is never typed
TWO_OPERANDS = ("add", "add", "sub", "mul", "mul", "div", "pow", "min", "max", "leaky_relu")
NUMBERS = (2.0, 3.0, 0.5, -1.5, 7.0, 0.1, 0.01)
WHOLE = (2.0, 3.0, 4.0, -1.0, -2.0, 0.5, 1.5)
NEAR = 1e-6
"""How near to a corner, relative to the operand's size, nothing is compared: rounding chooses the side."""
_CORNERS: Mapping[str, tuple[float, ...]] = {
    **dict.fromkeys(
        ("abs", "sign", "step", "relu", "leaky_relu", "elu", "selu", "softsign", "sqrt", "cbrt"), (0.0,)
    ),
    "hardtanh": (-1.0, 1.0),
    "relu6": (0.0, 6.0),
    "asin": (-1.0, 1.0),
    "acos": (-1.0, 1.0),
}
"""Where operations are not smooth, by their first operand."""


def graph(rng: Random, most: int, letters: tuple[str, ...] = ("x", "y"), steps: bool = False) -> Expression:
    """A graph of up to so many operations, in which parts are shared.

    Every operation depends on an input: the parser would fold numbers with numbers.
    """
    build = Builder()
    moving = [build.input(name) for name in letters]
    for _ in range(rng.randint(1, most)):
        moving.append(_operation(rng, build, moving))
    output = moving[-1]
    named = _named(rng, build, output) if steps else []
    return build.expression([output], named)


def _operation(rng: Random, build: Builder, moving: list[int]) -> int:
    """One more operation on what is there, mostly on what came last."""
    operand = moving[-1] if rng.random() < 0.6 else rng.choice(moving)
    if rng.random() < 0.45:
        return build.apply(rng.choice(ONE_OPERAND), operand)
    op = rng.choice(TWO_OPERANDS)
    if op == "pow" and rng.random() < 0.8:
        return build.apply(op, operand, build.number(rng.choice(WHOLE)))
    other = rng.choice(moving) if rng.random() < 0.6 else _number(rng, build)
    return build.apply(op, *((operand, other) if rng.random() < 0.5 else (other, operand)))


def _number(rng: Random, build: Builder) -> int:
    return build.number(np.pi, "pi") if rng.random() < 0.1 else build.number(rng.choice(NUMBERS))


def _named(rng: Random, build: Builder, output: int) -> list[tuple[str, int]]:
    """Names for some operations that the output needs."""
    places = [place for place in range(output) if build.nodes[place].op not in (NUMBER, INPUT)]
    chosen = sorted(rng.sample(places, min(len(places), rng.choice((0, 0, 1, 2)))))
    return list(zip(("g", "height"), chosen, strict=False))


def points(rng: Random, count: int) -> dict[str, Any]:
    """Several values of x, and one of y: off every place that round numbers lead to."""
    return {"x": np.array([rng.uniform(-3, 3) for _ in range(count)]), "y": rng.uniform(0.3, 2)}


def beside(rng: Random) -> dict[str, Any]:
    """One x with neighbours a few floats apart, which tell rounding from error; and a y."""
    x = rng.uniform(-3, 3)
    return {"x": x + np.array([0.0, 3e-15, -5e-15, 1e-14, -2e-14]), "y": rng.uniform(0.3, 2)}


def tame(expression: Expression, values: list[Any], largest: float) -> Any:
    """Where every node has a value of reasonable size, and none is at a corner or a jump."""
    good: Any = True
    with np.errstate(all="ignore"):
        for node, value in zip(expression.nodes, values, strict=True):
            good = good & (np.abs(value) < largest)
            if node.args:
                good = good & _clear(node.op, [values[arg] for arg in node.args])
    return good


def _clear(op: str, operands: list[Any]) -> Any:
    """Whether an operation is far from where it is not smooth."""
    u = operands[0]
    near = NEAR * (1 + np.abs(u))
    if op in ("min", "max"):
        return np.abs(u - operands[1]) > near
    if op in ("floor", "ceil"):
        return np.abs(u - np.round(u)) > near
    if op == "pow":
        return np.abs(u) > near
    clear: Any = True
    for corner in _CORNERS.get(op, ()):
        clear = clear & (np.abs(u - corner) > near)
    return clear

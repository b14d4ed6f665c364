"""What a reverse sweep costs beside an evaluation.

A random graph of common operations, each on recent results, so that it is deep. Theory bounds the ratio of
the two by about 5 (Griewank and Walther, section 3.3).
"""

from functools import partial

import numpy as np

from calctui.maths.autodiff import reverse
from calctui.maths.evaluate import node_values
from calctui.maths.expression import Builder, Expression
from report import Report, Table, costs, main

ONE = ("tanh", "sin", "sigmoid")
TWO = ("add", "mul", "sub")
RECENT = 20


def graph(size: int, seed: int = 0) -> Expression:
    """About `size` nodes over two inputs, every one of which the output needs."""
    random = np.random.default_rng(seed)
    builder = Builder()
    placed = [builder.input("x"), builder.input("y")]
    while len(builder.nodes) < size:
        other = placed[int(random.integers(max(0, len(placed) - RECENT), len(placed)))]
        pick = int(random.integers(len(ONE) + len(TWO)))
        operands = (placed[-1], other) if pick < len(TWO) else (placed[-1],)
        placed.append(builder.apply((TWO + ONE)[pick], *operands))
    return builder.expression([placed[-1]])


def measure(quick: bool) -> Report:
    """A row for each size."""
    at = {"x": 0.3, "y": 0.2}
    rows = []
    for size in (1_000, 10_000) if quick else (1_000, 10_000, 100_000):
        expression = graph(size)
        rounds = max(5, 100_000 // size)
        runs = partial(node_values, expression, at), partial(reverse, expression, at)
        forward, backward = costs(*runs, rounds=rounds)
        count = len(expression.nodes)
        rows.append([count, forward, backward, backward / forward, 1e3 * backward / count])
    header = ("nodes", "evaluate ms", "reverse ms", "reverse / evaluate", "reverse µs a node")
    return Report(tables=[Table(header, rows, "A reverse sweep beside an evaluation of the same graph.")])


if __name__ == "__main__":
    main(measure)

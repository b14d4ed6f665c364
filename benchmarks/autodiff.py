"""What a reverse sweep costs beside an evaluation: `python benchmarks/autodiff.py`.

A random graph of common operations, each on recent results, so that it is deep. Prints the median of each
cost and their ratio, which theory bounds by about 5 (Griewank and Walther, section 3.3), and the growth.
"""

import statistics
import time
from collections.abc import Callable

import numpy as np

from calctui.maths.autodiff import reverse
from calctui.maths.evaluate import node_values
from calctui.maths.expression import Builder, Expression

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


def cost(run: Callable[[], object], repeats: int) -> float:
    """The median time of one run, in milliseconds."""
    run()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e3


def main() -> None:
    """Print a row for each size."""
    at = {"x": 0.3, "y": 0.2}
    print("   nodes  evaluate ms  reverse ms  ratio  µs a node")
    for size in (1_000, 10_000, 100_000):
        expression = graph(size)
        repeats = max(5, 200_000 // size)
        forward = cost(lambda e=expression: node_values(e, at), repeats)  # type: ignore[misc]
        backward = cost(lambda e=expression: reverse(e, at), repeats)  # type: ignore[misc]
        count = len(expression.nodes)
        each = 1e3 * backward / count
        print(f"{count:8}  {forward:11.2f}  {backward:10.2f}  {backward / forward:5.1f}  {each:9.2f}")


if __name__ == "__main__":
    main()

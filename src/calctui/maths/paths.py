"""The chain rule as a sum over paths: every way from an input to the output, and the product along each.

Reverse mode adds up the same products without ever listing them, which is the point of it: in a graph where
paths part and meet again and again, their number grows exponentially with its depth.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from math import fsum, prod

from calctui.maths.autodiff import Edge, reverse
from calctui.maths.evaluate import Values
from calctui.maths.expression import INPUT, Expression

MOST_PATHS = 200
"""More than anyone reads; what lies beyond is counted, not listed."""


@dataclass(frozen=True, slots=True)
class ChainPath:
    """One way from an input to the output."""

    nodes: tuple[int, ...]
    """Where it leads, from the input to the output."""
    locals: tuple[float, ...]
    """The local derivative of each node by the one before: one fewer than nodes."""

    @property
    def product(self) -> float:
        """What this path adds to the derivative."""
        return prod(self.locals)


@dataclass(frozen=True, slots=True)
class ChainPaths:
    """All ways from an input to the output."""

    count: int
    """How many there are, exactly."""
    listed: tuple[ChainPath, ...]
    """The first of them; all where they are few enough."""

    @property
    def total(self) -> float:
        """The sum of the listed products: the derivative, if all are listed."""
        return fsum(path.product for path in self.listed)


def chain_paths(expression: Expression, at: Values, wrt: str, most: int = MOST_PATHS) -> ChainPaths:
    """Every path from the input `wrt` to the last output, at most `most` of them listed.

    An operation that takes the same operand twice, as in x · x, makes two paths.

    Args:
        expression: the graph.
        at: a float for each input.
        wrt: the input; one that does not reach the output has no path.
        most: how many to list.
    """
    start = next(
        (p for p, node in enumerate(expression.nodes) if node.op == INPUT and node.name == wrt), None
    )
    if start is None:
        return ChainPaths(0, ())
    leaving: dict[int, list[Edge]] = {}
    for edge in reversed(reverse(expression, at, [wrt]).edges):
        leaving.setdefault(edge.operand, []).append(edge)
    counts = {expression.output: 1}  # of paths from a node on to the output
    for place in range(expression.output - 1, start - 1, -1):
        counts[place] = sum(counts[edge.node] for edge in leaving.get(place, ()))
    listed = tuple(islice(_walks(leaving, start, expression.output), most))
    return ChainPaths(counts[start], listed)


def _walks(leaving: dict[int, list[Edge]], start: int, output: int) -> Iterator[ChainPath]:
    """Every walk along the edges, depth first; each edge leads to the output in the end."""
    trail: list[Edge] = []
    choices = [iter(leaving.get(start, ()))]
    if start == output:
        yield ChainPath((start,), ())
    while choices:
        edge = next(choices[-1], None)
        if edge is None:
            choices.pop()
            if trail:
                trail.pop()
        elif edge.node == output:
            found = [*trail, edge]
            yield ChainPath((start, *(e.node for e in found)), tuple(float(e.local) for e in found))
        else:
            trail.append(edge)
            choices.append(iter(leaving[edge.node]))

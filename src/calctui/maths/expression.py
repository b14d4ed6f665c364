"""The Expression: what a person types, as a directed acyclic graph of elementary operations.

There is no second representation. The graph is evaluated, differentiated, expanded in a series, written
out, drawn and handed to SymPy. Its nodes stand in one tuple, each after the nodes it depends on, so that
every walk over it is a loop, never a recursion.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

NUMBER = "number"
INPUT = "input"


class ExpressionError(ValueError):
    """A formula that can't be read: what is wrong, at which column (from 1), and what would be right."""

    def __init__(self, problem: str, column: int, hint: str = "") -> None:
        self.problem, self.column, self.hint = problem, column, hint
        super().__init__(f"{problem} at column {column}" + (f": {hint}" if hint else ""))


@dataclass(frozen=True, slots=True)
class Node:
    """One elementary operation, number or input."""

    op: str
    """The name of a primitive, or `number` or `input`."""
    args: tuple[int, ...] = ()
    """Where the operands stand in the graph, each before this node."""
    value: float = 0.0
    """The value of a number."""
    name: str = ""
    """The name of an input, or of a constant such as `pi`."""


@dataclass(frozen=True)
class Expression:
    """A graph of nodes with one or more outputs; equal graphs are equal however they were typed."""

    nodes: tuple[Node, ...]
    outputs: tuple[int, ...]
    steps: tuple[tuple[str, int], ...] = ()
    """Named intermediate results as (name, node), each after those it uses."""
    text: str = field(default="", compare=False)
    """What was typed."""

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """The names of all inputs, in order of first appearance."""
        return tuple(node.name for node in self.nodes if node.op == INPUT)

    @property
    def output(self) -> int:
        """The only output; for an expression with several, the last."""
        return self.outputs[-1]

    def depends_on(self, names: Sequence[str]) -> list[bool]:
        """For every node, whether any of the named inputs reaches it."""
        reached: list[bool] = []
        for node in self.nodes:
            reached.append(node.name in names if node.op == INPUT else any(reached[arg] for arg in node.args))
        return reached

    @cached_property
    def _hash(self) -> int:
        return hash((self.nodes, self.outputs, self.steps))

    def __hash__(self) -> int:
        return self._hash  # states are dictionary keys on every frame: walk the nodes once


class Builder:
    """Collects nodes, giving equal nodes one place, so that a shared part is stored and computed once."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._places: dict[Node, int] = {}

    def add(self, node: Node) -> int:
        """Return the place of `node`, new or already there."""
        place = self._places.setdefault(node, len(self.nodes))
        if place == len(self.nodes):
            self.nodes.append(node)
        return place

    def number(self, value: float, name: str = "") -> int:
        """Place a number; `name` marks a constant such as `pi`."""
        return self.add(Node(NUMBER, value=value, name=name))

    def input(self, name: str) -> int:
        """Place an input."""
        return self.add(Node(INPUT, name=name))

    def apply(self, op: str, *args: int) -> int:
        """Place the operation `op` on nodes already placed."""
        return self.add(Node(op, args))

    def expression(
        self, outputs: Sequence[int], steps: Sequence[tuple[str, int]] = (), text: str = ""
    ) -> Expression:
        """Close the graph, leaving out what neither an output nor a step needs.

        The nodes stand in the order in which they are written out, whatever order they were placed in.
        """
        steps = sorted(steps, key=lambda step: step[1])  # a later one can turn out to be part of an earlier
        kept = _ordered(self.nodes, [*(place for _, place in steps), *outputs])
        place = {old: new for new, old in enumerate(kept)}
        nodes = tuple(
            replace(self.nodes[old], args=tuple(place[arg] for arg in self.nodes[old].args)) for old in kept
        )
        return Expression(
            nodes, tuple(place[o] for o in outputs), tuple((name, place[o]) for name, o in steps), text
        )


def fixed(expression: Expression, values: Mapping[str, float]) -> Expression:
    """The expression with the named inputs replaced by numbers; its text stays."""
    builder = Builder()
    places: list[int] = []
    for node in expression.nodes:
        if node.op == INPUT and node.name in values:
            places.append(builder.number(float(values[node.name])))
        else:
            places.append(builder.add(replace(node, args=tuple(places[arg] for arg in node.args))))
    steps = [(name, places[place]) for name, place in expression.steps]
    return builder.expression([places[output] for output in expression.outputs], steps, expression.text)


def _ordered(nodes: Sequence[Node], roots: Sequence[int]) -> list[int]:
    """What the roots need, each place after those of its operands, left before right."""
    order: dict[int, None] = {}
    waiting = list(reversed(roots))
    while waiting:
        missing = [arg for arg in nodes[waiting[-1]].args if arg not in order]
        if missing:
            waiting.extend(reversed(missing))
        else:
            order[waiting.pop()] = None
    return list(order)

"""A computation graph as it is drawn: boxes in layers from inputs on the left to the output on the right."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """One node: its name, what it does, and what has arrived at it so far."""

    key: int
    """Told by links; boxes stand in an order in which each comes after those it depends on."""
    name: str
    operation: str = ""
    """What it does with its operands, such as `w·x`; empty for an input."""
    value: str = ""
    """The value that the forward sweep brought; empty before it came."""
    gradient: str = ""
    """What the backward sweep (or the tangent of a forward sweep) brought; empty before it came."""
    lit: bool = False
    """Whether the sweep is at this box now."""


@dataclass(frozen=True, slots=True)
class Link:
    """An edge from an operand to the node that uses it."""

    start: int
    stop: int
    label: str = ""
    """The local derivative, once it is known."""
    lit: bool = False
    """Whether the sweep is on this edge now."""
    backward: bool = False
    """Whether what flows on it now runs from `stop` to `start`."""


@dataclass(frozen=True, slots=True)
class Diagram:
    """A view: the graph, and which box must be seen when not all of it fits."""

    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    focus: int | None = None
    title: str = ""
    note: str = ""

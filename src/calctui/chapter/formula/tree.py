"""A formula as a tree, named as in chapter 17 of The TeXbook (Knuth 1984)."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeAlias


class Kind(Enum):
    """What an atom is to its neighbours: it decides the blanks between them."""

    ORD = auto()
    """A letter or a digit."""
    WORD = auto()
    """A piece of text, or a letter that the terminal spells out."""
    SIGN = auto()
    """What clings to its operand: the minus of -x, the slash of a/b."""
    OP = auto()
    """A function's name: log."""
    BIG = auto()
    """A sum, a product, an integral or a limit."""
    BIN = auto()
    REL = auto()
    PUNCT = auto()
    FENCE = auto()
    """Brackets, and what clings like them to what stands before: n!"""
    INNER = auto()
    """A fraction, a matrix or dots."""
    SPACE = auto()


@dataclass(frozen=True, slots=True)
class Atom:
    """A sign, a name or a piece of text."""

    text: str
    kind: Kind = Kind.ORD


@dataclass(frozen=True, slots=True)
class Row:
    """Parts side by side."""

    items: "tuple[Node, ...]" = ()


@dataclass(frozen=True, slots=True)
class Fraction:
    """One part over another."""

    over: "Node"
    under: "Node"


@dataclass(frozen=True, slots=True)
class Root:
    """A square root."""

    body: "Node"


@dataclass(frozen=True, slots=True)
class Script:
    """A part with an exponent or an index, or a sum with its limits."""

    base: "Node"
    over: "Node | None" = None
    under: "Node | None" = None


@dataclass(frozen=True, slots=True)
class Fence:
    """A part in brackets, which grow with it; an empty bracket is not drawn."""

    left: str
    body: "Node"
    right: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A matrix, or cases: rows of equally many cells in brackets."""

    left: str
    rows: "tuple[tuple[Node, ...], ...]"
    right: str
    centred: bool
    """Whether its columns are; else they start at the left."""


Node: TypeAlias = Atom | Row | Fraction | Root | Script | Fence | Grid


def nucleus(node: Node) -> Node:
    """A part without its scripts."""
    return node.base if isinstance(node, Script) else node

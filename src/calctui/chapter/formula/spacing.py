"""How far parts of a row stand apart: the table of The TeXbook's chapter 18, in whole cells."""

from typing import NamedTuple

from calctui.chapter.formula.signs import Letters, spelled_out
from calctui.chapter.formula.tree import Atom, Fence, Fraction, Grid, Kind, Node, Row, Script

_BEFORE_A_SIGN = {None, Kind.BIN, Kind.REL, Kind.PUNCT, Kind.OP, Kind.BIG, Kind.SIGN}
"""After these a plus or a minus belongs to one operand only."""
_APART = {Kind.BIN, Kind.REL, Kind.BIG}
_SEPARATE = {Kind.WORD, Kind.OP, Kind.INNER}
_TIGHT = {Kind.BIN, Kind.REL, Kind.PUNCT}


class Spaced(NamedTuple):
    """A part of a row after so many blanks."""

    gap: int
    node: Node
    left: Kind
    right: Kind
    """What it is to its neighbours on either side."""


def shown(atom: Atom, letters: Letters) -> str:
    """An atom's text as the terminal can show it."""
    return letters(atom.text).strip()


def spaced(row: Row, letters: Letters, tight: bool = False) -> list[Spaced]:
    """The parts of a row and the blanks before each; `tight`, as in scripts, between words only."""
    placed: list[Spaced] = []
    wanted = 0
    before: Kind | None = None
    for node in row.items:
        if isinstance(node, Atom) and node.kind is Kind.SPACE:
            wanted = max(wanted, len(node.text))
            continue
        node = _signed(node, before)
        left, right = _edges(node, letters, tight)
        gap = max(wanted, _blanks(placed[-1].right, left)) if placed else 0
        placed.append(Spaced(gap, node, left, right))
        before, wanted = _edges(node, str)[1], 0
    return placed


def _signed(node: Node, before: Kind | None) -> Node:
    """A node; where it is a plus or a minus that has nothing before it, a sign."""
    if isinstance(node, Atom) and node.kind is Kind.BIN and before in _BEFORE_A_SIGN:
        return Atom(node.text, Kind.SIGN)
    return node


def _edges(node: Node, letters: Letters, tight: bool = False) -> tuple[Kind, Kind]:
    match node:
        case Atom():
            kind = _kind(node, letters, tight)
            return kind, kind
        case Script(base):
            left, right = _edges(base, letters, tight)
            # In ASCII x_1 x_2, not x_1x_2.
            return left, Kind.WORD if right is Kind.ORD and spelled_out(letters) else right
        case Fence():
            return Kind.FENCE, Kind.FENCE
        case Fraction() | Grid():
            return Kind.INNER, Kind.INNER
        case _:
            return Kind.ORD, Kind.ORD


def _kind(atom: Atom, letters: Letters, tight: bool) -> Kind:
    kind = Kind.SIGN if tight and atom.kind in _TIGHT else atom.kind
    text = shown(atom, letters)
    spelled = len(text) > 1 and text[0].isalpha()
    return Kind.WORD if spelled and kind in {Kind.ORD, Kind.SIGN} else kind


def _blanks(left: Kind, right: Kind) -> int:
    if right is Kind.PUNCT:
        return 0
    if left is Kind.SIGN:
        return int(right is Kind.INNER)
    if left is Kind.PUNCT or left in _APART or right in _APART:
        return 1
    if right in {Kind.FENCE, Kind.SIGN}:
        return int(left is Kind.INNER)
    return int(left in _SEPARATE or right in _SEPARATE)

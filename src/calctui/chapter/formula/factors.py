"""Factors: where a formula in one line needs brackets around a slash, and a dot between neighbours."""

from calctui.chapter.formula.tree import Atom, Fence, Fraction, Kind, Node, Row, nucleus

_DIFFERENTIALS = frozenset("d∂Δ")
_NAMES = {Kind.ORD, Kind.WORD, Kind.OP}
_TERMS = {Kind.BIN, Kind.REL, Kind.OP, Kind.BIG, Kind.PUNCT}


def is_product(node: Node) -> bool:
    """Whether a part needs no brackets over a slash: 2x, -x, ∂²f."""
    parts = parts_of(node)
    signed = bool(parts) and _kind(parts[0]) is Kind.BIN
    rest = parts[signed:]
    return is_factor(node) or not any(isinstance(part, Fraction) or _kind(part) in _TERMS for part in rest)


def is_factor(node: Node) -> bool:
    """Whether a part needs no brackets under a slash: x, dx, 10, k!, f(x)."""
    parts = parts_of(node)
    if len(parts) > 1 and _differential(parts[0]):
        parts = parts[1:]
    match parts:
        case (part,):
            return not isinstance(part, Fraction)
        case (name, Fence()):
            return isinstance(nucleus(name), Atom) and _kind(name) in _NAMES and not _digits(name)
        case (_, Atom("!")):
            return True
        case _:
            return all(map(_digits, parts))


def multiplied(left: Node, right: Node) -> bool:
    """Whether neighbours are factors, one of them a fraction; d/dx is none, nor is the dx of an integral."""
    acts = isinstance(left, Fraction) and all(map(_differential, parts_of(left.over)))
    factors = _kind(left) in {Kind.ORD, Kind.FENCE} and _kind(right) in {Kind.ORD, Kind.OP, Kind.BIG}
    fraction = isinstance(left, Fraction) or isinstance(right, Fraction)
    return factors and fraction and not acts and not _differential(right)


def parts_of(node: Node) -> tuple[Node, ...]:
    """The parts of a row, without its blanks."""
    if not isinstance(node, Row):
        return (node,)
    parts = tuple(item for item in node.items if _kind(item) is not Kind.SPACE)
    return parts_of(parts[0]) if len(parts) == 1 else parts


def _digits(node: Node) -> bool:
    return isinstance(node, Atom) and node.text in "0123456789."


def _differential(node: Node) -> bool:
    base = nucleus(node)
    return isinstance(base, Atom) and base.text in _DIFFERENTIALS


def _kind(node: Node) -> Kind:
    base = nucleus(node)
    return base.kind if isinstance(base, Atom) else Kind.ORD

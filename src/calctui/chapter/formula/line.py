"""A formula in one line: lim h→0 (f(x + h) - f(x))/h."""

import re

from calctui.chapter.formula.factors import is_factor, is_product, multiplied, parts_of
from calctui.chapter.formula.signs import Letters, signs, spelled_out
from calctui.chapter.formula.spacing import Spaced, shown, spaced
from calctui.chapter.formula.symbols import ATOMS
from calctui.chapter.formula.tex import read
from calctui.chapter.formula.tree import Atom, Fence, Fraction, Grid, Kind, Node, Root, Row, Script

_SMALL = {
    "^": str.maketrans("0123456789+-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUW",
                       "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁᵂ"),
    "_": str.maketrans("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"),
}  # fmt: skip
_PRIMES = frozenset("′″‴")


def inline(source: str, letters: Letters = str) -> str:
    """A formula in one line, with small letters for scripts where all have one, and a/b for fractions.

    Raises:
        ValueError: what is wrong with the source, at which column (from 1).
    """
    return line(read(source), letters)


def line(node: Node, letters: Letters, tight: bool = False) -> str:
    """A part in one line; `tight` without blanks around signs, as in scripts."""
    match node:
        case Atom():
            return shown(node, letters)
        case Row():
            return _row(spaced(node, letters, tight), letters, tight)
        case Fraction():
            return _fraction(node, letters)
        case Root(body):
            return _root(line(body, letters), letters)
        case Script():
            return _script(node, letters)
        case Fence(left, body, right):
            bracket = signs(letters).bracket
            return bracket(left) + line(body, letters, tight) + bracket(right)
        case Grid():
            between = " " if node.centred else ", "
            rows = (between.join(line(cell, letters) for cell in row) for row in node.rows)
            return node.left + "; ".join(rows) + (node.right or "}")


def small(sign: str, node: Node | None, letters: Letters) -> str | None:
    """A script beside its base without leaving the line, where there are small letters for all of it.

    A terminal without them gets ^2 or _(k=0) in the same places.
    """
    if node is None:
        return ""
    plain = line(node, str, tight=True)
    if any(ord(char) not in _SMALL[sign] and char not in _PRIMES for char in plain):
        return None
    if not spelled_out(letters):
        return plain.translate(_SMALL[sign])
    return _written(sign, node, letters, tight=True)


def _row(parts: list[Spaced], letters: Letters, tight: bool) -> str:
    text = ""
    before: Spaced | None = None
    for part in parts:
        piece = line(part.node, letters, tight)
        taken = before and (before.left is Kind.OP or before.node == ATOMS["/"])
        if taken and isinstance(part.node, Fraction):
            piece = f"({piece})"
        text += _between(before, part, letters) + piece
        before = part
    return text


def _between(left: Spaced | None, right: Spaced, letters: Letters) -> str:
    """The blanks between two parts, with a dot where they are factors: 1/2 x might be 1/(2x)."""
    if left is None or left.right is Kind.SIGN:
        return ""
    return f" {letters('·')} " if right.gap == 1 and multiplied(left.node, right.node) else " " * right.gap


def _fraction(node: Fraction, letters: Letters) -> str:
    over, under = (line(part, letters) for part in (node.over, node.under))
    if not is_product(node.over):
        over = f"({over})"
    return f"{over}/{under}" if is_factor(node.under) else f"{over}/({under})"


def _root(body: str, letters: Letters) -> str:
    sign = letters("√")
    return sign + body if len(body) == 1 and len(sign) == 1 else f"{sign}({body})"


def _script(node: Script, letters: Letters) -> str:
    base, over = line(node.base, letters), _beside("^", node.over, letters)
    if base == "lim" and node.under:
        return f"lim {line(node.under, letters, tight=True)}{over}"
    return base + _beside("_", node.under, letters) + over


def _beside(sign: str, script: Node | None, letters: Letters) -> str:
    """A script in small letters, or after a sign of its own."""
    shrunk = small(sign, script, letters)
    return _written(sign, script, letters) if script and shrunk is None else shrunk or ""


def _written(sign: str, script: Node, letters: Letters, tight: bool = False) -> str:
    """A script after a sign of its own: x^n, e^(x_i), J_ij."""
    text = line(script, letters, tight)
    if isinstance(script, Atom):  # primes
        return text
    parts = parts_of(script)
    alone = len(parts) == 1 and isinstance(parts[0], Atom | Fence)
    index = sign == "_" and text.isascii() and text.isalnum()
    return sign + text if alone or index or re.fullmatch(r"-?\d+", text) else f"{sign}({text})"

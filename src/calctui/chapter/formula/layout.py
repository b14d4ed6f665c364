"""A formula over several lines, as on a page."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import assert_never

from calctui.chapter.formula.block import Block, above, beside, flush, raised, text
from calctui.chapter.formula.line import small
from calctui.chapter.formula.signs import Letters, Signs, signs
from calctui.chapter.formula.spacing import Spaced, shown, spaced
from calctui.chapter.formula.symbols import INTEGRAL, STACKED
from calctui.chapter.formula.tex import read
from calctui.chapter.formula.tree import Atom, Fence, Fraction, Grid, Kind, Node, Root, Row, Script, nucleus

_EMPTY = text("")
_GAP = text("  ")
"""Between the columns of a matrix."""


class Style(Enum):
    """How a part is set, as in chapter 17 of The TeXbook."""

    DISPLAY = auto()
    TEXT = auto()
    """In fractions: limits stand beside their sum where they are small."""
    SCRIPT = auto()
    """The same, without blanks around signs."""

    @property
    def inner(self) -> "Style":
        """That of a fraction's parts."""
        return Style.SCRIPT if self is Style.SCRIPT else Style.TEXT


def display(source: str, letters: Letters = str) -> Block:
    """A formula as on a page, as wide as it comes.

    Raises:
        ValueError: what is wrong with the source, at which column (from 1).
    """
    return Setter(signs(letters)).block(read(source), Style.DISPLAY)


@dataclass(frozen=True)
class Setter:
    """Sets parts of a formula with one terminal's signs."""

    signs: Signs

    def block(self, node: Node, style: Style) -> Block:
        """A part in its style."""
        match node:
            case Atom():
                return text(shown(node, self.signs.letters))
            case Row():
                return self.row(spaced(node, self.signs.letters, style is Style.SCRIPT), style)
            case Fraction():
                return self._fraction(node, style.inner)
            case Root(body):
                return self._root(self.block(body, style.inner))
            case Script():
                return self._script(node, style)
            case Fence(left, body, right):
                return self._fenced(left, self.block(body, style), right)
            case Grid():
                return self._grid(node)
            case _:
                assert_never(node)

    def row(self, parts: Sequence[Spaced], style: Style = Style.DISPLAY) -> Block:
        """Parts side by side; an integral reaches as high as what follows it, up to a relation."""
        done = reach = _EMPTY
        for part in reversed(parts):
            if _atom_in({INTEGRAL}, part.node):
                block = self._integral(part.node, reach, style)
            else:
                block = self.block(part.node, style)
            reach = _EMPTY if part.left is Kind.REL else beside(block, reach)
            done = beside(text(" " * part.gap), block, done)
        return done

    def _fraction(self, node: Fraction, style: Style) -> Block:
        over, under = self.block(node.over, style), self.block(node.under, style)
        width = max(over.width, under.width)
        # A longer bar tells a fraction from those in its parts, and from a minus.
        overhang = 2 if width == 1 or over.height + under.height > 2 else 0
        bar = text(self.signs.bar * (width + overhang))
        return above(over, bar, under, on=bar)

    def _root(self, body: Block) -> Block:
        """A body under a root's line, which low lines in the line above draw."""
        if self.signs.root and body.height == 1:
            sign = text(self.signs.root)
            if body.width == 1:
                return beside(sign, body)
        else:
            down, up = self.signs.slope
            slopes = [" " * place + up for place in range(body.height, 1, -1)]
            sign = flush([*slopes, down + up], body.base)
        under = beside(sign, body)
        return Block((" " * sign.width + "_" * body.width, *under.lines), under.base + 1)

    def _fenced(self, left: str, body: Block, right: str) -> Block:
        opening, closing = (self.signs.column(sign, body.height, body.base) for sign in (left, right))
        return beside(opening, body, closing)

    def _script(self, node: Script, style: Style) -> Block:
        """A base with its scripts: small at its top and bottom line, or full and a line off, or stacked."""
        base, over, under = self.block(node.base, style), self._full(node.over), self._full(node.under)
        high, low = small("^", node.over, self.signs.letters), small("_", node.under, self.signs.letters)
        if _atom_in(STACKED, node) and (style is Style.DISPLAY or None in (high, low)):
            return above(over, base, under, on=base)
        up, down = base.base, base.depth
        over, up = (over, max(up, 1)) if high is None else (text(high), up)
        under, down = (under, max(down, 1)) if low is None else (text(low), down)
        return beside(base, under, over) if up == down == 0 else beside(base, raised(over, under, up, down))

    def _full(self, script: Node | None) -> Block:
        return self.block(script, Style.SCRIPT) if script else _EMPTY

    def _integral(self, node: Node, reach: Block, style: Style) -> Block:
        """An integral's sign as tall as what it reaches over, with its limits beside its ends."""
        limits = node if isinstance(node, Script) else Script(node)
        over, under = self._full(limits.over), self._full(limits.under)
        bare = style is not Style.DISPLAY or over.width == under.width == 0
        if bare and reach.height == 1:
            return self.block(node, style)
        up, down = max(reach.base, 1), max(reach.depth, 1)
        sign = self.signs.column(INTEGRAL, up + 1 + down, up)
        return beside(sign, raised(over, under, up, down))

    def _grid(self, node: Grid) -> Block:
        """Rows with a blank line between them; the middle one is the baseline."""
        first, *others = (self._column(cells, node.centred) for cells in zip(*node.rows, strict=True))
        columns = [first, *([beside(_GAP, cell) for cell in column] for column in others)]
        rows = [beside(*cells) for cells in zip(*columns, strict=True)]
        middle = len(rows) // 2
        before = [line for row in rows[:middle] for line in (*row.lines, "")]
        after = [line for row in rows[middle:] for line in ("", *row.lines)][1:]
        base = len(before) + (rows[middle].base if len(rows) % 2 else -1)
        return self._fenced(node.left, flush([*before, *after], base), node.right)

    def _column(self, cells: Sequence[Node], centred: bool) -> list[Block]:
        """The cells of one column, equally wide."""
        blocks = [self.block(cell, Style.TEXT) for cell in cells]
        return [block.padded(max(other.width for other in blocks), centred) for block in blocks]


def _atom_in(texts: Collection[str], node: Node) -> bool:
    """Whether a part is one of some signs, with or without scripts."""
    base = nucleus(node)
    return isinstance(base, Atom) and base.text in texts

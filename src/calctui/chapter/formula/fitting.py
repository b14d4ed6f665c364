"""A formula within a width: as on a page, else broken after a sign, else in lines of text."""

import textwrap
from collections.abc import Sequence

from calctui.chapter.formula.block import Block, flush
from calctui.chapter.formula.layout import Setter, Style
from calctui.chapter.formula.line import line
from calctui.chapter.formula.signs import Letters, signs
from calctui.chapter.formula.spacing import Spaced, spaced
from calctui.chapter.formula.tex import read
from calctui.chapter.formula.tree import Atom, Kind

_INDENT = 2
"""The blanks before what goes on from the line above."""


def fitted(source: str, width: int, letters: Letters = str) -> Block:
    """A formula in at most `width` cells, if there is a way; its baseline is that of its first line.

    A line ends after a relation, a plus, a minus or a comma outside all brackets.

    Raises:
        ValueError: what is wrong with the source, at which column (from 1).
    """
    row = read(source)
    setter = Setter(signs(letters))
    whole = setter.block(row, Style.DISPLAY)
    if whole.width <= width:
        return whole
    broken = _broken(_pieces(spaced(row, letters)), width, setter)
    if broken.width <= width:
        return broken
    wrapped = textwrap.wrap(
        line(row, letters),
        max(width, 1),
        subsequent_indent=" " * _INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return min(broken, flush(wrapped, 0), key=lambda block: block.width)


def _pieces(parts: Sequence[Spaced]) -> list[list[Spaced]]:
    """The parts between places where a line may end."""
    pieces: list[list[Spaced]] = [[]]
    for part in parts:
        if pieces[-1] and _may_end(pieces[-1][-1]):
            pieces.append([])
        pieces[-1].append(part)
    return pieces


def _may_end(part: Spaced) -> bool:
    plus = isinstance(part.node, Atom) and part.node.kind is Kind.BIN and part.node.text in "+-±"
    return plus or part.right in {Kind.REL, Kind.PUNCT}


def _broken(pieces: list[list[Spaced]], width: int, setter: Setter) -> Block:
    """Each statement from a line of its own, with as many pieces on a line as it holds.

    Between tall lines is a blank one.
    """
    blocks: list[Block] = []
    held = pieces[0]
    for first, *others in pieces[1:]:
        starts = first.gap > 1  # wide blanks are what parts statements
        if starts or setter.row([*held, first, *others]).width > width:
            blocks.append(setter.row(held))
            held = [first._replace(gap=0 if starts else _INDENT), *others]
        else:
            held = [*held, first, *others]
    blocks.append(setter.row(held))
    apart = [""] if any(block.height > 1 for block in blocks) else []
    lines = [line for block in blocks for line in (*apart, *block.lines)]
    return flush(lines[len(apart) :], blocks[0].base)

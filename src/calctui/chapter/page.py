"""A document set in a column: lines of pieces, with every link and heading where it came to stand."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TypeAlias

from calctui.chapter.document import (
    Block,
    Callout,
    Display,
    Document,
    Grid,
    Heading,
    Items,
    Link,
    Listing,
    Paragraph,
    Span,
    Spans,
    Tone,
)
from calctui.chapter.formula import Letters, fitted, inline
from calctui.chapter.links import key_of
from calctui.chapter.tables import shares

HARD = "\u00a0"
"""A blank at which no line may end, such as those in a formula."""
GAP = 2
"""Blanks between the columns of a table."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters in one tone; the number of the link they belong to, if they belong to one."""

    text: str
    tone: Tone = Tone.PLAIN
    link: int | None = None


Line: TypeAlias = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A document in a column of some width."""

    lines: tuple[Line, ...]
    links: tuple[Link, ...]
    rows: tuple[int, ...]
    """The line on which each link begins."""
    headings: Mapping[str, int]
    """The line of each heading, by its anchor."""


def page(blocks: Document, width: int, letters: Letters = str) -> Page:
    """Set a document in `width` columns, in letters that the terminal has."""
    setter = _Setter(letters)
    for block in blocks:
        if setter.lines and not (isinstance(block, Paragraph) and setter.after_term):
            setter.lines.append(())
        setter.block(block, width)
    rows = [
        next(row for row, line in enumerate(setter.lines) if any(piece.link == number for piece in line))
        for number in range(len(setter.links))
    ]
    return Page(tuple(setter.lines), tuple(setter.links), tuple(rows), setter.headings)


def text(page: Page) -> str:
    """The lines without their tones."""
    return "\n".join("".join(piece.text for piece in line).rstrip() for line in page.lines)


@dataclass
class _Setter:
    """Sets block after block; numbers links as they come."""

    letters: Letters
    lines: list[Line] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    headings: dict[str, int] = field(default_factory=dict)
    after_term: bool = False

    def block(self, block: Block, width: int) -> None:
        """Append a block's lines."""
        self.after_term = isinstance(block, Heading) and block.level > 2
        match block:
            case Heading():
                self.heading(block, width)
            case Paragraph(spans):
                self.lines += self.wrapped(spans, width)
            case Display(source):
                self.indented(fitted(source, width - 2, self.letters).lines, Tone.FORMULA)
            case Items():
                self.items(block, width)
            case Listing(source):
                lines = source.expandtabs(4).split("\n")
                self.indented([self.letters(line)[: width - 2] for line in lines], Tone.CODE)
            case Grid():
                self.grid(block, width)
            case Callout(blocks):
                self.callout(blocks, width)

    def heading(self, block: Heading, width: int) -> None:
        """A heading over a rule; a glossary's term without one."""
        self.headings[block.anchor] = len(self.lines)
        titled = tuple(replace(span, tone=Tone.HEADING) for span in block.spans)
        self.lines += self.wrapped(titled, width)
        if block.level < 3:
            self.lines.append((Piece(self.letters("━─"[block.level - 1]) * width, Tone.GUIDE),))

    def indented(self, lines: Sequence[str], tone: Tone) -> None:
        """Lines as they are."""
        self.lines += [(Piece(f"  {line}", tone),) for line in lines]

    def items(self, block: Items, width: int) -> None:
        """A list."""
        for place, item in enumerate(block.items, 1):
            self.item(item, f"{place}." if block.numbered else "", width)

    def item(self, spans: Spans, number: str, width: int) -> None:
        """A list's item behind its number or sign; one that opens a picture is marked as such."""
        opens = bool(spans and spans[0].link and key_of(spans[0].link))
        sign = (number or self.letters("▸" if opens else "•")) + " "
        first, *more = self.wrapped(spans, width - len(sign)) or [()]
        self.lines.append((Piece(sign, Tone.GUIDE), *first))
        self.lines += [(Piece(" " * len(sign)), *line) for line in more]

    def callout(self, blocks: Document, width: int) -> None:
        """Blocks behind a bar."""
        bar = Piece(self.letters("┃") + " ", Tone.GUIDE)
        start = len(self.lines)
        for place, block in enumerate(blocks):
            if place:
                self.lines.append(())
            self.block(block, width - 2)
        self.lines[start:] = [(bar, *line) for line in self.lines[start:]]

    def grid(self, block: Grid, width: int) -> None:
        """A table, or, where its columns would be too narrow, its rows one below the other."""
        rows = [tuple(self.marked(cell) for cell in row) for row in block.rows]
        wide = shares([self.plain(row) for row in (block.header, *rows)], width, GAP)
        if wide is None:
            self.stacked(block.header, rows, width)
            return
        titled = tuple(tuple(replace(span, tone=Tone.STRONG) for span in cell) for cell in block.header)
        self.lines += self.row(titled, wide)
        rule = self.letters("─")
        self.lines.append((Piece((" " * GAP).join(rule * column for column in wide), Tone.GUIDE),))
        for row in rows:
            self.lines += self.row(row, wide)

    def stacked(self, header: Sequence[Spans], rows: Sequence[Sequence[Spans]], width: int) -> None:
        """Each row as a short paragraph: its first cell, then the others indented."""
        for place, (first, *others) in enumerate(rows):
            if place:
                self.lines.append(())
            self.lines += self.wrapped(first, width)
            for cell in others:
                self.lines += [(Piece("  "), *line) for line in self.wrapped(cell, width - 2)]

    def row(self, cells: Sequence[Spans], wide: Sequence[int]) -> Iterator[Line]:
        """A row of a table, as many lines as its longest cell."""
        columns = [self.wrapped(cell, column) for cell, column in zip(cells, wide, strict=True)]
        for place in range(max(map(len, columns))):
            pieces: list[Piece] = []
            for lines, column in zip(columns, wide, strict=True):
                line = lines[place] if place < len(lines) else ()
                used = sum(len(piece.text) for piece in line)
                pieces += [*line, Piece(" " * (column - used + GAP))]
            yield tuple(pieces)

    def plain(self, cells: Sequence[Spans]) -> list[str]:
        """Cells as the texts they will be."""
        return ["".join(self.lettered(span) for span in cell) for cell in cells]

    def marked(self, spans: Spans) -> Spans:
        """A cell that opens a picture, with the sign that says so."""
        if spans and spans[0].link and key_of(spans[0].link):
            return Span("▸" + HARD, Tone.GUIDE), *spans
        return spans

    def lettered(self, span: Span) -> str:
        """A span's text as it will stand: formulas set, and kept together."""
        if span.tone is not Tone.FORMULA:
            return self.letters(span.text)
        return inline(span.text, self.letters).replace(" ", HARD)

    def wrapped(self, spans: Spans, width: int) -> list[Line]:
        """Spans in lines of at most `width`, broken between words."""
        whole, owners = "", []
        for span in spans:
            shown = self.lettered(span)
            whole += shown
            owners += [(span.tone, self.number(span.link))] * len(shown)
        return [
            tuple(
                Piece(whole[run[0] : run[-1] + 1].replace(HARD, " "), *owner)
                for owner, group in groupby(range(start, stop), key=owners.__getitem__)
                for run in [list(group)]
            )
            for start, stop in broken(whole, max(width, 1))
        ]

    def number(self, link: Link | None) -> int | None:
        """A link's number: a new one for one not met before."""
        if link is None:
            return None
        if not self.links or self.links[-1] is not link:
            self.links.append(link)
        return len(self.links) - 1


def broken(text: str, width: int) -> list[tuple[int, int]]:
    """Where the lines of a text begin and end, none longer than `width`; a word that is, is cut."""
    lines: list[tuple[int, int]] = []
    for word in re.finditer(r"[^ ]+", text):
        start, stop = word.span()
        if lines and stop - lines[-1][0] <= width:
            lines[-1] = (lines[-1][0], stop)
            continue
        while stop - start > width:
            lines.append((start, start + width))
            start += width
        lines.append((start, stop))
    return lines

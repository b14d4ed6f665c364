"""The chapter's text as lines: a paragraph one line, a table's row one line with the names of its columns."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

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
    links_of,
)
from calctui.chapter.formula import inline


def prose(blocks: Document, links: Sequence[Link] | None = None) -> Iterator[str]:
    """The lines of a document.

    Args:
        blocks: what is said.
        links: those whose places are named, from 1; the document's own unless they are given.
    """
    found = [link for link, _ in links_of(blocks)] if links is None else links
    numbers = {id(link): place for place, link in enumerate(found, 1)}
    for block in blocks:
        yield from _block(block, numbers)


def _block(block: Block, numbers: Mapping[int, int]) -> Iterator[str]:
    match block:
        case Heading(_, spans):
            yield f"Heading: {_text(spans, numbers)}"
        case Paragraph(spans):
            yield _text(spans, numbers)
        case Display(source):
            yield f"Formula: {inline(source)}"
        case Listing(source):
            yield from source.split("\n")
        case Items():
            yield from _items(block, numbers)
        case Grid():
            yield from _rows(block, numbers)
        case Callout(blocks):
            first, *others = (line for inner in blocks for line in _block(inner, numbers))
            yield from [f"Note: {first}", *others]


def _items(block: Items, numbers: Mapping[int, int]) -> Iterator[str]:
    for place, item in enumerate(block.items, 1):
        yield (f"{place}. " if block.numbered else "- ") + _text(item, numbers)


def _rows(block: Grid, numbers: Mapping[int, int]) -> Iterator[str]:
    """Each row with the names of its columns, which nobody who listens can look up."""
    names = [_text(name, numbers) for name in block.header]
    for row in block.rows:
        cells = zip(names, (_text(cell, numbers) for cell in row), strict=True)
        yield "; ".join(f"{name}: {cell}" for name, cell in cells if cell)


def _text(spans: Spans, numbers: Mapping[int, int]) -> str:
    """A run of text, with the number of each link behind it."""
    text = ""
    for _, group in groupby(spans, key=lambda span: id(span.link)):
        linked = list(group)
        text += "".join(map(_span, linked))
        if (link := linked[0].link) and id(link) in numbers:
            text += f" (link {numbers[id(link)]})"
    return text


def _span(span: Span) -> str:
    return inline(span.text) if span.tone is Tone.FORMULA else span.text

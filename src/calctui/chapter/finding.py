"""What of a document speaks of some words: the rows of its tables, the terms of its glossary."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from calctui.chapter.document import Document, Grid, Heading, Spans, Tone, runs
from calctui.chapter.formula import inline

SEARCHED = ("2.8", "2.10")
"""The sections in which things are looked up."""
Found = TypeVar("Found")


def matching(blocks: Document, query: str) -> Document:
    """The rows and terms in which every word of a query occurs, those first that bear them in their name.

    Without a query, everything.
    """
    words = query.casefold().split()
    if not words:
        return blocks
    tables = (
        replace(block, rows=tuple(_best(block.rows, words, lambda row: row)))
        for block in blocks
        if isinstance(block, Grid)
    )
    terms = _best(_terms(blocks), words, lambda term: [spans for block in term for spans in runs(block)])
    return (*(table for table in tables if table.rows), *(block for term in terms for block in term))


def said(texts: Sequence[Spans]) -> str:
    """Runs of text as they are read, formulas in one line."""
    return " ".join(
        "".join(inline(span.text) if span.tone is Tone.FORMULA else span.text for span in spans)
        for spans in texts
    )


def _terms(blocks: Document) -> list[Document]:
    """The entries of a glossary: a heading of the third level and what follows it."""
    starts = [place for place, block in enumerate(blocks) if isinstance(block, Heading) and block.level > 2]
    return [blocks[start:stop] for start, stop in zip(starts, [*starts[1:], len(blocks)], strict=False)]


def _best(
    entries: Iterable[Found], words: Sequence[str], texts: Callable[[Found], Sequence[Spans]]
) -> list[Found]:
    """The entries with all words in them; the first of an entry's texts is its name."""
    kept = [(not _holds(texts(entry)[:1], words), entry) for entry in entries if _holds(texts(entry), words)]
    return [entry for _, entry in sorted(kept, key=lambda each: each[0])]


def _holds(texts: Sequence[Spans], words: Sequence[str]) -> bool:
    whole = said(texts).casefold()
    return all(word in whole for word in words)

"""What of the chapter can be found by name: its headings, questions, formulas and terms."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from calctui.chapter.document import Grid, Heading, Items, Link, Paragraph, Spans, links_of, text_of
from calctui.chapter.finding import said
from calctui.chapter.links import GLOSSARY, Place
from calctui.chapter.texts import document
from calctui.explorables.catalogue import SECTIONS

REFERENCE = "2.8"
"""The section whose table lists the chapter's formulas."""


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a name, a line about it, and the link that opens it."""

    name: str
    about: str
    link: Link


@cache
def index() -> tuple[Named, ...]:
    """Everything, in the order of the chapter."""
    return tuple(named for section in SECTIONS for named in _of(section))


def _of(section: str) -> Iterator[Named]:
    blocks = document(section)
    for place, block in enumerate(blocks):
        match block:
            case Heading(level, spans) if level < 3:
                name, anchor = text_of(spans).removeprefix(f"{section} "), block.anchor if level > 1 else ""
                yield Named(f"{section} {name}", "read about it", Link(Place(section, anchor).name))
            case Heading(_, spans):
                after = blocks[place + 1]
                about = text_of(after.spans) if isinstance(after, Paragraph) else ""
                yield Named(text_of(spans), about, Link(Place(GLOSSARY, block.anchor).name))
            case Items():
                yield from _questions(block)
            case Grid(_, rows) if section == REFERENCE:
                yield from (_row(row) for row in rows)


def _questions(block: Items) -> Iterator[Named]:
    """Links of a list that lead to an answer in the text."""
    for link, text in links_of((block,)):
        if text.endswith("?"):
            yield Named(text, "a question that the chapter answers", link)


def _row(row: tuple[Spans, ...]) -> Named:
    return Named(said(row[:1]), said(row[1:2]), links_of((Paragraph(row[0]),))[0][0])

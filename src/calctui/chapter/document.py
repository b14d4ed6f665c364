"""The chapter's text as data: Markdown files become blocks of spans, formulas and links."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import TypeAlias

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.dollarmath import dollarmath_plugin


class Tone(Enum):
    """How a span is meant; the screen decides what it looks like."""

    PLAIN = auto()
    STRONG = auto()
    CODE = auto()
    FORMULA = auto()
    """The text is TeX until it is set."""
    HEADING = auto()
    GUIDE = auto()
    """Rules and bars between texts."""


@dataclass(frozen=True, slots=True)
class Link:
    """Something in the text that opens something."""

    target: str
    """A command line without its `calctui`; `2.3#jacobian`; `#term` of the glossary; `quiz 2.1`."""
    claim: str = ""
    """What the text says of the picture: `slope = 8; trend = rising`, by the names of readouts."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one tone."""

    text: str
    tone: Tone = Tone.PLAIN
    link: Link | None = None


Spans: TypeAlias = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; 1 is the section's own."""

    level: int
    spans: Spans

    @property
    def anchor(self) -> str:
        """What a link calls it: `#newtons-method`."""
        return slug(text_of(self.spans))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    spans: Spans


@dataclass(frozen=True, slots=True)
class Display:
    """A formula on lines of its own, in TeX."""

    source: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list, an item a line or more."""

    items: tuple[Spans, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """Code, line by line as it is."""

    source: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its header, and rows of as many cells."""

    header: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """What must not be missed."""

    blocks: tuple["Block", ...]


Block: TypeAlias = Heading | Paragraph | Display | Items | Listing | Grid | Callout
Document: TypeAlias = tuple[Block, ...]


def parsed(source: str) -> Document:
    """The blocks of a Markdown text.

    Raises:
        ValueError: it has a kind of block, or a formula, that a page can't show.
    """
    return tuple(_block(node) for node in SyntaxTreeNode(_markdown().parse(source)).children)


def slug(text: str) -> str:
    """A heading as links write it: lower case, hyphens, no other signs."""
    return re.sub(r"[^\w-]+", "", text.lower().replace(" ", "-"))


def text_of(spans: Spans) -> str:
    """The text alone."""
    return "".join(span.text for span in spans)


def links_of(blocks: Document) -> tuple[tuple[Link, str], ...]:
    """Every link with its visible text, in reading order."""
    return tuple(found for block in blocks for spans in runs(block) for found in _links(spans))


def _links(spans: Spans) -> list[tuple[Link, str]]:
    found: list[tuple[Link, str]] = []
    for span in spans:
        if span.link and found and found[-1][0] is span.link:
            found[-1] = (span.link, found[-1][1] + span.text)
        elif span.link:
            found.append((span.link, span.text))
    return found


def runs(block: Block) -> tuple[Spans, ...]:
    """The runs of text in a block."""
    match block:
        case Heading(_, spans) | Paragraph(spans):
            return (spans,)
        case Items(items):
            return items
        case Listing(source):
            return ((Span(source, Tone.CODE),),)
        case Grid(header, rows):
            return (*header, *(cell for row in rows for cell in row))
        case Callout(blocks):
            return tuple(spans for inner in blocks for spans in runs(inner))
        case Display():
            return ()


class _Markdown(MarkdownIt):
    """Markdown whose links are command lines, not addresses: blanks and quotes stay what they are."""

    def normalizeLink(self, url: str) -> str:
        return url

    def validateLink(self, url: str) -> bool:
        return True


@cache
def _markdown() -> MarkdownIt:
    return _Markdown("commonmark").enable("table").use(dollarmath_plugin)


def _block(node: SyntaxTreeNode) -> Block:
    match node.type:
        case "heading":
            return Heading(int(node.tag[1:]), _spans(node.children[0]))
        case "paragraph":
            return Paragraph(_spans(node.children[0]))
        case "math_block":
            return Display(node.content.strip())
        case "bullet_list" | "ordered_list":
            items = tuple(_spans(item.children[0].children[0]) for item in node.children)
            return Items(items, node.type == "ordered_list")
        case "fence" | "code_block":
            return Listing(node.content.rstrip("\n"))
        case "table":
            rows = [tuple(map(_cell, row.children)) for part in node.children for row in part.children]
            return Grid(rows[0], tuple(rows[1:]))
        case "blockquote":
            return Callout(tuple(map(_block, node.children)))
    raise ValueError(f"a text has no place for a {node.type.replace('_', ' ')}")


def _cell(node: SyntaxTreeNode) -> Spans:
    return _spans(node.children[0]) if node.children else ()


def _spans(node: SyntaxTreeNode, tone: Tone = Tone.PLAIN, link: Link | None = None) -> Spans:
    """The spans of an inline node, with the tone and link of what they stand in."""
    spans: list[Span] = []
    for child in node.children:
        match child.type:
            case "text":
                spans.append(Span(child.content, tone, link))
            case "softbreak" | "hardbreak":
                spans.append(Span(" ", tone, link))
            case "code_inline":
                spans.append(Span(child.content, Tone.CODE, link))
            case "math_inline":
                spans.append(Span(child.content, Tone.FORMULA, link))
            case "strong" | "em":
                spans += _spans(child, Tone.STRONG, link)
            case "link":
                target = Link(str(child.attrs["href"]), str(child.attrs.get("title", "")))
                spans += _spans(child, tone, target)
            case _:
                raise ValueError(f"a text has no place for a {child.type.replace('_', ' ')}")
    return tuple(spans)

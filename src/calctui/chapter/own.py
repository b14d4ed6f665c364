"""The text of the section in which pictures from outside stand: what their authors say of them, and links."""

import inspect

from calctui.chapter.document import Block, Document, Heading, Items, Link, Paragraph, Span
from calctui.explorables.catalogue import OWN, added
from calctui.explore.errors import one_line
from calctui.explore.explorable import Explorable


def own_document() -> Document:
    """A heading, then each picture with its docstring and its examples."""
    return (
        Heading(1, (Span("Pictures from outside"),)),
        *(block for each in added() if each.section == OWN for block in _about(each)),
    )


def _about(explorable: type[Explorable]) -> tuple[Block, ...]:
    paragraphs = (inspect.getdoc(explorable) or "").split("\n\n")
    key = explorable.key()
    examples = tuple(
        (Span(one_line(each.title), link=Link(f"{key} {each.settings}".strip())),)
        for each in explorable.presets
    )
    return (
        Heading(2, (Span(explorable.title),)),
        *(Paragraph((Span(one_line(each)),)) for each in paragraphs),
        Items(examples),
    )

"""The text of each section: the chapter's own, and for pictures from outside what their authors say."""

import inspect
from functools import cache
from importlib.resources import files

from calctui.chapter.document import Block, Document, Heading, Items, Link, Paragraph, Span, parsed
from calctui.explorables.catalogue import OWN, added
from calctui.explore.errors import one_line
from calctui.explore.explorable import Explorable


def document(section: str) -> Document:
    """The text of a section: `2.0` to `2.10`, or that of pictures from outside."""
    return _own() if section == OWN else _chapter(section)


@cache
def _chapter(section: str) -> Document:
    return parsed(files("calctui.chapter").joinpath("text", f"{section}.md").read_text(encoding="utf-8"))


def _own() -> Document:
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

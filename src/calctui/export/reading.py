"""The chapter's text without a terminal: a section in plain lines, and the commands of its pictures."""

from calctui.chapter.links import key_of
from calctui.chapter.page import page, text
from calctui.chapter.texts import document
from calctui.explorables.catalogue import sections


def contents() -> str:
    """The sections by number and title."""
    return "\n".join(f"{section:<4}  {title}" for section, title in sections().items())


def reading(section: str, width: int) -> str:
    """A section's text in `width` columns; below it a command line for each picture that it opens."""
    done = page(document(section), width)
    commands = dict.fromkeys(f"calctui {link.target}" for link in done.links if key_of(link))
    return "\n".join([text(done), "", *commands])

"""The page on keys: the registry of commands, and what keys do where somebody types or reads."""

from collections.abc import Iterable, Iterator
from typing import Any

from textual.binding import Binding

from calctui.explorables.catalogue import SECTIONS
from calctui.tui.choices import ChoiceLine
from calctui.tui.commands import COMMANDS
from calctui.tui.library import Library
from calctui.tui.places import Stage
from calctui.tui.reader import Reader
from calctui.tui.sheet import Sheet
from documents.markdown import code, page, prose, table

SHOWN = {
    "up": "↑", "down": "↓", "left": "←", "right": "→", "pageup": "PgUp", "pagedown": "PgDn", "home": "Home",
    "end": "End", "enter": "Enter", "escape": "Esc", "backspace": "Backspace", "comma": ",", "full_stop": ".",
    "plus": "+", "minus": "-", "equals_sign": "=", "question_mark": "?",
}  # fmt: skip
"""Textual's names of keys as people write them."""
PLACES: dict[str, Any] = {
    "On a map, after `m`": Stage,
    "On the tabs and names of pictures": ChoiceLine,
    "In the chapter's text": Reader,
    "In the quick reference, the takeaways and the glossary": Library,
    "On a sheet: help, words, code, command, source": Sheet,
}
OPENING = """# Keys

`?` shows them in the app; `p` finds a command by its name."""
TYPING = """## While something is typed

Every letter is read at once: below the line stands how it was understood, or a pointer to the character
that is wrong. `Enter` keeps what was typed, unless it can't be read; `Esc` closes the line, and the last
text that could be read stays applied."""


def key_name(key: str) -> str:
    """A key as people write it."""
    for prefix, shown in (("shift+", "⇧"), ("ctrl+", "Ctrl+")):
        if key.startswith(prefix):
            return shown + SHOWN.get(rest := key.removeprefix(prefix), rest.upper())
    return SHOWN.get(key, key)


def keys() -> str:
    """The page."""
    digits = [f"{code(each[2:])} {title}" for each, title in SECTIONS.items() if len(each) == 3]
    parts = [
        table(("key", "also", "", "what it does"), _commands()),
        f"A digit opens a section, and again its next picture: {', '.join(digits)}.",
        "`Tab` and `⇧Tab` move between settings, tabs and pictures.",
        TYPING,
    ]
    for place, owner in PLACES.items():
        parts += [f"## {place}", table(("key", "what it does"), _bindings(owner.BINDINGS))]
    return page(OPENING, *parts)


def _commands() -> Iterator[tuple[str, ...]]:
    for each in COMMANDS:
        also = ", ".join(code(key_name(key)) for key in each.keys[1:])
        yield code(each.shown), also, prose(each.title), prose(each.help)


def _bindings(bindings: Iterable[Any]) -> Iterator[tuple[str, ...]]:
    """What keys do; those that do the same share a row."""
    by_deed: dict[str, list[str]] = {}
    for binding in Binding.make_bindings(bindings):
        by_deed.setdefault(binding.description, []).append(code(key_name(binding.key)))
    for deed, names in by_deed.items():
        yield " ".join(names), prose(deed)

"""What a shell may put in place of a word that has been begun. Click asks, from the shell's own script.

Nothing heavy is loaded before an explorable's settings are asked for.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

import click

from calctui.explorables.catalogue import SECTIONS, WHOLE, entries, load, names, of_section
from calctui.explore.errors import SettingError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from calctui.explore.explorable import Explorable, Setting

Items: TypeAlias = "list[CompletionItem]"

SIZES = {"80x24": "the smallest usual terminal", "100x30": "", "120x40": "a large one"}


def items(found: dict[str, str], incomplete: str) -> "Items":
    """Words that begin like the incomplete one, each with what it means."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(word, help=help) for word, help in found.items() if word.startswith(incomplete)]


def explorables(incomplete: str) -> "Items":
    """The names of explorables."""
    titles = {entry.key: entry.title for entry in entries()}
    return items({name: titles.get(name, "") for name in names()}, incomplete)


def picture_words(ctx: click.Context, param: click.Parameter, incomplete: str) -> "Items":
    """An explorable as the first word, then its settings, and behind = their values."""
    key, *given = _typed(ctx)
    if not key:
        return explorables(incomplete)
    try:
        state = _state(key, given)
    except SettingError:
        return []
    name, equals, _ = incomplete.partition("=")
    if equals:
        return items(dict(_values(state, name)), incomplete)
    taken = {word.partition("=")[0] for word in given}
    names = {f"{one.name}=": one.control.help for one in _settable(state) if one.name not in taken}
    return items(names, incomplete)


def _typed(ctx: click.Context) -> tuple[str, ...]:
    """The explorable, empty where there is none yet, and its settings: in one argument, or in two."""
    words: tuple[str, ...] = ctx.params.get("words") or ()
    return words or (ctx.params.get("explorable") or "", *(ctx.params.get("settings") or ()))


def sections(ctx: click.Context, param: click.Parameter, incomplete: str) -> "Items":
    """The chapter's sections."""
    return items(SECTIONS, incomplete)


def sections_asked(ctx: click.Context, param: click.Parameter, incomplete: str) -> "Items":
    """The sections that can be asked about, or all of them."""
    asked = {section: title for section, title in SECTIONS.items() if of_section(section)}
    return items({**asked, WHOLE: "The whole chapter"}, incomplete)


def sizes(ctx: click.Context, param: click.Parameter, incomplete: str) -> "Items":
    """A few sizes of pictures."""
    return items(SIZES, incomplete)


def _state(key: str, given: Sequence[str]) -> "Explorable":
    """The explorable with the settings given, which bring letters with them; without, if they can't be read.

    Raises:
        SettingError: there is none of this name.
    """
    from calctui.explore.link import with_settings

    state = load(key)()
    try:
        return with_settings(state, given)
    except SettingError:
        return state


def _settable(state: "Explorable") -> "Iterator[Setting]":
    """The settings that a command line names: a point as a whole."""
    return (setting for setting in state.settings() if not setting.part_of)


def _values(state: "Explorable", name: str) -> Iterator[tuple[str, str]]:
    """The choices that a setting has, or the formulas that have a name."""
    for setting in _settable(state):
        if setting.name == name:
            described = setting.control.describe()
            yield from ((f"{name}={choice}", "") for choice in described.get("choices", ()))
            yield from ((f"{name}={word}", text) for word, text in described.get("named", {}).items())

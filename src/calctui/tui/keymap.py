"""Which key gives which command, where somebody has chosen other keys than ours."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from textual.keys import KEY_ALIASES, KEY_NAME_REPLACEMENTS, format_key

from calctui.explorables.catalogue import SECTIONS
from calctui.explore.errors import SettingError, excerpt
from calctui.maths.spelling import nearest
from calctui.tui.commands import COMMANDS, Command

NAMED = (
    *("left", "right", "up", "down", "home", "end", "pageup", "pagedown"),
    *("enter", "space", "escape", "backspace", "insert", "delete"),
    *(f"f{number}" for number in range(1, 25)),
)
"""Keys that bring no sign, by Textual's names."""
MODIFIERS = ("alt", "ctrl", "shift")
"""In the order in which Textual names them."""
TAKEN = {
    **{section[2:]: "opens a section" for section in SECTIONS if section[2:] in "0123456789"},
    **dict.fromkeys(("tab", "shift+tab"), "moves between the parts of the screen"),
    "ctrl+q": "always quits",
    "ctrl+c": "copies what is selected",
}
"""Keys that no command can have, and what they do."""
_SAME = {same: key for key, aliases in KEY_ALIASES.items() for same in aliases}
"""Keys that a terminal sends as others."""


def read_key(text: str) -> str:
    """Textual's name for a key that is written p, P, ?, space, f5, ctrl+x or shift+left.

    Raises:
        SettingError: there is no such key, or no command can have it.
    """
    key = _named(text.strip() or text)
    if key in TAKEN:
        raise SettingError(f"{format_key(key)} {TAKEN[key]}, and can't be given to a command")
    if key in _SAME:
        raise SettingError(f"terminals send {key} as {_SAME[key]}: choose another key")
    return key


def _named(text: str) -> str:
    *modifiers, plain = (part.lower() for part in text.split("+")) if len(text) > 1 else [text]
    wrong = [each for each in modifiers if each not in MODIFIERS]
    if wrong or not (key := _plain(plain)):
        raise SettingError(_no_key(text, plain))
    if modifiers == ["shift"] and len(key) == 1:
        return key.upper()  # as terminals send it
    return "+".join([*sorted(set(modifiers)), key])


def _plain(name: str) -> str:
    """Textual's name for a key without modifiers, or nothing where there is no such key."""
    if len(name) == 1 and name.isprintable() and not name.isspace():
        return name if name.isalnum() else _of_sign(name)
    return name if name in NAMED or name in _SIGNS or name in TAKEN else ""


def _of_sign(sign: str) -> str:
    """As Textual makes names of signs: full_stop for a full stop."""
    name = unicodedata.name(sign, sign).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


_SIGNS = frozenset(_of_sign(chr(code)) for code in range(33, 127) if not chr(code).isalnum())
"""The names of the signs of ASCII."""


def _no_key(text: str, plain: str) -> str:
    close = nearest(plain, NAMED)
    meant = f"did you mean {close}?" if close else "write p, ?, space, f5, ctrl+x or shift+left"
    return f"'{excerpt(text)}' is no key: {meant}"


def named(name: str) -> Command:
    """The command of a name, as the settings file has it.

    Raises:
        SettingError: there is none; names the nearest.
    """
    by_name = {each.name: each for each in COMMANDS}
    if name not in by_name:
        close = nearest(name, by_name)
        meant = f"did you mean {close}?" if close else "the list of keys (?) has a page with all of them"
        raise SettingError(f"'{excerpt(name)}' is no command: {meant}")
    return by_name[name]


def with_keys(chosen: Mapping[str, Sequence[str]]) -> tuple[Command, ...]:
    """All commands, some of them with other keys.

    Args:
        chosen: keys as `read_key` gives them, by the names of commands.

    Raises:
        SettingError: a key would be given to two commands.
    """
    commands = tuple(
        replace(each, keys=tuple(chosen[each.name])) if each.name in chosen else each for each in COMMANDS
    )
    owners: dict[str, Command] = {}
    for command in commands:
        for key in command.keys:
            other = owners.setdefault(key, command)
            if other is not command:
                shown = format_key(key)
                raise SettingError(
                    f"{shown} is given to both {other.name} and {command.name}: give one of them another key"
                )
    return commands


def as_toml(commands: Iterable[Command]) -> str:
    """The keys of commands as they can stand in the settings file."""
    lines = ["[keys]"]
    for each in commands:
        keys = ", ".join(f'"{_quoted(key)}"' for key in each.keys)
        lines.append(f"{each.name} = {keys if len(each.keys) == 1 else f'[{keys}]'}")
    return "\n".join(lines)


def _quoted(key: str) -> str:
    """A key as somebody would write it between quotation marks; those of TOML itself by their names."""
    shown = format_key(key)
    return shown if len(shown) == 1 and shown not in '"\\←→↑↓⌫⏎' else key

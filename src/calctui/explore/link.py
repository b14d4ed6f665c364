"""A state as one line of text and back: every frame is a command."""

import shlex
from collections.abc import Iterable

from calctui.explore.controls import Formula
from calctui.explore.errors import SettingError, excerpt
from calctui.explore.explorable import PARAMETER_START, Explorable, Setting


def command(state: Explorable) -> str:
    """The command line that opens exactly this state, with the file that it comes from, if it needs one."""
    given = f"--with {shlex.quote(state.loaded_from)} " if state.loaded_from else ""
    return f"calctui {given}{picture_line(state)}"


def picture_line(state: Explorable) -> str:
    """An explorable with its settings, as a command line has them; what is as by default is left out."""
    default = type(state)()
    parts = [
        f"{setting.name}={shlex.quote(setting.control.write(setting.value))}"
        for setting in state.settings()
        if not setting.part_of and not _is_default(setting, default)
    ]
    return " ".join([state.key(), *parts])


def _is_default(setting: Setting, default: Explorable) -> bool:
    if setting.name in default.controls:
        return bool(setting.value == getattr(default, setting.name))
    return bool(setting.value == PARAMETER_START)


def with_settings(state: Explorable, words: Iterable[str]) -> Explorable:
    """A state with the settings given as `name=value`, formulas first, because they bring letters with them.

    Raises:
        SettingError: one line that says which word is wrong and what would be right.
    """
    pairs = [_pair(word) for word in words]
    pairs.sort(key=lambda pair: not isinstance(state.controls.get(pair[0]), Formula))
    for name, text in pairs:
        state = state.with_text(name, text)
    return state


def _pair(word: str) -> tuple[str, str]:
    name, equals, text = word.partition("=")
    if not equals:
        raise SettingError(f"'{excerpt(name)}' is no setting: write name=value, such as h=0.1")
    return name.strip(), text


def read_settings(state: Explorable, line: str) -> Explorable:
    """A state with the settings of one line, quoted as a shell would have them.

    Raises:
        SettingError: as `with_settings`, or an unclosed quotation mark.
    """
    return with_settings(state, split(line))


def split(line: str) -> list[str]:
    """A line's words, quoted as a shell would have them.

    Raises:
        SettingError: a quotation mark is not closed.
    """
    try:
        return shlex.split(line)
    except ValueError:
        raise SettingError("a quotation mark is not closed") from None

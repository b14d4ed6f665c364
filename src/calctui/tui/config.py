"""The settings file: what somebody has chosen for good. It is read once, when the full screen starts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from platformdirs import user_config_path

from calctui.explore.errors import SettingError, because, excerpt
from calctui.explore.looks import MARKERS, MOTIONS, THEMES
from calctui.maths.spelling import nearest

LARGEST = 100_000
"""Bytes: a larger file is none of ours."""
FASTEST = 60
"""Frames a second at most."""


@dataclass(frozen=True, kw_only=True)
class Config:
    """What the file says; None where it says nothing."""

    theme: str | None = None
    marker: str | None = None
    fps: int | None = None
    motion: str | None = None
    keys: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Keys in Textual's names, by the names of commands."""


def config_file() -> Path:
    """Where it is: `$XDG_CONFIG_HOME/calctui/config.toml`, or as the system has it."""
    return user_config_path("calctui") / "config.toml"


def read_config(file: Path) -> Config:
    """What a settings file says; nothing where there is none.

    Raises:
        SettingError: it can't be read, or says what can't be done: where, and what would be right.
    """
    try:
        return _config(_data(file))
    except SettingError as error:
        raise SettingError(f"{_shown(file)}: {error}") from None


def _shown(file: Path) -> str:
    home = str(Path.home())
    return f"~{str(file)[len(home) :]}" if str(file).startswith(f"{home}/") else str(file)


def _data(file: Path) -> Mapping[str, Any]:
    try:
        with file.open("rb") as opened:
            read = opened.read(LARGEST + 1)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingError(f"can't be read: {because(error)}") from None
    if len(read) > LARGEST:
        raise SettingError(f"is larger than {LARGEST} bytes: this can't be a file of settings")
    try:
        text = read.decode()
    except UnicodeDecodeError as error:
        line = read[: error.start].count(b"\n") + 1
        raise SettingError(f"line {line} is not UTF-8: save the file in that encoding") from None
    return _table(text)


def _table(text: str) -> Mapping[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingError(f'is not TOML: {error}; a line of it is theme = "light"') from None
    except RecursionError:
        raise SettingError("is nested too deeply: it has options and [keys], nothing deeper") from None


def _config(data: Mapping[str, Any]) -> Config:
    for name in data:
        if name not in _READERS:
            close = nearest(name, _READERS)
            meant = f"did you mean {close}?" if close else f"there are {', '.join(_READERS)}"
            raise SettingError(f"'{excerpt(name)}' is no option: {meant}")
    return Config(**{name: _READERS[name](name, value) for name, value in data.items()})


def word(name: str, value: object, known: Sequence[str]) -> str:
    """One of some words.

    Raises:
        SettingError: it is none of them.
    """
    if isinstance(value, str) and value in known:
        return value
    close = nearest(value, known) if isinstance(value, str) else ""
    meant = f": did you mean {close}?" if close else ""
    raise SettingError(f"{name} is one of {', '.join(known)}, not {_value(value)}{meant}")


def _value(value: object) -> str:
    """What stands in the file, short enough for a message."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{excerpt(value)}'" if isinstance(value, str) else excerpt(str(value))


def _fps(name: str, value: object) -> int:
    if type(value) is int and 1 <= value <= FASTEST:
        return value
    raise SettingError(f"{name} is a whole number from 1 to {FASTEST}, not {_value(value)}")


def _keys(name: str, value: object) -> Mapping[str, Sequence[str]]:
    from calctui.tui.keymap import named, with_keys

    if not isinstance(value, dict):
        raise SettingError(f'{name} is a table: [keys], and below it lines such as play = "p"')
    try:
        if misplaced := next((each for each in value if each in _READERS and each != name), None):
            raise SettingError(f"{misplaced} is no command but an option: options stand above [keys]")
        chosen = {each: _key_list(each, given) for each, given in value.items() if named(each)}
        with_keys(chosen)
    except SettingError as error:
        raise SettingError(f"[{name}] {error}") from None
    return chosen


def _key_list(command: str, value: object) -> Sequence[str]:
    """The keys of a command, in Textual's names; one at least, so that every command can be given."""
    from calctui.tui.keymap import read_key

    keys = value if isinstance(value, list) else [value]
    if not keys or not all(isinstance(key, str) and key for key in keys):
        wanted = '"p", or several: ["p", "ctrl+x"]'
        raise SettingError(f"{command} needs a key in quotation marks: {wanted}, not {_value(value)}")
    try:
        return list(dict.fromkeys(map(read_key, keys)))
    except SettingError as error:
        raise SettingError(f"{command}: {error}") from None


_READERS: Mapping[str, Callable[[str, object], Any]] = {
    "theme": lambda name, value: word(name, value, THEMES),
    "marker": lambda name, value: word(name, value, MARKERS),
    "fps": _fps,
    "motion": lambda name, value: word(name, value, MOTIONS),
    "keys": _keys,
}
"""What may stand in the file, and how it is read."""

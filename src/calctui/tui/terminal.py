"""The terminal as we find it, by environment and streams: what to settle before Textual is imported."""

import codecs
import os
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, replace
from typing import Any, TextIO

from calctui.explore.looks import THEMES

SMALLEST = (60, 18)
"""Columns and rows below which nothing can be read."""
COLOUR_SYSTEMS = ("auto", "standard", "256", "truecolor", "windows")
"""What Textual takes as TEXTUAL_COLOR_SYSTEM."""
_ESCAPE_DELAY_OVER_SSH = "300"
_NO_SCREEN = ("", "dumb", "unknown")
_TELETYPES = ("vt52", "vt100", "vt102", "vt200", "vt220", "vt320", "vt420", "vt510")
_NO_BRAILLE = ("linux", *_TELETYPES)
_EIGHT_COLOURS = ("ansi", "cons25", "cygwin", "xterm-color", "xterm-8color")
LOCALE = ("LC_ALL", "LC_CTYPE", "LANG")
"""The variables that name the locale of characters, the strongest first."""


def prepare_environment(environ: MutableMapping[str, str], *, kiosk: bool = False) -> None:
    """Set what Textual reads as it is imported, so call this first; what the user set stays, if usable.

    In a kiosk nothing of Textual's stays: TEXTUAL_LOG and TEXTUAL_SCREENSHOT write files.
    """
    for name in [each for each in environ if kiosk and each.startswith("TEXTUAL")]:
        del environ[name]
    # The terminal knows its size. What a shell exported once is old after a resize, or never was a size.
    for stale in ("COLUMNS", "LINES"):
        environ.pop(stale, None)
    # A slow link may deliver ESC and the [A of an arrow apart: Textual's 100 ms make three keys of it.
    if over_ssh(environ):
        environ.setdefault("ESCDELAY", _ESCAPE_DELAY_OVER_SSH)
    # Textual ends with a KeyError.
    if environ.get("TEXTUAL_COLOR_SYSTEM", "auto") not in COLOUR_SYSTEMS:
        del environ["TEXTUAL_COLOR_SYSTEM"]


def refusal(
    stdin: TextIO | None, stderr: TextIO | None, environ: Mapping[str, str], system: str = os.name
) -> str | None:
    """Why the full screen can't start here, in one line, or None when it can."""
    # Textual draws on stderr. With a piped stdin it draws, takes a whole core and can't be quit.
    if not _is_terminal(stdin):
        why = "standard input is not a terminal"
    elif not _is_terminal(stderr):
        why = "standard error, where the screen is drawn, is not a terminal"
    elif environ.get("TERM", "") in _NO_SCREEN and system != "nt":  # Windows doesn't name its terminal
        why = f"TERM={environ.get('TERM', '')} names no full-screen terminal"
    else:
        return None
    return f"calctui: {why}; `calctui show secant` and `calctui --linear` work without one"


def wants_ascii(environ: Mapping[str, str], encoding: str | None) -> bool:
    """Whether to draw in ASCII: no braille, or locale or `encoding` (sys.__stderr__'s) isn't UTF-8."""
    return not _is_utf8(encoding) or not names_utf8(locale_of(environ)) or _model(environ) in _NO_BRAILLE


def locale_of(environ: Mapping[str, str]) -> str:
    """The name of the locale that was chosen for characters; empty where none was."""
    names = [environ.get(name, "") for name in LOCALE]
    # Python 3.7 and later puts this in LC_CTYPE where LANG is C or nothing, and then reads and writes UTF-8.
    if names[1] == "C.UTF-8" and names[2] in ("", "C", "POSIX"):
        names[1] = ""
    return next(filter(None, names), "")


def names_utf8(locale: str) -> bool:
    """Whether a locale may be one of UTF-8; one that names no encoding may."""
    encoding = locale.partition("@")[0].partition(".")[2]
    return locale not in ("C", "POSIX") and (not encoding or _is_utf8(encoding))


def few_colours(environ: Mapping[str, str]) -> int | None:
    """0 or 8 where there are so few, and None where there are more, how many of which Textual finds out."""
    if "NO_COLOR" in environ:
        return 0
    if environ.get("COLORTERM") or "TEXTUAL_COLOR_SYSTEM" in environ:
        return None
    term = environ.get("TERM", "")
    if _model(environ) in _TELETYPES or term.endswith("-mono"):
        return 0
    return 8 if term in _EIGHT_COLOURS else None


def over_ssh(environ: Mapping[str, str]) -> bool:
    """Whether the screen goes through SSH."""
    return bool(environ.get("SSH_CONNECTION"))


@dataclass(frozen=True, slots=True)
class Pace:
    """How many frames a second are drawn at most while something plays."""

    frames: int = 20
    hopeful: bool = False
    """Whether it goes up to the usual if the link to the terminal proves fast."""


USUAL = Pace()
FRUGAL = Pace(10)
"""Half as many over a link that others share."""


def pace(fps: int | None, frugal: bool, environ: Mapping[str, str]) -> Pace:
    """The pace asked for; else a frugal one over SSH, until the link proves fast."""
    if fps:
        return Pace(fps)
    if frugal or not over_ssh(environ):
        return FRUGAL if frugal else USUAL
    return replace(FRUGAL, hopeful=True)


def shell_waits() -> bool:
    """Whether a shell with job control started this process, which so can be stopped and brought back.

    Its own process would be stopped for ever where it leads its session, and so would a `make` around it.
    """
    parent = os.getppid()
    try:
        return os.getsid(parent) == os.getsid(0) and os.getpgid(parent) != os.getpgrp()
    except OSError:  # gone
        return False


def own_theme(asked: str | None, environ: Mapping[str, str]) -> str | None:
    """Which of our themes to begin with; None leaves it to TEXTUAL_THEME."""
    if asked or "TEXTUAL_THEME" in environ:
        return asked
    few = few_colours(environ)
    if few == 0:
        return "mono"
    return "ansi" if few or colour_system(environ) == "standard" else "dark"


def colour_system(environ: Mapping[str, str]) -> str:
    """How many colours Textual will send, in Rich's word; empty for none."""
    from rich.console import Console

    asked: Any = environ.get("TEXTUAL_COLOR_SYSTEM", "auto")
    if asked not in ("auto", "standard", "256", "truecolor", "windows"):
        return ""
    rest = {name: value for name, value in environ.items() if name != "NO_COLOR"}
    console = Console(color_system=asked, force_terminal=True, legacy_windows=False, _environ=rest)
    return console.color_system or ""


def theme_named(environ: Mapping[str, str]) -> str | None:
    """The theme that CALCTUI_THEME names, if it is set.

    Raises:
        SettingError: it names none of ours.
    """
    from calctui.tui.config import word

    name = environ.get("CALCTUI_THEME")
    return word("CALCTUI_THEME", name, THEMES) if name else None


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except (OSError, ValueError):  # closed
        return False


def _model(environ: Mapping[str, str]) -> str:
    """The terminal's name without its features; inside GNU screen, that of the terminal around it."""
    return environ.get("TERM", "").removeprefix("screen.").split("-")[0]


def _is_utf8(encoding: str | None) -> bool:
    try:
        return codecs.lookup(encoding or "ascii").name == "utf-8"
    except LookupError:
        return False

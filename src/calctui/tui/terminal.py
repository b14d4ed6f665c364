"""The terminal as we find it and as we leave it: what to settle before Textual is imported, and `run`."""

import codecs
import contextlib
import importlib
import os
import sys
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, TextIO

from calctui.explore.faults import debugging, fault
from calctui.explore.looks import THEMES
from calctui.tui.parting import Parting, Unheld

if TYPE_CHECKING:
    from textual.app import App

    from calctui.tui.lifeline import Lifeline

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


def tolerate_stray_bytes() -> None:
    """Read an invalid byte as �: Textual 8.2.8 crashes (Textual#6456). An unknown driver is left alone."""
    try:
        driver: Any = importlib.import_module("textual.drivers.linux_driver")
    except ImportError:  # Windows hands over characters, not bytes
        return
    if getattr(driver, "getincrementaldecoder", None) is codecs.getincrementaldecoder:
        driver.getincrementaldecoder = _forgiving_decoder


def be_ended_before_resuming() -> None:
    """Let a suspended app end by `kill %1`, whichever of the two signals comes through first."""
    try:
        from calctui.tui.lifeline import endings_first
    except ImportError:  # Windows suspends nothing
        return
    driver: Any = importlib.import_module("textual.drivers.linux_driver").LinuxDriver
    resume: Any = getattr(driver, "_sigcont_application", None)
    if getattr(resume, "__module__", "") == driver.__module__:
        driver._sigcont_application = endings_first(resume)


def run(app: "App[Any]", at_exit: Iterable[Parting] = ()) -> int:
    """Run `app` full screen, give the terminal back whatever ends it, and return the exit status.

    The status is 128 + n after signal n (SIGHUP when the terminal vanished) and 1 after a crash. Each of
    `at_exit` runs once at the end, its exceptions swallowed; when the app must be left by force, 1 s after a
    signal, they have half a second in all.
    """
    tolerate_stray_bytes()
    be_ended_before_resuming()
    shorten_crashes(app)
    lifeline = _lifeline(app, at_exit)
    # Textual leaves None when neither exit() nor a handler's exception ended it: its input thread has failed.
    status = 1
    try:
        with lifeline:
            app.run()
        status = 1 if app.return_code is None else app.return_code
    except Exception as error:  # while shutting down: Textual reports the others itself
        if debugging():
            raise
        if not lifeline.signal:  # then nobody waits for it, and stderr may be gone
            print(crash_message(error), file=sys.stderr)
    if lifeline.signal:
        _abandon_lost_streams()
        return 128 + lifeline.signal
    return status


def _lifeline(app: "App[Any]", at_exit: Iterable[Parting]) -> "Lifeline | Unheld":
    try:
        from calctui.tui.lifeline import Lifeline
    except ImportError:  # no termios: Windows
        return Unheld(at_exit)
    return Lifeline(lambda: _ask_to_exit(app), at_exit, wake=lambda: _wake(app))


def shorten_crashes(app: "App[Any]") -> None:
    """Have a crash of `app` print two lines, not a traceback with locals, unless CALCTUI_DEBUG is set."""
    if debugging() or not hasattr(app, "_fatal_error"):
        return
    from rich.text import Text

    def fatal_error() -> None:
        # What Textual's `_handle_exception` calls to show the traceback, when it has set return code 1 and
        # `_exception`. `panic` prints after the screen is left. Later errors follow from the first.
        if not app._exit_renderables:
            app.panic(Text(crash_message(app._exception)))

    vars(app)["_fatal_error"] = fatal_error


def crash_message(error: BaseException | None) -> str:
    """What a user needs to report a crash: the exception and its place, never a value but its own text."""
    advice = "That is a fault of calctui. CALCTUI_DEBUG=1 shows the whole traceback."
    return f"calctui stopped: {fault(error) if error else 'unknown'}\n{advice}"


def _ask_to_exit(app: "App[Any]") -> None:
    # Private, but `call_from_thread` waits for the answer, and before the loop runs it raises.
    loop = getattr(app, "_loop", None)
    if loop is None:
        app.exit()
    else:
        loop.call_soon_threadsafe(app.exit)


def _wake(app: "App[Any]") -> None:
    loop = getattr(app, "_loop", None)
    with contextlib.suppress(RuntimeError):  # closed
        if loop:
            loop.call_soon_threadsafe(lambda: None)


def _forgiving_decoder(encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
    return partial(codecs.getincrementaldecoder(encoding), errors="replace")


def _abandon_lost_streams() -> None:
    """Let go of what can't be written: Python flushes as it exits, and exits with 120 where that fails."""
    for stream in filter(None, (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__)):
        try:
            stream.flush()
        except (OSError, ValueError):
            with contextlib.suppress(OSError, ValueError):
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, stream.fileno())
                os.close(nowhere)


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

"""Runs an app full screen, and gives the terminal back whatever ends it."""

import codecs
import contextlib
import importlib
import os
import sys
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from calctui.explore.faults import debugging, fault
from calctui.tui.parting import Parting, Unheld

if TYPE_CHECKING:
    from textual.app import App

    from calctui.tui.lifeline import Lifeline


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

"""Holds on to the terminal while Textual draws on it, and gives it back whatever happens.

Textual 8.2.8 by itself dies of a signal with the alternate screen, the mouse and the kitty keyboard left on,
and when its terminal vanishes without a SIGHUP it spins on a core for ever. One daemon thread, asleep in
`poll`, sees to both.
"""

import contextlib
import os
import select
import signal
import termios
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from types import FrameType, TracebackType
from typing import Any, Self

from calctui.tui.parting import Parting, Partings

ENDING = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGXCPU)
"""The signals that end the app with its terminal restored; Textual restores on SIGINT only.

The last comes once a second from a soft limit on processor time to the hard one.
"""

PATIENCE = 1.0
"""Seconds the app has to end by itself: it needs under 0.2, and for ever if nobody reads its terminal."""

_OVERTAKEN = 0.2
"""Seconds in which another thread takes in a signal that was sent just before the one at hand."""

RESTORE = (
    b"\x18"  # CAN: ends a sequence that was cut in half
    b"\x1b[?2026l\x1b[?2004l\x1b[?2048l\x1b[?7h"  # draw at once, plain paste, no resize reports, wrap
    b"\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l\x1b[?1004l"  # no mouse, no focus reports
    b"\x1b[<u\x1b[?1049l\x1b[?25h\x1b[0m"  # kitty keys first (each screen has its own), main screen, cursor
)

_STDIN, _STDERR = 0, 2
# Textual's driver takes the last three for itself and never puts them back.
_BORROWED = (*ENDING, signal.SIGTSTP, signal.SIGCONT, signal.SIGWINCH)


class Lifeline:
    """Asks the app to exit on a signal or a lost terminal, and after `PATIENCE` leaves by force."""

    def __init__(
        self, ask_to_exit: Parting, at_exit: Iterable[Parting] = (), wake: Parting = lambda: None
    ) -> None:
        self.signal = 0
        """The signal that ended the app (SIGHUP for a lost terminal), or 0."""
        self._ask_to_exit = ask_to_exit
        self._wake = wake
        self._partings = Partings(at_exit)
        self._attributes = _attributes()
        self._drawing = True
        self._over = threading.Event()
        self._hears, self._told = os.pipe()
        self._thread = threading.Thread(target=self._watch, name="lifeline", daemon=True)

    def __enter__(self) -> Self:
        os.set_blocking(self._told, False)
        # The wakeup fd is written by C as the signal arrives: the thread hears of it even while the main
        # thread is inside NumPy, and no lock is taken in a signal handler.
        self._wakeup_before = signal.set_wakeup_fd(self._told, warn_on_full_buffer=False)
        self._handlers_before = {number: signal.getsignal(number) for number in _BORROWED}
        for number in ENDING:
            signal.signal(number, self._on_signal)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._drawing = False  # Textual restores the terminal itself, also after sys.exit() in a handler
        self._partings.run()
        self._over.set()
        with contextlib.suppress(BlockingIOError):  # full: then there is enough to wake the thread
            os.write(self._told, b"\0")
        self._thread.join()
        signal.set_wakeup_fd(self._wakeup_before)
        _put_back(self._handlers_before)
        os.close(self._hears)
        os.close(self._told)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        # Suspended, Textual would resume on the SIGCONT that `kill %1` sends as well, be stopped for touching
        # the shell's terminal, and stay so for ever. Handlers run in the order of their numbers, ours first.
        if _in_background():
            self._leave_by_force(number)

    def _watch(self) -> None:
        """Sleep until a signal, a lost terminal or the end."""
        poll = select.poll()
        poll.register(_STDIN, 0)  # no event asked for: only a hang-up is reported
        poll.register(self._hears, select.POLLIN)
        while not self.signal and not self._over.is_set():
            found = dict(poll.poll())
            if self._hears in found:
                self.signal = next((each for each in os.read(self._hears, 256) if each in ENDING), 0)
                # The kernel gives the second of two signals to any thread. Handlers run in the main one,
                # which sleeps on: the end of a resize would only show at the next key.
                self._wake()
            if _STDIN in found and not self._terminal_lost(found[_STDIN]):
                poll.unregister(_STDIN)
        if self.signal and not self._over.is_set():
            with contextlib.suppress(Exception):  # whatever its state, the deadline comes
                self._ask_to_exit()
            if not self._over.wait(PATIENCE):
                self._leave_by_force(self.signal)

    def _terminal_lost(self, events: int) -> bool:
        """Count a hang-up as SIGHUP; false where `poll` can't watch a terminal that is there (old macOS)."""
        if events & select.POLLNVAL and os.isatty(_STDIN):
            return False
        self.signal = self.signal or signal.SIGHUP
        return True

    def _leave_by_force(self, number: int) -> None:
        try:
            if self._drawing:
                restore(self._attributes)
            partings = threading.Thread(target=self._partings.run, daemon=True)
            partings.start()
            partings.join(PATIENCE / 2)  # one that hangs must not keep us
        finally:
            os._exit(128 + number)


def endings_first(resume: Callable[..., None]) -> Callable[..., None]:
    """`resume`, which answers SIGCONT, after whatever ends the app.

    `kill %1` sends SIGTERM and SIGCONT together. The kernel may give the first to another thread, which takes
    it in while the main one resumes already, is stopped for that, and stays so for ever.
    """

    def resume_unless_ended(*driver_signal_frame: Any) -> None:
        if _in_background():
            time.sleep(_OVERTAKEN)  # the other signal's handler runs as this ends, and does not come back
        resume(*driver_signal_frame)

    return resume_unless_ended


def restore(attributes: list[Any] | None) -> None:
    """Put the terminal back as it was, without ever waiting for it; nothing is drawn after that."""
    if _in_background():  # Textual has given it back already, and to touch it now would stop us (SIGTTOU)
        return
    with contextlib.suppress(OSError, termios.error):
        terminal = _open_terminal()
        try:
            _silence_textual()
            _write_without_waiting(terminal, RESTORE)
        finally:
            os.close(terminal)
    if attributes is not None:
        with contextlib.suppress(termios.error):
            termios.tcsetattr(_STDIN, termios.TCSANOW, attributes)


def _open_terminal() -> int:
    """A descriptor of our own: O_NONBLOCK on the shared one would reach the shell as well."""
    flags = os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY
    try:
        return os.open(os.ttyname(_STDERR), flags)
    except OSError:
        return os.open("/dev/tty", flags)


def _write_without_waiting(terminal: int, data: bytes) -> None:
    """Try for 0.2 s, throwing away the frames that nobody read: they would keep the restore string out."""
    give_up = time.monotonic() + 0.2
    while data and time.monotonic() < give_up:
        try:
            data = data[os.write(terminal, data) :]
        except BlockingIOError:
            termios.tcflush(terminal, termios.TCOFLUSH)
            time.sleep(0.005)


def _silence_textual() -> None:
    """Let the writer thread write to nowhere, and wake it: blocked, it holds the terminal's write lock."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, _STDERR)
    os.close(nowhere)
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and thread.ident is not None:
            signal.pthread_kill(thread.ident, signal.SIGTERM)


def _attributes() -> list[Any] | None:
    try:
        return termios.tcgetattr(_STDIN)
    except termios.error:
        return None


def _in_background() -> bool:
    try:
        return os.tcgetpgrp(_STDIN) != os.getpgrp()
    except OSError:  # not our controlling terminal, or gone
        return False


def _put_back(handlers: Mapping[signal.Signals, Any]) -> None:
    for number, handler in handlers.items():
        signal.signal(number, signal.SIG_DFL if handler is None else handler)

"""The conversation: a line is read, heard and answered, until somebody leaves or the input ends."""

import errno
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from types import FrameType

from calctui.linear.asked import Asked
from calctui.linear.beginning import beginning
from calctui.linear.following import LOOKS_APART, Following
from calctui.linear.hearing import heard
from calctui.linear.lines import LONGEST, Lines
from calctui.linear.talk import Reply, Talk
from calctui.linear.voice import Voice
from calctui.maths.symbolic import Engine
from calctui.session.opening import Opening
from calctui.session.shared import snapshot

_ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
_INTERRUPTED = 130
GREETING = "calctui in lines of text. Type help to hear what you can type, and quit to leave."


def run(opening: Opening, *, plain: bool) -> int:
    """Hold the conversation over stdin and stdout.

    Args:
        opening: what it begins with.
        plain: whether nothing but ASCII may be written.

    Returns:
        The exit status: 0, 130 after a second Ctrl+C, or 128 + n after signal n.
    """
    with _ended_by_signals() as woken, ExitStack() as closing:
        engine = closing.enter_context(Engine())
        engine.start()  # it takes its half second while the first picture is made
        asked = Asked(engine)
        following = Following(opening.lecture, asked) if opening.lecture else None
        if following:
            closing.callback(following.close)
        return Conversation(opening, Voice(plain), asked, following, woken).hold()


class Conversation:
    """Who speaks, who listens, and where they are."""

    def __init__(
        self,
        opening: Opening,
        voice: Voice,
        asked: Asked,
        following: Following | None,
        woken: int | None = None,
    ) -> None:
        self._opening, self._voice, self._following = opening, voice, following
        self._asked = asked
        self._lines = Lines(sys.stdin.fileno() if sys.stdin else os.open(os.devnull, os.O_RDONLY), woken)
        self._at_terminal = bool(sys.stdin and sys.stdin.isatty())
        self._talk: Talk

    def hold(self) -> int:
        """Speak and listen to the end; returns the exit status."""
        try:
            self._voice.say([GREETING])
            self._tell(beginning(self._opening, self._asked.frame))
            try:
                return self._exchange()
            finally:
                self._remember()
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            self._voice.hush()  # the terminal is gone: its input has ended, only writing noticed it first
            return 0

    def _exchange(self) -> int:
        impatient = False
        while not self._talk.over:
            try:
                line = self._listen()
                if line is None:
                    break
                impatient = False
                self._tell(heard(self._talk, line))
            except KeyboardInterrupt:
                if impatient or not self._at_terminal:
                    return _INTERRUPTED
                impatient = True
                self._voice.say(["", "Stopped. Type quit to leave, or press Control and C once more."])
        return 0

    def _listen(self) -> str | None:
        """The next line that is typed; meanwhile, what a lecturer shows is said."""
        self._prompt()
        while self._following and not self._lines.wait(LOOKS_APART):
            if news := self._following.look(self._talk):
                self._voice.say([""] if self._at_terminal else [])
                self._tell(news)
                self._prompt()
        line = self._lines.next()
        return line if line is None or len(line) <= LONGEST else line[:20] + "…"

    def _prompt(self) -> None:
        if self._at_terminal:
            self._voice.prompt("guess" if self._talk.asking else "command")

    def _tell(self, done: Reply) -> None:
        """Say a reply, and let those who follow see where it has led."""
        self._talk = done.talk
        self._voice.say(done.lines, verbatim=done.verbatim)
        share = self._opening.share
        if share and (why := share.publish(snapshot(self._talk.session))):
            self._voice.say([f"{why[0].upper()}{why[1:]}."])

    def _remember(self) -> None:
        """Keep where one is, for those who will ask for it; where that can't be done, nothing is lost."""
        from calctui.chapter.bookmark import write_bookmark

        if not self._opening.kiosk:
            with suppress(OSError):
                write_bookmark(self._talk.session.bookmark())


@contextmanager
def _ended_by_signals() -> Iterator[int | None]:
    """Have the signals that end a process unwind it, so that SymPy's process ends with it.

    Yields a descriptor with something to be read after each signal; None on Windows, where nothing could
    wait for it and a terminal's input together.
    """
    before = {number: signal.signal(number, _end) for number in _ENDING}
    try:
        if os.name == "nt":
            yield None
            return
        woken, waking = os.pipe()
        os.set_blocking(waking, False)
        told_before = signal.set_wakeup_fd(waking, warn_on_full_buffer=False)
        try:
            yield woken
        finally:
            signal.set_wakeup_fd(told_before)
            os.close(woken)
            os.close(waking)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)

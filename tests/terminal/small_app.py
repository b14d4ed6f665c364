"""A throw-away app under `calctui.tui.running.run`: python small_app.py [WORD…] [marker=PATH]."""

import os
import signal
import sys
import threading
import time
from functools import partial
from pathlib import Path

from calctui.tui.running import run
from calctui.tui.terminal import prepare_environment, refusal

prepare_environment(os.environ)
reason = refusal(sys.__stdin__, sys.__stderr__, os.environ)
if reason:
    print(reason, file=sys.stderr)
    raise SystemExit(2)

from textual.app import App, ComposeResult  # noqa: E402
from textual.widgets import Static  # noqa: E402


class Small(App[None]):
    """Says READY; quits on q, crashes on c, blocks on b."""

    BINDINGS = [("q", "quit"), ("c", "crash"), ("b", "block")]

    def compose(self) -> ComposeResult:
        yield Static(f"READY {os.getpid()}.")

    def on_mount(self) -> None:
        if "resized-elsewhere" in sys.argv:
            threading.Timer(1.5, signal_here, [signal.SIGWINCH]).start()
        if "ended-elsewhere" in sys.argv:
            threading.Thread(target=end_in_background, daemon=True).start()
        if "busy" in sys.argv:
            self.set_interval(1 / 60, self.scribble)

    def scribble(self) -> None:
        """Draw a frame that shares no line with the one before."""
        self.query_one(Static).update(f"{time.monotonic():.3f} READY " * 150)

    def action_crash(self) -> None:
        secret = "hidden" + "-local"
        raise ZeroDivisionError(f"crashed {len(secret)} \x1b[31m[b]")

    def action_block(self) -> None:
        print("BLOCKED", file=sys.__stderr__, flush=True)
        while True:
            time.sleep(0.01)

    async def _shutdown(self) -> None:
        await super()._shutdown()
        if "failing" in sys.argv:
            raise RuntimeError("failed at the end")


def signal_here(number: int) -> None:
    """Have the thread that this runs in get a signal, as the kernel does where the main one has one."""
    signal.pthread_kill(threading.get_ident(), number)


def end_in_background() -> None:
    """Have this thread get SIGTERM when the main one has begun to answer SIGCONT."""
    while os.tcgetpgrp(0) == os.getpgrp():
        time.sleep(0.01)
    time.sleep(0.05)
    signal_here(signal.SIGTERM)


def deafen() -> None:
    """Make Textual's input thread fail, as a fault in its parser would."""
    from textual._xterm_parser import XTermParser

    def fail(self: object, debug: bool = False) -> None:
        raise LookupError("deaf")

    XTermParser.__init__ = fail  # type: ignore[method-assign]


def main() -> int:
    """Run the app; status 99 if `run` left other signal handlers than it found."""
    if "stillborn" in sys.argv:
        Small.compose = lambda self: 1 / 0  # type: ignore[method-assign,assignment,return-value]
    if "deaf-to-hangup" in sys.argv:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    if "deaf" in sys.argv:
        deafen()
    named = dict(each.split("=", 1) for each in sys.argv if "=" in each)
    borrowed = (signal.SIGTERM, signal.SIGHUP, signal.SIGTSTP, signal.SIGCONT, signal.SIGWINCH)
    before = [signal.getsignal(number) for number in borrowed]
    hang = partial(time.sleep, 60 if "hanging" in sys.argv else 0)
    status = run(Small(), [lambda: 1 / 0, hang, lambda: Path(named.get("marker", os.devnull)).touch()])
    return status if before == [signal.getsignal(number) for number in borrowed] else 99


if __name__ == "__main__":
    sys.exit(main())

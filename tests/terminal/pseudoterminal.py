"""A process on a pseudo-terminal of its own, and what it did to that terminal."""

import contextlib
import fcntl
import os
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

SMALL_APP = Path(__file__).with_name("small_app.py")

RESTORED = {
    **{mode: b"l" for mode in (b"1049", b"1000", b"1003", b"1006", b"1015", b"1004", b"2004")},
    **{mode: b"h" for mode in (b"25", b"7")},
}
"""The private modes Textual changes, as they must be left: main screen, no mouse, cursor and wrap."""


_TAKE_CONTROL = f"""
import fcntl, os, sys
fcntl.ioctl(0, {termios.TIOCSCTTY}, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""


def megabytes(process: int | str = "self") -> float:
    """Memory of a process; pages that it shares with others count for its part (PSS)."""
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8")
    return int(next(line.split()[1] for line in rollup.splitlines() if line.startswith("Pss:"))) / 1024


class PseudoTerminal:
    """`command` as the leader of a session whose stdin, stdout and stderr are a new terminal.

    With `controlled` it is also the controlling terminal, without which no SIGHUP is ever sent.
    """

    def __init__(self, command: Sequence[str], *, controlled: bool = True, **environ: str) -> None:
        self.output = b""
        self.processor_seconds_in_all = 0.0
        self._master: int | None
        self._master, self._slave = os.openpty()
        self.resize(80, 24)
        self._attributes_before = self._attributes()
        clean = {name: value for name, value in os.environ.items() if name != "CALCTUI_DEBUG"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", _TAKE_CONTROL, *command] if controlled else command,
            stdin=self._slave,
            stdout=self._slave,
            stderr=self._slave,
            start_new_session=True,
            env=clean | {"TERM": "xterm-256color"} | environ,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.wait()
        self.close_master()
        os.close(self._slave)

    def close_master(self) -> None:
        """Take the terminal away, as a closed window or a dead ssh client does."""
        if self._master is not None:
            os.close(self._master)
            self._master = None

    def wait_for(self, text: bytes, within: float = 8) -> None:
        """Read until `text` has been written."""
        self.read_until(lambda: text in self.output, within, f"{text!r} in {self.output[-300:]!r}")

    def read_until(self, reached: Callable[[], bool], within: float, what: str) -> None:
        """Read what is written until `reached()`; fails after `within` seconds."""
        deadline = time.monotonic() + within
        while not reached():
            assert time.monotonic() < deadline, f"no {what} within {within} s"
            self._read(0.02)

    def read_for(self, seconds: float) -> None:
        """Read what is written meanwhile."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._read(0.02)

    def type(self, data: bytes, within: float = 8) -> None:
        """Send `data`, reading meanwhile: a terminal takes 4 kB ahead of its reader."""
        assert self._master is not None
        os.set_blocking(self._master, False)
        deadline = time.monotonic() + within
        while data:
            assert time.monotonic() < deadline, f"{len(data)} bytes not taken within {within} s"
            self._read(0)
            if select.select([], [self._master], [], 0.02)[1]:
                try:
                    data = data[os.write(self._master, data[:1024]) :]
                except BlockingIOError:
                    continue

    def ended(self, within: float, reading: bool = True) -> int:
        """The exit status, within `within` seconds; `reading` keeps the terminal from stalling."""
        deadline = time.monotonic() + within
        not_yet_reaped = os.WEXITED | os.WNOHANG | os.WNOWAIT  # so that /proc still has its times
        while os.waitid(os.P_PID, self.process.pid, not_yet_reaped) is None:
            assert time.monotonic() < deadline, f"still alive after {within} s"
            self._read(0.02) if reading else time.sleep(0.02)
        self.processor_seconds_in_all = self.processor_seconds()
        while self._read(0):
            pass
        return self.process.wait()

    def is_restored(self) -> bool:
        """Whether modes, kitty keys and terminal attributes are as they were before."""
        pushed, popped = (len(re.findall(each, self.output)) for each in (rb"\x1b\[>\d+u", rb"\x1b\[<u"))
        return (
            self.modes() == RESTORED
            and pushed == popped == 1
            and self._attributes() == self._attributes_before
        )

    def modes(self) -> dict[bytes, bytes]:
        """The last state (h or l) of each private mode that must be restored."""
        last = dict(re.findall(rb"\x1b\[\?(\d+)([hl])", self.output))
        return {mode: state for mode, state in last.items() if mode in RESTORED}

    def family(self) -> list[int]:
        """The processes of its session that are alive: whatever it has started and not set apart."""
        found = []
        for path in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):  # it has ended meanwhile
                state, _, _, session, *_ = path.read_text(encoding="utf-8").rsplit(")", 1)[1].split()
                if int(session) == self.process.pid and state != "Z":
                    found.append(int(path.parent.name))
        return found

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size, of which its foreground processes hear."""
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def processor_seconds(self) -> float:
        """What the process has used so far, also once it has ended but is not yet waited for."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def wait_until_idle(self, within: float = 6, reading: bool = True) -> None:
        """Wait for 0.3 s in which the process used under a tenth of a core."""
        deadline = time.monotonic() + within
        while True:
            used, until = self.processor_seconds(), time.monotonic() + 0.3
            while time.monotonic() < until:
                self._read(0.02) if reading else time.sleep(0.02)
            if self.processor_seconds() - used <= 0.03:
                return
            assert time.monotonic() < deadline, f"never idle within {within} s"

    def _read(self, wait: float) -> bool:
        if self._master is None:
            time.sleep(wait)
            return False
        if not select.select([self._master], [], [], wait)[0]:
            return False
        self.output += os.read(self._master, 65536)
        return True

    def _attributes(self) -> list[Any]:
        return termios.tcgetattr(self._slave)


def explorer(*words: str, shows: bytes = b"Halve the gap", **named: Any) -> PseudoTerminal:
    """Start calctui itself and wait until it shows something."""
    return _waited(PseudoTerminal([sys.executable, "-m", "calctui", *words], **named), shows)


def small_app(*words: str, controlled: bool = True, **environ: str) -> PseudoTerminal:
    """Start `small_app.py` and wait until it has drawn itself."""
    command = [sys.executable, str(SMALL_APP), *words]
    return _waited(PseudoTerminal(command, controlled=controlled, **environ), b"READY")


def _waited(terminal: PseudoTerminal, text: bytes) -> PseudoTerminal:
    try:
        terminal.wait_for(text, within=20)
    except AssertionError:
        terminal.__exit__(None, None, None)
        raise
    return terminal

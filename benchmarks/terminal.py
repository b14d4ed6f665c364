"""A pseudo-terminal with a program on it: what it writes and when, and what it costs. For Linux."""

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import sysconfig
import tempfile
import termios
import time
from pathlib import Path
from typing import NamedTuple, Self

SIZE = (120, 40)
CALCTUI = (sys.executable, "-m", "calctui")
SCRIPT = Path(sysconfig.get_path("scripts"), "calctui")
"""What a person starts."""
PEERS = Path(__file__).parent / "peers"
CAN_SYNCHRONIZE = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
"""The question whether frames can be held back until they are complete, and yes: that tells them apart."""
FOREIGN = ("SSH_", "TEXTUAL_", "CALCTUI_", "XDG_", "NO_COLOR", "PYTHON")
"""What changes how programs draw, where they store, or whether Python keeps what it has compiled."""
HERTZ = os.sysconf("SC_CLK_TCK")


class Chunk(NamedTuple):
    """What came in one go."""

    time: float
    text: bytes


class Terminal:
    """A terminal that takes everything at once, says that it can synchronize, and has a home of its own."""

    def __init__(self, *command: str, size: tuple[int, int] = SIZE) -> None:
        self.size = size
        self.chunks: list[Chunk] = []
        self._answered = False
        self._home = tempfile.TemporaryDirectory()
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.start = time.perf_counter()
        self._process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
            env=environment(self._home.name),
        )  # fmt: skip
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for pid in family(self._process.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._master)
        self._home.cleanup()

    @property
    def written(self) -> bytes:
        """Everything since it was last forgotten."""
        return b"".join(chunk.text for chunk in self.chunks)

    def fileno(self) -> int:
        """Ready to be read when the program has written."""
        return self._master

    def forget(self) -> None:
        """Let go of what was written."""
        self.chunks.clear()

    def press(self, keys: str) -> float:
        """Type, and say when."""
        pressed = time.perf_counter()
        os.write(self._master, keys.encode())
        return pressed

    def read(self, seconds: float) -> bool:
        """Wait so long for the next chunk; whether one came. Raises EOFError where the program has ended."""
        if not select.select([self._master], [], [], max(0.0, seconds))[0]:
            return False
        try:
            text = os.read(self._master, 1 << 20)
        except OSError:
            last = self.written[-500:].decode(errors="replace")
            raise EOFError(f"{self._process.args!r} has ended: {last!r}") from None
        self.chunks.append(Chunk(time.perf_counter(), text))
        if not self._answered and CAN_SYNCHRONIZE[0] in self.written:
            self._answered = True
            os.write(self._master, CAN_SYNCHRONIZE[1])
        return True

    def watch(self, seconds: float) -> None:
        """Read for so long."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self.read(left)

    def until(self, mark: bytes, limit: float = 20.0) -> float:
        """Seconds from the start until the mark was written; raises TimeoutError where it never is."""
        while mark not in self.written:
            if not self.read(0.5) and time.perf_counter() - self.start > limit:
                raise TimeoutError(f"{self._process.args!r} has not written {mark!r}")
        return self.chunks[-1].time - self.start

    def silence(self, seconds: float, limit: float = 20.0) -> None:
        """Read until nothing has come for so long."""
        end = time.perf_counter() + limit
        while self.read(seconds) and time.perf_counter() < end:
            pass

    def calm(self, limit: float = 20.0) -> None:
        """Read until it neither writes nor computes; so SymPy's process has given its answers, too."""
        end, used = time.perf_counter() + limit, -1.0
        while self.read(0.3) or self.cpu() - used > 0.02:
            used = self.cpu()
            if time.perf_counter() > end:
                return

    def cpu(self) -> float:
        """Seconds of processor time that all its processes have used, user and system."""
        times = (stat(pid)[11:15] for pid in family(self._process.pid))
        return sum(sum(map(int, each)) for each in times) / HERTZ

    def memory(self) -> float:
        """Megabytes of all its processes (PSS)."""
        return sum(map(pss, family(self._process.pid)))

    def own_memory(self) -> float:
        """Megabytes of the process that was started, without its children (PSS)."""
        return pss(self._process.pid)


def stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat from the third on, the state; empty for a process that has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def family(pid: int) -> list[int]:
    """A process and all its descendants."""
    parents = {int(path.name): stat(int(path.name))[1:2] for path in Path("/proc").glob("[0-9]*")}
    found = [pid]
    for one in found:  # grows while it is walked
        found += [child for child, parent in parents.items() if parent == [str(one)]]
    return found


def pss(pid: int) -> float:
    """Megabytes of a process, of which pages that n processes share count by a part of n (PSS)."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def environment(home: str) -> dict[str, str]:
    """Our own without what is foreign, for a terminal of today."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    return kept | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "HOME": home}

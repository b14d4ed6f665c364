"""One question, one forked process, with limits on time and memory."""

import contextlib
import ctypes
import math
import os
import resource
import signal
import time
from collections.abc import Sequence
from typing import Any, NoReturn

from calctui.maths.symbolic import wire
from calctui.maths.symbolic.question import NO_FORMULA, NO_MEMORY, TOO_LONG, Answer, timed_out
from calctui.maths.symbolic.solve import solve

MEMORY = 1_000_000_000
"""Bytes of address space; the worker itself takes a tenth of it."""
TIDYING = 0.5
"""Seconds for a shorter form once there is a formula."""
NICENESS = 5

_PR_SET_PDEATHSIG = 1  # <sys/prctl.h>
_LIBC = ctypes.CDLL(None)


class Child:
    """A process at work on one question. It writes each better answer; whoever ends it gets the last."""

    def __init__(self, question: dict[str, Any], limit: float, private: Sequence[int]) -> None:
        """Fork; the descriptors in `private` are the worker's own and are closed in the child."""
        self._limit = limit
        self._lines = wire.Lines(wire.LONGEST_ANSWER)
        self._best: bytes | None = None
        self._late = False
        worker = os.getpid()
        self._pipe, result = os.pipe()
        self.deadline = time.monotonic() + limit
        self._pid = os.fork()
        if not self._pid:
            _work(question, result, worker, math.ceil(limit) + 1, [*private, self._pipe])
        os.close(result)

    def fileno(self) -> int:
        """The end of the pipe to wait on."""
        return self._pipe

    def listen(self) -> bool:
        """Take what has arrived; whether there is more to wait for."""
        data = os.read(self._pipe, 65_536)
        try:
            for line in self._lines.feed(data):
                self._best = line
                self.deadline = min(self.deadline, time.monotonic() + TIDYING)
        except wire.Garbage:
            self._best = self._best or _line(TOO_LONG)
            return False
        return bool(data)

    def expire(self) -> None:
        """Note that the deadline has passed."""
        self._late = True

    def end(self) -> dict[str, Any]:
        """Kill, and return the best answer so far as data."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._pipe)
        silent = timed_out(self._limit) if self._late else NO_MEMORY  # only the kernel ends it without a word
        return wire.unpack(self._best or _line(silent))


def _work(question: dict[str, Any], result: int, worker: int, seconds: int, private: list[int]) -> NoReturn:
    """What the child does, from the fork to its end."""
    try:
        _limit(worker, seconds)
        for descriptor in private:
            os.close(descriptor)
        for line in _answers(question):
            _write(result, line)
    finally:
        os._exit(0)  # no clean-up of what is the worker's


def _limit(worker: int, seconds: int) -> None:
    """Die with the worker, give way to the screen, and stop at the limits."""
    if hasattr(_LIBC, "prctl"):  # elsewhere the limit on processor time ends an orphan
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != worker:  # it died before prctl
        os._exit(1)
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    with contextlib.suppress(ValueError, OSError):  # macOS knows the name and refuses the value
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _answers(data: dict[str, Any]) -> Any:
    found = False
    try:
        for answer in solve(wire.question_from(data)):
            yield _line(answer)
            found = True
    except MemoryError:
        if not found:
            yield _line(NO_MEMORY)
    except Exception:  # SymPy raises all kinds: RecursionError, NotImplementedError, its own
        if not found:
            yield _line(NO_FORMULA)


def _line(answer: Answer) -> bytes:
    line = wire.pack(wire.answer_data(answer))
    return line if len(line) <= wire.LONGEST_ANSWER else wire.pack(wire.answer_data(TOO_LONG))


def _write(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]

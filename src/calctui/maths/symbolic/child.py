"""One question, one forked process, with limits on time and memory."""

import contextlib
import ctypes
import math
import os
import signal
from collections.abc import Sequence
from typing import Any, NoReturn

from calctui.maths.symbolic.answering import answers, limit_memory, write
from calctui.maths.symbolic.attempt import Attempt

NICENESS = 5

_PR_SET_PDEATHSIG = 1  # <sys/prctl.h>


class Child(Attempt):
    """A process at work on one question."""

    def __init__(self, question: dict[str, Any], limit: float, private: Sequence[int]) -> None:
        """Fork; the descriptors in `private` are the worker's own and are closed in the child."""
        super().__init__(limit)
        worker = os.getpid()
        self._pipe, result = os.pipe()
        self._pid = os.fork()
        if not self._pid:
            _work(question, result, worker, math.ceil(limit) + 1, [*private, self._pipe])
        os.close(result)

    def fileno(self) -> int:
        """The end of the pipe to wait on."""
        return self._pipe

    def _receive(self) -> bytes:
        return os.read(self._pipe, 65_536)

    def end(self) -> dict[str, Any]:
        """Kill, and return the best answer so far as data."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._pipe)
        return self.result()


def _work(question: dict[str, Any], result: int, worker: int, seconds: int, private: list[int]) -> NoReturn:
    """What the child does, from the fork to its end."""
    try:
        _limit(worker, seconds)
        for descriptor in private:
            os.close(descriptor)
        for line in answers(question):
            write(result, line)
    finally:
        os._exit(0)  # no clean-up of what is the worker's


def _limit(worker: int, seconds: int) -> None:
    """Die with the worker, give way to the screen, and stop at the limits."""
    import resource  # here, so that this can be imported where there is neither

    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl:  # elsewhere the limit on processor time ends an orphan
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != worker:  # it died before prctl
        os._exit(1)
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    limit_memory()

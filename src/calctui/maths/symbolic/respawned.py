"""SymPy's process where there is no fork: it is killed at a question's deadline and started anew."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Sequence
from typing import IO, Any

from calctui.maths.symbolic import wire
from calctui.maths.symbolic.attempt import Attempt
from calctui.maths.symbolic.process import Lost
from calctui.maths.symbolic.turns import Turns
from calctui.processes import python, started

COMMAND = python("calctui.maths.symbolic.single")
GREETING = {"ready": True}


class Respawned:
    """A running worker, used like `Process`, and what the forking worker does around its children."""

    def __init__(self, command: Sequence[str]) -> None:
        """Start it; raises OSError where that fails."""
        self._command = command
        self._turns = Turns(self._lend)
        self._start()

    def _start(self) -> None:
        self._popen = started(self._command)
        assert self._popen.stdout
        # Windows waits for sockets only, so a thread carries over what the pipe has.
        self._heard, far = socket.socketpair()
        threading.Thread(target=_carry, args=(self._popen.stdout, far), daemon=True).start()
        self._lines = wire.Lines(wire.LONGEST_ANSWER)
        self._writing: threading.Thread | None = None
        self.ready = False
        """Whether it has said that SymPy is loaded."""
        self.heard = time.monotonic()
        """When it last said anything, or was last asked."""

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._popen.pid

    @property
    def sending(self) -> bool:
        """Never: a batch is kept here, and its questions go out one by one."""
        return False

    def send(self, batch: dict[str, Any]) -> None:
        """Turn to a newer batch."""
        self._turns.take(batch)
        self.heard = time.monotonic()

    def wait(self, bell: socket.socket, timeout: float | None) -> list[dict[str, Any]]:
        """Wait for messages, the bell or the timeout; raises Lost when the worker is."""
        try:
            if self.ready:
                self._turns.go_on()
            others = [bell] if self._turns.busy else [bell, self._heard]
            heard, messages = self._turns.wait(others, timeout)
            if self._heard in heard:
                messages = self._greeted()
        except (OSError, wire.Garbage) as error:
            raise Lost from error
        if messages:
            self.heard = time.monotonic()
        return messages

    def _greeted(self) -> list[dict[str, Any]]:
        """What it says unasked: once that it is ready, and nothing else."""
        data = self._heard.recv(65_536)
        if not data or self.ready:
            raise Lost
        messages = [wire.unpack(line) for line in self._lines.feed(data)]
        self.ready = messages == [GREETING]
        if messages and not self.ready:
            raise Lost
        return messages

    def _lend(self, question: dict[str, Any], limit: float) -> Attempt:
        line = wire.pack({"question": question, "limit": limit})
        # A thread for each: nobody can wait for a pipe to take something, and this one may be full for ever.
        self._writing = threading.Thread(target=_write, args=(self._popen.stdin, line), daemon=True)
        self._writing.start()
        return Lent(self._heard, self._lines, limit, self._renew)

    def _renew(self) -> None:
        self.kill()
        self._start()  # now, so that it is ready by the next question

    def kill(self) -> None:
        """End it at once."""
        self._popen.kill()
        self._popen.wait()
        if self._writing:
            self._writing.join()  # it fails now
        if self._popen.stdin:
            self._popen.stdin.close()
        self._heard.close()


class Lent(Attempt):
    """A question at work in the one process there is, which stays for the next if it ends in time."""

    grace = 0.5  # about what it takes to start another

    def __init__(
        self, heard: socket.socket, lines: wire.Lines, limit: float, renew: Callable[[], None]
    ) -> None:
        super().__init__(limit)
        self._heard, self._lines, self._renew = heard, lines, renew
        self._marks = 0
        """Empty lines heard: one where the question begins, another where it is answered."""

    def fileno(self) -> int:
        """The socket to wait on."""
        return self._heard.fileno()

    def _receive(self) -> bytes:
        data = self._heard.recv(65_536)
        if not (data or self._marks):
            raise Lost  # not by the question's doing
        return data

    def _take(self, line: bytes) -> None:
        if line:
            super()._take(line)
        else:
            self._marks += 1

    @property
    def whole(self) -> bool:
        """Whether it has said that no better answer will come."""
        return self._marks > 1

    def end(self) -> dict[str, Any]:
        """Kill the process if it is still at it, and return the best answer so far as data."""
        if not self.whole:
            self._renew()
        return self.result()


def _carry(pipe: IO[bytes], far: socket.socket) -> None:
    with pipe, far, contextlib.suppress(OSError):
        while data := pipe.read(65_536):
            far.sendall(data)


def _write(pipe: IO[bytes], data: bytes) -> None:
    with contextlib.suppress(OSError):
        while data:
            data = data[pipe.write(data) :]

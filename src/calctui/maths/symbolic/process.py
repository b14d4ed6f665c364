"""The worker's process as the main process sees it: started, written to, listened to, killed."""

import contextlib
import os
import select
import signal
import socket
import time
from collections.abc import Sequence
from typing import Any

from calctui.maths.symbolic import wire
from calctui.processes import python, started

COMMAND = python("calctui.maths.symbolic.worker")


class Lost(Exception):
    """The worker is gone, or talks nonsense."""


class Process:
    """A running worker. Writing never blocks; whoever waits does so in `wait`."""

    def __init__(self, command: Sequence[str]) -> None:
        """Start it; raises OSError where that fails."""
        self._popen = started(command)
        assert self._popen.stdin
        assert self._popen.stdout
        self._stdin, self._stdout = self._popen.stdin.fileno(), self._popen.stdout.fileno()
        os.set_blocking(self._stdin, False)
        self._lines = wire.Lines(2 * wire.LONGEST_ANSWER)
        self._unsent = b""
        self.ready = False
        """Whether it has said that SymPy is loaded."""
        self.heard = time.monotonic()
        """When it last said anything, or was last asked."""

    @property
    def pid(self) -> int:
        """Its process id, which is its group's too."""
        return self._popen.pid

    @property
    def sending(self) -> bool:
        """Whether it has not yet taken all that was sent."""
        return bool(self._unsent)

    def send(self, message: dict[str, Any]) -> None:
        """Put a message on its way."""
        self._unsent += wire.pack(message)
        self.heard = time.monotonic()

    def wait(self, bell: socket.socket, timeout: float | None) -> list[dict[str, Any]]:
        """Wait for messages, the bell or the timeout, writing meanwhile; raises Lost when the worker is."""
        write = [self._stdin] if self._unsent else []
        readable, writable, _ = select.select([self._stdout, bell.fileno()], write, [], timeout)
        try:
            if writable:
                self._unsent = self._unsent[os.write(self._stdin, self._unsent) :]
            return self._read() if self._stdout in readable else []
        except (OSError, wire.Garbage) as error:
            raise Lost from error

    def _read(self) -> list[dict[str, Any]]:
        data = os.read(self._stdout, 65_536)
        if not data:
            raise Lost
        self.heard = time.monotonic()
        messages = [wire.unpack(line) for line in self._lines.feed(data)]
        self.ready = self.ready or any("ready" in message for message in messages)
        return messages

    def kill(self) -> None:
        """End it and its child at once."""
        with contextlib.suppress(ProcessLookupError, PermissionError):  # gone; macOS, for a zombie
            os.killpg(self._popen.pid, signal.SIGKILL)  # before wait: until then the id is ours
        for pipe in (self._popen.stdin, self._popen.stdout):
            if pipe:
                pipe.close()
        self._popen.wait()

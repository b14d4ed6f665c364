"""The thread that keeps the worker at work on the newest batch of questions."""

import contextlib
import itertools
import select
import socket
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from calctui.maths.symbolic import wire
from calctui.maths.symbolic.process import Lost, Process
from calctui.maths.symbolic.question import NO_ENGINE, Answer, Question
from calctui.maths.symbolic.respawned import Respawned

Deliver: TypeAlias = Callable[[str, Answer], None]
Worker: TypeAlias = Callable[[], Process | Respawned]
"""Starts a worker; raises OSError where that fails."""

STARTING = 20.0
"""Seconds in which the worker must be ready; it needs 0.6 on a free core."""
GRACE = 1.0
"""Seconds past a question's deadline after which the worker itself counts as stuck."""
REST = 5.0
"""Seconds without a new worker after two were lost on one batch: enough not to start one every frame."""


@dataclass(eq=False)
class Batch:
    """Questions asked together, and how far their answers have come."""

    questions: Mapping[str, Question]
    deliver: Deliver
    answered: dict[str, Answer] = field(default_factory=dict)
    number: int = 0
    retried: bool = False

    @property
    def pending(self) -> dict[str, Question]:
        """What has no answer yet."""
        return {name: question for name, question in self.questions.items() if name not in self.answered}


class Service:
    """One thread and its worker. Other threads only post batches and close it."""

    def __init__(self, worker: Worker, limit: float, remember: Callable[[Question, Answer], None]) -> None:
        self._worker, self._limit, self._remember = worker, limit, remember
        self._numbers = itertools.count(1)
        self._newest = self._current = Batch({}, lambda name, answer: None)
        self._process: Process | Respawned | None = None
        self._resting = 0.0
        self._closing = False
        self._bell, self._rope = socket.socketpair()  # not a pipe: Windows can't wait for one
        self._rope.setblocking(False)  # a full bell rings already
        self._thread = threading.Thread(target=self._run, name="calctui-symbolic", daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether its thread lives; an exception in `deliver` ends it."""
        return self._thread.is_alive()

    @property
    def pid(self) -> int | None:
        """The worker's process id, where there is one."""
        return self._process.pid if self._process else None

    def post(self, batch: Batch) -> None:
        """Make this the newest batch; from now on no other's answers are delivered."""
        self._newest = batch
        self._ring()

    def close(self) -> None:
        """Deliver nothing more, and kill the worker and its child."""
        self._closing = True
        self._ring()
        if self._thread is not threading.current_thread():
            self._thread.join(timeout=GRACE)  # not for ever: `deliver` may be waiting for our caller
        if not self._thread.is_alive():
            self._bell.close()
            self._rope.close()

    def _ring(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._rope.send(b"!")

    def _run(self) -> None:
        try:
            self._start()
            while not self._closing:
                self._take()
                self._listen()
        finally:
            self._drop()

    def _start(self) -> None:
        with contextlib.suppress(OSError):
            self._process = self._worker()

    def _drop(self) -> None:
        process, self._process = self._process, None
        if process:
            process.kill()

    def _take(self) -> None:
        """Turn to the newest batch, unless the worker has yet to take the last message."""
        older, newest = self._current, self._newest
        if newest is older or (self._process and self._process.sending):
            return
        same = older.number and older.questions == newest.questions  # asked on every frame: carry on
        if same:
            newest.number, newest.retried = older.number, older.retried
            newest.answered |= older.answered
        self._current = newest
        for name, answer in list(newest.answered.items()):
            self._deliver(name, answer)
        if not same and (newest.pending or older.pending):
            self._ask()

    def _ask(self) -> None:
        """Send what is pending, perhaps nothing: that cancels."""
        batch = self._current
        batch.number = next(self._numbers)
        if not self._process and batch.pending:
            if time.monotonic() >= self._resting:
                self._start()
            if not self._process:
                self._give_up()
        if self._process:
            data = {name: wire.question_data(question) for name, question in batch.pending.items()}
            self._process.send({"batch": batch.number, "limit": self._limit, "questions": data})

    def _listen(self) -> None:
        """Wait for the worker, the bell or the guard's deadline."""
        process = self._process
        if not process:
            select.select([self._bell], [], [])
            self._hush()
            return
        try:
            messages = process.wait(self._bell, self._patience(process))
            self._hush()
            for message in messages:
                self._hear(message)
            if not messages and self._patience(process) == 0:
                raise Lost
        except (Lost, wire.Garbage):
            self._recover()

    def _hush(self) -> None:
        if select.select([self._bell], [], [], 0)[0]:
            self._bell.recv(65_536)

    def _patience(self, process: Process | Respawned) -> float | None:
        """Seconds until silence means that the worker is stuck; None while nothing is expected."""
        if process.ready and not self._current.pending:
            return None
        allowed = self._limit + GRACE if process.ready else STARTING
        return max(0.0, process.heard + allowed - time.monotonic())

    def _hear(self, message: dict[str, Any]) -> None:
        batch = self._current
        if message.get("batch") != batch.number:
            return  # ready, or an answer to an older batch
        name, data = message.get("name"), message.get("answer")
        if not isinstance(name, str) or name not in batch.pending or not isinstance(data, dict):
            raise wire.Garbage("an answer nobody asked for")
        answer = wire.answer_from(data)
        self._remember(batch.questions[name], answer)
        self._deliver(name, answer)

    def _deliver(self, name: str, answer: Answer) -> None:
        self._current.answered[name] = answer
        if self._current is self._newest and not self._closing:
            self._current.deliver(name, answer)

    def _recover(self) -> None:
        """Replace a lost worker once, then give up on the batch."""
        self._drop()
        if not self._current.pending:
            return
        if self._current.retried:
            self._resting = time.monotonic() + REST
            self._give_up()
        else:
            self._current.retried = True
            self._ask()

    def _give_up(self) -> None:
        for name in self._current.pending:
            self._deliver(name, NO_ENGINE)
        self._current.number = 0  # asked again, it is worth another try

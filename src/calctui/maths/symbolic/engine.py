"""The engine: ask now, hear later. The main process's only door to SymPy, which it never imports."""

import os
import queue
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Self

from calctui.maths.symbolic import process, respawned
from calctui.maths.symbolic.question import LASTING, Answer, Question, timed_out
from calctui.maths.symbolic.service import Batch, Deliver, Service, Worker

LIMIT = 2.0
"""Seconds that a question may take."""
FORKLESS = not hasattr(os, "fork")
"""Whether the worker must answer all questions in one process: Windows."""
KEPT = 512
"""Answers kept, a few kilobytes each."""


class Engine:
    """Asks SymPy in a process of its own, which starts with the first question and ends with `stop`.

    Without fork that process is killed at a question's deadline, and another takes its place.
    """

    def __init__(
        self, limit: float = LIMIT, command: Sequence[str] | None = None, forkless: bool = FORKLESS
    ) -> None:
        self._limit = limit
        if forkless:
            self._worker: Worker = partial(respawned.Respawned, command or respawned.COMMAND)
        else:
            self._worker = partial(process.Process, command or process.COMMAND)
        self._lock = threading.Lock()
        self._service: Service | None = None
        self._kept: OrderedDict[Question, Answer] = OrderedDict()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()

    @property
    def pid(self) -> int | None:
        """The worker's process id, where there is one."""
        service = self._service
        return service.pid if service else None

    def start(self) -> None:
        """Start the worker now, so that it is ready by the first question."""
        with self._lock:
            self._serve()

    def ask(self, questions: Mapping[str, Question], deliver: Deliver) -> None:
        """Ask without waiting; each answer comes as `deliver(name, answer)` from the engine's thread.

        The questions replace all asked before: older ones are cancelled and their answers not delivered (a
        call of `deliver` that has begun may still be running when this returns). The same questions asked
        again carry on. `deliver` must return soon and not raise: post a message. To cancel, ask nothing.
        """
        known = self.known(questions)
        with self._lock:
            self._serve().post(Batch(dict(questions), deliver, known))

    def answer(self, questions: Mapping[str, Question], timeout: float) -> dict[str, Answer]:
        """Ask and wait, at most `timeout` seconds in all; every question has an answer."""
        heard: queue.SimpleQueue[tuple[str, Answer]] = queue.SimpleQueue()
        self.ask(questions, lambda name, answer: heard.put((name, answer)))
        answers = {name: timed_out(timeout) for name in questions}
        deadline = time.monotonic() + timeout
        try:
            for _ in questions:
                name, answer = heard.get(timeout=max(0.0, deadline - time.monotonic()))
                answers[name] = answer
        except queue.Empty:
            pass
        return answers

    def known(self, questions: Mapping[str, Question]) -> dict[str, Answer]:
        """Return the answers that need no asking."""
        with self._lock:
            known = {name: self._kept[asked] for name, asked in questions.items() if asked in self._kept}
            for name in known:
                self._kept.move_to_end(questions[name])
        return known

    def stop(self) -> None:
        """Kill the worker and its child at once; asking again starts another."""
        with self._lock:
            service, self._service = self._service, None
        if service:
            service.close()

    def _serve(self) -> Service:
        """The running service, under the lock."""
        service = self._service
        if service and not service.running:
            service.close()
            service = None
        self._service = service or Service(self._worker, self._limit, self._keep)
        return self._service

    def _keep(self, question: Question, answer: Answer) -> None:
        if answer.status in LASTING:
            with self._lock:
                self._kept[question] = answer
                if len(self._kept) > KEPT:
                    self._kept.popitem(last=False)

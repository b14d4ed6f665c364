"""The questions of the newest batch, one after the other."""

import select
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeAlias

from calctui.maths.symbolic.attempt import Attempt

Begin: TypeAlias = Callable[[dict[str, Any], float], Attempt]
"""Sets a question, as data, to work for at most so many seconds."""


class Heard(Protocol):
    """What `select` can wait on."""

    def fileno(self) -> int:
        """Its descriptor."""


class Turns:
    """Sees one question at work to its end or its deadline, and begins the next."""

    def __init__(self, begin: Begin) -> None:
        self._begin = begin
        self._batch: dict[str, Any] = {}
        self._waiting: deque[tuple[str, dict[str, Any]]] = deque()
        self._attempt: Attempt | None = None
        self._name: str | None = None
        """What the question at work was asked under; nothing where its batch has been replaced."""

    @property
    def busy(self) -> bool:
        """Whether a question is at work."""
        return self._attempt is not None

    def take(self, batch: dict[str, Any]) -> None:
        """Turn to a newer batch, which replaces all before it."""
        self._batch = batch
        self._waiting = deque(batch["questions"].items())
        if self._attempt and not self._attempt.grace:
            self.cancel()
        elif self._attempt:
            self._attempt.hasten(self._attempt.grace)
            self._name = None

    def go_on(self) -> None:
        """Begin the next question, if none is at work."""
        if self._waiting and not self._attempt:
            self._name, question = self._waiting.popleft()
            self._attempt = self._begin(question, float(self._batch["limit"]))

    def wait(
        self, others: Sequence[int | Heard], timeout: float | None
    ) -> tuple[list[int | Heard], list[dict[str, Any]]]:
        """Wait for others, the question at work, its deadline or the timeout: who was heard, its answer."""
        attempt = self._attempt
        if not attempt:
            return select.select(others, [], [], timeout)[0], []
        left = max(0.0, attempt.deadline - time.monotonic())
        heard = select.select([*others, attempt], [], [], left if timeout is None else min(left, timeout))[0]
        at_work = attempt not in heard or attempt.listen()
        if at_work and time.monotonic() < attempt.deadline:
            return heard, []
        if at_work:
            attempt.expire()
        return heard, self._finish(attempt)

    def _finish(self, attempt: Attempt) -> list[dict[str, Any]]:
        self._attempt = None
        answer = attempt.end()
        if self._name is None:
            return []
        return [{"batch": self._batch["batch"], "name": self._name, "answer": answer}]

    def cancel(self) -> None:
        """End the question at work; its answer is nobody's."""
        attempt, self._attempt = self._attempt, None
        if attempt:
            attempt.end()

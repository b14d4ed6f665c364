"""The worker: imports SymPy once, then forks one child for each question.

It has one thread and does no mathematics itself, so it always hears its pipe: a newer batch of questions
cancels the older, and the end of the pipe, which comes when the program dies however it dies, ends all.
Run as `python -m calctui.maths.symbolic.worker` by engine.py.
"""

import os
import select
import signal
import time
from collections import deque
from typing import Any

from calctui.maths.expression import Builder
from calctui.maths.symbolic import wire
from calctui.maths.symbolic.child import Child
from calctui.maths.symbolic.question import Question
from calctui.maths.symbolic.solve import solve

IDLE = 60.0
"""Seconds without a question after which the worker ends, and its 60 MB with it; the next starts another."""

LEAST = 0.1
"""Seconds that a question gets however late its batch is."""


class Worker:
    """Reads batches of questions from one pipe and writes answers to another."""

    def __init__(self, source: int, sink: int, idle: float) -> None:
        self._source, self._sink, self._idle = source, sink, idle
        self._lines = wire.Lines(wire.LONGEST_REQUEST)
        self._batch: dict[str, Any] = {}
        self._waiting: deque[tuple[str, dict[str, Any]]] = deque()
        self._deadline = 0.0
        """When all questions of the batch must have their answers."""
        self._child: Child | None = None
        self._name = ""
        """What the child's question was asked under."""

    def serve(self) -> None:
        """Answer until the pipe ends or nothing has been asked for long."""
        self._say({"ready": True})
        try:
            while self._turn():
                if not self._child and self._waiting:
                    self._fork()
        finally:
            self._cancel()

    def _turn(self) -> bool:
        """Wait for whatever comes first and see to it; False to end."""
        child = self._child
        patience = max(0.0, child.deadline - time.monotonic()) if child else self._idle
        sources: list[int | Child] = [self._source, child] if child else [self._source]
        heard, _, _ = select.select(sources, [], [], patience)
        if child and (not heard or (child in heard and not child.listen())):
            if not heard:
                child.expire()
            self._finish(child)
        if self._source in heard:
            return self._read()
        return bool(heard or child)

    def _fork(self) -> None:
        """Begin the next question: it may take its share of the time that its batch has left."""
        share = max(LEAST, (self._deadline - time.monotonic()) / len(self._waiting))
        self._name, question = self._waiting.popleft()
        self._child = Child(question, share, (self._source, self._sink))

    def _finish(self, child: Child) -> None:
        self._child = None
        self._say({"batch": self._batch["batch"], "name": self._name, "answer": child.end()})

    def _read(self) -> bool:
        """Take what was asked; the newest batch replaces all before it. False at the pipe's end."""
        data = os.read(self._source, 65_536)
        for line in self._lines.feed(data):
            self._cancel()
            self._batch = wire.unpack(line)
            self._waiting = deque(self._batch["questions"].items())
            self._deadline = time.monotonic() + float(self._batch["limit"])
        return bool(data)

    def _cancel(self) -> None:
        self._waiting.clear()
        if self._child:
            self._child.end()
            self._child = None

    def _say(self, message: dict[str, Any]) -> None:
        data = wire.pack(message)
        while data:
            data = data[os.write(self._sink, data) :]


def warm_up() -> None:
    """Go once through what every question uses: SymPy imports and caches much on first use."""
    builder = Builder()
    x = builder.input("x")
    sigmoid = builder.apply("sigmoid", builder.apply("mul", builder.number(0.5), x))
    wave = builder.apply("div", builder.apply("sin", x), builder.apply("pow", x, builder.number(2.0)))
    expression = builder.expression([builder.apply("mul", sigmoid, wave)])
    easy = builder.expression([x])
    for question in (
        Question("derivative", expression),
        Question("limit", expression),
        Question("integral", easy),
    ):
        for _ in solve(question):
            pass


def main(idle: float = IDLE) -> None:
    """Serve on standard input and output, which nobody else may then write to."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program, whose end ends us
    source, sink = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    warm_up()
    Worker(source, sink, idle).serve()


if __name__ == "__main__":
    main()

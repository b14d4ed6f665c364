"""The worker: imports SymPy once, then forks one child for each question.

It has one thread and does no mathematics itself, so it always hears its pipe: a newer batch of questions
cancels the older, and the end of the pipe, which comes when the program dies however it dies, ends all.
Run as `python -m calctui.maths.symbolic.worker` by engine.py, and where there is no fork `single` instead.
"""

import os
from typing import Any

from calctui.maths.symbolic import wire
from calctui.maths.symbolic.answering import IDLE, own_pipes, warm_up, write
from calctui.maths.symbolic.attempt import Attempt
from calctui.maths.symbolic.child import Child
from calctui.maths.symbolic.turns import Turns


class Worker:
    """Reads batches of questions from one pipe and writes answers to another."""

    def __init__(self, source: int, sink: int, idle: float) -> None:
        self._source, self._sink, self._idle = source, sink, idle
        self._lines = wire.Lines(wire.LONGEST_REQUEST)
        self._turns = Turns(self._fork)

    def serve(self) -> None:
        """Answer until the pipe ends or nothing has been asked for long."""
        self._say({"ready": True})
        try:
            while self._turn():
                self._turns.go_on()
        finally:
            self._turns.cancel()

    def _turn(self) -> bool:
        """Wait for whatever comes first and see to it; False to end."""
        busy = self._turns.busy
        heard, answers = self._turns.wait([self._source], None if busy else self._idle)
        for answer in answers:
            self._say(answer)
        if self._source in heard:
            return self._read()
        return busy or bool(heard)

    def _fork(self, question: dict[str, Any], limit: float) -> Attempt:
        return Child(question, limit, (self._source, self._sink))

    def _read(self) -> bool:
        """Take what was asked; the newest batch replaces all before it. False at the pipe's end."""
        data = os.read(self._source, 65_536)
        for line in self._lines.feed(data):
            self._turns.take(wire.unpack(line))
        return bool(data)

    def _say(self, message: dict[str, Any]) -> None:
        write(self._sink, wire.pack(message))


def main(idle: float = IDLE) -> None:
    """Serve on standard input and output, which nobody else may then write to."""
    source, sink = own_pipes()
    warm_up()
    Worker(source, sink, idle).serve()


if __name__ == "__main__":
    main()

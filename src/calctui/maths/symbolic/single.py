"""The worker where there is no fork: it answers one question after the other in this very process.

The program keeps the deadlines, and ends this process where it would end a child (`respawned`).
Run as `python -m calctui.maths.symbolic.single` by engine.py.
"""

import faulthandler
import os
import queue
import threading
from typing import Any, TypeAlias

from calctui.maths.symbolic import wire
from calctui.maths.symbolic.answering import IDLE, answers, limit_memory, own_pipes, warm_up, write

GRACE = 1.0
"""Seconds past a deadline after which nobody is left who would end it: then it ends itself."""

Asked: TypeAlias = "queue.SimpleQueue[dict[str, Any]]"


def serve(asked: Asked, sink: int, idle: float) -> None:
    """Answer until nothing has been asked for long, or the memory is used up."""
    write(sink, wire.pack({"ready": True}))
    try:
        while True:
            message = asked.get(timeout=idle)
            # From C, not from a Python thread: one long operation on large numbers keeps all those waiting.
            faulthandler.dump_traceback_later(float(message["limit"]) + GRACE, exit=True)
            write(sink, b"\n")
            for line in answers(message["question"]):
                write(sink, line)
            faulthandler.cancel_dump_traceback_later()
            write(sink, b"\n")
    except (queue.Empty, MemoryError):
        return


def _listen(source: int, asked: Asked) -> None:
    """Take what is asked; the pipe ends when the program dies, however it dies, and that ends all."""
    lines = wire.Lines(wire.LONGEST_REQUEST)
    try:
        while data := os.read(source, 65_536):
            for line in lines.feed(data):
                asked.put(wire.unpack(line))
    finally:
        os._exit(0)


def main(idle: float = IDLE) -> None:
    """Serve on standard input and output, which nobody else may then write to."""
    source, sink = own_pipes()
    asked: Asked = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(source, asked), daemon=True).start()
    warm_up()
    limit_memory()
    serve(asked, sink, idle)


if __name__ == "__main__":
    main()

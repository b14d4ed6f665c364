"""What a process does that works at a question itself, whether forked for it or not."""

import contextlib
import os
import signal
from collections.abc import Iterator
from typing import Any

from calctui.maths.expression import Builder
from calctui.maths.symbolic import wire
from calctui.maths.symbolic.question import NO_FORMULA, NO_MEMORY, Question
from calctui.maths.symbolic.solve import solve

MEMORY = 1_000_000_000
"""Bytes of address space; SymPy itself takes a tenth of it."""
IDLE = 60.0
"""Seconds without a question after which a worker ends, and its 60 MB with it; the next starts another."""


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


def limit_memory() -> None:
    """Have MemoryError raised past `MEMORY`, where the system has such limits."""
    try:
        import resource
    except ImportError:  # Windows
        return
    with contextlib.suppress(ValueError, OSError):  # macOS knows the name and refuses the value
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def answers(data: dict[str, Any]) -> Iterator[bytes]:
    """Lines with better and better answers to a question.

    Raises:
        MemoryError: that is the last of it, and what SymPy keeps is better given back.
    """
    found = False
    try:
        for answer in solve(wire.question_from(data)):
            yield wire.answer_line(answer)
            found = True
    except MemoryError:
        if not found:
            yield wire.answer_line(NO_MEMORY)
        raise
    except Exception:  # SymPy raises all kinds: RecursionError, NotImplementedError, its own
        if not found:
            yield wire.answer_line(NO_FORMULA)


def write(descriptor: int, data: bytes) -> None:
    """Write all of it, waiting where nobody reads."""
    while data:
        data = data[os.write(descriptor, data) :]


def own_pipes() -> tuple[int, int]:
    """Standard input and output, under numbers that nobody else writes to: prints go nowhere."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program, whose end ends us
    source, sink = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    return source, sink

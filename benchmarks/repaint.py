"""From a key to the last byte of what it changes, and what an open app costs while nothing happens.

Of the secant, whose whole picture moves with the key, and of an empty Textual app that updates one line. Keys
go to both in turn, on the same terminal size. A repaint has ended when nothing has come for 50 ms.
"""

import statistics
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from report import Bar, Report, Table, main, ratio
from terminal import CALCTUI, PEERS, SIZE, Terminal

KEYS, QUICK_KEYS = 60, 16
IDLE, QUICK_IDLE = 10.0, 3.0
SILENCE = 0.05
RIGHT, LEFT = "\x1b[C", "\x1b[D"
SIZES = ((80, 24), (120, 40), (200, 60))
EMPTY = (sys.executable, str(PEERS / "empty.py"))


def repaint(terminal: Terminal, key: str) -> tuple[float, int]:
    """Milliseconds from a key to the last byte, and the number of bytes."""
    terminal.forget()
    pressed = terminal.press(key)
    terminal.watch(SILENCE)
    terminal.silence(SILENCE)
    return 1e3 * (terminal.chunks[-1].time - pressed), len(terminal.written)


def repaints(size: tuple[int, int], keys: int) -> list[tuple[tuple[float, int], tuple[float, int]]]:
    """Those of an empty app and of ours, key by key."""
    with _calm(EMPTY, size) as empty, _calm((*CALCTUI, "secant"), size) as ours:
        both = [(repaint(empty, key), repaint(ours, key)) for key in (RIGHT, LEFT) * (keys // 2 + 1)]
    return both[2:]


@contextmanager
def _calm(command: Sequence[str], size: tuple[int, int]) -> Iterator[Terminal]:
    """An app that has started: one after the other, since each waits for the terminal's answer."""
    with Terminal(*command, size=size) as terminal:
        terminal.until(b"\x1b[?2026l")
        terminal.calm()
        yield terminal


def idle(seconds: float, *command: str) -> float:
    """Percent of one processor that an app uses while nothing is asked of it."""
    with _calm(command, SIZE) as terminal:
        used = terminal.cpu()
        terminal.watch(seconds)
        return 100 * (terminal.cpu() - used) / seconds


def measure(quick: bool) -> Report:
    """Press keys on every screen, then wait."""
    rows, bars = [], []
    for size in (SIZE,) if quick else SIZES:
        both = repaints(size, QUICK_KEYS if quick else KEYS)
        times = ratio((ours, empty) for (empty, _), (ours, _) in both)
        (empty, _), (ours, sent) = (_medians(each) for each in zip(*both, strict=True))
        late = [statistics.quantiles([each[app][0] for each in both], n=20)[-1] for app in (0, 1)]
        rows.append(["x".join(map(str, size)), empty, ours, times, *late, sent])
        if size == SIZE:
            against = f"empty Textual app: {empty:.1f} ms"
            bars.append(Bar("key to last byte of the repaint", 1.5, times, "×", f"{ours:.1f} ms", against))
    seconds = QUICK_IDLE if quick else IDLE
    used, theirs = idle(seconds, *CALCTUI, "secant"), idle(seconds, *EMPTY)
    bars.append(Bar("idle CPU", 1, used, "% of a processor"))
    header = (
        "screen",
        "empty app ms",
        "calctui ms",
        "ratio",
        "empty app p95 ms",
        "calctui p95 ms",
        "calctui bytes",
    )
    note = (
        f"Key to repaint. While idle, an empty app uses {theirs:.2g} % of a processor, calctui {used:.2g} %."
    )
    return Report(bars, [Table(header, rows, note)])


def _medians(repaints: Sequence[tuple[float, int]]) -> list[float]:
    return [statistics.median(column) for column in zip(*repaints, strict=True)]


if __name__ == "__main__":
    main(measure)

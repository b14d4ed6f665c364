"""Whole followers, each an app on a terminal of its own, behind one lecturer: delay, memory, idling.

Every follower looks ten times a second. The delay runs from publishing a state to the last byte of its
picture on each follower's screen; all of them draw it on the same processors.
"""

import selectors
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from calctui.export.share import Share, Snapshot
from report import Report, Table, main
from terminal import CALCTUI, Terminal

COUNTS, QUICK_COUNTS = (5, 20), (5,)
STATES, QUICK_STATES = 10, 3
PATIENCE = 1.5
"""Seconds that followers get for each state."""
IDLE, QUICK_IDLE = 5.0, 2.0
SCREEN = (80, 24)
CALM = 0.03
"""The part of a processor below which a follower only looks."""


def watch(terminals: Sequence[Terminal], seconds: float) -> None:
    """Read from all of them for so long."""
    with selectors.DefaultSelector() as ready:
        for each in terminals:
            ready.register(each, selectors.EVENT_READ, each)
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            for key, _ in ready.select(left):
                key.data.read(0)


def all_drawn(terminals: Sequence[Terminal], limit: float = 90.0) -> None:
    """Read until all have drawn and none computes any more; raises TimeoutError where one never does."""
    end = time.perf_counter() + limit
    used = -1.0
    while not all(b"slope" in each.written for each in terminals) or _cpu(terminals) - used > CALM * len(
        terminals
    ):
        used = _cpu(terminals)
        watch(terminals, 1.0)
        if time.perf_counter() > end:
            raise TimeoutError("not every follower has drawn the first picture")


def delays(share: Share, terminals: Sequence[Terminal], states: int) -> list[float]:
    """Milliseconds until each follower has drawn each state; infinite where one did not."""
    found = []
    for state in range(states):
        for each in terminals:
            each.forget()
        start = time.perf_counter()
        share.publish(_state(0.9 - 0.05 * state))
        watch(terminals, PATIENCE)
        found += [1e3 * (each.chunks[-1].time - start) if each.chunks else float("inf") for each in terminals]
    return found


def lecture(followers: int, states: int, seconds: float) -> list[object]:
    """Followers, median and worst delay, median memory, what one uses while nothing is shown."""
    with ExitStack() as stack:
        path = Path(stack.enter_context(tempfile.TemporaryDirectory()), "lecture")
        share = Share.open(path)
        stack.callback(share.close)
        share.publish(_state(1.0))
        follow = (*CALCTUI, "follow", str(path))
        all_of_them = [stack.enter_context(Terminal(*follow, size=SCREEN)) for _ in range(followers)]
        all_drawn(all_of_them)
        late = delays(share, all_of_them, states)
        used = _cpu(all_of_them)
        watch(all_of_them, seconds)
        idle = 100 * (_cpu(all_of_them) - used) / seconds / followers
        memory = statistics.median(each.memory() for each in all_of_them)
    return [followers, statistics.median(late), max(late), memory, idle]


def _state(h: float) -> Snapshot:
    return Snapshot(f"calctui secant h={h:.3g}")


def _cpu(terminals: Sequence[Terminal]) -> float:
    return sum(each.cpu() for each in terminals)


def measure(quick: bool) -> Report:
    """A lecture for ever more followers."""
    states, seconds = (QUICK_STATES, QUICK_IDLE) if quick else (STATES, IDLE)
    rows = [lecture(followers, states, seconds) for followers in (QUICK_COUNTS if quick else COUNTS)]
    header = ("followers", "delay ms", "worst ms", "MB each (PSS)", "idle CPU each, % of a processor")
    return Report(tables=[Table(header, rows, f"Whole followers at 80x24, {states} states of the secant.")])


if __name__ == "__main__":
    main(measure)

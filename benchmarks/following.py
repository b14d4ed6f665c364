"""Followers of one lecturer: how long until each sees a state, and what looking costs.

First the core alone, without an app: every process is a Python of its own. The lecturer publishes
the states of a timeline, 20 a second; followers look every 0.1 s. Followers skip states, so the delay of a
state is the time until a follower sees it or a later one. All read the same clock, which is the machine's.
"""

import multiprocessing
import os
import statistics
import tempfile
import time
from bisect import bisect_left
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import NamedTuple, cast

from calctui.explorables.catalogue import load
from calctui.explore.controls import Slider
from calctui.explore.link import command
from calctui.explore.timeline import STEPS_A_SECOND
from calctui.export.share import Share, Shared, Snapshot, Status
from report import Report, Table, main
from terminal import pss

FOLLOWERS = 20
COUNTS = (5, 20)
LOOK = 0.1
"""Seconds between two looks."""
QUICK_STATES = 40


class Seen(NamedTuple):
    """What a follower has to report."""

    places: list[int]
    """The states it saw, by their place in the lecture."""
    times: list[float]
    """When it saw them."""
    share: float
    """Its part of one processor while it followed."""
    memory: float
    """Megabytes in the end (PSS)."""
    status: Status
    """How it saw the lecture end."""


def commands(key: str) -> list[str]:
    """The command lines of a timeline's states, one after the other."""
    state = load(key)()
    sweep = state.timeline
    control = cast(Slider, state.control(sweep.setting))
    values = [sweep.value(step, control) for step in range(sweep.steps + 1)]
    return [command(state.with_value(sweep.setting, value)) for value in values]


def lecture(path: Path, lines: list[str], begin: Barrier, times: "Queue[list[float]]") -> None:
    """Publish every state, and report when each was."""
    begin.wait()
    published = []
    share = Share.open(path)
    for place, line in enumerate(lines):
        time.sleep(1 / STEPS_A_SECOND)
        published.append(time.monotonic())
        share.publish(Snapshot(line, "A lecture", "What is said here.\n" * 5, str(place)))
    time.sleep(3 * LOOK)
    share.close()
    times.put(published)


def follow(path: Path, begin: Barrier, reports: "Queue[Seen]") -> None:
    """Look until the lecture is over, and report."""
    shared = Shared(path)
    begin.wait()
    places, times, status = [], [], Status.WAITING
    start, used = time.monotonic(), time.process_time()
    while status in (Status.WAITING, Status.LIVE):
        if news := shared.look():
            status = news.status
            if status is Status.LIVE and news.snapshot:
                places.append(int(news.snapshot.stop))
                times.append(time.monotonic())
        time.sleep(LOOK)
    share = (time.process_time() - used) / (time.monotonic() - start)
    reports.put(Seen(places, times, share, pss(os.getpid()), status))


def delays(published: list[float], seen: Seen) -> list[float]:
    """Seconds from publishing each state until it, or a later one, was seen; infinite where none was."""
    firsts = (bisect_left(seen.places, place) for place in range(len(published)))
    times = [*seen.times, float("inf")]
    return [times[first] - then for first, then in zip(firsts, published, strict=True)]


def run(followers: int, lines: list[str]) -> tuple[list[float], list[Seen]]:
    """Hold a lecture: when each state was published, and what followers report."""
    new = multiprocessing.get_context("spawn")
    begin, published, reports = new.Barrier(followers + 1), new.Queue(), new.Queue()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "lecture")
        people = [new.Process(target=lecture, args=(path, lines, begin, published))]
        people += [new.Process(target=follow, args=(path, begin, reports)) for _ in range(followers)]
        for each in people:
            each.start()
        times, seen = published.get(), [reports.get() for _ in range(followers)]
        for each in people:
            each.join()
    return times, seen


def measure(quick: bool) -> Report:
    """Hold a lecture for ever more followers."""
    lines = commands("secant")[: QUICK_STATES if quick else None]
    rows = [_row(followers, lines) for followers in ((FOLLOWERS,) if quick else COUNTS)]
    header = ("followers", "states", "delay ms", "worst ms", "looking, %", "MB (PSS)", "all saw the end")
    note = "Followers without an app, who look every 0.1 s; what that takes of a processor."
    return Report(tables=[Table(header, rows, note)])


def _row(followers: int, lines: list[str]) -> list[object]:
    published, seen = run(followers, lines)
    late = [1e3 * delay for each in seen for delay in delays(published, each)]
    share = 100 * statistics.median(each.share for each in seen)
    ended = "yes" if all(each.status is Status.ENDED for each in seen) else "**no**"
    memory = statistics.median(each.memory for each in seen)
    return [followers, len(published), statistics.median(late), max(late), share, memory, ended]


if __name__ == "__main__":
    main(measure)

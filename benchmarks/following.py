"""Twenty followers of one lecturer: how long until each sees a state, and what looking costs.

`python benchmarks/following.py [FOLLOWERS]`. Every process is a Python of its own. The lecturer publishes
the states of a timeline, 20 a second; followers look every 0.1 s. Followers skip states, so the delay of a
state is the time until a follower sees it or a later one. All read the same clock, which is the machine's.
"""

import multiprocessing
import os
import resource
import statistics
import sys
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

FOLLOWERS = 20
LOOK = 0.1
"""Seconds between two looks."""
ROUNDS = 3
"""Times that the timeline is played."""


class Seen(NamedTuple):
    """What a follower has to report."""

    places: list[int]
    """The states it saw, by their place in the lecture."""
    times: list[float]
    """When it saw them."""
    share: float
    """Its part of one processor while it followed."""
    memory: float
    """Megabytes at most."""
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
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    reports.put(Seen(places, times, share, memory, status))


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


def main() -> None:
    """Hold one lecture and print the table."""
    followers = int(sys.argv[1]) if len(sys.argv) > 1 else FOLLOWERS
    published, seen = run(followers, commands("secant") * ROUNDS)
    late = [delay for each in seen for delay in delays(published, each)]
    share = [each.share for each in seen]
    print(f"{followers} followers, {len(published)} states, {os.cpu_count()} processors")
    print(f"delay: median {statistics.median(late) * 1000:.0f} ms, worst {max(late) * 1000:.0f} ms")
    print(
        f"a follower's looking: median {statistics.median(share):.2%} of a processor, worst {max(share):.2%}"
    )
    print(f"a follower's memory, without an app: {max(each.memory for each in seen):.0f} MB at most")
    print("all saw the end" if all(each.status is Status.ENDED for each in seen) else "NOT ALL SAW THE END")


if __name__ == "__main__":
    main()

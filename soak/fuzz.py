"""A million random cases against parser, writer and calculus: `python soak/fuzz.py --cases 1000000`.

Cases come in batches with seeds of their own, so that the same seed makes the same cases however many
processes share them. Exits with 1 where anything was raised, disagreed or took too long.
"""

import argparse
import signal
import sys
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from random import Random
from types import FrameType
from typing import Any

from fuzz_checks import KINDS
from fuzz_endings import ACCEPTED, REFUSED, UNDECIDED, Disagreement

BATCH = 1000
"""Cases with one seed."""
LIMIT = 3.0
"""Seconds of processor time that a case may take."""
MOST_SHOWN = 20
"""Failures that are told in full."""
RAISED, DISAGREED, LATE = "raised", "disagreed", "too long"
FAILURES = (RAISED, DISAGREED, LATE)
ENDINGS = (ACCEPTED, REFUSED, UNDECIDED, *FAILURES)


class TooLong(BaseException):
    """A case has used up its time; nothing that catches errors catches this."""


@dataclass
class Report:
    """What became of the cases so far."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Cases by kind and ending."""
    seconds: dict[str, float] = field(default_factory=dict)
    """Of processor time, by kind."""
    slowest: dict[str, tuple[float, str]] = field(default_factory=dict)
    """Seconds and text of the slowest case of each kind."""
    told: list[str] = field(default_factory=list)
    """The first failures."""

    @property
    def failures(self) -> int:
        """Cases that did not end well."""
        return sum(count for (_, ending), count in self.counts.items() if ending in FAILURES)

    def add(self, kind: str, ending: str, seconds: float, text: str, why: str = "") -> None:
        """Count one case."""
        self.counts[kind, ending] += 1
        self.seconds[kind] = self.seconds.get(kind, 0.0) + seconds
        if seconds > self.slowest.get(kind, (0.0, ""))[0]:
            self.slowest[kind] = seconds, text
        if why and len(self.told) < MOST_SHOWN:
            self.told.append(f"{kind}, {ending}: {text!r}\n    {why}")

    def merge(self, other: "Report") -> None:
        """Add what another process has found."""
        self.counts.update(other.counts)
        for kind, seconds in other.seconds.items():
            self.seconds[kind] = self.seconds.get(kind, 0.0) + seconds
        for kind, slow in other.slowest.items():
            self.slowest[kind] = max(slow, self.slowest.get(kind, slow))
        self.told = [*self.told, *other.told][:MOST_SHOWN]


@contextmanager
def time_limit() -> Iterator[None]:
    """Raise TooLong where what is inside uses more processor time than a case may."""

    def late(number: int, frame: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def examine(report: Report, kind: str, rng: Random) -> None:
    """Make one case and see what becomes of it."""
    _, make, check = KINDS[kind]
    text, case = make(rng)
    start, why = time.thread_time(), ""
    try:
        with time_limit():
            ending = check(case)
    except Disagreement as error:
        ending, why = DISAGREED, str(error)
    except TooLong:
        ending, why = LATE, f"more than {LIMIT:g} s"
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        ending, why = RAISED, f"{type(error).__name__}: {error} in {where.filename}, line {where.lineno}"
    report.add(kind, ending, time.thread_time() - start, text, why)


def batch(seed: int, number: int, cases: int) -> Report:
    """One batch; warnings are errors in it."""
    rng, report = Random(f"{seed} {number}"), Report()
    kinds, shares = list(KINDS), [share for share, _, _ in KINDS.values()]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for kind in rng.choices(kinds, shares, k=cases):
            examine(report, kind, rng)
    return report


def _batch(task: tuple[int, int, int]) -> Report:
    return batch(*task)


def run(cases: int, seed: int, processes: int, tell: Callable[[int], Any] = lambda done: None) -> Report:
    """Run so many cases in so many processes; `tell` is given how many are done."""
    tasks = [(seed, start // BATCH, min(BATCH, cases - start)) for start in range(0, cases, BATCH)]
    report = Report()
    with ExitStack() as closing:
        parts: Iterator[Report] = map(_batch, tasks)
        if processes > 1:
            pool = closing.enter_context(get_context("spawn").Pool(processes))
            parts = pool.imap_unordered(_batch, tasks)
        for done, part in enumerate(parts, start=1):
            report.merge(part)
            tell(done * BATCH)
    return report


def table(report: Report) -> str:
    """Cases by kind and ending, how fast they were, and the slowest of each kind."""
    rows: list[tuple[str, ...]] = [("", *ENDINGS, "ms each", "slowest")]
    for kind in KINDS:
        counts = [report.counts[kind, ending] for ending in ENDINGS]
        each = 1000 * report.seconds.get(kind, 0.0) / max(sum(counts), 1)
        slow, _ = report.slowest.get(kind, (0.0, ""))
        rows.append((kind, *map(str, counts), f"{each:.2f}", f"{slow:.3f} s"))
    totals = [sum(report.counts[kind, ending] for kind in KINDS) for ending in ENDINGS]
    rows.append(("all", *map(str, totals), "", ""))
    slowest = [f"  {kind}: {text!r}" for kind, (_, text) in report.slowest.items()]
    return "\n".join([*_aligned(rows), "", "The slowest:", *slowest, *report.told])


def _aligned(rows: list[tuple[str, ...]]) -> list[str]:
    """The first column to the left, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows]


def main() -> int:
    """Run, print the table, and say by the exit status whether all went well."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--cases", type=int, default=1_000_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--processes", type=int, default=1)
    asked = options.parse_args()
    start = time.monotonic()

    def tell(done: int) -> None:
        if done % 50_000 == 0:
            print(f"{done} cases, {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)

    report = run(asked.cases, asked.seed, asked.processes, tell)
    print(f"{asked.cases} cases, seed {asked.seed}, {time.monotonic() - start:.0f} s\n")
    print(table(report))
    return 1 if report.failures else 0


if __name__ == "__main__":
    sys.exit(main())

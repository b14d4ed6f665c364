"""What a benchmark has to say: bars that are met or not, and tables; in Markdown."""

import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Bar:
    """One figure that must not be passed."""

    what: str
    limit: float
    """The most that `value` may be."""
    value: float
    unit: str
    """`×` and `%` for a share of what `against` measures, else the figure's own."""
    measured: str = ""
    """What was measured, in its own unit; empty where that is the value itself."""
    against: str = ""
    """What it is compared with, and its figure."""

    @property
    def met(self) -> bool:
        """Whether it is not passed; a figure that is missing is not met."""
        return self.value <= self.limit

    def row(self) -> list[str]:
        """Its line in the table: what, bar, measured, against, ratio, met."""
        value = f"{self.value:.3g} {self.unit}" if self.value == self.value else "did not run"
        bar = f"≤ {self.limit:g} {self.unit}" if self.limit == self.limit else ""
        ratio = value if self.against else ""
        return [self.what, bar, self.measured or value, self.against, ratio, "yes" if self.met else "**no**"]


BAR_HEADER = ("what", "bar", "measured", "against", "ratio", "met")


@dataclass(frozen=True)
class Table:
    """Rows under a header, and what a reader must know of them."""

    header: Sequence[str]
    rows: Sequence[Sequence[object]]
    note: str = ""

    def markdown(self) -> str:
        """The table, with its note before it."""
        lines = [self.header, ["---"] * len(self.header), *self.rows]
        table = "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)
        return f"{self.note}\n\n{table}" if self.note else table


@dataclass(frozen=True)
class Report:
    """What one benchmark found."""

    bars: Sequence[Bar] = ()
    tables: Sequence[Table] = ()

    def markdown(self) -> str:
        """All of it."""
        own = [Table(BAR_HEADER, [bar.row() for bar in self.bars])] if self.bars else []
        return "\n\n".join(table.markdown() for table in [*own, *self.tables])


def costs(*runs: Callable[[], object], rounds: int) -> list[float]:
    """The median time of each in milliseconds, taken in turns, so that a busy machine slows all of them."""
    for run in runs:
        run()
    times = [[_seconds(run) for run in runs] for _ in range(rounds)]
    return [float(cost) for cost in 1e3 * np.median(times, axis=0)]


def ratio(pairs: Iterable[tuple[float, float]]) -> float:
    """The median of the ratios, pair by pair."""
    return statistics.median(ours / theirs for ours, theirs in pairs)


def main(measure: Callable[[bool], Report]) -> None:
    """Run one benchmark alone; `--quick` for a rough answer."""
    print(measure("--quick" in sys.argv).markdown())


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < 100 else f"{value:.0f}"
    return str(value)

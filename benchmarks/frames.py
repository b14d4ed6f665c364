"""What a moving frame costs, explorable by explorable: settings to scene, scene to cells, whole process.

Each timeline is played once to fill the caches of what stands, then timed step by step. What the process
costs, with everything that Textual does, is its processor time while it plays on a terminal of 120x40.
"""

import statistics
import time
from typing import NamedTuple

import emulator
from calctui.explorables.catalogue import CATALOGUE, SECTIONS, load, of_section
from calctui.explore.explorable import Explorable
from calctui.raster import draw
from report import Bar, Report, Table, main
from terminal import CALCTUI, Terminal

STAGE = (94, 34)
"""The stage of a screen of 120x40, the panel taken off and a little over."""
STAGES = ((56, 18), STAGE, (150, 50))
THIN = 4
"""Of so many steps one is timed where it is only about growth."""
WATCHED, QUICK_WATCHED = 1.0, 0.5
"""Seconds that each is watched while it plays."""


class Frame(NamedTuple):
    """Milliseconds of one step."""

    scene: float
    cells: float


def play(key: str, stage: tuple[int, int], thin: int = 1) -> list[Frame]:
    """The frames of a timeline."""
    first = load(key)()
    states = [first.at_step(step) for step in range(0, first.timeline.steps + 1, thin)]
    for state in states:
        draw(state.scene({}).view, *stage)
    return [_frame(state, stage) for state in states]


def _frame(state: Explorable, stage: tuple[int, int]) -> Frame:
    start = time.perf_counter()
    view = state.scene({}).view
    middle = time.perf_counter()
    draw(view, *stage)
    return Frame(1e3 * (middle - start), 1e3 * (time.perf_counter() - middle))


def whole(seconds: float, most: int) -> dict[str, list[float]]:
    """CPU milliseconds and bytes a frame of the whole app, playing so many explorables of each section."""
    found = {}
    with Terminal(*CALCTUI) as terminal:
        terminal.until(b"\x1b[?2026l")
        for section in SECTIONS:
            for place, entry in enumerate(of_section(section)[:most]):
                terminal.press("x" if place else section[2:])
                terminal.calm()
                found[entry.key] = _played(terminal, seconds)
    return found


def _played(terminal: Terminal, seconds: float) -> list[float]:
    terminal.press("r ")  # from the beginning
    terminal.watch(0.2)
    terminal.forget()
    used = terminal.cpu()
    terminal.watch(seconds)
    used = terminal.cpu() - used
    written = terminal.written
    frames = len(emulator.frames(written))
    terminal.press("b")
    terminal.silence(0.2)
    return [1e3 * used / frames, len(written) / frames] if frames else [float("nan")] * 2


def summary(frames: list[Frame]) -> list[float]:
    """Medians of scene, cells and both, and the 95th percentile of both."""
    both = [sum(frame) for frame in frames]
    scene, cells = (statistics.median(column) for column in zip(*frames, strict=True))
    return [scene, cells, statistics.median(both), statistics.quantiles(both, n=20)[-1]]


def measure(quick: bool) -> Report:
    """Play every timeline."""
    thin = THIN if quick else 1
    rows = {each.key: summary(play(each.key, STAGE, thin)) for each in CATALOGUE}
    processes = whole(QUICK_WATCHED, 1) if quick else whole(WATCHED, len(CATALOGUE))
    slow, late = (max(rows, key=lambda key: rows[key][column]) for column in (2, 3))
    bars = [
        Bar(f"frame while playing, median: {slow}", 6, rows[slow][2], "ms"),
        Bar(f"frame while playing, p95: {late}", 12, rows[late][3], "ms"),
    ]
    header = ("", "scene ms", "cells ms", "both ms", "both p95 ms", "process CPU ms", "bytes")
    own = [[key, *row, *processes.get(key, ["", ""])] for key, row in rows.items()]
    note = f"A frame of each explorable: scene and cells at {_size(STAGE)}, the whole process at 120x40."
    return Report(bars, [Table(header, own, note), *([] if quick else [growth()])])


def growth() -> Table:
    """How scene and cells grow with the stage."""
    columns = [{each.key: summary(play(each.key, stage, THIN))[2] for each in CATALOGUE} for stage in STAGES]
    rows = [[each.key, *(column[each.key] for column in columns)] for each in CATALOGUE]
    header = ("", *(f"{_size(stage)}: {stage[0] * stage[1]} cells" for stage in STAGES))
    return Table(header, rows, "Scene and cells on stages of three sizes, median milliseconds.")


def _size(stage: tuple[int, int]) -> str:
    return "x".join(map(str, stage))


if __name__ == "__main__":
    main(measure)

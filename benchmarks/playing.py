"""Bytes and processor time a frame while the secant plays: ours, and the same through two libraries."""

import statistics
import sys
from collections.abc import Sequence
from typing import NamedTuple

import emulator
from report import Bar, Report, Table, main, ratio
from terminal import CALCTUI, PEERS, SIZE, Terminal

STAGES = {(80, 24): (54, 18), (120, 40): (80, 34), (200, 60): (160, 54)}
"""Our stage on each screen: what the others draw on."""
OURS, PLOTEXT, PLOT = "calctui", "textual-plotext", "textual-plot"
PLAYERS = {PLOTEXT: "plotext_player.py", PLOT: "plot_player.py"}
ROUNDS, QUICK_ROUNDS = 3, 1
PATIENCE, QUICK_PATIENCE = 20.0, 2.5
"""Seconds that a timeline of six may take; a quick run does not see its end."""

NOTE = """\
The secant's timeline, 120 steps at 20 a second. The peers draw the plot alone, on as much room as our \
stage has, from lines computed beforehand; ours moves panel, sentence and timeline besides. A frame is what \
is sent within one synchronized update. Needed: 3 bytes for a cell that changed and 12 for a run of them."""


class Played(NamedTuple):
    """One timeline, played to its end."""

    frames: float
    bytes: float
    """A frame."""
    cpu: float
    """Milliseconds a frame, user and system, of all processes."""
    needed: float
    """Bytes a frame that the cells that really changed would take."""


MISSING = Played(*[float("nan")] * 4)


def play(name: str, size: tuple[int, int], limit: float) -> Played:
    """Start, play, and watch until nothing comes or time is up; raises RuntimeError where nothing plays."""
    with Terminal(*_command(name, size), size=size) as terminal:
        terminal.until(b"\x1b[?2026l")
        terminal.calm()
        before, used = terminal.written, terminal.cpu()
        terminal.forget()
        terminal.press(" " if name == OURS else "n")
        terminal.silence(1.0, limit)
        used = terminal.cpu() - used
        written = terminal.written
    frames = len(emulator.frames(written))
    if frames < 2:
        raise RuntimeError(f"{name} does not play: {before[-500:]!r}")
    needed = sum(changed.bytes for changed in emulator.changes(before, written, size))
    return Played(frames, len(written) / frames, 1e3 * used / frames, needed / frames)


def _command(name: str, size: tuple[int, int]) -> Sequence[str]:
    if name == OURS:
        return (*CALCTUI, "secant", "h=2")
    return (sys.executable, str(PEERS / PLAYERS[name]), *map(str, STAGES[size]))


def attempt(name: str, size: tuple[int, int], limit: float) -> Played | str:
    """Play, or say why not: a peer may be missing."""
    try:
        return play(name, size, limit)
    except (EOFError, RuntimeError, TimeoutError) as error:
        print(error, file=sys.stderr)
        return "did not run"


def median(rounds: Sequence[Played]) -> Played:
    """Of each figure."""
    return Played(*(statistics.median(each) for each in zip(*rounds, strict=True)))


def measure(quick: bool) -> Report:
    """Play everything in turn, most often on the screen that the bars are for."""
    tables: list[list[object]] = []
    bars: list[Bar] = []
    limit = QUICK_PATIENCE if quick else PATIENCE
    for size in (SIZE,) if quick else STAGES:
        count = ROUNDS if size == SIZE and not quick else QUICK_ROUNDS
        rounds = [{name: attempt(name, size, limit) for name in (OURS, *PLAYERS)} for _ in range(count)]
        done = {
            name: [one for each in rounds if isinstance(one := each[name], Played)]
            for name in (OURS, *PLAYERS)
        }
        tables += [_row(size, name, played) for name, played in done.items()]
        if size == SIZE:
            bars = _bars(done)
    header = ("screen", "", "frames", "bytes a frame", "needed", "bytes / needed", "CPU ms a frame")
    return Report(bars, [Table(header, tables, NOTE)])


def _row(size: tuple[int, int], name: str, rounds: Sequence[Played]) -> list[object]:
    screen = "x".join(map(str, size))
    if not rounds:
        return [screen, name, *["did not run"] * 5]
    each = median(rounds)
    return [screen, name, each.frames, each.bytes, each.needed, each.bytes / each.needed, each.cpu]


def _told(value: float, unit: str) -> str:
    return f"{PLOTEXT}: {value:.5g} {unit}" if value == value else f"{PLOTEXT} did not run"


def _bars(done: dict[str, list[Played]]) -> list[Bar]:
    ours, theirs = done[OURS], done[PLOTEXT] or [MISSING]
    own, other = median(ours), median(theirs)
    both = list(zip(ours, theirs, strict=False))
    return [
        Bar("bytes a frame, secant playing", 20, 100 * ratio((a.bytes, b.bytes) for a, b in both), "%",
            f"{own.bytes:.0f} bytes", _told(other.bytes, "bytes")),
        Bar("CPU a frame, the same", 35, 100 * ratio((a.cpu, b.cpu) for a, b in both), "%",
            f"{own.cpu:.1f} ms", _told(other.cpu, "ms")),
        Bar("bytes a frame against the cells that really changed", 1.5,
            ratio((each.bytes, each.needed) for each in ours), "×",
            f"{own.bytes:.0f} bytes", f"needed: {own.needed:.0f} bytes"),
    ]  # fmt: skip


if __name__ == "__main__":
    main(measure)

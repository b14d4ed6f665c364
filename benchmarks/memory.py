"""Memory of all processes after every tab was opened, against an empty app; and whether playing adds to it.

PSS: pages that processes share count for each by its part. SymPy's process is one of them until nothing has
been asked of it for a minute: the last row, which a quick run leaves out. Playing: the secant at eight times
its speed, begun again whenever it has ended.
"""

import statistics
import sys

import emulator
from calctui.explorables.catalogue import SECTIONS, of_section
from calctui.maths.symbolic.answering import IDLE
from report import Bar, Report, Table, main
from terminal import CALCTUI, PEERS, Terminal

PLAYED, QUICK_PLAYED = 40.0, 4.0
"""Seconds."""
ROUND = 1.0
"""Seconds of one playing and of beginning again: 120 steps at eight times 20 a second take 0.75."""
TABS = [section[2:] for section in SECTIONS if len(section) == 3]
"""The keys of the sections."""


def empty(starts: int = 3) -> float:
    """Megabytes of an empty Textual app."""
    found = []
    for _ in range(starts):
        with Terminal(sys.executable, str(PEERS / "empty.py")) as terminal:
            terminal.until(b"\x1b[?2026l")
            terminal.calm()
            found.append(terminal.memory())
    return statistics.median(found)


def opened(terminal: Terminal) -> list[tuple[str, float, float]]:
    """After each section was opened with all its pictures: megabytes of all processes, and of the first."""
    found = [("nothing else", terminal.memory(), terminal.own_memory())]
    for key in TABS:
        terminal.press(key)
        terminal.calm()
        for _ in of_section(f"2.{key}")[1:]:
            terminal.press("x")
            terminal.calm()
        found.append((f"2.{key}", terminal.memory(), terminal.own_memory()))
    return found


def playing(seconds: float) -> list[tuple[int, float]]:
    """Frames drawn so far and megabytes: when warm, then four times while it plays."""
    with Terminal(*CALCTUI, "--fps", "60", "secant") as terminal:
        terminal.until(b"\x1b[?2026l")
        terminal.calm()
        terminal.press("+++")
        found, frames = [], 0
        for part in range(5):
            for _ in range(round(seconds / 4 / ROUND) if part else 3):
                terminal.press(" ")
                terminal.watch(ROUND)
            frames += len(emulator.frames(terminal.written))
            terminal.forget()
            found.append((frames, terminal.memory()))
    return found


def measure(quick: bool) -> Report:
    """Open everything, then play."""
    alone = empty()
    with Terminal(*CALCTUI) as terminal:
        terminal.until(b"\x1b[?2026l")
        terminal.calm()
        rows = opened(terminal)
        last = rows[-1][1]
        if not quick:
            terminal.watch(IDLE + 1)
            rows.append(("2.9, a minute later", terminal.memory(), terminal.own_memory()))
    against = f"empty Textual app: {alone:.1f} MB"
    bar = Bar("memory, every tab opened, all processes", 2.5, last / alone, "×", f"{last:.1f} MB", against)
    header = ("opened", "MB", "× the empty app", "without SymPy's process MB")
    after = Table(header, [(name, each, each / alone, own) for name, each, own in rows])
    played = playing(QUICK_PLAYED if quick else PLAYED)
    (first, warm), (frames, end) = played[0], played[-1]
    note = (
        f"Playing at 60 frames a second and eight times the speed. Growth once warm: {end - warm:.2f} MB in "
        f"{frames - first} frames."
    )
    return Report([bar], [after, Table(("frames drawn", "MB"), played, note)])


if __name__ == "__main__":
    main(measure)

"""First frame and complete picture of calctui against Textual apps with nothing in them, started in turn.

Each has a terminal of its own. The time runs from the start of the process to the mark of what is waited
for: the first section's name in the tab bar, which Textual paints whole, and the longest word of the sentence
under the picture, which is painted with the picture and in one piece where nothing stood before. The first
picture may come from another process, so the time to the first answer is taken, too: that to a key which is
pressed as soon as there is a frame, and lists the keys. Then what `calctui --version` takes beside a Python
that does nothing.
"""

import statistics
import subprocess
import sys
from pathlib import Path

from calctui.explorables.catalogue import CATALOGUE, SECTIONS, load
from report import Bar, Report, Table, costs, main, ratio
from terminal import CALCTUI, PEERS, SCRIPT, Terminal, environment

PAIRS, QUICK_PAIRS = 15, 4
EMPTY = b"No key was pressed."
KEY, LISTED = "?", b"Lower it by ten steps."
NAMES = ("empty Textual app", "Textual app with tabs", "first frame", "picture complete", "a key answered")


def seconds_until(*command: str, marks: tuple[bytes, ...]) -> list[float]:
    """Start a command on a terminal; the seconds until each mark was written."""
    with Terminal(*command) as terminal:
        return [terminal.until(mark) for mark in marks]


def seconds_until_answered(first: bytes) -> float:
    """Start calctui and press a key as soon as there is a frame; the seconds until it is answered."""
    with Terminal(*CALCTUI) as terminal:
        terminal.until(first)
        terminal.press(KEY)
        return terminal.until(LISTED)


def marks() -> tuple[bytes, bytes]:
    """What is written first, and what is written with the picture."""
    first = CATALOGUE[0]
    sentence = load(first.key)().scene({}).sentence
    return SECTIONS[first.section].encode(), max(sentence.split(), key=len).encode()


def starts(pairs: int) -> list[tuple[float, ...]]:
    """Seconds to what NAMES lists, a row for each time that all were started."""
    rows = []
    ours = marks()
    for _ in range(pairs + 1):
        empty = seconds_until(sys.executable, str(PEERS / "empty.py"), marks=(EMPTY,))
        tabs = seconds_until(sys.executable, str(PEERS / "tabs.py"), marks=(EMPTY,))
        answered = seconds_until_answered(ours[0])
        rows.append((*empty, *tabs, *seconds_until(*CALCTUI, marks=ours), answered))
    return rows[1:]  # the first time warms the disk cache


def version(rounds: int) -> list[float]:
    """Milliseconds that `python -c pass` and `calctui --version` take."""

    def run(*command: str) -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment(str(Path.home())))

    return costs(
        lambda: run(sys.executable, "-c", "pass"), lambda: run(str(SCRIPT), "--version"), rounds=rounds
    )


def measure(quick: bool) -> Report:
    """Start everything again and again."""
    rows = starts(QUICK_PAIRS if quick else PAIRS)
    columns = [1e3 * statistics.median(column) for column in zip(*rows, strict=True)]
    to_empty, to_tabs = (
        [ratio((row[i], row[peer]) for row in rows) for i in range(len(NAMES))] for peer in (0, 1)
    )
    python, ours = version(QUICK_PAIRS if quick else PAIRS)
    empty, nothing = f"{NAMES[0]}: {columns[0]:.0f} ms", f"`python -c pass`: {python:.0f} ms"
    bars = [
        Bar("first frame", 1.25, to_empty[2], "×", f"{columns[2]:.0f} ms", empty),
        Bar("picture complete", 1.6, to_empty[3], "×", f"{columns[3]:.0f} ms", empty),
        Bar("`calctui --version`", 3, ours / python, "×", f"{ours:.0f} ms", nothing),
    ]
    header = ("start", "ms", "× the empty app", "× the app with tabs")
    table = Table(
        header,
        [*zip(NAMES, columns, to_empty, to_tabs, strict=True)],
        f"{len(rows)} starts of each, in turn.",
    )
    return Report(bars, [table])


if __name__ == "__main__":
    main(measure)

"""First frame and complete picture of calctui against an empty Textual app, started in turn: `make bench`.

Each process has a pseudo-terminal of 120x40 to itself. The time runs from its start to the first byte of the
tab bar, and to a word of the sentence under the picture. Prints medians and the median of the ratios pair by
pair.
"""

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import termios
import time

PAIRS = 15
EMPTY = """
from textual.app import App
from textual.widgets import Footer, Header, Static, TabbedContent, TabPane

class Empty(App):
    def compose(self):
        yield Header()
        with TabbedContent():
            for name in ("One", "Two", "Three"):
                with TabPane(name):
                    yield Static("the first pane " + name)
        yield Footer()

Empty().run()
"""


def seconds_until(command: list[str], *marks: bytes, limit: float = 20.0) -> list[float]:
    """Start a command on a terminal of its own; the seconds until each mark was written."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
        env=os.environ | {"TERM": "xterm-256color"},
    )  # fmt: skip
    os.close(slave)
    written, found = b"", dict.fromkeys(marks, float("nan"))
    while any(seconds != seconds for seconds in found.values()) and time.perf_counter() - start < limit:
        if select.select([master], [], [], 0.5)[0]:
            written += os.read(master, 65536)
        now = time.perf_counter() - start
        found = {
            mark: now if seconds != seconds and mark in written else seconds
            for mark, seconds in found.items()
        }
    process.send_signal(signal.SIGKILL)
    process.wait()
    os.close(master)
    return list(found.values())


def main() -> None:
    """Run the pairs and print the table."""
    rows: list[tuple[float, float, float]] = []
    for pair in range(PAIRS + 1):
        (empty,) = seconds_until([sys.executable, "-c", EMPTY], b"the first pane")
        first, complete = seconds_until([sys.executable, "-m", "calctui"], b"Derivatives", b"uphill")
        if pair:  # the first pair warms the disk cache
            rows.append((empty, first, complete))
    columns = [[row[place] for row in rows] for place in range(3)]
    ratios = [statistics.median(row[place] / row[0] for row in rows) for place in range(3)]
    names = ("empty Textual app", "calctui, first frame", "calctui, complete picture")
    print(f"{PAIRS} pairs, {os.cpu_count()} processors, 120x40")
    for name, column, ratio in zip(names, columns, ratios, strict=True):
        print(f"{name:28} {statistics.median(column) * 1000:6.0f} ms {ratio:6.2f}")


if __name__ == "__main__":
    main()

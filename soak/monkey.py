"""A monkey at the keyboard: random keys, pastes, clicks, stray bytes and resizes on a real pseudo-terminal.

It fails on a traceback, a crash, a process that ended or one that is still there at the end, and on a
stall: after every few inputs the terminal gets a height that it has had never before, and the explorer has
`--patience` seconds to paint its last row. The same seed gives the same inputs, but for when it presses q.
"""

import argparse
import os
import random
import re
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "terminal"))

from pseudoterminal import PseudoTerminal, megabytes

import calctui
from calctui.explore.link import split
from calctui.export.share import Shared

ARROWS = [f"\x1b[{end}".encode() for end in "ABCDHFZ"] + [b"\x1b[1;2C", b"\x1b[1;2D", b"\x1b[5~", b"\x1b[6~"]
KEYS = [bytes([code]) for code in b"abcdefghijklmnoprstuvwxyz0123456789?.,+-= \t\r\r\x1b\x1b\x7f\x03\x10\x1a"]
"""All bindings but q, which needs a pause; Ctrl+Z stops nothing where no shell waits."""
TEXTS = (
    *("sin x", "x^2 ÷ (x - 1)", "e^(-x^2)", "|x|", "relu(x) + k x", "sqrt(x) + y^2"),
    *("0.1", "-3", "1e-300", "x**", "(((", "9^9^9", "ê", "語"),
)
"""Without a slash: what is typed may end up in the name of a file."""
STRAY = (
    *(b"\x1b", b"\x1b[", b"\x1b[<", b"\x1bO", b"\xff\xfe", b"\xc3", b"\x00"),
    *(b"\x1b]11;rgb:1e/1e/1e\x07", b"\x1b[?62c"),
)
APART = 8.0
"""Seconds between two q, of which a click on the last row may be one: within 2 s they would quit, and an
answer may take a few."""
QUIT = b"\x11"
PROBED = 25
"""Inputs between two probes."""
TALLEST = 100
"""Rows of a random size; probes have more."""
KEPT = 20_000
"""Bytes of output that are kept from the start, where it says what must be restored, and from the end."""
LAST = 60
"""Inputs that are shown where something failed."""


class Failed(Exception):
    """What went wrong."""


@dataclass
class Monkey:
    """Somebody who presses whatever there is, and takes notes."""

    seed: int
    patience: float
    typed: list[bytes] = field(default_factory=list)
    resizes: int = 0
    longest: tuple[float, float] = (0.0, 0.0)
    """The longest wait for an answer, and the processor time used meanwhile, in seconds."""
    visited: set[str] = field(default_factory=set)
    memory: dict[int, float] = field(default_factory=dict)
    """Megabytes, after so many thousand inputs."""

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self._rows = TALLEST
        self._heights = [24]
        self._pressed_q = 0.0

    def play(self, terminal: PseudoTerminal, lecture: Shared, keys: int) -> None:
        """Type so many inputs, with a probe every now and then.

        Raises:
            Failed: the explorer did.
        """
        while len(self.typed) < keys:
            for _ in range(min(PROBED, keys - len(self.typed))):
                self._act(terminal)
            self._probe(terminal)
            self.memory[len(self.typed) // 1000] = megabytes(terminal.process.pid)
            if (news := lecture.look()) and news.snapshot:
                self.visited.add(split(news.snapshot.command)[1])

    def _act(self, terminal: PseudoTerminal) -> None:
        if self._random.random() < 0.03:
            self.resizes += 1
            self._resize(terminal, self._random.randint(1, 300), self._random.randint(1, TALLEST))
        data = self._input()
        self.typed.append(data)
        try:
            terminal.type(data, within=self.patience)
        except AssertionError as error:
            raise Failed(f"stalled: {error}") from None
        except OSError:
            raise Failed("its terminal is closed") from None

    def _resize(self, terminal: PseudoTerminal, columns: int, rows: int) -> None:
        """Give the terminal another size, and remember the last two: the explorer may lag behind by one."""
        self._heights = [*self._heights[-1:], rows]
        terminal.resize(columns, rows)

    def _input(self) -> bytes:
        """A key mostly."""
        chance, pick = self._random.random(), self._random.choice
        if chance < 0.60:
            return pick(KEYS)
        if chance < 0.80:
            return pick(ARROWS)
        if chance < 0.84:
            return b"q" if self._may_leave() else b"x"
        if chance < 0.88:
            text = pick(TEXTS)  # typed where nobody reads it, it is keys
            return b"x" if "q" in text and not self._may_leave() else text.encode()
        if chance < 0.90:
            return b"\x1b[200~" + pick(TEXTS).encode() * self._random.randint(1, 300) + b"\x1b[201~"
        if chance < 0.98:
            return self._mouse()
        return pick(STRAY)

    def _may_leave(self) -> bool:
        """Whether the last q was more than a moment ago; this is the next."""
        now = time.monotonic()
        if now - self._pressed_q < APART:
            return False
        self._pressed_q = now
        return True

    def _mouse(self) -> bytes:
        """A click, a turn of the wheel or a move, somewhere."""
        column, row = self._random.randint(1, 120), self._random.randint(1, 40)
        if row in self._heights and not self._may_leave():
            row = 1
        button = self._random.choice((0, 0, 0, 2, 35, 64, 65))
        press = f"\x1b[<{button};{column};{row}M"
        return (press + f"\x1b[<{button};{column};{row}m" * (button < 3)).encode()

    def _probe(self, terminal: PseudoTerminal) -> None:
        """Wait until the explorer has painted a row that there was never before."""
        terminal.output = terminal.output[:KEPT] + terminal.output[KEPT:][-KEPT:]
        self._rows = self._rows + 1 if self._rows < 2 * TALLEST else TALLEST + 1
        mark, begun = re.compile(rb"\x1b\[%d(;1)?H" % self._rows), time.monotonic()
        before, used = len(terminal.output), terminal.processor_seconds()
        self._resize(terminal, 80, self._rows)
        try:
            terminal.read_until(
                lambda: bool(mark.search(terminal.output, before)) or terminal.process.poll() is not None,
                self.patience,
                "",
            )
        except AssertionError:
            computing = terminal.processor_seconds() - used
            _ask_where(terminal)
            raise Failed(f"no answer in {self.patience:g} s, {computing:.1f} of them computing") from None
        except OSError:
            raise Failed("its terminal is closed") from None
        if terminal.process.poll() is not None:
            raise Failed("it has ended")
        self.longest = max(self.longest, (time.monotonic() - begun, terminal.processor_seconds() - used))
        columns, rows = self._random.choice((80, 80, 100, 120, 60)), self._random.choice((24, 24, 30, 40))
        self._resize(terminal, columns, rows)


def _ask_where(terminal: PseudoTerminal) -> None:
    """Have the explorer write where every thread of it is, after the last that it showed, and end."""
    terminal.output = terminal.output[-2_000:]
    terminal.process.send_signal(signal.SIGABRT)
    with suppress(OSError):
        terminal.read_for(2)


def leave(terminal: PseudoTerminal, patience: float) -> int:
    """Quit; returns how many processes are left 2 s later.

    Raises:
        Failed: it doesn't quit, or not as it should.
    """
    terminal.type(QUIT)
    try:
        status = terminal.ended(within=patience)
    except AssertionError:
        _ask_where(terminal)
        raise Failed(f"not ended within {patience:g} s") from None
    if status or not terminal.is_restored():
        raise Failed(f"ended with status {status}, terminal restored: {terminal.is_restored()}")
    with suppress(AssertionError):
        terminal.read_until(lambda: not terminal.family(), 2, "")
    return len(terminal.family())


def run(monkey: Monkey, keys: int, home: Path) -> Iterator[tuple[str, object]]:
    """Let it play from a first picture to the end; figures by what they are called.

    Raises:
        Failed: the explorer did.
    """
    shared = home / "lecture"
    folders: Any = {name: str(home) for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    command = [sys.executable, "-m", "calctui", "--share", str(shared)]
    with PseudoTerminal(command, CALCTUI_DEBUG="1", PYTHONFAULTHANDLER="1", **folders) as terminal:
        terminal.wait_for(b"quit", within=20)
        terminal.wait_until_idle(within=20)
        yield "memory at the start, MB", round(megabytes(terminal.process.pid), 1)
        try:
            monkey.play(terminal, Shared(shared), keys)
            terminal.read_for(0.5)
            yield "memory by 1000 keys, MB", " ".join(f"{each:.0f}" for each in monkey.memory.values())
            yield "memory at the end, MB", round(megabytes(terminal.process.pid), 1)
            left = leave(terminal, monkey.patience)
        except Failed as error:
            shown = terminal.output[-8_000:].decode(errors="replace")
            last = b" ".join(map(repr_of, monkey.typed[-LAST:])).decode()
            raise Failed(f"{error}; status {terminal.process.poll()}\n{shown}\nlast typed: {last}") from None
    yield "processes left", left
    if left:
        raise Failed(f"{left} processes are left")


def repr_of(data: bytes) -> bytes:
    """How an input is written in Python, cut."""
    return repr(data[:40]).encode()


def main() -> int:
    """Play, print the figures, and fail where the explorer did."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--keys", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--patience", type=float, default=5.0)
    asked = options.parse_args()
    monkey, begun = Monkey(asked.seed, asked.patience), time.monotonic()
    figures: dict[str, object] = {"seed": asked.seed}
    try:
        with tempfile.TemporaryDirectory() as home:
            os.environ["PYTHONPATH"] = str(Path(calctui.__file__).parents[1])
            os.chdir(home)  # pictures are saved where it runs
            figures.update(run(monkey, asked.keys, Path(home)))
    except Failed as error:
        figures["failed"] = error
    figures |= {"keys": len(monkey.typed), "resizes": monkey.resizes, "pictures seen": len(monkey.visited)}
    figures |= {
        "longest stall, s": "{:.2f} ({:.2f} of them computing)".format(*monkey.longest),
        "seconds": round(time.monotonic() - begun),
    }
    for name, figure in figures.items():
        print(f"{name:24} {figure}")
    return int("failed" in figures)


if __name__ == "__main__":
    sys.exit(main())

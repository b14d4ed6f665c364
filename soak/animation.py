"""An hour of animation, without waiting for it, and whether memory grows.

72,000 frames are an hour at 20 a second. Every picture of the catalogue plays in turn: time passes in the
session by a twentieth of a second, the scene is made and drawn with panel and transport, and what the
terminal would be sent is worked out. Then calctui plays them all on a real pseudo-terminal, as fast as it
goes. It fails where memory (PSS), once every picture has played, grows by more than `MOST` until the end.
"""

import argparse
import io
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "terminal"))

from pseudoterminal import PseudoTerminal, megabytes
from rich.console import Console
from rich.style import Style
from textual._compositor import LayoutUpdate
from textual.geometry import Region, Size
from textual.strip import Strip

from calctui.explorables.catalogue import CATALOGUE, SECTIONS, load, of_section
from calctui.raster import Marker
from calctui.session.session import Session
from calctui.tui.diet import Diet
from calctui.tui.paint import styles
from calctui.tui.sight import Sight, cells
from calctui.tui.themes import DARK, palette_for

HOUR = 72_000
"""Frames."""
FRAME = 1 / 20
"""Seconds."""
ROUNDS = 12
"""Times that every picture plays; memory is measured after each."""
WARM = 2
"""Rounds after which everything that is kept has been made."""
MOST = 2.0
"""Megabytes that memory may grow by once warm."""
SIZE = Size(80, 24)
STAGE, PANEL = (52, 19), (28, 19)
SHOWN = b"\x1b[?2026l"
"""Ends a frame on a terminal that says it can hold frames back."""


class Screen:
    """What a frame costs after the scene, up to the bytes for the terminal, which are thrown away."""

    def __init__(self) -> None:
        self._diet = Diet(Console(file=io.StringIO(), color_system="truecolor"))
        blank: list[Iterable[Strip]] = [[Strip.blank(SIZE.width)] for _ in range(SIZE.height)]
        self._diet.take(LayoutUpdate(blank, Region(0, 0, *SIZE)), SIZE)
        self._styles = list(styles(palette_for(DARK), Style()).values())

    def show(self, session: Session) -> None:
        """Draw a frame."""
        sight = Sight.of(session, {}, Marker.BRAILLE)
        scene = sight.scene()
        self._diet.lay(cells("stage", sight, scene, *STAGE), self._styles, 0, 2)
        self._diet.lay(cells("panel", sight, scene, *PANEL), self._styles, STAGE[0], 2)
        self._diet.lay(cells("transport", sight, scene, SIZE.width, 1), self._styles, 0, SIZE.height - 1)
        self._diet.changes()


def played(screen: Screen, key: str, frames: int) -> None:
    """Play a picture for so many frames, again from its start whenever it has ended."""
    session = Session.start(load(key)())
    for _ in range(frames):
        session = session.advanced(FRAME) if session.playback.playing else session.toggled()
        screen.show(session)


def without_terminal(frames: int) -> Iterator[tuple[int, float]]:
    """Frames drawn so far and megabytes, after each round."""
    screen, each, done = Screen(), -(-frames // (ROUNDS * len(CATALOGUE))), 0
    for _ in range(ROUNDS):
        for entry in CATALOGUE:
            played(screen, entry.key, each)
        done += each * len(CATALOGUE)
        yield done, megabytes()


def on_a_terminal(rounds: int) -> Iterator[tuple[int, float]]:
    """The same of calctui itself at 60 frames a second and eight times the speed."""
    done = 0
    with PseudoTerminal([sys.executable, "-m", "calctui", "--fps", "60"]) as terminal:
        terminal.wait_for(b"quit", within=20)
        terminal.type(b"\x1b[?2026;2$y")
        terminal.wait_until_idle(within=20)
        terminal.type(b"+++")
        for _ in range(rounds):
            for section in SECTIONS:
                for place, _ in enumerate(of_section(section)):
                    terminal.type((b"x" if place else section[2:].encode()) + b" ")
                    terminal.read_for(1)
                    done += terminal.output.count(SHOWN)
                    terminal.output = b""
            yield done, megabytes(terminal.process.pid)


def judged(title: str, measured: Iterator[tuple[int, float]]) -> bool:
    """Print what was measured, and whether memory stayed flat once warm."""
    begun, rows = time.monotonic(), []
    print(f"{title}\n{'frames':>10} {'MB':>8} {'seconds':>8}")
    for frames, memory in measured:
        rows.append((frames, memory))
        print(f"{frames:10} {memory:8.2f} {time.monotonic() - begun:8.0f}", flush=True)
    # What is given back to the system comes and goes by megabytes; what leaks raises the highest.
    half = (len(rows) + WARM) // 2
    before, after = (max(memory for _, memory in part) for part in (rows[WARM - 1 : half], rows[half:]))
    flat = after - before <= MOST
    print(f"highest {before:.2f} MB, then {after:.2f} MB: {'flat' if flat else 'it grows'}\n")
    return flat


def main() -> int:
    """Play, print the table, and fail where memory grew."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--frames", type=int, default=HOUR)
    options.add_argument("--rounds", type=int, default=12, help="Of playing on the terminal, 4 at least.")
    asked = options.parse_args()
    here = judged(f"{len(CATALOGUE)} pictures, without a terminal", without_terminal(asked.frames))
    there = judged(f"{len(CATALOGUE)} pictures, on a terminal", on_a_terminal(max(asked.rounds, 4)))
    return int(not (here and there))


if __name__ == "__main__":
    sys.exit(main())

"""The explorer inside tmux, and inside GNU screen within it, as a person has it there."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

EXPLORER = f"{shlex.quote(sys.executable)} -m calctui secant"
MODES = "#{alternate_on} #{mouse_any_flag} #{cursor_flag} #{wrap_flag} #{keypad_flag}"


class Tmux:
    """A tmux of our own with one window and a shell in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._base = ["tmux", "-S", str(folder / "socket"), "-f", "/dev/null"]
        self("new", "-d", "-x", "80", "-y", "25", "sh")

    def __call__(self, *words: str) -> str:
        """Give a command."""
        known = ("PATH", "PYTHONPATH", "HOME")
        environ = {name: os.environ[name] for name in known if name in os.environ}
        given = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "PS1": "$ ", **environ}
        return subprocess.run(
            [*self._base, *words], env=given, capture_output=True, text=True, check=True, timeout=20
        ).stdout

    @property
    def rows(self) -> list[str]:
        """What the window shows."""
        return self("capture-pane", "-p").split("\n")

    def type(self, *keys: str) -> None:
        """Press keys, by tmux's names."""
        self("send-keys", *keys)

    def reaches(self, reached: Callable[[list[str]], bool], what: str) -> None:
        """Wait until the window is as it should be."""
        deadline = time.monotonic() + 30
        while not reached(rows := self.rows):
            assert time.monotonic() < deadline, "\n".join([f"no {what}", *rows])
            time.sleep(0.05)


@pytest.fixture
def tmux() -> Iterator[Tmux]:
    with tempfile.TemporaryDirectory(prefix="calctui-") as name:  # short: a socket's name has 108 letters
        running = Tmux(Path(name))
        yield running
        running("kill-server")


def needs(*programs: str) -> pytest.MarkDecorator:
    missing = [program for program in programs if not shutil.which(program)]
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {missing}")


def used(tmux: Tmux, last: int) -> None:
    """See the picture, press keys, resize, quit; the last line is that of the transport."""
    tmux.reaches(lambda rows: "Halve the gap" in "".join(rows), "picture")
    assert "f(x) = 3x² + 2x ─" in "".join(tmux.rows)
    assert "⠤" in "".join(tmux.rows)
    tmux.type("Left", "Left")
    tmux.reaches(lambda rows: "Over a gap of 0.79" in "".join(rows), "smaller gap")
    tmux("resize-window", "-x", "100", "-y", "31")
    tmux.reaches(lambda rows: rows[last].rstrip().endswith("calctui secant h=0.794"), "picture of a new size")
    tmux.type("q")
    tmux.type("q")


@needs("tmux")
def test_inside_tmux(tmux: Tmux) -> None:
    before = tmux("display", "-p", MODES)
    tmux.type(f"echo before; {EXPLORER}; echo status $?", "Enter")
    used(tmux, last=29)
    tmux.reaches(lambda rows: "status 0" in rows, "end")
    assert "before" in tmux.rows
    assert "Halve" not in "".join(tmux.rows)
    assert tmux("display", "-p", MODES) == before


@needs("tmux", "screen")
def test_inside_gnu_screen(tmux: Tmux) -> None:
    before = tmux("display", "-p", MODES)
    (tmux.folder / "screenrc").write_text("startup_message off\naltscreen on\n")
    (tmux.folder / "sockets").mkdir(mode=0o700)
    screen = f"SCREENDIR={tmux.folder}/sockets screen -U -c {tmux.folder}/screenrc"
    tmux.type(f"{screen} sh -c {shlex.quote(f'echo before; {EXPLORER}; echo status $?; read all')}", "Enter")
    used(tmux, last=29)
    tmux.reaches(lambda rows: "status 0" in rows, "end")
    assert "before" in tmux.rows
    assert "Halve" not in "".join(tmux.rows)
    tmux.type("Enter")
    tmux.reaches(lambda rows: "[screen is terminating]" in rows, "end of screen")
    assert tmux("display", "-p", MODES) == before

"""Where nothing can be kept, calctui runs, and says in one line what it could not save and why."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pseudoterminal import PseudoTerminal

FULL = ("/bin/sh", "-c", 'ulimit -f 0; exec "$@"', "sh")
"""No file may grow, as on a full disk; terminals and pipes take everything."""
SCORES = """
from calctui.chapter.quiz import Best, write_best
print(write_best(Best({"2.1": 3})))
"""
WHERE = ("nowhere", "a file", "full")

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at /proc")


def room(where: str, folder: Path) -> tuple[tuple[str, ...], dict[str, Any]]:
    """What a command is to be started by, and its environment."""
    home = {"nowhere": Path("/proc/nowhere"), "a file": folder / "file", "full": folder}[where]
    (folder / "file").touch()
    return FULL if where == "full" else (), {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home),
        "XDG_STATE_HOME": str(home),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


@pytest.mark.parametrize("where", ["a file", "full"])
def test_it_plays_asks_and_says_at_the_end_what_is_not_kept(where: str, tmp_path: Path) -> None:
    prefix, environ = room(where, tmp_path)
    command = [*prefix, sys.executable, "-m", "calctui", "secant", "h=1"]
    with PseudoTerminal(command, **environ) as terminal:
        terminal.wait_for(b"Halve the gap", 20)
        terminal.type(b"g")
        terminal.wait_for(b"What is the secant slope")
        terminal.wait_until_idle()
        terminal.type(b"9\r")
        terminal.wait_for(b"of 1 right")
        terminal.type(b"s")
        terminal.wait_for(b"save as")
        terminal.wait_until_idle()
        terminal.type(b"\x15")
        terminal.wait_until_idle()
        terminal.type(f"{tmp_path}/mine.svg".encode())
        terminal.wait_for(b"mine.svg")
        terminal.type(b"\r")
        terminal.wait_until_idle()
        saved = tmp_path / "mine.svg"
        assert (saved.stat().st_size > 0) is (where != "full")
        terminal.type(b"qq")
        assert terminal.ended(within=4) == 0
        assert terminal.is_restored()
        said = terminal.output.rsplit(b"\x1b[?", 1)[1]
        assert b"calctui: where you left off is not kept: " in said
        assert said.count(b"\n") == 1


@pytest.mark.parametrize("where", WHERE)
def test_scores_say_why_they_are_not_kept(where: str, tmp_path: Path) -> None:
    prefix, environ = room(where, tmp_path)
    ran = subprocess.run(
        [*prefix, sys.executable, "-c", SCORES],
        env=environ | _paths(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout.startswith("best scores are not kept: "), ran.stderr
    assert ran.stdout.count("\n") == 1
    assert not [each for each in tmp_path.rglob("*") if each.is_file() and each.stat().st_size]


WRITING = (["show", "secant", "-o"], ["record", "secant", "-o"], ["secant", "--share"])


@pytest.mark.parametrize("words", WRITING)
def test_a_command_says_in_one_line_what_it_can_t_write(words: list[str], tmp_path: Path) -> None:
    share = "--share" in words
    place = "/proc/nowhere/x" if share else str(tmp_path / "x.cast")
    ran = subprocess.run(
        [*FULL, sys.executable, "-m", "calctui", *words, place],
        env=_paths() | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert ran.stderr.startswith("calctui: can't "), ran.stderr
    assert ran.stderr.count("\n") == 1


def _paths() -> dict[str, str]:
    return {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}

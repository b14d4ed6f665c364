"""The conversation as a process: over pipes, on a terminal, and however it ends."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pseudoterminal import PseudoTerminal

CALCTUI = (sys.executable, "-W", "error", "-m", "calctui", "--linear")
PROMPT = b"command: "


def piped(typed: str, *words: str, **environ: str) -> "subprocess.CompletedProcess[bytes]":
    clean = {**os.environ, "TERM": "dumb", "LC_ALL": "C.UTF-8", **environ}
    return subprocess.run(
        [*CALCTUI, *words], input=typed.encode(), capture_output=True, env=clean, check=False, timeout=60
    )


def worker_of(process: "subprocess.Popen[bytes]") -> int | None:
    """The process that SymPy runs in."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("ascii").split()
    others = (Path(f"/proc/{process.pid}/task").iterdir()) if not children else ()
    for task in others:
        children += (task / "children").read_text("ascii").split()
    return int(children[0]) if children else None


def is_gone(process: int) -> bool:
    """Whether a process has ended; what is left of it may wait to be reaped."""
    try:
        return Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_a_dialogue_over_pipes_on_a_dumb_terminal() -> None:
    ran = piped("h 0.1\nnonsense\nf sin x\n", "secant")
    assert (ran.returncode, ran.stderr) == (0, b"")
    lines = ran.stdout.decode().splitlines()
    assert lines[0] == "calctui in lines of text. Type help to hear what you can type, and quit to leave."
    assert "secant slope: 8.3" in lines
    assert "Not done: nothing is called 'nonsense': help names what can be typed." in lines
    assert lines[-1] == "Derivative by x, by SymPy: cos(x)"
    assert PROMPT not in ran.stdout
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", ran.stdout.decode())


def test_ascii_is_all_where_nothing_else_is_to_be_had() -> None:
    ran = piped("say\ntext\nquit\nh 0.1\n", "gradient", LC_ALL="C")
    assert ran.returncode == 0
    assert ran.stdout.isascii()
    assert b"f(x, y) = x^2 + 3y^2" in ran.stdout
    assert ran.stdout.endswith(b"Goodbye.\n")


def test_whoever_stops_listening_ends_it_quietly() -> None:
    with subprocess.Popen(
        [*CALCTUI, "secant"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline()
        process.stdout.close()
        process.stdin.write(b"say\n")
        process.stdin.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=20) == 1


def test_on_a_terminal_it_prompts_and_never_moves_the_cursor() -> None:
    with PseudoTerminal([*CALCTUI, "secant"], TERM="xterm-256color") as terminal:
        terminal.wait_for(PROMPT, within=20)
        terminal.type(b"play\nguess\n")
        terminal.wait_for(b"guess: ", within=20)
        terminal.type(b"8\ntext\nfind newton\nquit\n")
        assert terminal.ended(within=20) == 0
        lines = terminal.output.decode().split("\r\n")
        assert max(map(len, lines)) < 80  # broken between words, and not by the terminal
        assert not re.search(rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]", terminal.output)
        assert b"\r" not in terminal.output.replace(b"\r\n", b"")


def test_a_second_interrupt_ends_it() -> None:
    with PseudoTerminal([*CALCTUI, "secant"]) as terminal:
        terminal.wait_for(PROMPT, within=20)
        terminal.type(b"\x03")
        terminal.wait_for(b"Stopped. Type quit to leave")
        terminal.type(b"h 0.1\n")
        terminal.wait_for(b"h is 0.1.")
        terminal.type(b"\x03")
        terminal.read_until(lambda: terminal.output.count(b"Stopped.") == 2, 8, "second notice")
        terminal.type(b"\x03")
        assert terminal.ended(within=8) == 130
        assert b"Traceback" not in terminal.output


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_nothing_is_left_behind(number: signal.Signals) -> None:
    with PseudoTerminal([*CALCTUI, "secant"]) as terminal:
        terminal.wait_for(PROMPT, within=20)
        worker = worker_of(terminal.process)
        assert worker
        terminal.process.send_signal(number)
        assert terminal.ended(within=8) == 128 + number
        deadline = time.monotonic() + 8
        while not is_gone(worker):
            assert time.monotonic() < deadline, "SymPy's process outlives calctui"
            time.sleep(0.05)
        assert b"Traceback" not in terminal.output


def test_a_terminal_that_is_gone_ends_it() -> None:
    with PseudoTerminal([*CALCTUI, "secant"], controlled=False) as terminal:
        terminal.wait_for(PROMPT, within=20)
        terminal.close_master()
        assert terminal.ended(within=8, reading=False) == 0


def test_a_terminal_that_is_gone_before_a_word_is_said_ends_it() -> None:
    with PseudoTerminal([*CALCTUI, "secant"], controlled=False) as terminal:
        terminal.close_master()
        assert terminal.ended(within=20, reading=False) == 0

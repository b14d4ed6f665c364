"""The whole of calctui on a real terminal: whatever ends or disturbs it, nothing is left behind."""

import random
import re
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest
from pseudoterminal import PseudoTerminal, explorer

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at /proc")

SLOW_FOR_SYMPY = ("riemann", "f=1/(x^5+x+1)", "a=0", "b=1")
QUIT = b"\x11"
"""Ctrl+Q, which is heard whatever has the focus."""
REPLIES = (
    b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\",
    b"\x1b[?62;22c",
    b"\x1b[>1;5202;0c",
    b"\x1b[12;40R",
    b"\x1b[?2026;2$y",
)
"""What terminals answer when asked for their colours, their kind, the cursor's place and their abilities."""


def busy() -> PseudoTerminal:
    """calctui while SymPy computes in the child of a child."""
    terminal = explorer(*SLOW_FOR_SYMPY, shows=b"riemann")
    terminal.read_until(lambda: len(terminal.family()) == 3, 20, "SymPy at work")
    return terminal


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_while_sympy_computes_leaves_nothing(number: signal.Signals) -> None:
    with busy() as terminal:
        terminal.process.send_signal(number)
        assert terminal.ended(within=2) == 128 + number
        assert terminal.is_restored()
        terminal.read_until(lambda: not terminal.family(), 2, "end of all processes")


@pytest.mark.parametrize("controlled", [True, False])
def test_a_terminal_that_vanishes_while_sympy_computes_leaves_nothing(controlled: bool) -> None:
    """Without a controlling terminal no SIGHUP is sent."""
    terminal = explorer(*SLOW_FOR_SYMPY, shows=b"riemann", controlled=controlled)
    with terminal:
        terminal.read_until(lambda: len(terminal.family()) == 3, 20, "SymPy at work")
        terminal.close_master()
        assert terminal.ended(within=2) == 128 + signal.SIGHUP
        terminal.read_until(lambda: not terminal.family(), 2, "end of all processes")


def test_a_terminal_that_nobody_reads_gets_the_newest_frame_and_can_be_left() -> None:
    with explorer("--fps", "60", "secant") as terminal:
        terminal.wait_until_idle()
        terminal.type(b"b" * 20)
        terminal.wait_until_idle()
        terminal.type(b" ")
        time.sleep(1.5)
        before = len(terminal.output)
        terminal.type(b" ")
        terminal.wait_until_idle()
        assert len(terminal.output) - before < 20_000, "what the terminal held, and the newest frame"
        terminal.type(b"  +++")
        terminal.wait_until_idle(reading=False)
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.ended(within=3, reading=False) == 143
        assert terminal.is_restored()
        assert not terminal.family()


@pytest.mark.skipif(not shutil.which("bash"), reason="needs a shell with job control")
def test_the_shell_suspends_it_and_brings_it_back_whole() -> None:
    with PseudoTerminal([str(shutil.which("bash")), "--norc", "--noprofile", "-i"], PS1="$ ") as terminal:
        terminal.type(f"{sys.executable} -m calctui secant h=1\n".encode())
        terminal.wait_for(b"Halve the gap", 20)
        terminal.wait_until_idle()
        for keys, shown in (
            (b" ", (b"Slope and curvature", b"/120")),
            (b" ?", (b"Lower the chosen", b"Esc close")),
        ):
            terminal.type(keys)
            terminal.read_for(0.5)
            terminal.type(b"\x1a")
            terminal.wait_for(b"Stopped")
            assert terminal.modes()[b"1049"] == b"l"
            terminal.output = b""
            time.sleep(1.5)
            terminal.type(b"fg\n")
            for text in shown:
                terminal.wait_for(text, 4)
            played = re.findall(rb"(\d+)/120", terminal.output)
            assert not played or int(played[0]) < 45, "time has passed while it was suspended"
            terminal.output = b""
        terminal.type(QUIT)
        left = re.compile(rb"\x1b\[\?1049l.*\$ ", re.DOTALL)
        terminal.read_until(lambda: left.search(terminal.output) is not None, 4, "prompt of the shell")
        terminal.type(b"exit $?\n")
        assert terminal.ended(within=3) == 0


@pytest.mark.soak
def test_noise_on_the_input_does_no_harm(tmp_path: Path) -> None:
    noise = random.Random(66)
    stray = bytes(byte for byte in noise.choices(range(256), k=800) if byte not in b"q\x11\x1a")
    with explorer("secant", XDG_DATA_HOME=str(tmp_path), XDG_STATE_HOME=str(tmp_path)) as terminal:
        for reply in REPLIES:
            terminal.type(reply)
        for reply in REPLIES:  # late, and in pieces
            for byte in reply:
                terminal.type(bytes([byte]))
                time.sleep(0.005)
        terminal.type(b"\x1b")
        time.sleep(0.2)
        terminal.type(b"[C\x1b\x1b[200~x^2 \x1b[31m" + b"y" * 10_000)
        terminal.wait_until_idle()
        terminal.type(b"\x1b[201~\x1b")
        terminal.type(stray)
        terminal.type(b"\x1b[201~")
        terminal.wait_until_idle(within=20)
        assert terminal.process.poll() is None
        terminal.type(QUIT)
        assert terminal.ended(within=4) == 0
        assert terminal.is_restored()
        assert b"Traceback" not in terminal.output

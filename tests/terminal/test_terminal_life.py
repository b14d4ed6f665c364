"""`run` on a real terminal: whatever ends the app, the terminal is given back and the process is gone."""

import os
import random
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pseudoterminal import SMALL_APP, PseudoTerminal, small_app

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at /proc")

CUT = b"\x18"
"""CAN: only the restore string of a forced exit starts with it."""


def test_quitting_restores_and_succeeds(tmp_path: Path) -> None:
    with small_app(f"marker={tmp_path / 'ended'}") as terminal:
        assert not terminal.is_restored()
        terminal.type(b"q")
        assert terminal.ended(within=2) == 0
        assert terminal.is_restored()
    assert (tmp_path / "ended").exists()


@pytest.mark.parametrize(
    "number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGXCPU]
)
def test_a_signal_ends_it_restored(number: signal.Signals, tmp_path: Path) -> None:
    with small_app(f"marker={tmp_path / 'ended'}") as terminal:
        terminal.process.send_signal(number)
        assert terminal.ended(within=2) == 128 + number
        assert terminal.is_restored()
        assert CUT not in terminal.output, "had to be left by force"
    assert (tmp_path / "ended").exists()


def test_a_blocked_handler_does_not_keep_it(tmp_path: Path) -> None:
    with small_app(f"marker={tmp_path / 'ended'}") as terminal:
        terminal.type(b"b")
        terminal.wait_for(b"BLOCKED")
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.ended(within=3) == 143
        assert terminal.is_restored()
    assert (tmp_path / "ended").exists()


def test_what_hangs_at_exit_does_not_keep_it(tmp_path: Path) -> None:
    with small_app("hanging", f"marker={tmp_path / 'ended'}") as terminal:
        terminal.type(b"q")
        terminal.read_until(terminal.is_restored, within=2, what="restored terminal")
        assert terminal.process.poll() is None
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.ended(within=3) == 143
        assert terminal.is_restored()
    assert (tmp_path / "ended").exists()


def test_a_terminal_nobody_reads_does_not_keep_it(tmp_path: Path) -> None:
    with small_app("busy", f"marker={tmp_path / 'ended'}") as terminal:
        terminal.wait_until_idle(reading=False)  # the busy app stops only because its terminal is full
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.ended(within=3, reading=False) == 143
        assert terminal.is_restored()
    assert (tmp_path / "ended").exists()


@pytest.mark.parametrize("controlled", [True, False])
@pytest.mark.parametrize("word", ["hears-hangup", "deaf-to-hangup"])
def test_it_ends_when_its_terminal_vanishes(word: str, controlled: bool, tmp_path: Path) -> None:
    with small_app(word, f"marker={tmp_path / 'ended'}", controlled=controlled) as terminal:
        terminal.wait_until_idle()
        used = terminal.processor_seconds()
        terminal.close_master()
        assert terminal.ended(within=3) == 129
        assert terminal.processor_seconds_in_all - used < 0.8, "spun on a dead terminal"
    assert (tmp_path / "ended").exists()


def test_waiting_costs_nothing() -> None:
    with small_app() as terminal:
        terminal.wait_until_idle()
        assert terminal.process.poll() is None


def test_a_resize_that_another_thread_hears_of_shows_at_once() -> None:
    """Without a controlling terminal the size changes without a signal, which a thread then gets.

    Nor does it matter what size the terminal had when somebody exported it.
    """
    with small_app("resized-elsewhere", controlled=False, COLUMNS="80", LINES="24") as terminal:
        terminal.resize(100, 30)
        terminal.wait_for(b"\x1b[30;1H", within=6)


def test_random_bytes_do_no_harm() -> None:
    noise = bytes(random.Random(6456).choices(range(0x80, 0x100), k=24_000))
    with small_app() as terminal:
        terminal.type(noise)
        terminal.wait_until_idle()
        assert terminal.process.poll() is None
        terminal.type(b"q")
        assert terminal.ended(within=4) == 0
        assert terminal.is_restored()


def test_a_crash_is_short_and_fails() -> None:
    with small_app() as terminal:
        terminal.type(b"c")
        assert terminal.ended(within=4) == 1
        assert terminal.is_restored()
        said = terminal.output.rsplit(b"\x1b[?", 1)[1]
    assert b"ZeroDivisionError: crashed 12" in said
    assert b"hidden-local" not in terminal.output
    assert said.count(b"\n") == 2


def test_a_crash_is_whole_when_debugging() -> None:
    with small_app(CALCTUI_DEBUG="1") as terminal:
        terminal.type(b"c")
        assert terminal.ended(within=4) == 1
    assert b"hidden-local" in terminal.output


def test_a_fault_while_ending_is_short_and_fails() -> None:
    with small_app("failing") as terminal:
        terminal.type(b"q")
        assert terminal.ended(within=4) == 1
        assert b"RuntimeError: failed at the end" in terminal.output
        assert b"Traceback" not in terminal.output


def test_a_crash_before_the_first_frame_is_short_and_fails() -> None:
    with PseudoTerminal([sys.executable, str(SMALL_APP), "stillborn"]) as terminal:
        assert terminal.ended(within=4) == 1
        assert terminal.is_restored()
        assert b"calctui stopped: ZeroDivisionError: division by zero (small_app.py:" in terminal.output
        assert b"Traceback" not in terminal.output


def test_a_dead_input_thread_fails() -> None:
    with PseudoTerminal([sys.executable, str(SMALL_APP), "deaf"]) as terminal:
        assert terminal.ended(within=4) == 1
        assert terminal.modes()[b"1049"] == b"l"


@pytest.fixture
def shell() -> Iterator[PseudoTerminal]:
    """A shell with job control, on a terminal."""
    bash = shutil.which("bash") or pytest.skip("needs a shell with job control")
    with PseudoTerminal([bash, "--norc", "--noprofile", "-i"]) as terminal:
        yield terminal


def suspended(shell: PseudoTerminal, *words: str) -> int:
    """Start the app in the shell and suspend it; its process."""
    shell.type(f"{shlex.join([sys.executable, str(SMALL_APP), *words])}\n".encode())
    shell.wait_for(b"READY ")
    pid = int(re.findall(rb"READY (\d+)", shell.output)[-1])
    os.kill(pid, signal.SIGTSTP)
    shell.wait_for(b"Stopped")
    assert shell.modes()[b"1049"] == b"l"
    return pid


def comes_to_its_end(pid: int, shell: PseudoTerminal) -> None:
    shell.read_until(lambda: not Path(f"/proc/{pid}").exists(), within=3, what="end of the app")
    assert shell.modes()[b"1049"] == b"l"


@pytest.mark.parametrize("ending", ["kill", "closed shell", "lost terminal"])
def test_a_suspended_app_can_be_ended(ending: str, shell: PseudoTerminal) -> None:
    pid = suspended(shell)
    if ending == "lost terminal":
        shell.close_master()
    else:
        shell.type(b"kill %1\n" if ending == "kill" else b"exit\nexit\n")
    comes_to_its_end(pid, shell)


def test_a_suspended_app_is_ended_by_a_signal_that_another_thread_gets_late(shell: PseudoTerminal) -> None:
    pid = suspended(shell, "ended-elsewhere")
    os.kill(pid, signal.SIGCONT)
    comes_to_its_end(pid, shell)


def test_without_a_keyboard_it_refuses() -> None:
    ran = subprocess.run(
        [sys.executable, str(SMALL_APP)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=10,
        check=False,
    )
    assert ran.returncode == 2
    assert ran.stdout == b""
    assert ran.stderr.startswith(b"calctui: standard input is not a terminal")
    assert ran.stderr.count(b"\n") == 1


def test_on_a_dumb_terminal_it_refuses() -> None:
    with PseudoTerminal([sys.executable, str(SMALL_APP)], TERM="dumb") as terminal:
        assert terminal.ended(within=4) == 2
        assert terminal.output.startswith(b"calctui: TERM=dumb ")
        assert b"\x1b" not in terminal.output


def test_frames_that_a_terminal_does_not_take_are_dropped_and_keys_are_not_delayed() -> None:
    with PseudoTerminal([sys.executable, "-m", "calctui", "--fps", "60", "secant"]) as terminal:
        terminal.wait_for(b"Halve the gap")
        terminal.wait_until_idle()
        terminal.type(b"b" * 20 + b"---")
        terminal.wait_until_idle()
        before = len(terminal.output)
        terminal.type(b" ")
        time.sleep(2)  # nobody reads what plays: a hundred frames and more, of some 500 bytes each
        terminal.type(b" ")
        terminal.wait_until_idle()
        assert 1000 < len(terminal.output) - before < 20_000, "what the terminal held, and the newest frame"
        terminal.type(b"qq")
        assert terminal.ended(within=5) == 0
        assert terminal.is_restored()

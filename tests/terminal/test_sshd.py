"""Over a real OpenSSH: the documented kiosk, which nobody gets out of, and an ordinary session."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import loopback
import pytest
from loopback import HASTY, KIOSK, ORDINARY, Server, command_line, environment, start
from watched import Watched

pytestmark = pytest.mark.skipif(bool(loopback.MISSING), reason=f"not installed: {loopback.MISSING}")

LEFT = 5
"""Seconds in which a session that has ended must have gone: it takes 0.3 on a free machine."""
NO_SHELL = r"$|sshd: |timeout --foreground |\S+ -P -m calctui.maths"
"""How all processes of a visitor are called, other than the screen's."""
EVERY_KEY = [
    *(chr(code).encode() for code in range(0x20, 0x7F) if chr(code) != "q"),
    *(bytes([code]) for code in range(0x20) if code not in (0x11, 0x1B)),  # but ctrl+q, which ends it
    *(b"\x1bO%c" % code for code in b"PQRS"),  # F1 to F4
    *(b"\x1b[%d~" % code for code in range(1, 35)),  # the others, Home, End, PgUp, PgDn
    *(b"\x1b[%c" % code for code in b"ABCDFHZ"),
    *(b"\x1b[1;%d%c" % (modifier, code) for modifier in (2, 3, 5, 6) for code in b"ABCDFH"),
    *(b"\x1b%c" % code for code in b"abcdefghijklmnoprstuvwxyz:!|"),
    "λ€é".encode(),
    b"\xff\xfe\x80",
    b"\x1b[200~$(id)\n:!sh\n\x1b[201~",
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = start(tmp_path_factory.mktemp("sshd"))
    try:
        deadline = time.monotonic() + 10
        while not (log := running.folder / "log").exists() or "listening" not in log.read_text():
            assert time.monotonic() < deadline, "sshd does not listen"
            time.sleep(0.02)
        yield running
    finally:
        running.stop()


def visitor(server: Server, command: str = "", **environ: str) -> Watched:
    """Somebody in the kiosk, who sees its first picture."""
    client = server.client(KIOSK, command, **environ)
    client.shows("The ball rolls down")
    client.shows("q quit")
    return client


def files(folder: Path) -> list[str]:
    return sorted(str(path) for path in folder.rglob("*"))


def test_what_the_client_wants_does_not_count(server: Server) -> None:
    foreign = {"PYTHONPATH": "/tmp/evil", "TEXTUAL_LOG": "/tmp/log", "LC_ALL": "POSIX", "BASH_ENV": "/tmp/x"}
    with visitor(server, "exec sh -i", **foreign):
        (explorer,) = server.explorers()
        given = environment(explorer)
        assert not set(foreign.values()) & set(given.values())
        assert set(given) - {"HOME", "TMPDIR", "PYTHONPATH"} <= {  # these three are the test's
            *("PATH", "LANG", "TERM", "SSH_CONNECTION", "PWD", "_"),
            *("OPENBLAS_NUM_THREADS", "MALLOC_ARENA_MAX", "PYTHONDONTWRITEBYTECODE"),
        }
        assert os.readlink(f"/proc/{explorer}/cwd") == "/"
        assert limits(explorer) == {
            "Max cpu time": ("1200", "1260"),
            "Max file size": ("0", "0"),
            "Max core file size": ("0", "0"),
            "Max processes": ("400", "400"),
            "Max open files": ("128", "128"),
            "Max address space": ("1000000000", "1000000000"),
        }
    assert server.is_left(LEFT)


def limits(pid: int) -> dict[str, tuple[str, str]]:
    """The limits of a process that are set, soft and hard."""
    lines = Path(f"/proc/{pid}/limits").read_text().splitlines()
    named = {line[:26].strip(): (line[26:47].strip(), line[47:68].strip()) for line in lines}
    ours = ("cpu time", "file size", "core file size", "processes", "open files", "address space")
    return {f"Max {name}": named[f"Max {name}"] for name in ours}


def test_no_key_leads_out_and_no_file_is_left(server: Server) -> None:
    before = files(server.home)
    with visitor(server) as client:
        (explorer,) = server.explorers()
        for key in EVERY_KEY:
            client.type(key + b"\x1b")
            client.read_for(0.01)
        client.type(b"p")  # the palette, or a letter in it
        client.type(b"save\r\x1b\x1b")
        client.read_for(1)
        assert server.explorers() == [explorer]
        others = [command_line(pid) for pid in server.sessions() if pid != explorer]
        assert all(
            re.match(r"(?:^$|sshd: |timeout --foreground |\S+ -P -m calctui.maths)", each) for each in others
        )
        client.type(b"\x11")
        assert client.ended(within=20) == 0
        assert client.is_restored()
    assert server.is_left(LEFT)
    assert files(server.home) == before == []


def test_quitting_ends_the_session(server: Server) -> None:
    with visitor(server) as client:
        client.type(b"qq")
        assert client.ended(within=20) == 0
        assert client.is_restored()
    assert server.is_left(LEFT)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGHUP])
def test_nothing_is_left_of_a_client_that_dies(server: Server, number: signal.Signals) -> None:
    with visitor(server) as client:
        client.process.send_signal(number)
        client.ended(within=5)
        assert server.is_left(LEFT)


def test_who_opens_no_session_is_sent_away(server: Server) -> None:
    command = [word for word in server.ssh(HASTY, "-N", "") if word]
    assert subprocess.run(command, capture_output=True, timeout=20, check=False).returncode == 255
    assert server.is_left(LEFT)


@pytest.mark.parametrize(
    "words",
    [
        ("-T", "cat /etc/passwd"),
        ("-s", "sftp"),
        ("-T", "scp -f /etc/passwd"),
        ("-W", "127.0.0.1:{port}"),
        ("-N", "-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:{port}"),
    ],
    ids=" ".join,
)
def test_there_is_nothing_else(server: Server, words: tuple[str, ...]) -> None:
    asked = [word.format(port=server.port) for word in words]
    command = server.ssh(KIOSK, *(asked if asked[0] in ("-T", "-s") else [*asked, ""]))
    ran = subprocess.run(
        [word for word in command if word],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=20,
        check=False,
    )
    assert ran.returncode != 0
    assert b"root:" not in ran.stdout
    assert b"SSH-2.0" not in ran.stdout
    assert server.is_left(LEFT)


def test_an_ordinary_session(server: Server) -> None:
    command = f"{server.folder}/bin/calctui secant"
    with server.client(ORDINARY, command, LANG="C.UTF-8") as client:
        client.shows("the slope at 1 is 8")
        client.type(b"\x1b[D")
        client.shows("Over a gap of 0.")
        client.type(b"f")
        client.shows("= 3x² + 2x ")
        client.type(b"\x15")
        client.shows("nothing to read")
        client.type("π x²".encode())
        client.shows("= πx²")
        client.type(b"\r")
        client.hides("f = π x²")
        client.resize(120, 40)
        client.shows("calctui secant f='π x²'")
        client.type(b"qq")
        assert client.ended(within=20) == 0
        assert client.is_restored()
    assert server.is_left(LEFT)

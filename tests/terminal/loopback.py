"""An OpenSSH server on the loopback, with the kiosk's files as they are documented, and its clients."""

import contextlib
import getpass
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from watched import Watched

import calctui

DOCUMENTED = Path(__file__).parents[2] / "docs" / "kiosk"
SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
MISSING = [name for name in ("ssh", "ssh-keygen", "prlimit", "timeout") if not shutil.which(name)]
if not SSHD:
    MISSING.append("sshd")

KIOSK, HASTY, ORDINARY = "127.0.0.1", "127.0.0.2", "127.0.0.3"
"""Hosts: a kiosk, one that does not wait for visitors who open no session, and one with a shell."""
SERVER = f"""\
Port {{port}}
ListenAddress {KIOSK}
ListenAddress {HASTY}
ListenAddress {ORDINARY}
HostKey {{folder}}/host
AuthorizedKeysFile {{folder}}/keys
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin yes
AcceptEnv *
Subsystem sftp internal-sftp
Match LocalAddress {HASTY}
    UnusedConnectionTimeout 1s
"""
INSTALLED = """\
#!/bin/sh
HOME={home} TMPDIR={home} PYTHONPATH={source} exec {python} -m calctui "$@"
"""
"""In place of the installed command: this calctui, with a home where every file that it writes is seen."""


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    folder: Path
    process: "subprocess.Popen[bytes]"
    port: int

    @property
    def home(self) -> Path:
        """Of the visitors."""
        return self.folder / "home"

    def ssh(self, host: str, *words: str) -> list[str]:
        """The command line of a client."""
        options = ("StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "LogLevel=ERROR")
        given = [word for option in (*options, "BatchMode=yes") for word in ("-o", option)]
        login = [*("-F", "none", "-e", "none", "-i", str(self.folder / "user")), *given]
        return ["ssh", *login, "-p", str(self.port), *words[:-1], f"{getpass.getuser()}@{host}", *words[-1:]]

    def client(self, host: str, command: str = "", **environ: str) -> Watched:
        """A client on a terminal."""
        send = [word for name in environ for word in ("-o", f"SendEnv={name}")]
        words = self.ssh(host, "-tt", *send, command)
        return Watched([word for word in words if word], {"TERM": "xterm-256color", **environ})

    def sessions(self) -> list[int]:
        """The processes of everybody who is logged in."""
        return family(self.process.pid)[1:]

    def explorers(self) -> list[int]:
        """Those among them that are calctui's screens."""
        return [pid for pid in self.sessions() if "-m calctui " in command_line(pid)]

    def is_left(self, within: float) -> bool:
        """Whether nobody and nothing is left within so many seconds."""
        deadline = time.monotonic() + within
        while self.sessions() and time.monotonic() < deadline:
            time.sleep(0.02)
        return not self.sessions()

    def stop(self) -> None:
        """End the server, and whoever is there."""
        for pid in [*self.sessions(), self.process.pid]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()


def start(folder: Path) -> Server:
    """Install the kiosk in a folder, and start a server for it."""
    for name in ("host", "user"):
        keygen = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(keygen, check=True)
    shutil.copy(folder / "user.pub", folder / "keys")
    (folder / "home").mkdir()
    (folder / "bin").mkdir()
    shutil.copy(DOCUMENTED / "run", folder / "run")
    source = Path(calctui.__file__).parents[1]
    installed = folder / "bin" / "calctui"
    installed.write_text(INSTALLED.format(home=folder / "home", source=source, python=sys.executable))
    installed.chmod(0o755)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = SERVER.format(folder=folder, port=port) + kiosk_block(folder)
    (folder / "sshd_config").write_text(settings)
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # what sshd separates its privileges in
    process = subprocess.Popen(
        [str(SSHD), "-D", "-f", str(folder / "sshd_config"), "-E", str(folder / "log")]
    )
    return Server(folder, process, port)


def kiosk_block(folder: Path) -> str:
    """The documented block: for whoever runs the tests, where it is installed here."""
    block = (DOCUMENTED / "sshd_config").read_text(encoding="utf-8").replace("/opt/calctui", str(folder))
    return re.sub(r"^Match User calc$", f"Match LocalAddress {KIOSK},{HASTY}", block, flags=re.MULTILINE)


def family(pid: int) -> list[int]:
    """A process and its descendants."""
    found = [pid]
    for one in found:  # grows while it is walked
        for path in Path(f"/proc/{one}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                found += map(int, path.read_text().split())
    return found


def command_line(pid: int) -> str:
    """How a process was started; empty once it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def environment(pid: int) -> Mapping[str, str]:
    """What a process was given."""
    text = Path(f"/proc/{pid}/environ").read_text()
    return dict(each.split("=", 1) for each in text.split("\0") if each)

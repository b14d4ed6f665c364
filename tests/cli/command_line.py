"""The command line as the tests run it: in this process, or in one of its own."""

import contextlib
import io
import os
import subprocess
import sys
from typing import NamedTuple

import pytest

from calctui import cli
from calctui.maths.symbolic import Engine


class Ran(NamedTuple):
    status: int
    out: str
    err: str


class Terminal(NamedTuple):
    """Runs the command line in this process, with one engine for all commands."""

    engine: Engine
    patch: pytest.MonkeyPatch

    def run(self, *words: str, stdin: bytes = b"", encoding: str = "utf-8") -> Ran:
        """The streams encode strictly, as those of a process do (stderr escapes what it can't)."""
        out, err = io.BytesIO(), io.BytesIO()
        with self.patch.context() as patch:
            patch.setattr("calctui.maths.symbolic.Engine", lambda: contextlib.nullcontext(self.engine))
            patch.setattr(sys, "argv", ["calctui", *words])
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
            patch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding, write_through=True))
            escaping = io.TextIOWrapper(err, encoding, errors="backslashreplace", write_through=True)
            patch.setattr(sys, "stderr", escaping)
            patch.delenv("LC_ALL", raising=False)
            with pytest.raises(SystemExit) as exited:
                cli.main()
            return Ran(int(exited.value.code or 0), out.getvalue().decode(encoding), err.getvalue().decode())

    def refused(self, *words: str) -> str:
        """The message of a command that must fail: one printable line on stderr, status 2."""
        ran = self.run(*words)
        assert (ran.status, ran.out) == (2, "")
        assert ran.err.startswith("calctui: ")
        assert ran.err.endswith("\n")
        assert ran.err[:-1].isprintable()
        assert len(ran.err) < 200
        return ran.err[len("calctui: ") : -1]


def process(*words: str, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    """A process of its own, in a UTF-8 locale unless told otherwise."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    given = {**kept, "LANG": "C.UTF-8", **environment}
    command = [sys.executable, "-W", "error", "-m", "calctui", *words]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, env=given, check=False)

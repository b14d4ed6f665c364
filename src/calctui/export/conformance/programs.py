"""The programs of pictures, run in a process of their own, and what they print."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

PATIENCE = 120
"""Seconds for all of them."""
_RUN = """
import contextlib, io, json, sys, warnings

warnings.simplefilter("ignore", RuntimeWarning)  # NumPy's, where a function has no value
for program in json.load(sys.stdin):
    out, error = io.StringIO(), ""
    try:
        with contextlib.redirect_stdout(out):
            exec(compile(program, "code", "exec"), {"__name__": "__main__"})
    except BaseException as raised:
        error = f"{type(raised).__name__}: {raised}"
    print(json.dumps([out.getvalue(), error]), flush=True)
"""


@dataclass(frozen=True, slots=True)
class Printed:
    """What a program has printed in lines of a name and a number, or why it has not ended."""

    numbers: Mapping[str, float] = field(default_factory=dict)
    error: str = ""


def run_all(programs: Sequence[str]) -> list[Printed]:
    """Run programs over NumPy, one after the other."""
    command = [sys.executable, "-c", _RUN]
    try:
        ran = subprocess.run(
            command, input=json.dumps(programs), capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        lines = ran.stdout.splitlines()
    except subprocess.TimeoutExpired:
        lines = []
    found = [_read(*json.loads(line)) for line in lines]
    lost = Printed(error=f"it, or one before it, has not ended within {PATIENCE} s, or has ended Python")
    return found + [lost] * (len(programs) - len(found))


def _read(out: str, error: str) -> Printed:
    numbers = {}
    for line in out.splitlines():
        name, _, text = line.rpartition(" ")
        with suppress(ValueError):
            numbers[name.strip()] = float(text)
    return Printed(numbers, error)

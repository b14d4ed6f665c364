"""Lectures for tests: a lecturer in a process of its own, who can be killed, and another person's eyes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534

PROGRAM = """
import sys, time
from itertools import count
from pathlib import Path
from calctui.export.share import Share, Snapshot
share = Share.open(Path(sys.argv[1]))
share.publish(Snapshot("calctui secant", "0"))
print("shared", flush=True)
{then}
"""
RESTING = "time.sleep(60)"
BUSY = """
for number in count():
    share.publish(Snapshot("calctui secant", str(number), f"{number} " * (number * 7 % 500)))
"""


@contextmanager
def lecturer(path: Path, then: str = RESTING) -> Iterator["subprocess.Popen[str]"]:
    """Somebody who shares, until killed."""
    command = [sys.executable, "-c", PROGRAM.format(then=then), str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "shared\n"
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def somebody_else() -> Iterator[bool]:
    """Be another user for a while, where one may; whether one is."""
    if os.geteuid() != 0:
        yield False
        return
    os.seteuid(NOBODY)
    try:
        yield True
    finally:
        os.seteuid(0)


def open_descriptors() -> int:
    """How many files this process has open."""
    return len(os.listdir("/dev/fd"))

"""Processes beside the main one that it talks to by pipes: SymPy's, and the one that draws first."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import calctui


def python(module: str) -> tuple[str, ...]:
    """The command that runs a module of ours."""
    # -P: a `json.py` in the directory where the program was started is not its business.
    return (sys.executable, "-P", "-m", module)


def started(command: Sequence[str]) -> "subprocess.Popen[bytes]":
    """A process with pipes to and from it; raises OSError where none can be started."""
    # A group of its own, so that one signal reaches its children too, and Ctrl+C in a shell neither. No
    # preexec_fn and no inherited stderr: Textual's has no descriptor.
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        process_group=0,
        creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),  # Windows: elsewhere `nice`
        env=_environment(),
    )


def _environment() -> dict[str, str]:
    """Ours, with this same calctui to import, and without threads for NumPy: SymPy's process forks."""
    home = str(Path(calctui.__file__).parents[1])
    path = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))
    single = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return os.environ | single | {"PYTHONPATH": path}

"""The command line: open the explorer, or write what it shows without one. A command or family a file."""

import os
import sys

from calctui import __version__

COMPLETING = "_CALCTUI_COMPLETE"
"""Set where a shell asks which words it may offer."""


def main() -> None:
    """Run the command line; whoever types nothing more waits for none of its commands to load."""
    # Our matrices have a few rows. OpenBLAS starts a thread for every processor, which spins while NumPy
    # loads: 70 ms of another processor, and one thread less for everybody on a shared server.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    words = sys.argv[1:]
    if words == ["--version"]:  # scripts ask for nothing else
        print(f"calctui, version {__version__}")
        sys.exit(0)
    if words or COMPLETING in os.environ:
        from calctui.cli.root import main as run
    else:
        from calctui.cli.alone import main as run
    run()

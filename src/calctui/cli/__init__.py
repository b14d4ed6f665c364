"""The command line: open the explorer, or write what it shows without one. A command or family a file."""

import sys

from calctui import __version__


def main() -> None:
    """Run the command line."""
    if sys.argv[1:] == ["--version"]:  # scripts ask for nothing else: no need to load the commands
        print(f"calctui, version {__version__}")
        sys.exit(0)
    from calctui.cli.root import main as run

    run()

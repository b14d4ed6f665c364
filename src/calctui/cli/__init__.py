"""The command line: open the explorer, or write what it shows without one. A command or family a file."""

from calctui.cli.root import cli, main

__all__ = ["cli", "main"]

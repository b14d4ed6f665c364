"""`calctui` alone, as most people start it: without click, a tenth of the time to the first frame."""

from calctui.cli.ending import ended
from calctui.explorables import catalogue

COMMANDS = frozenset(
    {"check", "completion", "doctor", "follow", "list", "open", "quiz", "record", "show", "text", "tour"}
)
"""The words that are commands."""


def main() -> None:
    """Open the explorer at its first picture."""
    ended(_open)


def _open() -> int:
    from calctui.session.opening import Opening
    from calctui.tui import launch

    catalogue.begin(taken=COMMANDS)
    return launch.run(Opening())

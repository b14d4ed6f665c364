"""Where somebody left off, kept on disk for those who ask for it. Nothing depends on it."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from platformdirs import user_state_path

from calctui.explore.files import replace_file

LARGEST = 10_000
"""Bytes that are read: ours has a few hundred."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """The picture, the text beside it, and the lecture it belonged to."""

    command: str
    reading: str = ""
    lecture: str = ""
    """The lecture's file; empty for none."""
    stop: int = 0


def bookmark_file() -> Path:
    """Where it is kept: `$XDG_STATE_HOME/calctui/last.json`, or as the system has it."""
    return user_state_path("calctui") / "last.json"


def read_bookmark() -> Bookmark | None:
    """What was kept last; None where there is nothing that can be made sense of."""
    try:
        with bookmark_file().open("rb") as file:
            kept = Bookmark(**json.loads(file.read(LARGEST)))
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    words = (kept.command, kept.reading, kept.lecture)
    return kept if all(type(word) is str for word in words) and type(kept.stop) is int else None


def write_bookmark(bookmark: Bookmark) -> None:
    """Keep it.

    Raises:
        OSError: it can't be kept.
    """
    replace_file(bookmark_file(), json.dumps(asdict(bookmark)))

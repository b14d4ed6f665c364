"""Faults of calctui itself: what an exception is and where, in one line, for people and for a report."""

import os
import traceback
from pathlib import Path

LONGEST = 200
"""Characters of an exception's own text."""


def debugging() -> bool:
    """Whether faults are to show their whole traceback: CALCTUI_DEBUG is set."""
    return bool(os.environ.get("CALCTUI_DEBUG"))


def fault(error: BaseException) -> str:
    """The exception and its place, never a value but its own text; nothing that a terminal would obey."""
    what = f"{type(error).__name__}: {error}"
    shown = "".join(each if each.isprintable() else "�" for each in what[:LONGEST])
    where = traceback.extract_tb(error.__traceback__)[-1:]
    return shown + "".join(f" ({Path(frame.filename).name}:{frame.lineno})" for frame in where)

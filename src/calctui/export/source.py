"""The file that makes a picture."""

import inspect
from pathlib import Path

from calctui.explore.explorable import Explorable


def source(state: Explorable) -> tuple[str, str]:
    """The name and the text of the file that makes a picture."""
    file = Path(inspect.getfile(type(state)))
    try:
        return file.name, file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return file.name, "The file is no longer there, or can't be read."

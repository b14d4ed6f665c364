"""Files that are there whole or not at all."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def replace_file(file: Path, text: str) -> None:
    """Write a file anew: whoever reads meanwhile, or after a crash, finds the old one whole or the new one.

    Raises:
        OSError: it can't be written; the old one, if any, is still there.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as written:
            written.write(text)
            written.flush()
            os.fsync(written.fileno())
        os.replace(name, file)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise

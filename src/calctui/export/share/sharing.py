"""The lecturer's end: a file that all may read and nobody else may write, kept at the newest state."""

import errno
import os
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Self

from calctui.explore.errors import SettingError, because, excerpt
from calctui.export.share.files import can_lock, lock, opened, refusal, stands_at
from calctui.export.share.record import MAGIC, Ended, Snapshot, encode

ATTEMPTS = 5
"""Times that a file is made: more are lost to another lecturer only where two begin at once."""


class Share:
    """A file that is written by this process alone, until it closes it or ends."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path = path
        self._handle: int | None = handle
        self._written = b""
        self._told = ""

    @classmethod
    def open(cls, path: Path) -> Self:
        """Begin to share at a path; what an earlier lecture left there is removed.

        Raises:
            SettingError: something else is there, someone shares there, or no file can be made.
        """
        can_lock()
        for _ in range(ATTEMPTS):
            try:
                if (handle := _made(path)) is not None:
                    return cls(path, handle)
                _remove_left(path)
            except OSError as error:
                raise refusal("share at", path, error) from None
        raise _taken(path)

    def publish(self, snapshot: Snapshot) -> str:
        """Let followers see a state: nothing to say, or once why they can't. Never raises OSError."""
        if self._handle is None or (data := encode(snapshot)) == self._written:
            return ""
        told, self._told = self._told, self._put(self._handle, data)
        return self._told if self._told != told else ""

    def _put(self, handle: int, data: bytes) -> str:
        """Write in place, and say what is wrong."""
        try:
            if os.pwrite(handle, data, 0) < len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.ftruncate(handle, len(data))
        except OSError as error:
            self._written = b""
            return f"followers don't see this: {because(error)}"
        self._written = data
        gone = f"{excerpt(str(self.path))} was removed or replaced: nobody new can follow"
        return "" if stands_at(handle, self.path) else gone

    def close(self) -> None:
        """Tell followers that the lecture has ended, and remove the file if it is still this one."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        self._put(handle, encode(Ended()))
        with suppress(OSError):
            if stands_at(handle, self.path):
                os.unlink(self.path)
        os.close(handle)


def _made(path: Path) -> int | None:
    """A new file, locked, for all to read; None where there is something of this name.

    Nobody else can open it before it is locked: whoever locks first writes.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        handle = os.open(path, flags, 0o600)
    except FileExistsError:
        return None
    with ExitStack() as closing:
        closing.callback(os.close, handle)
        try:
            if not (lock(handle) and stands_at(handle, path)):
                return None  # another lecturer took it, being empty, for left behind
            os.fchmod(handle, 0o644)  # whatever the umask says
        except OSError:
            os.unlink(path)
            raise
        closing.pop_all()
    return handle


def _remove_left(path: Path) -> None:
    """Remove what a lecture of this person has left that ended without closing.

    Not written over: somebody may have it open who could write to it.
    """
    if (handle := opened(path)) is None:
        return
    try:
        start = os.pread(handle, len(MAGIC), 0)
        if os.fstat(handle).st_uid != os.geteuid():
            raise SettingError(f"{excerpt(str(path))} belongs to somebody else")
        if start not in (b"", MAGIC):
            raise SettingError(f"{excerpt(str(path))} is a file that no lecture was shared through")
        if not lock(handle):
            raise _taken(path)
        if stands_at(handle, path):
            os.unlink(path)
    finally:
        os.close(handle)


def _taken(path: Path) -> SettingError:
    return SettingError(f"someone shares at {excerpt(str(path))} now")

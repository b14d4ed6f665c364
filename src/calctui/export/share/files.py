"""Opening a shared file without being led elsewhere, and the lock that its writer holds while it lives.

The lock is `flock`'s: it belongs to an open file, so the kernel takes it back however a process ends.
"""

import os
import stat
import time
from pathlib import Path

from calctui.explore.errors import SettingError, because, excerpt

TRIES, PAUSE = 20, 0.01
"""How often a lock is asked for, and seconds in between: a follower's look keeps it for microseconds."""
_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFLNK: "a symbolic link",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
}


def can_lock() -> None:
    """See that this system has the lock.

    Raises:
        SettingError: it has not.
    """
    try:
        import fcntl  # noqa: F401  Windows has none
    except ImportError:
        raise SettingError("sharing and following need Linux or macOS") from None


def opened(path: Path) -> int | None:
    """A descriptor that reads a plain file, or None where there is nothing of this name.

    Raises:
        SettingError: what is there is something else, or can't be read.
    """
    try:
        _refuse_unless_plain(
            path, os.lstat(path).st_mode
        )  # opening a pipe or a device has effects of its own
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise refusal("read", path, error) from None
    try:
        _refuse_unless_plain(path, os.fstat(handle).st_mode)  # it may have been exchanged meanwhile
    except SettingError:
        os.close(handle)
        raise
    return handle


def _refuse_unless_plain(path: Path, mode: int) -> None:
    if not stat.S_ISREG(mode):
        kind = _KINDS.get(stat.S_IFMT(mode), "a device")
        raise SettingError(f"{excerpt(str(path))} is {kind}: a lecture is shared through a plain file")


def refusal(verb: str, path: Path, error: OSError) -> SettingError:
    """What the system would not do, in one line."""
    return SettingError(f"can't {verb} {excerpt(str(path))}: {because(error)}")


def stands_at(handle: int, path: Path) -> bool | None:
    """Whether a path still leads to an open file; None where it leads to nothing that can be seen."""
    try:
        return os.path.samestat(os.lstat(path), os.fstat(handle))
    except OSError:
        return None


def lock(handle: int) -> bool:
    """Take the writer's lock for as long as the file is open; False where somebody else keeps it."""
    import fcntl

    for _ in range(TRIES):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(PAUSE)
        else:
            return True
    return False


def has_writer(handle: int) -> bool:
    """Whether somebody holds the writer's lock; tried by sharing it, and given back at once."""
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    fcntl.flock(handle, fcntl.LOCK_UN)
    return False

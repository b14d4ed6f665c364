"""A follower's end: looks at the shared file, believes nothing in it, and never writes."""

import os
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from calctui.explore.errors import SettingError, excerpt
from calctui.export.share.files import can_lock, has_writer, opened, refusal, stands_at
from calctui.export.share.record import LARGEST, Ended, Record, Snapshot, decode

if TYPE_CHECKING:
    from calctui.explore.explorable import Explorable


class Status(Enum):
    """How a lecture goes, as seen from outside."""

    WAITING = "not begun"
    LIVE = "live"
    ENDED = "ended"
    CRASHED = "broken off"
    REFUSED = "not readable"


@dataclass(frozen=True, slots=True)
class News:
    """What a look has found."""

    status: Status
    snapshot: Snapshot | None
    """The newest that was ever seen."""
    notice: str = ""
    """For people, in one line; empty while the lecture goes on."""


class Shared:
    """A path at which somebody shares, has shared or will share."""

    def __init__(self, path: Path) -> None:
        can_lock()
        self.path = path
        self.newest: Snapshot | None = None
        self._handle: int | None = None
        self._raw = b""
        self._record: Record | None = None
        self._told: News | None = None

    def look(self) -> News | None:
        """What has changed since the last look; None where nothing has. Never raises OSError.

        It reads the whole file each time, which costs no more than asking for its date. The date would
        not do: two writes within one tick of the kernel's clock leave the same.
        """
        try:
            status = self._status()
            notice = self._notice(status)
        except SettingError as error:
            status, notice = Status.REFUSED, str(error)
        except OSError as error:
            status, notice = Status.REFUSED, str(refusal("read", self.path, error))
        news = News(status, self.newest, notice)
        if news == self._told:
            return None
        self._told = news
        return news

    def _status(self) -> Status:
        if self._handle is not None and stands_at(self._handle, self.path) is False:
            self.close()  # a new lecture; a file without a name is followed on
        if self._handle is None:
            self._handle = opened(self.path)
        if self._handle is None:
            return Status.WAITING
        goes_on = has_writer(self._handle)  # asked first: what is read after a writer is gone is its last
        record = self._read(self._handle)
        if record is None:
            return Status.WAITING
        if isinstance(record, Ended):
            return Status.ENDED
        self.newest = record
        return Status.LIVE if goes_on else Status.CRASHED

    def _read(self, handle: int) -> Record | None:
        """The newest whole record of this file; None before the first."""
        raw = os.pread(handle, LARGEST + 1, 0)
        if raw != self._raw:
            try:
                self._record = decode(raw) or self._record
            except SettingError as error:
                raise SettingError(f"can't follow {excerpt(str(self.path))}: {error}") from None
            self._raw = raw
        return self._record

    def _notice(self, status: Status) -> str:
        return {
            Status.WAITING: f"nobody shares at {excerpt(str(self.path))} yet",
            Status.ENDED: "the lecture has ended",
            Status.CRASHED: "the lecture broke off: the lecturer's calctui is gone without ending it",
        }.get(status, "")

    def close(self) -> None:
        """Stop following; a later look begins anew."""
        if self._handle is not None:
            os.close(self._handle)
        self._handle, self._raw, self._record = None, b"", None


def state_of(snapshot: Snapshot) -> "Explorable":
    """The picture that a lecturer shows.

    Raises:
        SettingError: its command opens none; one line says why.
    """
    from calctui.explorables import catalogue  # brings NumPy: not before something is followed

    if not snapshot.command.startswith("calctui "):
        raise SettingError(f"the lecturer's command opens no picture: '{excerpt(snapshot.command)}'")
    return catalogue.state_of(snapshot.command)

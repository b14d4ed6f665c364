"""A lecture in a file: one process writes what it shows there, and many read it on the same machine."""

from calctui.export.share.following import News, Shared, Status, state_of
from calctui.export.share.record import Snapshot
from calctui.export.share.sharing import Share

__all__ = ["News", "Share", "Shared", "Snapshot", "Status", "state_of"]

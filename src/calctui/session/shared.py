"""What others see of a session, and what is said beside what they show."""

from calctui.chapter.document import Document, Listing
from calctui.chapter.tour import headed, settable
from calctui.explore.link import command
from calctui.export.share import Snapshot
from calctui.session.session import Session


def snapshot(session: Session, silent: bool = False) -> Snapshot:
    """What others see: the picture, and the notes to it unless they are to be kept to oneself."""
    line = command(session.state)
    if session.tour is None or silent:
        return Snapshot(line)
    stop = session.tour.stops[session.stop]
    return Snapshot(line, stop.title, stop.notes, f"{session.stop + 1} of {len(session.tour.stops)}")


def page_of(snapshot: Snapshot) -> Document:
    """What a lecturer says, as it was written; notes that can't be set are shown as they are."""
    if not (snapshot.title or snapshot.stop or snapshot.notes):
        return ()
    try:
        settable(snapshot.notes)
        return headed(snapshot.stop, snapshot.title, snapshot.notes)
    except ValueError:
        return (Listing(snapshot.notes),)

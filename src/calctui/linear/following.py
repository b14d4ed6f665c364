"""Following a lecture: what the lecturer shows is said once it has come to rest."""

from dataclasses import replace

from calctui.explore.errors import SettingError
from calctui.export.share import News, Shared, Snapshot, state_of
from calctui.linear.asked import Asked
from calctui.linear.prose import prose
from calctui.linear.talk import Reply, Talk, reply
from calctui.linear.told import opened, since
from calctui.session.shared import page_of

LOOKS_APART = 0.5
"""Seconds between two looks; what changes meanwhile is passed over, for a voice needs its time."""


class Following:
    """A lecture, and what was last heard of it."""

    def __init__(self, shared: Shared, asked: Asked) -> None:
        self._shared, self._asked = shared, asked
        self._pending: News | None = None
        self._said: Snapshot | None = None

    def look(self, talk: Talk) -> Reply | None:
        """What is to be said since the last look; None for nothing, or while it still changes."""
        news = self._shared.look()
        if news or self._pending is None:
            self._pending = news or self._pending
            return None
        pending, self._pending = self._pending, None
        lines = [f"{pending.notice[0].upper()}{pending.notice[1:]}."] if pending.notice else []
        joined = self._joined(talk, pending.snapshot) if pending.snapshot else reply(talk)
        said = (*lines, *joined.lines)
        return replace(joined, lines=said) if said else None

    def _joined(self, talk: Talk, snapshot: Snapshot) -> Reply:
        """With the lecturer's picture; somebody who is on their own is left there, and hears of it."""
        try:
            state = state_of(snapshot)
        except SettingError as error:
            return reply(talk, f"What the lecturer shows can't be said: {error}.")
        if talk.lecturer not in (None, talk.session.state):
            return reply(replace(talk, lecturer=state), "The lecture goes on: return comes back to it.")
        self._asked.spared = (talk.lecturer, state)
        after = replace(talk.shows(talk.session.shown(state)), lecturer=state)
        words, self._said = self._words(snapshot), snapshot
        return reply(after, *words, *(opened(after) if talk.lecturer is None else since(talk, after)))

    def _words(self, snapshot: Snapshot) -> list[str]:
        """What the lecturer says, unless it was said before."""
        before = self._said and replace(self._said, command="")
        return [] if before == replace(snapshot, command="") else list(prose(page_of(snapshot), ()))

    def close(self) -> None:
        """Stop following."""
        self._shared.close()

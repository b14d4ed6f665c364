"""One shows and many see: what is shown here is shared, or what somebody else shows is followed here."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from calctui.explore.errors import SettingError
from calctui.tui.footer import Footer
from calctui.tui.study import Study

if TYPE_CHECKING:
    from calctui.explore.explorable import Explorable
    from calctui.export.share import Snapshot
    from calctui.maths.symbolic import Question
    from calctui.session.session import Session

LOOKS_APART = 0.1
"""Seconds between two looks at a lecture that is followed."""


class Together(Study):
    """Shares its pictures, or shows a lecturer's until somebody changes something here."""

    _shown: "Explorable | None" = None
    """What the lecturer showed when it was last shown here."""
    _said: "Snapshot | None" = None
    """What the lecturer said last, to whatever picture."""
    _lecture = ""
    """How the lecture that is followed goes."""

    def begin(self, session: "Session") -> None:
        """Show the first session, and begin to look."""
        super().begin(session)
        if self.opening.lecture:
            self.query_one(Footer).following = True
            self.set_interval(LOOKS_APART, self._look)

    # Sharing

    def watch_session(self, old: "Session | None", session: "Session | None") -> None:
        """Show the newest session here, and where it is shared."""
        super().watch_session(old, session)
        with self.contained():
            self.publish()

    def publish(self) -> None:
        """Let followers see what is shown here; notes that are hidden here are hidden there."""
        share, session = self.opening.share, self.session
        if share is None or session is None:
            return
        from calctui.session.shared import snapshot

        if why := share.publish(snapshot(session, self.screen.has_class("-silent"))):
            self._tell(f"{why[0].upper()}{why[1:]}.")

    def action_text(self) -> None:
        """Open or close the text, or the notes; followers see notes only while they are open."""
        super().action_text()
        self.publish()

    # Following

    def _look(self) -> None:
        """See what the lecturer shows; somebody who is on their own is left there."""
        lecture = self.opening.lecture
        if lecture is None or not (news := lecture.look()):
            return
        self._lecture = news.status.value
        if news.notice:
            self._tell(f"{news.notice[0].upper()}{news.notice[1:]}.")
        if self.follows:
            with self.contained():
                self._join(news.snapshot)
        elif self.session:
            self._show_panel(self.session)

    @property
    def follows(self) -> bool:
        """Whether what is shown here is what the lecturer showed last."""
        here = self.session and self.session.state
        return self.opening.lecture is not None and self._shown in (None, here)

    def _join(self, snapshot: "Snapshot | None") -> None:
        """Show what the lecturer shows."""
        from calctui.export.share import state_of
        from calctui.session.shared import page_of

        if snapshot is None or self.session is None:
            return
        try:
            self._shown = state_of(snapshot)
        except SettingError as error:
            self._tell(f"Can't be shown: {error}.")
            self._show_panel(self.session)  # it says how the lecture goes
            return
        self.session = self.session.shown(self._shown)
        said = replace(snapshot, command="")
        if said != self._said:  # a page that is shown anew begins at its top
            self._said = said
            self.say(page_of(said))
        self._show_panel(self.session)

    def action_tour(self, by: int) -> None:
        """In a lecture that is followed, come back to the lecturer; in one's own, show the next stop."""
        if self.opening.lecture:
            self._join(self.opening.lecture.newest)
        else:
            super().action_tour(by)

    def status(self, session: "Session") -> str:
        """Whether one follows, or where in one's own lecture one is."""
        if self.opening.lecture is None:
            return super().status(session)
        return f"lecture: {self._lecture}" if self.follows else f"on your own, {self.key('tour(1)')}: back"

    def ask(self, questions: "Mapping[str, Question]") -> None:
        """Ask SymPy, but not for what a lecturer shows: twenty followers would start it twenty times."""
        if not self.follows:
            super().ask(questions)

    def leave(self) -> None:
        """Tell followers that it is over."""
        if self.opening.share:
            self.opening.share.close()
        if self.opening.lecture:
            with suppress(OSError):
                self.opening.lecture.close()

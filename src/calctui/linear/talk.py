"""A moment of the conversation, and what a line that was typed makes of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

from calctui.chapter.document import Link
from calctui.explore.explorable import Explorable
from calctui.export.frame import Frame
from calctui.session.session import Session


@dataclass(frozen=True, kw_only=True)
class Talk:
    """Where the conversation stands."""

    session: Session
    look: Callable[[Explorable], Frame]
    """The frame of a state, waiting for SymPy where it is asked something."""
    kiosk: bool = False
    links: tuple[Link, ...] = ()
    """What `follow 3` opens: the links of what was read or found last."""
    lecturer: Explorable | None = None
    """What is shown elsewhere, where that is followed."""
    over: bool = False

    @property
    def asking(self) -> bool:
        """Whether a question about the picture waits for its guess."""
        game = self.session.game
        return game is not None and game.covers(self.session.state)

    def shows(self, session: Session) -> Self:
        """The same with another session."""
        return replace(self, session=session)

    def frame(self) -> Frame:
        """What there is to be said of the picture; while a question waits for its guess, without answers."""
        shown, game = self.look(self.session.state), self.session.game
        if not (self.asking and game and game.question):
            return shown
        return replace(shown, scene=game.question.cover(shown.scene))


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What became of a line."""

    talk: Talk
    lines: tuple[str, ...] = ()
    """What is said to it, before what has changed in the picture."""
    complete: bool = False
    """Whether that is all, for the lines tell of the changes themselves."""
    verbatim: bool = False
    """Whether the lines are to be copied as they are."""


def reply(talk: Talk, *lines: str) -> Reply:
    """A reply that says these lines."""
    return Reply(talk=talk, lines=lines)

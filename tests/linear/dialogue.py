"""A conversation as the tests hold it: lines go in, and what is said comes out."""

from collections.abc import Iterable

from calctui.explorables.catalogue import state_of
from calctui.explore.explorable import Explorable
from calctui.export.frame import Frame, framed
from calctui.linear.beginning import beginning
from calctui.linear.hearing import heard
from calctui.linear.talk import Talk
from calctui.session.opening import Opening


def unasked(state: Explorable) -> Frame:
    """A frame for which SymPy was not asked."""
    return framed(state, {})


class Dialogue:
    """Somebody who types lines, and all that was said."""

    def __init__(self, command: str = "secant", **opening: object) -> None:
        state = None if opening.keys() & {"bookmark", "quiz", "tour", "lecture"} else state_of(command)
        begun = beginning(Opening(state=state, **opening), unasked)  # type: ignore[arg-type]
        self.talk: Talk = begun.talk
        self.said = list(begun.lines)

    def hear(self, line: str) -> list[str]:
        """What is said to a line."""
        done = heard(self.talk, line)
        self.talk, self.said = done.talk, [*self.said, *done.lines]
        return list(done.lines)

    def all(self, lines: Iterable[str]) -> list[str]:
        """What is said to the last of several lines."""
        last: list[str] = []
        for line in lines:
            last = self.hear(line)
        return last

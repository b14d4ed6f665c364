"""What SymPy is asked on behalf of the conversation: each question once, and waited for."""

from calctui.explore.explorable import Explorable
from calctui.export.frame import PATIENCE, Frame, framed
from calctui.maths.symbolic import Answer, Engine, Question

MOST_ANSWERS = 500
"""Answers kept, oldest given up first: a few kilobytes each."""


class Asked:
    """Makes frames of states."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._answers: dict[Question, Answer] = {}
        self.spared: tuple[Explorable | None, ...] = ()
        """States for which SymPy is not asked: twenty followers would start it twenty times."""

    def frame(self, state: Explorable) -> Frame:
        """The frame of a state, with every answer that there is in time.

        A question that took too long is not asked again: nobody waits twice for nothing.
        """
        questions = state.questions()
        new = {name: asked for name, asked in questions.items() if asked not in self._answers}
        if new and state not in self.spared:
            said = self._engine.answer(new, timeout=PATIENCE)
            self._answers |= {new[name]: answer for name, answer in said.items()}
            while len(self._answers) > MOST_ANSWERS:
                del self._answers[next(iter(self._answers))]
        known = {name: self._answers[asked] for name, asked in questions.items() if asked in self._answers}
        return framed(state, known)

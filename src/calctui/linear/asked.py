"""What SymPy is asked on behalf of the conversation: each question once, and waited for."""

from calctui.explore.explorable import Explorable
from calctui.export.frame import PATIENCE, Frame, framed
from calctui.maths.symbolic import Engine
from calctui.session.answers import Answers


class Asked:
    """Makes frames of states."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._answers = Answers()
        self.spared: tuple[Explorable | None, ...] = ()
        """States for which SymPy is not asked: twenty followers would start it twenty times."""

    def frame(self, state: Explorable) -> Frame:
        """The frame of a state, with every answer that there is in time.

        A question that took too long is not asked again: nobody waits twice for nothing.
        """
        questions = state.questions()
        new = self._answers.unknown(questions)
        if new and state not in self.spared:
            for name, answer in self._engine.answer(new, timeout=PATIENCE).items():
                self._answers.keep(new[name], answer)
        return framed(state, self._answers.known(questions))

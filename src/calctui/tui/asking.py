"""SymPy behind the screen: questions go out, answers arrive as messages, and nothing waits for them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from calctui.session.answers import Answers
from calctui.tui.frugal import Frugal

if TYPE_CHECKING:
    from calctui.maths.symbolic import Answer, Engine, Question


class Asking(Frugal):
    """Asks, and keeps what was answered."""

    _engine: "Engine | None" = None

    class Answered(Message):
        """SymPy has answered."""

        def __init__(self, question: "Question", name: str, answer: "Answer") -> None:
            self.question, self.name, self.answer = question, name, answer
            super().__init__()

    def __init__(self) -> None:
        super().__init__()
        self._answers = Answers()

    def start_engine(self) -> None:
        """Make ready to ask; SymPy itself starts with the first question."""
        from calctui.maths.symbolic import Engine

        self._engine = Engine()

    def stop_engine(self) -> None:
        """End SymPy's process."""
        if self._engine:
            self._engine.stop()

    def known(self, questions: "Mapping[str, Question]") -> "dict[str, Answer]":
        """The answers that are there."""
        return self._answers.known(questions)

    def ask(self, questions: "Mapping[str, Question]") -> None:
        """Ask what is not answered yet."""
        waiting = self._answers.unknown(questions)
        if self._engine and waiting:

            def deliver(name: str, answer: "Answer") -> None:
                self.post_message(self.Answered(waiting[name], name, answer))

            self._engine.ask(waiting, deliver)

    @on(Answered)
    def _answered(self, message: Answered) -> None:
        self._answers.keep(message.question, message.answer)
        self.answered(message.name, message.question)

    def answered(self, name: str, question: "Question") -> None:
        """Show what depends on the answer, if it is still asked."""

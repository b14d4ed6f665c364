"""SymPy behind the screen: questions go out, answers arrive as messages, and nothing waits for them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from calctui.tui.frugal import Frugal

if TYPE_CHECKING:
    from calctui.maths.symbolic import Answer, Engine, Question

MOST_ANSWERS = 500
"""Answers kept, oldest given up first: a few kilobytes each."""


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
        self._answers: dict[Question, Answer] = {}

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
        return {name: self._answers[asked] for name, asked in questions.items() if asked in self._answers}

    def ask(self, questions: "Mapping[str, Question]") -> None:
        """Ask what is not answered yet; an answer counts only for the question it was given to."""
        waiting = {name: asked for name, asked in questions.items() if asked not in self._answers}
        if self._engine and waiting:

            def deliver(name: str, answer: "Answer") -> None:
                self.post_message(self.Answered(waiting[name], name, answer))

            self._engine.ask(waiting, deliver)

    @on(Answered)
    def _answered(self, message: Answered) -> None:
        self._answers[message.question] = message.answer
        if len(self._answers) > MOST_ANSWERS:
            del self._answers[next(iter(self._answers))]
        self.answered(message.name, message.question)

    def answered(self, name: str, question: "Question") -> None:
        """Show what depends on the answer, if it is still asked."""

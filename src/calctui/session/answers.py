"""What SymPy has answered so far, for as long as a session lasts."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from calctui.maths.symbolic import Answer, Question

MOST = 500
"""Answers kept, oldest given up first: a few kilobytes each."""


class Answers:
    """Answers by their questions: one counts only for the question it was given to."""

    def __init__(self) -> None:
        self._kept: dict[Question, Answer] = {}

    def keep(self, question: "Question", answer: "Answer") -> None:
        """Know an answer from now on."""
        self._kept[question] = answer
        if len(self._kept) > MOST:
            del self._kept[next(iter(self._kept))]

    def known(self, questions: "Mapping[str, Question]") -> "dict[str, Answer]":
        """The answers that are there."""
        return {name: self._kept[asked] for name, asked in questions.items() if asked in self._kept}

    def unknown(self, questions: "Mapping[str, Question]") -> "dict[str, Question]":
        """The questions that have no answer yet."""
        return {name: asked for name, asked in questions.items() if asked not in self._kept}

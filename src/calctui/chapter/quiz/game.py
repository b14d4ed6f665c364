"""Guessing, as one frozen value: the question that is open, its verdict, the series and the scores."""

from dataclasses import dataclass, field, replace
from typing import Self

from calctui.chapter.quiz.questions import Question, questions_of
from calctui.chapter.quiz.scores import LENGTH, Best, Score, read_best
from calctui.chapter.quiz.series import series
from calctui.chapter.quiz.verdict import Verdict, judge
from calctui.explore.explorable import Explorable


@dataclass(frozen=True, slots=True)
class Series:
    """Ten questions about a section, or about all."""

    section: str
    seed: int
    questions: tuple[Question, ...]
    verdicts: tuple[Verdict, ...] = ()
    """Of the questions so far."""

    @property
    def finished(self) -> bool:
        """Whether every question has its verdict."""
        return len(self.verdicts) == len(self.questions)

    @property
    def right(self) -> int:
        """How many were right so far."""
        return sum(verdict.right for verdict in self.verdicts)


@dataclass(frozen=True, kw_only=True)
class Game:
    """A moment of it."""

    question: Question | None = None
    """What was asked last."""
    verdict: Verdict | None = None
    """What became of the guess; None until there is one."""
    series: Series | None = None
    score: Score = field(default_factory=Score)
    best: Best = field(default_factory=Best)
    asked: frozenset[tuple[Explorable, str, str]] = frozenset()
    """What was asked already, outside series."""

    def covers(self, state: Explorable) -> bool:
        """Whether a question about this state waits for its guess."""
        return self.question is not None and self.verdict is None and self.question.state == state

    def told(self, state: Explorable) -> str:
        """The verdict on a guess about this state, while it is the newest; else nothing."""
        about = self.question is not None and self.question.state == state
        return self.verdict.sentence if about and self.verdict else ""

    def ask(self, state: Explorable) -> Self:
        """Go on with the series, or ask something of a state: what was not asked before, while there is."""
        if self.series and not self.series.finished:
            return replace(self, question=self.series.questions[len(self.series.verdicts)], verdict=None)
        questions = questions_of(state)
        fresh = [each for each in questions if _identity(each) not in self.asked]
        if not questions:
            return replace(self, question=None, verdict=None)
        question = (fresh or questions)[0]
        forgotten = self.asked if fresh else self.asked - {_identity(each) for each in questions}
        return replace(
            self, question=question, verdict=None, series=None, asked=forgotten | {_identity(question)}
        )

    def begin(self, section: str, seed: int) -> Self:
        """Begin a series and ask its first question."""
        begun = Series(section, seed, series(section, seed, LENGTH))
        return replace(self, series=begun, question=begun.questions[0], verdict=None)

    def guess(self, text: str) -> Self:
        """Judge a guess at the open question and count it.

        Raises:
            SettingError: it can't be read; the question stays open.
        """
        assert self.question is not None, "nothing was asked"
        verdict = judge(self.question, text)
        counted = replace(
            self, verdict=verdict, score=self.score.counted(self.question.section, verdict.right)
        )
        if self.series is None:
            return counted
        grown = replace(self.series, verdicts=(*self.series.verdicts, verdict))
        best = self.best.finished(grown.section, grown.right) if grown.finished else self.best
        return replace(counted, series=grown, best=best)

    def dropped(self) -> Self:
        """Give the open question up, and the series with it; nothing is counted."""
        return replace(self, question=None, verdict=None, series=None)

    @property
    def prompt(self) -> str:
        """The open question, with its place in a series."""
        asked = self.question.prompt if self.question else ""
        if self.series is None:
            return asked
        return f"{len(self.series.verdicts) + 1}/{len(self.series.questions)} {asked}"

    def aware(self) -> Self:
        """The same with the best scores on disk, where they are better."""
        return replace(self, best=read_best().merged(self.best))

    def standing(self) -> str:
        """How it goes, in one line: in the series, or in this session."""
        if self.series is None:
            return f"This session: {self.score.total}."
        done = len(self.series.verdicts)
        return f"{self.series.right} of {done} right, {len(self.series.questions) - done} to go."


def _identity(question: Question) -> tuple[Explorable, str, str]:
    return question.state, question.readout, question.guess.kind

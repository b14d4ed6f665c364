"""Predict, then reveal: questions made from what explorables declare, verdicts in words, and scores."""

from calctui.chapter.quiz.game import Game
from calctui.chapter.quiz.questions import Question, questions_of
from calctui.chapter.quiz.report import report
from calctui.chapter.quiz.scores import LENGTH, Best, Score, best_file, read_best, write_best
from calctui.chapter.quiz.series import series
from calctui.chapter.quiz.verdict import Verdict, judge, wanted

__all__ = [
    "LENGTH",
    "Best",
    "Game",
    "Question",
    "Score",
    "Verdict",
    "best_file",
    "judge",
    "questions_of",
    "read_best",
    "report",
    "series",
    "wanted",
    "write_best",
]

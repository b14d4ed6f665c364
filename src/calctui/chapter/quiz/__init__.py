"""Predict, then reveal: questions made from what explorables declare, verdicts in words, and scores."""

from calctui.chapter.quiz.game import Game
from calctui.chapter.quiz.questions import Question, questions_of
from calctui.chapter.quiz.report import report, summary
from calctui.chapter.quiz.scores import LENGTH, Best, Score, best_file, read_best, write_best
from calctui.chapter.quiz.series import any_seed, series
from calctui.chapter.quiz.verdict import Verdict, judge, wanted

__all__ = [
    "LENGTH",
    "Best",
    "Game",
    "Question",
    "Score",
    "Verdict",
    "any_seed",
    "best_file",
    "judge",
    "questions_of",
    "read_best",
    "report",
    "series",
    "summary",
    "wanted",
    "write_best",
]

"""SymPy, behind a process of its own: questions out, answers in."""

from calctui.maths.symbolic.engine import Engine
from calctui.maths.symbolic.question import LASTING, Answer, Answers, Question, Status

__all__ = ["LASTING", "Answer", "Answers", "Engine", "Question", "Status"]

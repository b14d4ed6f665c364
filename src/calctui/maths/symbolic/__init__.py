"""SymPy, behind a process of its own: questions out, answers in."""

from typing import TYPE_CHECKING, Any

from calctui.maths.symbolic.question import LASTING, Answer, Answers, Question, Status

if TYPE_CHECKING:
    from calctui.maths.symbolic.engine import Engine

__all__ = ["LASTING", "Answer", "Answers", "Engine", "Question", "Status"]


def __getattr__(name: str) -> Any:
    """Load the engine for those who ask, and not for the many who only know of questions."""
    if name != "Engine":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from calctui.maths.symbolic.engine import Engine

    return Engine

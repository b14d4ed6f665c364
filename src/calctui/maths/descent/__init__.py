"""Descent: what is minimised, the methods that do it, their paths, and the word for how a path goes.

One method a file, each a pure `init` and `step` with the state threaded through. The rules and defaults
are those of torch.optim, so that a student who copies the code gets the same path.
"""

from calctui.maths.descent.method import Local, Method, NoStep
from calctui.maths.descent.objective import Objective
from calctui.maths.descent.run import METHODS, End, Path, path, steps_to_tolerance
from calctui.maths.descent.verdict import Verdict, verdict

__all__ = [
    "METHODS",
    "End",
    "Local",
    "Method",
    "NoStep",
    "Objective",
    "Path",
    "Verdict",
    "path",
    "steps_to_tolerance",
    "verdict",
]

"""The derivation of a derivative, one textbook rule a step.

`rules` says which rule takes a part apart; `steps` unfolds a formula by them; `tidy` writes what comes out
as a textbook does; `workings` is the graph that all of it stands in.
"""

from calctui.maths.derivation.rules import RULES, Rule
from calctui.maths.derivation.steps import NOTATIONS, Step, derivation, used

__all__ = ["NOTATIONS", "RULES", "Rule", "Step", "derivation", "used"]

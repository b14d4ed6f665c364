"""Limits of functions of one variable: found from numbers alone, then sharpened by SymPy's answers."""

from calctui.maths.limits.agreement import confirmed
from calctui.maths.limits.epsilon import delta
from calctui.maths.limits.nearing import approach
from calctui.maths.limits.result import Behaviour, Limit, Place, Side

__all__ = ["Behaviour", "Limit", "Place", "Side", "approach", "confirmed", "delta"]

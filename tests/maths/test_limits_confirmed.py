"""Limits from numbers and SymPy together: no answer of SymPy's makes one wrong, and most become exact."""

import pytest
from limit_table import TABLE, UNTOLD, right_or_unclear, sides

from calctui.maths.limits import Behaviour, Limit, approach, confirmed
from calctui.maths.parser import parse
from calctui.maths.symbolic.question import Answer, Direction, Question
from calctui.maths.symbolic.solve import solve

STILL_UNTOLD = {
    "tanh(1e20 (x-1))", "sqrt(sin(1/x))", "sin(1/x) ln|x|", "|x|^0.001 sin(1/x)", "1000(1-|x-1|^0.001)",
    "e^(1/x^4)",
}  # fmt: skip
INEXACT = STILL_UNTOLD | {
    "tan x", "sin(x)/(x-π)", "floor(sin(1/x))", "cos(1/x)/x", "(1+sin(1/x))/x", "(2+sin(1/x))/x", "tan(1/x)"
}  # fmt: skip
"""Where SymPy finds nothing, or takes 3.14159… for the decimal that it is."""


def asked(text: str, x: float, side: Direction) -> Answer | None:
    """SymPy's last answer; it may also raise, which ends the child and not the program."""
    try:
        return list(solve(Question("limit", parse(text), "x", at=float(x), side=side)))[-1]
    except Exception:
        return None


@pytest.mark.parametrize(("text", "x", "left", "right"), TABLE)
def test_textbook_limits_with_sympy(text: str, x: float, left: float | str, right: float | str) -> None:
    limit: Limit = approach(parse(text), "x", {"x": x})
    limit = confirmed(limit, asked(text, x, "-"), asked(text, x, "+"))
    for side, true in sides(limit, left, right):
        assert right_or_unclear(side, true)
        assert (side.behaviour is Behaviour.UNCLEAR) <= (text in STILL_UNTOLD)
        assert side.exact or side.behaviour is Behaviour.ABSENT or text in INEXACT
    assert STILL_UNTOLD <= UNTOLD

"""Textbook limits, as (formula, point, from the left, from the right): numbers, ABSENT or SWINGS."""

import math
from collections.abc import Iterator

from calctui.maths.limits import Behaviour, Limit, Side

INF, E, PI = math.inf, math.e, math.pi
ABSENT, SWINGS = "absent", "swings"

TABLE: tuple[tuple[str, float, float | str, float | str], ...] = (
    ("(x^2-4)/(x-2)", 2, 4, 4),
    ("(x^3-8)/(x-2)", 2, 12, 12),
    ("(x^100-1)/(x-1)", 1, 100, 100),
    ("(x^2-5x+6)/(x^2-9)", 3, 1 / 6, 1 / 6),
    ("(x^2-0.01)/(x-0.1)", 0.1, 0.2, 0.2),
    ("(x^2-1e20)/(x-1e10)", 1e10, 2e10, 2e10),
    ("(x-0.1)/|x-0.1|", 0.1, -1, 1),
    ("sin(x)/x", 0, 1, 1),
    ("sin(x)/|x|", 0, -1, 1),
    ("sin(1e6 x)/x", 0, 1e6, 1e6),
    ("sin(3x)/sin(5x)", 0, 0.6, 0.6),
    ("sin(x)/(x-π)", PI, -1, -1),
    ("(1-cos x)/x^2", 0, 0.5, 0.5),
    ("(1-cos x)/x^4", 0, INF, INF),
    ("1/(1-cos x)", 0, INF, INF),
    ("(tan x - sin x)/x^3", 0, 0.5, 0.5),
    ("(sin x - x)/x^3", 0, -1 / 6, -1 / 6),
    ("(6sin x - 6x + x^3)/x^5", 0, 0.05, 0.05),
    ("(asin x - x)/x^3", 0, 1 / 6, 1 / 6),
    ("1/x - 1/sin x", 0, 0, 0),
    ("(e^x-1-x)/x^2", 0, 0.5, 0.5),
    ("(e^x-e^-x)/sin x", 0, 2, 2),
    ("1/(e^x-1) - 1/x", 0, -0.5, -0.5),
    ("(ln(1+x)-x)/x^2", 0, -0.5, -0.5),
    ("ln(x)/(x-1)", 1, 1, 1),
    ("1/(x-1) - 1/ln x", 1, -0.5, -0.5),
    ("ln(cos x)/x^2", 0, -0.5, -0.5),
    ("(2^x-3^x)/x", 0, math.log(2 / 3), math.log(2 / 3)),
    ("(1+x)^(1/x)", 0, E, E),
    ("(1+x)^(2/x)", 0, E**2, E**2),
    ("(cos x)^(1/x^2)", 0, E**-0.5, E**-0.5),
    ("(sqrt(1+x)-1)/x", 0, 0.5, 0.5),
    ("(sqrt(x)-2)/(x-4)", 4, 0.25, 0.25),
    ("erf(x)/x", 0, 2 / math.sqrt(PI), 2 / math.sqrt(PI)),
    ("gelu(x)/x", 0, 0.5, 0.5),
    ("relu(x)/x", 0, 0, 1),
    ("x^2/x^2", 0, 1, 1),
    ("|x|/x", 0, -1, 1),
    ("x/|x| x", 0, 0, 0),
    ("(x-2)^2/|x-2|", 2, 0, 0),
    ("sign x", 0, -1, 1),
    ("sign(x)^2", 0, 1, 1),
    ("floor x", 2, 1, 2),
    ("floor x", 2.5, 2, 2),
    ("floor(1/x) x", 0, 1, 1),
    ("cbrt x", 0, 0, 0),
    ("cbrt(x-2)", 2, 0, 0),
    ("(x-2)^(1/3)", 2, ABSENT, 0),
    ("|x|^0.1", 0, 0, 0),
    ("|x-2|^0.1 + 3", 2, 3, 3),
    ("1000(1-|x|^0.001)", 0, 1000, 1000),
    ("1000(1-|x-1|^0.001)", 1, 1000, 1000),
    ("x^-0.01", 0, ABSENT, INF),
    ("x^(1/3)", 0, ABSENT, 0),
    ("sqrt x", 0, ABSENT, 0),
    ("ln x", 0, ABSENT, -INF),
    ("x ln x", 0, ABSENT, 0),
    ("x^3 ln|x|", 0, 0, 0),
    ("x^x", 0, ABSENT, 1),
    ("asin x", 1, PI / 2, ABSENT),
    ("sqrt(-1-x^2)", 0, ABSENT, ABSENT),
    ("ln(x-1e-50)", 0, ABSENT, ABSENT),
    ("1/(x-x)", 3, ABSENT, ABSENT),
    ("1/x", 0, -INF, INF),
    ("1/x^2", 0, INF, INF),
    ("tan x", PI / 2, INF, -INF),
    ("ln|sin x|", 0, -INF, -INF),
    ("ln|x-2|", 2, -INF, -INF),
    ("ln|ln|x||", 0, INF, INF),
    ("1/ln|x|", 0, 0, 0),
    ("1/ln|x-2|", 2, 0, 0),
    ("1 + 1/ln|x|", 0, 1, 1),
    ("atan(1/x)", 0, -PI / 2, PI / 2),
    ("e^(1/x)", 0, 0, INF),
    ("x e^(1/x)", 0, 0, INF),
    ("e^(1/x^4)", 0, INF, INF),
    ("e^(-1/x^2)", 0, 0, 0),
    ("1/(1+e^(1/x))", 0, 1, 0),
    ("e^(1/x)/(1+e^(1/x))", 0, 0, 1),
    ("sqrt(x^2+1e-30)/x", 0, -INF, INF),
    ("tanh(1e20 x)", 0, 0, 0),
    ("tanh(1e20 (x-1))", 1, 0, 0),
    ("1/(x^2+1e-40)", 0, 1e40, 1e40),
    ("sin(x)/x/(x^2+1e-40)", 0, 1e40, 1e40),
    ("sin(1/x)", 0, SWINGS, SWINGS),
    ("sin(1/(x-2))", 2, SWINGS, SWINGS),
    ("sin(π/x)", 0, SWINGS, SWINGS),
    ("sin(ln|x|)", 0, SWINGS, SWINGS),
    ("0.1 + 1e-12 sin(1/x)", 0, SWINGS, SWINGS),
    ("floor(sin(1/x))", 0, SWINGS, SWINGS),
    ("cos(1/x)/x", 0, SWINGS, SWINGS),
    ("tan(1/x)", 0, SWINGS, SWINGS),
    ("sqrt(sin(1/x))", 0, SWINGS, SWINGS),
    ("sin(1/x) ln|x|", 0, SWINGS, SWINGS),
    ("(1+sin(1/x))/x", 0, SWINGS, SWINGS),
    ("(2+sin(1/x))/x", 0, -INF, INF),
    ("x sin(1/x)", 0, 0, 0),
    ("x^2 sin(1/x)", 0, 0, 0),
    ("x cos(1/x) + 3", 0, 3, 3),
    ("|x|^0.1 sin(1/x)", 0, 0, 0),
    ("|x|^0.001 sin(1/x)", 0, 0, 0),
    ("sin(1/x)/ln|x|", 0, 0, 0),
)

UNTOLD = frozenset({
    "1/ln|x|", "1/ln|x-2|", "1 + 1/ln|x|", "ln|ln|x||", "1000(1-|x|^0.001)", "1000(1-|x-1|^0.001)",
    "e^(1/x^4)", "|x-2|^0.1 + 3", "tanh(1e20 (x-1))", "sin(x)/x/(x^2+1e-40)", "tan(1/x)",
    "sqrt(sin(1/x))", "sin(1/x) ln|x|", "|x|^0.1 sin(1/x)", "|x|^0.001 sin(1/x)", "sin(1/x)/ln|x|",
})  # fmt: skip
"""What numbers alone can't tell; all else they must."""


def sides(limit: Limit, left: float | str, right: float | str) -> Iterator[tuple[Side, float | str]]:
    """Each side with what is true of it."""
    yield limit.left, left
    yield limit.right, right


def right_or_unclear(side: Side, true: float | str) -> bool:
    """Whether a side says what is true, to all the digits it claims, or nothing."""
    match side.behaviour:
        case Behaviour.UNCLEAR:
            return True
        case Behaviour.TENDS:
            return isinstance(true, float | int) and abs(side.value - true) <= side.error + 4e-16 * abs(true)
        case Behaviour.GROWS | Behaviour.FALLS:
            return side.value == true
        case Behaviour.OSCILLATES:
            return true == SWINGS
        case Behaviour.ABSENT:
            return true == ABSENT

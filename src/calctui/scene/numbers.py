"""Numbers as people read them, and as readouts carry them."""

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from calctui.scene.scene import Value


DUST = 12
"""Significant digits of a float that are no rounding of what was computed."""
LONGEST = 1e9
"""Whole numbers below this are written out: 1000001 says more than 1e6."""


def readout_number(value: float) -> float | str:
    """What a readout carries: the number, or the word for what is none.

    A NaN means that the function has no value there: `"undefined"`. An infinity means that the value is too
    large for a float: `"inf"` or `"-inf"`.
    """
    value = float(value)
    if math.isnan(value):
        return "undefined"
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    return value + 0.0  # no minus zero: it would read as a sign that means something


def number(value: float, digits: int = 6) -> str:
    """Write a number with up to `digits` significant digits and no dust: 8.003, 0.25, 1e-12."""
    word = readout_number(value)
    if isinstance(word, str):
        return word
    if word == 0:
        return "0"
    # By way of twelve digits: two halves of a unit that differ by rounding alone are written alike.
    word = canonical(word) if digits < DUST else word
    text = f"{word:.{digits}g}"
    if "e" in text and 1 <= abs(word) < LONGEST:
        return f"{word:.0f}"
    if "e" in text:
        mantissa, exponent = text.split("e")
        return f"{mantissa}e{int(exponent)}"
    return text


def fit(value: float, room: int, digits: int = 6) -> str:
    """Write a number with as many of `digits` significant digits as there is room for."""
    for fewer in range(digits, 1, -1):
        text = number(value, fewer)
        if len(text) <= room:
            return text
    return number(value, 1)


def cell_text(cell: float | str, room: int) -> str:
    """What stands in a cell of a table; a dash where there is no number."""
    if isinstance(cell, str):
        return cell
    return fit(cell, room) if math.isfinite(cell) else "-"


def plain(value: float) -> str:
    """Write a float so that reading it gives the same float back, without a trailing `.0`."""
    text = repr(float(value) + 0.0)
    return text.removesuffix(".0")


def canonical(value: float) -> float:
    """The float a person means by a stepped value: 0.3, not 0.30000000000000004."""
    return float(f"{value:.{DUST}g}") + 0.0


def words(value: "Value", digits: int = 6) -> str:
    """Write what a readout carries: numbers rounded, lists as `-0.5 valley, 2 peak`, words as they are."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        inner = " " if value and not isinstance(value[0], list) else ", "
        return inner.join(words(each, digits) for each in value) or "none"
    return number(value, digits)

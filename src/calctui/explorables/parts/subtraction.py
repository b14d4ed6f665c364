"""A difference quotient as it is worked out on paper: digits that cancel, digits that are left."""

import math
from decimal import Decimal
from typing import Any

from calctui.maths.differences import digits_left, shared_digits
from calctui.scene import Cell, Outline, Role, Row
from calctui.scene.numbers import number

PLAIN = range(-3, 7)
"""Decimal exponents of numbers that are written without one."""
SPARE = 2
"""A slope is written with so many digits less than its type can need: with as many as it has for sure."""
Parted = tuple[str, str]
"""A number's text: the digits that cancel or agree, and those that follow."""


def subtraction(names: Parted, ends: tuple[Any, Any], gap: str, slopes: tuple[Any, Any]) -> Outline:
    """Two numbers below each other, their difference, that over the gap, and the slope as it is.

    Args:
        names: of the two numbers, the second of which is subtracted from the first.
        ends: both, scalars of one type.
        gap: what the difference is divided by.
        slopes: the estimate and the true slope, scalars of the same type.
    """
    upper, lower, rest = _below(*ends)
    gone, left = shared_digits(*ends), round(digits_left(*ends))
    rows = (
        _row(names[0], upper, Role.GUIDE, Role.LIT),
        _row(f"− {names[1]}", lower, Role.GUIDE, Role.LIT),
        _row(f"{gone} gone, {left} left" if left else "none left", rest, Role.GUIDE, Role.LIT),
        *_slopes(gap, slopes),
    )
    return Outline(rows, title="digits that cancel, digits that are left")


def nothing_subtracted(imaginary: Any, gap: str, slopes: tuple[Any, Any]) -> Outline:
    """The same for a complex step, which only divides."""
    text = number(imaginary, shared_digits(imaginary, imaginary))
    rows = (_row("Im f(x + ih)", (text, ""), Role.LIT, Role.LIT), *_slopes(gap, slopes))
    return Outline(rows, title="nothing is subtracted, so nothing cancels")


def _slopes(gap: str, slopes: tuple[Any, Any]) -> tuple[Row, Row]:
    """The estimate above what it ought to be; what differs stands apart."""
    estimate, exact, _ = _below(*slopes, SPARE)
    right = shared_digits(*slopes) if all(map(math.isfinite, slopes)) else 0
    name = f"÷ {gap}, {right} right" if right else f"÷ {gap}"
    return _row(name, estimate, Role.SECANT, Role.ERROR), _row(
        "true slope", exact, Role.TANGENT, Role.TANGENT
    )


def _row(name: str, parts: Parted, first: Role, then: Role) -> Row:
    return Row((Cell(name), Cell(parts[0], first), Cell(parts[1], then)))


def _below(u: Any, v: Any, spare: int = 0) -> tuple[Parted, Parted, Parted]:
    """Two numbers and their exact difference, point below point, cut behind the digits that u and v share.

    Numbers that are none are only named.
    """
    if not (math.isfinite(u) and math.isfinite(v)):
        return (number(u), ""), (number(v), ""), ("no number", "")
    values = [Decimal(float(u)), Decimal(float(v))]
    exponent = max(value.adjusted() for value in values) if any(values) else 0
    shift = 0 if exponent in PLAIN else exponent
    decimals = max(shared_digits(u, u) - spare - 1 - exponent + shift, 0)
    texts = [f"{each.scaleb(-shift):.{decimals}f}" for each in (*values, values[0] - values[1])]
    width = max(map(len, texts[:2] if spare else texts))
    cut = _cut(width - decimals - 1, exponent - shift, shared_digits(u, v))
    parts = [(text.rjust(width)[:cut], text.rjust(width)[cut:] + f"e{shift}" * bool(shift)) for text in texts]
    return parts[0], parts[1], parts[2]


def _cut(whole: int, exponent: int, shared: int) -> int:
    """Behind which character so many leading digits end, for `whole` characters before the point."""
    if not shared:
        return 0
    lowest = exponent + 1 - shared
    return whole - lowest if lowest >= 0 else whole + 1 - lowest

"""When a guess counts, and which answers can be guessed at all."""

import math

TOLERANCE = 0.05
"""A number is right within this share of the answer."""
LEAST, MOST = 1e-3, 1e6
"""Sizes of the numbers that are asked for. Where the answer is 0, what is at most the least is right."""
TINY, HUGE = 1e-100, 1e100
"""Between these lie the magnitudes that are asked for: far within what can be typed."""
FACTOR = 3.0
"""A magnitude is right within this factor."""
DUST = 1e-12
"""What is smaller than this share of a scene's largest number may be rounding, and its sign chance."""
ROUNDING = 1e-9
"""Numbers that differ by this share are the same: a guess at the very edge is right."""


def near(guess: float, answer: float) -> bool:
    """Whether a number is right."""
    allowed = TOLERANCE * abs(answer) * (1 + ROUNDING) if answer else LEAST
    return abs(guess - answer) <= allowed


def apart(guess: float, answer: float) -> float:
    """By which factor the sizes of two numbers differ, 1 or more; infinite where one is 0."""
    small, large = sorted((abs(guess), abs(answer)))
    return large / small if small else math.inf


def alike(guess: float, answer: float) -> bool:
    """Whether a magnitude is right, whatever the sign."""
    return apart(guess, answer) <= FACTOR * (1 + ROUNDING)


def plain(answer: float) -> bool:
    """Whether a number can be worked out and typed: 0, or of a size that needs no exponent."""
    return answer == 0 or LEAST <= abs(answer) < MOST


def sized(answer: float) -> bool:
    """Whether a magnitude can be guessed and typed."""
    return TINY <= abs(answer) <= HUGE


def solid(answer: float, largest: float) -> bool:
    """Whether a number beside others up to `largest` is more than rounding may have left."""
    return abs(answer) > DUST * abs(largest)

"""The names a formula may use: functions, constants, and how people also write them."""

import math

from calctui.maths.primitives import PRIMITIVES

CONSTANTS = {"pi": math.pi, "e": math.e, "tau": math.tau}

ALIASES = {
    "log": "ln", "sgn": "sign", "logistic": "sigmoid", "expit": "sigmoid", "swish": "silu",
    "arcsin": "asin", "arccos": "acos", "arctan": "atan", "ceiling": "ceil", "heaviside": "step",
}  # fmt: skip
"""Other spellings of functions in the table."""

SIGNS = {"π": "pi", "ℯ": "e", "τ": "tau"}
"""Single characters that stand for a constant."""

RADICALS = {"√": "sqrt", "∛": "cbrt"}

INVERSES = {"sin": "asin", "cos": "acos", "tan": "atan"}
"""What `sin^-1 x` means."""

MISNOMERS = {
    "inf": "infinity is not a number", "nan": "a formula is made of real numbers",
    "sine": "did you mean sin?", "cosine": "did you mean cos?", "tangent": "did you mean tan?",
}  # fmt: skip
"""Words that would read as a product of letters, or as a function they are not."""

OPERATORS = frozenset({"identity", "add", "sub", "mul", "div", "pow", "neg"})
"""Primitives that are written as signs, not called by name."""

FUNCTIONS = frozenset(PRIMITIVES) - OPERATORS | frozenset(ALIASES) | {"softmax"}
"""Every name that can be called."""

MOST_ARGUMENTS = 6
"""For min, max and softmax: more can't be told apart on a screen."""

ARGUMENTS = {"min": (2, MOST_ARGUMENTS), "max": (2, MOST_ARGUMENTS), "softmax": (1, MOST_ARGUMENTS),
             "log": (1, 2), "leaky_relu": (1, 2)}  # fmt: skip
"""How many arguments a function takes, where that is not exactly one."""


def is_letter(char: str) -> bool:
    """Whether a character can stand in a name: Latin and Greek letters."""
    return ("a" <= char <= "z") or ("A" <= char <= "Z") or ("α" <= char <= "ω") or ("Α" <= char <= "Ω")

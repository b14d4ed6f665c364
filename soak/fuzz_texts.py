"""Random texts: formulas as people type them, the same spoilt, and what else a setting may be given."""

from collections.abc import Sequence
from random import Random

from calctui.maths.names import ARGUMENTS, FUNCTIONS

LETTERS = ("x", "x", "x", "x", "x", "y", "y", "a", "θ", "k", "d", "f", "σ")
CONSTANTS = ("π", "e", "tau", "pi")
NUMBERS = ("0", "1", "2", "3", "10", "0.5", ".25", "7.", "1e3", "2.5e-3", "12345678.9", "1e-9")
SIGNS = (" + ", " - ", "*", "/", "·", "×", "÷", "−", " ", "+", "-")
ONE_ARGUMENT = tuple(sorted(FUNCTIONS - set(ARGUMENTS)))
GROWN = (
    "FSF", "FSF", "FSF", "(F)S(F)", "(F)(F)", "N(F)", "G(F)", "G(F)", "G L", "G N L", "G²(F)", "G^2 L",
    "min(F, F)", "max(F, F, F)", "leaky_relu(F, N)", "log(F, N)", "softmax(F, F)", "(F)^N", "(F)²", "(F)⁻¹",
    "L^F", "L^N", "e^(F)", "e^-L", "|F|", "|L|", "-F", "+F", "√(F)", "√L", "∛(F)", "NL", "NL²", "L(F)",
)  # fmt: skip
"""Ways to make a formula larger: F a formula, G a function, L a letter, N a number, S a sign."""
STEPS = (
    "g = F; g^2 + L", "u = F; v = u·L; v - u", "h = F; FSh", "p = F; q = F", "height = F\n2height",
    "d = F; delta = F; (d)/delta", "λ = F; F; λ²",
)  # fmt: skip
PIECES = (
    *ONE_ARGUMENT, "d/dx", "f(x)=", "softmax(", "g=", "1e", "**", "==", "lambda", "__import__", "import os",
    "inf", "nan", "1e400", "9^9^9^9", "10^400", "0/0", "()", "((((", "||", "x^", ";", "\n", "½", "∞", "∫",
    "x.__class__", "[red]", "[@click=app.quit]", "\x1b[31m", "\x00", "\u202e", "\u200b", "\ud800", "🙂", "х",
    "ｘ", "３", "٣", "²³", "⁻", "σ", "→", "_1", "₁", "'", '"', "\\frac{x}{2}", "%", "!", "<", ",", ".", ":",
    "#", "é", "ê", "\t", "\u3000", "\u2028", "\x9b", "\x7f", "ℯ", "E", "I", "j", "ß", "ﬁ", "Ⅷ", "𝑥", "ͅ",
)  # fmt: skip
"""What gets into a text by mistake, by paste or by malice."""
MOST = 450
"""Characters: a few more than the parser takes."""


def formula(rng: Random, depth: int = 3, letters: Sequence[str] = LETTERS) -> str:
    """A formula over every function, sign and bracket; some mean nothing and are refused."""
    if depth == 0 or rng.random() < 0.15:
        return rng.choice(rng.choice((letters, letters, CONSTANTS, NUMBERS)))
    return _filled(rng, rng.choice(GROWN), depth - 1, letters)


def program(rng: Random) -> str:
    """A formula, or one in named steps."""
    if rng.random() < 0.75:
        return formula(rng, rng.choice((1, 2, 3, 3, 4)))
    return _filled(rng, rng.choice(STEPS), 2, LETTERS)


def _filled(rng: Random, template: str, depth: int, letters: Sequence[str]) -> str:
    """A template with something in each of its places."""
    parts = []
    for char in template:
        if char == "F":
            parts.append(formula(rng, depth, letters))
        else:
            among = {"G": ONE_ARGUMENT, "L": letters, "N": NUMBERS, "S": SIGNS}.get(char)
            parts.append(rng.choice(among) if among else char)
    return "".join(parts)


def spoilt(rng: Random, text: str) -> str:
    """A text after one to three accidents."""
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        text = _accident(rng, text)
    return text[:MOST]


def _accident(rng: Random, text: str) -> str:
    """A text with something left out, doubled, exchanged, put in, cut off or piled up."""
    start = rng.randint(0, len(text))
    stop = min(start + rng.choice((1, 1, 2, 5)), len(text))
    before, piece, after = text[:start], text[start:stop], text[stop:]
    strange = chr(rng.randrange(rng.choice((128, 0x3000, 0x11_0000))))
    brackets = rng.choice((1, 2, 45))
    return rng.choice(
        (
            before + after,
            before + piece * rng.choice((2, 2, 3, 60)) + after,
            before + rng.choice(PIECES) + after,
            before + rng.choice(PIECES) + piece + after,
            before + piece[::-1] + after,
            before + piece.swapcase() + after,
            before + strange + after,
            rng.choice((before, after)),
            "(" * brackets + text + ")" * brackets,
        )
    )


def garbage(rng: Random) -> str:
    """A text that nobody would type, or a formula that was spoilt."""
    if rng.random() < 0.9:
        return spoilt(rng, program(rng))
    return "".join(rng.choice(PIECES) for _ in range(rng.randint(0, 12)))


def value(rng: Random) -> str:
    """What might be typed in place of a number, a point, a choice or a formula."""
    numbers = [
        rng.choice((*NUMBERS, "-1", "pi/4", "1e308", "1e-320", "-1e308", "nan", "inf", "9" * 31, "10^400"))
        for _ in range(rng.choice((1, 1, 2, 3, 9)))
    ]
    names = rng.choice((("",), ("x=", "y="), ("w=", "x=", "b=")))
    text = ", ".join(rng.choice(names) + number for number in numbers)
    made = rng.choice((text, text, repr(rng.uniform(-10, 10)), program(rng), garbage(rng)))
    return spoilt(rng, made) if rng.random() < 0.3 else made

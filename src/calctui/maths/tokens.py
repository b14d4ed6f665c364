"""From characters to tokens: numbers, names, signs and superscript powers, each with its column."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum, auto

from calctui.maths.expression import ExpressionError
from calctui.maths.names import CONSTANTS, FUNCTIONS, MISNOMERS, RADICALS, SIGNS, is_letter
from calctui.maths.spelling import nearest

MAX_TOKENS = 250
"""More than a person types or a picture explains; keeps every later step short."""
MAX_DIGITS = 30
"""A float holds 17 significant digits; more than 30 is not a number that somebody means."""
LONGEST_SHOWN = 24
"""Characters of a name in a message: a message is one line."""
UNKNOWN_LETTERS = 2
"""A run such as `kx` or `ab` is a product; with more unknown letters it is a misspelt name."""


class Kind(StrEnum):
    """What a token is."""

    NUMBER = auto()
    NAME = auto()
    RADICAL = auto()
    POWER = auto()
    SIGN = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a formula."""

    kind: Kind
    text: str
    column: int
    """Where it starts, from 1."""
    value: float = 0.0
    """Of a number or a superscript power."""


_SIGNS = dict.fromkeys("+-*/^(),|=", "") | {
    "·": "*", "⋅": "*", "×": "*", "∙": "*", "∗": "*", "÷": "/", "∕": "/", "−": "-", "–": "-",
    "（": "(", "）": ")",
}  # fmt: skip
_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-", strict=True))
_NUMBER = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)

_HINTS = (
    ("'’′", "write the function itself: its derivative is worked out here"),
    ("\"`“”", "a formula holds no text"),
    ("<>≤≥", "comparisons are not formulas; step(x), min and max can stand in"),
    ("!", "the factorial is not a function of a real number"),
    ("%", "write a percentage as a number, such as 0.05"),
    ("{}[]\\$", "write (x^2)/2, not LaTeX; brackets are round"),
    ("½¼¾⅓⅔", "write a fraction as 1/2"),
    ("∞", "infinity is not a number"),
    ("∫∂∇Σ∑∏", "write the function itself; calctui does the calculus"),
    ("ôûîêâŷ", "press ^ and then space, or write ** for a power"),
    ("_₀₁₂₃₄₅₆₇₈₉", "names are single letters, without an index"),
    (".", "a dot stands only inside a number, such as 0.5"),
    (":", "name a step with =, such as g = w*x"),
)  # fmt: skip


def tokenize(text: str, start: int, words: Collection[str]) -> list[Token]:
    """Split `text`, whose first character stands at column `start`, into tokens and a closing END.

    Args:
        text: one statement.
        start: the column of its first character.
        words: names in use besides functions and constants: variables and earlier steps.

    Raises:
        ExpressionError: a character or name that no formula can hold, or more than MAX_TOKENS.
    """
    tokens: list[Token] = []
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        found, place = _next(text, place, start, words)
        tokens.extend(found)
        if len(tokens) > MAX_TOKENS:
            raise ExpressionError("the formula is too long", start + place, f"at most {MAX_TOKENS} parts")
    return [*tokens, Token(Kind.END, "", start + len(text.rstrip()))]


def _next(text: str, place: int, start: int, words: Collection[str]) -> tuple[list[Token], int]:
    char, column = text[place], start + place
    if number := _NUMBER.match(text[place : place + 400].translate(_digits(text))):
        return [_number(number.group(), column)], place + number.end()
    if char in _SUPERSCRIPTS:
        return _power(text, place, column)
    if is_letter(char):
        return _names(text, place, start, words)
    if char in SIGNS:
        return [Token(Kind.NAME, SIGNS[char], column)], place + 1
    if char in RADICALS:
        return [Token(Kind.RADICAL, RADICALS[char], column)], place + 1
    if text.startswith("**", place):
        return [Token(Kind.SIGN, "^", column)], place + 2
    if char in _SIGNS:
        return [Token(Kind.SIGN, _SIGNS[char] or char, column)], place + 1
    raise ExpressionError(f"unexpected {_shown(char)}", column, _hint(char))


def _digits(text: str) -> dict[int, str]:
    """Full-width and other decimal digits, as an input method types them, by their plain ones."""
    return {ord(c): str(unicodedata.decimal(c)) for c in set(text) if not c.isascii() and c.isdecimal()}


def _number(text: str, column: int) -> Token:
    digits = sum(char.isdigit() for char in text)
    value = float(text) if digits <= MAX_DIGITS else 0.0
    if digits > MAX_DIGITS:
        raise ExpressionError("the number is too long", column, f"at most {MAX_DIGITS} digits")
    if value == 0.0 and re.match(r"[0.]*[1-9]", text):
        raise ExpressionError("the number is too small", column, "at least 1e-300")
    return Token(Kind.NUMBER, text, column, value)


def _power(text: str, place: int, column: int) -> tuple[list[Token], int]:
    end = place
    while end < len(text) and text[end] in _SUPERSCRIPTS:
        end += 1
    digits = "".join(_SUPERSCRIPTS[char] for char in text[place:end])
    if not re.fullmatch(r"-?\d{1,4}", digits):
        raise ExpressionError("the power can't be read", column, "such as x² or x⁻¹")
    return [Token(Kind.POWER, text[place:end], column, float(digits))], end


def _shown(char: str) -> str:
    """A character as it can be printed safely: never a raw control or direction mark."""
    if not char.isprintable() or unicodedata.combining(char):
        return f"character U+{ord(char):04X}"
    return f"'{char}'"


def brief(name: str) -> str:
    """A name as a message repeats it: its beginning, where it is longer than any name that is known."""
    return name if len(name) <= LONGEST_SHOWN else name[: LONGEST_SHOWN - 1] + "…"


def _hint(char: str) -> str:
    for chars, hint in _HINTS:
        if char in chars:
            return hint
    if char.isalpha():
        name = unicodedata.name(char, "not a letter known here").capitalize()
        return f"this is “{name}”; names are Latin or Greek letters"
    return "write numbers, letters, + - * / ^ ( ) |"


def _names(text: str, place: int, start: int, words: Collection[str]) -> tuple[list[Token], int]:
    """Split a run of letters into the names it is made of: `xsin` is x times sin, `kx` is k times x."""
    end = place
    while end < len(text) and is_letter(text[end]):
        end += 1
    run = text[place:end]
    tokens: list[Token] = []
    while place < end:
        name, length = _longest(text, place, words)
        tokens.append(Token(Kind.NAME, name, start + place))
        place += length
    followed_by_bracket = text[end:].lstrip().startswith("(")
    _check_run(run, tokens, followed_by_bracket, words)
    return tokens, place


def _longest(text: str, place: int, words: Collection[str]) -> tuple[str, int]:
    """The longest known name at `place`, which may reach past the letters (log10), or else one letter."""
    if text[place] in SIGNS:
        return SIGNS[text[place]], 1
    if text[place] == "σ" and text[place + 1 :].lstrip().startswith("("):
        return "sigmoid", 1
    known = (name for name in (*FUNCTIONS, *CONSTANTS, *words) if text.startswith(name, place))
    name = max(known, key=len, default=text[place])
    return name, len(name)


def _check_run(run: str, tokens: list[Token], bracket: bool, words: Collection[str]) -> None:
    """Refuse a run that is a misspelt name rather than a product of letters.

    Raises:
        ExpressionError: with the nearest name that is known.
    """
    known = {*FUNCTIONS, *CONSTANTS, *words}
    unknown = [token.text for token in tokens if token.text not in known]
    if run in MISNOMERS:
        raise ExpressionError(f"unknown name '{run}'", tokens[0].column, MISNOMERS[run])
    many = len(unknown) > UNKNOWN_LETTERS or len(set(unknown)) < len(unknown)
    called = bracket and tokens[-1].text in unknown
    begun = len(run) > UNKNOWN_LETTERS and any(name.startswith(run) for name in FUNCTIONS)
    if len(tokens) > 1 and unknown and (many or called or begun or run.lower() in known):
        close = nearest(run, known)
        hint = f"did you mean {close}?" if close else "inputs are single letters; a product is written with *"
        raise ExpressionError(f"unknown name '{brief(run)}'", tokens[0].column, hint)

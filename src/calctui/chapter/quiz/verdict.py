"""What a guess was worth: read as it was typed, and told in one sentence how far off it is."""

import math
from dataclasses import dataclass

from calctui.chapter.quiz.measure import FACTOR, LEAST, TOLERANCE, alike, apart, near
from calctui.chapter.quiz.questions import IT, NEGATIVE, POSITIVE, SIGNS, ZERO, Question
from calctui.explore.controls import read_number
from calctui.explore.errors import SettingError, excerpt
from calctui.maths.spelling import nearest
from calctui.scene.numbers import number

TYPED_SIGNS = {"+": POSITIVE, "-": NEGATIVE, "−": NEGATIVE, "0": ZERO}
SAME = 1e-6
"""A guess that is off by a smaller share is not said to be off."""
FAR = 10.0
"""Errors from this share on are told as a multiple, not in per cent."""
SIZE_ONLY = 2.0
"""From this factor on, a number with the right sign has nothing else right."""
CLOSE = 1.05
"""Sizes within this factor are as good as each other."""
LONG = 1e5
"""From here on rough numbers have an exponent."""
_EXAMPLES = "such as 0.5, 1/3 or 1e-8"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a guess was right, and what to say of it."""

    right: bool
    sentence: str


def wanted(question: Question) -> str:
    """What can be typed, and what counts as right."""
    if question.choices:
        return ", ".join(question.choices)
    if question.guess.kind == "magnitude":
        return f"a size, {_EXAMPLES}; a factor of {FACTOR:g} counts as right"
    return f"a number, {_EXAMPLES}; up to {100 * TOLERANCE:g} % off counts as right"


def judge(question: Question, text: str) -> Verdict:
    """The verdict on what was typed.

    Raises:
        SettingError: it can't be read; says what can.
    """
    if isinstance(question.answer, str):
        return _of_word(question, question.answer, _word(question.choices, text))
    guess = _number(text)
    if question.guess.kind == "magnitude":
        return _of_size(question.answer, guess)
    return _of_number(question.subject, question.answer, guess)


# Reading


def _number(text: str) -> float:
    try:
        return read_number(text)
    except SettingError as error:
        raise SettingError(f"a number is wanted, {_EXAMPLES}: {error}", error.column) from None


def _word(choices: tuple[str, ...], text: str) -> str:
    """The choice that is typed, whole or in part, or most like it."""
    word = " ".join(text.split()).lower()
    if choices == SIGNS:
        word = TYPED_SIGNS.get(word, word)
    begun = [each for each in choices if each.lower().startswith(word)]
    whole = [each for each in begun if each.lower() == word]
    found = whole or begun
    if len(found) == 1:
        return found[0]
    if word and found:
        raise SettingError(f"'{excerpt(text)}' may be {' or '.join(found)}: write more of it")
    if close := nearest(word, choices):
        return close
    raise SettingError(f"'{excerpt(text)}' is no answer here: one of {', '.join(choices)}")


# Words


def _of_word(question: Question, answer: str, guess: str) -> Verdict:
    told = excerpt(answer)
    if not isinstance(question.value, str) and answer != ZERO:
        told += f" ({number(question.value)})"
    start = "" if question.subject == IT else f"{question.subject} is "
    if guess == answer:
        return Verdict(True, f"Right: {start}{told}.")
    return Verdict(False, f"Not quite: {start}{told}, not {excerpt(guess)}.")


# Numbers


def _of_number(subject: str, answer: float, guess: float) -> Verdict:
    told, typed = number(answer), number(guess)
    if not near(guess, answer):
        return Verdict(False, _missed(answer, guess))
    if told == typed or abs(guess - answer) <= SAME * abs(answer):
        return Verdict(True, f"Right: {subject} is {told}.")
    off = "close enough" if answer == 0 else _off(answer, guess)
    return Verdict(True, f"Right: {subject} is {told}, and {typed} is {off}.")


def _missed(answer: float, guess: float) -> str:
    """What is wrong with a number: its sign, its size, or that it is not close enough."""
    told, typed = number(answer), number(guess)
    if answer == 0:
        return f"Not quite: it is 0, and {typed} is more than {LEAST:g} away from it."
    if guess and (guess > 0) != (answer > 0):
        return f"The sign is wrong: it is {told}; {typed} is {_off(answer, guess)}."
    if guess and apart(guess, answer) >= SIZE_ONLY:
        return f"The sign is right, the size is not: it is {told}; {typed} is {_off(answer, guess)}."
    return f"Not quite: it is {told}; {typed} is {_off(answer, guess)}."


def _off(answer: float, guess: float) -> str:
    """The relative error in words."""
    share = abs(guess / answer - 1)
    if share < FAR:
        per_cent = 100 * share
        least = 0.0 if near(guess, answer) else 100 * TOLERANCE
        return f"{_above(per_cent, least)} % off"
    return (
        f"off by {_rough(share)} times that" if math.isfinite(share) else "off by more than a float can tell"
    )


# Sizes


def _of_size(answer: float, guess: float) -> Verdict:
    told, typed, factor = number(abs(answer), 3), number(abs(guess)), apart(guess, answer)
    if not guess:
        return Verdict(False, f"Not quite: the size is {told}, and 0 has none.")
    if alike(guess, answer):
        off = f"off by a factor of {_rough(factor)}" if factor > CLOSE else "as good as that"
        return Verdict(True, f"Right: the size is {told}{'' if told == typed else f'; {typed} is {off}'}.")
    way = "large" if abs(guess) > abs(answer) else "small"
    by = (
        f"by a factor of {_above(factor, FACTOR)}"
        if math.isfinite(factor)
        else "by more than a float can tell"
    )
    return Verdict(False, f"Not quite: the size is {told}; {typed} is too {way} {by}.")


def _rough(value: float, digits: int = 2) -> str:
    """A size in two digits or so, which are all that count."""
    if value < LONG:
        return number(value, digits)
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    return f"{float(mantissa):g}e{int(exponent)}"


def _above(value: float, limit: float) -> str:
    """The same for what is above a limit, with as many digits as show that it is."""
    texts = (_rough(value, digits) for digits in range(2, 18))
    return next((text for text in texts if float(text) > limit), f"just over {number(limit)}")

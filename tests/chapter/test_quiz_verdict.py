"""Verdicts are right where they should be, and what they say is true at every value."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from quiz_states import one

from calctui.chapter.quiz import Question, judge, wanted
from calctui.explore.errors import SettingError
from calctui.explore.guess import Guess

NUMBER = one("secant", "slope_secant", "number")
SIZE = one("secant", "error", "magnitude")
SIGN = one("secant", "error", "sign")
PLACE = one("limits", "place", "word")
LONG = "the " + "m" * 30

LARGEST = 1e300
"""The largest number that can be typed."""
finite = st.floats(-LARGEST, LARGEST)
typable = finite.filter(lambda value: not 0 < abs(value) < 1e-300)
tame = st.integers(-10_000, 10_000).map(lambda value: value / 100)


def numeric(answer: float, kind: str = "number", subject: str = LONG) -> Question:
    asked = NUMBER if kind == "number" else SIZE
    return replace(asked, answer=answer, value=answer, subject=subject)


def said(answer: float, guess: str) -> str:
    return judge(numeric(answer, subject="the slope"), guess).sentence


def size(answer: float, guess: str) -> str:
    return judge(numeric(answer, "magnitude"), guess).sentence


# Numbers


@given(finite | tame, typable | tame)
@example(8.0, 8.4)
@example(8.0, 8.4001)
@example(0.0, 0.001)
@example(0.0, 0.0010001)
@example(0.0, -0.0)
@example(5e-324, LARGEST)
@example(-LARGEST, LARGEST)
@example(1e-3, 0.0)
def test_a_number_is_right_within_a_twentieth_and_the_sentence_fits(answer: float, guess: float) -> None:
    verdict = judge(numeric(answer), repr(guess))
    off = abs(Fraction(guess) - Fraction(answer))
    allowed = abs(Fraction(answer)) / 20 if answer else Fraction(0.001)
    if off <= allowed or off > allowed * Fraction(1 + 2e-9) + Fraction(5e-324):
        assert verdict.right == (off <= allowed)
    fits(verdict.sentence)
    assert verdict.sentence.startswith("Right: ") == verdict.right


def fits(sentence: str) -> None:
    assert len(sentence) <= 156
    assert sentence.endswith(".")
    assert sentence.isprintable()
    assert not re.search(r"\b(nan|inf)\b", sentence)


@given(tame, tame)
def test_what_it_says_of_a_number_is_true(answer: float, guess: float) -> None:
    sentence = judge(numeric(answer, subject="it"), repr(guess)).sentence
    assert ("sign is wrong" in sentence) == (answer * guess < 0)
    if "sign is right" in sentence:
        assert answer * guess > 0
        assert max(guess / answer, answer / guess) >= 2
    if per_cent := re.search(r"([\d.e-]+) % off", sentence):
        assert float(per_cent[1]) == pytest.approx(abs(guess / answer - 1) * 100, rel=0.051)
        assert (float(per_cent[1]) <= 5) == sentence.startswith("Right")
    if times := re.search(r"off by ([\d.e-]+) times", sentence):
        assert float(times[1]) == pytest.approx(abs(guess / answer - 1), rel=0.051)
    if answer == 0:
        assert "%" not in sentence
    assert re.search(rf"\bis {re.escape(f'{answer + 0.0:.6g}')}\b", sentence)


@pytest.mark.parametrize(
    ("answer", "guess", "sentence"),
    [
        (8.75, "8.8", "Right: the slope is 8.75, and 8.8 is 0.57 % off."),
        (8.0, "9", "Not quite: it is 8; 9 is 12 % off."),
        (8.0, "8", "Right: the slope is 8."),
        (8.00299999999865, "8.003", "Right: the slope is 8.003."),
        (1 / 3, "1/3", "Right: the slope is 0.333333."),
        (0.785398, "pi/4", "Right: the slope is 0.785398."),
        (-2.0, "-30", "The sign is right, the size is not: it is -2; -30 is off by 14 times that."),
        (-2.0, "2", "The sign is wrong: it is -2; 2 is 200 % off."),
        (8.0, "0", "Not quite: it is 8; 0 is 100 % off."),
        (8.0, "8.40004", "Not quite: it is 8; 8.40004 is 5.0005 % off."),
        (0.0, "0", "Right: the slope is 0."),
        (0.0, "1e-4", "Right: the slope is 0, and 0.0001 is close enough."),
        (0.0, "0.5", "Not quite: it is 0, and 0.5 is more than 0.001 away from it."),
        (1e-9, "1e300",
         "The sign is right, the size is not: it is 1e-9; 1e300 is off by more than a float can tell."),
    ],
)  # fmt: skip
def test_numbers_in_words(answer: float, guess: str, sentence: str) -> None:
    assert said(answer, guess) == sentence


# Sizes


@given((finite | tame).filter(bool), typable | tame)
@example(1.0, 3.0)
@example(1.0, 3.0000001)
@example(5e-324, LARGEST)
@example(0.5, 0.0)
@example(0.5, -0.5)
def test_a_size_is_right_within_a_factor_of_three(answer: float, guess: float) -> None:
    verdict = judge(numeric(answer, "magnitude"), repr(guess))
    own, typed = abs(Fraction(answer)), abs(Fraction(guess))
    factor = max(typed / own, own / typed) if typed else None
    if factor is None or factor <= 3 or factor > 3 * Fraction(1 + 2e-9):
        assert verdict.right == (factor is not None and factor <= 3)
    fits(verdict.sentence)
    if told := re.search(r"by a factor of ([\d.e]+)\.", verdict.sentence):
        assert factor is not None
        assert float(told[1]) == pytest.approx(float(factor), rel=0.051)
        assert (float(told[1]) <= 3) == verdict.right
    if "too large" in verdict.sentence or "too small" in verdict.sentence:
        assert ("too large" in verdict.sentence) == (typed > own)


@pytest.mark.parametrize(
    ("answer", "guess", "sentence"),
    [
        (-2.97e-9, "1e-9", "Right: the size is 2.97e-9; 1e-9 is off by a factor of 3."),
        (-2.97e-9, "3e-9", "Right: the size is 2.97e-9; 3e-9 is as good as that."),
        (1e-8, "10^-8", "Right: the size is 1e-8."),
        (-2.97e-9, "1e-5", "Not quite: the size is 2.97e-9; 1e-5 is too large by a factor of 3367."),
        (28.0, "1", "Not quite: the size is 28; 1 is too small by a factor of 28."),
        (28.0, "0", "Not quite: the size is 28, and 0 has none."),
        (1e-200, "1e200", "Not quite: the size is 1e-200; 1e200 is too large by more than a float can tell."),
    ],
)
def test_sizes_in_words(answer: float, guess: str, sentence: str) -> None:
    assert size(answer, guess) == sentence


# Words


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("positive", "Right: the error is positive (3)."),
        (" Pos ", "Right: the error is positive (3)."),
        ("+", "Right: the error is positive (3)."),
        ("-", "Not quite: the error is positive (3), not negative."),
        ("−", "Not quite: the error is positive (3), not negative."),
        ("0", "Not quite: the error is positive (3), not zero."),
        ("negitive", "Not quite: the error is positive (3), not negative."),
    ],
)
def test_signs(typed: str, sentence: str) -> None:
    assert judge(SIGN, typed).sentence == sentence


def test_a_zero_is_told_without_a_number_behind_it() -> None:
    exact = one("secant h=0.5 scheme=central", "error", "sign")
    assert judge(exact, "0").sentence == "Right: the error is zero."
    assert judge(exact, "+").sentence == "Not quite: the error is zero, not positive."


@pytest.mark.parametrize(("typed", "right"), [("hole", True), ("H", True), ("hoel", True), ("ju", False)])
def test_words_are_read_by_their_beginning_or_their_likeness(typed: str, right: bool) -> None:
    assert judge(PLACE, typed).right == right


def test_a_whole_word_counts_although_another_begins_with_it() -> None:
    check = one("differences", "check", "word")
    assert {"fails", "fails wrongly"} <= set(check.choices)
    assert judge(check, "fails").sentence == "Not quite: passes, not fails."
    assert judge(check, "fails w").sentence == "Not quite: passes, not fails wrongly."


@given(st.text(max_size=300))
def test_any_text_is_a_word_or_says_in_one_line_why_not(text: str) -> None:
    for question in (PLACE, SIGN, NUMBER, SIZE):
        try:
            fits(judge(question, text).sentence)
        except SettingError as error:
            told = str(error)
            assert told.isprintable()
            assert "wanted" in told or "answer" in told or "write more" in told


@pytest.mark.parametrize(
    ("question", "typed", "message"),
    [
        (PLACE, "", "'' is no answer here: one of continuous, hole"),
        (PLACE, "zebra", "'zebra' is no answer here: one of continuous, hole, jump, oscillation, pole"),
        (SIGN, "4", "'4' is no answer here: one of positive, negative, zero"),
        (NUMBER, "", "a number is wanted, such as 0.5, 1/3 or 1e-8"),
        (NUMBER, "x", "a number is wanted, such as 0.5, 1/3 or 1e-8: 'x' is not a number"),
        (NUMBER, "1/0", "a number is wanted, such as 0.5, 1/3 or 1e-8: division by zero"),
        (NUMBER, "10^400", "a number is wanted, such as 0.5, 1/3 or 1e-8: the number is too large"),
        (NUMBER, "ln(-1)", "a number is wanted, such as 0.5, 1/3 or 1e-8: ln(-1) is not a real"),
        (SIZE, "1;2", "a number is wanted"),
    ],
)  # fmt: skip
def test_what_cannot_be_read(question: Question, typed: str, message: str) -> None:
    with pytest.raises(SettingError) as caught:
        judge(question, typed)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_an_ambiguous_beginning_names_what_it_may_be() -> None:
    roll = one("roll", "verdict", "word")
    with pytest.raises(SettingError, match="'c' may be converging or creeping: write more of it"):
        judge(roll, "c")


def test_what_is_wanted_says_what_counts() -> None:
    assert wanted(NUMBER) == "a number, such as 0.5, 1/3 or 1e-8; up to 5 % off counts as right"
    assert wanted(SIZE) == "a size, such as 0.5, 1/3 or 1e-8; a factor of 3 counts as right"
    assert wanted(SIGN) == "positive, negative, zero"


def test_every_word_of_every_choice_is_read_as_itself() -> None:
    for question in (PLACE, SIGN, one("rules f='x^2 sin x' step=0", "rule", "next")):
        for word in question.choices:
            assert judge(question, word).right == (word == question.answer)


def test_long_words_are_shortened() -> None:
    words = ("a" * 90, "b" * 90)
    question = replace(PLACE, guess=Guess("place", "word"), choices=words, answer=words[0], value=words[0])
    fits(judge(question, "b").sentence)
    fits(judge(replace(question, subject=LONG), "b").sentence)

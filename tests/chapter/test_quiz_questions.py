"""Questions are made from what explorables declare, and their answers from the scene."""

from math import e

import pytest
from quiz_states import KEYS, one, questions, scene_of, state, states, ten

from calctui.chapter.quiz import Question, judge, questions_of, series
from calctui.chapter.quiz.measure import near
from calctui.chapter.quiz.questions import A_NUMBER, IT, NO_ANSWER, SIGNS, later
from calctui.explorables.catalogue import CATALOGUE, SECTIONS, WHOLE, load, of_section
from calctui.explore.errors import SettingError
from calctui.explore.link import command
from calctui.scene import Value

each_key = pytest.mark.parametrize("key", KEYS)
each_section = pytest.mark.parametrize("section", [WHOLE, *filter(of_section, SECTIONS)])
SEEDS = (0, 1, 20)


def value_in(question: Question) -> Value:
    """What the scene of a question's state, or of the next one, holds."""
    shown = later(question.state) if question.guess.kind == "next" else question.state
    assert shown is not None
    return next(each.value for each in scene_of(shown).readouts if each.name == question.readout)


# What explorables declare


@each_key
def test_every_explorable_has_guesses_at_readouts_that_it_has(key: str) -> None:
    default = load(key)()
    assert 2 <= len(default.guesses) <= 4
    assert len(set(default.guesses)) == len(default.guesses)
    names = [each.name for each in scene_of(default).readouts]
    for guess in default.guesses:
        assert any(guess.fits(name) for name in names), guess


@each_key
def test_something_can_be_asked_of_the_default(key: str) -> None:
    assert questions(load(key)())


@each_key
def test_every_guess_is_asked_of_some_picture(key: str) -> None:
    """None is declared in vain."""
    assert {each.guess for shown in states(key) for each in questions(shown)} == set(load(key).guesses)


@each_key
def test_prompts_are_short_questions(key: str) -> None:
    for shown in states(key):
        for question in questions(shown):
            assert question.prompt.endswith("?")
            assert question.prompt.isprintable()
            assert len(question.prompt) <= 78
            assert "{}" not in question.prompt


# Answers


@each_key
def test_answers_are_what_the_readouts_hold(key: str) -> None:
    for shown in states(key):
        for question in questions(shown):
            value = value_in(question)
            assert question.value == value
            if question.guess.kind == "sign":
                assert isinstance(value, int | float)
                assert question.answer == SIGNS[[value > 0, value < 0, value == 0].index(True)]
            elif question.choices:
                assert question.answer == (value if isinstance(value, str) else A_NUMBER)
            else:
                assert question.answer == value


@each_key
def test_words_are_among_several_and_never_the_lack_of_one(key: str) -> None:
    for shown in states(key):
        for question in questions(shown):
            if question.choices:
                assert question.answer in question.choices
                assert len(set(question.choices)) > 1
                assert not NO_ANSWER - set(question.guess.words) & set(question.choices)


@pytest.mark.parametrize(
    ("line", "readout", "kind", "prompt", "answer"),
    [
        ("secant", "slope_secant", "number", "What is the secant slope?", 11.0),  # (16 - 5)/1
        ("secant", "derivative", "number", "What is f′(a)?", 8.0),
        ("secant", "error", "sign", "Is the error positive, negative or zero?", "positive"),
        ("secant h=0.5 scheme=central", "error", "sign", "Is the error positive, negative or zero?", "zero"),
        ("roll", "x", "next", "One step on: what will x be?", 1.6),  # 2 - 0.1 · 4
        ("roll rate=1.05", "verdict", "word", "How does it go on at this rate?", "diverging"),
        ("taylor", "error", "magnitude", "How large is the error, to a factor of 3?", 2.5 - e),
        ("limits f='1/x' a=0", "limit", "word", "What is the limit: a number, or something else?",
         "does not exist"),
        ("limits", "limit", "word", "What is the limit: a number, or something else?", "a number"),
        ("chain", "dL_dw", "number", "What does the sweep find for dL/dw?", 24.0),
        ("chain overwrite=g", "dL_dw", "number", "What does the sweep find for dL/dw?", 28.0),
        ("hessian f='x^2 - y^2' x=0 y=0", "kind", "word", "What is the shape of the ground here?", "saddle"),
        ("modes", "better", "word", "Which mode needs fewer sweeps?", "reverse"),
        ("rules f='x^2 sin x' step=0", "rule", "next", "Which rule comes next?", "product"),
        ("rules f='x^2 sin x' step=3", "rule", "next", "Which rule comes next?", "all found"),
        ("nanclinic", "naive", "word", "What does the formula come to as it is written?", "inf"),
        ("nanclinic case=0/0", "naive", "word", "What does the formula come to as it is written?",
         "undefined"),
        ("descent step=1", "y", "next", "One step on: what will y be?", 2 * 0.4**2),  # y (1 - 0.1 · 6)
    ],
)  # fmt: skip
def test_some_answers_worked_out_by_hand(
    line: str, readout: str, kind: str, prompt: str, answer: float | str
) -> None:
    question = one(line, readout, kind)
    assert question.prompt == prompt
    assert question.answer == (answer if isinstance(answer, str) else pytest.approx(answer, rel=1e-12))


def asked(line: str) -> set[tuple[str, str]]:
    return {(each.readout, each.guess.kind) for each in questions(state(line))}


@pytest.mark.parametrize(
    ("line", "readout", "kind"),
    [
        ("secant f='|x|' a=0", "derivative", "number"),  # undefined
        ("logsumexp", "stable", "number"),  # 1002.41 beside a setting of 1002
        ("roll rate=0.5 step=1", "x", "next"),  # it stays
        ("roll step=60", "x", "next"),  # the timeline ends
        ("rules", "rule", "next"),
        ("roll rate=0.003", "x", "next"),  # 1.988 after 2: the value now would be right
        ("ftc f='x^2' a=1 t=0", "slope_of_area", "number"),  # 4e-12: dust
        ("activations", "product", "number"),  # only its size is asked for
        ("activations kind=relu x=-1", "product", "magnitude"),  # 0 has no size
        ("riemann f='x^2' n=2 rule=simpson", "error", "magnitude"),
        ("secant f='1e300 x^2'", "error", "magnitude"),  # no one could type it
        ("taylor f='|x|^3' order=20 x=0.5", "taylor", "number"),  # no such polynomial
        ("hessian view=size", "kind", "word"),  # the picture shows bytes
        ("descent method=all", "x", "next"),
    ],
)
def test_what_has_no_fair_answer_is_not_asked(line: str, readout: str, kind: str) -> None:
    assert (readout, kind) not in asked(line)


def test_rounding_has_no_sign_to_guess() -> None:
    """A parabola's central difference is exact; what floats leave of the error is chance."""
    shown = state("secant h=0.3 scheme=central a=0.7")
    error = next(each.value for each in scene_of(shown).readouts if each.name == "error")
    assert isinstance(error, float)
    assert 0 < abs(error) < 1e-12
    assert ("error", "sign") not in asked("secant h=0.3 scheme=central a=0.7")


def test_a_long_name_does_not_make_a_long_question() -> None:
    name = "a" * 60
    (question,) = (
        each for each in questions(state(f"chain f='{name} = x^3' at='x=2'")) if each.readout.startswith("d")
    )
    assert len(question.prompt) <= 78
    assert len(question.subject) <= 34
    assert "…" in question.prompt


def test_a_question_knows_its_section_and_how_to_name_its_answer() -> None:
    assert one("secant", "error", "sign").section == "2.1"
    assert one("secant", "error", "sign").subject == "the error"
    assert one("secant", "derivative", "number").subject == "f′(a)"
    assert one("modes", "better", "word").subject == IT


# Series


@each_section
@pytest.mark.parametrize("seed", SEEDS)
def test_a_series_has_ten_different_questions_with_fair_answers(section: str, seed: int) -> None:
    found = ten(section, seed)
    assert len(found) == 10
    assert len({(command(each.state), each.readout, each.guess.kind) for each in found}) == 10
    for question in found:
        assert section in (WHOLE, question.section)
        assert question in questions(question.state)
        assert judge(question, exact(question)).right
        assert not judge(question, wrong(question)).right


def exact(question: Question) -> str:
    return question.answer if isinstance(question.answer, str) else repr(question.answer)


def wrong(question: Question) -> str:
    if isinstance(question.answer, str):
        return next(each for each in question.choices if each != question.answer)
    if question.guess.kind == "magnitude":
        return repr(question.answer * 3.2)
    return repr(question.answer * 1.06 + 0.01 * (question.answer == 0))


@each_section
def test_the_same_seed_asks_the_same_and_another_asks_something_else(section: str) -> None:
    assert series(section, 1) == ten(section, 1)
    assert ten(section, 0) != ten(section, 1)


@each_section
def test_a_series_goes_round_its_explorables(section: str) -> None:
    keys = {each.key for each in CATALOGUE if section in (WHOLE, each.section)}
    for seed in SEEDS:
        assert len({each.state.key() for each in ten(section, seed)}) >= min(len(keys), 8)


def test_a_series_can_be_shorter_and_is_empty_where_there_is_nothing_to_show() -> None:
    assert len(series("2.1", 3, length=4)) == 4
    assert series("2.1", 3, length=0) == ()
    assert series("2.8", 3) == ()


def test_chance_and_windows_are_never_moved() -> None:
    for seed in SEEDS:
        for question in (*ten("2.6", seed), *ten("2.0", seed), *ten("2.2", seed)):
            values = {
                name: {getattr(each, name) for each in states(question.state.key())}
                for name in ("seed", "span")
                if name in question.state.controls
            }
            for name, usual in values.items():
                assert getattr(question.state, name) in usual


def test_pictures_are_varied_beyond_the_presets() -> None:
    found = [each for seed in SEEDS for each in ten(WHOLE, seed)]
    new = [each for each in found if each.state not in states(each.state.key())]
    assert len(new) > len(found) / 4


def value_now(question: Question) -> Value:
    return next(each.value for each in scene_of(question.state).readouts if each.name == question.readout)


def test_the_value_now_is_never_right_for_the_next() -> None:
    for key in KEYS:
        for shown in states(key):
            for question in questions(shown):
                if question.guess.kind == "next" and isinstance(question.answer, float):
                    now = value_now(question)
                    assert isinstance(now, float | int)
                    assert not near(float(now), question.answer)


def test_questions_of_the_same_state_are_the_same() -> None:
    shown = state("taylor order=4")
    assert questions_of(shown) == questions_of(shown)


def test_an_unreadable_guess_says_what_can_be_typed() -> None:
    with pytest.raises(SettingError, match="a number is wanted"):
        judge(one("secant", "derivative", "number"), "eight")

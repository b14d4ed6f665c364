"""A state as one line and back; the explorable is a small one of our own."""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calctui.explore.controls import Choice, Formula, Integer, Numbers, Point, Slider
from calctui.explore.errors import SettingError
from calctui.explore.explorable import Explorable
from calctui.explore.link import command, read_settings, split, with_settings
from calctui.explore.timeline import Sweep
from calctui.maths.expression import Expression
from calctui.maths.parser import parse
from calctui.maths.symbolic import LASTING, Answer, Question, Status
from calctui.scene import Scene


@dataclass(frozen=True, kw_only=True)
class Sample(Explorable):
    """Has a setting of every kind."""

    height: Annotated[float, Slider(-5, 5)] = 1.0
    f: Annotated[Expression, Formula()] = parse("x^2")
    side: Annotated[str, Choice(choices=("left", "right"))] = "left"
    count: Annotated[int, Integer(0, 9)] = 3

    @property
    def timeline(self) -> Sweep:
        return Sweep("height", -5, 5, 10)

    def questions(self) -> Mapping[str, Question]:
        return {"slope": Question("derivative", self.f), "bend": Question("derivative", self.f, order=2)}

    def scene(self, answers: Mapping[str, Answer]) -> Scene:
        raise NotImplementedError


def refusal(*words: str, state: Explorable | None = None) -> str:
    with pytest.raises(SettingError) as caught:
        with_settings(state or Sample(), words)
    message = str(caught.value)
    assert message.isprintable()
    return message


states = st.builds(
    lambda f, height, side, count: with_settings(
        Sample(), [f"f={f}", f"side={side}", f"count={count}", f"height={height!r}"]
    ),
    st.sampled_from(["x^2", "3x^2 + 2x", "|x|", "x^(1/3)", "g = x; g^2", "exp(-x)", "x·π"]),
    st.floats(-5, 5).filter(lambda value: value == 0 or abs(value) >= 1e-300),
    st.sampled_from(["left", "right"]),
    st.integers(0, 9),
)


@given(states)
def test_a_command_opens_the_same_state(state: Explorable) -> None:
    words = shlex.split(command(state))
    assert words[:2] == ["calctui", state.key()]
    assert with_settings(Sample(), words[2:]) == state
    assert read_settings(Sample(), command(state).partition(state.key())[2]) == state


letters = st.floats(-10, 10).filter(lambda value: value == 0 or abs(value) >= 1e-300)


@given(letters, letters)
def test_letters_travel_with_their_formula(k: float, w: float) -> None:
    state = with_settings(Sample(), ["f=k sin(w x)", f"k={k!r}", f"w={w!r}"])
    assert dict(state.parameters) == {"k": k, "w": w}
    assert read_settings(Sample(), command(state).partition(state.key())[2]) == state


def test_the_default_is_a_bare_name() -> None:
    assert command(Sample()) == "calctui sample"
    assert command(with_settings(Sample(), ["height=2", "height=1"])) == "calctui sample"


def test_what_a_shell_would_split_is_quoted() -> None:
    line = command(with_settings(Sample(), ["f=k * (x + 1)", "k=0.5"]))
    assert line == "calctui sample f='k * (x + 1)' k=0.5"


def test_formulas_come_first_whatever_the_order() -> None:
    expected = with_settings(Sample(), ["f=k x", "k=7", "height=2"])
    assert with_settings(Sample(), ["k=7", "height=2", "f=k x"]) == expected
    assert with_settings(Sample(), ["height=2", "k=7", "f=k x"]) == expected


def test_the_last_of_two_words_counts() -> None:
    assert with_settings(Sample(), ["height=1", "height=2"]).setting("height").value == 2


def test_letters_that_a_new_formula_shares_keep_their_values() -> None:
    state = with_settings(Sample(), ["f=k x + m", "k=3", "m=4"]).with_text("f", "m x^n")
    assert dict(state.parameters) == {"m": 4.0, "n": 1.0}


def test_letters_stand_behind_the_formula() -> None:
    names = [setting.name for setting in with_settings(Sample(), ["f=k sin(w x)"]).settings()]
    assert names == ["height", "f", "k", "w", "side", "count"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("a=1 b='x + 1'", ["a=1", "b=x + 1"]),
        ('f="k x"  k=2', ["f=k x", "k=2"]),
        (r"f=x\ +\ 1", ["f=x + 1"]),
        ("f=|x|", ["f=|x|"]),
        ("  ", []),
        ("f='it'\"'\"'s'", ["f=it's"]),
    ],
)
def test_lines_are_split_as_by_a_shell(line: str, words: list[str]) -> None:
    assert split(line) == words == shlex.split(line)


def test_a_line_that_is_too_long_is_refused_before_it_is_split() -> None:
    assert split("f=" + "x" * 3998) == ["f=" + "x" * 3998]
    with pytest.raises(SettingError, match="at most 4000 characters, not 1000000"):
        split("x" * 1_000_000)


@pytest.mark.parametrize("line", ["f='x", 'f="x + 1', "f=x\\"])
def test_an_open_quotation_is_refused(line: str) -> None:
    with pytest.raises(SettingError, match="quotation mark is not closed"):
        read_settings(Sample(), line)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("hight=1", ["sample has no setting 'hight'", "did you mean height?"]),
        ("q=1", ["no setting 'q'", "it has height, f, side, count"]),
        ("=1", ["no setting ''"]),
        ("height", ["'height' is no setting", "name=value"]),
        ("height=9", ["height: 9 is out of range", "-5 to 5"]),
        ("count=1.5", ["count: 1.5 is not a whole number"]),
        ("side=lift", ["side: 'lift' is no choice", "did you mean left?"]),
        ("f=sine(x)", ["f: unknown name 'sine' at column 1", "did you mean sin?"]),
        ("f=x +", ["f: ", "column"]),
        ("\x1b[31mheight=1", ["'?[31mheight'"]),
        ("\x1b[31m", ["'?[31m' is no setting"]),
        ("\u202eheight=1", ["'?height'", "did you mean height?"]),
        ("a\nb=1", ["'a b'"]),
        ("[red]x[/]=1", ["'[red]x[/]'"]),
        ("z" * 5000 + "=1", ["…'"]),
        ("z" * 5000, ["…'"]),
    ],
)
def test_refusals_name_the_word_and_what_would_be_right(word: str, parts: list[str]) -> None:
    message = refusal(word)
    assert len(message) < 200
    for part in parts:
        assert part in message


def test_a_letter_may_not_be_a_setting() -> None:
    @dataclass(frozen=True, kw_only=True)
    class WithLetter(Sample):
        h: Annotated[float, Slider(0, 1)] = 0.5

    assert "'h' is already a setting" in refusal("f=h x", state=WithLetter())


def test_a_point_takes_the_inputs_that_it_has() -> None:
    @dataclass(frozen=True, kw_only=True)
    class WithPoint(Sample):
        at: Annotated[Numbers, Point()] = (("w", 3.0), ("speed", 2.0))

    state = read_settings(WithPoint(), "at='speed=5'")
    assert state.setting("at").value == (("w", 3.0), ("speed", 5.0))
    with pytest.raises(SettingError, match=r"^at: the formula has no input 'q': it has w, speed$"):
        read_settings(state, "at='q=1'")
    with pytest.raises(SettingError, match=r"^at: the formula has no input 'sped': did you mean speed\?$"):
        read_settings(state, "at='sped=1'")


def test_a_letter_out_of_range_is_refused_by_its_name() -> None:
    assert "k: 11 is out of range: -10 to 10" in refusal("f=k x", "k=11")


def test_a_column_counts_within_the_value() -> None:
    with pytest.raises(SettingError) as caught:
        with_settings(Sample(), ["f=x + $"])
    assert caught.value.column == 5


@pytest.mark.parametrize("status", Status)
def test_a_question_stays_open_until_its_answer_lasts(status: Status) -> None:
    state = Sample()
    assert state.unanswered({}) == ("slope", "bend")
    left = state.unanswered({"slope": Answer(status)})
    assert left == (("bend",) if status in LASTING else ("slope", "bend"))

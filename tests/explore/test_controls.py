"""Controls: what is read, written and stepped."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calctui import explore
from calctui.explore.controls import (
    Choice,
    Control,
    Count,
    Formula,
    Integer,
    LogSlider,
    Point,
    Series,
    Sizes,
    Slider,
    Vector,
)
from calctui.explore.errors import SettingError

SLIDER = Slider(-100, 100, stride=0.1)
LOG = LogSlider(1e-12, 2)
WHOLE = Integer(0, 60)
WORDS = Choice(choices=("forward", "backward", "central"))
FORMULA = Formula()
SIZES = (0.01, 0.1, 1.0, 10.0)
"""Steps as keys ask for them: very fine, fine, normal, coarse."""

in_range = st.floats(-100, 100).filter(lambda value: value == 0 or abs(value) >= 1e-300)
"""Formulas hold no smaller number, and so nothing smaller is ever typed or stepped to."""
positive = st.floats(1e-12, 2)
sizes = st.sampled_from([*SIZES, *(-size for size in SIZES)])


def refusal(control: Control, text: str) -> str:
    """The message for a text that can't be read: always one line that can be printed."""
    with pytest.raises(SettingError) as caught:
        control.read(text)
    message = str(caught.value)
    assert message.isprintable()
    return message


# Reading and writing


@given(in_range)
def test_a_number_is_written_so_that_it_reads_back_the_same(value: float) -> None:
    assert SLIDER.read(SLIDER.write(value)) == value


@given(positive)
def test_a_positive_number_too(value: float) -> None:
    assert LOG.read(LOG.write(value)) == value


@given(st.integers(0, 60))
def test_a_whole_number_is_read_as_an_int(value: int) -> None:
    read = WHOLE.read(WHOLE.write(value))
    assert (read, type(read)) == (value, int)


@pytest.mark.parametrize("word", WORDS.choices)
def test_a_choice_reads_back(word: str) -> None:
    assert WORDS.read(WORDS.write(word)) == word
    assert WORDS.read(f" {word.upper()} ") == word


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("pi/4", math.pi / 4),
        ("-2^2", -4.0),
        ("1e-3", 0.001),
        (" .5 ", 0.5),
        ("sqrt(2)", math.sqrt(2)),
        ("1/3", 1 / 3),
        ("-100", -100.0),
    ],
)
def test_numbers_may_be_constant_formulas(text: str, value: float) -> None:
    assert SLIDER.read(text) == value


@pytest.mark.parametrize("text", ["-0", "0", "-0.0", "0*(-1)"])
def test_there_is_no_minus_zero(text: str) -> None:
    assert math.copysign(1, SLIDER.read(text)) == 1
    assert SLIDER.write(SLIDER.read(text)) == "0"


@pytest.mark.parametrize("text", ["3x^2 + 2x", "k sin(w x)", "|x|", "x²·π", "g = x^2; g + 1"])
def test_a_formula_is_written_as_it_was_typed(text: str) -> None:
    assert FORMULA.write(FORMULA.read(text)) == text


@pytest.mark.parametrize("text", ["g=x\ng^2", "x\t+ 1", "x +\x85 1", " x\u2028+1\n", "x\n\n+1;g=2", "\x1cx"])
def test_a_formula_is_written_on_one_line_and_stays_the_same(text: str) -> None:
    try:
        formula = FORMULA.read(text)
    except SettingError:  # two formulas: no business of this test
        return
    written = FORMULA.write(formula)
    assert written.isprintable()
    assert FORMULA.read(written) == formula


@pytest.mark.parametrize("number", ["1/3", "0.1", "-7", "1e-9"])
def test_the_letters_of_a_formula_are_no_numbers(number: str) -> None:
    assert "not a number" in refusal(SLIDER, f"{number} x")


# Refusals


@pytest.mark.parametrize(
    ("control", "text", "parts"),
    [
        (SLIDER, "100.01", ["100.01 is out of range", "-100 to 100"]),
        (SLIDER, "-1e9", ["out of range", "-100 to 100"]),
        (LOG, "0", ["0 is out of range", "1e-12 to 2"]),
        (LOG, "-1", ["out of range"]),
        (SLIDER, "1/0", ["division by zero"]),
        (SLIDER, "nan", ["nan"]),
        (SLIDER, "inf", ["infinity is not a number"]),
        (SLIDER, "1e400", ["too large"]),
        (SLIDER, "sqrt(-1)", ["not a real number"]),
        (SLIDER, "", ["nothing to read"]),
        (SLIDER, "1; 2", ["is not a number"]),
        (SLIDER, "1,2", ["column 2"]),
        (SLIDER, "0x10", ["column 3"]),
        (SLIDER, "\x1b[31m1", ["U+001B", "column 1"]),
        (SLIDER, "1\u202e2", ["U+202E", "column 2"]),
        (WHOLE, "2.5", ["2.5 is not a whole number"]),
        (WHOLE, "61", ["out of range", "0 to 60"]),
        (WORDS, "centrl", ["'centrl'", "did you mean central?"]),
        (WORDS, "zzz", ["'zzz'", "one of forward, backward, central"]),
        (WORDS, "", ["one of forward, backward, central"]),
        (WORDS, "\x1b[2Jforwar", ["'?[2Jforwar'"]),
        (FORMULA, "x; x^2", ["one formula is wanted, not 2"]),
        (FORMULA, "sine(x)", ["unknown name 'sine'", "did you mean sin?"]),
        (FORMULA, "3x +", ["column"]),
        (FORMULA, "softmax(x, 1)", ["one formula is wanted, not 2"]),
    ],
)
def test_a_refusal_says_what_and_what_would_be_right(control: Control, text: str, parts: list[str]) -> None:
    message = refusal(control, text)
    for part in parts:
        assert part in message


def test_a_refusal_knows_its_column() -> None:
    with pytest.raises(SettingError) as caught:
        FORMULA.read("3x + 2$")
    assert caught.value.column == 7


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused_in_one_short_line(text: str) -> None:
    controls: tuple[Control, ...] = (SLIDER, LOG, WHOLE, WORDS, FORMULA)
    for control in controls:
        message = ""
        try:
            written = control.write(control.read(text))
        except SettingError as error:
            message = str(error)
        else:
            assert written.isprintable()
            assert control.read(written) == control.read(text)
        assert message.isprintable()
        assert len(message) < 200


def test_a_long_text_is_shortened() -> None:
    assert len(refusal(WORDS, "x" * 10_000)) < 120


# Steps


@given(in_range, sizes)
def test_a_step_lands_in_range_on_the_grid_without_dust(value: float, by: float) -> None:
    stepped = SLIDER.step(value, by)
    assert -100 <= stepped <= 100
    assert len(SLIDER.write(stepped)) <= len("-99.999")
    grid = 0.1 * min(1, abs(by))
    assert stepped / grid == pytest.approx(round(stepped / grid), abs=1e-6)
    # A step goes as far as asked, but for what the grid takes or adds, unless the end is nearer.
    wanted = min(max(value + by * 0.1, -100), 100)
    assert abs(stepped - wanted) <= 0.5 * grid * (1 + 1e-9)
    if -99 < value < 99:
        assert (stepped - value) * by > 0


@given(st.integers(-1000, 1000), st.sampled_from([1, -1]))
def test_steps_forward_and_back_on_the_grid_meet(place: int, by: int) -> None:
    value = round(place / 10, 1)
    there = SLIDER.step(value, by)
    assert there == min(max(round((place + by) / 10, 1), -100), 100)
    if abs(there) < 100:
        assert SLIDER.step(there, -by) == value


@given(positive, sizes)
def test_a_log_step_multiplies_and_lands_in_range_with_three_digits(value: float, by: float) -> None:
    stepped = LOG.step(value, by)
    assert 1e-12 <= stepped <= 2
    assert float(f"{stepped:.3g}") == stepped
    wanted = min(max(math.log10(value) + by * 0.05, -12), math.log10(2))
    # Half the grid, and half a unit of the third digit, at most 0.5 % or 0.0022 of the logarithm.
    assert abs(math.log10(stepped) - wanted) <= 0.025 * min(1, abs(by)) + 0.0022


@pytest.mark.parametrize("by", [0.1, 1.0, 10.0])
def test_log_steps_pass_through_the_powers_of_ten_and_reach_the_ends(by: float) -> None:
    value, seen = 1e-12, set[float]()
    while value < 2:
        seen.add(value)
        ahead = LOG.step(value, by)
        assert ahead > value
        value = ahead
    assert value == 2
    assert by == 10 or {10.0**power for power in range(-12, 1)} == {
        float(f"1e{round(math.log10(each))}") for each in seen if f"{each:.2e}".startswith("1.00")
    }
    while value > 1e-12:
        behind = LOG.step(value, -by)
        assert behind < value
        value = behind
    assert value == 1e-12


def test_twenty_log_steps_are_a_power_of_ten() -> None:
    value = 1e-6
    for _ in range(20):
        value = LOG.step(value, 1)
    assert value == 1e-5


@given(st.integers(0, 60), sizes)
def test_whole_numbers_step_by_at_least_one(value: int, by: float) -> None:
    stepped = WHOLE.step(value, by)
    assert type(stepped) is int
    far = max(1, math.ceil(abs(by)))
    assert stepped == min(max(value + math.copysign(far, by), 0), 60)


@pytest.mark.parametrize("by", [1, -1, 10, -0.1])
def test_choices_go_round(by: float) -> None:
    seen = ["forward"]
    for _ in WORDS.choices:
        seen.append(WORDS.step(seen[-1], by))
    assert set(seen) == set(WORDS.choices)
    assert seen[-1] == "forward"
    assert WORDS.step(WORDS.step("central", 1), -1) == "central"


def test_a_formula_has_neither_steps_nor_ends() -> None:
    formula = FORMULA.read("x")
    assert FORMULA.step(formula, 1) is formula
    assert FORMULA.ends() is None


@pytest.mark.parametrize(
    ("control", "ends"),
    [(SLIDER, (-100, 100)), (LOG, (1e-12, 2)), (WHOLE, (0, 60)), (WORDS, ("forward", "central"))],
)
def test_ends_are_themselves_in_range_and_stay(control: Control, ends: tuple[Any, Any]) -> None:
    low, high = ends
    assert control.ends() == ends
    assert control.read(control.write(low)) == low
    assert control.read(control.write(high)) == high
    if isinstance(control, Slider):
        assert control.step(low, -1) == low
        assert control.step(high, 1) == high


# Shares of a way


@given(in_range, in_range, st.floats(0, 1))
def test_between_stays_on_the_way_and_meets_its_ends(start: float, stop: float, share: float) -> None:
    value = SLIDER.between(start, stop, share)
    low, high = sorted((start, stop))
    assert low <= value <= high or abs(value - (start + (stop - start) * share)) <= 1e-3 * (high - low)
    assert (SLIDER.between(start, stop, 0), SLIDER.between(start, stop, 1)) == (start, stop)


@given(positive, positive)
def test_half_way_on_a_log_scale_is_the_geometric_mean(start: float, stop: float) -> None:
    assert LOG.between(start, stop, 0.5) == pytest.approx(math.sqrt(start * stop), rel=5e-3)
    assert (LOG.between(start, stop, 0), LOG.between(start, stop, 1)) == (start, stop)


@given(in_range)
def test_shares_and_values_match(value: float) -> None:
    share = SLIDER.share(value)
    assert 0 <= share <= 1
    assert -100 + 200 * share == pytest.approx(value, abs=1e-9)


def test_shares_of_the_ends() -> None:
    for control in (SLIDER, LOG, WHOLE):
        low, high = control.ends()
        assert (control.share(low), control.share(high)) == (0, 1)


# Listings


@pytest.mark.parametrize(
    ("control", "kind", "keys"),
    [
        (SLIDER, "number", {"low", "high", "step", "scale"}),
        (LOG, "number", {"low", "high", "step", "scale"}),
        (WHOLE, "integer", {"low", "high", "step", "scale"}),
        (WORDS, "choice", {"choices"}),
        (FORMULA, "formula", {"variables"}),
    ],
)
def test_descriptions(control: Control, kind: str, keys: set[str]) -> None:
    assert control.kind == kind
    assert set(control.describe()) == keys


def test_scales() -> None:
    assert (SLIDER.scale, LOG.scale) == ("linear", "log")


@given(st.integers(1, 10**7), st.sampled_from([-10, -1, -0.1, 0.1, 1, 10]))
def test_a_count_steps_by_factors_and_by_one_at_least(value: int, by: float) -> None:
    control = Count(1, 10**7)
    stepped = control.step(value, by)
    assert type(stepped) is int
    assert 1 <= stepped <= 10**7
    if by > 0:
        assert stepped > value or value == 10**7
        assert stepped <= max(value + 1, round(value * 10 ** (0.05 * by) * 1.1))
    else:
        assert stepped < value or value == 1


def test_a_count_is_read_and_written_whole() -> None:
    control = Count(1, 10**7)
    assert control.read("1e6") == 1_000_000
    assert control.write(10_000_000) == "10000000"
    assert (control.kind, control.scale) == ("integer", "log")
    with pytest.raises(SettingError, match="not a whole number"):
        control.read("2.5")
    values = [control.between(1, 10**7, share / 20) for share in range(21)]
    assert values == sorted(set(values))
    assert (values[0], values[-1]) == (1, 10**7)


@given(st.lists(st.integers(-1000, 1000).map(lambda k: k / 8), min_size=1, max_size=8))
def test_a_series_has_as_many_numbers_as_it_is_given(numbers: list[float]) -> None:
    control = Series(Slider(-2000, 2000))
    value = control.read(", ".join(map(str, numbers)))
    assert value == tuple(numbers)
    assert control.read(control.write(value)) == value
    names = [name for name, _, _ in control.parts(value)]
    assert names == [f"x{place}" for place in range(1, len(numbers) + 1)]
    changed = control.with_part(value, names[-1], 7.0)
    assert changed == (*numbers[:-1], 7.0)


@pytest.mark.parametrize("text", ["", " , ", "1, 2, 3, 4, 5, 6, 7, 8, 9", "1, x", "5000"])
def test_a_series_refuses_what_it_can_not_be(text: str) -> None:
    with pytest.raises(SettingError):
        Series(Slider(-2000, 2000)).read(text)


# Several numbers


@pytest.mark.parametrize(
    ("control", "text", "message"),
    [
        (Point(), "w=3, 2", "'2' is no coordinate: write w=3, x=2"),
        (Vector(names=("x", "y")), "3", "2 numbers are wanted, such as 3, 2, not 1"),
        (Sizes(1, 8), " ", "1 to 6 numbers are wanted, such as 8, 8, not 0"),
        (Sizes(1, 8), "1, 1, 1, 1, 1, 1, 1", "1 to 6 numbers are wanted, such as 8, 8, not 7"),
        (Sizes(1, 8), "9", "9 is out of range: 1 to 8"),
    ],
)
def test_several_numbers_that_cannot_be_read(control: Control, text: str, message: str) -> None:
    assert refusal(control, text) == message


def test_sizes_are_stepped_together_and_kept_in_range() -> None:
    assert Sizes(1, 8).step((3, 8), 1) == (4, 8)
    assert Sizes(1, 8).ends() == ((1,), (8,) * 6)
    assert Sizes(1, 8).step((1, 2), -1) == (1, 1)


def test_the_package_hands_on_what_it_lists_and_nothing_else() -> None:
    assert all(hasattr(explore, name) for name in explore.__all__)
    with pytest.raises(AttributeError, match="no attribute 'Slidder'"):
        explore.Slidder  # type: ignore[attr-defined]  # noqa: B018

"""Time: steps, positions between them, and playing, which no way of slicing time changes."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calctui.explore.controls import Integer, LogSlider, Slider
from calctui.explore.timeline import SPEEDS, STEPS_A_SECOND, Playback, Sweep, advance, stepped

SLIDER = Slider(-100, 100)
LOG = LogSlider(1e-12, 1000)


@given(
    st.integers(-900, 900).map(lambda tenths: tenths / 10),
    st.integers(1, 500).map(lambda tenths: tenths / 10),
    st.integers(1, 200),
)
def test_even_steps(start: float, length: float, steps: int) -> None:
    sweep = Sweep("x", start, min(start + length, 100), steps)
    values = [sweep.value(step, SLIDER) for step in range(steps + 1)]
    assert (values[0], values[-1]) == (sweep.start, sweep.stop)
    spacing = (sweep.stop - sweep.start) / steps
    # A value is rounded to a thousandth of the way or finer.
    for step, value in enumerate(values):
        assert abs(value - (sweep.start + step * spacing)) <= 1e-3 * (sweep.stop - sweep.start)
    assert values == sorted(set(values))
    assert [sweep.position(value, SLIDER) for value in values] == list(range(steps + 1))


@given(st.floats(-11, 2), st.floats(0.5, 5), st.integers(1, 100))
def test_log_steps_backwards(exponent: float, decades: float, steps: int) -> None:
    start, stop = float(f"{10 ** min(exponent + decades, 3):.3g}"), float(f"{10**exponent:.3g}")
    sweep = Sweep("h", start, stop, min(steps, int(decades * 60)))
    values = [sweep.value(step, LOG) for step in range(sweep.steps + 1)]
    assert (values[0], values[-1]) == (start, stop)
    assert values == sorted(set(values), reverse=True)
    assert [sweep.position(value, LOG) for value in values] == list(range(sweep.steps + 1))


def test_whole_numbers() -> None:
    sweep = Sweep("n", 0, 60, 60)
    assert [sweep.value(step, Integer(0, 60)) for step in range(61)] == list(range(61))


@pytest.mark.parametrize(("step", "value"), [(-5, 0.0), (0, 0.0), (4, 4.0), (99, 4.0)])
def test_steps_outside_stay_at_the_ends(step: int, value: float) -> None:
    assert Sweep("x", 0, 4, 4).value(step, SLIDER) == value


@pytest.mark.parametrize(("value", "place"), [(-3.0, 0.0), (1.5, 1.5), (2.0, 2.0), (50.0, 4.0)])
def test_a_value_on_no_step_lies_between_two_or_beyond_an_end(value: float, place: float) -> None:
    assert Sweep("x", 0, 4, 4).position(value, SLIDER) == pytest.approx(place)


@pytest.mark.parametrize(
    ("position", "by", "step"),
    [(3.0, 1, 4), (3.0, -1, 2), (3.4, 1, 4), (3.4, -1, 3), (3.9, 1, 4), (0.0, -1, -1), (2.5, 3, 5)],
)
def test_a_step_from_between_goes_to_the_next_whole_one(position: float, by: int, step: int) -> None:
    assert stepped(position, by) == step


# Playing


def play(position: int, steps: int, playback: Playback, moments: list[float]) -> tuple[int, Playback]:
    for seconds in moments:
        step, playback = advance(position, steps, playback, seconds)
        position = position if step is None else step
    return position, playback


# Sixteenths of a step at every speed are exact in floats, so that slices add up without rounding.
moments = st.lists(st.integers(0, 64).map(lambda part: part / 64), max_size=12)


def whole(part: float) -> float:
    return part * 64 / STEPS_A_SECOND


@given(moments, st.sampled_from(SPEEDS), st.integers(0, 50))
def test_time_can_be_cut_into_any_pieces(parts: list[float], speed: float, position: int) -> None:
    seconds = [whole(part) for part in parts]
    playing = Playback(playing=True, speed=speed)
    in_pieces, left = play(position, 50, playing, seconds)
    passed = sum(part * 64 * speed for part in parts)
    assert in_pieces == min(50, position + math.floor(passed + 1e-6))
    if in_pieces < 50:
        assert left.playing
        assert in_pieces - position + left.passed == pytest.approx(passed, abs=1e-6)


@given(moments, st.sampled_from(SPEEDS))
def test_every_step_is_passed_in_order(parts: list[float], speed: float) -> None:
    position, playback = 0, Playback(playing=True, speed=speed)
    for part in parts:
        step, playback = advance(position, 50, playback, whole(part))
        if step is not None:
            assert position < step <= 50
            position = step


def test_a_second_at_normal_speed() -> None:
    step, playback = advance(0, 100, Playback(playing=True), 1.0)
    assert step == STEPS_A_SECOND
    assert playback.playing


@pytest.mark.parametrize("seconds", [2.5, 2.6, 1000.0])
def test_playing_ends_at_the_last_step(seconds: float) -> None:
    step, playback = advance(0, 50, Playback(playing=True), seconds)
    assert (step, playback.playing) == (50, False)
    assert advance(50, 50, playback, 1.0)[0] is None


def test_paused_time_does_not_add_up() -> None:
    step, playback = advance(3, 50, Playback(playing=False, passed=0.9), 1000.0)
    assert (step, playback) == (None, Playback(playing=False))


def test_playing_from_between_two_steps() -> None:
    assert advance(2.5, 50, Playback(playing=True), 1 / STEPS_A_SECOND)[0] == 3


def test_speeds_up_and_down_stop_at_their_ends() -> None:
    playback, seen = Playback(), []
    for _ in range(10):
        playback = playback.faster(1)
        seen.append(playback.speed)
    assert seen[:4] == [2.0, 4.0, 8.0, 8.0]
    for _ in range(10):
        playback = playback.faster(-1)
    assert playback.speed == SPEEDS[0] == 0.125


def test_a_speed_multiplies_time() -> None:
    for speed in SPEEDS:
        step, _ = advance(0, 10_000, Playback(playing=True, speed=speed), 10.0)
        assert step == 10 * STEPS_A_SECOND * speed

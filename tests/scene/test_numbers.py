"""Numbers as people read them."""

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from calctui.scene.numbers import canonical, fit, number, plain

finite = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e300, max_value=1e300)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (8.003, "8.003"),
        (-0.0, "0"),
        (1e-12, "1e-12"),
        (1_000_001.0, "1000001"),
        (2.5e10, "2.5e10"),
        (math.nan, "undefined"),
        (-math.inf, "-inf"),
        (0.1 + 0.2, "0.3"),
    ],
)
def test_a_number_in_six_digits(value: float, text: str) -> None:
    assert number(value) == text


@example(999_999, 0)
@given(st.integers(100_000, 999_999), st.integers(-5, 8))
def test_halves_that_differ_by_rounding_alone_are_written_alike(digits: int, place: int) -> None:
    half = (digits + 0.5) * 10.0**place
    assert len({number(half), number(math.nextafter(half, 0)), number(math.nextafter(half, math.inf))}) == 1


@given(finite)
def test_what_is_written_is_the_number_rounded(value: float) -> None:
    assert math.isclose(float(number(value)), value, rel_tol=5.001e-6, abs_tol=5e-324)


@given(finite, st.integers(6, 20))
def test_what_fits_is_no_longer_than_there_is_room(value: float, room: int) -> None:
    text = fit(value, room)
    assert len(text) <= max(room, len(number(value, 1)))


@given(finite)
def test_plain_is_read_as_the_same_float(value: float) -> None:
    assert float(plain(value)) == value


@given(st.integers(-1000, 1000))
def test_steps_are_what_a_person_means(tenths: int) -> None:
    assert canonical(sum([0.1] * tenths) if tenths > 0 else tenths * 0.1) == float(f"{tenths / 10}")

"""Axes whose coordinates are decimal logarithms: the ticks say the numbers."""

import math
import re
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from seen import picture

from calctui.raster import Marker, draw, rows
from calctui.raster.axes import Dress, axes
from calctui.raster.scale import x_ticks, y_ticks
from calctui.scene import Curve, Plot, Role, Stack, Window

H = np.linspace(-16, 0, 81)


def vee() -> Plot:
    """The error of a difference quotient against its step: rounding on the left, truncation on the right."""
    error = np.log10(10**H + 1e-16 / 10**H)
    return Plot(Window(-16, 0, -9, 1), (Curve(H, error, Role.ERROR),), "error", "h", log_x=True, log_y=True)


def labels(low: float, high: float, height: int = 20) -> list[str]:
    return [label for _, label in y_ticks(Window(0, 1, low, high), height, Marker.BRAILLE, log=True)]


def test_powers_on_both_sides() -> None:
    assert picture(vee(), 56, 11) == (
        """
|    ┌ error ───────────────────────────────────────────┐|
|   1┤⡀                                                ⢀│|
|    │ ⠐ ⠄                                         ⡀⠠ ⠂ │|
|    │    ⠈ ⠂⢀                                  ⡀⠐      │|
|1e-3┤         ⠁⠠ ⡀                        ⢀ ⠄⠈         │|
|    │             ⠐ ⠄                  ⠠ ⠁             │|
|1e-6┤                ⠈ ⠂⢀          ⡀⠐ ⠁                │|
|    │                     ⠁⠠ ⡀⢀ ⠂⠈                     │|
|1e-9┤                                                  │|
|    └───┬────────┬────────┬─────────┬────────┬──── h ─┬┘|
|      1e-15    1e-12    1e-9      1e-6     1e-3       1 |
"""
    )


def test_powers_in_ascii() -> None:
    assert picture(vee(), 40, 9, Marker.ASCII) == (
        """
|    + error ---------------------------+|
|   1+:                                :||
|    | ::::                        :::: ||
|    |     ::::                ::::     ||
|1e-5+         ::::        ::::         ||
|    |             ::::::::             ||
|    |                                  ||
|    +--+---------+----------+----- h -++|
|     1e-15     1e-10      1e-5        1 |
"""
    )


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (-3.2, 3.4, ["1e-3", "0.01", "0.1", "1", "10", "100", "1000"]),
        (-16.0, 0.0, ["1e-16", "1e-14", "1e-12", "1e-10", "1e-8", "1e-6", "1e-4", "0.01", "1"]),
        (-9.0, 20.0, ["1e-9", "1e-6", "1e-3", "1", "1000", "1e6", "1e9", "1e12", "1e15", "1e18"]),
        (-300.0, 300.0, ["1e-300", "1e-200", "1e-100", "1", "1e100", "1e200", "1e300"]),
        (3.0, 6.0, ["1000", "1e4", "1e5", "1e6"]),
        (-0.1, 1.05, ["1", "2", "5", "10"]),
        (-2.35, -0.95, ["5e-3", "0.01", "0.02", "0.05", "0.1"]),
        (5.9, 6.8, ["1e6", "2e6", "5e6"]),
        (0.1, 1.7, ["2", "5", "10", "20", "50"]),
        (math.log10(2.1), math.log10(4.9), ["2.5", "3.0", "3.5", "4.0", "4.5"]),
        (math.log10(1.1e-7), math.log10(1.3e-7), ["1.10e-7", "1.15e-7", "1.20e-7", "1.25e-7", "1.30e-7"]),
        (
            math.log10(0.92),
            math.log10(1.06),
            ["0.92", "0.94", "0.96", "0.98", "1.00", "1.02", "1.04", "1.06"],
        ),
        (400.01, 400.02, ["1.025e400", "1.030e400", "1.035e400", "1.040e400", "1.045e400"]),
        (0.0, 1e-17, []),
        (0.0, 5e-324, []),
    ],
)
def test_labels(low: float, high: float, expected: list[str]) -> None:
    assert labels(low, high) == expected


PLAIN = r"0|1|10|100|1000|0\.1|0\.01"
POWER = re.compile(rf"({PLAIN})|1e-?\d+")
"""A whole power of ten as it is read most easily."""

ends = st.floats(-700, 700)


@example(-16.0, 0.0, 1, Marker.BRAILLE, True)
@example(0.0, 5e-16, 36, Marker.BRAILLE, False)
@given(ends, ends, st.integers(1, 120), st.sampled_from(Marker), st.booleans())
def test_a_tick_stands_where_its_number_is(
    low: float, high: float, size: int, marker: Marker, upright: bool
) -> None:
    try:
        window = Window(low, high, low, high)
    except ValueError:
        return
    found = (y_ticks if upright else x_ticks)(window, size, marker, log=True)
    places = [place for place, _ in found]
    assert len({label for _, label in found}) == len(found)
    assert places == sorted(set(places), reverse=upright)
    for place, label in found:
        part = (float(Decimal(label).log10()) - low) / (high - low)
        dot = (1 - part if upright else part) * (size - 1)
        assert abs(place - dot) <= 1 + 1e-6 * size


@given(ends, st.floats(1.5, 600), st.integers(6, 120))
def test_whole_powers_are_strided_evenly(low: float, span: float, height: int) -> None:
    high = low + span
    assume(high - low >= 1.5)  # after rounding too
    found = labels(low, high, height)
    powers = [round(float(Decimal(label).log10()), 9) for label in found]
    whole = range(math.ceil(low), math.floor(high) + 1)
    assert 1 <= len(found) <= 11
    if len(whole) > 1 and height > 2 * len(whole):
        assert all(POWER.fullmatch(label) for label in found)
        assert len(set(np.diff(powers).tolist())) <= 1


@given(st.floats(allow_nan=False, allow_infinity=False), st.floats(allow_nan=False, allow_infinity=False))
def test_any_window_has_axes(low: float, high: float) -> None:
    try:
        window = Window(low, high, low, high)
    except ValueError:
        return
    plot = Plot(window, (), "t", "x", log_x=True, log_y=True)
    for marker in Marker:
        assert draw(plot, 60, 14, marker).chars.shape == (14, 60)


def test_only_the_side_that_is_logarithmic_says_numbers() -> None:
    window = Window(0, 4, 0, 4)
    found = axes(window, 40, 12, Marker.BRAILLE, gutter=4, log_y=True)
    assert [row.split("┤")[0].strip() for row in rows(found.cells) if "┤" in row] == [
        "1e4",
        "1000",
        "100",
        "10",
        "1",
    ]
    assert rows(found.cells)[-1].split() == ["0", "1", "2", "3", "4"]
    assert axes(window, 40, 12, Marker.BRAILLE, gutter=4) is not found


def test_a_level_line_lies_in_the_row_of_its_power() -> None:
    window = Window(0, 1, -7.3, 2.6)
    for row, label in y_ticks(window, 20, Marker.BRAILLE, log=True):
        level = math.log10(float(label))
        curve = Curve(np.array([0.0, 1.0]), np.array([level, level]), Role.FUNCTION)
        cells = draw(Plot(window, (curve,), log_y=True), 60, 23)
        assert np.flatnonzero((cells.roles == Role.FUNCTION).any(axis=1)).tolist() == [row + 1]


def test_plots_share_an_axis_only_if_both_or_none_are_logarithmic() -> None:
    window = Window(-3, 3, 0, 1)

    def stack(*logs: bool) -> int:
        plots = tuple(Plot(window, (), f"p{k}", log_x=log) for k, log in enumerate(logs))
        return sum("└" in row for row in rows(draw(Stack(plots, (1.0,) * len(plots)), 60, 24)))

    assert stack(True, True) == stack(False, False) == 1
    assert stack(True, False) == stack(False, True) == 2


def test_the_left_side_has_room_for_the_longest_number() -> None:
    window = Window(0, 1, -15, 1)
    assert rows(draw(Plot(window, (), log_y=True), 60, 14))[0].index("┌") == len("1e-15")
    assert (
        rows(axes(window, 60, 14, Marker.BRAILLE, Dress.Y_TICKS, gutter=2, log_y=True).cells)[3][:2] == "  "
    )

"""Matrices as a person sees them, between bars, and what holds for all of them."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from seen import picture

from calctui.raster import Marker, draw, rows
from calctui.scene import Floats, Matrix, Outline, Plot, Role, Stack, Window

FILLS = {marker: ("░▒▓", "·:∷") if marker is not Marker.ASCII else ("+*#", ".:=") for marker in Marker}
"""Fill above and below 0, from weakly to strongly."""


def matrix(values: list[list[float]], title: str = "") -> Matrix:
    found = np.array(values, float).reshape(len(values), -1)
    names = tuple(f"f{k + 1}" for k in range(found.shape[0])), tuple("abcdefghijkl"[: found.shape[1]])
    return Matrix(found, *names, title=title)


def softmax() -> Matrix:
    """The Jacobian of softmax at (1, 2, 3), to be read off p_i (δ_ij - p_j)."""
    p = np.exp([1.0, 2.0, 3.0]) / np.exp([1.0, 2.0, 3.0]).sum()
    return matrix((np.diag(p) - np.outer(p, p)).tolist(), "Jacobian")


def whole(size: int = 6) -> Matrix:
    """Whole numbers from -8 to 9."""
    return matrix([[(7 * i + 5 * j) % 18 - 8 for j in range(size)] for i in range(size)], "Jacobian")


def test_size_and_sign_are_seen_beside_the_numbers() -> None:
    assert picture(softmax(), 27, 8) == (
        """
|┌ Jacobian ───────────────┐|
|│       a      b      c   │|
|│ f1 ▒0.082 ·-0.02 ·-0.06 │|
|│                         │|
|│ f2 ·-0.02 ▓0.185 ∷-0.16 │|
|│                         │|
|│ f3 ·-0.06 ∷-0.16 ▓0.223 │|
|└─────────────────────────┘|
"""
    )
    assert picture(softmax(), 27, 8, Marker.ASCII) == (
        """
|+ Jacobian ---------------+|
||       a      b      c   ||
|| f1 *0.082 .-0.02 .-0.06 ||
||                         ||
|| f2 .-0.02 #0.185 =-0.16 ||
||                         ||
|| f3 .-0.06 =-0.16 #0.223 ||
|+-------------------------+|
"""
    )


def test_in_more_room_cells_are_filled_around_their_numbers() -> None:
    assert picture(softmax(), 27, 9) == (
        """
|┌ Jacobian ───────────────┐|
|│       a      b      c   │|
|│ f1 ▒0.082 ·-0.02 ·-0.06 │|
|│    ▒▒▒▒▒▒ ······ ······ │|
|│ f2 ·-0.02 ▓0.185 ∷-0.16 │|
|│    ······ ▓▓▓▓▓▓ ∷∷∷∷∷∷ │|
|│ f3 ·-0.06 ∷-0.16 ▓0.223 │|
|│    ······ ∷∷∷∷∷∷ ▓▓▓▓▓▓ │|
|└─────────────────────────┘|
"""
    )
    assert picture(replace(softmax(), column=0), 27, 17, Marker.BLOCK) == (
        """
|┌ Jacobian ───────────────┐|
|│                         │|
|│       ▾a     b      c   │|
|│    ▒▒▒▒▒▒ ······ ······ │|
|│ f1 ▒0.082 ·-0.02 ·-0.06 │|
|│    ▒▒▒▒▒▒ ······ ······ │|
|│                         │|
|│    ······ ▓▓▓▓▓▓ ∷∷∷∷∷∷ │|
|│ f2 ·-0.02 ▓0.185 ∷-0.16 │|
|│    ······ ▓▓▓▓▓▓ ∷∷∷∷∷∷ │|
|│                         │|
|│    ······ ∷∷∷∷∷∷ ▓▓▓▓▓▓ │|
|│ f3 ·-0.06 ∷-0.16 ▓0.223 │|
|│    ······ ∷∷∷∷∷∷ ▓▓▓▓▓▓ │|
|│                         │|
|│                         │|
|└─────────────────────────┘|
"""
    )


def test_a_lit_row_and_column_have_a_sign() -> None:
    assert picture(replace(softmax(), row=1, column=2), 27, 8) == (
        """
|┌ Jacobian ───────────────┐|
|│       a      b      ▾c  │|
|│ f1 ▒0.082 ·-0.02 ·-0.06 │|
|│                         │|
|│▸f2 ·-0.02 ▓0.185 ∷-0.16 │|
|│                         │|
|│ f3 ·-0.06 ∷-0.16 ▓0.223 │|
|└─────────────────────────┘|
"""
    )


def test_six_by_six() -> None:
    assert picture(whole(), 44, 9) == (
        """
|┌ Jacobian ────────────────────────────────┐|
|│         a     b     c     d     e     f  │|
|│  f1 ∷∷ -8 ·· -3 ░░  2 ▓▓  7 :: -6 ·· -1  │|
|│  f2 ·· -1 ▒▒  4 ▓▓  9 :: -4 ░░  1 ▒▒  6  │|
|│  f3 ▒▒  6 ∷∷ -7 ·· -2 ░░  3 ▓▓  8 :: -5  │|
|│  f4 :: -5     0 ▒▒  5 ∷∷ -8 ·· -3 ░░  2  │|
|│  f5 ░░  2 ▓▓  7 :: -6 ·· -1 ▒▒  4 ▓▓  9  │|
|│  f6 ▓▓  9 :: -4 ░░  1 ▒▒  6 ∷∷ -7 ·· -2  │|
|└──────────────────────────────────────────┘|
"""
    )
    assert picture(whole(), 22, 8) == (
        """
|     a  b  c  d  e  f |
| f1 -8 -3  2  7 -6 -1 |
| f2 -1  4  9 -4  1  6 |
| f3  6 -7 -2  3  8 -5 |
| f4 -5  0  5 -8 -3  2 |
| f5  2  7 -6 -1  4  9 |
| f6  9 -4  1  6 -7 -2 |
|                      |
"""
    )


def test_what_does_not_fit_is_said_and_what_is_lit_stays_in_sight() -> None:
    assert picture(whole(), 18, 8) == (
        """
|     a  b  c  d … |
| f1 -8 -3  2  7   |
| f2 -1  4  9 -4   |
| f3  6 -7 -2  3   |
| f4 -5  0  5 -8   |
| f5  2  7 -6 -1   |
| f6  9 -4  1  6   |
|                  |
"""
    )
    assert picture(replace(whole(), row=5, column=5), 18, 6, Marker.ASCII) == (
        """
|   ...  d  e vf   |
|     ^ 2 more     |
|    f3  3  8 -5   |
|    f4 -8 -3  2   |
|    f5 -1  4  9   |
|   >f6  6 -7 -2   |
"""
    )


def test_numbers_that_are_none_too_large_or_small() -> None:
    assert picture(matrix([[np.nan, 0, -1e-9], [np.inf, 5, -np.inf]]), 34, 7) == (
        """
|┌────────────────────────────────┐|
|│          a        b        c   │|
|│  f1        -        0    -1e-9 │|
|│                                │|
|│  f2 ▓▓   inf ▓▓     5 ∷∷  -inf │|
|│     ▓▓▓▓▓▓▓▓ ▓▓▓▓▓▓▓▓ ∷∷∷∷∷∷∷∷ │|
|└────────────────────────────────┘|
"""
    )


@pytest.mark.parametrize("marker", Marker)
def test_roles(marker: Marker) -> None:
    view = replace(softmax(), row=1, column=2, above=Role.THIRD, below=Role.FOURTH)
    cells = draw(view, 27, 8, marker)
    text, lit, positive, negative = [Role.TEXT], [Role.LIT], [Role.THIRD], [Role.FOURTH]
    header = [int(role) for role in cells.roles[1, 1:-1] if role]
    assert header == text * 2 + lit * 2
    first = [int(role) for role in cells.roles[2, 1:-1] if role]
    assert first == text * 2 + positive + text * 5 + negative + text * 5 + negative + lit * 5
    second = [int(role) for role in cells.roles[4, 1:-1] if role]
    assert second == lit * 3 + negative + lit * 5 + positive + lit * 5 + negative + lit * 5


@pytest.mark.parametrize("marker", Marker)
def test_fill_tells_size_and_sign_without_colour(marker: Marker) -> None:
    above, below = FILLS[marker]
    assert not set(above) & set(below)
    shares = [0.1, 0.3, 0.35, 0.6, 0.7, 1.0]
    for sign, fills in ((1, above), (-1, below)):
        cells = draw(matrix([[sign * share for share in shares]]), 80, 9, marker)
        found = [char for char in rows(cells)[3] if char in above + below]
        assert "".join(dict.fromkeys(found)) == fills
        assert set(cells.roles[3][cells.chars[3] == fills[0]]) == {Role.FIRST if sign > 0 else Role.SECOND}


values = st.floats(allow_nan=True, allow_infinity=True)


@given(arrays(float, (3, 4), elements=st.floats(-1e6, 1e6)), st.sampled_from(Marker))
def test_all_numbers_are_near_where_there_is_room(found: Floats, marker: Marker) -> None:
    cells = draw(matrix(found.tolist()), 80, 6, marker)
    numbers = np.where((cells.roles == Role.TEXT) | (cells.chars == " "), cells.chars, " ")
    lines = [row.split() for row in map("".join, numbers.tolist())]
    seen = [[float(word) for word in line[1:]] for line in lines if line and line[0].startswith("f")]
    # Four digits, or the place of the second digit of the largest.
    assert np.allclose(seen, found, rtol=5.1e-4, atol=0.051 * np.abs(found).max())


@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 60), st.integers(1, 20), st.sampled_from(Marker))
def test_numbers_are_whole_or_not_there(m: int, n: int, width: int, height: int, marker: Marker) -> None:
    view = matrix([[1000.0 + 10 * i + j for j in range(n)] for i in range(m)])
    view = replace(view, rows=("r",) * m, columns=("c",) * n)
    cells = draw(view, width, height, marker)
    texts = np.where(cells.roles == Role.TEXT, cells.chars, " ")
    words = " ".join(map("".join, texts.tolist())).split()
    assert {word for word in words if word[0].isdigit()} <= {f"{value:.0f}" for value in view.values.ravel()}


@given(st.integers(0, 5), st.integers(0, 5), st.integers(10, 60), st.integers(4, 20), st.sampled_from(Marker))
def test_what_is_lit_is_in_sight(row: int, column: int, width: int, height: int, marker: Marker) -> None:
    cells = draw(replace(whole(), row=row, column=column), width, height, marker)
    lit = " ".join("".join(line) for line in np.where(cells.roles == Role.LIT, cells.chars, " ").tolist())
    right, down = "▸▾" if marker is not Marker.ASCII else ">v"
    assert f"{right}f{row + 1}" in lit
    assert f"{down}{'abcdef'[column]}" in lit


def test_a_number_that_rounds_to_zero_keeps_its_sign() -> None:
    found = rows(draw(matrix([[1.0, -0.0004, 0.0003, 0.0]]), 17, 2))
    assert found[1].split() == ["f1", "1", "-0", "+0", "0"]


def test_the_frame_goes_where_it_would_hide_rows() -> None:
    assert rows(draw(whole(), 44, 9))[0].startswith("┌ Jacobian ─")
    assert "┌" not in "".join(rows(draw(whole(), 44, 8)))
    assert rows(draw(matrix([[1.0] * 3] * 30, "long"), 44, 12))[0].startswith("┌ long ─")


def test_an_empty_matrix_is_its_names() -> None:
    assert rows(draw(Matrix(np.empty((0, 2)), (), ("x", "y")), 9, 2)) == ["    x   y"[:9], " " * 9]
    assert "f1" in rows(draw(Matrix(np.empty((1, 0)), ("f1",), ()), 9, 2))[1]


def test_a_note_stands_in_the_middle() -> None:
    assert any("  no matrix  " in row for row in rows(draw(replace(softmax(), note="no matrix"), 40, 9)))


def test_matrices_stand_below_plots_and_outlines() -> None:
    plot = Plot(Window(0, 1, 0, 1), (), "plot")
    stacked = rows(draw(Stack((plot, softmax(), Outline(())), (1, 1, 1)), 40, 30))
    assert "┌ Jacobian ─" in stacked[10]


@given(
    st.tuples(st.integers(0, 9), st.integers(0, 9)).flatmap(
        lambda shape: arrays(float, shape, elements=values)
    ),
    st.lists(st.text(max_size=12), min_size=18, max_size=18),
    *(st.none() | st.integers(-2, 12), st.none() | st.integers(-2, 12)),
    *(st.integers(0, 70), st.integers(0, 20), st.sampled_from(Marker)),
)
def test_any_matrix_at_any_size(
    found: Floats,
    names: list[str],
    row: int | None,
    column: int | None,
    width: int,
    height: int,
    marker: Marker,
) -> None:
    m, n = found.shape
    view = Matrix(found, tuple(names[:m]), tuple(names[9 : 9 + n]), row, column, title="title")
    cells = draw(view, width, height, marker)
    assert cells.chars.shape == cells.roles.shape == (height, width)
    if marker is Marker.ASCII:
        assert all(line.isascii() and line.isprintable() for line in rows(cells))

"""Outlines as a person sees them, between bars, and what holds for all of them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from seen import picture

from calctui.raster import Marker, draw, rows
from calctui.scene import Beside, Cell, Outline, Plot, Role, Row, Stack, Window


def row(*texts: str, depth: int = 0, lit: bool = False) -> Row:
    return Row(tuple(Cell(text) for text in texts), depth, lit)


def tree() -> Outline:
    lines = (
        row("d/dx [x²·sin 3x + eˣ]", "sum", "2x·sin 3x + 3x²·cos 3x + eˣ"),
        row("x²·sin 3x", "product", "2x·sin 3x + 3x²·cos 3x", depth=1),
        row("x²", "power", "2x", depth=2),
        row("sin 3x", "chain", "3·cos 3x", depth=2, lit=True),
        row("3x", "factor", "3", depth=3),
        row("eˣ", "exponential", "eˣ", depth=1),
    )
    return Outline(lines, ("expression", "rule", "derivative"), "f′(x) by rules")


def digits() -> Outline:
    lines = (
        ("0.1", Cell("1.051709", Role.SECANT, 3), "5.2e-2"),
        ("0.01", Cell("1.005017", Role.SECANT, 4), "5.0e-3"),
        ("0.001", Cell("0.999500", Role.SECANT), "5.0e-4"),
        ("1e-10", Cell("1.000000", Role.SECANT, 8), "0"),
    )
    cells = (Row((Cell(h), slope, Cell(error, Role.ERROR))) for h, slope, error in lines)
    return Outline(tuple(cells), ("h", "slope", "error"), "digits", numbers=True)


def long(lit: int | None, count: int = 20) -> Outline:
    return Outline(tuple(row(f"step {k}", lit=k == lit) for k in range(count)), ("steps",))


def test_a_tree() -> None:
    assert picture(tree(), 76, 9) == (
        """
|┌ f′(x) by rules ──────────────────────────────────────────────────────────┐|
|│  expression               rule           derivative                      │|
|│  d/dx [x²·sin 3x + eˣ]    sum            2x·sin 3x + 3x²·cos 3x + eˣ     │|
|│  ├ x²·sin 3x              product        2x·sin 3x + 3x²·cos 3x          │|
|│  │ ├ x²                   power          2x                              │|
|│▸ │ └ sin 3x               chain          3·cos 3x                        │|
|│  │   └ 3x                 factor         3                               │|
|│  └ eˣ                     exponential    eˣ                              │|
|└──────────────────────────────────────────────────────────────────────────┘|
"""
    )


def test_a_tree_in_ascii() -> None:
    assert picture(tree(), 76, 9, Marker.ASCII) == (
        """
|+ f'(x) by rules ----------------------------------------------------------+|
||  expression                 rule           derivative                    ||
||  d/dx [x^2*sin 3x + e^x]    sum            2x*sin 3x + 3x^2*cos 3x + e^x ||
||  |- x^2*sin 3x              product        2x*sin 3x + 3x^2*cos 3x       ||
||  |  |- x^2                  power          2x                            ||
||> |  `- sin 3x               chain          3*cos 3x                      ||
||  |     `- 3x                factor         3                             ||
||  `- e^x                     exponential    e^x                           ||
|+--------------------------------------------------------------------------+|
"""
    )


def test_in_little_room_the_first_column_gives_way() -> None:
    assert picture(tree(), 56, 9) == (
        """
|┌ f′(x) by rules ──────────────────────────────────────┐|
|│  expression         rule         derivative          │|
|│  d/dx [x²·sin 3x …  sum          2x·sin 3x + 3x²·co… │|
|│  ├ x²·sin 3x        product      2x·sin 3x + 3x²·co… │|
|│  │ ├ x²             power        2x                  │|
|│▸ │ └ sin 3x         chain        3·cos 3x            │|
|│  │   └ 3x           factor       3                   │|
|│  └ eˣ               exponential  eˣ                  │|
|└──────────────────────────────────────────────────────┘|
"""
    )


def test_numbers_stand_below_each_other_and_a_line_parts_the_digits_that_agree() -> None:
    assert picture(digits(), 40, 7) == (
        """
|┌ digits ──────────────────────────────┐|
|│      h        slope     error        │|
|│    0.1    1.0|51709    5.2e-2        │|
|│   0.01    1.00|5017    5.0e-3        │|
|│  0.001    0.999500     5.0e-4        │|
|│  1e-10    1.000000|         0        │|
|└──────────────────────────────────────┘|
"""
    )


def test_numbers_are_never_cut_but_columns_left_out() -> None:
    assert picture(digits(), 24, 7, Marker.ASCII) == (
        """
|+ digits --------------+|
||      h        slope  ||
||    0.1    1.0|51709  ||
||   0.01    1.00|5017  ||
||  0.001    0.999500   ||
||  1e-10    1.000000|  ||
|+----------------------+|
"""
    )


def test_what_does_not_fit_is_counted() -> None:
    assert picture(long(11), 20, 9) == (
        """
|┌──────────────────┐|
|│  steps           │|
|│  ↑ 9 more        │|
|│  step 9          │|
|│  step 10         │|
|│▸ step 11         │|
|│  step 12         │|
|│  ↓ 7 more        │|
|└──────────────────┘|
"""
    )


@pytest.mark.parametrize(
    ("lit", "first", "last"),
    [(None, "step 0", "↓ 15 more"), (2, "step 0", "↓ 15 more"), (19, "↑ 15 more", "▸ step 19")],
)
def test_the_lit_row_is_in_sight(lit: int | None, first: str, last: str) -> None:
    found = [line.strip("│ ") for line in rows(draw(long(lit), 20, 9))[2:-1]]
    assert (found[0], found[-1]) == (first, last)


def test_the_last_of_several_lit_rows_is_the_one_in_sight() -> None:
    view = replace(
        long(17), rows=tuple(replace(each, lit=k in (0, 17)) for k, each in enumerate(long(17).rows))
    )
    assert any("▸ step 17" in line for line in rows(draw(view, 20, 9)))


@given(st.integers(0, 40), st.integers(1, 40), st.integers(1, 30))
def test_rows_seen_and_counted_are_all_rows(lit: int, count: int, height: int) -> None:
    lit = min(lit, count - 1)
    view = replace(long(lit, count), columns=())
    found = [line.strip("│ ") for line in rows(draw(view, 13, height))]
    assert f"▸ step {lit}" in found
    steps = [line.removeprefix("▸ ") for line in found if "step" in line]
    start = int(steps[0].split()[1])
    assert steps == [f"step {start + k}" for k in range(len(steps))]
    if height > 2:
        above, below = (
            [int(line.split()[1]) for line in found if line.startswith(arrow)] or [0] for arrow in "↑↓"
        )
        assert above == [start]
        assert below == [count - start - len(steps)]


def test_roles() -> None:
    cells = draw(replace(digits(), rows=(*digits().rows[:2], replace(digits().rows[2], lit=True))), 40, 7)
    assert rows(cells)[2] == "│    0.1    1.0|51709    5.2e-2        │"
    header, first, lit = cells.roles[1], cells.roles[2], cells.roles[4]
    assert set(header[1:-1].tolist()) == {Role.BLANK, Role.GUIDE}
    assert first[5:8].tolist() == [Role.TEXT] * 3
    assert first[12:16].tolist() == [Role.LIT] * 3 + [Role.FRAME]
    assert first[16:21].tolist() == [Role.SECANT] * 5
    assert first[25:31].tolist() == [Role.ERROR] * 6
    assert set(lit[1:-1].tolist()) == {Role.BLANK, Role.LIT}
    assert cells.chars[4, 1] == "▸"
    assert {Role(int(role)) for role in draw(tree(), 76, 9).roles[5][3:6]} == {Role.FRAME, Role.BLANK}


@given(st.integers(-2, 12), st.booleans(), st.sampled_from(Marker))
def test_a_marked_start_is_parted_from_the_rest(marked: int, numbers: bool, marker: Marker) -> None:
    view = Outline((Row((Cell("3.14159", marked=marked),)),), numbers=numbers)
    found = rows(draw(view, 13, 1, marker))[0].strip()
    assert found == ("3.14159"[:marked] + "|" + "3.14159"[marked:] if marked > 0 else "3.14159")


@given(st.lists(st.integers(0, 7), min_size=1, max_size=9))
def test_points_of_numbers_of_one_length_stand_below_each_other(marks: list[int]) -> None:
    marks = [0 if mark == 1 else mark for mark in marks]  # a line before the point moves it
    view = Outline(tuple(Row((Cell("1.23456", marked=mark),)) for mark in marks), numbers=True)
    assert len({line.index(".") for line in rows(draw(view, 13, len(marks)))}) == 1


def before(depths: list[int], marker: Marker) -> list[str]:
    """What stands before the text of rows of these depths."""
    view = Outline(tuple(row("@", depth=depth) for depth in depths))
    found = rows(draw(view, 100, len(depths) + 6, marker))[1 : len(depths) + 1]
    return [line[3:].split("@")[0] for line in found]


@given(st.lists(st.integers(0, 4), min_size=1, max_size=12))
def test_branches_tell_each_rows_parent(depths: list[int]) -> None:
    depths = [0, *depths]
    for place in range(1, len(depths)):
        depths[place] = min(depths[place], depths[place - 1] + 1)
    found = before(depths, Marker.BRAILLE)
    for place, depth in enumerate(depths):
        assert len(found[place]) == 2 * depth
        later = next((other for other in depths[place + 1 :] if other <= depth), -1)
        assert not depth or found[place][-2] == ("├" if later == depth else "└")
        for level in range(1, depth):
            # A branch passes a row where it went on above.
            assert (found[place][2 * level - 2] == "│") == (found[place - 1][2 * level - 2] in "├│")
    signs = str.maketrans("├└│", "|`|")
    assert [line[::3] for line in before(depths, Marker.ASCII)] == [
        line[::2].translate(signs) for line in found
    ]


def test_a_deep_row_keeps_its_text() -> None:
    lines = tuple(row(f"level {depth}", depth=depth) for depth in range(40))
    for marker in Marker:
        assert all(
            f"level {k}" in line for k, line in enumerate(rows(draw(Outline(lines), 40, 40, marker))[1:3])
        )
        assert "level 39" in rows(draw(Outline(lines), 40, 42, marker))[-2]


def test_what_is_cut_shows_it() -> None:
    assert rows(draw(Outline((row("a much too long number"),), numbers=True), 16, 5))[1] == "│  a much too… │"
    assert rows(draw(Outline((row("a much too long word"),)), 16, 5, Marker.ASCII))[1] == "|  a much t... |"


def test_no_header_where_there_is_only_one_line() -> None:
    assert rows(draw(long(3), 10, 1)) == ["▸ step 3  "]
    assert rows(draw(long(3), 10, 2)) == ["  steps   ", "▸ step 3  "]
    assert rows(draw(long(3), 1, 1)) == ["▸"]


def test_a_note_stands_in_the_middle() -> None:
    view = replace(long(None), note="not found in 2 s")
    assert any("  not found in 2 s  " in line for line in rows(draw(view, 40, 9)))
    assert any("  found  " in line for line in rows(draw(Outline((), note="found"), 40, 9)))


def test_outlines_stand_beside_and_below_plots() -> None:
    plot = Plot(Window(0, 1, 0, 1), (), "plot")
    beside = rows(draw(Beside((plot, tree()), (1, 1)), 120, 12))
    assert "┌ plot ─" in beside[0]
    assert "┌ f′(x) by rules ─" in beside[0]
    stacked = rows(draw(Stack((plot, tree()), (1, 1)), 60, 20))
    assert "┌ f′(x) by rules ─" in stacked[10]


texts = st.text(max_size=60)
lines = st.builds(
    Row,
    st.lists(st.builds(Cell, texts, st.sampled_from(Role), st.integers(-1, 70)), max_size=4).map(tuple),
    st.integers(-1, 90),
    st.booleans(),
)


@given(
    st.lists(lines, max_size=12),
    st.lists(texts, max_size=5),
    *(st.booleans(), st.integers(0, 90), st.integers(0, 20), st.sampled_from(Marker)),
)
def test_any_outline_at_any_size(
    found: list[Row], names: list[str], numbers: bool, width: int, height: int, marker: Marker
) -> None:
    cells = draw(Outline(tuple(found), tuple(names), "title", numbers), width, height, marker)
    assert cells.chars.shape == cells.roles.shape == (height, width)
    if marker is Marker.ASCII:
        assert all(line.isascii() and line.isprintable() for line in rows(cells))

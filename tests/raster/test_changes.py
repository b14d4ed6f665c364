from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calctui.raster import Cells, blank, write
from calctui.raster.changes import Change, changes, stretches
from calctui.scene import Role

SIGNS = " ab⠿─"


def cells(codes: list[int], width: int, height: int) -> Cells:
    """A picture of five signs in three roles."""
    taken = np.array(codes[: width * height], dtype=int).reshape(height, width)
    chars = np.array(list(SIGNS))[taken % len(SIGNS)].astype("<U1")
    return Cells(chars, (taken // len(SIGNS)).astype(np.uint8))


codes = st.lists(st.integers(0, 14), min_size=45, max_size=45)
pairs = st.builds(
    lambda width, height, old, new: (cells(old, width, height), cells(new, width, height)),
    *(st.integers(0, 9), st.integers(0, 5), codes, codes),
)


def applied(old: Cells, changed: list[Change]) -> Cells:
    for change in changed:
        column = change.x
        for text, role in change.runs:
            old = write(old, text, column, change.y, role)
            column += len(text)
        assert column == change.end
    return old


@given(pairs)
def test_the_changes_turn_the_old_into_the_new(pair: tuple[Cells, Cells]) -> None:
    old, new = pair
    made = applied(old, list(changes(old, new)))
    assert np.array_equal(made.chars, new.chars)
    assert np.array_equal(made.roles, new.roles)


@given(pairs)
def test_nothing_is_written_twice_or_for_nothing(pair: tuple[Cells, Cells]) -> None:
    old, new = pair
    touched = [(change.y, x) for change in changes(old, new) for x in range(change.x, change.end)]
    differs = (old.chars != new.chars) | (old.roles != new.roles)
    assert touched == [tuple(place) for place in np.argwhere(differs).tolist()]


@given(st.lists(st.booleans(), max_size=30), st.integers(0, 4))
def test_stretches_that_are_close_are_one(row: list[bool], bridged: int) -> None:
    differs = np.array([row], bool)
    found = [set(range(start, stop)) for _, start, stop in stretches(differs, bridged)]
    covered = set().union(*found)
    assert set(np.flatnonzero(differs[0]).tolist()) == {x for x in covered if row[x]}
    assert all(min(after) - max(before) - 1 > bridged for before, after in pairwise(found))
    for stretch in found:
        assert row[min(stretch)]
        assert row[max(stretch)]
        gaps = "".join("x" if row[x] else " " for x in sorted(stretch)).split("x")
        assert max(map(len, gaps)) <= bridged


def test_a_run_for_each_role() -> None:
    old = write(blank(8, 2), "a = 0.25", 0, 1, Role.TEXT)
    new = write(write(blank(8, 2), "a = 1.5 ", 0, 1, Role.TEXT), "5", 6, 1, Role.POINT)
    assert list(changes(old, new)) == [
        Change(4, 1, (("1", Role.TEXT),)),
        Change(6, 1, (("5", Role.POINT), (" ", Role.TEXT))),
    ]


def test_a_change_of_role_alone_is_one() -> None:
    old, new = (write(blank(3, 1), "x", 1, 0, role) for role in (Role.TEXT, Role.LIT))
    assert list(changes(old, new)) == [Change(1, 0, (("x", Role.LIT),))]


def test_other_sizes_are_refused() -> None:
    with pytest.raises(ValueError, match="two sizes"):
        list(changes(blank(3, 2), blank(2, 3)))

"""Lectures: what is a stop, what are its notes, and what is refused before anything opens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calctui.chapter.document import links_of, parsed, text_of
from calctui.chapter.links import follow
from calctui.chapter.tour import Tour, built_in, read_tour, told
from calctui.explorables.catalogue import entry
from calctui.explore.errors import SettingError
from calctui.explore.link import command

LECTURE = """# Slopes

Remarks of mine.

calctui secant h=1   # Two points
Ask **what** comes next: $x^2$.

- one
- two

secant f='x # y' h=0.5
secant lines are fun
Let y=3.

roll
"""


def lecture(text: str) -> Tour:
    return read_tour(text, "my.txt")


def test_stops_are_command_lines_and_the_rest_are_notes() -> None:
    tour = lecture(LECTURE.replace("x # y", "x^2"))
    assert tour.title == "Slopes"
    assert [command(stop.state) for stop in tour.stops] == [
        "calctui secant",
        "calctui secant f='x^2' h=0.5",
        "calctui roll",
    ]
    assert [stop.title for stop in tour.stops] == ["Two points", "", ""]
    first, second, third = tour.stops
    assert first.notes == "Ask **what** comes next: $x^2$.\n\n- one\n- two"
    assert second.notes == "secant lines are fun\nLet y=3."
    assert third.notes == ""


def test_nothing_in_it_moves_the_cursor_or_turns_the_writing() -> None:
    tour = lecture("# A\x1b]0;x\x07\nroll  # B\x1b[31m\u202e\x9b\nC\x00 d\u00a0e\tf\n\n\tg\x7f\n")
    assert tour.title == "A?]0;x?"
    assert tour.stops[0].title == "B?[31m??"
    assert tour.stops[0].notes == "C? d e  f\n\n    g?"


def test_what_is_said_begins_with_where_it_stands() -> None:
    tour = lecture("roll  # The ball\nSay this.\nsecant")
    assert [text_of(block.spans) for block in told(tour, 0) if hasattr(block, "spans")] == [
        "1 of 2: The ball",
        "Say this.",
    ]
    assert [text_of(block.spans) for block in told(tour, 1) if hasattr(block, "spans")] == ["2 of 2"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "my.txt has no stop: write a line such as calctui roll"),
        ("only words", "my.txt has no stop"),
        ("\n\ncalctui secnat h=1", "my.txt, line 3: no explorable is called 'secnat': did you mean secant"),
        ("secnat h=1", "line 1: no explorable is called 'secnat'"),
        ("calctui", "line 1: a command line needs the name of an explorable"),
        ("roll\ncalctui secant h=9", "line 2: h: 9 is out of range: 1e-12 to 2"),
        ("secant h=1 q", "line 1: 'q' is no setting"),
        ("secant f='x", "line 1: a quotation mark is not closed"),
        ("secant f='x # y'", "line 1: f: "),
        ("roll\n\n$x_{$", "in the notes below line 1: "),
        ("roll\n[look](secnat)", "in the notes below line 1: no explorable is called 'secnat'"),
        ("roll\n[ask](<quiz 2.1 2.2>)", "in the notes below line 1: a quiz is about a section"),
        ("roll\nsecant f=" + "x" * 9999, "line 2: a command line has at most 4000 characters"),
        ("roll\n" + "say " * 2501, "below line 1: they have more than 10000 characters"),
        ("roll\n<b>loud</b>", "in the notes below line 1: a text has no place for"),
        ("roll\n" * 501, "my.txt, line 501: a lecture has at most 500 stops"),
    ],
)
def test_a_fault_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(SettingError) as refused:
        lecture(text)
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


@given(st.text(max_size=200))
def test_any_text_is_a_lecture_or_refused_in_a_line(text: str) -> None:
    why = ""
    try:
        assert lecture(text).stops
    except SettingError as error:
        why = str(error)
    assert why.isprintable()


def test_the_built_in_lecture_goes_through_the_chapter() -> None:
    tour = built_in()
    assert len(tour.stops) >= 20
    sections = [entry(stop.state.key()).section for stop in tour.stops]
    assert sections == sorted(sections)
    assert len(set(sections)) == 8
    for stop in tour.stops:
        assert stop.title
        assert stop.notes
        for link, _ in links_of(parsed(stop.notes)):
            follow(link)

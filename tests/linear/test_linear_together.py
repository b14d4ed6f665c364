"""Lectures shared and followed in lines, where one left off, and how long lines are broken."""

import io
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from dialogue import unasked

from calctui.chapter.bookmark import bookmark_file
from calctui.chapter.tour import read_tour
from calctui.explorables.catalogue import state_of
from calctui.explore.explorable import Explorable
from calctui.export.frame import Frame
from calctui.export.share import Share, Shared, Snapshot
from calctui.linear.asked import Asked
from calctui.linear.beginning import beginning
from calctui.linear.following import Following
from calctui.linear.hearing import heard
from calctui.linear.lines import LONGEST, Lines
from calctui.linear.run import Conversation
from calctui.linear.talk import Reply, Talk
from calctui.linear.voice import Voice
from calctui.maths.symbolic import Engine
from calctui.session.opening import Opening


class Unasking(Asked):
    """Knows which states SymPy would have been asked for."""

    def __init__(self) -> None:
        self.spared = ()
        self.wanted: list[Explorable] = []

    def frame(self, state: Explorable) -> Frame:
        if state not in self.spared:
            self.wanted.append(state)
        return unasked(state)


@pytest.fixture
def share(tmp_path: Path) -> Iterator[Share]:
    shared = Share.open(tmp_path / "lecture")
    yield shared
    shared.close()


class Follower:
    """Somebody who follows, and looks once the lecturer has come to rest."""

    def __init__(self, path: Path) -> None:
        self.asked, shared = Unasking(), Shared(path)
        self.following = Following(shared, self.asked)
        self.talk: Talk = beginning(Opening(lecture=shared), self.asked.frame).talk

    def look(self) -> tuple[str, ...]:
        assert self.following.look(self.talk) is None  # it may still change
        return self.take(self.following.look(self.talk))

    def type(self, line: str) -> tuple[str, ...]:
        return self.take(heard(self.talk, line))

    def take(self, done: Reply | None) -> tuple[str, ...]:
        if done is None:
            return ()
        self.talk = done.talk
        return done.lines


def test_a_lecture_is_followed_left_and_come_back_to(share: Share) -> None:
    share.publish(Snapshot("calctui secant", "Far", "Two points.", "1 of 2"))
    follower = Follower(share.path)
    said = follower.look()
    assert said[:2] == ("Heading: 1 of 2: Far", "Two points.")
    assert said[2] == "Secant becomes tangent. Section 2.1, Derivatives."
    assert follower.look() == ()
    share.publish(Snapshot("calctui secant h=0.5", "Far", "Two points.", "1 of 2"))
    assert follower.look()[0] == "h is 0.5."
    assert not follower.asked.wanted  # SymPy is the lecturer's to ask
    follower.type("h 0.1")
    share.publish(Snapshot("calctui secant h=0.25", "Far", "Two points.", "1 of 2"))
    assert follower.look() == ("The lecture goes on: return comes back to it.",)
    assert follower.talk.session.state == state_of("secant h=0.1")
    assert follower.type("return")[:2] == ("Back with the lecture.", "h is 0.25.")
    share.close()
    assert follower.look() == ("The lecture has ended.",)
    follower.following.close()


def test_what_a_lecturer_shows_may_be_strange(share: Share) -> None:
    share.publish(Snapshot("calctui sekant"))
    follower = Follower(share.path)
    assert follower.look()[0].startswith("What the lecturer shows can't be said: no explorable is called")
    follower.following.close()


def held(typed: str, opening: Opening, monkeypatch: pytest.MonkeyPatch) -> int:
    """Hold a conversation over a pipe, in this process."""
    reading, writing = os.pipe()
    os.write(writing, typed.encode())
    os.close(writing)
    with os.fdopen(reading) as stdin, Engine() as engine:
        monkeypatch.setattr(sys, "stdin", stdin)
        return Conversation(opening, Voice(), Asked(engine), None).hold()


def test_followers_see_what_is_shown(share: Share, monkeypatch: pytest.MonkeyPatch) -> None:
    tour = read_tour("secant h=1 # Far\nNotes.\nroll", "file")
    assert held("h 0.5", Opening(tour=tour, share=share), monkeypatch) == 0
    news = Shared(share.path).look()
    assert news
    assert news.snapshot == Snapshot("calctui secant h=0.5", "Far", "Notes.", "1 of 2")


@pytest.mark.parametrize("kiosk", [False, True])
def test_where_one_left_off_is_kept(kiosk: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    bookmark_file().unlink(missing_ok=True)
    assert held("h 0.5\nquit\nh 0.1", Opening(state=state_of("secant"), kiosk=kiosk), monkeypatch) == 0
    assert bookmark_file().exists() is not kiosk
    assert kiosk or "secant h=0.5" in bookmark_file().read_text("utf-8")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_lines_are_broken_between_words_but_programs_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    line = "a sentence that is longer than the screen is wide"
    Voice().say([line])
    Voice().say([line], verbatim=True)
    first, second, whole, _ = terminal.getvalue().split("\n")
    assert f"{first} {second}" == whole == line
    assert len(first) < 30


def test_lines_come_whole_however_they_arrive() -> None:
    reading, writing = os.pipe()
    lines = Lines(reading)
    assert not lines.wait(0)
    os.write(writing, b"one\ntw")
    assert lines.wait(0)
    assert lines.next() == "one"
    os.write(writing, b"o\n\xff\n" + b"x" * (LONGEST + 9) + b"\nlast")
    os.close(writing)
    assert [lines.next(), lines.next()] == ["two", "\ufffd"]
    assert len(lines.next() or "") == LONGEST + 1
    assert [lines.next(), lines.next(), lines.wait(0)] == ["last", None, True]
    os.close(reading)


def test_nothing_is_read_before_it_has_come_so_that_no_signal_is_missed() -> None:
    reading, writing = os.pipe()
    woken, waking = os.pipe()
    os.set_blocking(reading, False)  # to read too early would look like the end
    lines = Lines(reading, woken)
    os.write(waking, b"\x0f")
    assert not lines.wait(5)
    threading.Timer(0.1, os.write, (waking, b"\x0f")).start()
    threading.Timer(0.2, os.write, (writing, b"one\n")).start()
    assert lines.next() == "one"
    for each in (reading, writing, woken, waking):
        os.close(each)

"""A lecturer's screen and a student's: what one shows, the other sees, and never the reverse."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
from explorer import PATIENCE, press, screen_text, session, settle, shows, state
from textual.pilot import Pilot

from calctui.chapter.tour import read_tour
from calctui.explore.link import command
from calctui.export.share import Share, Shared, Snapshot
from calctui.session.opening import Opening
from calctui.tui.app import CalctuiApp
from calctui.tui.reader import Reader

LECTURE = read_tour("secant h=1  # Two points\nClose the **gap**.\nderivative x=2", "my.txt")


@asynccontextmanager
async def opened(opening: Opening) -> AsyncIterator[tuple[CalctuiApp, Pilot[None]]]:
    app = CalctuiApp(opening)
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(PATIENCE):
            if app.session:
                break
            await pilot.pause(0.02)
        yield app, pilot
    app.leave()
    app.stop_engine()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lecture"


async def shows_line(pilot: Pilot[None], app: CalctuiApp, line: str) -> None:
    for _ in range(PATIENCE):
        if command(session(app).state) == line:
            return
        await pilot.pause(0.02)
    raise AssertionError(f"{line} is not shown, but {command(session(app).state)}")


async def test_a_student_sees_what_the_lecturer_shows(path: Path) -> None:
    async with AsyncExitStack() as stack:
        share = Share.open(path)
        lecturer, his = await stack.enter_async_context(opened(Opening(tour=LECTURE, share=share)))
        student, hers = await stack.enter_async_context(opened(Opening(lecture=Shared(path))))
        await shows_line(hers, student, "calctui secant")
        await shows(hers, "1 of 2: Two points")
        await shows(hers, "Close the gap.")
        await shows(hers, "lecture: live")
        await press(his, "left")
        await shows_line(hers, student, "calctui secant h=0.891")
        await press(his, "j")
        await shows_line(hers, student, "calctui derivative x=2")
        assert session(lecturer).stop == 1


async def test_a_student_leaves_and_comes_back_and_changes_nothing(path: Path) -> None:
    async with AsyncExitStack() as stack:
        lecturer, his = await stack.enter_async_context(
            opened(Opening(state=state("secant"), share=Share.open(path)))
        )
        student, hers = await stack.enter_async_context(opened(Opening(lecture=Shared(path))))
        await shows_line(hers, student, "calctui secant")
        before = session(lecturer).state
        await press(hers, "left", "left")
        await shows(hers, "on your own, j: back")
        assert session(lecturer).state == before
        await press(his, "up", "right")
        await hers.pause(0.5)
        assert command(session(student).state) == "calctui secant h=0.794"
        await press(hers, "j")
        await shows_line(hers, student, "calctui secant a=1.1")
        await press(his, "right")
        await shows_line(hers, student, "calctui secant a=1.2")


async def test_the_end_is_said_and_a_new_lecture_joined(path: Path) -> None:
    async with opened(Opening(lecture=Shared(path))) as (student, hers):
        await shows(hers, "Nobody shares at")
        share = Share.open(path)
        share.publish(Snapshot("calctui taylor order=4"))
        await shows_line(hers, student, "calctui taylor order=4")
        share.close()
        await shows(hers, "The lecture has ended.")
        await shows(hers, "lecture: ended")
        await press(hers, "left")
        assert session(student).key == "taylor", "what was shown can be tried"
        await press(hers, "u")
        share = Share.open(path)
        share.publish(Snapshot("calctui roll"))
        await shows_line(hers, student, "calctui roll")
        share.close()


async def test_what_makes_no_sense_leaves_the_last_picture(path: Path) -> None:
    async with opened(Opening(lecture=Shared(path))) as (student, hers):
        share = Share.open(path)
        share.publish(Snapshot("calctui secant h=0.5"))
        await shows_line(hers, student, "calctui secant h=0.5")
        share.publish(Snapshot("calctui secant h=99"))
        await shows(hers, "h: 99 is out of range")
        share.publish(Snapshot("rm -rf /"))
        await shows(hers, "opens no picture")
        assert command(session(student).state) == "calctui secant h=0.5"
        share.publish(Snapshot("calctui roll", "Bad notes", "$\\foo$ [b]"))
        await shows_line(hers, student, "calctui roll")
        await shows(hers, "\\foo")
        share.close()


async def test_a_page_that_was_scrolled_stays_where_it_is_while_the_lecture_plays(path: Path) -> None:
    notes = "\n\n".join(f"Line {number}." for number in range(30))
    lecture = read_tour(f"secant h=1\n{notes}", "my.txt")
    async with AsyncExitStack() as stack:
        opening = Opening(tour=lecture, share=Share.open(path))
        _, his = await stack.enter_async_context(opened(opening))
        student, hers = await stack.enter_async_context(opened(Opening(lecture=Shared(path))))
        await shows(hers, "Line 0.")
        reader = student.query_one("#notes", Reader)
        reader.action_to_end(1)
        await press(his, "left")
        await shows_line(hers, student, "calctui secant h=0.891")
        assert reader.scroll_offset.y > 0


async def test_notes_hidden_here_are_hidden_there(path: Path) -> None:
    async with AsyncExitStack() as stack:
        _, his = await stack.enter_async_context(opened(Opening(tour=LECTURE, share=Share.open(path))))
        student, hers = await stack.enter_async_context(opened(Opening(lecture=Shared(path))))
        await shows(hers, "Close the gap.")
        await press(his, "t")
        for _ in range(PATIENCE):
            if "Close the gap" not in screen_text(student):
                break
            await hers.pause(0.02)
        assert "Close the gap" not in screen_text(student)


async def test_followers_do_not_start_sympy_until_they_are_on_their_own(path: Path) -> None:
    share = Share.open(path)
    share.publish(Snapshot("calctui derivative"))
    async with opened(Opening(lecture=Shared(path))) as (student, hers):
        await shows_line(hers, student, "calctui derivative")
        assert not student.settled
        await press(hers, "right")
        await settle(hers)
    share.close()

"""Predict, then reveal: on the screen."""

from pathlib import Path

import pytest
from explorer import explorer, press, running, screen_text, session, setting, settle, shows
from textual.pilot import Pilot
from textual.widgets import Input

from calctui.chapter.quiz import read_best
from calctui.tui.app import CalctuiApp
from calctui.tui.entry import Entry
from calctui.tui.sheet import Sheet


@pytest.fixture(autouse=True)
def own_scores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path


def answer(app: CalctuiApp) -> str:
    question = session(app).guessing.question
    assert question is not None
    return question.answer if isinstance(question.answer, str) else repr(question.answer)


async def type_answer(app: CalctuiApp, pilot: Pilot[None], text: str) -> None:
    app.query_one("#line", Input).value = text
    await press(pilot, "enter")


async def test_numbers_are_hidden_until_the_guess_is_in() -> None:
    async with running("secant", (80, 24)) as (app, pilot):
        await shows(pilot, "11")
        await press(pilot, "g")
        await shows(pilot, "What is the secant slope?")
        await shows(pilot, "up to 5 % off counts as right")
        readouts = [line for line in screen_text(app).splitlines() if "secant slope  " in line]
        assert readouts[0].rstrip().endswith("?")
        await press(pilot, "9", "enter")
        await shows(pilot, "it is 11; 9 is 18 % off.")
        await shows(pilot, "0 of 1 right")
        readouts = [line for line in screen_text(app).splitlines() if "secant slope  " in line]
        assert readouts[0].rstrip().endswith("11")


async def test_what_can_t_be_read_is_refused_and_nothing_is_shown() -> None:
    async with running("secant", (80, 24)) as (app, pilot):
        await press(pilot, "g", *"1+", "enter")
        await shows(pilot, "a number is wanted")
        assert app.query_one(Entry).is_open
        assert session(app).guessing.score.total.asked == 0
        await press(pilot, "escape")
        await shows(pilot, "Over a gap of 1")
        assert session(app).guessing.question is None


async def test_a_guess_stops_what_plays() -> None:
    async with running("secant", (80, 24)) as (app, pilot):
        await press(pilot, "space", "g")
        assert not session(app).playback.playing
        await press(pilot, "escape", "n")
        await shows(pilot, "Over a gap of")


async def test_where_there_is_nothing_to_guess_it_says_so() -> None:
    async with running("hessian view=size n=1e9", (80, 24)) as (app, pilot):
        await press(pilot, "g")
        await shows(pilot, "nothing to guess here")
        assert not app.query_one(Entry).is_open


async def test_another_picture_ends_the_question() -> None:
    async with running("secant", (80, 24)) as (app, pilot):
        await press(pilot, "g")
        app.open_explorable("derivative")
        await pilot.pause()
        await press(pilot, *"8", "enter")
        assert session(app).guessing.score.total.asked == 0
        await press(pilot, "escape")
        await shows(pilot, "trend")


async def test_a_series_of_ten_is_summed_up_and_its_best_is_kept(own_scores: Path) -> None:
    app = explorer("", quiz=("2.3", 5))
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        for place in range(10):
            await shows(pilot, f"{place + 1}/10 ")
            await type_answer(app, pilot, answer(app))
            await shows(pilot, f"{9 - place} to go")
            await press(pilot, "g")
        assert isinstance(app.screen, Sheet)
        await shows(pilot, "Ten questions about section 2.3: 10 right")
        await shows(pilot, "Best so far: 10 of 10")
        await press(pilot, "end", "escape", "9")
        assert read_best().of("2.3") == 10
        await press(pilot, "end")
        await shows(pilot, "Best of ten 2.3: 10")
        await shows(pilot, "This session 10 of 10 right")
    app.stop_engine()


async def test_a_home_that_takes_no_file_is_said_and_nothing_else(own_scores: Path) -> None:
    (own_scores / "calctui").write_text("in the way")
    app = explorer("", quiz=("2.4", 1))
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        for _ in range(10):
            await type_answer(app, pilot, answer(app))
            await press(pilot, "g")
        assert isinstance(app.screen, Sheet)
        await shows(pilot, "10 right")
    app.stop_engine()


async def test_the_quiz_is_a_link_of_the_takeaways() -> None:
    async with running("roll", (80, 24)) as (app, pilot):
        await press(pilot, "9", "end", "up", "enter")
        await settle(pilot)
        await shows(pilot, "1/10 ")
        await press(pilot, "escape")
        await shows(pilot, "You left the series")
        assert session(app).guessing.series is None


@pytest.mark.parametrize("key", ["chain", "logsumexp", "jacobian", "network", "descent"])
async def test_every_kind_of_picture_can_be_covered(key: str) -> None:
    async with running(key, (80, 24)) as (app, pilot):
        before = setting(app, session(app).selected)
        await press(pilot, "g")
        assert app.query_one(Entry).is_open
        await type_answer(app, pilot, answer(app))
        await shows(pilot, "Right")
        assert setting(app, session(app).selected) == before

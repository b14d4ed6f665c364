"""Explorables from outside on the screen: where they stand, what can be done with them, and if they fail."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from explorer import press, running, screen_text, session, settle, shows

from calctui.explorables import catalogue
from calctui.explore.errors import SettingError
from calctui.session.opening import Opening
from calctui.tui.app import CalctuiApp
from calctui.tui.choices import ChoiceLine
from calctui.tui.containing import ADVICE

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "my_lecture.py"


@pytest.fixture
def begin() -> Iterator[Callable[[Path], None]]:
    yield lambda file: catalogue.begin([file])
    catalogue.begin()


def names(app: CalctuiApp, line: str) -> list[str]:
    return [name for _, name in app.query_one(line, ChoiceLine).names]


async def test_it_has_a_tab_a_text_a_command_and_its_source(begin: Callable[[Path], None]) -> None:
    begin(EXAMPLE)
    async with running("cobweb r=3.3", (120, 40)) as (app, pilot):
        assert names(app, "#sections")[-1] == "own pictures"
        assert names(app, "#explorables") == ["Order turns into chaos"]
        await press(pilot, "t")
        await shows(pilot, "Feed a rule its own result")
        await press(pilot, "down", "down", "down", "enter")
        assert session(app).state.setting("r").value == 3.9
        await press(pilot, "t", "y")
        await shows(pilot, f"calctui --with {EXAMPLE} cobweb r=3.9 n=60"[:60])
        await press(pilot, "escape", "o")
        await shows(pilot, "my_lecture.py")
        await shows(pilot, "class Cobweb(Explorable):")
        await press(pilot, "escape", "5")
        assert "own pictures" in names(app, "#sections")
        await press(pilot, "p", *"two by")
        await pilot.pause(0.5)
        await press(pilot, "enter", "enter")
        assert (session(app).key, session(app).state.setting("r").value) == ("cobweb", 3.3)


async def test_one_beside_the_chapters_pictures_is_reached_by_x(
    begin: Callable[[Path], None], tmp_path: Path
) -> None:
    file = tmp_path / "beside.py"
    file.write_text(EXAMPLE.read_text("utf-8").replace("    title, ", '    section = "2.4"\n    title, '))
    begin(file)
    async with running("directional") as (app, pilot):
        assert names(app, "#sections")[-1].startswith("2.10")
        assert names(app, "#explorables") == ["Every direction", "Order turns into chaos"]
        await press(pilot, "x")
        assert session(app).key == "cobweb"


async def test_it_is_guessed_and_asked_about(begin: Callable[[Path], None]) -> None:
    begin(EXAMPLE)
    app = CalctuiApp(Opening(quiz=("own", 3)))
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await shows(pilot, "1/10 One step on: what will x be?")
        assert session(app).key == "cobweb"
    app.stop_engine()


async def test_a_picture_that_fails_says_where_and_the_rest_goes_on(
    begin: Callable[[Path], None], tmp_path: Path
) -> None:
    file = tmp_path / "failing.py"
    file.write_text(EXAMPLE.read_text("utf-8").replace("[0.1], ", "[0.1 / (self.n - 21)], "))
    begin(file)
    async with running("cobweb", (120, 40)) as (app, pilot):
        await press(pilot, "n")
        await shows(pilot, ADVICE)
        await shows(pilot, "failing.py, line 22: ZeroDivisionError: float division by zero")
        await press(pilot, "g", "escape", "w", "escape", "c", "escape", "space", "space", "n")
        assert ADVICE not in screen_text(app)
        assert session(app).state.setting("n").value > 21


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("def questions(self):\n        return {} if 1 / (self.n - 21) else {}", "right"),
        ("def questions(self):\n        return {'x': 'what?'} if self.n == 21 else {}", "right"),
        (
            "@property\n    def timeline(self):\n        return Sweep('n', 0, 60 // (self.n != 21), 60)",
            "right",
        ),
        ("def landings(self, name):\n        return (1.0, 1 / (self.n - 20))", "home"),
    ],
)
async def test_whatever_else_it_is_asked_for_may_fail(
    asked: str, key: str, begin: Callable[[Path], None], tmp_path: Path
) -> None:
    file = tmp_path / "failing.py"
    file.write_text(EXAMPLE.read_text("utf-8").replace("    def scene", f"    {asked}\n\n    def scene"))
    begin(file)
    async with running("cobweb", (120, 40)) as (_app, pilot):
        await press(pilot, key)
        await shows(pilot, "failing.py")
        await press(pilot, "space", "n", "g", "escape", "w", "escape", "c", "escape", "1")
        await shows(pilot, "From both sides f tends to 4")


async def test_a_picture_that_can_not_be_drawn_says_so(begin: Callable[[Path], None], tmp_path: Path) -> None:
    file = tmp_path / "failing.py"
    file.write_text(EXAMPLE.read_text("utf-8").replace("Curve(web[:-1],", "Curve(web[: -1 - self.n % 2],"))
    begin(file)
    async with running("cobweb", (120, 40)) as (app, pilot):
        await press(pilot, "n")
        await shows(pilot, "the picture of cobweb can't be drawn: ")
        await press(pilot, "n")
        assert ADVICE not in screen_text(app)


async def test_it_is_left_and_resumed(begin: Callable[[Path], None]) -> None:
    begin(EXAMPLE)
    async with running("cobweb r=3.3") as (app, pilot):
        await press(pilot, "t")
        bookmark = session(app).bookmark()
    again = session(app).resumed(bookmark)
    assert (again.state, again.reading) == (session(app).state, "own")
    catalogue.begin()
    with pytest.raises(ValueError, match="begin with calctui --with"):
        session(app).resumed(bookmark)


async def test_a_follower_without_the_file_is_told(begin: Callable[[Path], None]) -> None:
    from calctui.explore.link import command
    from calctui.export.share import Snapshot, state_of

    begin(EXAMPLE)
    snapshot = Snapshot(command(catalogue.load("cobweb")()))
    assert state_of(snapshot).key() == "cobweb"
    catalogue.begin()
    with pytest.raises(ValueError, match="'cobweb' comes from a file that is not loaded here"):
        state_of(snapshot)


async def test_what_packages_offer_comes_after_the_first_picture(
    begin: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(EXAMPLE)
    cobweb = catalogue.load("cobweb")
    catalogue.begin()
    points = {"cobweb": "offered", "broken": "broken"}

    def load(point: str) -> object:
        if point == "broken":
            raise SettingError("the package x can't load it")
        return cobweb

    told: list[str] = []
    monkeypatch.setattr(CalctuiApp, "_tell", lambda app, notice: told.append(notice))
    monkeypatch.setattr("calctui.explorables.outside.from_packages", lambda: points)
    monkeypatch.setattr("calctui.explorables.outside.from_package", load)
    async with running("secant", (120, 40)) as (app, pilot):
        await shows(pilot, "2.10  own")
        assert names(app, "#sections")[-1] == "own pictures"
        assert told == ["The package x can't load it."]


async def test_a_kiosk_asks_no_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("calctui.explorables.outside.from_packages", lambda: pytest.fail("it was asked"))
    catalogue.begin(packages=False)
    async with running("secant") as (_, pilot):
        await shows(pilot, "2.10")
    catalogue.begin()

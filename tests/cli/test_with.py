"""Explorables from outside, by the command line: what is shown of them, and what is said of faults."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from command_line import Terminal, process

from calctui.explorables import catalogue
from calctui.maths.symbolic import Engine

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "my_lecture.py"
SOURCE = EXAMPLE.read_text("utf-8")
Writer = Callable[[str], Path]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    with Engine() as engine:
        yield Terminal(engine, monkeypatch)
    catalogue.begin()


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Writer:
    monkeypatch.chdir(tmp_path)

    def write(text: str) -> Path:
        file = Path("own.py")
        file.write_text(text, "utf-8")
        return file

    return write


def changed(old: str, new: str) -> str:
    assert SOURCE.count(old) == 1
    return SOURCE.replace(old, new)


def test_the_example_is_as_short_as_it_is_said_to_be() -> None:
    assert len(SOURCE.splitlines()) <= 30


def test_show_list_and_the_command_that_opens_it_again(terminal: Terminal) -> None:
    ran = terminal.run("--with", str(EXAMPLE), "show", "cobweb", "r=3.3", "--format", "json")
    shown = json.loads(ran.out)
    assert (shown["section"], shown["title"]) == ("own", "Order turns into chaos")
    assert shown["command"] == f"calctui --with {EXAMPLE} cobweb r=3.3"
    again = terminal.run(*shown["command"].split()[1:3], "show", "cobweb", "r=3.3", "--format", "json")
    assert again == ran
    listed = terminal.run("--with", str(EXAMPLE), "list").out
    assert "cobweb  own pictures: Order turns into chaos" in listed
    assert "calctui cobweb r=3.3  # Two by turns" in listed
    assert "cobweb" not in terminal.run("list").out


def test_record_tour_text_and_batch_know_it(terminal: Terminal, write: Writer) -> None:
    given = ("--with", str(EXAMPLE))
    header, *frames = terminal.run(*given, "record", "cobweb").out.splitlines()
    assert json.loads(header)["command"].endswith("my_lecture.py cobweb n=0")
    assert len(frames) > 60
    assert "Order turns into chaos" in terminal.run(*given, "text", "own").out
    lines = f"calctui --with {EXAMPLE} cobweb n=1\ncobweb n=2\ncalctui show cobweb n=3\n"
    answers = terminal.run(*given, "show", "--batch", stdin=lines.encode()).out.splitlines()
    assert [json.loads(each)["settings"]["n"] for each in answers] == [1, 2, 3]


def test_a_line_from_others_never_runs_a_file(terminal: Terminal, write: Writer) -> None:
    file = write("raise SystemExit('it was run')")
    answer = terminal.run("show", "--batch", stdin=f"calctui --with {file} cobweb\n".encode()).out
    assert json.loads(answer) == {
        "error": "'cobweb' comes from a file that is not loaded here: begin with calctui --with own.py"
    }


def test_without_its_file_it_is_not_there(terminal: Terminal) -> None:
    assert terminal.refused("show", "cobweb").startswith("no explorable is called 'cobweb'")


def test_it_may_stand_beside_the_chapters_pictures(terminal: Terminal, write: Writer) -> None:
    file = write(changed("    title, ", '    section = "2.5"\n    title, '))
    assert "cobweb  2.5 Taylor" in terminal.run("--with", str(file), "list").out


def test_several_files_and_several_in_one(terminal: Terminal, write: Writer) -> None:
    file = write(SOURCE + "\n\nclass _Part(Cobweb):\n    pass\n" + SOURCE.replace("Cobweb", "Second"))
    ran = terminal.run("--with", str(file), "--with", str(file), "list", "--format", "json")
    assert [each["key"] for each in json.loads(ran.out)][-2:] == ["cobweb", "second"]
    assert "the name cobweb is taken" in terminal.refused("--with", str(file), "--with", str(EXAMPLE), "list")


def test_nothing_is_left_beside_the_file_and_an_edit_is_seen_at_once(
    terminal: Terminal, write: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    for title in ("Once", "Anew"):  # as long, and in the same second: a cache could not tell them apart
        file = write(changed("Order turns into chaos", title))
        assert title in terminal.run("--with", str(file), "list").out
    assert [each.name for each in Path().iterdir()] == ["own.py"]


SLIDER = 'r: Annotated[float, Slider(0, 4, stride=0.05, help="how fast it grows")] = 2.8'
FAULTS = {
    "no syntax": ("def (", "own.py, line 1: SyntaxError: "),
    "no text": ("\0", "own.py"),
    "an exception": ("\n\n1 / 0", "own.py, line 3: ZeroDivisionError: division by zero"),
    "an exit": ("import sys\nsys.exit(3)", "own.py, line 2: SystemExit: 3"),
    "no package": ("import nothing_of_this_name", "own.py, line 1: ModuleNotFoundError"),
    "no explorable": (
        "x = 1",
        "own.py holds no explorable: a class that subclasses calctui.explore.",
    ),
    "no dataclass": (
        changed("@dataclass(frozen=True, kw_only=True)\n", ""),
        "own.py, line 12: Cobweb is no frozen dataclass: write @dataclass(frozen=True, kw_only=True) above",
    ),
    "not frozen": (changed("frozen=True, ", ""), "own.py, line 12: TypeError: cannot inherit non-frozen"),
    "a name of ours": (changed("class Cobweb", "class Secant"), "own.py: the name secant is taken"),
    "a command": (changed("class Cobweb", "class Quiz"), "own.py: the name quiz is taken"),
    "no title": (changed("title, timeline,", "name, timeline,"), "line 12: Cobweb has no title: write title"),
    "no section": (
        changed("    title, ", '    section = "2.9"\n    title, '),
        "Cobweb has the section '2.9': it may be one of 2.0, 2.1, 2.2, 2.3, 2.4, 2.5, 2.6, 2.7, own",
    ),
    "no control": (changed(SLIDER, "r: float = 2.8"), "Cobweb has no control for r: write r: Annotated["),
    "no value": (changed(")] = 2.8", ")]"), "Cobweb has no value for r to begin with"),
    "out of range": (changed("= 2.8", "= 5.0"), "begins with a value that its control refuses: r: 5 is"),
    "no timeline": (
        changed("timeline, guesses", "time, guesses"),
        "Cobweb has no timeline: write timeline",
    ),
    "a timeline of nothing": (changed('Sweep("n"', 'Sweep("m"'), "moves 'm' on its timeline, which is no"),
    "too long": (
        changed('Sweep("n", 0, 60', 'Sweep("n", 0, 61'),
        "from 0 to 61: n goes from 0 to 60",
    ),
    "no steps": (changed("steps=60", "steps=0"), "has a timeline without steps"),
    "no example": (changed("presets =", "examples ="), "has no example: write presets ="),
    "no such example": (changed('"r=3.3"', '"q=3"'), "read, 'Two by turns': cobweb has no setting 'q'"),
    "no number": (
        changed('way[-1], "x")', 'way[99], "x")'),
        "own.py, line 27: IndexError: list index out",
    ),
    "no text in it": (changed("numbers, said, code", "numbers, None, code"), "or a code that is no text"),
    "no tuple": (changed("numbers, said, code", "numbers[0], said, code"), "that are no tuple of Readout"),
    "no picture": (changed("return Scene", "Scene"), "Cobweb returns no Scene from scene"),
}


@pytest.mark.parametrize(("source", "said"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_one_line_that_says_where(
    terminal: Terminal, write: Writer, source: str, said: str
) -> None:
    assert said in terminal.refused("--with", str(write(source)), "list")


def test_a_file_that_is_not_there(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal.refused("--with", "nowhere.py", "list") == "nowhere.py is not there"
    assert terminal.refused("--with", str(tmp_path), "list").endswith("is no file")
    assert terminal.refused("--with", "long" * 100, "list").endswith("…: file name too long")


def test_a_picture_that_fails_later_is_one_line_too(terminal: Terminal, write: Writer) -> None:
    file = write(changed("[0.1], ", "[0.1 / (self.n - 7)], "))
    given = ("--with", str(file), "show")
    assert terminal.run(*given, "cobweb").status == 0
    said = "own.py, line 22: ZeroDivisionError: float division by zero"
    assert terminal.refused(*given, "cobweb", "n=7") == said
    answers = terminal.run(*given, "--batch", stdin=b"cobweb n=7\ncobweb n=8").out.splitlines()
    assert json.loads(answers[0]) == {"error": said}
    assert "error" not in json.loads(answers[1])


def test_numbers_that_are_none_are_words_and_numpy_does_not_warn(terminal: Terminal, write: Writer) -> None:
    file = write(changed('way[-1], "x")', 'np.float64(0.5) / np.arange(-20.0, 60.0)[self.n], "x")'))
    ran = terminal.run("--with", str(file), "show", "--batch", stdin=b"cobweb\ncobweb n=21")
    values = [json.loads(each)["readouts"]["x"] for each in ran.out.splitlines()]
    assert (values, ran.err) == (["inf", 0.5], "")


def test_a_picture_that_can_not_be_drawn_is_one_line_too(terminal: Terminal, write: Writer) -> None:
    file = write(changed("Curve(web[:-1],", "Curve(web[: -1 - self.n % 2],"))
    given = ("--with", str(file))
    assert terminal.run(*given, "show", "cobweb", "n=8").status == 0
    said = terminal.refused(*given, "show", "cobweb", "n=7")
    assert said.startswith("the picture of cobweb can't be drawn: ")
    assert terminal.refused(*given, "record", "cobweb").startswith("the picture of cobweb can't be drawn: ")
    assert "cobweb n=1" in terminal.run("check", str(file)).out


def test_a_kiosk_runs_nobodys_files(terminal: Terminal, write: Writer) -> None:
    file = write("raise SystemExit('it was run')")
    assert terminal.refused("--kiosk", "--with", str(file)) == "--kiosk runs nobody's files: leave out --with"


def test_a_file_of_this_folder_is_not_run_by_itself(write: Writer) -> None:
    file = write(SOURCE)
    file.rename("calctui_own.py")
    assert b"cobweb" not in process("list").stdout


# check


def test_check_says_that_nothing_is_to_be_mended(terminal: Terminal) -> None:
    ran = terminal.run("check", str(EXAMPLE))
    assert (ran.status, ran.out, ran.err) == (0, "cobweb: 68 states tried, nothing to mend\n", "")


def test_check_says_what_is_wrong_and_where(terminal: Terminal, write: Writer) -> None:
    file = write(changed("settles' if", "settles for ' * 20 + 'ever' if"))
    ran = terminal.run("check", str(file))
    first, second, *rest = ran.out.splitlines()
    assert (ran.status, ran.err) == (1, "")
    assert first.startswith("cobweb: the sentence does not fit into two lines of 78 characters: Round 20:")
    assert second.startswith("    calctui cobweb  # and ")
    assert rest == []


def test_check_wants_a_file_and_not_in_a_kiosk(terminal: Terminal, write: Writer) -> None:
    assert terminal.refused("check").startswith("check what?")
    assert terminal.refused("check", str(write("x = 1"))).startswith("own.py holds no explorable")
    assert terminal.refused("--kiosk", "check", str(EXAMPLE)).startswith("--kiosk runs nobody's files")


# Packages


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str], None]]:
    """A package that is installed, with what it offers and its source."""
    monkeypatch.syspath_prepend(str(tmp_path))
    known = set(sys.modules)

    def install(points: str, source: str = SOURCE) -> None:
        (tmp_path / "lectures_of_ours.py").write_text(source, "utf-8")
        described = tmp_path / "lectures-1.0.dist-info"
        described.mkdir()
        (described / "METADATA").write_text("Metadata-Version: 2.1\nName: lectures\nVersion: 1.0\n")
        (described / "entry_points.txt").write_text(f"[calctui.explorables]\n{points}\n")

    yield install
    for name in set(sys.modules) - known:
        if name.startswith("lectures"):
            del sys.modules[name]


Installer = Callable[..., None]
OFFER = "cobweb = lectures_of_ours:Cobweb"


def test_what_a_package_offers_is_there_by_its_name(terminal: Terminal, install: Installer) -> None:
    install(OFFER)
    shown = json.loads(terminal.run("show", "cobweb", "n=3", "--format", "json").out)
    assert shown["command"] == "calctui cobweb n=3"
    assert "cobweb  own pictures" in terminal.run("list").out
    assert terminal.refused("show", "cobwep").endswith("did you mean cobweb?")


def test_it_is_not_run_before_somebody_asks(terminal: Terminal, install: Installer) -> None:
    install(OFFER)
    assert terminal.run("show", "secant").status == 0
    assert "lectures_of_ours" not in sys.modules
    terminal.refused("show", "cobwep")
    assert "lectures_of_ours" not in sys.modules


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ("cobweb = lectures_of_ours:Spider", "can't load lectures_of_ours:Spider: AttributeError"),
        ("cobweb = nowhere_at_all:Cobweb", "can't load nowhere_at_all:Cobweb: ModuleNotFoundError"),
        ("spider = lectures_of_ours:Cobweb", "calls Cobweb 'spider': it is 'cobweb'"),
        ("np = lectures_of_ours:np", "calls lectures_of_ours:np an explorable, and it is none"),
    ],
)
def test_one_that_can_not_be_loaded_is_said_and_left_out(
    terminal: Terminal, install: Installer, points: str, said: str
) -> None:
    install(points)
    ran = terminal.run("list")
    assert ran.status == 0
    assert ran.err.startswith(f"calctui: the package lectures {said}")
    assert "own pictures" not in ran.out
    assert terminal.refused("show", points.split()[0]).startswith(f"the package lectures {said}")


def test_a_kiosk_does_not_know_packages(terminal: Terminal, install: Installer) -> None:
    install(OFFER)
    assert terminal.refused("--kiosk", "show", "cobweb").startswith("no explorable is called 'cobweb'")
    assert "lectures_of_ours" not in sys.modules


def test_a_package_of_the_current_folder_is_not_asked(
    terminal: Terminal, install: Installer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(OFFER)
    monkeypatch.chdir(tmp_path)
    assert terminal.refused("show", "cobweb").startswith("no explorable is called 'cobweb'")

"""The command line from outside: what it prints, where, and with which exit status."""

import contextlib
import io
import itertools
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from command_line import Terminal, process

from calctui import __version__
from calctui.explorables.catalogue import CATALOGUE, load
from calctui.explore.link import read_settings
from calctui.maths.symbolic import Answer, Engine, Question, Status

KEYS = [entry.key for entry in CATALOGUE]
FORMATS = ("text", "ansi", "svg", "json", "code")
SGR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as shared:
        yield shared


@pytest.fixture
def terminal(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(engine, monkeypatch)


# show


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("size", ["56x18", "100x30", "1x1", "500x200"])
def test_every_format_at_every_size(terminal: Terminal, key: str, form: str, size: str) -> None:
    ran = terminal.run("show", key, "--format", form, "--size", size)
    assert (ran.status, ran.err) == (0, "")
    width, height = map(int, size.split("x"))
    if form in ("text", "ansi"):
        lines = SGR.sub("", ran.out).split("\n")
        assert lines.pop() == ""  # ends its last line
        assert len(lines) > height
        assert max(map(len, lines)) <= width
        assert "\x1b" not in "".join(lines)
        assert form == "ansi" or not SGR.search(ran.out)


@pytest.mark.parametrize("key", KEYS)
def test_ansi_is_text_with_colours(terminal: Terminal, key: str) -> None:
    plain = terminal.run("show", key).out
    coloured = terminal.run("show", key, "--format", "ansi").out
    assert len(SGR.findall(coloured)) > 100
    assert [line.rstrip() for line in SGR.sub("", coloured).split("\n")] == plain.split("\n")
    for line in coloured.split("\n"):
        assert line.count("\x1b[0m") * 2 == line.count("\x1b[")  # no colour leaks into the next line


@pytest.mark.parametrize("key", KEYS)
def test_text_shows_numbers_and_sentence(terminal: Terminal, key: str) -> None:
    text = terminal.run("show", key, "--size", "100x30").out
    data = json.loads(terminal.run("show", key, "--format", "json").out)
    assert data["sentence"] in " ".join(text.split())
    assert text.split("\n")[0].strip()


@pytest.mark.parametrize("key", KEYS)
def test_json_is_as_the_contract_has_it(terminal: Terminal, key: str) -> None:
    out = terminal.run("show", key, "--format", "json").out
    data = strict_json(out)
    assert list(data) == [
        *("explorable", "section", "title", "command", "settings", "readouts", "sentence", "code"),
        "unanswered",
    ]
    state = load(key)()
    assert data["explorable"] == key
    assert data["command"] == f"calctui {key}"
    assert data["unanswered"] == []
    assert set(data["settings"]) == set(state.controls)
    for setting in (state.setting(name) for name in state.controls):
        assert setting.control.read(str(data["settings"][setting.name])) == setting.value
    assert terminal.run("show", key, "--format", "code").out == data["code"]


def test_code_over_another_library(terminal: Terminal) -> None:
    def written(*words: str) -> str:
        return terminal.run("show", *words, "--format", "code").out

    assert written("gradient", "x=2", "--library", "numpy") == written("gradient", "x=2")
    over_sympy, over_torch = (written("gradient", "x=2", "--library", name) for name in ("sympy", "torch"))
    assert over_sympy.startswith("import sympy as sp\n")
    assert "at = {x: 2, y: 2}" in over_sympy
    assert over_torch.startswith("import torch\n")
    assert "torch.tensor([2.0, 2.0])" in over_torch


def test_a_library_that_a_picture_has_no_program_over_is_refused(terminal: Terminal) -> None:
    code = ("--format", "code", "--library")
    assert (
        terminal.refused("show", "derivative", *code, "torch")
        == "derivative has no program over torch: at these settings it has numpy, sympy"
    )
    assert terminal.refused("show", "derivative", "f=floor x", *code, "sympy").endswith("it has numpy")
    assert "'numpy', 'sympy', 'torch'" in terminal.refused("show", "derivative", *code, "jax")
    assert "--format code" in terminal.refused("show", "derivative", "--library", "sympy")


def strict_json(text: str) -> Any:
    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is not JSON")

    return json.loads(text, parse_constant=refuse)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("marker", ["braille", "block", "ascii"])
def test_svg_is_well_formed(terminal: Terminal, key: str, theme: str, marker: str) -> None:
    ran = terminal.run("show", key, "--format", "svg", "--theme", theme, "--marker", marker)
    root = ElementTree.fromstring(ran.out)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    title = root.find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    data = json.loads(terminal.run("show", key, "--format", "json").out)
    assert title.text == data["sentence"]


def test_themes_differ_in_colours_only(terminal: Terminal) -> None:
    dark, light = (
        terminal.run("show", "secant", "--format", "ansi", "--theme", theme).out
        for theme in ("dark", "light")
    )
    assert dark != light
    assert SGR.sub("", dark) == SGR.sub("", light)


@pytest.mark.parametrize(("marker", "signs"), [("braille", "⠀⣿"), ("block", "▀▟"), ("ascii", "\x00\x7f")])
def test_markers(terminal: Terminal, marker: str, signs: str) -> None:
    out = terminal.run("show", "secant", "--marker", marker).out
    assert any(signs[0] <= char <= signs[1] for char in out)
    if marker == "ascii":
        assert out.isascii()


def test_settings_are_taken(terminal: Terminal) -> None:
    ran = terminal.run("show", "secant", "k=2", "f=k x^2", "a=-1", "--format", "json", "h=0.5")
    data = json.loads(ran.out)
    assert data["settings"] | {"f": "k x^2", "k": 2, "a": -1, "h": 0.5} == data["settings"]
    assert data["readouts"]["slope_secant"] == -3
    assert data["command"] == "calctui secant f='k x^2' k=2 a=-1 h=0.5"


class Silent(Engine):
    """SymPy never answers."""

    def answer(self, questions: Mapping[str, Question], timeout: float) -> dict[str, Answer]:
        return {name: Answer(Status.TIMEOUT, reason=f"not found in {timeout:g} s") for name in questions}


@pytest.mark.parametrize("key", KEYS)
def test_a_description_is_words_alone(terminal: Terminal, key: str) -> None:
    """What a voice can read: whole lines, with nothing drawn in them."""
    ran = terminal.run("show", key, "--describe")
    assert (ran.status, ran.err) == (0, "")
    assert not re.search("[\u2500-\u259f\u2800-\u28ff\x1b]", ran.out)
    data, lines = json.loads(terminal.run("show", key, "--format", "json").out), ran.out.splitlines()
    assert lines[0] == f"{data['title']} ({data['section']})"
    assert data["sentence"] in lines
    scene = load(key)().scene({})
    for readout in scene.readouts:
        assert any(line.startswith(readout.label.removesuffix(" =") + ": ") for line in lines)
    if scene.table:
        told = [line.removeprefix("Here: ") for line in lines]
        first = f"{scene.table.columns[0].strip()} ".lstrip()
        assert sum(line.startswith(first) for line in told) >= len(scene.table.rows)
        assert sum(line.startswith("Here: ") for line in lines) == len(scene.table.lit)


def test_a_description_has_rows_with_names_and_sympys_formula(terminal: Terminal) -> None:
    lines = terminal.run("show", "secant", "--describe").out.splitlines()
    assert "h 0.5, slope 9.5, error 1.5, ratio 0.5" in lines
    assert "Here: h 1, slope 11, error 3" in lines
    assert lines[-1] == "Derivative by x, by SymPy: 6*x + 2"
    ran = terminal.run("show", "limits", "f=1/x", "a=0", "--describe")
    assert ran.out.endswith("Limit as x tends to 0 from above, by SymPy: oo\n")
    ran = terminal.run("show", "ftc", "f=x", "a=0", "t=3", "--describe")
    assert ran.out.endswith("Integral from 0 to 3, by SymPy: 9/2\n")


@pytest.mark.parametrize("key", KEYS)
def test_what_sympy_left_open_is_named(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    ran = Terminal(Silent(), monkeypatch).run("show", key, "--format", "json")
    assert ran.status == 0
    assert json.loads(ran.out)["unanswered"] == list(load(key)().questions())


# -o


def test_a_file_holds_the_same_bytes(terminal: Terminal, tmp_path: Path) -> None:
    for form in FORMATS:
        path = tmp_path / f"frame.{form}"
        ran = terminal.run("show", "secant", "--format", form, "-o", str(path))
        assert ran == (0, "", "")
        assert path.read_text("utf-8") == terminal.run("show", "secant", "--format", form).out


def test_a_file_is_utf8_whatever_stdout_is(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "frame"
    terminal.run("show", "secant", "-o", str(path), encoding="ascii")
    assert path.read_text("utf-8") == terminal.run("show", "secant").out


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("missing/frame", "no such file or directory"),
        (".", "is a directory"),
        ("file/frame", "not a directory"),
    ],
)
def test_a_file_that_can_not_be_written(terminal: Terminal, tmp_path: Path, name: str, why: str) -> None:
    (tmp_path / "file").touch()
    with terminal.patch.context() as patch:
        patch.chdir(tmp_path)
        assert why in terminal.refused("show", "secant", "-o", name)


# Refusals


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (["seccant"], ["no explorable is called 'seccant'", "did you mean secant?"]),
        (["show", "seccant"], ["no explorable is called 'seccant'", "did you mean secant?"]),
        (["shwo"], ["'shwo'", "did you mean calctui show?"]),
        (["show", "zzz"], ["'zzz'", "calctui list names them all"]),
        ([""], ["no explorable is called ''"]),
        (["show"], ["show what?", "calctui list names them all"]),
        (["show", "secant", "hh=1"], ["secant has no setting 'hh'", "did you mean h?"]),
        (["show", "secant", "q=1"], ["no setting 'q'", "f, a, h, scheme"]),
        (["secant", "h=3"], ["h: 3 is out of range", "1e-12 to 2"]),
        (["show", "secant", "a=1e3"], ["a: 1000 is out of range", "-100 to 100"]),
        (["show", "secant", "a"], ["'a' is no setting", "name=value"]),
        (["show", "secant", "f=3x +"], ["f: ", "column"]),
        (["show", "secant", "f=sine(x)"], ["f: unknown name 'sine' at column 1", "did you mean sin?"]),
        (["show", "secant", "f=h x"], ["'h' is already a setting"]),
        (["show", "secant", "scheme=centrl"], ["scheme: 'centrl' is no choice", "did you mean central?"]),
        (["show", "secant", "--size", "80"], ["--size is COLUMNSxROWS", "not '80'"]),
        (["show", "secant", "--size", "-5x3"], ["--size is COLUMNSxROWS"]),
        (["show", "secant", "--size", "0x24"], ["--size is at most 500x200, and at least 1x1"]),
        (["show", "secant", "--size", "501x24"], ["--size is at most 500x200"]),
        (["show", "secant", "--size", "9" * 5000 + "x1"], ["--size is COLUMNSxROWS"]),
        (["show", "secant", "--size", "²x²"], ["--size is COLUMNSxROWS"]),
        (["show", "secant", "--size"], ["'--size' requires an argument"]),
        (["show", "secant", "--format", "jsn"], ["'jsn' is not one of", "'json'"]),
        (["show", "secant", "--frmat", "json"], ["No such option", "--format"]),
        (["show", "--batch", "secant"], ["--batch reads command lines on stdin"]),
        (["show", "--batch", "-o", "file"], ["--batch reads command lines on stdin"]),
        (["show", "--batch", "--describe"], ["--batch reads command lines on stdin"]),
        (["show", "secant", "--describe", "--format", "svg"], ["--describe writes words", "--format svg"]),
        (["list", "extra"], ["unexpected extra argument"]),
        (["--linear", "--fps", "5", "secant"], ["--linear draws nothing: leave out --fps"]),
        (["--linear", "sekant"], ["did you mean secant?"]),
        (["--linear", "--kiosk", "--share", "path", "secant"], ["--kiosk writes no file"]),
        (["--theme", "pink"], ["'pink' is not one of", "'dark', 'light'"]),
    ],
)
def test_a_mistake_is_named_in_one_line(terminal: Terminal, words: list[str], parts: list[str]) -> None:
    message = terminal.refused(*words)
    for part in parts:
        assert part in message


HOSTILE = ("\x1b[31m", "\x9b31m", "\x07", "\u202ereversed", "a\nb\rc", "\x00", "\udcff", "\u2028", "\x7f")
PLACES: tuple[tuple[str, ...], ...] = (
    ("{}",),
    ("show", "{}"),
    ("open", "{}"),
    ("show", "secant", "{}"),
    ("show", "secant", "{}=1"),
    ("show", "secant", "scheme={}"),
    ("show", "secant", "a={}"),
    ("show", "secant", "f={}"),
    ("show", "secant", "f=sin({}"),
    ("show", "secant", "--size", "{}"),
    ("show", "secant", "--format", "{}"),
    ("show", "secant", "--{}"),
    ("--{}",),
    ("list", "{}"),
    ("show", "secant", "-o", "/nowhere/{}"),
)


@pytest.mark.parametrize(("place", "hostile"), itertools.product(PLACES, HOSTILE))
def test_no_control_character_reaches_the_terminal(
    terminal: Terminal, place: tuple[str, ...], hostile: str
) -> None:
    """Neither colours nor cursor movements, nor writing that runs backwards; `refused` checks each line."""
    if hostile == "\x00" and "-o" in place:
        pytest.skip("no argument of a process holds a NUL")
    terminal.refused(*[word.format(hostile) for word in place])


@pytest.mark.parametrize("place", PLACES)
def test_markup_is_repeated_as_it_is(terminal: Terminal, place: tuple[str, ...]) -> None:
    terminal.refused(*[word.format("[red]x[/]") for word in place])
    assert "[red]x[/]" in terminal.refused("show", "[red]x[/]")


def test_a_formula_keeps_no_control_character(terminal: Terminal) -> None:
    """Blanks of all kinds separate, but only plain ones are written out again."""
    for blank in "\t\x0b\x0c\x1c\x85\u2028\u3000\n":
        for form in FORMATS:
            out = terminal.run(
                "show", "secant", f"f=x{blank if blank != chr(10) else ' '}+ 1", "--format", form
            ).out
            assert all(char.isprintable() or char in "\n\x1b" for char in out)
    data = json.loads(terminal.run("show", "secant", "f=g = x\ng^2", "--format", "json").out)
    assert data["settings"]["f"] == "g = x; g^2"
    assert read_settings(load("secant")(), data["command"].partition("secant")[2]).settings()


# --batch


def test_a_batch_answers_line_by_line(terminal: Terminal) -> None:
    lines = [
        "secant h=0.5",
        "",
        "calctui show derivative x=2",
        "   ",
        "calctui secant f='3x^2 + 2x' h=0.001",
        "secant h=99",
        "sekant",
        "secant f='x",
        "calctui",
        "secant f=\x1b[31m",
        "\x1b[31m",
        "derivative f='e^x' x=0",
    ]
    ran = terminal.run("show", "--batch", stdin="\n".join(lines).encode())
    assert (ran.status, ran.err) == (0, "")
    answers = [strict_json(line) for line in ran.out.splitlines()]
    assert len(answers) == len(lines) - 2
    assert answers[0]["readouts"]["slope_secant"] == 9.5
    assert answers[1]["readouts"]["value"] == 16
    assert answers[2]["readouts"]["slope_secant"] == pytest.approx(8.003)
    errors = [answer["error"] for answer in answers[3:-1]]
    for error, words in zip(
        errors,
        ["out of range", "did you mean secant?", "not closed", "needs the name", "U+001B", "'?[31m'"],
        strict=True,
    ):
        assert words in error
        assert error.isprintable()
    assert all(set(answer) == {"error"} for answer in answers[3:-1])
    assert answers[-1]["readouts"]["slope"] == 1


def test_a_batch_says_the_same_as_single_frames(terminal: Terminal) -> None:
    ran = terminal.run("show", "--batch", stdin="\n".join(KEYS).encode())
    for key, line in zip(KEYS, ran.out.splitlines(), strict=True):
        assert json.loads(line) == json.loads(terminal.run("show", key, "--format", "json").out)


def test_a_batch_survives_bytes_that_are_no_text(terminal: Terminal) -> None:
    ran = terminal.run("show", "--batch", stdin=b"\xff\xfe\nsecant\n")
    assert [set(json.loads(line)) == {"error"} for line in ran.out.splitlines()] == [True, False]


def test_an_empty_batch_is_no_error(terminal: Terminal) -> None:
    assert terminal.run("show", "--batch") == (0, "", "")


# list


def test_list_as_json_has_the_contracts_keys(terminal: Terminal) -> None:
    ran = terminal.run("list", "--format", "json")
    entries = strict_json(ran.out)
    assert [entry["key"] for entry in entries] == KEYS
    applies = {
        "formula": {"variables"},
        "number": {"low", "high", "step", "scale"},
        "integer": {"low", "high", "step", "scale"},
        "choice": {"choices"},
        "point": set(),
        "vector": set(),  # its numbers have names and one range, or one range and how many there may be
    }
    for entry in entries:
        assert list(entry) == ["key", "section", "title", "settings", "presets"]
        explorable = load(entry["key"])
        assert [each["name"] for each in entry["settings"]] == list(explorable.controls)
        for setting in entry["settings"]:
            expected = {"name", "kind", "default", "help"} | applies[setting["kind"]]
            extra = (
                {"names", "low", "high", "step", "scale", "most"}
                if setting["kind"] == "vector"
                else {"named"}
            )
            assert expected <= set(setting) <= expected | extra
            check_setting(setting)
            # The default can be given back on the command line.
            value = explorable().setting(setting["name"])
            assert value.control.read(str(setting["default"])) == value.value
        for preset in entry["presets"]:
            assert set(preset) == {"title", "settings"}
            read_settings(explorable(), preset["settings"])


def check_setting(setting: dict[str, Any]) -> None:
    if setting["kind"] in ("number", "integer"):
        assert setting["default"] == "end" or setting["low"] <= setting["default"] <= setting["high"]
        assert setting["step"] > 0
        assert setting["scale"] in ("linear", "log")
    elif setting["kind"] == "choice":
        assert setting["default"] in setting["choices"]


def test_list_as_text_names_everything(terminal: Terminal) -> None:
    text = terminal.run("list").out
    for entry in CATALOGUE:
        assert f"{entry.key}  {entry.section} " in text
        assert entry.title in text
        for name in load(entry.key).controls:
            assert f"    {name}=" in text
        for preset in load(entry.key).presets:
            assert f"calctui {entry.key} {preset.settings}  # {preset.title}" in text


# Help and version


@pytest.mark.parametrize(
    "words", [["--help"], ["-h"], ["show", "--help"], ["list", "-h"], ["open", "--help"]]
)
def test_help(terminal: Terminal, words: list[str]) -> None:
    ran = terminal.run(*words)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("Usage: calctui")
    assert max(map(len, ran.out.splitlines())) <= 80


def test_version(terminal: Terminal) -> None:
    assert terminal.run("--version") == (0, f"calctui, version {__version__}\n", "")


# Outputs that take ASCII only


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("key", KEYS)
def test_other_encodings_get_ascii(terminal: Terminal, key: str, form: str, encoding: str) -> None:
    formula = ["f=α² sin(x·π) + |x|"] if "f" in load(key).controls else []
    ran = terminal.run("show", key, *formula, "--format", form, encoding=encoding)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.isascii()
    if form == "json":
        usual = terminal.run("show", key, *formula, "--format", form).out
        assert json.loads(ran.out) == json.loads(usual)
    elif form == "svg":
        usual = terminal.run("show", key, *formula, "--format", form).out
        assert [*ElementTree.fromstring(ran.out).itertext()] == [*ElementTree.fromstring(usual).itertext()]
    elif form == "code":
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            exec(compile(ran.out, "code", "exec"), {})  # noqa: S102 - our own code, its letters spelled out
        assert printed.getvalue()


@pytest.mark.parametrize(("words", "begins"), [(["-h"], "calctui"), (["completion", "-h"], "fish")])
def test_help_leaves_lines_as_they_are(terminal: Terminal, words: list[str], begins: str) -> None:
    text = terminal.run(*words).out
    assert "\\b" not in text
    assert any(line.split()[:1] == [begins] for line in text.splitlines())


@pytest.mark.parametrize("words", [["list"], ["list", "--format", "json"], ["--help"], ["show", "--help"]])
def test_listings_and_help_in_ascii(terminal: Terminal, words: list[str]) -> None:
    ran = terminal.run(*words, encoding="ascii")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.isascii()


def test_a_batch_in_ascii_says_the_same(terminal: Terminal) -> None:
    lines = "secant f='α x²'\nsecant f='∫x'\n".encode()
    ascii_only = terminal.run("show", "--batch", stdin=lines, encoding="ascii").out
    assert ascii_only.isascii()
    usual = terminal.run("show", "--batch", stdin=lines).out
    assert [*map(json.loads, ascii_only.splitlines())] == [*map(json.loads, usual.splitlines())]


@pytest.mark.parametrize("marker", ["braille", "block"])
def test_a_marker_that_can_not_be_encoded_is_refused(terminal: Terminal, marker: str) -> None:
    ran = terminal.run("show", "secant", "--marker", marker, encoding="latin-1")
    assert (ran.status, ran.out) == (2, "")
    assert "--marker ascii works" in ran.err
    assert (
        terminal.run("show", "secant", "--marker", marker, "--format", "svg", encoding="latin-1").status == 0
    )


# In processes of their own: streams, pipes and locales as the system has them


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "latin-1"},
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
)
def test_a_terminal_without_utf8(environment: dict[str, str]) -> None:
    ran = process("show", "secant", "f=x^2 pi", **environment)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.isascii()
    assert b"f(x) = x^2*pi" in ran.stdout


def test_a_pipe_that_closes_early_is_no_crash() -> None:
    """As `calctui show --batch | head -1`: more comes than a pipe holds."""
    lines = b"secant h=0.1\n" * 400
    command = [sys.executable, "-m", "calctui", "show", "--batch"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdin
        assert running.stdout
        assert running.stderr
        running.stdin.write(lines)
        running.stdin.close()
        assert running.stdout.readline().startswith(b"{")
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() != 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_full_disk_is_told_in_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "calctui", "list"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert (ran.returncode, ran.stderr) == (2, b"calctui: can't write: no space left on device\n")


@pytest.mark.parametrize("words", [[], ["secant"], ["open", "derivative", "x=2"]])
def test_without_a_terminal_the_explorer_says_so(words: list[str]) -> None:
    ran = process(*words, TERM="xterm-256color")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode().startswith("calctui: standard input is not a terminal; ")
    assert ran.stderr.count(b"\n") == 1


def test_without_a_terminal_to_draw_on() -> None:
    ours, theirs = pty.openpty()
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "calctui"], stdin=theirs, capture_output=True, check=False
        )
    finally:
        os.close(ours)
        os.close(theirs)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"standard error, where the screen is drawn, is not a terminal" in ran.stderr
    assert ran.stderr.count(b"\n") == 1

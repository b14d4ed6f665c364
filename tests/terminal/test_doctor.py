"""What the doctor says, against what Textual does and what the explorer begins with."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from calctui.tui.config import Config
from calctui.tui.doctor import HEEDED, Found, Row, doctor


class Teletype(io.TextIOWrapper):
    """A terminal of some encoding."""

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding)

    def isatty(self) -> bool:
        return True


BARE = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
"""An environment that says nothing about terminals."""
USUAL = Found(
    environ={},
    stdin=Teletype(),
    stderr=Teletype(),
    size=(80, 24),
    utf8_stdout=True,
    forks=True,
    versions={"calctui": "1", "SymPy": "1.13.3"},
    folders={"data": ("/home/ada/data", True)},
    config=Config(),
    config_file=("/home/ada/config.toml", "is not there"),
)


def found(environ: Mapping[str, str] | None = None, **changes: Any) -> Mapping[str, Row]:
    """The findings by name, in a terminal as usual but for some changes."""
    findings = doctor(replace(USUAL, environ={"TERM": "xterm-256color", **(environ or {})}, **changes))
    rows = [row for rows in findings.values() for row in rows]
    assert len({row.name for row in rows}) == len(rows)
    assert all(row.value.strip() and row.value.isprintable() and row.note.isprintable() for row in rows)
    return {row.name: row for row in rows}


def values(rows: Mapping[str, Row], *names: str) -> list[str]:
    return [rows[name].value for name in names]


def test_a_good_terminal_needs_no_advice() -> None:
    rows = found({"COLORTERM": "truecolor", "LANG": "en_US.UTF-8"}, size=(120, 40))
    wanted = {
        "full screen": "yes",
        "size": "120x40",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "colours": "16 million",
        "characters": "utf-8",
        "braille": "yes",
        "locale": "en_US.UTF-8",
        "inside": "neither tmux nor screen",
        "over SSH": "no",
        "marker": "braille",
        "theme": "dark",
        "frames a second": "20 at most",
        "play": "runs",
        "Escape": "waited for 100 ms",
        "formulas": "from SymPy",
        "SymPy": "1.13.3",
    }
    assert {name: rows[name].value for name in wanted} == wanted
    assert [name for name in HEEDED if name in rows] == []


def test_without_a_terminal_it_says_so() -> None:
    rows = found(size=None, stdin=io.StringIO())
    assert rows["full screen"].value == "no"
    assert rows["full screen"].note.startswith("standard input is not a terminal; ")
    assert rows["size"].value == "unknown"
    assert "names no full-screen terminal" in found({"TERM": "dumb"})["full screen"].note


@pytest.mark.parametrize(("size", "enough"), [((60, 18), True), ((59, 18), False), ((60, 17), False)])
def test_a_terminal_may_be_too_small(size: tuple[int, int], enough: bool) -> None:
    assert ("60x18" in found(size=size)["size"].note) is not enough


def test_why_there_is_no_braille() -> None:
    rows = found({"TERM": "linux"})
    assert values(rows, "braille", "marker", "marker of show") == ["no", "ascii", "braille"]
    assert "TERM=linux" in rows["braille"].note
    rows = found(stderr=Teletype("latin-1"), utf8_stdout=False)
    assert values(rows, "braille", "marker", "marker of show") == ["no", "ascii", "ascii"]
    assert "UTF-8" in rows["braille"].note


def test_over_ssh_and_inside_tmux() -> None:
    rows = found({"SSH_CONNECTION": "::1 1 ::1 22", "TMUX": "/tmp/tmux,1,0"})
    assert values(rows, "over SSH", "inside") == ["yes", "tmux"]
    assert values(rows, "frames a second", "Escape") == [
        "10 at most, 20 if the link proves fast",
        "waited for 300 ms",
    ]
    assert found({"STY": "1.pts"})["inside"].value == "screen"
    assert found({"SSH_CONNECTION": "a", "ESCDELAY": "50"})["Escape"].value == "waited for 50 ms"


def test_only_variables_that_are_set_are_listed() -> None:
    rows = found({"NO_COLOR": "", "TEXTUAL_FPS": "5", "TEXTUAL_ANIMATIONS": "None", "TEXTUAL_THEME": "nord"})
    assert [name for name in HEEDED if name in rows] == [
        *("NO_COLOR", "TEXTUAL_THEME", "TEXTUAL_ANIMATIONS", "TEXTUAL_FPS")
    ]
    assert values(rows, "colours", "theme") == ["none", "nord"]
    assert values(rows, "frames a second", "play") == ["5 at most", "goes one step at a time"]
    assert found({"TEXTUAL_THEME": ""})["theme"].value == "Textual's own"


def test_the_theme_is_asked_for_or_what_suits_the_terminal() -> None:
    assert found()["theme"].value == "dark"
    assert found({"TERM": "xterm"})["theme"].value == "ansi"
    assert found({"TERM": "linux", "COLORTERM": "truecolor"})["theme"].value == "dark"
    assert found({"NO_COLOR": ""})["theme"].value == "mono"
    chosen = Config(theme="light", marker="block", fps=7, motion="none")
    rows = found({"NO_COLOR": "1", "SSH_CONNECTION": "a"}, config=chosen)
    assert values(rows, "theme", "marker", "play") == ["light", "block", "goes one step at a time"]
    assert rows["frames a second"].value == "7 at most"
    assert found({"CALCTUI_THEME": "contrast"}, config=chosen)["theme"].value == "contrast"
    assert "did you mean light?" in found({"CALCTUI_THEME": "lihgt"})["theme"].note


def test_the_settings_file_is_told_of(tmp_path: Path) -> None:
    def examined() -> Any:
        return json.loads(ran("--format", "json", XDG_CONFIG_HOME=str(tmp_path), TERM="xterm"))

    file = tmp_path / "calctui" / "config.toml"
    file.parent.mkdir()
    row = examined()["Files"]["settings"]
    assert row["value"] == str(file)
    assert row["note"].startswith("is not there")
    file.write_text('theme = "mono"')
    findings = examined()
    assert findings["Files"]["settings"]["note"].startswith("is there")
    assert findings["What calctui will use"]["theme"]["value"] == "mono"
    file.write_text("theme = 3")
    note = examined()["Files"]["settings"]["note"]
    assert "the full screen can't start" in note
    assert "theme is one of dark, light" in note


def test_the_locale_is_the_strongest_that_is_set() -> None:
    assert found({"LANG": "C.UTF-8", "LC_CTYPE": "de_DE.UTF-8"})["locale"].value == "de_DE.UTF-8"
    assert found({"LANG": "C.UTF-8", "LC_ALL": "C"})["locale"].value == "C"
    assert found({"LC_ALL": "", "LANG": ""})["locale"].value == "not set"


def test_when_there_is_no_sympy() -> None:
    rows = found(versions={"SymPy": ""})
    assert values(rows, "formulas", "SymPy") == ["none from SymPy", "not installed"]
    assert "not installed" in rows["formulas"].note
    assert "fork" in found(forks=False)["formulas"].note


def test_a_home_that_takes_no_files() -> None:
    assert found()["data"].note == "takes files"
    assert (
        found(folders={"data": ("/home/ada/data", False)})["data"].note
        == "takes no files: scores are not kept"
    )


ENVIRONMENTS: tuple[dict[str, str], ...] = (
    {"TERM": "xterm-256color"},
    {"TERM": "xterm", "ESCDELAY": "250"},
    {"TERM": "linux", "TEXTUAL_FPS": "0"},
    {"TERM": "tmux-256color", "COLORTERM": "truecolor", "TEXTUAL_FPS": "7"},
    {"TERM": "vt100", "COLORTERM": "24bit", "TEXTUAL_ANIMATIONS": "NONE"},
    {"TERM": "xterm", "NO_COLOR": "", "TEXTUAL_ANIMATIONS": "nothing"},
    {"TERM": "xterm", "TEXTUAL_COLOR_SYSTEM": "256", "TEXTUAL_FPS": "many", "ESCDELAY": "-3"},
    {"TERM": "xterm-256color", "NO_COLOR": "1", "TEXTUAL_COLOR_SYSTEM": "truecolor"},
)
COLOURS = {"16": "standard", "256": "256", "16 million": "truecolor"}


@pytest.mark.parametrize("environ", ENVIRONMENTS, ids=lambda environ: " ".join(environ.values()))
def test_textual_does_what_the_doctor_says(environ: dict[str, str]) -> None:
    program = """
import json
from textual import constants
from textual.app import App
app = App()
print(json.dumps([app.no_color, app.console.color_system, app.animation_level == "none",
                  constants.MAX_FPS, constants.ESCAPE_DELAY]))
"""
    bare = {**BARE, **environ}
    ran = subprocess.run([sys.executable, "-c", program], env=bare, capture_output=True, check=True)
    grey, system, still, fps, delay = json.loads(ran.stdout)
    rows = found(environ)
    assert (rows["colours"].value == "none") is grey
    assert grey or COLOURS[rows["colours"].value] == system
    assert (rows["play"].value == "goes one step at a time") is still
    assert rows["frames a second"].value == f"{min(fps, 20)} at most"
    assert rows["Escape"].value == f"waited for {delay * 1000:g} ms"


@pytest.mark.parametrize(
    ("environ", "few"),
    [
        ({"TERM": "vt220"}, "none"),
        ({"TERM": "vt100-w"}, "none"),
        ({"TERM": "xterm-mono"}, "none"),
        ({"TERM": "screen.vt100"}, "none"),
        ({"TERM": "xterm-color"}, "8"),
        ({"TERM": "ansi"}, "8"),
        ({"TERM": "ansi", "COLORTERM": "truecolor"}, "16 million"),
        ({"TERM": "vt100", "TEXTUAL_COLOR_SYSTEM": "standard"}, "16"),
        ({"TERM": "vt100", "TEXTUAL_COLOR_SYSTEM": "standard", "NO_COLOR": ""}, "none"),
    ],
)
def test_terminals_of_few_colours(environ: dict[str, str], few: str) -> None:
    assert found(environ)["colours"].value == few


def test_a_locale_may_ask_for_ascii() -> None:
    assert values(found({"LANG": "C"}), "braille", "marker", "locale") == ["no", "ascii", "C"]
    assert "UTF-8" in found({"LANG": "C"})["braille"].note


def test_a_colour_system_that_textual_does_not_know() -> None:
    row = found({"TERM": "xterm", "TEXTUAL_COLOR_SYSTEM": "mauve"})["colours"]
    assert row.value == "16"
    assert "it is left out" in row.note


# The command


def ran(*words: str, **environ: str) -> str:
    bare = {**BARE, "LANG": "C.UTF-8", **environ}
    command = [sys.executable, "-W", "error", "-m", "calctui", "doctor", *words]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, env=bare, check=True)
    assert done.stderr == b""
    assert b"\x1b" not in done.stdout  # the terminal is not asked anything
    return done.stdout.decode()


def test_the_command_works_without_a_terminal(tmp_path: Path) -> None:
    text = ran(HOME=str(tmp_path), TERM="xterm")
    assert "standard input is not a terminal" in text
    assert str(tmp_path) in text
    assert max(map(len, text.splitlines())) <= max(80, len(str(tmp_path)) + 70)
    assert list(tmp_path.iterdir()) == []  # nor is anything left behind
    assert ran(HOME=str(tmp_path), LC_ALL="C").isascii()


def test_the_command_as_json_says_the_same(tmp_path: Path) -> None:
    data = json.loads(ran("--format", "json", HOME=str(tmp_path), TERM="linux"))
    assert list(data) == ["Terminal", "Variables", "What calctui will use", "Files", "Versions"]
    assert data["What calctui will use"]["marker"]["value"] == "ascii"
    assert data["Files"]["data"]["note"] == "takes files"
    assert all(set(row) == {"value", "note"} for rows in data.values() for row in rows.values())


def test_a_home_that_is_nowhere_takes_no_files() -> None:
    note = json.loads(ran("--format", "json", HOME="/proc/nowhere"))["Files"]["data"]["note"]
    assert note.startswith("takes no files")

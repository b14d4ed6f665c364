"""`calctui record` from outside."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import Terminal

from calctui.maths.symbolic import Engine


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    with Engine() as engine:
        yield Terminal(engine, monkeypatch)


def test_to_a_file_and_to_stdout_go_the_same_bytes(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "chain.cast"
    assert terminal.run("record", "chain", "-o", str(path)) == (0, "", "")
    assert terminal.run("record", "chain") == (0, path.read_text("utf-8"), "")
    assert terminal.run("record", "chain", "-o", "-") == (0, path.read_text("utf-8"), "")


def test_settings_and_options_are_taken(terminal: Terminal) -> None:
    words = ("record", "chain", "f=L = w^2", "at=w=3", "--size", "100x20", "--theme", "light", "--loop", "2")
    lines = terminal.run(*words, "--speed", "2", "--hold", "0.5", "--marker", "ascii").out.splitlines()
    header, *events = map(json.loads, lines)
    assert (header["width"], header["height"], header["theme"]["bg"]) == (100, 20, "#ffffff")
    assert header["command"] == "calctui chain f='L = w^2' at=w=3 step=0"
    written = "".join(data for _, _, data in events)
    assert written.isascii()
    assert "L = w^2" in written
    assert written.count("\x1b[2J") == 1
    assert "2x" in written
    assert events[-1][0] == header["duration"]


def test_an_output_without_utf8_gets_the_same_recording(terminal: Terminal) -> None:
    words = ("record", "secant", "--size", "60x15", "--marker", "ascii")
    ran = terminal.run(*words, encoding="latin-1")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.isascii()
    usual = terminal.run(*words).out
    assert [*map(json.loads, ran.out.splitlines())] == [*map(json.loads, usual.splitlines())]
    assert "--marker ascii works" in terminal.run(*words, "--marker", "block", encoding="latin-1").err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "record what? For instance roll; calctui list names them all"),
        (["seccant"], "no explorable is called 'seccant': did you mean secant?"),
        (["secant", "h=9"], "h: 9 is out of range: 1e-12 to 2"),
        (["secant", "--speed", "0"], "--speed is 0.125 to 8, not 0"),
        (["secant", "--speed", "-1"], "--speed is 0.125 to 8, not -1"),
        (["secant", "--speed", "nan"], "--speed is 0.125 to 8, not nan"),
        (["secant", "--speed", "inf"], "--speed is 0.125 to 8, not inf"),
        (["secant", "--speed", "fast"], "'fast' is not a valid float"),
        (["secant", "--loop", "0"], "--loop is 1 to 100, not 0"),
        (["secant", "--loop", "101"], "--loop is 1 to 100, not 101"),
        (["secant", "--loop", "1" + "0" * 400], "--loop is 1 to 100, not 1" + "0" * 38 + "…"),
        (["secant", "--loop", "1.5"], "'1.5' is not a valid integer"),
        (["secant", "--hold", "-0.1"], "--hold is 0 to 60, not -0.1"),
        (["secant", "--hold", "nan"], "--hold is 0 to 60, not nan"),
        (["secant", "--size", "59x24"], "--size is at most 500x200, and at least 60x15"),
        (["secant", "--size", "80x14"], "--size is at most 500x200, and at least 60x15"),
        (["secant", "--size", "501x24"], "--size is at most 500x200, and at least 60x15"),
        (["secant", "--size", "80"], "--size is COLUMNSxROWS, such as 100x30, not '80'"),
        (["secant", "-o", "/nowhere/a.cast"], "no such file or directory"),
    ],
)
def test_a_mistake_is_named_in_one_line(terminal: Terminal, words: list[str], message: str) -> None:
    assert message in terminal.refused("record", *words)


def test_the_same_bytes_in_another_process() -> None:
    """Also with another hash seed, and with what SymPy says."""

    def bytes_of(seed: str) -> bytes:
        command = [sys.executable, "-m", "calctui", "record", "secant", "--size", "60x15", "--loop", "2"]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": "C.UTF-8"}
        return subprocess.run(command, capture_output=True, check=True, env=environment).stdout

    assert bytes_of("1") == bytes_of("2")
    assert len(bytes_of("3").splitlines()) > 200

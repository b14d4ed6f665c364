"""Completion: what click offers for a line, and what bash makes of it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from command_line import process

from calctui.cli import COMPLETING, root
from calctui.explorables.catalogue import CATALOGUE, SECTIONS, load, of_section
from calctui.explore.controls import Choice
from calctui.explore.link import with_settings

KEYS = [entry.key for entry in CATALOGUE]
SCRIPTS = Path(root.__file__).parent / "shells"


def offered(*words: str) -> list[str]:
    """What may stand in place of the last word."""
    *given, incomplete = words
    found = ShellComplete(root.cli, {}, "calctui", COMPLETING).get_completions(given, incomplete)
    return [item.value for item in found]


def test_the_first_word_is_a_command_or_an_explorable() -> None:
    assert offered("") == [*sorted(root.cli.commands), *KEYS]
    assert offered("re") == ["record"]
    assert offered("sec") == ["secant"]
    assert offered("--theme", "light", "li") == ["list", "limits"]
    assert "--marker" in offered("--")


@pytest.mark.parametrize("command", ["show", "record", "open"])
def test_behind_a_command_stands_an_explorable_then_its_settings(command: str) -> None:
    assert offered(command, "") == KEYS
    assert offered(command, "jac") == ["jacobian"]
    assert offered(command, "secant", "s") == ["scheme=", "span="]


@pytest.mark.parametrize("key", KEYS)
def test_every_setting_is_offered_once_and_can_be_given(key: str) -> None:
    explorable = load(key)
    names = [f"{name}=" for name in explorable.controls]
    assert set(names) <= set(offered(key, ""))
    assert offered("show", key, "") == offered(key, "")
    state = explorable()
    for name in explorable.controls:
        word = f"{name}={state.control(name).write(getattr(state, name))}"
        assert f"{name}=" not in offered(key, word, "")
        assert set(names) - {f"{name}="} <= set(offered(key, word, ""))


@pytest.mark.parametrize("key", KEYS)
def test_every_value_that_is_offered_can_be_read(key: str) -> None:
    state = load(key)()
    for name, control in state.controls.items():
        words = offered(key, f"{name}=")
        for word in words:
            assert word.startswith(f"{name}=")
            with_settings(state, [word])
        if isinstance(control, Choice):
            assert len(words) == len(state.control(name).describe()["choices"])


def test_values() -> None:
    assert offered("secant", "scheme=") == ["scheme=forward", "scheme=backward", "scheme=central"]
    assert offered("secant", "scheme=c") == ["scheme=central"]
    assert offered("show", "descent", "f=ro") == ["f=rosenbrock"]
    assert offered("secant", "h=") == []
    assert offered("secant", "zzz=") == []


def test_letters_of_a_formula_are_settings_too() -> None:
    assert offered("secant", "f=k sin(w x)", "k") == ["k="]
    assert "w=" in offered("secant", "f=k sin(w x)", "k=2", "")
    assert "k=" not in offered("secant", "f=k sin(w x)", "k=2", "")


def test_what_can_not_be_read_offers_what_there_would_be() -> None:
    assert offered("secant", "f=)", "h") == ["h="]
    assert offered("zzz", "") == []
    assert offered("show", "zzz", "a=") == []


def test_sections_and_options() -> None:
    asked = [section for section in SECTIONS if of_section(section)]
    assert offered("quiz", "") == [*asked, "all"]
    assert offered("text", "2.1") == ["2.1", "2.10"]
    assert offered("show", "secant", "--format", "") == ["text", "ansi", "svg", "json", "code"]
    assert offered("show", "--size", "1") == ["100x30", "120x40"]
    assert offered("record", "secant", "--lo") == ["--loop"]
    assert offered("completion", "") == ["bash", "zsh", "fish"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_scripts_are_written_as_they_are(shell: str) -> None:
    ran = process("completion", shell)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout == (SCRIPTS / f"calctui.{shell}").read_bytes()
    assert ran.stdout.isascii()
    assert f"_CALCTUI_COMPLETE={shell}_complete".encode() in ran.stdout


def test_another_shell_is_refused() -> None:
    ran = process("completion", "csh")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"'bash', 'zsh', 'fish'" in ran.stderr


def test_a_first_word_loads_nothing_heavy() -> None:
    program = """
import os, sys
from calctui.cli import main
try:
    main()
except SystemExit as exit:
    assert not exit.code
loaded = {"numpy", "textual", "sympy"} & set(sys.modules)
assert not loaded, loaded
"""
    asked = {"_CALCTUI_COMPLETE": "bash_complete", "COMP_WORDS": "calctui sec", "COMP_CWORD": "1"}
    ran = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, **asked}, capture_output=True, check=True
    )
    assert ran.stdout == b"plain,secant\n"


# In a real bash

bash_only = pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for PATH with a calctui of this source in it."""
    folder = tmp_path_factory.mktemp("bin")
    command = folder / "calctui"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m calctui "$@"\n')
    command.chmod(0o755)
    return folder


def in_bash(folder: Path, line: str, *words: str, breaks: str = " \t\n\"'@><=;|&(:") -> list[str]:
    """The replies to Tab at the end of a line that readline has split into words."""
    program = f"""
source "{SCRIPTS / "calctui.bash"}"
COMP_WORDBREAKS=$1
COMP_LINE=$2
shift 2
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_calctui_completion calctui 2>/dev/null
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    ran = subprocess.run(
        ["bash", "--norc", "-c", program, "bash", breaks, line, *words],
        env={**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"},
        capture_output=True,
        check=True,
    )
    return ran.stdout.decode().split("\n")[:-1]


@bash_only
@pytest.mark.parametrize(
    ("line", "words", "replies"),
    [
        ("calctui sec", ["calctui", "sec"], ["secant"]),
        ("calctui secant s", ["calctui", "secant", "s"], ["scheme=", "span="]),
        ("calctui secant scheme=", ["calctui", "secant", "scheme", "="], ["forward", "backward", "central"]),
        ("calctui secant scheme=c", ["calctui", "secant", "scheme", "=", "c"], ["central"]),
        ("calctui secant h=0.1 sc", ["calctui", "secant", "h", "=", "0.1", "sc"], ["scheme="]),
        ("calctui secant h= sc", ["calctui", "secant", "h", "=", "sc"], ["scheme="]),
        ("calctui secant f='k x' k", ["calctui", "secant", "f", "=", "'k x'", "k"], ["k="]),
        ("calctui show descent f=str", ["calctui", "show", "descent", "f", "=", "str"], [r"stretched\ bowl"]),
        (
            "calctui show nanclinic case='e^t",
            ["calctui", "show", "nanclinic", "case", "=", "'e^t"],
            ["e^tiny - 1"],
        ),
        ("calctui show --format=js", ["calctui", "show", "--format", "=", "js"], ["json"]),
        ("calctui quiz al", ["calctui", "quiz", "al"], ["all"]),
        ("calctui zzz ", ["calctui", "zzz", ""], [""]),
    ],
)
def test_bash_splits_at_equals_signs(folder: Path, line: str, words: list[str], replies: list[str]) -> None:
    assert in_bash(folder, line, *words) == replies


@bash_only
def test_bash_after_a_blank_begins_a_new_word(folder: Path) -> None:
    replies = in_bash(folder, "calctui secant h=0.1 ", "calctui", "secant", "h", "=", "0.1", "")
    assert "a=" in replies
    assert "h=" not in replies
    assert "scheme=" in in_bash(folder, "calctui secant h= ", "calctui", "secant", "h", "=", "")


@bash_only
def test_bash_may_be_told_not_to_split_there(folder: Path) -> None:
    line = "calctui secant scheme=c"
    assert in_bash(folder, line, *line.split(), breaks=" \t\n") == ["scheme=central"]


@bash_only
def test_bash_without_the_line_puts_words_together_all_the_same(folder: Path) -> None:
    assert in_bash(folder, "", "calctui", "secant", "scheme", "=", "c") == ["central"]

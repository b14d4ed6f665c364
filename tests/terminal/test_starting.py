"""How the explorer starts: by flags, then the environment, then the settings file."""

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pseudoterminal import PseudoTerminal

from calctui.explore.errors import SettingError
from calctui.session.opening import Opening
from calctui.tui import launch, terminal
from calctui.tui.app import CalctuiApp


class Started(Exception):
    """The explorer would run now."""


@pytest.fixture(autouse=True)
def started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Starting ends before the screen is taken."""

    def run(app: CalctuiApp, at_exit: object) -> int:
        raise Started(app.theme, app._marker_name, app.frames_a_second, app.animation_level)

    monkeypatch.setattr(launch, "run_guarded", run)
    monkeypatch.setattr(launch, "refusal", lambda *words: None)
    monkeypatch.setattr(launch, "wants_ascii", lambda *words: False)
    monkeypatch.setattr("calctui.tui.forerunner.processor_to_spare", lambda: False)
    monkeypatch.setattr(gc, "disable", lambda: None)
    monkeypatch.setattr(launch, "config_file", lambda: tmp_path / "config.toml")
    # Starting changes the environment for good; a kiosk drops what the snapshots' plugin keeps there.
    monkeypatch.setattr(os, "environ", os.environ.copy())
    for name in ("NO_COLOR", "CALCTUI_THEME", "TEXTUAL_THEME", "COLORTERM", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def begun(
    opening: Opening | None = None,
    *,
    theme: str | None = None,
    marker: str | None = None,
    fps: int | None = None,
    frugal: bool = False,
    no_motion: bool = False,
) -> tuple[object, ...]:
    with pytest.raises(Started) as started:
        launch.run(
            opening or Opening(), theme=theme, marker=marker, fps=fps, frugal=frugal, no_motion=no_motion
        )
    return started.value.args


def test_flags_count_before_the_environment_and_that_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert begun()[0] == "calctui-dark"
    (tmp_path / "config.toml").write_text('theme = "light"\nmarker = "block"\nfps = 7\nmotion = "none"')
    assert begun() == ("calctui-light", "block", 7, "none")
    monkeypatch.setenv("CALCTUI_THEME", "contrast")
    assert begun() == ("calctui-contrast", "block", 7, "none")
    assert begun(theme="mono", marker="ascii", fps=9) == ("calctui-mono", "ascii", 9, "none")
    assert begun(frugal=True)[2] == 10
    assert begun(Opening(kiosk=True)) == ("calctui-contrast", "braille", 20, "full"), "no file in a kiosk"
    monkeypatch.setenv("CALCTUI_THEME", "pink")
    with pytest.raises(SettingError, match=r"CALCTUI_THEME is one of dark, .*, not 'pink'"):
        launch.run(Opening())


def test_the_theme_suits_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    assert begun(no_motion=True)[3] == "none"
    monkeypatch.setenv("TERM", "xterm")
    assert begun()[0] == "calctui-ansi"
    monkeypatch.setenv("NO_COLOR", "")
    assert begun()[0] == "calctui-mono"
    monkeypatch.setenv("TEXTUAL_THEME", "nord")
    assert terminal.own_theme(None, os.environ) is None


def test_a_bad_file_ends_the_start_with_one_line_and_nothing_else_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "calctui" / "config.toml"
    file.parent.mkdir()
    file.write_text("fps = 0")
    for words in (["--version"], ["list"]):
        environ = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path)}
        subprocess.run(
            [sys.executable, "-m", "calctui", *words], env=environ, check=True, capture_output=True
        )
    command = [sys.executable, "-m", "calctui", "secant"]
    with PseudoTerminal(command, XDG_CONFIG_HOME=str(tmp_path), HOME=str(tmp_path)) as terminal:
        assert terminal.ended(within=8) == 2
        said = bytes(terminal.output).decode().strip()
        assert said == "calctui: ~/calctui/config.toml: fps is a whole number from 1 to 60, not 0"

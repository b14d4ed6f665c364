"""The pure half: the environment, the refusals, ASCII, the decoder and the message of a crash."""

import codecs
import importlib
import io
import os
import subprocess
import sys
from typing import Any

import pytest

from calctui.tui.running import crash_message, tolerate_stray_bytes
from calctui.tui.terminal import Pace, pace, prepare_environment, refusal, wants_ascii


class Teletype(io.StringIO):
    def isatty(self) -> bool:
        return not self.closed


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {}),
        ({"SSH_CONNECTION": ""}, {}),
        ({"SSH_CONNECTION": "::1 1 ::1 22"}, {"ESCDELAY": "300"}),
        ({"SSH_CONNECTION": "::1 1 ::1 22", "ESCDELAY": "50"}, {"ESCDELAY": "50"}),
    ],
)
def test_escape_waits_longer_over_ssh_unless_the_user_said(
    before: dict[str, str], after: dict[str, str]
) -> None:
    environ = dict(before)
    prepare_environment(environ)
    assert {name: value for name, value in environ.items() if name == "ESCDELAY"} == after


@pytest.mark.parametrize(
    ("name", "usable", "not_usable"),
    [
        ("TEXTUAL_COLOR_SYSTEM", ("auto", "256", "truecolor", "standard"), ("mauve", "")),
        ("COLUMNS", (), ("80", "0", "abc")),  # a resize would not be followed
        ("LINES", (), ("24", "100000")),
    ],
)
def test_what_would_end_or_freeze_textual_is_left_out(
    name: str, usable: tuple[str, ...], not_usable: tuple[str, ...]
) -> None:
    for value in (*usable, *not_usable):
        environ = {name: value}
        prepare_environment(environ)
        assert environ == ({name: value} if value in usable else {}), value


def test_a_kiosk_hears_nothing_that_is_meant_for_textual() -> None:
    given = {"TEXTUAL_LOG": "/tmp/log", "TEXTUAL_SCREENSHOT": "1", "TEXTUAL": "devtools", "TERM": "xterm"}
    for kiosk, left in ((True, {"TERM": "xterm"}), (False, given)):
        environ = dict(given)
        prepare_environment(environ, kiosk=kiosk)
        assert environ == left


def test_textual_is_not_imported_before_its_environment_is_prepared() -> None:
    code = (
        "import sys, calctui.tui.terminal, calctui.tui.running\n"
        "print(sorted({'textual', 'rich'} & set(sys.modules)))"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )


@pytest.mark.parametrize("term", ["xterm-256color", "linux", "vt100", "screen"])
def test_two_terminals_and_a_name_are_enough(term: str) -> None:
    assert refusal(Teletype(), Teletype(), {"TERM": term}) is None


def closed() -> Teletype:
    stream = Teletype()
    stream.close()
    return stream


@pytest.mark.parametrize("missing", [None, io.StringIO("q"), closed()])
def test_each_stream_must_be_a_terminal(missing: io.StringIO | None) -> None:
    for stdin, stderr, name in ((missing, Teletype(), "input"), (Teletype(), missing, "error")):
        reason = refusal(stdin, stderr, {"TERM": "xterm"})
        assert reason is not None
        assert f"standard {name}" in reason
        assert "`calctui show secant` and `calctui --linear` work" in reason
        assert "\n" not in reason


def test_a_closed_descriptor_is_no_terminal() -> None:
    reading, writing = os.pipe()
    os.close(writing)
    stream = open(reading, encoding="utf-8", closefd=False)  # noqa: SIM115
    os.close(reading)
    assert refusal(stream, Teletype(), {"TERM": "xterm"}) is not None


@pytest.mark.parametrize("environ", [{}, {"TERM": ""}, {"TERM": "dumb"}, {"TERM": "unknown"}])
def test_a_dumb_terminal_is_refused_by_name(environ: dict[str, str]) -> None:
    reason = refusal(Teletype(), Teletype(), environ)
    assert reason is not None
    assert f"TERM={environ.get('TERM', '')} " in reason
    assert "`calctui show secant` and `calctui --linear` work" in reason


def test_windows_names_no_terminal_and_has_one() -> None:
    assert refusal(Teletype(), Teletype(), {}, "nt") is None
    assert refusal(None, Teletype(), {}, "nt") is not None


@pytest.mark.parametrize(
    ("term", "encoding", "ascii_"),
    [
        ("xterm-256color", "utf-8", False),
        ("xterm-256color", "UTF8", False),
        ("tmux-256color", "utf_8", False),
        ("xterm", "latin-1", True),
        ("xterm", "ANSI_X3.4-1968", True),
        ("xterm", "no-such-encoding", True),
        ("xterm", None, True),
        ("linux", "utf-8", True),
        ("linux-16color", "utf-8", True),
        ("vt100", "utf-8", True),
    ],
)
def test_ascii_where_braille_would_not_arrive(term: str, encoding: str | None, ascii_: bool) -> None:
    assert wants_ascii({"TERM": term}, encoding) is ascii_


@pytest.mark.parametrize(
    ("environ", "ascii_"),
    [
        ({"LANG": "C"}, True),
        ({"LANG": "POSIX", "LC_CTYPE": "C.UTF-8"}, True),  # Python itself has set LC_CTYPE
        ({"LC_ALL": "C", "LANG": "en_US.UTF-8"}, True),
        ({"LC_CTYPE": "de_DE.ISO-8859-1@euro", "LANG": "en_US.UTF-8"}, True),
        ({"LANG": "xx_XX.no-such-encoding"}, True),
        ({}, False),
        ({"LC_CTYPE": "C.UTF-8"}, False),
        ({"LANG": "C", "LC_CTYPE": "en_US.UTF-8"}, False),
        ({"LC_ALL": "", "LANG": "de_DE.utf8@euro"}, False),
        ({"LANG": "en_US"}, False),
        ({"TERM": "screen.xterm-256color"}, False),
        ({"TERM": "screen.linux"}, True),
    ],
)
def test_ascii_where_the_locale_asks_for_it(environ: dict[str, str], ascii_: bool) -> None:
    assert wants_ascii({"TERM": "xterm", **environ}, "utf-8") is ascii_


@pytest.fixture
def driver(monkeypatch: pytest.MonkeyPatch) -> Any:
    module = importlib.import_module("textual.drivers.linux_driver")
    monkeypatch.setattr(module, "getincrementaldecoder", codecs.getincrementaldecoder)
    return module


def test_the_driver_reads_a_stray_byte(driver: Any) -> None:
    with pytest.raises(UnicodeDecodeError):
        driver.getincrementaldecoder("utf-8")().decode(b"\xff")
    tolerate_stray_bytes()
    tolerate_stray_bytes()
    decode = driver.getincrementaldecoder("utf-8")().decode
    assert decode(b"a\xffb\xc3") + decode(b"\xa9", final=True) == "a�bé"


def test_an_unknown_driver_is_left_alone(driver: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    other = object()
    monkeypatch.setattr(driver, "getincrementaldecoder", other)
    tolerate_stray_bytes()
    assert driver.getincrementaldecoder is other
    monkeypatch.delattr(driver, "getincrementaldecoder")
    tolerate_stray_bytes()
    assert not hasattr(driver, "getincrementaldecoder")


def test_a_crash_is_told_in_two_clean_lines() -> None:
    try:
        raise ValueError("bad \x1b[2J\n" + "x" * 1000)
    except ValueError as error:
        first, second = crash_message(error).split("\n")
    assert first.startswith("calctui stopped: ValueError: bad �[2J�xxx")
    assert "(test_terminal_functions.py:" in first
    assert len(first) < 300
    assert "CALCTUI_DEBUG=1" in second
    assert "unknown" in crash_message(None)


@pytest.mark.parametrize(
    ("fps", "frugal", "environ", "expected"),
    [
        (None, False, {}, Pace(20)),
        (None, True, {}, Pace(10)),
        (None, False, {"SSH_CONNECTION": "a 1 b 2"}, Pace(10, hopeful=True)),
        (None, True, {"SSH_CONNECTION": "a 1 b 2"}, Pace(10)),
        (5, False, {"SSH_CONNECTION": "a 1 b 2"}, Pace(5)),
        (60, True, {}, Pace(60)),
    ],
)
def test_the_pace_is_what_was_asked_for_or_what_the_link_bears(
    fps: int | None, frugal: bool, environ: dict[str, str], expected: Pace
) -> None:
    assert pace(fps, frugal, environ) == expected

"""Hostile words of a command: long lines, ranges without room, seeds, points; and a lying environment."""

import json
from collections.abc import Iterator

import pytest
from command_line import Terminal, process
from hostile_texts import shown_safely

from calctui.maths.symbolic import Engine


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as shared:
        yield shared


@pytest.fixture
def terminal(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(engine, monkeypatch)


LONG = "x" * 1_000_000


@pytest.mark.parametrize(
    "line",
    [
        LONG,
        f"secant f={LONG}",
        f"secant f='{LONG}'",
        "secant " + "h=1 " * 250_000,
        "'" * 1_000_000,
        "\\" * 999_999,
    ],
)
def test_a_line_of_a_megabyte_is_answered_and_so_is_the_next(terminal: Terminal, line: str) -> None:
    ran = terminal.run("show", "--batch", stdin=f"{line}\nsecant\n".encode())
    assert (ran.status, ran.err) == (0, "")
    first, second = map(json.loads, ran.out.splitlines())
    assert "at most 4000 characters" in first["error"]
    assert second["explorable"] == "secant"


@pytest.mark.parametrize(
    "words",
    [
        ("zzz" * 30_000,),
        ("--" + "z" * 90_000,),
        ("show", "secant", "q" * 90_000 + "=1"),
        ("show", "secant", "scheme=" + "c" * 90_000),
        ("show", "secant", "--format", "j" * 90_000),
        ("show", "secant", "-o", "n" * 9000),
        ("show", "gradient", "at=" + "x=1," * 5000),
        ("list", "l" * 90_000),
        ("text", "2" * 90_000),
        ("tour", "t" * 90_000),
        ("quiz", "2.3", "--seed", "1" + "0" * 5000),
    ],
    ids=lambda words: " ".join(words)[:24],
)
def test_a_long_word_is_refused_in_a_short_line(terminal: Terminal, words: tuple[str, ...]) -> None:
    assert terminal.refused(*words)


NO_ROOM = [
    ("riemann", "a=1 b=1"), ("riemann", "a=2 b=-2"), ("riemann", "a=1e-300 b=-1e-300"), ("ftc", "a=0 x=0"),
    ("montecarlo", "a=1 b=1"), ("expectation", "mean=0 width=1e-300"), ("limits", "a=1e-300"),
    ("taylor", "a=1e-300 x=-1e-300"), ("gradient", "at='x=0, y=0'"), ("derivative", "x=1e-300"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "settings"), NO_ROOM)
def test_a_range_without_room_has_a_picture_or_one_line(terminal: Terminal, key: str, settings: str) -> None:
    ran = terminal.run("show", "--batch", stdin=f"{key} {settings}\n".encode())
    answer = json.loads(ran.out)
    assert (ran.status, ran.err) == (0, "")
    assert answer.get("error", answer.get("sentence")).isprintable()


@pytest.mark.parametrize(
    "words",
    [
        ("montecarlo", "seed=10^400"),
        ("montecarlo", "seed=1e400"),
        ("montecarlo", "seed=-1"),
        ("montecarlo", "seed=0.5"),
        ("montecarlo", "seed=" + "9" * 401),
        ("gradient", "at=x=1e308"),
        ("gradient", "at=x=nan, y=inf"),
        ("gradient", "at=q=1"),
        ("gradient", "at=\x1b[31m=1"),
        ("logsumexp", "x=1,2,3,4,5,6,7,8,9"),
        ("logsumexp", "x=nan"),
        ("network", "sizes=0"),
        ("network", "sizes=999999999999"),
        ("network", "sizes=1,1,1,1,1,1,1,1"),
        ("taylor", "order=1e300"),
        ("riemann", "n=1e9"),
        ("riemann", "n=1e-320"),
    ],
)
def test_what_is_out_of_range_is_refused(terminal: Terminal, words: tuple[str, ...]) -> None:
    assert terminal.refused("show", *words)


ENVIRONMENT = {
    "TERM": "\x1b[31mxterm",
    "COLORTERM": "\x1b]0;title\x07",
    "LANG": "\u202e",
    "XDG_DATA_HOME": "/nowhere/\x1b[31m\udcff",
    "TEXTUAL_FPS": "\x9b31m",
    "ESCDELAY": "[@click=app.quit]",
}


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_doctor_repeats_no_control_character(form: str) -> None:
    ran = process("doctor", "--format", form, **ENVIRONMENT)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert shown_safely(ran.stdout.decode())
    assert b"?[31mxterm" in ran.stdout

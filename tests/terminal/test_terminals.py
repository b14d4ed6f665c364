"""The explorer on the terminals there are: the right picture, and nothing that a terminal does not have."""

import random
import re
from functools import cache
from pathlib import Path

import pytest
from watched import Watched, explorer

from calctui.explorables.catalogue import load
from calctui.raster import Marker, draw

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at /proc")

PICTURE = (54, 18)
"""Columns and rows of the stage in a terminal of 80 by 24."""
COLOURS = {
    0: r"[34]9",
    8: r"[34][0-79]",
    16: r"[34][0-79]|9[0-7]|10[0-7]",
    256: r"[34]9|[34]8;5;\d+",
    1 << 24: r"[34]9|[34]8;2;\d+;\d+;\d+",
}
"""The parameters of SGR by how many colours a terminal has."""
UTF8 = {"LANG": "C.UTF-8"}
TERMINALS = [
    ({"TERM": "xterm-256color", "COLORTERM": "truecolor", **UTF8}, 1 << 24, False),
    ({"TERM": "tmux-256color", "PYTHONIOENCODING": "latin-1", **UTF8}, 256, True),
    ({"TERM": "xterm"}, 16, False),
    ({"TERM": "screen", "LANG": "C"}, 16, True),
    ({"TERM": "linux", **UTF8}, 16, True),
    ({"TERM": "xterm-color", "LC_ALL": "de_DE.ISO-8859-1"}, 8, True),
    ({"TERM": "vt100", **UTF8}, 0, True),
    ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1", **UTF8}, 0, False),
]


@cache
def picture(in_ascii: bool) -> list[str]:
    """What the stage must show."""
    cells = draw(load("secant")().scene({}).view, *PICTURE, Marker.ASCII if in_ascii else Marker.BRAILLE)
    return ["".join(row) for row in cells.chars]


def stage(terminal: Watched) -> list[str]:
    """What it shows."""
    return [row[: PICTURE[0]] for row in terminal.rows[2 : 2 + PICTURE[1]]]


def quit_from(terminal: Watched) -> None:
    terminal.type(b"qq")
    assert terminal.ended(within=10) == 0
    assert terminal.is_restored()


@pytest.mark.parametrize(
    ("environ", "colours", "in_ascii"), TERMINALS, ids=[" ".join(each.values()) for each, _, _ in TERMINALS]
)
def test_a_terminal_gets_what_it_has(environ: dict[str, str], colours: int, in_ascii: bool) -> None:
    with explorer(environ) as terminal:
        terminal.shows("the slope at 1 is 8. Halve the gap")
        terminal.reaches(lambda: stage(terminal) == picture(in_ascii), "picture")
        terminal.type(b"dp")  # light, and the palette, which is Textual's
        terminal.shows("Find a command")
        terminal.shows("The ball rolls down: A small rate")
        terminal.type(b"\x1b")
        terminal.hides("Find a command")
        quit_from(terminal)
    used = terminal.screen.pens
    assert terminal.output.isascii() is in_ascii
    assert all(re.fullmatch(COLOURS[colours], code) for pen in used for code in pen[1:])
    assert len({pen[1] for pen in used}) > (4 if colours else 0)


def test_every_size_ends_with_the_right_screen() -> None:
    sizes = random.Random(59)
    with explorer({"TERM": "xterm-256color", **UTF8}, (1, 1)) as terminal:
        terminal.reaches(lambda: terminal.rows == ["c"], "letter in a terminal of one")
        for columns, rows, told in [
            (20, 6, "60x18"),
            (59, 17, "calctui needs 60x18 characters."),
            *((columns, rows, "Over a gap of 1") for columns, rows in ((60, 18), (300, 100), (80, 24))),
        ]:
            terminal.resize(columns, rows)
            terminal.shows(told)
        terminal.reaches(lambda: stage(terminal) == picture(False), "picture")
        terminal.type(b" ")
        for _ in range(100):
            terminal.resize(sizes.randint(1, 300), sizes.randint(1, 100))
            terminal.read_for(0.03)
        terminal.type(b" ")
        terminal.resize(100, 30)
        terminal.type(b"r")
        with explorer({"TERM": "xterm-256color", **UTF8}, (100, 30)) as fresh:
            fresh.shows("the slope at 1 is 8")
            fresh.wait_until_idle()
            terminal.reaches(lambda: terminal.rows == fresh.rows, "same screen after the storm")
            quit_from(fresh)
        quit_from(terminal)

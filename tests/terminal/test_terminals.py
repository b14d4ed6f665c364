"""The explorer on the terminals there are: the right picture, and nothing that a terminal does not have."""

import re
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
    ({"TERM": "xterm-256color", **UTF8}, 256, False),
    ({"TERM": "tmux-256color", "PYTHONIOENCODING": "latin-1", **UTF8}, 256, True),
    ({"TERM": "xterm"}, 16, False),
    ({"TERM": "screen", "LANG": "C"}, 16, True),
    ({"TERM": "linux", **UTF8}, 16, True),
    ({"TERM": "xterm-color", "LC_ALL": "de_DE.ISO-8859-1"}, 8, True),
    ({"TERM": "vt100", **UTF8}, 0, True),
    ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1", **UTF8}, 0, False),
]


def picture(in_ascii: bool) -> list[str]:
    """What the stage must show."""
    cells = draw(load("secant")().scene({}).view, *PICTURE, Marker.ASCII if in_ascii else Marker.BRAILLE)
    return ["".join(row) for row in cells.chars]


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
        terminal.read_until(
            lambda: [row[: PICTURE[0]] for row in terminal.rows[2 : 2 + PICTURE[1]]] == picture(in_ascii),
            within=5,
            what=f"picture on {terminal.rows}",
        )
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

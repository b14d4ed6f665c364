"""Coloured text as an SVG: letters as text; dots, blocks and frames as shapes, so that no font is needed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import TypeAlias

from calctui.raster.cells import Cells, runs
from calctui.raster.palettes import Palette

WIDE, HIGH = 8.0, 16.0
"""Size of a character in SVG units."""
_DOT = 2.2
_BRAILLE = 0x2800
_BRAILLE_DOTS = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
"""Column and row of each bit of a braille character, by Unicode's numbering."""
_QUADRANTS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
_BOX = {
    "─": "lr", "━": "lr", "│": "ud", "┌": "rd", "┐": "ld", "└": "ru", "┘": "lu",
    "├": "rud", "┤": "lud", "┬": "lrd", "┴": "lru", "┼": "lrud",
}  # fmt: skip
_ENDS = {"l": (0.0, 0.5), "r": (1.0, 0.5), "u": (0.5, 0.0), "d": (0.5, 1.0)}


@dataclass(frozen=True, slots=True)
class Span:
    """Neighbouring characters of one style; colours are #rrggbb."""

    text: str
    colour: str
    ground: str = ""
    """Behind the characters; empty for the ground of the whole."""
    bold: bool = False


Lines: TypeAlias = Sequence[Sequence[Span]]
_Shapes: TypeAlias = defaultdict[tuple[str, str], list[str]]


def spans(cells: Cells, palette: Palette) -> Lines:
    """Cells in the colours of a palette."""
    return [
        [Span(text, palette.colour(role), bold=role in palette.strong) for text, role in line]
        for line in runs(cells)
    ]


def svg(lines: Lines, palette: Palette, title: str) -> str:
    """A complete SVG document, with one character of margin around the lines."""
    width = max((sum(len(span.text) for span in line) for line in lines), default=0)
    shapes: _Shapes = defaultdict(list)
    letters: list[str] = []
    for column, row, span in _placed(lines):
        letters += _letters(span, column, row)
        if span.ground and span.ground != palette.ground:
            shapes["block", span.ground].append(
                _block(column * WIDE, row * HIGH, len(span.text) * WIDE, HIGH)
            )
        for offset, char in enumerate(span.text):
            kind, path = _shape(char, (column + offset) * WIDE, row * HIGH)
            if kind:
                shapes[kind, span.colour] += path
    wide, high = (width + 2) * WIDE, (len(lines) + 2) * HIGH
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}" '
            f'width="{wide:g}" height="{high:g}" role="img">',
            f"<title>{escape(title)}</title>",
            "<style>text{font:13px 'DejaVu Sans Mono',Menlo,Consolas,monospace;white-space:pre}"
            f".dots{{fill:none;stroke-width:{_DOT};stroke-linecap:round}}.box{{fill:none}}.bold{{font-weight:bold}}</style>",
            f'<rect width="100%" height="100%" fill="{palette.ground}"/>',
            f'<g transform="translate({WIDE:g} {HIGH:g})">',
            *(_path(kind, colour, path) for (kind, colour), path in shapes.items()),
            *letters,
            "</g>",
            "</svg>\n",
        ]
    )


def _placed(lines: Lines) -> Iterator[tuple[int, int, Span]]:
    for row, line in enumerate(lines):
        column = 0
        for span in line:
            yield column, row, span
            column += len(span.text)


def _path(kind: str, colour: str, path: Iterable[str]) -> str:
    paint = f'fill="{colour}"' if kind == "block" else f'stroke="{colour}"'
    return f'<path class="{kind}" {paint} d="{"".join(path)}"/>'


def _letters(span: Span, column: int, row: int) -> list[str]:
    """One text element for each word; `textLength` holds it to the grid in any font."""
    found, place = [], 0
    weight = ' class="bold"' if span.bold else ""
    for word in span.text.split(" "):
        if word and not all(map(_is_shape, word)):
            x, y = (column + place) * WIDE, (row + 0.75) * HIGH
            shown = "".join(" " if _is_shape(char) else char for char in word)
            length = f'textLength="{len(word) * WIDE:g}" lengthAdjust="spacingAndGlyphs"'
            place_and_paint = f'fill="{span.colour}"{weight} x="{x:g}" y="{y:g}" {length}'
            found.append(f"<text {place_and_paint}>{escape(shown)}</text>")
        place += len(word) + 1
    return found


def _is_shape(char: str) -> bool:
    return char in _BOX or _BRAILLE <= ord(char) < _BRAILLE + 256 or (char != " " and char in _QUADRANTS)


def _shape(char: str, left: float, top: float) -> tuple[str, list[str]]:
    """What kind of shape a character is, and its path; an empty kind for letters."""
    if _BRAILLE <= ord(char) < _BRAILLE + 256:
        return "dots", _dots(ord(char) - _BRAILLE, left, top)
    if char in _BOX:
        return "box", _strokes(_BOX[char], left, top)
    if char != " " and char in _QUADRANTS:
        return "block", _blocks(_QUADRANTS.index(char), left, top)
    return "", []


def _dots(bits: int, left: float, top: float) -> list[str]:
    places = [place for bit, place in enumerate(_BRAILLE_DOTS) if bits >> bit & 1]
    return [f"M{left + (x + 0.5) * WIDE / 2:g} {top + (y + 0.5) * HIGH / 4:g}h0" for x, y in places]


def _strokes(ends: str, left: float, top: float) -> list[str]:
    start = f"M{left + WIDE / 2:g} {top + HIGH / 2:g}"
    reached = [_ENDS[end] for end in ends]
    return [f"{start}L{left + x * WIDE:g} {top + y * HIGH:g}" for x, y in reached]


def _blocks(bits: int, left: float, top: float) -> list[str]:
    wide, high = WIDE / 2, HIGH / 2
    places = [(bit % 2, bit // 2) for bit in range(4) if bits >> bit & 1]
    return [_block(left + x * wide, top + y * high, wide, high) for x, y in places]


def _block(left: float, top: float, wide: float, high: float) -> str:
    return f"M{left:g} {top:g}h{wide:g}v{high:g}h-{wide:g}z"

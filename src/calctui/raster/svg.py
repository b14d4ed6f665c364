"""Cells as an SVG: letters as text; dots, blocks and frames as shapes, so that no font is needed for them."""

from collections import defaultdict
from html import escape

from calctui.raster import Cells, runs
from calctui.raster.palettes import Palette
from calctui.scene import Role

WIDE, HIGH = 8.0, 16.0
"""Size of a cell in SVG units."""
_DOT = 2.2
_BRAILLE = 0x2800
_BRAILLE_DOTS = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
"""Column and row of each bit of a braille character, by Unicode's numbering."""
_QUADRANTS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
_BOX = {"─": "lr", "│": "ud", "┌": "rd", "┐": "ld", "└": "ru", "┘": "lu", "├": "rud", "┤": "lud",
        "┬": "lrd", "┴": "lru", "┼": "lrud"}  # fmt: skip
_ENDS = {"l": (0.0, 0.5), "r": (1.0, 0.5), "u": (0.5, 0.0), "d": (0.5, 1.0)}


def svg(cells: Cells, palette: Palette, title: str) -> str:
    """A complete SVG document of the cells, with one cell of margin around them."""
    shapes: defaultdict[tuple[str, Role], list[str]] = defaultdict(list)
    letters: list[str] = []
    for row, line in enumerate(runs(cells)):
        column = 0
        for text, role in line:
            letters += _letters(text, role, column, row)
            for offset, char in enumerate(text):
                _shape(shapes, char, role, column + offset, row)
            column += len(text)
    wide, high = (cells.width + 2) * WIDE, (cells.height + 2) * HIGH
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}" '
            f'width="{wide:g}" height="{high:g}" role="img">',
            f"<title>{escape(title)}</title>",
            f"<style>{_style(palette)}</style>",
            f'<rect width="100%" height="100%" fill="{palette.ground}"/>',
            f'<g transform="translate({WIDE:g} {HIGH:g})">',
            *(f'<path class="{kind} r{role}" d="{"".join(path)}"/>' for (kind, role), path in shapes.items()),
            *letters,
            "</g>",
            "</svg>\n",
        ]
    )


def _style(palette: Palette) -> str:
    rules = [
        "text{font:13px 'DejaVu Sans Mono',Menlo,Consolas,monospace;white-space:pre}",
        f".dots{{fill:none;stroke-width:{_DOT};stroke-linecap:round}}",
        ".box{fill:none;stroke-width:1}",
    ]
    for role in Role:
        colour = palette.colour(role)
        weight = "font-weight:bold;" if role in palette.strong else ""
        rules.append(f"text.r{role},.block.r{role}{{{weight}fill:{colour}}}.r{role}{{stroke:{colour}}}")
    return "".join([*rules, "text,.block{stroke:none}"])


def _letters(text: str, role: Role, column: int, row: int) -> list[str]:
    """One text element for each stretch of letters; `textLength` holds it to the grid in any font."""
    found, place = [], 0
    for word in text.split(" "):
        if word and not all(map(_is_shape, word)):
            x, y = (column + place) * WIDE, (row + 0.75) * HIGH
            shown = "".join(" " if _is_shape(char) else char for char in word)
            length = f'textLength="{len(word) * WIDE:g}" lengthAdjust="spacingAndGlyphs"'
            found.append(f'<text class="r{role}" x="{x:g}" y="{y:g}" {length}>{escape(shown)}</text>')
        place += len(word) + 1
    return found


def _is_shape(char: str) -> bool:
    return char in _BOX or _BRAILLE <= ord(char) < _BRAILLE + 256 or (char != " " and char in _QUADRANTS)


def _shape(
    shapes: defaultdict[tuple[str, Role], list[str]], char: str, role: Role, column: int, row: int
) -> None:
    """Add what one cell draws to the path of its kind and role."""
    left, top = column * WIDE, row * HIGH
    if _BRAILLE <= ord(char) < _BRAILLE + 256:
        shapes["dots", role] += _dots(ord(char) - _BRAILLE, left, top)
    elif char in _BOX:
        shapes["box", role] += _strokes(_BOX[char], left, top)
    elif char != " " and char in _QUADRANTS:
        shapes["block", role] += _blocks(_QUADRANTS.index(char), left, top)


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
    return [f"M{left + x * wide:g} {top + y * high:g}h{wide:g}v{high:g}h-{wide:g}z" for x, y in places]

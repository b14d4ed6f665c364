"""How each role is drawn where there is no colour: line patterns, signs in ASCII, glyphs of points."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from calctui.scene import Glyph, Role


def _pattern(rhythm: str) -> NDArray[np.bool_]:
    """Dots on and off along a stroke, from a picture of them: `##.`."""
    return np.array([sign == "#" for sign in rhythm])


PATTERNS: Final = {
    Role.BLANK: _pattern("."),
    Role.FRAME: _pattern("#" * 24 + "."),
    Role.GUIDE: _pattern("#..."),
    Role.TEXT: _pattern("#" * 20 + "."),
    Role.TITLE: _pattern("#" * 16 + "."),
    Role.FUNCTION: _pattern("#"),
    Role.DERIVATIVE: _pattern("##########.."),
    Role.CURVATURE: _pattern("#######..#.."),
    Role.TANGENT: _pattern("######...."),
    Role.SECANT: _pattern("#."),
    Role.ERROR: _pattern("#.."),
    Role.POINT: _pattern("##..."),
    Role.SPECIAL: _pattern("###.#."),
    Role.CONTOUR: _pattern("#." * 12 + "."),
    Role.GRADIENT: _pattern("####."),
    Role.DESCENT: _pattern("#" * 30 + "."),
    Role.LIT: _pattern("#" * 28 + "."),
    Role.FIRST: _pattern("#" * 26 + "."),
    Role.SECOND: _pattern("#####.."),
    Role.THIRD: _pattern("##.##..."),
    Role.FOURTH: _pattern("########.#."),
    Role.FIFTH: _pattern("###..."),
    Role.SIXTH: _pattern("######..##.."),
}
"""Which dots of a stroke are set, by role."""


ASCII_PATTERNS: Final = {role: _pattern("#." if role is Role.GUIDE else "#") for role in Role}
"""The same for ASCII, where the signs tell the roles apart and gaps would only tear the strokes."""


def _signs(signs: str) -> NDArray[np.uint32]:
    """Code points for a level, rising, upright and falling stroke; one sign serves all four."""
    return np.array([ord(sign) for sign in (signs * 4)[:4]], dtype=np.uint32)


ASCII_SIGNS: Final = {
    Role.BLANK: _signs(" "),
    Role.FRAME: _signs("_"),
    Role.GUIDE: _signs("."),
    Role.TEXT: _signs("$"),
    Role.TITLE: _signs(";"),
    Role.FUNCTION: _signs("*"),
    Role.DERIVATIVE: _signs("#"),
    Role.CURVATURE: _signs("%"),
    Role.TANGENT: _signs("-/|\\"),
    Role.SECANT: _signs("+"),
    Role.ERROR: _signs(":"),
    Role.POINT: _signs("x"),
    Role.SPECIAL: _signs("&"),
    Role.CONTOUR: _signs(","),
    Role.GRADIENT: _signs("~"),
    Role.DESCENT: _signs('"'),
    Role.LIT: _signs("="),
    Role.FIRST: _signs("a"),
    Role.SECOND: _signs("b"),
    Role.THIRD: _signs("c"),
    Role.FOURTH: _signs("d"),
    Role.FIFTH: _signs("e"),
    Role.SIXTH: _signs("f"),
}
"""What a stroke is made of in ASCII, by role and direction."""

GLYPHS: Final = {
    Glyph.DOT: "●",
    Glyph.HOLE: "○",
    Glyph.PEAK: "▲",
    Glyph.VALLEY: "▼",
    Glyph.FLAT: "■",
    Glyph.BEND: "◆",
    Glyph.SPECK: ".",
    Glyph.CROSS: "✕",
    Glyph.PLUS: "+",
    Glyph.STAR: "★",
    Glyph.RING: "◎",
    Glyph.SQUARE: "□",
}
"""The sign of a point; in ASCII `to_ascii` spells it."""


def _tile(*rows: str) -> NDArray[np.bool_]:
    """Which dots or cells of a tile are set, from a picture of them."""
    return np.array([_pattern(row) for row in rows])


def _scattered(size: int, step: int) -> NDArray[np.bool_]:
    """A square tile with one dot in each row and column, each row `step` dots further than the one above."""
    tile = np.zeros((size, size), dtype=bool)
    tile[np.arange(size), np.arange(size) * step % size] = True
    return tile


@dataclass(frozen=True, eq=False, slots=True)
class Hatch:
    """A texture of signs: which cells of a tile have the one, and what all have over another region."""

    tile: NDArray[np.bool_]
    once: str
    twice: str


@dataclass(frozen=True, eq=False, slots=True)
class Texture:
    """How a region is filled. The tiles lie on the screen, and stand still when the region moves."""

    dots: NDArray[np.bool_]
    """The tile in braille, with a dot in each row and column, so that no narrow region falls between."""
    block: Hatch
    ascii: Hatch


_DOTTED = Texture(
    _scattered(15, 4),
    Hatch(_tile("#"), "░", "▒"),
    Hatch(_tile("#.", ".#"), ":", ":"),
)
_DIAGONAL, _SHORT = np.eye(8, dtype=bool), np.eye(4, dtype=bool)
_FALLING = Texture(_DIAGONAL, Hatch(_SHORT, "╲", "╳"), Hatch(_SHORT, "\\", "X"))
_RISING = Texture(_DIAGONAL[::-1], Hatch(_SHORT[::-1], "╱", "╳"), Hatch(_SHORT[::-1], "/", "X"))

TEXTURES: Final = dict.fromkeys(Role, _DOTTED) | {
    Role.SECANT: _RISING,
    Role.ERROR: _FALLING,
    Role.DESCENT: _RISING,
    Role.SECOND: _RISING,
    Role.FIFTH: _RISING,
    Role.CURVATURE: _FALLING,
    Role.SPECIAL: _FALLING,
    Role.THIRD: _FALLING,
    Role.SIXTH: _FALLING,
}
"""What fills a region, by role: roles that stand against each other differ."""

"""Without colour, what means different things looks different: by pattern, sign, texture or name."""

from collections.abc import Iterator
from itertools import combinations

import pytest

from calctui.explorables.catalogue import CATALOGUE, Entry, load
from calctui.explore.link import read_settings
from calctui.raster.lettering import to_ascii
from calctui.raster.strokes import ASCII_SIGNS, GLYPHS, PATTERNS, TEXTURES
from calctui.scene import (
    Arrow,
    Beside,
    Curve,
    Glyph,
    Guide,
    Mark,
    Plot,
    Point,
    Region,
    Role,
    Scatter,
    Segment,
    Stack,
    Trail,
    View,
)


def plots(view: View) -> Iterator[Plot]:
    if isinstance(view, Plot):
        yield view
    elif isinstance(view, Stack | Beside):
        for part in view.views:
            yield from plots(part)


def look(mark: Mark, in_ascii: bool) -> object:
    """What is seen of a mark without colour; None for what fills the ground.

    Specks are told by where they lie: on which side of a curve, or how high.
    """
    match mark:
        case Curve() | Segment() | Arrow():
            return "stroke", pattern(mark.role, in_ascii), mark.label
        case Guide():
            return "stroke", pattern(mark.role, in_ascii), ""
        case Point() | Trail() | Scatter() if mark.glyph is not Glyph.SPECK:
            sign = GLYPHS[mark.glyph]
            label = "" if isinstance(mark, Scatter) else mark.label
            return type(mark), to_ascii(sign) if in_ascii else sign, label
        case Region():
            texture = TEXTURES[mark.role]
            return "region", texture.ascii.tile.tobytes() if in_ascii else texture.dots.tobytes(), mark.label
    return None


def pattern(role: Role, in_ascii: bool) -> bytes:
    return ASCII_SIGNS[role].tobytes() if in_ascii else PATTERNS[role].tobytes()


def alike(plot: Plot, in_ascii: bool) -> list[str]:
    """The pairs of roles in a plot that nothing but colour tells apart."""
    seen = [(mark.role, look(mark, in_ascii)) for mark in plot.marks if hasattr(mark, "role")]
    known = {(role, shown) for role, shown in seen if shown is not None}
    pairs = combinations(sorted(known, key=str), 2)
    return [f"{a.name} and {b.name}" for (a, first), (b, second) in pairs if a != b and first == second]


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.key)
def test_roles_are_told_apart_without_colour(entry: Entry) -> None:
    start = load(entry.key)()
    states = [start, *(read_settings(start, preset.settings) for preset in start.presets)]
    for state in states:
        for plot in plots(state.scene({}).view):
            for in_ascii in (False, True):
                assert alike(plot, in_ascii) == []


def test_strokes_of_all_roles_differ() -> None:
    assert len({pattern(role, False) for role in Role}) == len(Role)
    assert len({pattern(role, True) for role in Role}) == len(Role)

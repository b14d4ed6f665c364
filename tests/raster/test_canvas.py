"""The rasters against slow ones written out dot by dot, and against plotext's own dots."""

import math
from itertools import groupby, pairwise

import numpy as np
import plotext
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calctui.raster import Marker, rows
from calctui.raster.canvas import Canvas, trace
from calctui.raster.finite import polyline
from calctui.raster.strokes import ASCII_SIGNS, PATTERNS
from calctui.scene import Role, Window

UNIT = Window(0, 1, 0, 1)
fractions = st.floats(0, 1)
polylines = st.lists(st.tuples(fractions, fractions), min_size=1, max_size=6)

BRAILLE_DOTS = {(0, 0): 0, (0, 1): 1, (0, 2): 2, (1, 0): 3, (1, 1): 4, (1, 2): 5, (0, 3): 6, (1, 3): 7}
QUADRANTS = dict(
    zip(
        ["", "a", "b", "ab", "c", "ac", "bc", "abc", "d", "ad", "bd", "abd", "cd", "acd", "bcd", "abcd"],
        " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█",
        strict=True,
    )
)


def slow_dots(points: list[tuple[float, float]], columns: int, lines: int) -> list[tuple[int, int]]:
    """Walk each stroke in whole steps of its longer side, then cut the corners one after the other."""
    at = [(u * (columns - 1), v * (lines - 1)) for u, v in points]
    walked = []
    for (x0, y0), (x1, y1) in zip(at, at[1:] or at, strict=False):
        steps = max(math.ceil(max(abs(x1 - x0), abs(y1 - y0))), 1)
        for k in range(steps + 1):
            part = k / steps
            walked.append(
                (
                    math.floor(x0 * (1 - part) + x1 * part + 0.5 + 1e-9),
                    math.floor(y0 * (1 - part) + y1 * part + 0.5 + 1e-9),
                )
            )
    walked = [dot for dot, _ in groupby(walked)]
    kept: list[tuple[int, int]] = []
    cut_before = False
    for k, (x, y) in enumerate(walked):
        inner = 0 < k < len(walked) - 1
        corner = inner and all(abs(a - b) == 1 for a, b in zip(walked[k - 1], walked[k + 1], strict=True))
        cut_before = corner and not cut_before
        if not cut_before:
            kept.append((x, y))
    return kept


def slow_rows(dots: list[tuple[int, int]], width: int, height: int, marker: Marker) -> list[str]:
    picture = []
    for row in range(height):
        line = ""
        for column in range(width):
            inside = {
                (x - column * marker.across, height * marker.down - 1 - y - row * marker.down)
                for x, y in dots
            }
            if marker is Marker.BRAILLE:
                bits = sum(1 << bit for place, bit in BRAILLE_DOTS.items() if place in inside)
                line += chr(0x2800 + bits) if bits else " "
            elif marker is Marker.BLOCK:
                places = {"a": (0, 0), "b": (1, 0), "c": (0, 1), "d": (1, 1)}
                line += QUADRANTS["".join(name for name, place in places.items() if place in inside)]
            else:
                line += "*" if (0, 0) in inside else " "
        picture.append(line)
    return picture


def drawn(points: list[tuple[float, float]], width: int, height: int, marker: Marker) -> list[str]:
    x, y = np.array(points).T
    canvas = Canvas(width, height, marker)
    canvas.draw(polyline(x, y, UNIT), Role.FUNCTION)
    return rows(canvas.cells())


@pytest.mark.parametrize("marker", Marker)
@given(points=polylines, width=st.integers(1, 12), height=st.integers(1, 6))
def test_the_raster_agrees_with_a_slow_one(
    marker: Marker, points: list[tuple[float, float]], width: int, height: int
) -> None:
    dots = slow_dots(points, width * marker.across, height * marker.down)
    assert drawn(points, width, height, marker) == slow_rows(dots, width, height, marker)


@given(points=polylines)
def test_dots_lie_on_the_stroke_and_the_stroke_lies_under_dots(points: list[tuple[float, float]]) -> None:
    columns, lines = 40, 24
    x, y = np.array(points).T
    trail = trace(polyline(x, y, UNIT), columns, lines)
    at = np.linspace(0, len(points) - 1, 2000)
    path = np.stack([np.interp(at, np.arange(len(points)), part) for part in (x, y)], axis=1)
    path *= [columns - 1, lines - 1]
    away = abs(path[:, None, :] - np.stack([trail.x, trail.y], axis=1)[None]).max(axis=2)
    assert away.min(axis=0).max() <= 0.5 + 0.05
    # Half a dot, and one more where a corner has been cut.
    assert away.min(axis=1).max() <= 1.5 + 0.05


@given(st.lists(st.tuples(fractions, fractions), min_size=1, max_size=20))
def test_dots_land_where_plotext_puts_them(points: list[tuple[float, float]]) -> None:
    width, height = 20, 8
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.limit_size(False, False)
    plotext.plotsize(width, height)
    plotext.frame(False)
    plotext.xlim(0, 1)
    plotext.ylim(0, 1)
    plotext.xticks([])
    plotext.yticks([])
    # plotext rounds to 8 decimals before it floors: keep away from where that alone decides.
    points = [(round(u, 3), round(v, 3)) for u, v in points]
    plotext.scatter([u for u, _ in points], [v for _, v in points], marker="braille")
    theirs = [line.ljust(width) for line in plotext.uncolorize(plotext.build()).split("\n")[:height]]
    canvas = Canvas(width, height, Marker.BRAILLE)
    for u, v in points:
        canvas.draw(polyline(np.array([u]), np.array([v]), UNIT), Role.FUNCTION)
    assert rows(canvas.cells()) == theirs


def test_no_dot_lies_between_two_sides_of_a_gap() -> None:
    x = np.linspace(0, 1, 41)
    y = np.where(x < 0.4, 0.1, 0.9)
    y[(x > 0.35) & (x < 0.65)] = np.nan
    for marker in Marker:
        canvas = Canvas(40, 10, marker)
        canvas.draw(polyline(x, y, UNIT), Role.FUNCTION)
        cells = canvas.cells()
        assert (cells.chars[:, 15:25] == " ").all()
        assert (cells.chars[:, :14] != " ").any(axis=0).all()
        assert (cells.chars[:, 26:] != " ").any(axis=0).all()


def test_a_line_keeps_its_rhythm_across_its_samples() -> None:
    for samples in (2, 7, 500):
        x = np.linspace(0, 1, samples)
        canvas = Canvas(10, 1, Marker.BLOCK)
        canvas.draw(polyline(x, np.zeros(samples), UNIT), Role.TANGENT)
        assert rows(canvas.cells()) == ["▄▄▄  ▄▄▄  "]


def test_dots_merge_and_the_later_role_wins() -> None:
    canvas = Canvas(2, 1, Marker.BRAILLE)
    canvas.draw(polyline(np.array([0.0, 1.0]), np.array([0.0, 0.0]), UNIT), Role.FUNCTION)
    canvas.draw(polyline(np.array([0.0, 0.0]), np.array([0.0, 1.0]), UNIT), Role.DERIVATIVE)
    cells = canvas.cells()
    assert rows(cells) == ["⣇⣀"]
    assert cells.roles.tolist() == [[Role.DERIVATIVE, Role.FUNCTION]]


@pytest.mark.parametrize("marker", Marker)
@given(parts=st.lists(polylines, max_size=4), width=st.integers(0, 12), height=st.integers(0, 6))
def test_strokes_drawn_together_are_those_drawn_one_by_one(
    marker: Marker, parts: list[list[tuple[float, float]]], width: int, height: int
) -> None:
    together, alone = Canvas(width, height, marker), Canvas(width, height, marker)
    for each, after in pairwise(parts):
        after.insert(0, each[-1])  # seems to go on where the one before ended
    arrays = [np.array(points) for points in parts]
    strokes = [polyline(points[:, 0], points[:, 1], UNIT) for points in arrays]
    roles = (Role.FUNCTION, Role.TANGENT, Role.SECANT, Role.ERROR)
    together.draw_all(list(zip(strokes, roles, strict=False)))
    for each_strokes, role in zip(strokes, roles, strict=False):
        alone.draw(each_strokes, role)
    assert rows(together.cells()) == rows(alone.cells())
    np.testing.assert_array_equal(together.cells().roles, alone.cells().roles)


def test_every_role_has_a_pattern_and_signs_of_its_own() -> None:
    assert set(PATTERNS) == set(ASCII_SIGNS) == set(Role)
    assert len({tuple(pattern.tolist()) for pattern in PATTERNS.values()}) == len(Role)
    signs = [set(signs.tolist()) for signs in ASCII_SIGNS.values()]
    assert len(set.union(*signs)) == sum(map(len, signs))


@pytest.mark.parametrize("marker", Marker)
@pytest.mark.parametrize("rise", [0.0, 0.3, 1.0, 40.0])
def test_function_tangent_and_secant_differ_without_colour(marker: Marker, rise: float) -> None:
    pictures = []
    for role in (Role.FUNCTION, Role.TANGENT, Role.SECANT):
        canvas = Canvas(30, 12, marker)
        canvas.draw(polyline(np.array([0.0, 1.0]), np.array([0.0, rise]), UNIT), role)
        pictures.append("".join(rows(canvas.cells())))
    differing = [sum(a != b for a, b in zip(*pair, strict=True)) for pair in pairwise(pictures)]
    assert min(differing) >= 4
    assert pictures[0] != pictures[2]


def test_steep_ascii_tangents_lean_with_the_line() -> None:
    canvas = Canvas(5, 5, Marker.ASCII)
    canvas.draw(polyline(np.array([0.0, 1.0]), np.array([1.0, 0.0]), UNIT), Role.TANGENT)
    assert rows(canvas.cells()) == ["\\    ", " \\   ", "  \\  ", "   \\ ", "    \\"]

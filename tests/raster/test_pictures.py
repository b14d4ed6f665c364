"""Whole pictures as a person sees them, between bars."""

import numpy as np

from calctui.raster import Marker, draw, rows
from calctui.scene import Curve, Glyph, Guide, Plot, Point, Role, Scatter, Segment, Stack, View, Window

UNIT = Window(0, 1, 0, 1)
X = np.linspace(-3, 3, 400)


def parabola() -> Plot:
    marks = (
        Guide(y=0),
        Curve(X, X**2, Role.FUNCTION),
        Segment(1, 1, 2, 4, Role.SECANT, endless=True, label="secant"),
        Segment(1, 1, 2, 3, Role.TANGENT),
        Point(1, 1, Role.POINT, label="A"),
        Point(-1, 1, Role.SPECIAL, Glyph.HOLE),
    )
    return Plot(Window(-2, 2, -1, 4), marks, "f(x) = x²", "x")


def stack() -> Stack:
    cubic = Plot(Window(-3, 3, -10, 10), (Curve(X, X**3 / 3, Role.FUNCTION),), "f(x)")
    slope = Plot(Window(-3, 3, 0, 9), (Curve(X, X**2, Role.DERIVATIVE),), "f′(x)", "x")
    return Stack((cubic, slope), (2, 1))


def glyphs() -> Plot:
    """All but the speck, which is a dot of the canvas."""
    signs = [glyph for glyph in Glyph if glyph is not Glyph.SPECK]
    return Plot(
        UNIT, tuple(Point(0.04 + place / 11, 0.5, Role.SPECIAL, glyph) for place, glyph in enumerate(signs))
    )


def noted() -> Plot:
    return Plot(UNIT, (Guide(x=0.5), Guide(y=0.5)), note="ln x has no value left of 0")


def picture(view: View, width: int, height: int, marker: Marker) -> str:
    """The rows between bars, one below the other."""
    return "\n" + "".join(f"|{row}|\n" for row in rows(draw(view, width, height, marker)))


def test_a_parabola_in_braille() -> None:
    assert (
        picture(parabola(), 40, 10, Marker.BRAILLE)
        == """
| ┌ f(x) = x² ──────────────────────────┐|
|4┤⠑⢄                                ⢀⡠⠊│|
| │  ⠑⢄                     secant ⢀⡰⠊⡀ │|
|2┤    ⠑⢄                        ⠠⡰⠪⠒⠉  │|
| │      ⠑⠤⡀                 A ⣠⠼⠋      │|
| │        ⠈○⠢⢄⡀           ⣀⢤⠔●⠁        │|
|0┤⠄ ⠄ ⠄ ⠄ ⠄ ⠄ ⠌⠉⠖⠒⠖⠤⠤⠔⠖⠒⠎⢉⠔ ⠄ ⠄ ⠄ ⠄ ⠄ ⠄│|
| │                     ⢀⠐              │|
| └┬────────┬────────┬────────┬──── x ─┬┘|
| -2       -1        0        1        2 |
"""
    )


def test_a_parabola_in_blocks() -> None:
    assert (
        picture(parabola(), 40, 10, Marker.BLOCK)
        == """
| ┌ f(x) = x² ──────────────────────────┐|
|4┤▚▖                          secant ▄▀│|
| │ ▝▚▖                            ▗▄▀▖ │|
|2┤   ▝▚▄                        ▗▟▜▞▀  │|
| │      ▀▄▖                 A ▄▟▀      │|
| │        ▝○▚▄▄          ▗▄▄▀●▘        │|
|0┤▘ ▘ ▘ ▘ ▘ ▘ ▘▀▀▀▀▀▀▀▀▀▀▚▀ ▘ ▘ ▘ ▘ ▘ ▘│|
| │                     ▗▝              │|
| └┬────────┬────────┬────────┬──── x ─┬┘|
| -2       -1        0        1        2 |
"""
    )


def test_a_parabola_in_ascii() -> None:
    assert (
        picture(parabola(), 40, 10, Marker.ASCII)
        == """
| + f(x) = x^2 -------------------------+|
|4+*                           secant ++||
| | **                              ++--||
|2+   ***                        ++---  ||
| |      ***                  *----     ||
| |         o****         **++@ A       ||
|0+. . . . . . . *********++ . . . . . .||
| |                     ++              ||
| ++--------+--------+--------+---- x -++|
| -2       -1        0        1        2 |
"""
    )


def test_a_stack_shares_borders_left_side_and_x_axis() -> None:
    assert (
        picture(stack(), 30, 14, Marker.BRAILLE)
        == """
|   ┌ f(x) ───────────────────┐|
| 10┤                       ⢀⠔│|
|   │                     ⣀⠔⠁ │|
|  0┤            ⢀⣀⣀⣀⣀⣀⠤⠔⠊    │|
|   │   ⢀⠤⠒⠊⠉⠉⠉⠉⠉⠁            │|
|   │ ⢀⠔⠁                     │|
|-10┤⠔⠁                       │|
|   ├ f′(x) ──────────────────┤|
|   │⠑⢄                      ⠊│|
|  5┤  ⠑⢄                 ⡠⠊  │|
|   │    ⠑ ⡀           ⣀⠔⠊    │|
|  0┤      ⠈⠑⠢⠤⣀ ⣀⣀⡠⠤⠒        │|
|   └────┬───────┬───────┬ x ─┘|
|       -2       0       2     |
"""
    )


def test_a_stack_in_ascii() -> None:
    assert (
        picture(stack(), 30, 14, Marker.ASCII)
        == """
|   + f(x) -------------------+|
| 10+                        *||
|   |                     *** ||
|  0+            *********    ||
|   |   *********             ||
|   | **                      ||
|-10+*                        ||
|   + f'(x) ------------------+|
|   |#                      ##||
|  5+ ###                 ##  ||
|   |    ###          ####    ||
|  0+       ##########        ||
|   +----+-------+-------+ x -+|
|       -2       0       2     |
"""
    )


def test_a_stack_in_a_stack_lies_flat() -> None:
    assert (
        picture(Stack((stack(), stack().views[0]), (1, 1)), 30, 17, Marker.BLOCK)
        == """
|   ┌ f(x) ───────────────────┐|
| 10┤                       ▄▞│|
|   │            ▗▄▄▄▄▄▄▄▞▀▀  │|
|   │  ▄▄▀▀▀▀▀▀▀▀▘            │|
|-10┤▞▀                       │|
|   ├ f′(x) ──────────────────┤|
|   │▀▄▄▖                 ▄▄ ▀│|
|  0┤   ▝▀ ▀▚▄▄▄ ▄▄▄▄▄ ▀▀▀    │|
|   ├ f(x) ───────────────────┤|
| 10┤                       ▗▄│|
|   │                     ▗▞▘ │|
|  0┤            ▗▄▄▄▄▄▄▞▀▘   │|
|   │   ▗▄▀▀▀▀▀▀▀▘            │|
|   │ ▄▀▘                     │|
|-10┤▀                        │|
|   └────┬───────┬───────┬────┘|
|       -2       0       2     |
"""
    )


def test_in_little_room_the_ticks_go_then_the_frame() -> None:
    assert (
        picture(stack(), 13, 6, Marker.BRAILLE)
        == """
|┌ f(x) ─────┐|
|│     ⢀⣀⣀⣀⠤⠊│|
|│⡠⠊⠉⠉⠉⠁     │|
|├ f′(x) ────┤|
|│⠑⠢⠤⣀⣀ ⣀⡠⠤⠒⠉│|
|└───────────┘|
"""
    )
    assert (
        picture(stack(), 4, 4, Marker.BRAILLE)
        == """
|  ⣀⠜|
|⡔⠉  |
|⢣  ⠸|
|⠈⠢⡠⠂|
"""
    )


def test_glyphs() -> None:
    assert picture(glyphs(), 30, 7, Marker.BRAILLE) == (
        """
|   ┌─────────────────────────┐|
|1.0┤                         │|
|   │ ● ○ ▲ ▼  ■ ◆ ✕ +  ★ ◎ □ │|
|   │                         │|
|  0┤                         │|
|   └┬───────────┬───────────┬┘|
|    0          0.5        1.0 |
"""
    )
    assert picture(glyphs(), 30, 7, Marker.ASCII) == (
        """
|   +-------------------------+|
|1.0+                         ||
|   | @ o ^  v = ~ x + *  O # ||
|   |                         ||
|  0+                         ||
|   ++-----------+-----------++|
|    0          0.5        1.0 |
"""
    )


def test_specks_are_dots_of_the_canvas() -> None:
    x = np.array([0.1, 0.5, 0.9, 2.0, np.nan])
    specks = Plot(UNIT, (Scatter(x, x, Role.SECANT, Glyph.SPECK),))
    for marker in Marker:
        cells = draw(specks, 30, 9, marker)
        seen = [(row, column) for row, column in np.argwhere(cells.roles == Role.SECANT).tolist()]
        assert len(seen) == 3, "those outside the window are left out"
        assert [column for _, column in sorted(seen)] == sorted((column for _, column in seen), reverse=True)


def test_a_note_stands_in_the_middle() -> None:
    assert (
        picture(noted(), 30, 9, Marker.BRAILLE)
        == """
|   ┌─────────────────────────┐|
|1.0┤            ⢀            │|
|   │                         │|
|0.5┤⡀ ⡀ ln x has no value ⡀ ⡀│|
|   │        left of 0        │|
|   │                         │|
|  0┤            ⢀            │|
|   └┬───────────┬───────────┬┘|
|    0          0.5        1.0 |
"""
    )

"""Surfaces seen from a side: what is drawn, and what lies behind."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seen import picture

from calctui.raster import Marker, draw, rows
from calctui.raster.box import cut
from calctui.raster.camera import HEIGHT, camera
from calctui.raster.depth import depth
from calctui.scene import Floats, Glyph, Path3, Role, Wireframe

X = np.linspace(-2, 2, 41)
BOWL = np.add.outer(X**2, X**2)


def bowl(azimuth: float = 30, elevation: float = 35) -> Wireframe:
    return Wireframe(X, X, BOWL, 0, 8, azimuth, elevation, title="bowl")


def test_a_bowl_in_braille() -> None:
    assert picture(bowl(), 44, 16) == (
        """
|┌ bowl ────────────────────────────────────┐|
|│               ⢠⡀                         │|
|│              ⢠⠃⠈⠢⡀                       │|
|│             ⢠⠣⡀  ⡜⠑⢄                     │|
|│            ⣠⠃ ⠈⠢⡜   ⡹⠢⢄⡀             ⡠⡴  │|
|│ 8        ⢀⠎ ⠑⢄⢀⠜⠈⠒⢄⡰⠁  ⡜⠉⠒⢢⠤⠤⢄⣀⠤⢤⠤⠒⡺⠉⡰⠁  │|
|│  ⣤⣀   ⢀⡠⢔⠁⠑⢄ ⡠⠓⢄⡀⢀⠜⠉⠒⠤⣜⡀ ⢠⠃ ⢀⠎ ⢠⠃⢀⣜⠤⡲⠁   │|
|│  ⡇⠙⢟⣝⢍⠑⢄ ⠑⢄⢀⠕⢅⡀ ⢈⠞⢄⡀⢀⠎ ⠈⡹⠓⠒⢲⠚⠒⡲⠓⢉⢝⡠⡜     │|
|│  ⡇  ⠉⠳⣵⠦⡭⠲⡊⠑⠤⡀⢈⠖⢅⡀ ⡨⠋⠒⠢⡴⢅⣀⣰⣁⣀⡴⠥⢔⣎⣥⣊      │|
|│  ⡇   ⢀⡨⠓⠫⣦⣌⠶⢤⡚⠓⠤⣀⡨⠋⠒⠤⡤⣊⣠⡔⢶⣅⣀⣮⣤⣶⠿⠊  ⠉⠉⣒⠖  │|
|│  ⡇⢀⡠⠒⠁    ⠉⠛⠶⢮⣵⡶⢭⡭⠵⠶⣾⣉⡱⠦⣶⣭⡴⠿⠚⠁    ⢀⠤⠊    │|
|│  ⠷⠥⣀⣀⡀         ⠈⠉⠉⠙⠛⠛⠉⠉⠉⠁      ⢀⠤⠊⠁  -2  │|
|│ 0    ⠈⠉⠑⠒⠢⠤⠤⣀⣀              ⢀⡠⠊⠁   x     │|
|│   -2      y   ⠉⠉⠒⠒⠤⠤⢄⣀⡀   ⣀⠔⠁            │|
|│                     2 ⠈⠉⠑⠊   2           │|
|└──────────────────────────────────────────┘|
"""
    )


def test_a_bowl_in_ascii() -> None:
    assert picture(bowl(), 44, 16, Marker.ASCII) == (
        """
|+ bowl ------------------------------------+|
||                                          ||
||               /\\\\                        ||
||              /   \\\\/                     ||
||             \\\\    /----              --  ||
|| 8         \\/  \\\\ /   / --------------/   ||
||  \\-    -\\/ \\\\\\  ----/    /   /   /  -    ||
||  _\\\\\\\\\\  \\\\   \\-   /------  /-------     ||
||  _  \\--\\\\ -\\--  ----   /  ---  ----  -2  ||
||  _    _------ ----  ------------/  ____  ||
||  _____     ------------------     ___    ||
||  _______     y   ------        ___ x     ||
|| 0  -2   _________          ____          ||
||                  __________  2           ||
||                         2                ||
|+------------------------------------------+|
"""
    )


def above_sight_line(z: Floats, place: Floats, azimuth: float, elevation: float, after: float) -> Floats:
    """How far the surface lies above the sight line from a place, step by step towards the camera."""
    turn, tilt = math.radians(azimuth), math.radians(elevation)
    way = np.array([math.cos(turn), math.sin(turn), math.tan(tilt) / HEIGHT])
    at = place + np.linspace(after, 3.0, 600)[:, None] * way
    at = at[(abs(at[:, :2]) <= 1).all(axis=1)]
    column, row = ((at[:, side] + 1) / 2 * (z.shape[1 - side] - 1) for side in (0, 1))
    low, left = np.minimum(row.astype(int), z.shape[0] - 2), np.minimum(column.astype(int), z.shape[1] - 2)
    up, right = row - low, column - left
    below = z[low, left] * (1 - right) + z[low, left + 1] * right
    above = z[low + 1, left] * (1 - right) + z[low + 1, left + 1] * right
    return np.append(below * (1 - up) + above * up - at[:, 2], 0.0)


def crosses(heights: Floats, slack: float) -> bool:
    """Whether a sight line runs through the surface; along it, above or below, it does not."""
    return bool(heights.max() > slack and heights.min() < -slack)


@settings(max_examples=60)
@given(st.integers(0, 2**32), st.floats(0, 360), st.floats(5, 80))
def test_what_lies_behind_the_surface_is_hidden(seed: int, azimuth: float, elevation: float) -> None:
    random = np.random.default_rng(seed)
    u = np.linspace(-1, 1, 40)
    a, b, c, d = random.uniform(-4, 4, 4)
    z = 0.8 * np.sin(a * u + b * u[:, None] + c) * np.cos(d * u[:, None])
    seen_by = camera(azimuth, elevation, 90, 32)
    buffer = depth(z, seen_by, 180, 128)
    right = np.array([-seen_by.sine, seen_by.cosine, 0]) / (179 * seen_by.wide)
    dot_up = 1 / (127 * seen_by.high * HEIGHT * seen_by.fall)
    for row, column in random.integers(3, 37, (40, 2)):
        place = np.array([u[column], u[row], z[row, column]])
        across, up, away = seen_by.seen(place[None])
        shown = bool(buffer.shows(across, up, away)[0])
        # Near the place itself, and within two dots of an edge, either answer is right.
        around = [place + right * i + [0, 0, dot_up * j] for i in (-2, 0, 2) for j in (-2, 0, 2)]
        if all(crosses(above_sight_line(z, each, azimuth, elevation, 0.2), 0.02) for each in around):
            assert not shown
        if not crosses(above_sight_line(z, place, azimuth, elevation, 0.0), 1e-4):
            assert shown


def test_a_point_behind_a_ridge_is_not_drawn() -> None:
    ridge = np.tile(np.exp(-8 * X**2), (41, 1))
    for x, drawn in ((-1.5, False), (1.5, True)):
        # Two steps: the last is always drawn, the one before only where it is seen.
        path = Path3(np.array([x, 0.0]), np.zeros(2), np.array([0.02, 1.0]), Role.DESCENT, Glyph.STAR)
        view = Wireframe(X, X, ridge, 0, 1, 0, 10, (path,))
        assert "".join(rows(draw(view, 90, 34))).count("★") == 1 + drawn


def test_a_hidden_stroke_is_dotted() -> None:
    ridge = np.tile(np.exp(-8 * X**2), (41, 1))
    counts = []
    for x in (-1.5, 1.5):
        path = Path3(np.full(2, x), np.array([-1.0, 1.0]), np.full(2, 0.02), Role.DESCENT)
        cells = draw(Wireframe(X, X, ridge, 0, 1, 0, 10, (path,)), 90, 34, Marker.ASCII)
        counts.append(int((cells.roles == Role.DESCENT).sum()))
    behind, before = counts
    assert 0.2 * before < behind < 0.5 * before


@pytest.mark.parametrize("marker", Marker)
def test_heights_out_of_range_are_cut_at_the_box(marker: Marker) -> None:
    spike = 1 / (BOWL + 1e-300)
    spike[0, 0], spike[40, 40] = np.nan, np.inf
    tame = draw(Wireframe(X, X, np.minimum(spike, 1e6), 0, 2, 30, 30), 60, 20, marker)
    wild = draw(Wireframe(X, X, spike, 0, 2, 30, 30), 60, 20, marker)
    top = next(place for place, row in enumerate((tame.roles == Role.FUNCTION).any(axis=1).tolist()) if row)
    assert top >= 2
    assert (tame.roles == Role.FUNCTION).sum() - (wild.roles == Role.FUNCTION).sum() < 25


@given(st.lists(st.tuples(*[st.floats(-3, 3)] * 6), min_size=1, max_size=8))
def test_strokes_are_cut_where_they_leave_the_box(ends: list[tuple[float, ...]]) -> None:
    start, stop = np.array(ends)[:, :3], np.array(ends)[:, 3:]
    first, last = cut(start, stop)
    assert (abs(np.stack([first, last])) <= 1).all()
    inside = (abs(np.concatenate([start, stop], axis=1)) <= 1).all(axis=1)
    assert len(first) >= inside.sum()
    along = np.linspace(0, 1, 101)[:, None, None]
    walked = start * (1 - along) + stop * along
    touching = (abs(walked) <= 1).all(axis=2).any(axis=0)
    assert len(first) >= touching.sum()


def test_a_turn_moves_the_picture_and_a_full_one_does_not() -> None:
    assert rows(draw(bowl(0), 60, 20)) == rows(draw(bowl(360), 60, 20))
    hill = Wireframe(X, X, np.add.outer(X, X**2), -2, 6, 30, 30)
    turned = Wireframe(X, X, np.add.outer(X, X**2), -2, 6, 75, 30)
    assert rows(draw(hill, 60, 20)) != rows(draw(turned, 60, 20))


def test_an_uneven_grid_shows_the_same_surface() -> None:
    uneven = np.sort(np.append(np.linspace(-2, 2, 60), 0.013))
    view = Wireframe(uneven, uneven, np.add.outer(uneven**2, uneven**2), 0, 8, 30, 35, title="bowl")
    even = Wireframe(X, X, BOWL, 0, 8, 30, 35, title="bowl")
    used = [draw(each, 60, 20).roles == Role.FUNCTION for each in (view, even)]
    assert (used[0] & used[1]).sum() > 0.8 * used[1].sum()

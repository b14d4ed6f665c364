"""Lines in box-drawing signs: cells remember which ways strokes leave them, and become the sign for that."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from calctui.raster.diagram.layout import Layout, Rect, Spot

Arms: TypeAlias = NDArray[np.uint8]
"""Shape (4, height, width): the weight of the stroke that leaves each cell up, right, down and left."""
Mask: TypeAlias = NDArray[np.bool_]

NONE, LIGHT, HEAVY = 0, 1, 2

_UP, _RIGHT, _DOWN, _LEFT = range(4)
_PLACES: Final = np.array([27, 9, 3, 1], dtype=np.uint8)
"""The weights of the four arms are the digits of a number to base 3, up first."""
_SIGNS: Final = (
    " ─━│┐┑┃┒┓──╾┌┬┭┎┰┱━╼━┍┮┯┏┲┳"  # nothing up
    "│┘┙│┤┥╽┧┪└┴┵├┼┽┟╁╅┕┶┷┝┾┿┢╆╈"  # light up
    "┃┚┛╿┦┩┃┨┫┖┸┹┞╀╃┠╂╉┗┺┻┡╄╇┣╊╋"  # heavy up
)
_JOINT = "●"
"""Where one edge splits four ways; a bare cross is two edges that have nothing to do with each other."""


def _plain(code: int) -> str:
    """The ASCII sign for a number of arms: - | +, and = # for heavy strokes."""
    up, right, down, left = (code // 27, code // 9 % 3, code // 3 % 3, code % 3)
    upright, level = max(up, down), max(left, right)
    if HEAVY in (upright, level):
        return "#" if upright == HEAVY else "=" if not upright else "#"
    return "+" if upright and level else "|" if upright else "-" if level else " "


_UNICODE: Final = np.array(list(_SIGNS))
_ASCII: Final = np.array([_plain(code) for code in range(81)])


def no_arms(width: int, height: int) -> Arms:
    """Cells without strokes."""
    return np.zeros((4, height, width), dtype=np.uint8)


def stroke(arms: Arms, corners: Sequence[Spot], weight: int) -> None:
    """Draw a line from corner to corner, level or upright."""
    for (x0, y0), (x1, y1) in pairwise(corners):
        if y0 == y1:
            x0, x1 = min(x0, x1), max(x0, x1)
            arms[_RIGHT, y0, x0:x1] = weight
            arms[_LEFT, y0, x0 + 1 : x1 + 1] = weight
        else:
            y0, y1 = min(y0, y1), max(y0, y1)
            arms[_DOWN, y0:y1, x0] = weight
            arms[_UP, y0 + 1 : y1 + 1, x0] = weight


def frame(arms: Arms, rect: Rect, weight: int) -> None:
    """Draw the border of a box."""
    right, bottom = rect.x + rect.width - 1, rect.y + rect.height - 1
    corners = [(rect.x, rect.y), (right, rect.y), (right, bottom), (rect.x, bottom), (rect.x, rect.y)]
    stroke(arms, corners, weight)


def bar(arms: Arms, rect: Rect, weight: int) -> None:
    """Draw what a box without a frame has instead: an upright bar left of it, among the heads of edges."""
    arms[_UP, rect.y : rect.y + rect.height, rect.x - 1] = weight
    arms[_DOWN, rect.y : rect.y + rect.height, rect.x - 1] = weight


def owners(layout: Layout, starts: Sequence[int]) -> tuple[Mask, Mask]:
    """Where an edge splits four ways, and where two edges cross; each shape (height, width).

    `starts` is the box that each edge leaves: all its edges belong together.
    """
    level, upright = (np.zeros((layout.height, layout.width), dtype=np.int32) for _ in range(2))
    whole = no_arms(layout.width, layout.height)
    for owner in sorted(set(starts)):
        own = no_arms(layout.width, layout.height)
        for route, start in zip(layout.routes, starts, strict=True):
            if start == owner:
                stroke(own, route.corners, LIGHT)
        level[(own[_LEFT] | own[_RIGHT]) > 0] = owner + 1
        upright[(own[_UP] | own[_DOWN]) > 0] = owner + 1
        whole |= own
    four = whole.all(axis=0)
    return four & (level == upright), four & (level != upright)


def signs(arms: Arms, joints: Mask, crossings: Mask, *, ascii_only: bool) -> NDArray[np.str_]:
    """The sign of each cell (height, width)."""
    code = np.tensordot(_PLACES, arms, axes=1)
    if not ascii_only:
        return np.where(joints, _JOINT, _UNICODE[code])
    level, upright = arms[_LEFT], arms[_UP]
    over = np.where(level > upright, "=", np.where(upright == HEAVY, "#", "|"))
    return np.where(crossings, over, _ASCII[code])

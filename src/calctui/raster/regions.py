"""Regions: what lies between two curves, in a light texture that leaves strokes readable."""

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from calctui.raster.area import Area
from calctui.raster.canvas import Canvas
from calctui.raster.cells import Cells, blank
from calctui.raster.finite import fraction
from calctui.raster.marker import Marker
from calctui.raster.strokes import TEXTURES, Hatch
from calctui.scene import Floats, Region, Role

Mask: TypeAlias = NDArray[np.bool_]
"""Which dots, or in blocks and ASCII which cells, shape (rows, columns) from the top."""

_BEYOND = 1e150
"""Where infinity is put, in fractions of the window."""
_THIN = {Marker.BRAILLE: 4, Marker.BLOCK: 2, Marker.ASCII: 2}
"""A band of fewer dots or cells is textured more densely, or it would look like a few specks."""


def regions(marks: Sequence[Region], area: Area) -> Cells:
    """The cells of regions, later ones on top; the texture is denser where one lies over others."""
    draw = _dotted if area.marker is Marker.BRAILLE else _signed
    u, v = _places(area)
    return draw([(mark.role, _within(mark, area, u, v)) for mark in marks], area)


def interior(mark: Region, area: Area) -> Mask:
    """Which cells lie in a region by their middles, at least one where it is not empty."""
    return _within(mark, area, *area.middles())


def _dotted(layers: list[tuple[Role, Mask]], area: Area) -> Cells:
    """The cells of braille."""
    canvas = Canvas(area.width, area.height, area.marker)
    covered = np.zeros((area.height * area.marker.down, area.width * area.marker.across), dtype=bool)
    for role, within in layers:
        once, twice = _tiled(role, area.marker, *within.shape)
        canvas.fill(_textured(within, once | (twice & (covered | _thin(within, area.marker)))), role)
        covered |= within
    return canvas.cells()


def _signed(layers: list[tuple[Role, Mask]], area: Area) -> Cells:
    """The cells of blocks and ASCII."""
    cells = blank(area.width, area.height)
    covered = np.zeros((area.height, area.width), dtype=bool)
    for role, within in layers:
        once, _ = _tiled(role, area.marker, *within.shape)
        on = _textured(within, once | covered | _thin(within, area.marker))
        hatch = _hatch(role, area.marker)
        cells.chars[on] = np.where(covered[on], hatch.twice, hatch.once)
        cells.roles[on] = role
        covered |= within
    return cells


def _thin(within: Mask, marker: Marker) -> bool:
    """Whether a region, on an average along its longer side, is narrow."""
    long = max(within.any(axis=0).sum(), within.any(axis=1).sum())
    return bool(within.sum() < _THIN[marker] * long)


def _textured(within: Mask, texture: Mask) -> Mask:
    """A region in its texture, or all of it where it is so small that it falls between the dots."""
    on: Mask = within & texture
    return on if on.any() else within


@lru_cache(maxsize=64)
def _tiled(role: Role, marker: Marker, rows: int, columns: int) -> tuple[Mask, Mask]:
    """The texture of a role over so many dots or cells, and the same twice, half a tile apart."""
    tile = TEXTURES[role].dots if marker is Marker.BRAILLE else _hatch(role, marker).tile
    high, wide = tile.shape
    times = rows // high + 1, columns // wide + 1
    once, twice = np.tile(tile, times), np.tile(tile | np.roll(tile, wide // 2, axis=1), times)
    return once[:rows, :columns], twice[:rows, :columns]


def _hatch(role: Role, marker: Marker) -> Hatch:
    """The texture of signs."""
    return TEXTURES[role].ascii if marker is Marker.ASCII else TEXTURES[role].block


def _places(area: Area) -> tuple[Floats, Floats]:
    """The fractions that columns and rows stand for: those of dots, or of the middles of cells."""
    if area.marker is not Marker.BRAILLE:
        return area.middles()
    columns, rows = area.width * area.marker.across, area.height * area.marker.down
    return np.arange(columns) / max(columns - 1, 1), np.arange(rows)[::-1] / max(rows - 1, 1)


def _within(mark: Region, area: Area, u: Floats, v: Floats) -> Mask:
    """What lies in a region, at least one place where it is not empty; `u` (columns,), `v` (rows,)."""
    known = ~np.isnan(mark.x)
    x, low, high = mark.x[known], mark.low[known], mark.high[known]
    if area.empty or not x.size or x[0] == x[-1]:
        return np.zeros((v.size, u.size), dtype=bool)
    if x[0] > x[-1]:
        x, low, high = x[::-1], low[::-1], high[::-1]
    w = area.window
    across = _far(x, w.x_low, w.x_high)
    at = _sampled(u, across)
    ends = [np.interp(at, across, _far(side, w.y_low, w.y_high), np.nan, np.nan) for side in (low, high)]
    bottom, top = np.minimum(*ends), np.maximum(*ends)
    # Curves that touch enclose nothing: no row of dots must say that they do.
    seen = (np.interp(at, across, low != high) > 0) & (bottom < 1.0) & (top > 0.0)
    within: Mask = (v[:, None] >= bottom) & (v[:, None] <= top) & seen
    thin = seen & ~within.any(axis=0)
    middle = (np.maximum(bottom, 0.0) + np.minimum(top, 1.0))[thin] / 2
    within[abs(v[:, None] - middle).argmin(axis=0), thin] = True
    return within


def _sampled(u: Floats, across: Floats) -> Floats:
    """Where to look at a region, for each column: within it for one, if it is narrower than columns."""
    first, last = across[0], across[-1]
    if first > 1.0 or last < 0.0 or ((u >= first) & (u <= last)).any():
        return u
    at, middle = u.copy(), (max(first, 0.0) + min(last, 1.0)) / 2
    at[abs(u - middle).argmin()] = middle
    return at


def _far(values: Floats, low: float, high: float) -> Floats:
    """Values (n,) as fractions; infinity lies far beyond the border."""
    return np.where(np.isinf(values), np.sign(values) * _BEYOND, fraction(values, low, high))

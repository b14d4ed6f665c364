"""A Plot and a size to cells: axes, then the ground, strokes, points and names in between."""

from typing import assert_never

import numpy as np

from calctui.raster.area import Area, inside
from calctui.raster.arrows import head
from calctui.raster.axes import Axes, Dress, axes
from calctui.raster.cells import Cells, paste
from calctui.raster.finite import Strokes, polyline, straight
from calctui.raster.ground import Standing, ground
from calctui.raster.marker import Marker
from calctui.raster.notes import noted
from calctui.raster.picture import Picture
from calctui.raster.regions import interior
from calctui.raster.trails import walk
from calctui.scene import (
    Arrow,
    Arrows,
    Contour,
    Curve,
    Glyph,
    Guide,
    Mark,
    Plot,
    Point,
    Region,
    Scatter,
    Segment,
    Shade,
    Trail,
)

_OUTSIDE_IN = np.array([0.92, 0.75, 0.5, 0.25, 0.08])
"""How far along a curve or a line its name may stand, the best first."""
_MIDDLE_OUT = np.array([0.5, 0.25, 0.75, 0.08, 0.92])
"""The same for a segment, which is short: its middle tells best what is meant."""


def surrounded(plot: Plot, width: int, height: int, marker: Marker, dress: Dress, gutter: int) -> Axes:
    """What stands around a plot of `width` x `height` cells; `dress` and `gutter` as in `axes`."""
    return axes(
        plot.window,
        width,
        height,
        marker,
        dress,
        gutter=gutter,
        title=plot.title,
        x_name=plot.x_name,
        log_x=plot.log_x,
        log_y=plot.log_y,
    )


def draw_plot(plot: Plot, width: int, height: int, marker: Marker, dress: Dress, gutter: int) -> Cells:
    """A plot of `width` x `height` cells; `dress` and `gutter` as in `axes`."""
    around = surrounded(plot, width, height, marker, dress, gutter)
    area = Area(plot.window, around.width, around.height, marker)
    picture = Picture(area)
    standing: list[Standing] = []
    moving: list[Region] = []
    for mark in plot.marks:
        if isinstance(mark, Shade | Contour | Arrows):
            standing.append(mark)
        elif isinstance(mark, Region):
            moving.append(mark)
        else:
            _add(mark, picture)
    for region in moving:
        if region.label:
            picture.name_inside(region.label, region.role, interior(region, area))
    cells = picture.cells(ground(tuple(standing), area).filled(moving, area))
    return paste(around.cells, noted(cells, plot.note, marker), around.x, around.y)


def _add(mark: Mark, onto: Picture) -> None:
    """Put one more mark on top."""
    window = onto.area.window
    match mark:
        case Curve():
            _line(mark, polyline(mark.x, mark.y, window), onto)
        case Segment():
            _line(mark, straight(mark, window), onto)
        case Guide():
            _guide(mark, onto)
        case Point() | Scatter():
            _points(mark, onto)
        case Arrow():
            _arrow(mark, onto)
        case Trail():
            _trail(mark, onto)
        case Shade() | Contour() | Arrows() | Region():
            """Part of the ground."""
        case _:
            assert_never(mark)


def _line(mark: Curve | Segment, strokes: Strokes, onto: Picture) -> None:
    long = isinstance(mark, Curve) or mark.endless
    onto.draw(strokes, mark.role)
    onto.name_stroke(mark.label, mark.role, strokes, _OUTSIDE_IN if long else _MIDDLE_OUT)


def _points(mark: Point | Scatter, onto: Picture) -> None:
    u, v = onto.area.fractions(np.atleast_1d(mark.x), np.atleast_1d(mark.y))
    if mark.glyph is Glyph.SPECK:
        seen = inside(u, v)
        onto.draw(Strokes(u[seen], v[seen], u[seen], v[seen]), mark.role)  # a dot each
        return
    onto.glyphs(u, v, mark.glyph, mark.role, mark.label if isinstance(mark, Point) else "")


def _arrow(arrow: Arrow, onto: Picture) -> None:
    """A stroke with its head where it ends, or where it leaves the window."""
    window = onto.area.window
    strokes = straight(Segment(arrow.x0, arrow.y0, arrow.x1, arrow.y1, arrow.role), window)
    if onto.area.empty or not strokes.x0.size:
        return
    onto.draw(strokes, arrow.role)
    tip = onto.area.cells(strokes.x1, strokes.y1)
    octant = int(onto.area.octants(strokes.x1 - strokes.x0, strokes.y1 - strokes.y0)[0])
    onto.points(*tip, head(octant, onto.area.marker), arrow.role)
    onto.name(arrow.label, arrow.role, tip, of_point=True)


def _trail(trail: Trail, onto: Picture) -> None:
    """Strokes, steps, the last of them on top, and what became of the path."""
    path = walk(trail, onto.area)
    onto.draw(path.strokes, trail.role)
    onto.steps(path.columns, path.rows, trail.glyph, trail.role)
    if path.exit:
        border = np.array([path.exit.x]), np.array([path.exit.y])
        onto.points(*border, head(path.exit.octant, onto.area.marker), trail.role)
        onto.name(f"{trail.label} leaves".lstrip(), trail.role, border, of_point=True)
    elif path.ends:
        onto.ending(path.columns[-1:], path.rows[-1:], trail.glyph, trail.role, trail.label)


def _guide(guide: Guide, onto: Picture) -> None:
    """Strokes from border to border."""
    w = onto.area.window
    if guide.x is not None:
        stroke = Segment(guide.x, w.y_low, guide.x, w.y_high, guide.role)
        onto.draw(straight(stroke, w), guide.role)
    if guide.y is not None:
        stroke = Segment(w.x_low, guide.y, w.x_high, guide.y, guide.role)
        onto.draw(straight(stroke, w), guide.role)
